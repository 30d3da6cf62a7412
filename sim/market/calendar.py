"""The business clock of a market: hours worked since the calendar's start, and the dates they fall on.

The clock advances only while the market is open, so the close of one open day and the opening of the next are the same
clock. Read as a moment at which something arrives, starts or ticks, it is the later opening (the default); read as the
end of something (`closing=True`), it is the earlier close.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from difflib import get_close_matches
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.inputs.errors import InputError, Problem, nearest

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
DateArray = NDArray[np.datetime64]

NO_HOLIDAYS = "NONE"


class FiscalQuarter(NamedTuple):
    """`year` is the calendar year in which the fiscal year ends; `quarter` runs from 1 to 4."""

    year: int
    quarter: int


@dataclass(frozen=True, slots=True, eq=False)
class BusinessCalendar:
    """Calendar days 0 to `days` - 1 from `start`, each open for `hours_per_day` from `opening_hour`, or closed.

    Clocks are business hours in [0, total_hours]. Days, dates and clocks outside the calendar raise ValueError: whoever
    builds the calendar makes it longer than the horizon. A day counts as an integer index, a moment as a clock.

    `is_open` has shape (days,). `opened_before[d]` counts the open days before day d, shape (days + 1,).
    `open_days` holds the day index of each open day and `openings_clock` its clock, shape (open days,).
    """

    start: date
    hours_per_day: float
    opening_hour: float
    is_open: BoolArray
    opened_before: IntArray
    open_days: IntArray
    openings_clock: FloatArray

    @property
    def days(self) -> int:
        """Length in calendar days."""
        return int(self.is_open.size)

    @property
    def total_hours(self) -> float:
        """The clock at the calendar's end."""
        return float(self.opened_before[-1] * self.hours_per_day)

    @property
    def week_hours(self) -> float:
        """Hours of a week without holidays."""
        return 5 * self.hours_per_day

    @property
    def dates(self) -> DateArray:
        """The date of each calendar day, datetime64[D], shape (days,)."""
        return np.datetime64(self.start, "D") + np.arange(self.days)

    def opening_clock(self, day_index: int) -> float:
        """Clock at the day's opening, or at the next opening if it is closed; `days` itself is the calendar's end."""
        if not 0 <= day_index <= self.days:
            raise ValueError(f"day {day_index} is outside the calendar of {self.days} days from {self.start}")
        return float(self.opened_before[day_index] * self.hours_per_day)

    def clock_of(self, day_index: IntArray, hour_fraction: FloatArray, in_hours: BoolArray) -> FloatArray:
        """Clock from which arrivals can be served, all three arguments of one shape.

        An arrival in opening hours of an open day counts from there: the day's opening + `hour_fraction` (in [0, 1)) of
        its hours. One off-hours (after the close, or on a closed day whatever its hour) counts from the next opening.
        After the last open day that is `total_hours`.
        """
        day_index = np.asarray(day_index)
        if day_index.size and not (day_index.min() >= 0 and day_index.max() < self.days):
            raise ValueError(f"an arrival's day is outside the calendar of {self.days} days from {self.start}")
        served = np.asarray(in_hours) & self.is_open[day_index]
        fraction = np.asarray(hour_fraction)
        if not ((fraction >= 0.0) & (fraction < 1.0))[served].all():
            raise ValueError("an arrival in opening hours comes at a fraction of the day's hours in [0, 1)")
        within = self.opened_before[day_index] + fraction
        return np.asarray(np.where(served, within, self.opened_before[day_index + 1]) * self.hours_per_day)

    def clock_at(self, day: date) -> float:
        """Clock at that date's opening, or at the next opening if it is closed."""
        return self.opening_clock((day - self.start).days)

    def weeks_to_clock(self, weeks: int) -> float:
        """Clock after that many calendar weeks from the start."""
        return self.opening_clock(7 * weeks)

    def date_of(self, clock: float, *, closing: bool = False) -> date:
        """The date of a clock; one on the edge of two days is the later day, or the earlier one if `closing`."""
        return self.start + timedelta(days=int(self._days_of(np.asarray([clock]), closing)[0]))

    def dates_of(self, clocks: FloatArray, *, closing: bool = False) -> DateArray:
        """As `date_of`, for many clocks: datetime64[D]."""
        return np.datetime64(self.start, "D") + self._days_of(clocks, closing)

    def datetimes_of(self, clocks: FloatArray, *, closing: bool = False) -> DateArray:
        """Local wall time of clocks, to the second: datetime64[s]. The same rule on the edge of two days."""
        days = self._days_of(clocks, closing)
        hours = self.opening_hour + (np.asarray(clocks) - self.openings_clock[self.opened_before[days]])
        seconds = np.rint(hours * 3600.0).astype("timedelta64[s]")
        return np.asarray((np.datetime64(self.start, "D") + days).astype("datetime64[s]") + seconds)

    def month_index(self, clock: float, *, closing: bool = False) -> int:
        """Calendar months between the start's month (0) and that of the clock."""
        return int(self.month_indices(np.asarray([clock]), closing=closing)[0])

    def month_indices(self, clocks: FloatArray, *, closing: bool = False) -> IntArray:
        """As `month_index`, for many clocks."""
        months = self.dates_of(clocks, closing=closing).astype("datetime64[M]")
        return (months - np.datetime64(self.start, "M")).astype(np.int64)

    @property
    def month_starts_clock(self) -> FloatArray:
        """Clock at which each calendar month starts: entry m is that of month index m; the first is the start, 0.

        Never decreasing; two are equal where no hour is worked between them (a calendar from the last day of a month).
        """
        months = self.dates.astype("datetime64[M]")
        firsts = np.flatnonzero(np.concatenate(([True], months[1:] != months[:-1])))
        return np.asarray(self.opened_before[firsts] * self.hours_per_day)

    @property
    def week_starts_clock(self) -> FloatArray:
        """Clock at which each calendar week from the start (days 0, 7, 14, ...) starts, strictly increasing.

        A week without business hours has no entry, nor has one after the last open day.
        """
        opened = np.unique(self.opened_before[: self.days : 7])
        return np.asarray(opened[opened < self.open_days.size] * self.hours_per_day)

    def _days_of(self, clocks: FloatArray, closing: bool) -> IntArray:
        """Day index of each clock. Searches the very openings that clocks are made of, so no division can round."""
        clocks = np.asarray(clocks, dtype=np.float64)
        last = self.total_hours
        inside = (clocks >= 0.0) & ((clocks <= last) if closing else (clocks < last))
        if not inside.all():
            wrong = clocks[~inside].flat[0]
            raise ValueError(
                f"clock {wrong} is outside the calendar: {last} business hours, {self.days} days from {self.start}"
            )
        after = np.searchsorted(self.openings_clock, clocks, side="left" if closing else "right")
        return self.open_days[np.maximum(after - 1, 0)]


def business_calendar(
    country: str, start: date, days: int, hours_per_day: float, opening_hour: float = 9.0
) -> BusinessCalendar:
    """The calendar of a country: all days but its weekend and its public holidays, plus make-up working days.

    Weekend, holidays (category public, no subdivision) and make-up days come from the `holidays` package; where the
    official arrangement of a year isn't known yet, its statutory holidays stand and no day is made up. `country` is an
    ISO 3166 code, or "NONE" for Monday to Friday without holidays. Raises InputError for an unknown country and for
    hours that don't fit into a day, ValueError for a calendar without an open day.
    """
    if days < 1:
        raise ValueError(f"a calendar has at least one day, not {days}")
    every_day = [start + timedelta(days=offset) for offset in range(days)]
    working = [day.weekday() < 5 for day in every_day] if country == NO_HOLIDAYS else _working_days(country, every_day)
    return calendar_from_open_days(start, np.asarray(working), hours_per_day, opening_hour)


def calendar_from_open_days(
    start: date, is_open: BoolArray, hours_per_day: float, opening_hour: float = 9.0
) -> BusinessCalendar:
    """The calendar of stated open days, shape (days,). Raises as `business_calendar` does."""
    if not (hours_per_day > 0.0 and opening_hour >= 0.0 and opening_hour + hours_per_day <= 24.0):
        raise InputError(
            Problem(
                f"a day that opens at {opening_hour:g} for {hours_per_day:g} hours doesn't fit between 0 and 24",
                key="hours_per_day",
                hint="expected hours_per_day above 0 and opening_hour + hours_per_day at most 24",
            )
        )
    is_open = np.array(is_open, dtype=np.bool_)
    open_days = np.flatnonzero(is_open).astype(np.int64)
    if open_days.size == 0:
        raise ValueError(f"no day is open among the {is_open.size} from {start}")
    return BusinessCalendar(
        start=start,
        hours_per_day=hours_per_day,
        opening_hour=opening_hour,
        is_open=is_open,
        opened_before=np.concatenate(([0], np.cumsum(is_open))).astype(np.int64),
        open_days=open_days,
        openings_clock=np.arange(open_days.size, dtype=np.float64) * np.float64(hours_per_day),
    )


def quarter_of(day: date, fiscal_start_month: int) -> FiscalQuarter:
    """The fiscal quarter of a date, for fiscal years that start on the first of a month (1 to 12)."""
    if not 1 <= fiscal_start_month <= 12:
        raise ValueError(f"a fiscal year starts in a month from 1 to 12, not {fiscal_start_month}")
    months_in = (day.month - fiscal_start_month) % 12
    ends_next_year = fiscal_start_month > 1 and day.month >= fiscal_start_month
    return FiscalQuarter(day.year + ends_next_year, months_in // 3 + 1)


def _working_days(country: str, every_day: list[date]) -> list[bool]:
    import holidays

    if country not in holidays.list_supported_countries():
        raise InputError(
            Problem(
                f"no public holidays are known for country {country!r}",
                key="country",
                hint=f"{_nearest_country(country)}; expected an ISO 3166 code, or {NO_HOLIDAYS} for no holidays",
            )
        )
    national = holidays.country_holidays(country, years=range(every_day[0].year, every_day[-1].year + 1))
    return [bool(national.is_working_day(day)) for day in every_day]


def _nearest_country(found: str) -> str:
    """A hint for an unknown code: the same code in capitals, the code of a country's name, or the closest code."""
    import holidays
    from holidays.registry import COUNTRIES

    codes = [*holidays.list_supported_countries(), NO_HOLIDAYS]
    if found.strip().upper() in codes:
        return f"did you mean '{found.strip().upper()}'?"
    by_name = {module.replace("_", " "): names[1] for module, names in COUNTRIES.items()}
    name = get_close_matches(found.strip().casefold().replace("_", " "), by_name, n=1, cutoff=0.75)
    if name:
        return f"did you mean '{by_name[name[0]]}'?"
    return nearest(found.strip().upper(), codes) or "for instance CN, BR, US"
