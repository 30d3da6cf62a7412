"""How much waits at each desk for whoever is free, kept as it changes: an overflow step looks for the shortest queue.

A queue may still hold what has moved or been taken up elsewhere, so its length does not tell; to look through it at
every step would take the longer the more waits, at every one of ever more steps.
"""

from __future__ import annotations

from heapq import heappop, heappush
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.floor.plan import FloorPlan


def backlog_of(plan: FloorPlan) -> Backlog | None:
    """What the floor counts by; None where no step of a service level asks, and where nothing ever waits."""
    levels = [stage.sla_steps for stage in plan.stages]
    if plan.accounts is not None:
        levels.extend(plan.accounts.sla_steps)
    asked = any(action == "overflow" for steps in levels for _, action in steps)
    return Backlog(len(plan.desks)) if asked and not plan.unlimited else None


class Backlog:
    """Leads and cases by number; what waits for one seat alone is no part of it."""

    __slots__ = ("_counts", "_ends", "_where")

    def __init__(self, desks: int) -> None:
        self._counts = [0] * desks
        # The desk where each waits, and the ticket with which it does.
        self._where: dict[int, tuple[int, int]] = {}
        # (clock, number, ticket): nothing happens on the floor when patience ends, so that it is looked up here.
        self._ends: list[tuple[float, int, int]] = []

    def waits(self, number: int, desk: int, ticket: int, gives_up: float) -> None:
        """From now on it waits for whoever of this desk is free, until `gives_up` at most; until now it did nowhere."""
        self._where[number] = (desk, ticket)
        self._counts[desk] += 1
        if gives_up < inf:
            heappush(self._ends, (gives_up, number, ticket))

    def waits_no_more(self, number: int) -> None:
        """Somebody has taken it up, it waits for one seat alone, or it is withdrawn; nothing if it waited nowhere."""
        found = self._where.pop(number, None)
        if found is not None:
            self._counts[found[0]] -= 1

    def at(self, desk: int, now: float) -> int:
        """How much waits there; whose patience ends at this very time does not."""
        ends = self._ends
        while ends and ends[0][0] <= now:
            _, number, ticket = heappop(ends)
            found = self._where.get(number)
            if found is not None and found[1] == ticket:
                self.waits_no_more(number)
        return self._counts[desk]
