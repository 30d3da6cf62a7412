"""Ends of pay periods: those of the calendar, and the one that is still to come at the horizon."""

from __future__ import annotations

from datetime import date

import pytest

from sim.floor.pay.period_ends import period_ends

JUNE = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("period", "days", "ends"),
    [
        # 22 working days in June, 23 in July, 21 in August, 22 in September, of eight hours and without holidays.
        ("month", 7, (176.0,)),
        ("month", 30, (176.0, 360.0)),
        ("quarter", 7, (176.0,)),
        ("quarter", 30, (176.0, 704.0)),
        ("year", 1, (154 * 8.0,)),
    ],
)
def test_they_reach_beyond_the_horizon(period, days, ends):
    assert period_ends("NONE", JUNE, days, 8.0, period) == ends


def test_a_period_that_ends_before_any_hour_is_worked_is_none():
    """The last of May 2026 is a Sunday: June begins with the first hour."""
    assert period_ends("NONE", date(2026, 5, 31), 10, 8.0, "month") == (176.0,)
