"""Which stages leads pass on their first way through the funnel: known beforehand, since skips are drawn by stage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.market import Market, Stage
from sim.market.leads import LeadTable

Mask = NDArray[np.bool_]


def passing(market: Market, table: LeadTable) -> list[Mask]:
    """By stage, the leads that come to it if they advance that far, and do not skip it."""
    following, order = np.zeros(len(table), dtype=np.int64), list(market.stages)
    found = []
    for number, (name, stage) in enumerate(market.stages.items()):
        comes = following == number
        found.append(comes)
        following[comes] = number + 1
        skips = who_skips(stage, name, 0, table)
        if skips is not None and stage.skip_to is not None:
            following[comes & skips] = order.index(stage.skip_to)
    return found


def who_skips(stage: Stage, name: str, attempt: int, table: LeadTable) -> Mask | None:
    """The leads that skip stages when they advance from this one on that attempt; None where none ever does."""
    share = float(stage.skip_share)
    return np.asarray(table.uniforms("stage", name, attempt, "skip") < share) if share > 0 else None
