"""Everyone's motivation on the floor: a state that is looked at when a month ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, log
from typing import TYPE_CHECKING

import numpy as np

from sim.floor.pay.at_quota import pay_at_quota
from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.models.market import Market
from sim.levers.motivation import after_a_month, felt_about_pay, got_used_to, motivation, worse_off

if TYPE_CHECKING:
    from sim.floor.pay.pay_books import PayBooks
    from sim.floor.plan import FloorPlan


@dataclass(frozen=True, slots=True)
class MotivationPlan:
    """The block in plain numbers."""

    pay_weight: float
    loss_aversion: float
    adapt_share: float
    recognition_weight: float
    fairness_weight: float
    half_life_months: float
    hazard_weight: float
    floor: float
    ceiling: float


def motivation_plan(market: Market, resolved: ResolvedScheme) -> MotivationPlan | None:
    """None where nothing but pay moves people, and without a pay plan."""
    block = market.effects.motivation
    if block is None or not market.effects.active("motivation") or resolved.scheme.incentives is None:
        return None
    return MotivationPlan(**{name: float(getattr(block, name)) for name in MotivationPlan.__slots__})


class Motivations:
    """By seat: mood (the log of motivation), motivation, and what she expects to be paid.

    Pay is counted in what the plan pays at quota: how a plan is written, with higher rates on a lower target pay, moves
    nobody. In target pay where it pays nothing there.
    """

    def __init__(self, plan: FloorPlan, terms: MotivationPlan, books: PayBooks) -> None:
        count = len(plan.seats)
        self.plan = plan
        self.terms = terms
        self.books = books
        self.mood = [0.0] * count
        self.level = [1.0] * count
        self.expected = [1.0] * count
        self.felt_pay = [0.0] * count
        # Since when whoever holds the post does; inf while nobody does.
        self.since = [0.0] * count
        self.paid = [seat for seat, who in enumerate(plan.seats) if who.quota > 0 and who.target_pay > 0]
        self.at_quota = pay_at_quota(books.pay) or 1.0
        self.read = 0
        # Motivation of every seat in each month, one after the other.
        self.monthly: list[float] = []
        self.arrival, self.value = np.array(plan.arrival), np.array(plan.recorded_value)
        self.place = np.array(plan.place, dtype=np.int64)

    def month_ends(self, now: float, desks: Sequence[tuple[int, ...]]) -> None:
        """Everyone looks at her pay, at prizes, and at what came in for her and her peers, who sit at these desks."""
        terms, won = self.terms, self._reads_statements()
        worse = self._worse_off(now, desks) if terms.fairness_weight else {}
        for seat in self.paid:
            if self.since[seat] == inf:
                continue
            felt = terms.pay_weight * self.felt_pay[seat] - terms.fairness_weight * worse.get(seat, 0.0)
            felt += terms.recognition_weight if seat in won else 0.0
            self.mood[seat] = after_a_month(self.mood[seat], felt, terms.half_life_months)
            self.level[seat] = motivation(self.mood[seat], terms.floor, terms.ceiling)

    def log_hazard(self, seat: int) -> float:
        """What motivation adds to the log of the hazard that the seat's person leaves."""
        return -self.terms.hazard_weight * log(self.level[seat])

    def leaves(self, seat: int) -> None:
        """Nobody holds the post."""
        self.mood[seat], self.level[seat], self.expected[seat], self.felt_pay[seat] = 0.0, 1.0, 1.0, 0.0
        self.since[seat] = inf

    def starts(self, seat: int, now: float) -> None:
        """Somebody new holds it, who expects the pay of her quota."""
        self.since[seat] = now

    def _reads_statements(self) -> set[int]:
        """Take in what was paid since the last look; the seats that won a prize. Whoever left is paid for herself."""
        terms, won = self.terms, set()
        for statement in self.books.statements[self.read :]:
            seat = statement.seat
            usual = self.plan.seats[seat].target_pay * statement.part * self.at_quota
            if statement.start < self.since[seat] or usual <= 0:
                continue
            paid = statement.lines.total / usual
            self.felt_pay[seat] = felt_about_pay(paid, self.expected[seat], terms.loss_aversion)
            self.expected[seat] = got_used_to(self.expected[seat], paid, terms.adapt_share)
            if statement.lines.contest > 0:
                won.add(seat)
        self.read = len(self.books.statements)
        return won

    def _worse_off(self, now: float, desks: Sequence[tuple[int, ...]]) -> dict[int, float]:
        """By seat, how much less value than for its role's people on average came in before now, where it works now.

        What comes in for several people is an equal part of each.
        """
        plan, came = self.plan, self.arrival < now
        by_place = np.bincount(self.place[came], self.value[came])
        has = dict.fromkeys(self.paid, 0.0)
        for role in {plan.seats[seat].role for seat in self.paid}:
            for place, value in enumerate(by_place.tolist()):
                serving = [seat for desk in plan.serving[role][place] for seat in desks[desk]]
                for seat in serving:
                    if seat in has:
                        has[seat] += value / len(serving)
        found: dict[int, float] = {}
        for role in {plan.seats[seat].role for seat in self.paid}:
            peers = [seat for seat in self.paid if plan.seats[seat].role == role]
            found.update(zip(peers, worse_off([has[seat] for seat in peers]), strict=True))
        return found
