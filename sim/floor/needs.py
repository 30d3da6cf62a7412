"""Needs that move from first contact to decision: what an offer is worth at each stage, and what can be foreseen."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.floor.insight import Known
from sim.inputs.models.market import Market
from sim.levers.need_fit import fit
from sim.market.leads import LeadTable, softmax

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def shifts(market: Market) -> Floats | None:
    """What each stage adds to the need logits of first contact, (stages, 4); None where no stage adds anything."""
    if all(stage.need_shift is None for stage in market.stages.values()):
        return None
    nothing = (0.0, 0.0, 0.0, 0.0)
    return np.array(
        [nothing if stage.need_shift is None else stage.need_shift.vector() for stage in market.stages.values()]
    )


def needs_at(market: Market, table: LeadTable, stage: int) -> Floats:
    """What each customer weighs at a stage, by its number, (n, 4)."""
    moved = shifts(market)
    return table.needs if moved is None else softmax(table.need_logits + moved[stage])


def fit_by_stage(market: Market, table: LeadTable, strengths: Floats, offered: Sequence[Ints]) -> tuple[Floats, ...]:
    """Fit of what each lead is offered at each stage to what the customer weighs there."""
    moved, rows = shifts(market), np.arange(len(table))
    if moved is None:
        fits = fit(table.needs, strengths)
        return tuple(fits[rows, made] for made in offered)
    return tuple(fit(needs_at(market, table, stage), strengths)[rows, made] for stage, made in enumerate(offered))


def decision_shift(market: Market, known: Known) -> Floats | None:
    """What whoever chooses an offer adds to the needs on record, (n, 4) or (1, 4): the way that needs will move, as far
    as it is known. Stages count by how much fit counts there. None where nothing moves or nothing is known.
    """
    moved = shifts(market)
    weights = np.array([float(stage.fit_weight) for stage in market.stages.values()])
    if moved is None or weights.sum() == 0 or not np.any(known.decision):
        return None
    return np.asarray(np.asarray(known.decision).reshape(-1, 1) * (weights @ moved / weights.sum()))
