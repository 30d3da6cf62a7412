"""What sellers give away of deals for their own pay: what a deal would pay them, and what it is worth afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.floor.resolving.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.expected_pay import expected_payout

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

MECHANISMS = ("timing", "odds_discount")


@dataclass(frozen=True, slots=True)
class ConcessionPlan:
    """By lead, what a deal would lose in margin and in credit if all of its price were given away."""

    margin_lost: list[float] = field(repr=False)
    credit_lost: list[float] = field(repr=False)


def concession_plan(
    market: Market, scheme: Scheme, net_value: Floats, service_cost_share: Floats
) -> ConcessionPlan | None:
    """None where nobody gives anything away for her own pay, and without a pay plan."""
    incentives = scheme.incentives
    if incentives is None or not any(market.effects.active(name) for name in MECHANISMS):
        return None
    margin_lost: list[float] = (net_value * (1 - service_cost_share)).tolist()
    lost = {"revenue": net_value.tolist(), "margin": margin_lost, "units": [0.0] * len(net_value)}
    return ConcessionPlan(margin_lost, lost[incentives.credit])


class Concessions:
    """Keeps what each deal would still lose, and takes from the floor's own columns and the books what is given."""

    def __init__(self, floor: SalesFloor, plan: ConcessionPlan) -> None:
        self.floor = floor
        books = floor.seats.books
        assert books is not None
        self.books = books
        # The plan's own is everyone's; what sellers give away is this floor's.
        books.credit_value = list(books.credit_value)
        self.margin_lost = list(plan.margin_lost)
        self.credit_lost = list(plan.credit_lost)

    def gives_away(self, lead: int, share: float) -> None:
        """So much of the deal's present price is given away, and renews at that price."""
        floor = self.floor
        floor.net_value[lead] *= 1 - share
        floor.margin[lead] -= share * self.margin_lost[lead]
        if floor.after_sales is not None:
            floor.after_sales.renewal_value[lead] *= 1 - share
        self.books.credit_value[lead] -= share * self.credit_lost[lead]
        self.margin_lost[lead] *= 1 - share
        self.credit_lost[lead] *= 1 - share

    def period_end(self) -> float:
        """The clock at which the running pay period ends."""
        now = self.floor.env.time
        return next(clock for clock in self.books.pay.period_ends if clock > now)

    def in_quotas(self, seat: int, lead: int, given: float = 0.0) -> float:
        """What the deal counts for the seat in quotas of a whole period, with so much of its price given away."""
        plan, who = self.floor.plan, self.floor.plan.seats[seat]
        credit = self.books.credit_value[lead] - given * self.credit_lost[lead]
        team = None if plan.shared_credit is None else plan.shared_credit[int(plan.classified.team[lead])]
        return (self.books.pay.credit_share if team is None else team)[who.role] * credit / who.quota

    def pays(self, seat: int, added: float) -> float:
        """What a deal of so many quotas is expected to add to the seat's pay of the period that runs."""
        pay, seats = self.books.pay.plan, self.floor.seats
        share, (mean, deviation) = seats.share_of_period(seat), seats.outlook(seat)
        with_it = expected_payout(pay, mean + added / share, deviation)
        return share * (with_it - expected_payout(pay, mean, deviation))

    def pays_next(self, added: float) -> float:
        """What it adds in the next period, of which one expects to reach one's quota with it and without it not."""
        pay, deviation = self.books.pay.plan, self.floor.seats.deviation_of_a_period()
        return expected_payout(pay, 1.0, deviation) - expected_payout(pay, 1.0 - added, deviation)
