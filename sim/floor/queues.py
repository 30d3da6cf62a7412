"""Queues: where leads and cases wait, who takes which, and who is called when something new waits."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from sim.floor.clock import DISPATCH
from sim.floor.endings import close
from sim.floor.states import COLD

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

TaskKey = float | tuple[int, float] | tuple[float, float]
Queue = list[tuple[TaskKey, int, int]]
# Before every lead, and behind whatever has moved to the front.
BEFORE_LEADS = -1e300


def take(floor: SalesFloor, seat: int) -> int:
    """The lead of the seat's best next task, off its queue; -1 when nothing waits."""
    desk = floor.desk_of[seat]
    own, shared = floor.own[seat], floor.shared[desk]
    if not own:
        if not shared:
            return -1
        _, lead, number = shared[0]
        if floor.ticket[lead] == number and floor.gives_up[lead] > floor.env.time:
            heappop(shared)
            return lead
    if own:
        drop_stale(floor, own)
    if shared:
        drop_stale(floor, shared)
    if own and (not shared or own[0] < shared[0]):
        if shared:
            call_another(floor, desk)
        return heappop(own)[1]
    return heappop(shared)[1] if shared else -1


def call_another(floor: SalesFloor, desk: int) -> None:
    """A seat that may have been called for what still waits does something else: nobody rests beside work."""
    resting = next(iter(floor.idle[desk]), -1)
    if resting >= 0:
        wake(floor, resting)


def hand_on(floor: SalesFloor, seat: int) -> None:
    """The seat has a duty before it takes a task: whatever it was called for is for someone else of its desk."""
    desk = floor.desk_of[seat]
    if floor.shared[desk] and floor.idle[desk]:
        drop_stale(floor, floor.shared[desk])
        if floor.shared[desk]:
            call_another(floor, desk)
    if floor.pool is not None:
        floor.pool.shelves.call_another(seat)


def wake(floor: SalesFloor, seat: int) -> None:
    """Call a seat that rests: it looks for work at the end of this instant."""
    del floor.idle[floor.desk_of[seat]][seat]
    floor.env.schedule_at(floor.pause[seat], floor.env.time, DISPATCH + seat)


def line_up(floor: SalesFloor, number: int, seat: int, desk: int, key: TaskKey, ticket: int) -> None:
    """A lead, or a case, begins to wait for its seat, or for whoever of the desk is free if that is -1.

    Whoever can take it begins at the end of this instant, which may be at once: call it last.
    """
    if floor.choice is not None:
        floor.choice.waits(number, seat, desk, key, ticket)
    if seat >= 0:
        heappush(floor.own[seat], (key, number, ticket))
        idle = floor.idle[floor.desk_of[seat]]
        if seat not in idle:
            return
    else:
        heappush(floor.shared[desk], (key, number, ticket))
        if floor.backlog is not None:
            floor.backlog.waits(number, desk, ticket, floor.gives_up[number])
        idle = floor.idle[desk]
        if not idle:
            return
        seat = next(iter(idle))
    del idle[seat]
    floor.env.call(floor.pause[seat], DISPATCH + seat)


def to_the_front(floor: SalesFloor, lead: int, seat: int, desk: int) -> None:
    """A lead that waits moves before all others: in the queue of its seat, or of the desk if that is -1."""
    put(floor, lead, seat, desk, -inf)


def put(floor: SalesFloor, lead: int, seat: int, desk: int, key: float) -> None:
    """A lead, or a case, waits under this key, and under no other from now on; whoever can take it is called."""
    move(floor, lead, seat, desk, as_in_queues(floor, key))


def as_in_queues(floor: SalesFloor, key: float) -> TaskKey:
    """The key beside those of leads: where late stages come first it goes with the earliest, but at either end."""
    return (key if abs(key) >= -BEFORE_LEADS else 0.0, key) if floor.late_first else key


def move(floor: SalesFloor, lead: int, seat: int, desk: int, key: TaskKey) -> None:
    """The same, with a key as it stands in a queue."""
    ticket = floor.ticket[lead] = floor.ticket[lead] + 1
    heappush(floor.own[seat] if seat >= 0 else floor.shared[desk], (key, lead, ticket))
    if floor.choice is not None:
        floor.choice.waits(lead, seat, desk, key, ticket)
    if floor.overflow is not None:
        floor.overflow.waits(lead, floor.desk_of[seat] if seat >= 0 else desk)
    if floor.backlog is not None:
        floor.backlog.waits_no_more(lead)
        if seat < 0:
            floor.backlog.waits(lead, desk, ticket, floor.gives_up[lead])
    idle = floor.idle[desk if seat < 0 else floor.desk_of[seat]]
    called = seat if seat in idle else next(iter(idle), -1) if seat < 0 else -1
    if called >= 0:
        wake(floor, called)


def drop_stale(floor: SalesFloor, queue: Queue) -> None:
    """Take from the head of a queue what no longer waits there; whose patience has ended goes cold, as of then."""
    ticket, gives_up, now = floor.ticket, floor.gives_up, floor.env.time
    while queue:
        _, lead, number = queue[0]
        if ticket[lead] == number:
            if gives_up[lead] > now:
                return
            ticket[lead] += 1
            close(floor, lead, COLD, gives_up[lead])
        heappop(queue)
