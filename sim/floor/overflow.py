"""Overflow on the floor: keeps count of the work that waits at each desk, in whole seconds so that it adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.resolving.regional_plan import OverflowPlan
from sim.levers.overflow import desk_with_room

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

SECONDS = 3600


class Overflow:
    """`waiting[desk]` is expected work, in seconds, of the tasks that wait there, in anyone's queue."""

    def __init__(self, floor: SalesFloor, plan: OverflowPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.waiting = [0] * len(floor.plan.desks)
        self.pace = [SECONDS * pace for pace in plan.pace]
        self.task = [round(SECONDS * hours) for hours in plan.task_hours]
        self.where: dict[int, tuple[int, int]] = {}

    def desk_for(self, role: int, lead: int, desk: int) -> int:
        """The desk that takes a lead which nobody owns yet: its own, or a neighbour with less to do."""
        found = desk_with_room(desk, self.plan.neighbours[desk], self.waiting, self.pace, self.plan.hours)
        if found != desk:
            self.floor.router.elsewhere[role, lead] = found
        return found

    def waits(self, lead: int, desk: int) -> None:
        """The lead's next task waits at this desk from now on; work for customers after the sale is not counted."""
        if lead >= len(self.floor.stage):
            return
        self.waits_no_more(lead)
        seconds = self.task[self.floor.stage[lead]]
        self.where[lead] = (desk, seconds)
        self.waiting[desk] += seconds

    def moves_pace(self, source: int, target: int, share: float) -> None:
        """Somebody with such a productive share of her time works at another desk from now on."""
        self.pace[source] -= SECONDS * share
        self.pace[target] += SECONDS * share

    def waits_no_more(self, lead: int) -> None:
        """Somebody has begun it, or the customer has given up."""
        if lead in self.where:
            desk, seconds = self.where.pop(lead)
            self.waiting[desk] -= seconds
