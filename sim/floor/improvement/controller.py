"""The controller of continuous improvement: the clock of its reviews, and what it does within its budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.floor.improvement.improvement_plan import ImprovementPlan
from sim.floor.improvement.on_record import OnRecord, weeks_read
from sim.floor.improvement.seat_moves import NOBODY, move_seat, seat_to_spare
from sim.inputs.models.improvement import COACHING, FIXED_PLAN
from sim.levers.improvement import bottleneck, weakest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.floor.sales_floor import SalesFloor

NOTHING, MOVED, NOT_POSSIBLE, COACHED = range(4)
KINDS = ("reviewed, nothing done", "seat moved", "nobody to spare", "person coached")
NOWHERE = -1


class Event(NamedTuple):
    """What came of a review or of a planned move: `kind` is a place in KINDS; desks and seat are -1 for none.

    `destroyed` is the margin a week that waiting destroyed on record where the seat went, `slack` what was on record
    where it came from; 0 where no seat was to move by the record. `above` is how many more of the person's results than
    of everyone's went on, by the record. `cost` is what the action cost, without the review.
    """

    time: float
    kind: int
    seat: int
    source: int
    target: int
    destroyed: float
    slack: float
    above: float
    cost: float


class Controller:
    """Acts at the start of a week, before anyone takes up a task in it, on what was on record by then."""

    def __init__(self, floor: SalesFloor, plan: ImprovementPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.record = OnRecord(floor, plan) if plan.policy != FIXED_PLAN else None
        self.events: list[Event] = []
        self.reviews: list[float] = []
        # Seats that have ever moved.
        self.moved: set[int] = set()
        self._next = 0

    def new_week(self, week: int) -> None:
        """A week begins, and with it any that began while everything was closed: review and act where it is due."""
        plan = self.plan
        if self.record is not None:
            self.record.weeks_end(self._next - 1, week)
        for due in range(self._next, week + 1):
            if due in plan.reviews and self.record is not None:
                self._review(due, self.record)
            left = plan.budget
            for at, sources, targets in plan.moves:
                if at == due and left >= plan.move_cost:
                    self._carries_out(sources, targets)
                    left -= plan.move_cost
        self._next = week + 1

    def _review(self, week: int, record: OnRecord) -> None:
        plan = self.plan
        self.reviews.append(self.floor.env.time)
        first, last = weeks_read(week, plan.review_weeks, plan.lag_weeks)
        if plan.policy == COACHING:
            self._coaches(*record.people(first, last))
            return
        desks = record.desks(first, last)
        found = None if desks is None else bottleneck(desks, plan.least_slack)
        if desks is None or found is None:
            self._notes(NOTHING)
            return
        source, target = found
        self._moves(source, target, desks[target].destroyed, desks[source].slack)

    def _coaches(self, results: Sequence[float], above: Sequence[float]) -> None:
        """Until the next review the weakest are coached, as many as the budget pays for; nobody else is."""
        plan, most = self.plan, self.plan.people_coached
        if plan.coaching_cost > 0:
            most = min(most, int(plan.budget / plan.coaching_cost))
        found = weakest(above, results, plan.least_results, most)
        booked = [0.0] * len(results)
        for seat in found:
            booked[seat] = plan.coaching_hours
            self._notes(COACHED, seat, above=above[seat], cost=plan.coaching_cost)
        if not found:
            self._notes(NOTHING)
        self.floor.seats.book_coaching(booked, plan.week_hours)

    def _carries_out(self, sources: Sequence[int], targets: Sequence[int]) -> None:
        """One seat of the fullest of these desks moves to the emptiest of those; where both may be one, to another."""
        desks = self.floor.router.desks
        pairs = [(source, target) for source in sources for target in targets if source != target]
        if not pairs:
            self._notes(NOT_POSSIBLE)
            return
        source, target = max(pairs, key=lambda pair: (len(desks[pair[0]]) - len(desks[pair[1]]), -pair[0], -pair[1]))
        self._moves(source, target, 0.0, 0.0)

    def _moves(self, source: int, target: int, destroyed: float, slack: float) -> None:
        seat = seat_to_spare(self.floor, source, target)
        if seat == NOBODY:
            self._notes(NOT_POSSIBLE, NOBODY, source, target, destroyed, slack)
            return
        move_seat(self.floor, seat, target)
        self.moved.add(seat)
        self._notes(MOVED, seat, source, target, destroyed, slack, cost=self.plan.move_cost)

    def _notes(
        self,
        kind: int,
        seat: int = NOBODY,
        source: int = NOWHERE,
        target: int = NOWHERE,
        destroyed: float = 0.0,
        slack: float = 0.0,
        above: float = 0.0,
        cost: float = 0.0,
    ) -> None:
        self.events.append(Event(self.floor.env.time, kind, seat, source, target, destroyed, slack, above, cost))
