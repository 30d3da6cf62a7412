"""Who reaches a quota that is set on last year."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger

QUARTERS_A_YEAR = 4


def reach_last_years_quota(ledger: Ledger) -> float:
    """Share of seats that in the last four whole quarters are credited with their quota, set on the four before.

    The quota is half of what the seat itself was credited with and half of what seats were on average.
    """
    credit = credit_by_quarter(ledger)
    if credit.shape[0] < 2 * QUARTERS_A_YEAR:
        return np.nan
    now, before = (credit[first:last].sum(axis=0) for first, last in ((-QUARTERS_A_YEAR, None), (-8, -4)))
    quota = (before + before.mean()) / 2
    return float((now >= quota).mean())


def credit_by_quarter(ledger: Ledger) -> NDArray[np.float64]:
    """Attainment times quota (quarters, seats) of the whole pay periods stated; no rows where seats have no quota."""
    statements = ledger.statements
    whole = statements["whole"]
    ends = np.unique(statements["end"][whole])
    found = np.zeros((len(ends), len(ledger.plan.seats)))
    quota = np.array([seat.quota for seat in ledger.plan.seats])
    seats = statements["seat"][whole]
    rows = np.searchsorted(ends, statements["end"][whole])
    np.add.at(found, (rows, seats), statements["attainment"][whole] * quota[seats])
    return found
