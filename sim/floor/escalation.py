"""Service levels: what happens by itself to a task that has waited too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.clock import EXPIRY, Moment

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


def start_timer(floor: SalesFloor, lead: int, ticket: int, level: int = 0) -> None:
    """Set the clock for the next step of the lead's service level, if there is one."""
    steps = floor.plan.stages[floor.stage[lead]].sla_steps
    if level < len(steps):
        due = floor.queued[lead] + steps[level][0]
        floor.env.at(due, EXPIRY + lead, (floor, lead, ticket, level), escalate)


def escalate(moment: Moment) -> None:
    """Take the step, if the lead still waits as it did when the clock was set."""
    floor, lead, ticket, level = moment.subject
    if floor.ticket[lead] != ticket or floor.gives_up[lead] <= floor.env.time:
        return
    floor.escalations[lead] += 1
    stage = floor.plan.stages[floor.stage[lead]]
    action, role = stage.sla_steps[level][1], stage.role
    owner, desk = floor.owner[role][lead], floor.router.desk(role, lead)
    if action != "remind" and owner >= 0:
        floor.disown(role, lead)
        owner = -1
    if action == "overflow":
        desk = _freest_desk(floor, role, desk)
    floor.to_the_front(lead, owner, desk)
    start_timer(floor, lead, floor.ticket[lead], level + 1)


def _freest_desk(floor: SalesFloor, role: int, desk: int) -> int:
    """Of all desks of the role one with someone at rest, else the one with the fewest waiting for each of its seats."""
    desks = sorted({found for serving in floor.plan.serving[role] for found in serving})
    free = next((found for found in desks if floor.idle[found]), None)
    if free is not None:
        return free
    return min(desks, key=lambda found: (len(floor.shared[found]) / len(floor.plan.desks[found]), found != desk, found))
