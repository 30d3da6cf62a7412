"""The histories that a scheme's rules tell apart: a few cells, each with a history that stands for all in it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import inf, isnan, nan

import numpy as np

from sim.inputs.models.conditions import HISTORY, LIVES, When
from sim.levers.lifecycle import History
from sim.levers.segmentation import matches

_FIELDS = frozenset(("life", *(f"{number}_{end}" for number in HISTORY for end in ("at_least", "below"))))


@dataclass(frozen=True, slots=True)
class HistoryCells:
    """`typical[c]` is a history of cell c. `cell_of` is by place in the grid of lives and intervals between `cuts`.

    The first interval of recency is that of who has bought nothing.
    """

    typical: tuple[History, ...]
    cuts: tuple[tuple[float, ...], tuple[float, ...], tuple[float, ...]]
    cell_of: dict[tuple[int, int, int, int], int]

    def cell(self, history: History) -> int:
        """The cell that a history lies in."""
        recency, purchases, spent = self.cuts
        months = history.recency_months
        return self.cell_of[
            history.life,
            0 if isnan(months) else bisect_right(recency, months),
            bisect_right(purchases, history.purchases_last_year),
            bisect_right(spent, history.spent_last_year),
        ]


def history_cells(rules: Sequence[When]) -> HistoryCells | None:
    """The cells of these rules; None where no rule asks what customers have done before."""
    asking = [_history_alone(when) for when in rules if when.reads_history()]
    if not asking:
        return None
    recency, purchases, spent = (_cuts(number, asking) for number in HISTORY)
    points = list(product(range(len(LIVES)), (nan, *recency), purchases, spent))
    life, months, count, amount = (np.array(column) for column in zip(*points, strict=True))
    record = {"life": life, "recency_months": months, "purchases_last_year": count, "spent_last_year": amount}
    nothing = np.zeros(len(points))
    hits = np.stack([matches(when, record, {"life": LIVES}, nothing) for when in asking], axis=1)
    _, first, cell = np.unique(hits, axis=0, return_index=True, return_inverse=True)
    counts, amounts = range(1, 1 + len(purchases)), range(1, 1 + len(spent))
    places = product(range(len(LIVES)), range(1 + len(recency)), counts, amounts)
    return HistoryCells(
        typical=tuple(History(*points[index]) for index in first.tolist()),
        cuts=(recency, purchases, spent),
        cell_of=dict(zip(places, cell.ravel().tolist(), strict=True)),
    )


def _history_alone(when: When) -> When:
    """The rule without what it asks besides: of that a lead's history says nothing."""
    return when.model_copy(update={name: None for name in When.model_fields if name not in _FIELDS})


def _cuts(number: str, rules: Sequence[When]) -> tuple[float, ...]:
    """Where intervals of a number begin, from 0 up."""
    pairs = (when.limits().get(number, (0.0, inf)) for when in rules)
    return tuple(sorted({0.0, *(limit for pair in pairs for limit in pair if limit < inf)}))
