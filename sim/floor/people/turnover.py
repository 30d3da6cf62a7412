"""Turnover on the floor: people leave their posts, which stay vacant until somebody who knows nothing yet comes.

Whether somebody leaves is looked at each week; she finishes the task at hand, and whoever is away leaves when she is
back. Her open leads lose their owner and what only she knew of them, her customers the one who served them. Deals that
she had won before keep her seat in the books.
"""

from __future__ import annotations

from collections import Counter
from math import inf, isnan
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sim.floor.resolving.regional_plan import TurnoverPlan
from sim.floor.states import GONE
from sim.levers.absence import VACANT, Stretch
from sim.levers.turnover import narrowness, pace_of_new, weekly_hazard

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


class Stay(NamedTuple):
    """One person in one post: how many held it before her, from when and until when; inf if she is still there."""

    seat: int
    hire: int
    start: float
    end: float


class Turnover:
    """Who holds each post, since when, and how much of the hazard that makes her leave has passed."""

    def __init__(self, floor: SalesFloor, plan: TurnoverPlan) -> None:
        count = len(floor.plan.seats)
        self.floor = floor
        self.plan = plan
        self.heads = Counter(plan.unit)
        self.hire = [0] * count
        self.since = [-inf] * count
        self.is_vacant = [seat in floor.plan.absent for seat in range(count)]
        self.leaving = [False] * count
        self.passed = [0.0] * count
        self.bears = [plan.person(seat, 0).bears for seat in range(count)]
        # When somebody last left each post.
        self.left_at = [-inf] * count
        self.stays: list[Stay] = []
        self.last_tick = 0.0

    def goes_over(self, plan: TurnoverPlan) -> None:
        """Another organisation begins, whose people have other pay and colleagues."""
        self.plan = plan
        self.heads = Counter(plan.unit)

    def new_week(self, weeks: int) -> None:
        """So many weeks have passed: whoever has had enough leaves; the others hear of it in the weeks to come."""
        now, hazards = self.floor.env.time, self.hazards()
        for seat, hazard in enumerate(hazards):
            if self.is_vacant[seat] or self.leaving[seat]:
                continue
            there = 1.0 if self.since[seat] <= self.last_tick else (now - self.since[seat]) / (now - self.last_tick)
            self.passed[seat] += hazard * weeks * there
            self.leaving[seat] = self.passed[seat] >= self.bears[seat]
        self.last_tick = now
        absences = self.floor.absences
        assert absences is not None, "a vacant post is away"
        for seat in range(len(hazards)):
            if self.leaving[seat]:
                absences.lets_go(seat)
            elif self.hire[seat] and not self.is_vacant[seat]:
                self.floor.seats.set_ramp(seat, self._pace(seat))

    def hazards(self) -> list[float]:
        """The hazard of a week for whoever holds each post, by what is known now."""
        plan, now = self.plan, self.floor.env.time
        narrower = self._narrower() if plan.focus_weight else [0.0] * len(self.hire)
        # By hours that may be off in their last digit: a week is a week.
        lately = [now - left <= plan.contagion_hours * (1 + 1e-12) for left in self.left_at]
        motivation = self.floor.seats.motivation
        left = Counter(unit for unit, gone in zip(plan.unit, lately, strict=True) if gone)
        return [
            weekly_hazard(
                plan.log_of_pay[seat] + (0.0 if motivation is None else motivation.log_hazard(seat)),
                plan.contagion_weight,
                (left[unit] - lately[seat]) / (self.heads[unit] - 1) if self.heads[unit] > 1 else 0.0,
                plan.focus_weight,
                narrower[seat],
            )
            for seat, unit in enumerate(plan.unit)
        ]

    def leaves(self, seat: int) -> Stretch:
        """Whoever holds the post goes now; for how long it is vacant."""
        floor, now = self.floor, self.floor.env.time
        self.stays.append(Stay(seat, self.hire[seat], max(self.since[seat], 0.0), now))
        self.left_at[seat], self.is_vacant[seat], self.leaving[seat] = now, True, False
        floor.seats.leaves(seat, now)
        role = floor.role_of[seat]
        owners, last = floor.owner[role], floor.last_seat
        for lead, closed in enumerate(floor.closed):
            if closed == inf and (owners[lead] == seat or last[lead] == seat) and floor.is_open(lead):
                if last[lead] == seat:
                    last[lead] = GONE - seat
                if owners[lead] == seat and (floor.pool is None or not floor.pool.loses_owner(lead, seat)):
                    floor.disown(role, lead)
        if floor.pool is not None:
            floor.pool.forgets(seat)
        if floor.after_sales is not None:
            floor.after_sales.loses_keeper(seat, self.plan.relationship_lost)
        return Stretch(now, now + self.plan.person(seat, self.hire[seat] + 1).vacant_hours, VACANT)

    def starts(self, seat: int) -> None:
        """Somebody new takes the post."""
        floor, now = self.floor, self.floor.env.time
        self.hire[seat] += 1
        person = self.plan.person(seat, self.hire[seat])
        self.since[seat], self.passed[seat], self.bears[seat] = now, 0.0, person.bears
        self.is_vacant[seat] = False
        floor.seats.starts(seat, now, person.skill, self._pace(seat))
        floor.router.knows_skill(seat, person.skill)

    def is_the_same(self, seat: int, since: float) -> bool:
        """Whether whoever holds the post now did at that time."""
        return not self.is_vacant[seat] and self.since[seat] <= since

    def everyone(self) -> list[Stay]:
        """Everyone who was ever in a post."""
        there = [
            Stay(seat, hire, max(self.since[seat], 0.0), inf)
            for seat, hire in enumerate(self.hire)
            if not self.is_vacant[seat]
        ]
        return sorted([*self.stays, *there])

    def _pace(self, seat: int) -> float:
        plan = self.plan
        hours = self.floor.env.time - self.since[seat]
        return pace_of_new(plan.ramp_start[seat], plan.ramp_hours[seat], hours)

    def _narrower(self) -> list[float]:
        """How much narrower everyone's remembered work is than today's people's; 0 for who remembers nothing yet."""
        found = narrowness(np.array(self.floor.seats.hours), self.plan.kinds) - self.plan.reference
        return [0.0 if isnan(value) else value for value in found.tolist()]
