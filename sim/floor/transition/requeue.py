"""Queues of a floor that has been handed over: what waits keeps its place where its people are the same."""

from __future__ import annotations

from heapq import heapify
from math import inf
from typing import TYPE_CHECKING

from sim.floor.endings import close
from sim.floor.queues import Queue, TaskKey, as_in_queues, move
from sim.floor.states import COLD
from sim.floor.transition.owners import Keeps

if TYPE_CHECKING:
    from sim.floor.plan import FloorPlan
    from sim.floor.sales_floor import SalesFloor

FRONT = (-inf, (-inf, -inf))


def queued_anew(floor: SalesFloor, old: FloorPlan, keeps: Keeps) -> None:
    """Put everything that waits where it is to wait from now on; whoever can take what has moved is called."""
    plan, own, shared = floor.plan, floor.own, floor.shared
    floor.own = [[] for _ in plan.seats]
    floor.shared = [[] for _ in plan.desks]
    desk_with = {frozenset(members): desk for desk, members in enumerate(plan.desks)}
    moving: Queue = []
    for seat, queue in enumerate(own):
        for entry in _still_waiting(floor, queue):
            # What waits for a post that is vacant waits on for whoever is to come.
            owner = _owner(floor, entry[1])
            if owner == seat or (owner < 0 and keeps(*_whose(floor, entry[1]), seat)):
                floor.own[seat].append((_key(floor, entry), *entry[1:]))
            else:
                moving.append(entry)
    for desk, queue in enumerate(shared):
        same = desk_with.get(frozenset(old.desks[desk]), -1)
        for entry in _still_waiting(floor, queue):
            if same >= 0 and _owner(floor, entry[1]) < 0 and same in _desks(floor, entry[1], same):
                floor.shared[same].append((_key(floor, entry), *entry[1:]))
                if floor.backlog is not None:
                    floor.backlog.waits(entry[1], same, entry[2], floor.gives_up[entry[1]])
            else:
                moving.append(entry)
    for queue in (*floor.own, *floor.shared):
        heapify(queue)
    for entry in sorted(moving):
        _moves(floor, entry)
    if floor.after_sales is not None:
        floor.after_sales.takes_in_hand()


def _still_waiting(floor: SalesFloor, queue: Queue) -> Queue:
    """What waits there, in order; whose patience has ended goes cold, as of then."""
    found: Queue = []
    for entry in sorted(queue):
        _, lead, ticket = entry
        if floor.ticket[lead] != ticket:
            continue
        if floor.gives_up[lead] > floor.env.time:
            found.append(entry)
        elif not floor.goes_at_once:
            floor.ticket[lead] += 1
            close(floor, lead, COLD, floor.gives_up[lead])
    return found


def _is_case(floor: SalesFloor, number: int) -> bool:
    return number >= len(floor.state)


def _owner(floor: SalesFloor, number: int) -> int:
    """The seat for which it is to wait, -1 for whoever is free."""
    if _is_case(floor, number):
        assert floor.after_sales is not None, "only customers bring cases"
        return floor.after_sales.waits_for(number)
    return floor.owner[floor.stages[floor.stage[number]].role][number]


def _whose(floor: SalesFloor, number: int) -> tuple[int, int]:
    """The role whose task it is, -1 for none, and the lead or the account."""
    if _is_case(floor, number):
        assert floor.after_sales is not None, "only customers bring cases"
        return floor.after_sales.plan.role, floor.after_sales.account_of(number)
    return floor.stages[floor.stage[number]].role, number


def _desks(floor: SalesFloor, number: int, here: int) -> tuple[int, ...]:
    """Where it may wait on: at the desks of its place, and here where everything is served as it was."""
    router, (role, lead) = floor.router, _whose(floor, number)
    if router.same_places:
        return (here,)
    if role < 0:
        return ()
    serving = floor.plan.serving[role][router.place[lead]]
    if len(serving) > 1 and router.pod[lead] >= 0:
        return (serving[router.pod[lead] % len(serving)],)
    return serving


def _key(floor: SalesFloor, entry: tuple[TaskKey, int, int]) -> TaskKey:
    """Its place in the queue, by the order in which tasks are taken now; what had moved to the front stays there."""
    key, number, _ = entry
    if key in FRONT:
        return as_in_queues(floor, -inf)
    if _is_case(floor, number):
        assert floor.after_sales is not None, "only customers bring cases"
        return floor.after_sales.key_of(number)
    return floor.task_key(number)


def _moves(floor: SalesFloor, entry: tuple[TaskKey, int, int]) -> None:
    """It waits on, as long as it has, for those who serve it now."""
    number, key = entry[1], _key(floor, entry)
    if _is_case(floor, number):
        assert floor.after_sales is not None, "only customers bring cases"
        floor.after_sales.waits_anew(number, key)
        return
    role = floor.stages[floor.stage[number]].role
    seat, desk = floor.owner[role][number], -1
    if seat < 0:
        seat, desk = floor.deal(role, number)
    if floor.absences is not None:
        seat, desk = floor.absences.covered(role, number, seat, desk)
    move(floor, number, seat, desk, key)
