"""A seat that moves to another desk while the floor runs: who it can be, and what becomes of its leads."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.floor.people.absences import NONE_DUE
from sim.floor.queues import move, wake
from sim.floor.states import WAITING

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

NOBODY = -1


def seat_to_spare(floor: SalesFloor, source: int, target: int) -> int:
    """The seat of a desk that moves to another: one that comes back there, else the last in line; NOBODY if none can.

    Somebody stays, and whoever is away, or about to be, does not move.
    """
    there = [seat for seat in floor.router.desks[source] if not _is_away(floor, seat)]
    if len(floor.router.desks[source]) < 2 or not there:
        return NOBODY
    back = [seat for seat in there if floor.plan.seats[seat].desk == target]
    return (back or there)[-1]


def move_seat(floor: SalesFloor, seat: int, target: int) -> None:
    """The seat works at another desk from now on, after the task at hand; its open leads stay with the others."""
    source = floor.desk_of[seat]
    _leaves_leads(floor, seat, source)
    rests = seat in floor.idle[source]
    if rests:
        wake(floor, seat)
    floor.desk_of[seat] = target
    floor.role_of[seat] = floor.router.role_at(target)
    floor.router.stands_at(seat, target, floor.seats.skill[seat])
    if floor.absences is not None:
        floor.absences.left[source] -= 1
        floor.absences.left[target] += 1
    if floor.overflow is not None:
        floor.overflow.moves_pace(source, target, floor.plan.seats[seat].productive_share)
    if floor.choice is not None and floor.choice.follows[seat]:
        floor.choice.looks_at(target)


def _leaves_leads(floor: SalesFloor, seat: int, desk: int) -> None:
    """Nobody owns the seat's open leads any more; what waits for it waits for whoever of its desk is free."""
    role, now = floor.role_of[seat], floor.env.time
    owners = floor.owner[role]
    waiting, floor.own[seat] = sorted(floor.own[seat]), []
    for lead, closed in enumerate(floor.closed):
        if closed == inf and owners[lead] == seat and floor.is_open(lead):
            floor.disown(role, lead)
            # Whoever is known to the lead at another desk of the role has helped out: it stays where she stood.
            if floor.router.desk(role, lead) != desk:
                floor.router.elsewhere[role, lead] = desk
    for key, lead, ticket in waiting:
        if floor.ticket[lead] == ticket and floor.state[lead] == WAITING and floor.gives_up[lead] > now:
            move(floor, lead, NOBODY, desk, key)


def _is_away(floor: SalesFloor, seat: int) -> bool:
    absences = floor.absences
    return absences is not None and (absences.away[seat] or absences.due[seat] != NONE_DUE)
