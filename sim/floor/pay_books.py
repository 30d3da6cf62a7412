"""The books of pay: collects what statements are made of while the floor runs, and asks the lever for them."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from sim.floor.pay_plan import PayBehaviour
from sim.floor.plan import FloorPlan
from sim.levers.pay_periods import starts_in
from sim.levers.pay_statement import Deal, Lines, Terms, statement


class Statement(NamedTuple):
    """What a seat has earned in a pay period, by clocks; `whole` unless the horizon cut the period short.

    Attainment is of the quota of so much of the period as had passed. `amount` is what is paid: the sum of the lines
    that follow `whole`, money by what it is paid for; what is taken off is negative. Who came or left within the period
    has a statement of her own part of it, which is not whole.
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
        self.plan = plan
        self.seats = plan.seats
        self.pay = pay
        self.credit = [0.0] * len(plan.seats)
        self.deals: list[list[Deal]] = [[] for _ in plan.seats]
        self.statements: list[Statement] = []
        self.period_start = 0.0
        self.period_share = pay.first_period_share
        # Since when somebody new holds a seat that changed hands in this period; inf while nobody does.
        self.since: dict[int, float] = {}

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
        self.since = {seat: since for seat, since in self.since.items() if since == inf}

    def leaves(self, seat: int, now: float) -> None:
        """Whoever holds the seat is paid for her part of the period, and takes her deals along."""
        self._state(seat, now, self._part(self.since.get(seat, self.period_start), now), whole=False)
        self.credit[seat], self.deals[seat], self.since[seat] = 0.0, [], inf

    def starts(self, seat: int, now: float) -> None:
        """Somebody new holds the seat, with a quota for the rest of the period."""
        self.since[seat] = now

    def rest_of_period(self, seat: int) -> float:
        """How much of a whole pay period the seat's quota is for, where somebody new holds it; 0 where nobody does."""
        since = self.since[seat]
        return 0.0 if since == inf else self.period_share - self._part(self.period_start, since)

    def state(self, now: float, share: float) -> None:
        """A statement for everyone with a quota, for so much of a period."""
        for seat in range(len(self.seats)):
            since = self.since.get(seat)
            if since is None:
                self._state(seat, now, share, whole=share == 1)
            elif since < now:
                self._state(seat, now, share * (now - since) / (now - self.period_start), whole=False)

    def _state(self, seat: int, now: float, share: float, *, whole: bool) -> None:
        plan = self.seats[seat]
        if plan.quota > 0 and share > 0:
            terms = Terms(self.pay.plan, plan.quota * share, plan.target_pay * share)
            self._keep(seat, now, whole, statement(terms, self.deals[seat]))

    def _part(self, start: float, end: float) -> float:
        """How much of a whole pay period lies between these clocks of the running one, by its business hours."""
        months = zip(self.plan.month_ticks, self.plan.month_of_tick, strict=True)
        later = (tick for tick, month in months if tick > self.period_start and starts_in(self.pay.period, month))
        ends, share = next(later, None), self.period_share
        if ends is None:
            ends, share = self.plan.end_hours, self.pay.last_period_share
        return share * (end - start) / (ends - self.period_start)

    def _keep(self, seat: int, now: float, whole: bool, lines: Lines) -> None:
        self.statements.append(
            Statement(
                start=self.since.get(seat, self.period_start),
                end=now,
                seat=seat,
                attainment=lines.attainment,
                amount=lines.total,
                whole=whole,
                commission=lines.commission,
                bonus=lines.bonus,
                spiff=lines.spiff,
            )
        )
