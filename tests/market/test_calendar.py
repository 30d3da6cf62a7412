from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.inputs.errors import InputError
from sim.market.calendar import BusinessCalendar, business_calendar, calendar_from_open_days, quarter_of

MONDAY = date(2026, 6, 1)


def plain(days: int = 28, hours_per_day: float = 8.0) -> BusinessCalendar:
    return business_calendar("NONE", MONDAY, days, hours_per_day)


def clocks_of(calendar: BusinessCalendar, *arrivals: tuple[int, float, bool]) -> list[float]:
    days, fractions, in_hours = zip(*arrivals, strict=True)
    clocks: list[float] = calendar.clock_of(np.array(days), np.array(fractions), np.array(in_hours)).tolist()
    return clocks


def open_dates(country: str, first: date, last: date) -> list[date]:
    calendar = business_calendar(country, first, (last - first).days + 1, 8.0)
    return [day for day, is_open in zip(calendar.dates.tolist(), calendar.is_open, strict=True) if is_open]


def test_a_plain_week_is_open_monday_to_friday_and_each_day_opens_eight_hours_after_the_last() -> None:
    calendar = plain(days=14)
    assert calendar.is_open.tolist() == ([True] * 5 + [False] * 2) * 2
    assert [calendar.opening_clock(day) for day in range(15)] == [
        *(0.0, 8.0, 16.0, 24.0, 32.0, 40.0, 40.0),
        *(40.0, 48.0, 56.0, 64.0, 72.0, 80.0, 80.0, 80.0),
    ]
    assert calendar.total_hours == 80.0


def test_a_lead_of_friday_evening_or_of_the_weekend_waits_for_monday_opening() -> None:
    calendar = plain()
    clocks = clocks_of(calendar, (4, 0.9, False), (5, 0.5, True), (6, 0.1, False))
    assert clocks == [40.0, 40.0, 40.0]
    assert calendar.dates_of(np.array(clocks)).tolist() == [MONDAY + timedelta(days=7)] * 3


def test_a_lead_of_a_weekday_evening_waits_for_the_next_morning() -> None:
    assert clocks_of(plain(), (1, 0.0, False)) == [16.0]


def test_a_lead_in_opening_hours_of_an_open_day_counts_from_its_own_moment() -> None:
    assert clocks_of(plain(), (0, 0.0, True), (2, 0.25, True), (7, 0.5, True)) == [0.0, 18.0, 44.0]


def test_a_lead_after_the_last_open_day_counts_from_the_end_of_the_calendar() -> None:
    assert clocks_of(plain(days=7), (4, 0.5, False), (6, 0.5, True)) == [40.0, 40.0]


def test_a_clock_on_the_edge_of_two_days_is_the_later_opening_or_when_closing_the_earlier_close() -> None:
    calendar = plain()
    friday, monday = MONDAY + timedelta(days=4), MONDAY + timedelta(days=7)
    assert (calendar.date_of(40.0), calendar.date_of(40.0, closing=True)) == (monday, friday)
    assert (calendar.date_of(0.0), calendar.date_of(0.0, closing=True)) == (MONDAY, MONDAY)
    edge = np.array([40.0])
    assert calendar.datetimes_of(edge).tolist()[0].isoformat() == "2026-06-08T09:00:00"
    assert calendar.datetimes_of(edge, closing=True).tolist()[0].isoformat() == "2026-06-05T17:00:00"


def test_wall_time_counts_from_the_opening_hour() -> None:
    calendar = business_calendar("NONE", MONDAY, 7, 7.5, opening_hour=8.5)
    times = calendar.datetimes_of(np.array([0.0, 1.25, 7.5 + 0.01]))
    assert [str(time) for time in times] == ["2026-06-01T08:30:00", "2026-06-01T09:45:00", "2026-06-02T08:30:36"]


def test_spring_festival_2026_closes_nine_days_and_works_the_saturdays_before_and_after() -> None:
    # State Council notice of November 2025: off from 15 to 23 February, at work on Saturdays 14 and 28 February.
    expected = [date(2026, 2, day) for day in (9, 10, 11, 12, 13, 14, 24, 25, 26, 27, 28)]
    assert open_dates("CN", date(2026, 2, 9), date(2026, 3, 1)) == expected
    assert open_dates("CN", date(2026, 2, 28), date(2026, 3, 2)) == [date(2026, 2, 28), date(2026, 3, 2)]


def test_a_make_up_day_for_a_holiday_of_the_next_year_is_worked() -> None:
    # 31 December 2011 was a Saturday worked for 3 January 2012; the calendar ends before that year.
    assert date(2011, 12, 31) in open_dates("CN", date(2011, 12, 26), date(2011, 12, 31))


def test_a_make_up_sunday_opens_the_clock_for_that_day() -> None:
    calendar = business_calendar("CN", date(2026, 1, 1), 12, 8.0)
    # New Year's holiday runs from Thursday 1 to Saturday 3 January, Sunday 4 is worked for Friday 2.
    assert clocks_of(calendar, (0, 0.5, True), (3, 0.5, True), (3, 0.5, False)) == [0.0, 4.0, 8.0]
    assert calendar.date_of(0.0) == date(2026, 1, 4)


def test_chinese_years_without_an_official_arrangement_keep_their_statutory_holidays() -> None:
    worked = open_dates("CN", date(2035, 1, 1), date(2035, 12, 31))
    assert all(day.weekday() < 5 for day in worked)
    assert not {date(2035, 1, 1), date(2035, 5, 1), date(2035, 10, 1), date(2035, 10, 2)} & set(worked)
    assert 240 <= len(worked) <= 255


def test_brazil_2018_works_on_carnival_and_rests_on_good_friday() -> None:
    # Carnival is a day by custom, not by federal law; the package has it in its optional category.
    worked = set(open_dates("BR", date(2018, 1, 1), date(2018, 12, 31)))
    assert {date(2018, 2, 12), date(2018, 2, 13)} <= worked
    assert not {date(2018, 3, 30), date(2018, 5, 1), date(2018, 9, 7), date(2018, 12, 25)} & worked


def test_a_country_whose_weekend_is_friday_and_saturday_works_on_sundays() -> None:
    worked = open_dates("SA", date(2026, 6, 7), date(2026, 6, 13))
    assert worked == [date(2026, 6, day) for day in (7, 8, 9, 10, 11)]


@pytest.mark.parametrize(("found", "expected"), [("cn", "CN"), ("China", "CN"), ("germny", "DE"), ("NON", "NONE")])
def test_an_unknown_country_is_refused_with_the_nearest_code(found: str, expected: str) -> None:
    with pytest.raises(InputError, match=rf"country.*'{found}'.*did you mean '{expected}'\?"):
        business_calendar(found, MONDAY, 7, 8.0)


@pytest.mark.parametrize(("hours", "opening"), [(0.0, 9.0), (-1.0, 9.0), (16.0, 9.0), (8.0, -1.0), (float("nan"), 9.0)])
def test_hours_that_do_not_fit_into_a_day_are_refused(hours: float, opening: float) -> None:
    with pytest.raises(InputError, match="doesn't fit between 0 and 24"):
        business_calendar("NONE", MONDAY, 7, hours, opening)


def test_weeks_from_the_start_are_calendar_weeks() -> None:
    calendar = plain(days=28)
    assert [calendar.weeks_to_clock(weeks) for weeks in range(5)] == [0.0, 40.0, 80.0, 120.0, 160.0]


def test_week_ticks_skip_a_week_without_business_hours_and_one_after_the_last_open_day() -> None:
    week, closed = [True] * 5 + [False] * 2, [False] * 7
    calendar = calendar_from_open_days(MONDAY, np.array(week + closed + week + closed), 8.0)
    assert calendar.week_starts_clock.tolist() == [0.0, 40.0]
    assert plain(days=21).week_starts_clock.tolist() == [0.0, 40.0, 80.0]


def test_months_start_at_the_opening_on_or_after_their_first_day() -> None:
    calendar = business_calendar("NONE", date(2026, 1, 30), 35, 8.0)  # Friday 30 January to Thursday 5 March
    assert calendar.month_starts_clock.tolist() == [0.0, 8.0, 168.0]
    assert [calendar.month_index(clock) for clock in (0.0, 7.9, 8.0, 167.9, 168.0)] == [0, 0, 1, 1, 2]
    assert calendar.month_index(168.0, closing=True) == 1


def test_month_index_counts_on_past_new_year() -> None:
    calendar = business_calendar("NONE", date(2025, 11, 3), 150, 8.0)
    assert [calendar.month_index(calendar.clock_at(day)) for day in (date(2025, 12, 1), date(2026, 2, 2))] == [1, 3]
    assert calendar.month_index(calendar.month_starts_clock[3]) == 3


@pytest.mark.parametrize(
    ("day", "start_month", "expected"),
    [
        (date(2026, 1, 1), 1, (2026, 1)),
        (date(2026, 12, 31), 1, (2026, 4)),
        (date(2026, 3, 31), 4, (2026, 4)),
        (date(2026, 4, 1), 4, (2027, 1)),
        (date(2026, 10, 1), 10, (2027, 1)),
        (date(2026, 9, 30), 10, (2026, 4)),
        (date(2027, 2, 1), 12, (2027, 1)),
    ],
)
def test_fiscal_quarters_belong_to_the_year_in_which_their_fiscal_year_ends(
    day: date, start_month: int, expected: tuple[int, int]
) -> None:
    assert quarter_of(day, start_month) == expected


def test_a_fiscal_year_starts_in_a_month_that_exists() -> None:
    with pytest.raises(ValueError, match="from 1 to 12, not 13"):
        quarter_of(MONDAY, 13)


@pytest.mark.parametrize("clock", [-0.001, 40.0, 41.0, float("nan")])
def test_a_moment_outside_the_calendar_is_refused(clock: float) -> None:
    with pytest.raises(ValueError, match="outside the calendar"):
        plain(days=7).date_of(clock)


def test_the_end_of_the_calendar_is_a_close_but_nothing_ends_after_it() -> None:
    calendar = plain(days=7)
    assert calendar.date_of(40.0, closing=True) == date(2026, 6, 5)
    with pytest.raises(ValueError, match=r"clock 40\.5 is outside"):
        calendar.date_of(40.5, closing=True)


def test_a_day_outside_the_calendar_is_refused() -> None:
    calendar = plain(days=7)
    for outside in (-1, 8):
        with pytest.raises(ValueError, match="outside the calendar of 7 days"):
            calendar.opening_clock(outside)
    for outside in (-1, 7):
        with pytest.raises(ValueError, match="outside the calendar of 7 days"):
            clocks_of(calendar, (outside, 0.5, True))
    with pytest.raises(ValueError, match="outside the calendar"):
        calendar.clock_at(MONDAY - timedelta(days=1))
    with pytest.raises(ValueError, match="outside the calendar"):
        calendar.weeks_to_clock(2)


def test_a_fraction_outside_the_day_is_refused_in_hours_and_ignored_off_hours() -> None:
    assert clocks_of(plain(), (0, 1.5, False)) == [8.0]
    with pytest.raises(ValueError, match=r"fraction of the day's hours in \[0, 1\)"):
        clocks_of(plain(), (0, 1.0, True))


def test_a_calendar_without_an_open_day_is_refused() -> None:
    with pytest.raises(ValueError, match="no day is open among the 2"):
        business_calendar("NONE", date(2026, 6, 6), 2, 8.0)
    with pytest.raises(ValueError, match="at least one day"):
        business_calendar("NONE", MONDAY, 0, 8.0)


open_days = st.lists(st.booleans(), min_size=1, max_size=60).filter(any)
hours = st.floats(0.1, 15.0)


@given(open_days, hours, st.floats(0.0, 1.0, exclude_max=True))
def test_a_clock_lies_within_the_hours_of_its_date(is_open: list[bool], hours_per_day: float, share: float) -> None:
    calendar = calendar_from_open_days(MONDAY, np.array(is_open), hours_per_day)
    clock = share * calendar.total_hours
    day = calendar.date_of(clock)
    index = (day - MONDAY).days
    assert calendar.is_open[index]
    assert calendar.clock_at(day) <= clock < calendar.opening_clock(index + 1)


@given(open_days, hours)
def test_each_open_day_comes_back_from_its_opening_and_from_its_close(
    is_open: list[bool], hours_per_day: float
) -> None:
    calendar = calendar_from_open_days(MONDAY, np.array(is_open), hours_per_day)
    for index in np.flatnonzero(is_open).tolist():
        day = MONDAY + timedelta(days=index)
        assert calendar.date_of(calendar.clock_at(day)) == day
        assert calendar.date_of(calendar.opening_clock(index + 1), closing=True) == day


@given(open_days, hours, st.data())
def test_no_arrival_is_served_before_it_comes(is_open: list[bool], hours_per_day: float, data: st.DataObject) -> None:
    calendar = calendar_from_open_days(MONDAY, np.array(is_open), hours_per_day)
    index = data.draw(st.integers(0, len(is_open) - 1))
    fraction, in_hours = data.draw(st.floats(0.0, 0.999)), data.draw(st.booleans())
    clock = clocks_of(calendar, (index, fraction, in_hours))[0]
    if clock < calendar.total_hours:
        assert calendar.date_of(clock) >= MONDAY + timedelta(days=index)
    assert calendar.opening_clock(index) <= clock <= calendar.opening_clock(index + 1)


def test_importing_the_calendar_loads_no_holidays_and_building_one_warns_of_nothing() -> None:
    script = (
        "import sys, datetime; from sim.market.calendar import business_calendar; assert 'holidays' not in sys.modules;"
        "business_calendar('CN', datetime.date(2026, 1, 1), 730, 8.0)"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
