"""The clocks at which pay periods end, after the horizon too, since what people do now looks ahead to it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from sim.levers.pay_periods import next_start
from sim.market.calendar import business_calendar

# Longer than any holiday, so that there is an opening after the last end.
SPARE_DAYS = 35


@lru_cache(maxsize=64)
def period_ends(country: str, start: date, days: int, hours_per_day: float, period: str) -> tuple[float, ...]:
    """Of every period that runs on one of these days, rising; the first is after the clock 0.

    Remembered, since every scheme and replication of a run asks for the same.
    """
    beyond = next_start(period, start + timedelta(days=days))
    calendar = business_calendar(country, start, (beyond - start).days + SPARE_DAYS, hours_per_day)
    found, day = [], next_start(period, start)
    while day <= beyond:
        clock = calendar.clock_at(day)
        if clock > 0:
            found.append(clock)
        day = next_start(period, day)
    return tuple(found)
