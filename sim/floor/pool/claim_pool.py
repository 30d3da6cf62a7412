"""The claim pool on the floor: who has claimed what, and how each claim ends.

Reps who are free claim from their shelves (`pool_shelves`) as far as their limits leave room (`pool_holdings`); clocks
take leads back (`pool_clocks`). Every change is written down in `rows`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.pay.task_choice import waiting_task
from sim.floor.pool.pool_clocks import PoolClocks
from sim.floor.pool.pool_events import (
    ASSIGNED,
    CLAIMED,
    CONVERTED,
    ENDED,
    HANDED_ON,
    LEFT,
    LIES,
    MOVED,
    RECLAIMED_DEAL,
    RELEASED,
    RETURNED,
    TAKEN_BACK,
)
from sim.floor.pool.pool_holdings import Holdings
from sim.floor.pool.pool_plan import PoolPlan
from sim.floor.pool.pool_shelves import NOBODY, Shelves
from sim.floor.pool.shams import Shams
from sim.floor.queues import line_up
from sim.floor.router import POOLED
from sim.floor.states import THINKING, WAITING, WON
from sim.levers.claim_pool import is_exempt, least_loaded

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


class ClaimPool:
    """`holder[lead]` is who has claimed it, `followed` her last follow-up, `begun` whether a task has begun since."""

    def __init__(self, floor: SalesFloor, plan: PoolPlan) -> None:
        leads = len(floor.plan.arrival)
        self.floor = floor
        self.plan = plan
        self.pool_of = list(plan.pool)
        self.holder = [NOBODY] * leads
        self.claimed = [0.0] * leads
        self.followed = [0.0] * leads
        self.begun = [False] * leads
        # A deal is overdue that could not be taken back when it was: it was in hand, or exempt.
        self.overdue = [False] * leads
        # (clock, lead, seat, pool, kind), one after the other.
        self.rows: list[float] = []
        self.holdings = Holdings(len(floor.plan.seats), len(plan.names), plan.cap, plan.limit)
        self.shelves = Shelves(floor, plan, self.holdings)
        self.shams = None if plan.shams is None else Shams(floor, self, plan.shams)
        self.clocks = PoolClocks(self)
        self._lay: set[tuple[int, int]] = set()
        self._moved: set[int] = set()
        self._returned: set[int] = set()
        # Who had claimed a lead in a role from which it was handed on; whose customer a won lead is.
        self._had: dict[tuple[int, int], int] = {}
        self._keeps: dict[int, int] = {}

    def whose(self, role: int, lead: int, seat: int) -> tuple[int, int, bool]:
        """Whose a lead is that comes to a queue of the role in which `seat` owns it, -1 for nobody yet.

        The seat, else the desk of whoever is free; and whether it lies in the pool instead.
        """
        seat = seat if seat < 0 else self._keeper(role, lead, seat)
        if seat >= 0:
            return seat, NOBODY, False
        if self._is_open(role, lead):
            return NOBODY, NOBODY, True
        seat, desk = self.floor.deal(role, lead)
        return seat, desk, self._is_last_resort(role, lead, seat)

    def _keeper(self, role: int, lead: int, seat: int) -> int:
        """Who keeps a lead that `seat` owns; -1 for nobody any more."""
        if self.holder[lead] == seat:
            if self.overdue[lead] and not self.is_exempt(lead):
                self.lets_go(lead, RECLAIMED_DEAL)
                return NOBODY
            return NOBODY if self.loses_to_cover(lead) else seat
        if self._had.get((role, lead)) != seat:
            return seat
        # It comes back from a later role to whom had claimed it, if she has room for it.
        absences = self.floor.absences
        there = absences is None or not absences.is_covered[seat]
        if there and self.holdings.has_room(seat, self.pool_of[lead]):
            self._holds(seat, lead, TAKEN_BACK)
            return seat
        self.floor.disown(role, lead)
        return NOBODY

    def takes(self, seat: int) -> int:
        """The lead of the seat's next task: her own work first, then what she claims; -1 for none."""
        if self.plan.hoard:
            while (lead := self.shelves.best(seat)) >= 0:
                self._claims(seat, lead, CLAIMED)
                self._lines_up(seat, lead)
        lead = waiting_task(self.floor, seat)
        if lead < 0:
            lead = self.shelves.best(seat)
            if lead >= 0:
                self._claims(seat, lead, CLAIMED)
        self.shelves.call_another(seat)
        return lead

    def lies_down(self, lead: int, front: bool = False) -> None:
        """A waiting lead that nobody owns lies in its pool from now on."""
        self._lay.add((self.floor.stages[self.floor.stage[lead]].role, lead))
        self._write(LIES, lead, NOBODY)
        self.clocks.lies(lead)
        self.shelves.put(lead, self.pool_of[lead], front)

    def _is_open(self, role: int, lead: int) -> bool:
        """Whether a lead that nobody owns lies in a pool: by its own policy, or because it once has, in this role."""
        return (role, lead) in self._lay or self.floor.router.is_open(role, lead)

    def _is_last_resort(self, role: int, lead: int, seat: int) -> bool:
        """Whether a lead lies in the pool that a policy has dealt to this seat, or to nobody (-1).

        What was dealt is claimed by nobody, but can be taken back if it is not begun.
        """
        if seat < 0:
            return self.floor.router.otherwise == POOLED and self.plan.roles[role]
        if self.plan.roles[role]:
            self.begun[lead] = False
            self.claimed[lead] = self.floor.env.time
            self.clocks.is_assigned(lead)
        return False

    def followed_up(self, lead: int, target: int) -> None:
        """A task on the lead has ended; the lead goes to that stage in the end, or to none if that is -1."""
        seat, floor = self.holder[lead], self.floor
        if seat < 0:
            return
        role = floor.stages[floor.stage[lead]].role
        if target >= 0 and floor.stages[target].role != role:
            self._had[role, lead] = seat
            self._ends(lead, HANDED_ON)
        elif self.overdue[lead] and not self.is_exempt(lead):
            self.lets_go(lead, RECLAIMED_DEAL)
        elif self._is_misrouted(lead):
            assert self.plan.true_place is not None
            self._returned.add(lead)
            self.lets_go(lead, RETURNED)
            floor.router.moves_place(lead, self.plan.true_place[lead])
        else:
            self.follows(lead)

    def follows(self, lead: int) -> None:
        """The follow-up clock begins anew."""
        self.followed[lead] = self.floor.env.time
        self.clocks.is_followed(lead)

    def closes(self, lead: int) -> None:
        """The lead is closed; a customer who was won may count towards her limit from now on."""
        seat = self.holder[lead]
        if seat < 0:
            if self.shelves.pick_up(lead):
                self._write(ENDED, lead, NOBODY)
            return
        won = self.floor.state[lead] == WON
        if won and self.plan.customers_count:
            self.holdings.customers[seat] += 1
            self._keeps[lead] = seat
        self._ends(lead, CONVERTED if won else ENDED)

    def customer_leaves(self, lead: int) -> None:
        """The customer who was won with this lead has left."""
        seat = self._keeps.pop(lead, NOBODY)
        if seat >= 0:
            self.holdings.customers[seat] -= 1
            self._write(LEFT, lead, seat)
            self._has_room_again(seat)

    def escalates(self, lead: int, action: str) -> bool:
        """Take a step of a service level on a lead that lies in a pool or was claimed, False if it is as elsewhere.

        What lies there comes first in its pool; what was claimed goes back there, unless its owner is only reminded. An
        overflow opens it to everyone of the role.
        """
        if self.shelves.shelf_of[lead] is None and (self.holder[lead] < 0 or action == "remind"):
            return False
        if action == "overflow":
            self.shelves.anywhere.add(lead)
        if self.shelves.pick_up(lead):
            self.shelves.put(lead, self.pool_of[lead], front=True)
        else:
            self.lets_go(lead, RELEASED, front=True)
        return True

    def loses_to_cover(self, lead: int) -> bool:
        """Whether others cover for whoever has claimed the lead: it lies in the pool for them."""
        seat, absences = self.holder[lead], self.floor.absences
        if seat < 0 or absences is None or not absences.is_covered[seat]:
            return False
        return self.loses_owner(lead, seat)

    def loses_owner(self, lead: int, seat: int) -> bool:
        """The seat is not there any more: the lead lies in the pool if it had claimed it; whether it had."""
        if self.holder[lead] != seat:
            return False
        self.lets_go(lead, RELEASED)
        return True

    def forgets(self, seat: int) -> None:
        """Whoever had the seat has left: her customers do not count for who comes, who has lost no lead yet."""
        self.shelves.forgets(seat)
        for lead in [lead for lead, keeper in self._keeps.items() if keeper == seat]:
            self.customer_leaves(lead)

    def lets_go(self, lead: int, kind: int, front: bool = False) -> None:
        """Its owner loses the lead; it lies in its pool if the customer waits, and else once she does."""
        floor = self.floor
        role, waits = floor.stages[floor.stage[lead]].role, floor.state[lead] == WAITING
        seat = floor.owner[role][lead]
        if waits:
            floor.ticket[lead] += 1
            if floor.meetings is not None:
                floor.meetings.release(lead)
            for waits_no_more in floor.counters:
                waits_no_more(lead)
        floor.disown(role, lead)
        self.shelves.has_lost(seat, lead)
        self.clocks.cools(lead)
        if self.holder[lead] >= 0:
            self._ends(lead, kind)
        else:
            self._write(kind, lead, seat)
        if waits:
            self.lies_down(lead, front)

    def is_exempt(self, lead: int) -> bool:
        """Whether nothing takes the lead back where it is."""
        floor = self.floor
        stage = floor.stages[floor.stage[lead]]
        return is_exempt(stage.number, self.plan.exempt_from, stage.following < 0, floor.state[lead] == THINKING)

    def has_moved(self, lead: int) -> bool:
        """Whether it has moved to another pool once."""
        return lead in self._moved

    def moves_on(self, lead: int) -> None:
        """Nobody has claimed it: it lies in the other pool."""
        self._moved.add(lead)
        self.shelves.anywhere.add(lead)
        self.shelves.pick_up(lead)
        self.pool_of[lead] = self.plan.moves_to
        self._write(MOVED, lead, NOBODY)
        self.shelves.put(lead, self.pool_of[lead])

    def assigns(self, lead: int) -> bool:
        """Deal the lead to the member with the fewest open claimed leads; False if nobody there has room for it."""
        shelf = self.shelves.shelf_of[lead]
        assert shelf is not None
        there = filter(self._is_there, shelf.members)
        fit = (seat for seat in there if self.shelves.may_have(seat, lead, shelf.pool))
        seat = least_loaded(fit, self.holdings.held)
        if seat < 0:
            return False
        self._deals(seat, lead)
        return True

    def _lines_up(self, seat: int, lead: int) -> None:
        floor = self.floor
        if floor.overflow is not None:
            floor.overflow.waits(lead, floor.desk_of[seat])
        line_up(floor, lead, seat, NOBODY, floor.task_key(lead), floor.ticket[lead])

    def _claims(self, seat: int, lead: int, kind: int) -> None:
        """The seat owns a lead that lies in a pool, which stays with its pod."""
        floor = self.floor
        role = floor.stages[floor.stage[lead]].role
        self.shelves.pick_up(lead)
        self.shelves.is_dealt(lead)
        floor.own_lead(role, lead, seat)
        floor.router.joins_pod(role, lead, floor.desk_of[seat])
        self._holds(seat, lead, kind)

    def _holds(self, seat: int, lead: int, kind: int) -> None:
        self.holder[lead] = seat
        self.holdings.change(seat, self.pool_of[lead], 1)
        self.begun[lead] = self.overdue[lead] = False
        self.claimed[lead] = self.floor.env.time
        self._write(kind, lead, seat)
        self.clocks.is_claimed(lead)
        self.follows(lead)

    def _ends(self, lead: int, kind: int) -> None:
        """The claim is over."""
        seat, self.holder[lead] = self.holder[lead], NOBODY
        self.holdings.change(seat, self.pool_of[lead], -1)
        self._write(kind, lead, seat)
        self._has_room_again(seat)

    def _has_room_again(self, seat: int) -> None:
        """A seat at rest claims; to whoever is busy, what nobody had room for is dealt."""
        if self.shelves.has_room_again(seat) or not self._is_there(seat):
            return
        while (lead := self.shelves.first_overdue(seat)) >= 0:
            self._deals(seat, lead)

    def _is_there(self, seat: int) -> bool:
        absences, turnover = self.floor.absences, self.floor.turnover
        gone = absences is not None and absences.away[seat]
        return not gone and (turnover is None or not turnover.is_vacant[seat])

    def _deals(self, seat: int, lead: int) -> None:
        self._claims(seat, lead, ASSIGNED)
        self.clocks.is_assigned(lead)
        self._lines_up(seat, lead)

    def _is_misrouted(self, lead: int) -> bool:
        """Whether a right record would put it elsewhere, there is still something to do, and nobody has returned it."""
        floor, true = self.floor, self.plan.true_place
        if true is None or lead in self._returned or true[lead] == floor.router.place[lead]:
            return False
        return floor.stages[floor.stage[lead]].following >= 0

    def _write(self, kind: int, lead: int, seat: int) -> None:
        self.rows.extend((self.floor.env.time, lead, seat, self.pool_of[lead], kind))
