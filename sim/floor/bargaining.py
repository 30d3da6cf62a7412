"""What comes of bargaining with each customer: known before anyone works, since who may give what is a rule."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.discount import answer
from sim.market.draws import exponential
from sim.market.leads import NEEDS, LeadTable

MOST = 0.5
_PRICE = NEEDS.index("price")
_TENTH = 0.1


@dataclass(frozen=True, slots=True)
class Bargain:
    """By lead: share of the price given away, whether somebody else approved it, and what that does at `stage`.

    There `logit_lost` is what refusals and waiting cost, `waits` the hours of waiting for the approval.
    """

    stage: str
    given: Floats
    approved: NDArray[np.bool_]
    logit_lost: Floats
    waits: Floats


def bargain(market: Market, scheme: Scheme, table: LeadTable) -> Bargain | None:
    """None where customers do not bargain.

    Customers ask for a discount that is exponential with a mean of ask_share for whoever weighs price by a quarter, and
    in proportion to that weight; at most a half. Waiting for an approval costs what waiting costs at that stage.
    """
    block = market.effects.bargaining
    if block is None or not market.effects.active("bargaining"):
        return None
    name = block.stage or list(market.stages)[-1]
    mean = float(block.ask_share) * len(NEEDS) * table.needs[:, _PRICE]
    asked = np.minimum(exponential(table.uniforms("bargain", "asked"), mean), MOST)
    terms = None if scheme.products is None else scheme.products.discount_authority
    authority, ceiling = (0.0, 0.0) if terms is None else (float(terms.share), float(terms.ceiling_share))
    found = answer(asked, authority, ceiling, float(block.giveaway))
    hours = 0.0 if terms is None else float(terms.approval_hours)
    decay, response = 0.0, market.effects.response
    if response is not None and market.effects.active("response"):
        decay = float(market.stages[name].response_decay) * np.log1p(hours / float(response.reference_hours))
    lost = float(block.refused_logit) * found.refused / _TENTH + decay * found.approved
    return Bargain(name, found.given, found.approved, lost, np.where(found.approved, hours, 0.0))
