"""Shelves: where leads of one pool lie for the same people, who may claim which of them, and who is called."""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from sim.floor.pool.pool_holdings import Holdings
from sim.floor.pool.pool_plan import PoolPlan
from sim.floor.queues import wake
from sim.levers.claim_pool import ORDERS, cools

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

NOBODY = -1
Entry = tuple[float, int, int]


class Shelf:
    """Leads of one pool that lie for the same members; `count` of them, however many entries of the queue are stale."""

    __slots__ = ("count", "desks", "members", "overdue", "pool", "queue")

    def __init__(self, pool: int, desks: tuple[int, ...], members: tuple[int, ...]) -> None:
        self.pool = pool
        self.desks = desks
        self.members = dict.fromkeys(members)
        self.queue: list[Entry] = []
        # Those of the queue that are to be dealt to whoever has room next.
        self.overdue: list[Entry] = []
        self.count = 0


class Shelves:
    """`shelf_of[lead]` is where a lead lies, None if it does not; `lost[lead]` when each seat last lost it."""

    __slots__ = (
        "_by_members",
        "_key_of",
        "_of_seat",
        "_overdue",
        "anywhere",
        "floor",
        "holdings",
        "lost",
        "plan",
        "shelf_of",
    )

    def __init__(self, floor: SalesFloor, plan: PoolPlan, holdings: Holdings) -> None:
        self.floor = floor
        self.plan = plan
        self.holdings = holdings
        self.shelf_of: list[Shelf | None] = [None] * len(floor.plan.arrival)
        self.lost: dict[int, dict[int, float]] = {}
        # Leads that everyone of the role may claim, wherever the customer is.
        self.anywhere: set[int] = set()
        self._overdue: set[int] = set()
        self._key_of = ORDERS[plan.order]
        self._by_members: dict[tuple[int, tuple[int, ...]], Shelf] = {}
        self._of_seat: list[list[Shelf]] = [[] for _ in floor.plan.seats]

    def put(self, lead: int, pool: int, front: bool = False) -> None:
        """The lead lies in the pool, under its present ticket; whoever may claim it is called."""
        floor = self.floor
        role = floor.stages[floor.stage[lead]].role
        shelf = self.shelf_of[lead] = self._shelf(role, lead, pool)
        shelf.count += 1
        key = self._key_of(floor.queued[lead], floor.plan.recorded_value[lead], floor.plan.score[lead])
        heappush(shelf.queue, (-inf if front else key, lead, floor.ticket[lead]))
        if lead in self._overdue:
            self.is_overdue(lead)
        self._calls(shelf)

    def pick_up(self, lead: int) -> bool:
        """Take the lead off its shelf; False if it lies on none."""
        shelf, self.shelf_of[lead] = self.shelf_of[lead], None
        if shelf is None:
            return False
        shelf.count -= 1
        self.floor.ticket[lead] += 1
        return True

    def best(self, seat: int) -> int:
        """The lead that the seat would claim; -1 if it may claim none."""
        found: Entry | None = None
        for shelf in self._of_seat[seat]:
            entry = self._first(shelf, seat)
            if entry is not None and (found is None or entry < found):
                found = entry
        return NOBODY if found is None else found[1]

    def is_overdue(self, lead: int) -> None:
        """The lead is to be dealt, and nobody has room for it: whoever has room next is to get it."""
        shelf = self.shelf_of[lead]
        assert shelf is not None
        self._overdue.add(lead)
        key = self._key_of(self.floor.queued[lead], self.floor.plan.recorded_value[lead], self.floor.plan.score[lead])
        heappush(shelf.overdue, (key, lead, self.floor.ticket[lead]))

    def is_dealt(self, lead: int) -> None:
        """The lead has come into somebody's hands, or to its end."""
        self._overdue.discard(lead)

    def first_overdue(self, seat: int) -> int:
        """The first lead that is to be dealt and that the seat may have; -1 for none."""
        for shelf in self._of_seat[seat]:
            entry = self._first(shelf, seat, shelf.overdue) if shelf.overdue else None
            if entry is not None:
                return entry[1]
        return NOBODY

    def may_have(self, seat: int, lead: int, pool: int) -> bool:
        """Whether the seat has room for the lead and has not lost it just now."""
        return self.holdings.has_room(seat, pool) and not self._cools(seat, lead)

    def has_lost(self, seat: int, lead: int) -> None:
        """The seat has lost the lead now."""
        self.lost.setdefault(lead, {})[seat] = self.floor.env.time

    def forgets(self, seat: int) -> None:
        """Somebody new has the seat, who has lost no lead."""
        for when in self.lost.values():
            when.pop(seat, None)

    def call_again(self, lead: int) -> bool:
        """Someone who lost the lead has cooled down and may be called; whether it is still to be dealt."""
        shelf = self.shelf_of[lead]
        if shelf is not None:
            self._calls(shelf)
        return lead in self._overdue

    def call_another(self, seat: int) -> None:
        """The seat does something else than what it may have been called for: nobody rests beside a lead to claim."""
        for shelf in self._of_seat[seat]:
            if shelf.count:
                self._calls(shelf)

    def has_room_again(self, seat: int) -> bool:
        """The seat may have room for a lead again: call it if it rests; whether it does."""
        if seat not in self.floor.idle[self.floor.desk_of[seat]]:
            return False
        if self.best(seat) >= 0:
            wake(self.floor, seat)
        return True

    def _calls(self, shelf: Shelf) -> None:
        """Call the longest resting of those at rest who may claim something from the shelf, desk by desk."""
        for desk in shelf.desks:
            for seat in self.floor.idle[desk]:
                if seat in shelf.members and self._first(shelf, seat) is not None:
                    wake(self.floor, seat)
                    return

    def _first(self, shelf: Shelf, seat: int, among: list[Entry] | None = None) -> Entry | None:
        """The first entry that the seat may claim; None without room, or if it has lost all that lie there just now."""
        if not shelf.count or not self.holdings.has_room(seat, shelf.pool):
            return None
        queue, ticket = shelf.queue if among is None else among, self.floor.ticket
        found, aside = None, []
        while queue:
            _, lead, number = queue[0]
            if ticket[lead] != number:
                heappop(queue)
            elif self._cools(seat, lead):
                aside.append(heappop(queue))
            else:
                found = queue[0]
                break
        for entry in aside:
            heappush(queue, entry)
        return found

    def _cools(self, seat: int, lead: int) -> bool:
        when = self.lost.get(lead)
        return when is not None and cools(when.get(seat, -inf), self.plan.cool_down, self.floor.env.time)

    def _shelf(self, role: int, lead: int, pool: int) -> Shelf:
        """The shelf of the pool for those who may claim the lead there."""
        router = self.floor.router
        desks = router.all_desks(role) if lead in self.anywhere else router.open_desks(role, lead)
        members = self._members(role, pool, desks)
        found = self._by_members.get((pool, members))
        if found is None:
            at = tuple(dict.fromkeys(self.floor.desk_of[seat] for seat in members))
            found = self._by_members[pool, members] = Shelf(pool, at, members)
            for seat in members:
                self._of_seat[seat].append(found)
        return found

    def _members(self, role: int, pool: int, desks: tuple[int, ...]) -> tuple[int, ...]:
        """Those of the role in the offices that the pool was given to; without any, the people of these desks."""
        plan, given = self.floor.plan, self.plan.claimers[pool]
        mine = tuple(seat for seat in given or () if plan.seats[seat].role == role)
        return mine or tuple(seat for desk in desks for seat in plan.desks[desk])
