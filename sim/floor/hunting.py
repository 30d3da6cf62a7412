"""Hunting: hours spent on accounts that are no leads yet, which some of them become."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NamedTuple

from simpy.events import Event

from sim.floor.clock import ARRIVAL, COMPLETION, DISPATCH, Moment
from sim.floor.plan import HuntingPlan
from sim.floor.queues import wake

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


A_MOMENT = 1e-6


class Contact(NamedTuple):
    """One account contacted: when, by whom, and the lead that comes of it, -1 for none."""

    start: float
    end: float
    seat: int
    lead: int


class Hunting:
    """Keeps the accounts left in each territory, and the hours that each seat has spent on them, or was excused."""

    def __init__(self, floor: SalesFloor, plan: HuntingPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.left = [list(reversed(accounts)) for accounts in plan.accounts]
        self.hours = [0.0] * len(floor.plan.seats)
        self.contacts: list[Contact] = []
        # Whether the clock is set for when a seat's hunting falls due while it rests.
        self.is_expected = [False] * len(floor.plan.seats)
        # Where capacity is unlimited: hours of the tasks that each seat has begun, which may run side by side.
        self.kept_from = [0.0] * len(floor.plan.seats)

    def is_due(self, seat: int) -> bool:
        """Whether the seat has spent less of the time so far than it keeps for this."""
        return self._may(seat) and self.hours[seat] < self.plan.week_share * self.floor.env.time

    def fills_idle_time(self, seat: int) -> bool:
        """Whether the seat contacts accounts while nothing waits."""
        return self.plan.when_idle and self._may(seat)

    def was_away(self, seat: int, hours: float) -> None:
        """Nobody makes up for the share of the time in which she was not there."""
        self.hours[seat] += self.plan.week_share * hours

    def contact(self, seat: int) -> Generator[Event, Any, None]:
        """Contact the next account of the seat's territory; the rep's process goes on when that is done."""
        floor, env, pause = self.floor, self.floor.env, self.floor.pause[seat]
        (_, lead), started = self.left[self.plan.territory[seat]].pop(), env.time
        ends = started + floor.seats.hours_for(seat, started, self.plan.contact_hours)
        env.schedule_at(pause, ends, COMPLETION + len(floor.state) + seat)
        yield pause.again()
        self.hours[seat] += env.time - started
        self.contacts.append(Contact(started, env.time, seat, lead))
        if lead >= 0:
            env.at(env.time + self.plan.delay_hours, ARRIVAL + lead, lead, self._is_found)
        if env.instant_goes_on():
            env.schedule_at(pause, env.time, DISPATCH + seat)
            yield pause.again()

    def is_kept_from(self, seat: int, hours: float) -> None:
        """A task takes so many hours of the seat's time, in which it would not hunt if it did one thing at a time."""
        self.kept_from[seat] += hours

    def beside_tasks(self, seat: int) -> Generator[Event, Any, None]:
        """Where capacity is unlimited: hunt for as many hours as the seat's tasks leave it, though none of them waits.

        So that nothing is switched off but waiting.
        """
        env, pause, plan = self.floor.env, self.floor.pause[seat], self.plan
        left = self.left[plan.territory[seat]] if self.floor.plan.seats[seat].role == plan.role else []
        while left:
            spent = self.kept_from[seat] + self.hours[seat]
            if self.is_due(seat) or (self.fills_idle_time(seat) and spent <= env.time):
                yield from self.contact(seat)
                continue
            due = [self.hours[seat] / plan.week_share] if plan.week_share > 0 else []
            due += [spent] if plan.when_idle else []
            if not due:
                return
            # A moment later, so that rounding does not find it not yet due.
            env.schedule_at(pause, max(min(due), left[-1][0], env.time) + A_MOMENT, DISPATCH + seat)
            yield pause.again()

    def new_week(self) -> None:
        """There are new accounts: call whoever rests and could contact them."""
        floor = self.floor
        for seat, desk in enumerate(floor.desk_of):
            if seat in floor.idle[desk] and self.fills_idle_time(seat):
                wake(floor, seat)

    def rests(self, seat: int) -> None:
        """The seat rests from now on: call it when its share of the week is due, if it hunts for no more."""
        plan, env = self.plan, self.floor.env
        left = self.left[plan.territory[seat]]
        is_hunter = self.floor.plan.seats[seat].role == plan.role
        if plan.when_idle or plan.week_share <= 0 or self.is_expected[seat] or not left or not is_hunter:
            return
        self.is_expected[seat] = True
        # A moment later, so that rounding does not find it not yet due.
        due = max(self.hours[seat] / plan.week_share, left[-1][0], env.time) + A_MOMENT
        env.at(due, DISPATCH + seat, seat, self._falls_due)

    def _falls_due(self, moment: Moment) -> None:
        seat: int = moment.subject
        self.is_expected[seat] = False
        if seat not in self.floor.idle[self.floor.desk_of[seat]]:
            return
        if self.is_due(seat):
            wake(self.floor, seat)
        else:
            self.rests(seat)

    def _may(self, seat: int) -> bool:
        if self.floor.plan.seats[seat].role != self.plan.role:
            return False
        left = self.left[self.plan.territory[seat]]
        return bool(left) and left[-1][0] <= self.floor.env.time

    def _is_found(self, moment: Moment) -> None:
        self.floor.comes(moment.subject)
