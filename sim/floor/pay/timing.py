"""Signatures that sellers bring forward into a pay period, or hold back for the next, on the floor."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, nextafter
from typing import TYPE_CHECKING

from sim.floor.clock import ARRIVAL
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.timing import AS_DECIDED, BROUGHT_FORWARD, HELD_BACK, signing, stays
from sim.market.leads import LeadTable

if TYPE_CHECKING:
    from sim.floor.pay.concessions import Concessions
    from sim.floor.sales_floor import SalesFloor


@dataclass(frozen=True, slots=True)
class TimingPlan:
    """In plain numbers. By lead, `asked` and `waits` are what decides what customers do."""

    reach_hours: float
    week_hours: float
    discount: float
    accept_share: float
    lost_share_per_week: float
    asked: list[float] = field(repr=False)
    waits: list[float] = field(repr=False)


def timing_plan(market: Market, scheme: Scheme, table: LeadTable) -> TimingPlan | None:
    """None where nobody thinks of when a deal is signed, and without a pay plan."""
    block = market.effects.timing
    if block is None or not market.effects.active("timing") or scheme.incentives is None:
        return None
    return TimingPlan(
        reach_hours=market.week_hours * float(block.reach_weeks),
        week_hours=market.week_hours,
        discount=float(block.discount_share),
        accept_share=float(block.accept_share),
        lost_share_per_week=float(block.lost_share_per_week),
        asked=table.uniforms("timing", "accepts").tolist(),
        waits=table.uniforms("timing", "waits").tolist(),
    )


class Timing:
    """Decides when each deal is signed; `moved` says which were signed at another time than the customer's own."""

    def __init__(self, floor: SalesFloor, plan: TimingPlan, concessions: Concessions) -> None:
        self.floor = floor
        self.plan = plan
        self.concessions = concessions
        self.moved: dict[int, int] = {}

    def agrees(self, seat: int, lead: int, decided: float) -> None:
        """The customer will sign at `decided` unless the seller, who has won her over now, sees to another time."""
        floor, plan, now = self.floor, self.plan, self.floor.env.time
        ends = self.concessions.period_end()
        kept = stays(plan.lost_share_per_week, max(ends - decided, 0.0) / plan.week_hours)
        choice = self._choice(seat, lead, decided, ends, kept)
        if choice == BROUGHT_FORWARD and plan.asked[lead] < plan.accept_share:
            self.moved[lead] = BROUGHT_FORWARD
            self.concessions.gives_away(lead, plan.discount)
            floor.env.at(max(now, nextafter(ends, -inf)), ARRIVAL + lead, lead, floor.wins)
        elif choice == HELD_BACK:
            self.moved[lead] = HELD_BACK
            floor.env.at(ends, ARRIVAL + lead, lead, floor.wins if plan.waits[lead] < kept else floor.loses)
        else:
            floor.env.at(decided, ARRIVAL + lead, lead, floor.wins)

    def _choice(self, seat: int, lead: int, decided: float, ends: float, kept: float) -> int:
        """What the seller would rather do; `kept` is the chance that the customer waits until the period ends."""
        plan = self.plan
        if abs(decided - ends) > plan.reach_hours or self.floor.plan.seats[seat].quota <= 0:
            return AS_DECIDED
        terms = self.concessions
        deal, cheaper = terms.in_quotas(seat, lead), terms.in_quotas(seat, lead, plan.discount)
        pays = terms.pays(seat, deal), terms.pays(seat, cheaper), kept * terms.pays_next(deal)
        return signing(decided, ends, plan.reach_hours, *pays)
