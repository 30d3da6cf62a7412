"""The measured window week by week: what each brought in, all costs taken off."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import DAYS_A_YEAR, Ledger

WEEK = "week"
CONTRIBUTION = "contribution"


def weeks(ledger: Ledger) -> list[tuple[str, str, str, float]]:
    """Rows (dimension, measured week from 0 on, measure, amount in that week); they sum to that of the window.

    What is dated just before a week without an open day counts for the week before it.
    """
    calendar, window, money = ledger.plan.table.calendar, ledger.window, ledger.money_columns
    count = round(window.years * DAYS_A_YEAR / 7)
    starts = np.array([calendar.weeks_to_clock(window.first_week + week) for week in range(count)])
    inside = (money["time"] >= window.start) & (money["time"] < window.end)
    week = np.maximum(np.searchsorted(starts, money["time"][inside], side="right") - 1, 0)
    amounts = np.bincount(week, money["amount"][inside], minlength=count)
    return [(WEEK, str(number), CONTRIBUTION, amount) for number, amount in enumerate(amounts.tolist())]
