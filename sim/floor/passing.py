"""Which stages leads pass on their first way through the funnel: known beforehand, since skips are drawn by stage."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.market import Market
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
        if stage.skip_to is not None and float(stage.skip_share) > 0:
            skips = comes & (table.uniforms("stage", name, 0, "skip") < float(stage.skip_share))
            following[skips] = order.index(stage.skip_to)
    return found
