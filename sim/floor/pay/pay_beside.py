"""What is paid beside one's own attainment when a period ends: teams' pools, and contests that are over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.floor.pay.pay_plan import ContestPlan, TeamPoolPlan
from sim.floor.plan import SeatPlan
from sim.levers.team_pay import Member, pool_parts, prizes


def team_pools(
    pool: TeamPoolPlan | None, seats: Sequence[SeatPlan], credit: Sequence[float], there: Mapping[int, float]
) -> dict[int, float]:
    """What each seat has of its unit's pool, by seat; nothing for who is not in it.

    `there` says of each seat that somebody holds as the period ends how much of a period she has a quota for.
    """
    paid = [seat for seat in there if seats[seat].quota > 0]
    if pool is None or not paid:
        return {}
    members = [
        Member(
            unit=pool.unit[seat],
            credit=credit[seat],
            quota=seats[seat].quota * there[seat],
            target_pay=pool.share * seats[seat].target_pay * there[seat],
        )
        for seat in paid
    ]
    return dict(zip(paid, pool_parts(pool.plan, members), strict=True))


class Contests:
    """Counts credit and shares of deals of everyone in each contest. Whoever leaves competes no more."""

    def __init__(self, plans: Sequence[ContestPlan], seats: Sequence[SeatPlan]) -> None:
        self.plans = plans
        self.seats = seats
        self.scores: list[dict[int, tuple[float, float]]] = [{} for _ in plans]
        # What whoever holds a seat has sold in all, and since when she holds it if not from the start.
        self.sold: dict[int, float] = {}
        self.began: dict[int, float] = {}

    def credits(self, seat: int, credit: float, share: float, now: float) -> None:
        """A deal is made, of which the seat has this share and credit."""
        self.sold[seat] = self.sold.get(seat, 0.0) + credit
        for plan, scores in zip(self.plans, self.scores, strict=True):
            if plan.begins <= now < plan.ends:
                sold, deals = scores.get(seat, (0.0, 0.0))
                scores[seat] = sold + credit, deals + share

    def goes_over(self, plans: Sequence[ContestPlan], seats: Sequence[SeatPlan]) -> None:
        """The same contests among the seats of another organisation; what has been sold counts."""
        self.plans, self.seats = plans, seats

    def leaves(self, seat: int) -> None:
        """Whoever holds the seat leaves, and takes her score along."""
        for scores in self.scores:
            scores.pop(seat, None)
        self.sold.pop(seat, None)

    def starts(self, seat: int, now: float) -> None:
        """Somebody new holds the seat, of whom nothing is known yet."""
        self.began[seat] = now

    def score(self, number: int, seat: int, share: float) -> float:
        """Where a seat that has a quota for so much of a period stands in a contest by now."""
        return self._score(self.plans[number], self.scores[number].get(seat, (0.0, 0.0)), seat, {seat: share})

    def prizes(self, start: float, now: float, share: float, there: Mapping[int, float]) -> dict[int, float]:
        """What each seat wins in the contests that are over with the period from start to now; these begin anew.

        One of every period gives out `share` of its pool. `there` are the seats that somebody holds, with how much of a
        period each has a quota for. Where nobody of those who compete is there, nothing is given out.
        """
        won: dict[int, float] = {}
        for number, plan in enumerate(self.plans):
            if not plan.every_period and not start < plan.ends <= now:
                continue
            competing = [seat for seat in plan.seats if seat in there]
            found = [self._score(plan, self.scores[number].get(seat, (0.0, 0.0)), seat, there) for seat in competing]
            pool = plan.pool * share if plan.every_period else plan.pool
            for seat, prize in zip(competing, prizes(found, pool, plan.shares), strict=True):
                won[seat] = won.get(seat, 0.0) + prize
            self.scores[number] = {}
        return won

    def _score(self, plan: ContestPlan, score: tuple[float, float], seat: int, there: Mapping[int, float]) -> float:
        credit, deals = score
        if plan.measure == "deals":
            return deals
        if plan.measure == "credit":
            return credit
        # Between weeks, the quota of any time ranks alike.
        return credit / (self.seats[seat].quota * (there[seat] if plan.every_period else 1.0))
