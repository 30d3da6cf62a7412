"""The books of pay: collects what statements are made of while the floor runs, and asks the lever for them."""

from __future__ import annotations

from typing import NamedTuple

from sim.floor.pay_plan import PayBehaviour
from sim.floor.plan import FloorPlan
from sim.levers.pay_statement import Deal, Lines, Terms, statement


class Statement(NamedTuple):
    """What a seat has earned in a pay period, by clocks; `whole` unless the horizon cut the period short.

    Attainment is of the quota of so much of the period as had passed. `amount` is what is paid: the sum of the lines
    that follow `whole`, money by what it is paid for; what is taken off is negative.
    """

    start: float
    end: float
    seat: int
    attainment: float
    amount: float
    whole: bool
    commission: float
    bonus: float
    spiff: float


class PayBooks:
    """Deals of the running period by seat, and every statement so far. Only who has a quota gets any."""

    def __init__(self, plan: FloorPlan, pay: PayBehaviour) -> None:
        self.seats = plan.seats
        self.pay = pay
        self.credit = [0.0] * len(plan.seats)
        self.deals: list[list[Deal]] = [[] for _ in plan.seats]
        self.statements: list[Statement] = []
        self.period_start = 0.0
        self.period_share = pay.first_period_share

    def credits(self, seat: int, lead: int, share: float, now: float) -> None:
        """A deal is made, of which the seat has this share."""
        credit = share * self.pay.credit_value[lead]
        self.credit[seat] += credit
        paid_for = self.pay.spiffs
        spiff = 0.0
        if paid_for:
            spiff = share * sum(item.amount for item in paid_for if item.begins <= now < item.ends and item.meant[lead])
        self.deals[seat].append(Deal(credit, spiff))

    def new_period(self, now: float) -> None:
        """A pay period is over, and everyone starts from nothing."""
        self.state(now, self.period_share)
        self.period_start, self.period_share = now, 1.0
        self.credit = [0.0] * len(self.seats)
        self.deals = [[] for _ in self.seats]

    def state(self, now: float, share: float) -> None:
        """A statement for everyone with a quota, for so much of a period."""
        for seat, plan in enumerate(self.seats):
            if plan.quota > 0:
                terms = Terms(self.pay.plan, plan.quota * share, plan.target_pay * share)
                self._keep(seat, now, share, statement(terms, self.deals[seat]))

    def _keep(self, seat: int, now: float, share: float, lines: Lines) -> None:
        self.statements.append(
            Statement(
                start=self.period_start,
                end=now,
                seat=seat,
                attainment=lines.attainment,
                amount=lines.total,
                whole=share == 1,
                commission=lines.commission,
                bonus=lines.bonus,
                spiff=lines.spiff,
            )
        )
