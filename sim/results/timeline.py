"""The measured window quarter by quarter: what came in, how far the CRM was used, and what was left of the week."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from sim.floor.ledger import DAYS_A_YEAR, Ledger

QUARTER = "quarter"
QUARTER_WEEKS = 13
CONTRIBUTION, USE, SELLING = "contribution", "crm use", "selling share"


def quarter_edges(ledger: Ledger) -> list[float]:
    """Clocks between the whole quarters of thirteen weeks of the window, from its start on; fewer than 2 for none."""
    calendar, window = ledger.plan.table.calendar, ledger.window
    quarters = round(window.years * DAYS_A_YEAR / 7) // QUARTER_WEEKS
    return [calendar.weeks_to_clock(window.first_week + QUARTER_WEEKS * number) for number in range(quarters + 1)]


def quarters(ledger: Ledger) -> list[tuple[str, str, str, float]]:
    """Rows (dimension, quarter from 1 on, measure, value).

    Measures: contribution, a year's worth; crm use, from 0 to 1, where there is a CRM; selling share, of the week of
    everyone that is left for customers.
    """
    rows: list[tuple[str, str, str, float]] = []
    money, ticks = ledger.money_columns, np.asarray(ledger.plan.week_ticks)
    used, shares = ledger.plan.crm_use, ledger.plan.productive_by_week
    here = ledger.resolved.present
    constant = float(np.mean([ledger.plan.seats[seat].productive_share for seat in here])) if here else np.nan
    for number, (start, end) in enumerate(pairwise(quarter_edges(ledger)), start=1):
        inside = (money["time"] >= start) & (money["time"] < end)
        amount = float(money["amount"][inside].sum()) * DAYS_A_YEAR / (7 * QUARTER_WEEKS)
        rows.append((QUARTER, str(number), CONTRIBUTION, amount))
        weeks = np.flatnonzero((ticks >= start) & (ticks < end))
        if ledger.resolved.scheme.crm is not None:
            use = 1.0 if used is None else float(np.asarray(used)[weeks].mean())
            rows.append((QUARTER, str(number), USE, use))
        share = constant if shares is None else float(np.asarray(shares)[weeks].mean())
        rows.append((QUARTER, str(number), SELLING, share))
    return rows


def quarter_kpis(ledger: Ledger) -> dict[str, float]:
    """Contribution of the first and of the last whole quarter, a year's worth each; NaN in a window of one or none."""
    amounts = [value for _, _, measure, value in quarters(ledger) if measure == CONTRIBUTION]
    first, last = (amounts[0], amounts[-1]) if len(amounts) > 1 else (np.nan, np.nan)
    return {"contribution_first_quarter": first, "contribution_last_quarter": last}
