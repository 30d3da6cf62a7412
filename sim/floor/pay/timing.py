"""Signatures that sellers bring forward into a pay period, or hold back for the next, on the floor."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, nextafter
from typing import TYPE_CHECKING

from sim.floor.clock import ARRIVAL
from sim.floor.resolving.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.expected_pay import expected_payout
from sim.levers.timing import AS_DECIDED, BROUGHT_FORWARD, HELD_BACK, signing, stays
from sim.market.leads import LeadTable

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


@dataclass(frozen=True, slots=True)
class TimingPlan:
    """In plain numbers. By lead, `asked` and `waits` are what decides what customers do.

    `margin_lost` and `credit_lost`, by lead, are what a deal would lose in margin and in credit if all were given away.
    """

    reach_hours: float
    week_hours: float
    discount: float
    accept_share: float
    lost_share_per_week: float
    asked: list[float] = field(repr=False)
    waits: list[float] = field(repr=False)
    margin_lost: list[float] = field(repr=False)
    credit_lost: list[float] = field(repr=False)


def timing_plan(
    market: Market,
    scheme: Scheme,
    table: LeadTable,
    net_value: Floats,
    service_cost_share: Floats,
) -> TimingPlan | None:
    """None where nobody thinks of when a deal is signed, and without a pay plan."""
    block, incentives = market.effects.timing, scheme.incentives
    if block is None or not market.effects.active("timing") or incentives is None:
        return None
    margin_lost: list[float] = (net_value * (1 - service_cost_share)).tolist()
    lost = {"revenue": net_value.tolist(), "margin": margin_lost, "units": [0.0] * len(table)}
    return TimingPlan(
        reach_hours=market.week_hours * float(block.reach_weeks),
        week_hours=market.week_hours,
        discount=float(block.discount_share),
        accept_share=float(block.accept_share),
        lost_share_per_week=float(block.lost_share_per_week),
        asked=table.uniforms("timing", "accepts").tolist(),
        waits=table.uniforms("timing", "waits").tolist(),
        margin_lost=margin_lost,
        credit_lost=lost[incentives.credit],
    )


class Timing:
    """Decides when each deal is signed; `moved` says which were signed at another time than the customer's own."""

    def __init__(self, floor: SalesFloor, plan: TimingPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.moved: dict[int, int] = {}
        books = floor.seats.books
        assert books is not None
        self.books = books
        # The plan's own is everyone's; what sellers give away is this floor's.
        books.credit_value = list(books.credit_value)

    def agrees(self, seat: int, lead: int, decided: float) -> None:
        """The customer will sign at `decided` unless the seller, who has won her over now, sees to another time."""
        floor, plan, now = self.floor, self.plan, self.floor.env.time
        ends = next(clock for clock in self.books.pay.period_ends if clock > now)
        kept = stays(plan.lost_share_per_week, max(ends - decided, 0.0) / plan.week_hours)
        choice = self._choice(seat, lead, decided, ends, kept)
        if choice == BROUGHT_FORWARD and plan.asked[lead] < plan.accept_share:
            self._gives_away(lead)
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
        credit = self.books.credit_value[lead]
        deal = self._in_quotas(seat, lead, credit)
        cheaper = self._in_quotas(seat, lead, credit - plan.discount * plan.credit_lost[lead])
        pays = self._pays(seat, deal), self._pays(seat, cheaper), kept * self._pays_next(deal)
        return signing(decided, ends, plan.reach_hours, *pays)

    def _gives_away(self, lead: int) -> None:
        floor, plan = self.floor, self.plan
        self.moved[lead] = BROUGHT_FORWARD
        floor.net_value[lead] *= 1 - plan.discount
        floor.margin[lead] -= plan.discount * plan.margin_lost[lead]
        self.books.credit_value[lead] -= plan.discount * plan.credit_lost[lead]

    def _in_quotas(self, seat: int, lead: int, credit: float) -> float:
        """What so much credit for the deal counts for the seat, in quotas of a whole period."""
        plan, who = self.floor.plan, self.floor.plan.seats[seat]
        team = None if plan.shared_credit is None else plan.shared_credit[int(plan.classified.team[lead])]
        return (self.books.pay.credit_share if team is None else team)[who.role] * credit / who.quota

    def _pays(self, seat: int, added: float) -> float:
        """What a deal of so many quotas is expected to add to the seat's pay of the period that runs."""
        pay, seats = self.books.pay.plan, self.floor.seats
        share, (mean, deviation) = seats.share_of_period(seat), seats.outlook(seat)
        with_it = expected_payout(pay, mean + added / share, deviation)
        return share * (with_it - expected_payout(pay, mean, deviation))

    def _pays_next(self, added: float) -> float:
        """What it adds in the next period, of which one expects to reach one's quota with it and without it not."""
        pay, deviation = self.books.pay.plan, self.floor.seats.deviation_of_a_period()
        return expected_payout(pay, 1.0, deviation) - expected_payout(pay, 1.0 - added, deviation)
