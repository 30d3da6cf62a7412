"""The books of pay: collects what statements are made of while the floor runs, and asks the levers for them."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf
from typing import NamedTuple

from sim.floor.accounts.cases import Account
from sim.floor.pay.pay_beside import Contests, team_pools
from sim.floor.pay.pay_customers import PayCustomers
from sim.floor.pay.pay_plan import PayBehaviour
from sim.floor.plan import FloorPlan
from sim.levers.pay_statement import NO_DEBT, Balance, Deal, Figures, Lines, Terms, statement


class Statement(NamedTuple):
    """What a seat has earned in a pay period, by clocks; `whole` unless the horizon cut the period short.

    Attainment is of the quota of so much of the period as had passed, `part` of a whole one; `owed` is what is still
    owed then. Who came or
    left within the period has a statement of her own part of it, which is not whole; whoever leaves has no part in
    pools and contests that are still running, and what she owes is lost.
    """

    start: float
    end: float
    seat: int
    whole: bool
    lines: Lines
    owed: Balance
    part: float


class PayBooks:
    """Deals of the running period by seat, and every statement so far. Only who has a quota gets any."""

    def __init__(self, plan: FloorPlan, pay: PayBehaviour) -> None:
        self.plan = plan
        self.seats = plan.seats
        self.pay = pay
        self.credit = [0.0] * len(plan.seats)
        self.credit_value = pay.credit_value
        # Lead, credit and SPIFFs of each deal.
        self.deals: list[list[tuple[int, float, float]]] = [[] for _ in plan.seats]
        self.statements: list[Statement] = []
        self.balances = [NO_DEBT] * len(plan.seats)
        self.period_start = 0.0
        self.period_share = pay.first_period_share
        # Since when somebody new holds a seat that changed hands in this period; inf while nobody does.
        self.since: dict[int, float] = {}
        self.contests = Contests(pay.extras.contests, plan.seats)
        self.customers: PayCustomers | None = None

    def follow(self, accounts: Mapping[int, Account]) -> None:
        """These are the customers after the sale, by the lead of their deal."""
        extras = self.pay.extras
        if extras.clawback_hours > 0 or extras.quality_steps:
            self.customers = PayCustomers(extras, accounts, len(self.seats))

    def credits(self, seat: int, lead: int, share: float, now: float) -> None:
        """A deal is made, of which the seat has this share."""
        credit, single = share * self.credit_value[lead], self.pay.extras.spiffs
        self.credit[seat] += credit
        spiff = 0.0
        if single:
            spiff = share * sum(item.amount for item in single if item.begins <= now < item.ends and item.meant[lead])
        self.deals[seat].append((lead, credit, spiff))
        self.contests.credits(seat, credit, share, now)
        if self.customers is not None:
            self.customers.credits(seat, lead, credit)

    def new_period(self, now: float) -> None:
        """A pay period is over, and everyone starts from nothing."""
        self.state(now, self.period_share)
        self.period_start, self.period_share = now, 1.0
        self.credit = [0.0] * len(self.seats)
        self.deals = [[] for _ in self.seats]
        self.since = {seat: since for seat, since in self.since.items() if since == inf}

    def leaves(self, seat: int, now: float) -> None:
        """Whoever holds the seat is paid for her part of the period, and takes her deals along."""
        self._part_is_over(seat, now)
        self.since[seat] = inf
        self.balances[seat] = NO_DEBT
        self.contests.leaves(seat)
        if self.customers is not None:
            self.customers.leaves(seat)

    def goes_over(self, plan: FloorPlan, pay: PayBehaviour, now: float) -> bool:
        """Another organisation begins, which pays by this plan: whether the plan is another.

        Whoever has other terms from now on is paid for her part of the period, and has a quota for the rest of it.
        """
        other = pay.plan != self.pay.plan or pay.credit_share != self.pay.credit_share
        for seat, (before, after) in enumerate(zip(self.seats, plan.seats, strict=True)):
            same = (before.role, before.quota, before.target_pay) == (after.role, after.quota, after.target_pay)
            if self.since.get(seat) == inf or (same and not other):
                continue
            if before.quota > 0:
                self._part_is_over(seat, now)
            self.since[seat] = inf if seat in plan.absent else now
        self.plan, self.seats, self.pay, self.credit_value = plan, plan.seats, pay, pay.credit_value
        self.contests.goes_over(pay.extras.contests, plan.seats)
        return other

    def _part_is_over(self, seat: int, now: float) -> None:
        """A statement of the seat's part of the period; what is sold from now on counts anew."""
        factor = 1.0 if self.customers is None else self.customers.factors()[seat]
        part = self._part(self.since.get(seat, self.period_start), now)
        self._state(seat, now, part, Figures(factor=factor), whole=False)
        self.credit[seat], self.deals[seat] = 0.0, []

    def starts(self, seat: int, now: float) -> None:
        """Somebody new holds the seat, with a quota for the rest of the period."""
        self.since[seat] = now
        self.contests.starts(seat, now)

    def rest_of_period(self, seat: int) -> float:
        """How much of a whole pay period the seat's quota is for, where somebody new holds it; 0 where nobody does."""
        since, ends = self.since[seat], self._period_ends()
        return 0.0 if since == inf else self.period_share * (ends - since) / (ends - self.period_start)

    def state(self, now: float, share: float) -> None:
        """A statement for everyone with a quota, for so much of a period."""
        there = dict.fromkeys(range(len(self.seats)), share)
        for seat, since in self.since.items():
            if since < now:
                there[seat] = share * (now - since) / (now - self.period_start)
            else:
                del there[seat]
        pools = team_pools(self.pay.extras.team_pool, self.seats, self.credit, there)
        won = self.contests.prizes(self.period_start, now, share, there)
        factors = None if self.customers is None else self.customers.factors()
        for seat, part in there.items():
            factor = 1.0 if factors is None else factors[seat]
            whole = share == 1 and seat not in self.since
            self._state(seat, now, part, Figures(pools.get(seat, 0.0), won.get(seat, 0.0), factor), whole=whole)

    def _state(self, seat: int, now: float, share: float, figures: Figures, *, whole: bool) -> None:
        plan, extras = self.seats[seat], self.pay.extras
        if plan.quota <= 0 or share <= 0:
            return
        target, own = plan.target_pay * share, 1.0 if extras.team_pool is None else 1 - extras.team_pool.share
        lost: set[int] = set()
        if self.customers is not None:
            lost, earlier = self.customers.lost(seat)
            figures = figures._replace(lost=earlier)
        lines, balance = statement(
            Terms(
                self.pay.plan,
                quota=plan.quota * share,
                target_pay=target * own,
                guaranteed=target * extras.draw_share,
                recoverable=extras.draw_recoverable,
            ),
            [Deal(credit, spiff, lead in lost) for lead, credit, spiff in self.deals[seat]],
            figures,
            self.balances[seat],
        )
        self.balances[seat] = balance
        if self.customers is not None:
            self.customers.stated(seat, now, lines.rate)
        start = self.since.get(seat, self.period_start)
        self.statements.append(Statement(start, now, seat, whole, lines, balance, share))

    def _part(self, start: float, end: float) -> float:
        """How much of a whole pay period lies between two clocks of the running one, by its hours up to the horizon."""
        ends, share = self._period_ends(), self.period_share
        if ends > self.plan.end_hours:
            ends, share = self.plan.end_hours, self.pay.last_period_share
        return share * (end - start) / (ends - self.period_start)

    def _period_ends(self) -> float:
        """When the running period ends, be it after the horizon."""
        return next(clock for clock in self.pay.period_ends if clock > self.period_start)
