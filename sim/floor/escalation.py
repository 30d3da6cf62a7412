"""Service levels: what happens by itself to a task that has waited too long."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

from sim.floor.queues import to_the_front
from sim.floor.states import WAITING
from sim.floor.timers import Timers

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


class LeadTimers:
    """The clocks of the service levels of a floor's stages."""

    __slots__ = ("_timers", "floor")

    def __init__(self, floor: SalesFloor) -> None:
        self.floor = floor
        self._timers = Timers(floor.env, self._waits, self._escalate)

    def start(self, lead: int, level: int = 0) -> None:
        """Set the clock for the next step of the lead's service level, if there is one."""
        floor = self.floor
        stage = floor.stage[lead]
        steps = floor.plan.stages[stage].sla_steps
        if level < len(steps):
            self._timers.set((stage, level), lead, floor.queued[lead], steps[level][0])

    def _waits(self, lead: int, since: float) -> bool:
        """Whether the lead has waited ever since, wherever and for whom."""
        floor = self.floor
        return floor.state[lead] == WAITING and floor.queued[lead] == since and floor.gives_up[lead] > floor.env.time

    def _escalate(self, step: Hashable, lead: int, _: float) -> None:
        """Take the step.

        A lead that waits for someone to join it has its own seat already: all that helps is to come first among those.
        """
        floor, (_, level) = self.floor, cast(tuple[int, int], step)
        floor.escalations[lead] += 1
        if floor.meetings is None or not floor.meetings.comes_first(lead):
            _move(floor, lead, level)
        self.start(lead, level + 1)


def _move(floor: SalesFloor, lead: int, level: int) -> None:
    stage = floor.plan.stages[floor.stage[lead]]
    action, role = stage.sla_steps[level][1], stage.role
    if floor.pool is not None and floor.pool.escalates(lead, action):
        return
    owner, desk = floor.owner[role][lead], floor.router.desk(role, lead)
    if action != "remind" and owner >= 0:
        floor.disown(role, lead)
        owner = -1
    if action == "overflow":
        desk = freest_desk(floor, role, desk)
    to_the_front(floor, lead, owner, desk)


def freest_desk(floor: SalesFloor, role: int, desk: int) -> int:
    """Of all desks of the role one with someone at rest, else the one with the fewest waiting for each of its seats."""
    desks = sorted({found for serving in floor.plan.serving[role] for found in serving})
    free = next((found for found in desks if floor.idle[found]), None)
    if free is not None:
        return free
    backlog, now = floor.backlog, floor.env.time
    assert backlog is not None, "only an overflow step asks"
    return min(desks, key=lambda found: (backlog.at(found, now) / len(floor.router.desks[found]), found != desk, found))
