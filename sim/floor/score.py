"""Lead scores: what the CRM thinks of a lead, and from which score on it counts among the best."""

from __future__ import annotations

import numpy as np

from sim.floor.crm_use import long_run_use
from sim.floor.record import error_factor, recorded_value
from sim.floor.resolving.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.adoption import score_correlation
from sim.market.draws import normal
from sim.market.leads import LeadTable


def scores(market: Market, scheme: Scheme, table: LeadTable, use: Floats | float = 1.0) -> Floats:
    """Log of the potential value plus quality, both as they are recorded; a good lead of a large deal scores high.

    A CRM with a stated accuracy sees quality that well where it is used, and as the market's record does elsewhere.
    """
    effects = market.effects
    recording = effects.recording if effects.active("recording") else None
    error = 0.0 if recording is None else float(recording.score_error)
    noise = normal(table.customer_uniforms("record", "score"))
    quality = table.quality if effects.active("quality") else np.zeros(len(table))
    seen = quality + error * error_factor(scheme, use) * noise
    if scheme.crm is not None and scheme.crm.score_accuracy is not None:
        r = score_correlation(float(scheme.crm.score_accuracy))
        scored = r * quality + np.sqrt(1 - r * r) * noise
        seen = use * scored + (1 - use) * (quality + error * noise)
    return np.asarray(np.log(np.maximum(recorded_value(market, scheme, table, use), 1e-9)) + seen)


def top_score(market: Market, scheme: Scheme, planning: LeadTable) -> float:
    """The score that the routing's `top_score_share` of a planning year's leads reach: known before a run begins."""
    if not len(planning):
        return 0.0
    return float(
        np.quantile(scores(market, scheme, planning, long_run_use(scheme)), 1 - float(scheme.routing.top_score_share))
    )
