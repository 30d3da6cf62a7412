"""Pay periods: when they start, and how much of one has passed."""

from __future__ import annotations

from datetime import date, timedelta

PERIOD_MONTHS = {"month": 1, "quarter": 3, "year": 12}
PERIOD_WEEKS = {"month": 52 / 12, "quarter": 13.0, "year": 52.0}


def starts_in(period: str, month: int) -> bool:
    """Whether a period (month, quarter or year) starts with this calendar month, 1 to 12."""
    return (month - 1) % PERIOD_MONTHS[period] == 0


def next_start(period: str, day: date) -> date:
    """The first day of the period after the one that runs on `day`."""
    months = PERIOD_MONTHS[period]
    month = (day.month - 1) // months * months + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def elapsed_share(period: str, first: date, end: date) -> float:
    """Share, above 0 and at most 1, of the period that runs on the day before `end` which has passed when `end` begins.

    Days before `first`, the first day of all, have not passed.
    """
    last, months = end - timedelta(days=1), PERIOD_MONTHS[period]
    begin = (last.month - 1) // months * months
    begins = date(last.year, begin + 1, 1)
    ends = next_start(period, last)
    return (end - max(begins, first)).days / (ends - begins).days
