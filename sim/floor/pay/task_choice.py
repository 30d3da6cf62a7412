"""People who choose tasks by their own pay: beside the firm's queues, the same tasks in the order of what they pay."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

from sim.floor.queues import Queue, TaskKey, call_another, drop_stale, take
from sim.floor.resolving.resolved import ResolvedScheme, SeatSpec
from sim.inputs.models.market import Market
from sim.levers.task_choice import pays_an_hour
from sim.market.draws import name_key, uniform

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sim.floor.sales_floor import SalesFloor


@dataclass(frozen=True, slots=True)
class TaskChoicePlan:
    """Who follows her own pay, by seat; and by role and stage of the plan, wins for an hour of its work."""

    follows: list[bool]
    pays: list[list[float]]


def task_choice_plan(
    market: Market, resolved: ResolvedScheme, roles: Sequence[str], attempts: int, seed: int, replication: int
) -> TaskChoicePlan | None:
    """None where nobody thinks of her own pay, or nobody is paid for deals."""
    block, incentives = market.effects.task_choice, resolved.scheme.incentives
    if block is None or not market.effects.active("task_choice") or incentives is None:
        return None
    share = float(block.follow_pay_share)

    def follows(seat: SeatSpec) -> bool:
        terms, person = incentives.roles.get(seat.role), name_key(*seat.person(seed, replication))
        return terms is not None and float(terms.credit_share) > 0 and uniform(person, name_key("task choice")) < share

    stages = market.stages.values()
    conversions, hours = [float(stage.conversion) for stage in stages], [float(stage.effort_hours) for stage in stages]
    works = list(resolved.scheme.process.roles.values())
    plan = TaskChoicePlan(
        follows=[follows(seat) for seat in resolved.seats],
        pays=[pays_an_hour(conversions, hours, [role == worker for worker in works]) * attempts for role in roles],
    )
    return plan if any(plan.follows) else None


def waiting_task(floor: SalesFloor, seat: int) -> int:
    """The lead of the seat's next task: the best in the firm's order, or the one that pays her most; -1 for none."""
    choice = floor.choice
    return choice.take(seat) if choice is not None and choice.follows[seat] else take(floor, seat)


class TaskChoice:
    """Heaps of (less pay, number, ticket) beside the queues of each seat and each desk; stale where a ticket is old."""

    def __init__(self, floor: SalesFloor, plan: TaskChoicePlan) -> None:
        self.floor = floor
        self.follows = plan.follows
        self.pays = plan.pays
        self.own: list[Queue] = [[] for _ in floor.plan.seats]
        self.shared: list[Queue] = [[] for _ in floor.plan.desks]
        self.counts = [any(plan.follows[seat] for seat in desk) for desk in floor.plan.desks]

    def waits(self, number: int, seat: int, desk: int, key: TaskKey, ticket: int) -> None:
        """A lead, or a case, waits for this seat, or for whoever of the desk is free if that is -1."""
        if seat >= 0:
            if self.follows[seat]:
                heappush(self.own[seat], (self._pay(number, key), number, ticket))
        elif self.counts[desk]:
            heappush(self.shared[desk], (self._pay(number, key), number, ticket))

    def looks_at(self, desk: int) -> None:
        """Somebody who follows her own pay stands at this desk from now on."""
        if self.counts[desk]:
            return
        self.counts[desk] = True
        floor = self.floor
        for key, number, ticket in floor.shared[desk]:
            if floor.ticket[number] == ticket:
                heappush(self.shared[desk], (self._pay(number, key), number, ticket))

    def take(self, seat: int) -> int:
        """The lead or case that pays the seat most, of its own and its desk's; -1 when nothing waits."""
        floor, desk = self.floor, self.floor.desk_of[seat]
        own, shared = self.own[seat], self.shared[desk]
        for queue in (own, shared):
            drop_stale(floor, queue)
        if own and (not shared or own[0] < shared[0]):
            if shared:
                call_another(floor, desk)
            return heappop(own)[1]
        return heappop(shared)[1] if shared else -1

    def _pay(self, number: int, key: TaskKey) -> float:
        floor = self.floor
        if (key[-1] if isinstance(key, tuple) else key) == -inf:
            return -inf
        if number >= len(floor.stage):
            return inf
        stage = floor.stage[number]
        role = floor.stages[stage].role
        return -self.pays[role][stage] * floor.plan.recorded_value[number]
