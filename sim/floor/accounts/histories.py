"""What customers have done before, as columns over leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.levers.lifecycle import History, without_account

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Histories:
    """The fields of `History` by lead."""

    life: Ints
    recency_months: Floats
    purchases_last_year: Ints
    spent_last_year: Floats

    def put(self, rows: Ints, history: History) -> None:
        """These leads have this history."""
        for name, value in history._asdict().items():
            getattr(self, name)[rows] = value

    def and_then(self, other: Histories) -> Histories:
        """These rows, then the other's."""
        joined = [np.concatenate([getattr(self, name), getattr(other, name)]) for name in History._fields]
        return Histories(joined[0], joined[1], joined[2], joined[3])

    def columns(self) -> dict[str, NDArray[np.int64]]:
        """By the names under which rules ask for them."""
        return {name: getattr(self, name) for name in History._fields}


def histories_of(found: Sequence[History]) -> Histories:
    """One row for each."""
    life, recency, purchases, spent = np.array(found, dtype=np.float64).reshape(-1, len(History._fields)).T
    return Histories(life.astype(np.int64), recency.copy(), purchases.astype(np.int64), spent.copy())


def without_accounts(existing: NDArray[np.bool_]) -> Histories:
    """Histories of leads of nobody whose purchases are known."""
    new, count = without_account(existing=False), len(existing)
    columns = [np.full(count, value) for value in new]
    found = Histories(columns[0], columns[1], columns[2], columns[3])
    found.put(np.flatnonzero(existing), without_account(existing=True))
    return found
