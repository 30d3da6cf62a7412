"""The simulation clock: events at exact times, ordered by kind when times are equal.

At one instant completions come first, then expiries, then arrivals, then dispatch; within a kind, ties go by lead and
then seat. SimPy orders equal times by an integer priority, so the kind and the index are packed into one.
"""

from __future__ import annotations

from collections.abc import Callable
from heapq import heappush
from typing import Any

import simpy
from simpy.events import Event

TICK = 1
COMPLETION = 2 << 40
EXPIRY = 3 << 40
ARRIVAL = 4 << 40
DISPATCH = 5 << 40


class Moment(Event):
    """An event that has been decided and happens at a given time: SimPy's Timeout, with a priority and absolute time.

    `subject` is what the callback needs to know.
    """

    def __init__(
        self, env: Clock, time: float, priority: int, subject: Any = None, callback: Callable[[Any], None] | None = None
    ) -> None:
        self.env = env
        self.callbacks = [] if callback is None else [callback]
        self.subject = subject
        self._value = None
        self._ok = True
        self._defused = False
        env.schedule_at(self, time, priority)


class Wake(Event):
    """What an idle seat waits for."""

    def ring(self, env: Clock, seat: int) -> None:
        """Let the seat look for work at the end of this instant."""
        self._ok = True
        self._value = None
        env.schedule_at(self, env.now, DISPATCH + seat)


class Clock(simpy.Environment):
    """SimPy's environment, plus scheduling at an absolute time, so that equal times stay exactly equal."""

    def schedule_at(self, event: Event, time: float, priority: int) -> None:
        """Put the event on the heap at `time`, not at now plus a rounded difference."""
        entry: tuple[Any, ...] = (time, priority, next(self._eid), event)
        heappush(self._queue, entry)

    def instant_goes_on(self) -> bool:
        """Whether anything else is still to happen at this very time."""
        queue = self._queue
        return bool(queue) and queue[0][0] == self._now
