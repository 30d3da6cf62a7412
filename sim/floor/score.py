"""Lead scores: what the CRM thinks of a lead, and from which score on it counts among the best."""

from __future__ import annotations

import numpy as np

from sim.floor.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.draws import normal
from sim.market.leads import LeadTable


def scores(market: Market, scheme: Scheme, table: LeadTable) -> Floats:
    """Log of the potential value plus quality as it is recorded; a good lead of a large deal scores high."""
    effects = market.effects
    recording = effects.recording if effects.active("recording") else None
    error = 0.0 if recording is None else float(recording.score_error)
    factor = 1.0 if scheme.crm is None else float(scheme.crm.error_factor)
    seen_quality = (table.quality if effects.active("quality") else 0) + error * factor * normal(
        table.uniforms("record", "score")
    )
    return np.asarray(np.log(np.maximum(table.value, 1e-9)) + seen_quality)


def top_score(market: Market, scheme: Scheme, planning: LeadTable) -> float:
    """The score that the routing's `top_score_share` of a planning year's leads reach: known before a run begins."""
    if not len(planning):
        return 0.0
    return float(np.quantile(scores(market, scheme, planning), 1 - float(scheme.routing.top_score_share)))
