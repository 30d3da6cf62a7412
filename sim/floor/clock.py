"""The simulation clock: events at exact times, ordered by kind when times are equal.

At one instant completions come first, then expiries, then arrivals, then dispatch; within a kind, ties go by lead and
then seat. SimPy orders equal times by an integer priority, so the kind and the index are packed into one.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from heapq import heappop, heappush
from typing import Any, cast

import simpy
from simpy.events import NORMAL, Event, EventPriority, Process

TICK = 1
COMPLETION = 2 << 40
EXPIRY = 3 << 40
ARRIVAL = 4 << 40
DISPATCH = 5 << 40


class Moment:
    """Something that has been decided and happens at a given time: SimPy's Timeout without what a callback never reads.

    `subject` is what the callback needs to know. SimPy asks of an event its callbacks, whether it is ok, and its value.
    """

    __slots__ = ("callbacks", "subject")
    _ok = True
    _value = None

    def __init__(self, subject: Any, callback: Callable[[Any], None]) -> None:
        self.callbacks: tuple[Callable[[Any], None], ...] | None = (callback,)
        self.subject = subject


class Pause:
    """What a rep's process waits for, over and over: the end of a task, or a call to work."""

    __slots__ = ("callbacks",)
    _ok = True
    _value = None

    def __init__(self) -> None:
        self.callbacks: list[Callable[[Any], None]] | None = []

    def again(self) -> Event:
        """Ready to be waited for anew; a process may yield it as it may any event."""
        self.callbacks = []
        return cast(Event, self)


class Faults(simpy.Environment):
    """SimPy's environment, in which a process's fault raises: `step` would raise it, which `play` does without."""

    def schedule(self, event: Event, priority: EventPriority = NORMAL, delay: float = 0) -> None:
        """SimPy's own way to put something on the heap: a process that begins, or that has ended."""
        if isinstance(event, Process) and not event.ok:
            raise cast(BaseException, event.value)
        super().schedule(event, priority, delay)


class Clock:
    """SimPy's environment and processes, plus scheduling at an absolute time, so that equal times stay exactly equal.

    `time` is its `now`, and `pending` the heap of what is still to happen, as plain attributes: each task reads both.
    """

    __slots__ = ("environment", "number", "pending", "time")

    def __init__(self) -> None:
        self.environment = Faults()
        self.time = 0.0
        self.pending: list[Any] = self.environment._queue
        # SimPy numbers what it puts on the heap itself from 0 on.
        self.number = 1 << 40

    def process(self, generator: Generator[Event, Any, None]) -> None:
        """Begin a process at once."""
        self.environment.process(generator)

    def schedule_at(self, event: Moment | Pause, time: float, priority: int) -> None:
        """Put the event on the heap at `time`, not at now plus a rounded difference."""
        self.number = number = self.number + 1
        entry: tuple[Any, ...] = (time, priority, number, event)
        heappush(self.pending, entry)

    def at(self, time: float, priority: int, subject: Any, callback: Callable[[Moment], None]) -> None:
        """Call `callback` with a moment that carries the subject."""
        self.number = number = self.number + 1
        entry: tuple[Any, ...] = (time, priority, number, Moment(subject, callback))
        heappush(self.pending, entry)

    def again(
        self, moment: Moment, time: float, priority: int, subject: Any, callback: Callable[[Moment], None]
    ) -> None:
        """As `at`, with a moment that has just happened, which spares the making of a new one."""
        moment.subject, moment.callbacks = subject, (callback,)
        self.number = number = self.number + 1
        entry: tuple[Any, ...] = (time, priority, number, moment)
        heappush(self.pending, entry)

    def instant_goes_on(self) -> bool:
        """Whether anything else is still to happen at this very time."""
        pending = self.pending
        return bool(pending) and pending[0][0] == self.time

    def call(self, pause: Pause, priority: int) -> None:
        """End a pause at the end of this instant: at once where nothing else happens in it."""
        pending = self.pending
        if pending and pending[0][0] == self.time:
            self.schedule_at(pause, self.time, priority)
        else:
            callbacks, pause.callbacks = pause.callbacks or [], None
            for callback in callbacks:
                callback(pause)

    def play(self, until: float) -> None:
        """`run(until)`: SimPy's own loop, `step` after `step`, without a function call for each event.

        No event on the heap can have failed (a callback's fault raises, and `schedule` raises a process's), so there
        is none to look after.
        """
        queue, environment = self.pending, self.environment
        while queue and queue[0][0] < until:
            now, _, _, event = heappop(queue)
            environment._now = self.time = now
            callbacks, event.callbacks = event.callbacks, None
            for callback in callbacks:
                callback(event)
        environment._now = self.time = until
