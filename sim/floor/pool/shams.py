"""Sham follow-ups: hours spent to keep a claimed lead from being taken back, by which no lead advances."""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from typing import TYPE_CHECKING, Any, NamedTuple

from simpy.events import Event

from sim.floor.clock import COMPLETION, DISPATCH
from sim.floor.pool.pool_plan import ShamPlan
from sim.floor.queues import wake
from sim.floor.states import WORKED

if TYPE_CHECKING:
    from sim.floor.pool.claim_pool import ClaimPool
    from sim.floor.sales_floor import SalesFloor


class Sham(NamedTuple):
    """One sham follow-up: when, by whom, on which lead."""

    start: float
    end: float
    seat: int
    lead: int


class Shams:
    """Which leads each seat is about to lose, in the order in which it will; only of those who game."""

    def __init__(self, floor: SalesFloor, pool: ClaimPool, plan: ShamPlan) -> None:
        self.floor = floor
        self.pool = pool
        self.plan = plan
        self.rows: list[Sham] = []
        # Lead, and its last follow-up when it became tempting.
        self._tempting: list[deque[tuple[int, float]]] = [deque() for _ in plan.makes]

    def is_tempting(self, lead: int) -> None:
        """The lead will soon be taken back: its owner, if she games, does something about it once she is free."""
        seat, floor = self.pool.holder[lead], self.floor
        if not self.plan.makes[seat]:
            return
        self._tempting[seat].append((lead, self.pool.followed[lead]))
        if seat in floor.idle[floor.desk_of[seat]]:
            wake(floor, seat)

    def are_due(self, seat: int) -> bool:
        """Whether the seat is about to lose a lead; what was worked or lost since is forgotten."""
        tempting = self._tempting[seat]
        while tempting:
            lead, since = tempting[0]
            mine = self.pool.holder[lead] == seat and self.pool.followed[lead] == since
            if mine and self.floor.state[lead] != WORKED and not self.pool.is_exempt(lead):
                return True
            tempting.popleft()
        return False

    def make(self, seat: int) -> Generator[Event, Any, None]:
        """Make one; the clock stands still meanwhile, and begins anew when it is over."""
        floor, env, pause, pool = self.floor, self.floor.env, self.floor.pause[seat], self.pool
        lead, _ = self._tempting[seat].popleft()
        started = env.time
        ends = pool.followed[lead] = started + self.plan.hours / floor.seats.speed[seat]
        env.schedule_at(pause, ends, COMPLETION + len(floor.state) + seat)
        yield pause.again()
        self.rows.append(Sham(started, env.time, seat, lead))
        if pool.holder[lead] == seat and pool.followed[lead] == ends:
            pool.follows(lead)
        if env.instant_goes_on():
            env.schedule_at(pause, env.time, DISPATCH + seat)
            yield pause.again()
