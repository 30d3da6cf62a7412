"""Tasks that two roles do together: both are busy from start to end, so a meeting must find a moment that suits both.

Whoever works the task looks for someone free of the role that joins. If nobody is, the lead waits for one; whoever
becomes free next keeps herself free for it and waits until the lead's own seat takes it, first of all its tasks.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from sim.floor.clock import DISPATCH
from sim.floor.queues import to_the_front

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

NOBODY = -1


class Meetings:
    """Who joins which lead's task; `partner_of[lead]` is the seat that is with it or keeps itself free for it."""

    def __init__(self, floor: SalesFloor) -> None:
        self.floor = floor
        self.partner_of = [NOBODY] * len(floor.plan.arrival)
        # By desk, tickets of the leads that wait for someone of it to join, first in line first.
        self.waiting: list[OrderedDict[int, int]] = [OrderedDict() for _ in floor.plan.desks]
        # The desk for which a lead waited last.
        self.waits_at: dict[int, int] = {}

    def keeps_free(self, seat: int) -> bool:
        """Whether a lead waits for someone like this seat to join: it then keeps free, and the lead comes first."""
        floor = self.floor
        waiting = self.waiting[floor.desk_of[seat]]
        while waiting:
            lead, ticket = waiting.popitem(last=False)
            if floor.ticket[lead] != ticket or (floor.pool is not None and floor.pool.loses_to_cover(lead)):
                continue
            role = floor.plan.stages[floor.stage[lead]].role
            owner, desk = floor.owner[role][lead], floor.router.desk(role, lead)
            if floor.absences is not None:
                owner, desk = floor.absences.covered(role, lead, owner, desk)
                if floor.absences.nobody_is_there(owner, desk):
                    # Nobody keeps herself free for someone who is not there: they look for each other again.
                    to_the_front(floor, lead, owner, desk)
                    continue
            self._join(seat, lead, floor.plan.seats[seat].role)
            to_the_front(floor, lead, owner, desk)
            return True
        return False

    def finds_partner(self, lead: int) -> bool:
        """Whether a task about to start has everyone that it needs; if not, the lead waits for whoever is to join."""
        floor = self.floor
        joining = floor.plan.stages[floor.stage[lead]].joins
        if joining is None or joining[lead] < 0 or self.partner_of[lead] != NOBODY:
            return True
        joins = joining[lead]
        owner = floor.owner[joins][lead]
        desk = floor.router.desk(joins, lead) if owner < 0 else floor.desk_of[owner]
        idle = floor.idle[desk]
        free = owner if owner in idle else next(iter(idle), NOBODY)
        if free != NOBODY:
            del idle[free]
            self._join(free, lead, joins)
            return True
        floor.ticket[lead] += 1
        if floor.backlog is not None:
            floor.backlog.waits_no_more(lead)
        self.waiting[desk][lead] = floor.ticket[lead]
        self.waits_at[lead] = desk
        return False

    def comes_first(self, lead: int) -> bool:
        """Put a lead that waits for someone to join it before all others that do; False if it waits for no such one."""
        desk = self.waits_at.get(lead)
        if desk is None or self.waiting[desk].get(lead) != self.floor.ticket[lead]:
            return False
        self.waiting[desk].move_to_end(lead, last=False)
        return True

    def joins_at_once(self, lead: int) -> None:
        """Where capacity is unlimited: whoever is to join the lead's task does so, whatever else she is busy with."""
        floor = self.floor
        joining = floor.plan.stages[floor.stage[lead]].joins
        if joining is None or joining[lead] < 0:
            return
        joins = joining[lead]
        seat = floor.owner[joins][lead]
        if seat < 0:
            members = floor.plan.desks[floor.router.desk(joins, lead)]
            seat = members[int(floor.plan.account[lead] * len(members))]
        self._join(seat, lead, joins)

    def release(self, lead: int) -> int:
        """The seat that had joined the lead, free again from now on; NOBODY if none had."""
        seat = self.partner_of[lead]
        if seat != NOBODY:
            self.partner_of[lead] = NOBODY
            if not self.floor.plan.unlimited:
                env = self.floor.env
                env.schedule_at(self.floor.pause[seat], env.time, DISPATCH + seat)
        return seat

    def _join(self, seat: int, lead: int, role: int) -> None:
        floor = self.floor
        self.partner_of[lead] = seat
        floor.known_to[lead] |= 1 << role
        if floor.owner[role][lead] < 0:
            floor.own_lead(role, lead, seat)
