"""Clocks of service levels: one moment for all that wait for the same step, since what waited first is due first."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable

from sim.floor.clock import EXPIRY, Clock, Moment

Entry = tuple[float, int, float]
"""When it is due, the number of what waits, and since when it does."""


class Timers:
    """For each step, in the order in which they are due, those that may still wait when it is.

    `waits(number, since)` tells whether something still waits as it did; `fires(step, number, since)` takes the step.
    The next moment is set for the first that still waits, so that those which were worked in time cost no moment.
    """

    __slots__ = ("_due", "_env", "_fires", "_waits")

    def __init__(
        self, env: Clock, waits: Callable[[int, float], bool], fires: Callable[[Hashable, int, float], None]
    ) -> None:
        self._env = env
        self._waits = waits
        self._fires = fires
        self._due: dict[Hashable, deque[Entry]] = {}

    def set(self, step: Hashable, number: int, since: float, hours: float) -> None:
        """Whatever waits is due for a step so many hours after it began to wait: always the same for one step."""
        due = self._due.get(step)
        if due is None:
            due = self._due[step] = deque()
        due.append((since + hours, number, since))
        if len(due) == 1:
            self._env.at(since + hours, EXPIRY + number, step, self._falls_due)

    def _falls_due(self, moment: Moment) -> None:
        step = moment.subject
        due = self._due[step]
        _, number, since = due[0]
        if self._waits(number, since):
            self._fires(step, number, since)
        due.popleft()
        while due and not self._waits(due[0][1], due[0][2]):
            due.popleft()
        if due:
            time, number, _ = due[0]
            self._env.again(moment, time, EXPIRY + number, step, self._falls_due)
