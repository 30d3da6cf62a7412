"""Pay periods on a wall calendar: when they start, and what part of one has passed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from sim.levers.pay_periods import elapsed_share, starts_in

LONG_AGO = date(2000, 1, 1)


def test_periods_start_in_their_months():
    months = range(1, 13)
    assert [month for month in months if starts_in("month", month)] == list(months)
    assert [month for month in months if starts_in("quarter", month)] == [1, 4, 7, 10]
    assert [month for month in months if starts_in("year", month)] == [1]


@pytest.mark.parametrize(
    ("period", "end", "share"),
    [
        ("month", date(2026, 2, 2), 1 / 28),  # On the morning of the second, one day has passed.
        ("month", date(2026, 2, 15), 14 / 28),
        ("month", date(2028, 2, 15), 14 / 29),
        ("month", date(2026, 2, 1), 1.0),  # January is over.
        ("month", date(2026, 1, 1), 1.0),  # and so is December.
        ("quarter", date(2026, 2, 1), 31 / 90),
        ("quarter", date(2026, 5, 16), 45 / 91),
        ("quarter", date(2026, 12, 31), 91 / 92),
        ("quarter", date(2027, 1, 1), 1.0),
        ("year", date(2026, 7, 1), 181 / 365),
        ("year", date(2028, 7, 1), 182 / 366),
        ("year", date(2027, 1, 1), 1.0),
    ],
)
def test_so_much_of_a_period_has_passed(period, end, share):
    assert elapsed_share(period, LONG_AGO, end) == pytest.approx(share, rel=1e-12)


def test_days_before_the_first_have_not_passed():
    assert elapsed_share("quarter", date(2026, 1, 5), date(2026, 2, 1)) == pytest.approx(27 / 90)
    assert elapsed_share("quarter", date(2026, 1, 5), date(2026, 5, 1)) == pytest.approx(30 / 91), "of a later quarter"
    assert elapsed_share("year", date(2026, 12, 31), date(2027, 1, 1)) == pytest.approx(1 / 365)


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_a_period_passes_day_by_day(period):
    """From one period's last day to the next: each day adds the same, and only the whole period is 1."""
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(1, 366)]
    shares = [elapsed_share(period, LONG_AGO, day) for day in days]
    assert sum(share == 1 for share in shares) == {"month": 12, "quarter": 4, "year": 1}[period]
    assert all(0 < share <= 1 for share in shares)
    for before, share in pairwise(shares):
        assert share > before or before == 1
