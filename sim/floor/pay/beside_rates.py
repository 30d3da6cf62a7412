"""What one more unit of attainment is expected to pay each seat out of contests and the team's pool."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from math import inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from sim.floor.pay.pay_plan import BesidePlan, ContestPlan, TeamPoolPlan
from sim.levers.contest_odds import expected_pace, marginal_prizes
from sim.levers.pay import marginal_rate_expected
from sim.levers.pay_periods import PERIOD_WEEKS

if TYPE_CHECKING:
    from sim.floor.seat_state import SeatStates

# Of a contest there is always this much of a pay period left, so that no deal decides it with certainty.
LEAST_LEFT = 0.02


class BesideRates:
    """Asked once for each setting of effort."""

    def __init__(self, states: SeatStates, plan: BesidePlan) -> None:
        books = states.books
        assert books is not None
        self.states = states
        self.plan = plan
        self.books = books
        self.period_weeks = PERIOD_WEEKS[books.pay.period]

    def rates(self, now: float) -> list[float]:
        """By seat, beside what today's own commission pays at quota; 0 for who has no quota or no target pay to hold it
        against, and for an empty post.
        """
        states, books, seats = self.states, self.books, self.states.plan.seats
        there = {
            seat: states.share_of_period(seat)
            for seat, who in enumerate(seats)
            if who.quota > 0 and books.since.get(seat) != inf
        }
        paid = [0.0] * len(seats)  # money for each unit of credit
        extras, plan, left = books.pay.extras, self.plan, states.left_of_period()
        if extras.team_pool is not None and plan.pool_weight:
            for seat, money in self._of_pool(extras.team_pool, there, left).items():
                paid[seat] += plan.pool_weight * money
        for number, contest in enumerate(extras.contests if plan.contest_weight else ()):
            if contest.begins <= now < contest.ends and (contest.every_period or contest.ends < inf):
                for seat, money in self._of_contest(number, contest, there, now, left).items():
                    paid[seat] += plan.contest_weight * money
        return [
            plan.level[seat] * money * who.quota / who.target_pay if money and who.target_pay > 0 else 0.0
            for seat, (money, who) in enumerate(zip(paid, seats, strict=True))
        ]

    def _of_pool(self, pool: TeamPoolPlan, there: Mapping[int, float], left: float) -> dict[int, float]:
        """Each has an equal part of what one more unit of credit of hers is expected to add to her unit's pool.

        At the pace of everyone's quota; deviations of different people are independent.
        """
        states, seats, credit = self.states, self.states.plan.seats, self.books.credit
        units: dict[int, list[int]] = {}
        for seat in there:
            units.setdefault(pool.unit[seat], []).append(seat)
        found = {}
        for members in units.values():
            quota = sum(seats[seat].quota * there[seat] for seat in members)
            target = pool.share * sum(seats[seat].target_pay * there[seat] for seat in members)
            mean = sum(credit[seat] + left * seats[seat].quota for seat in members) / quota
            spread = sqrt(sum(seats[seat].quota ** 2 for seat in members)) / quota
            deviation = states.deviation_of_a_period() * sqrt(left) * spread
            rate = marginal_rate_expected(pool.plan, deviation)(mean)
            found.update(dict.fromkeys(members, target / len(members) * rate / quota))
        return found

    def _of_contest(
        self, number: int, contest: ContestPlan, there: Mapping[int, float], now: float, left: float
    ) -> dict[int, float]:
        seats, books, plan = self.states.plan.seats, self.books, self.plan
        competing = [seat for seat in contest.seats if seat in there]
        if not contest.every_period:
            left = max((self._weeks(contest.ends) - self._weeks(now)) / self.period_weeks, LEAST_LEFT)
        means, deviations, counts = [], [], []
        a_period = self.states.deviation_of_a_period()
        for seat in competing:
            quota = seats[seat].quota
            counted = self._counted(contest, quota * (there[seat] if contest.every_period else 1.0))
            weeks = self._weeks(now) - self._weeks(books.contests.began.get(seat, 0.0))
            sold = books.contests.sold.get(seat, 0.0)
            pace = expected_pace(quota / self.period_weeks, sold, weeks, plan.half_weeks)
            score = books.contests.score(number, seat, there[seat])
            means.append(score + counted * pace * left * self.period_weeks)
            deviations.append(counted * quota * a_period * sqrt(left))
            counts.append(counted)
        shares = marginal_prizes(np.array(means), np.array(deviations), contest.shares)
        pool = contest.pool * books.period_share if contest.every_period else contest.pool
        wins = zip(competing, shares.tolist(), counts, strict=True)
        return {seat: pool * share * counted for seat, share, counted in wins}

    def _weeks(self, clock: float) -> float:
        """Calendar weeks from the start to a clock: quotas are paced by these, however many holidays they have."""
        clocks = self.plan.week_clocks
        week = min(bisect_right(clocks, clock), len(clocks) - 1) - 1
        begins, ends = clocks[week], clocks[week + 1]
        return week + (clock - begins) / (ends - begins) if ends > begins else float(week + 1)

    def _counted(self, contest: ContestPlan, quota: float) -> float:
        """What a unit of credit adds to the score."""
        if contest.measure == "deals":
            return 1 / self.plan.usual_credit
        return 1.0 if contest.measure == "credit" else 1 / quota
