"""Discounts that sellers give on the floor to raise the odds of a deal that pays them well."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from sim.floor.bargaining import Bargain
from sim.floor.needs import needs_at
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.discount import most_worth
from sim.market.leads import NEEDS, LeadTable

if TYPE_CHECKING:
    from sim.floor.pay.concessions import Concessions
    from sim.floor.sales_floor import SalesFloor

_TENTHS = 10


@dataclass(frozen=True, slots=True)
class OddsPlan:
    """The stage's number, and by lead the most that its seller may still give, and the logits that all of it gains."""

    stage: int
    most: list[float] = field(repr=False)
    logit_per_share: list[float] = field(repr=False)


def odds_plan(market: Market, scheme: Scheme, table: LeadTable, bargained: Bargain | None) -> OddsPlan | None:
    """None where nobody thinks of it, nobody may give anything, and without a pay plan."""
    block = market.effects.odds_discount
    terms = None if scheme.products is None else scheme.products.discount_authority
    if block is None or not market.effects.active("odds_discount") or scheme.incentives is None or terms is None:
        return None
    names = list(market.stages)
    given = np.zeros(len(table)) if bargained is None else bargained.given
    # What is given already lowers the price of which the rest is a share.
    most = 1 - (1 - np.maximum(float(terms.share), given)) / (1 - given)
    stage = names.index(names[-1] if bargained is None else bargained.stage)
    price = len(NEEDS) * needs_at(market, table, stage)[:, NEEDS.index("price")]
    return OddsPlan(
        stage=stage,
        most=most.tolist(),
        logit_per_share=(_TENTHS * float(block.logit_per_tenth) * price).tolist(),
    )


class Odds:
    """Decides for each deal what is given away; `given` are the shares by lead, of all that were thought about."""

    def __init__(self, floor: SalesFloor, plan: OddsPlan, concessions: Concessions) -> None:
        self.floor = floor
        self.plan = plan
        self.concessions = concessions
        self.given: dict[int, float] = {}

    def raised(self, seat: int, lead: int, stage: int, logit: float) -> float:
        """The logits that the seat's discount gains at the end of a task of this stage, where the deal stands so."""
        floor, plan = self.floor, self.plan
        if floor.stages[stage].number != plan.stage:
            return 0.0
        given = self.given.get(lead)
        if given is None:
            given = self.given[lead] = self._best(seat, lead, stage, logit)
            if given > 0:
                self.concessions.gives_away(lead, given)
        return plan.logit_per_share[lead] * given

    def _best(self, seat: int, lead: int, stage: int, logit: float) -> float:
        floor, plan, concessions = self.floor, self.plan, self.concessions
        if plan.most[lead] <= 0 or floor.plan.seats[seat].quota <= 0:
            return 0.0
        now_counts = floor.env.time + floor.stages[stage].thinking_hours[lead] < concessions.period_end()

        def pays(given: float) -> float:
            deal = concessions.in_quotas(seat, lead, given)
            return concessions.pays(seat, deal) if now_counts else concessions.pays_next(deal)

        return most_worth(plan.most[lead], logit, plan.logit_per_share[lead], pays)
