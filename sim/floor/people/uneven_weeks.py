"""Work that goes on into a week in which people have other hours: it then goes on at that week's speed.

Where no training takes hours, a task keeps the speed with which it began: shares of the week change little. A course
takes half of a week at once: a task begun in its last hours would go on at half the speed for days, and one begun just
before would not notice it.
"""

from __future__ import annotations

from math import inf

from sim.floor.people.time_use import LEAST_SHARE
from sim.floor.plan import FloorPlan


class UnevenWeeks:
    """The productive shares of the weeks to come; `tick` is the week tick that was last."""

    def __init__(self, plan: FloorPlan, shares: list[list[float]]) -> None:
        self.shares = shares
        self.ends = [*plan.week_ticks[1:], inf]
        self.tick = 0
        # Share of each seat's week that coaching takes which was booked while the run goes on.
        self.taken = [0.0] * len(plan.seats)

    def hours(self, seat: int, start: float, work: float, pace: float) -> float:
        """Business hours from `start` until so much work is done, at the pace with which it began."""
        tick, now, left = self.tick, start, work
        while True:
            speed = max(self.shares[tick][seat] - self.taken[seat], LEAST_SHARE) * pace
            takes = left / speed
            if now + takes <= self.ends[tick]:
                return now - start + takes
            left -= (self.ends[tick] - now) * speed
            now = self.ends[tick]
            tick += 1


def uneven_weeks(plan: FloorPlan) -> UnevenWeeks | None:
    """None where training takes no hours."""
    if plan.training_hours is None or plan.productive_by_week is None:
        return None
    return UnevenWeeks(plan, plan.productive_by_week)
