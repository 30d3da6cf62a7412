"""Clocks of service levels: one moment for all that wait for a step, which falls on those that still wait, in time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from sim.floor.clock import ARRIVAL, Clock
from sim.floor.timers import Timers


class Counting(Clock):
    """A clock that counts the moments that are set on it."""

    moments = 0

    def at(self, *what: Any) -> None:
        """One more."""
        self.moments += 1
        super().at(*what)

    def again(self, *what: Any) -> None:
        """One more."""
        self.moments += 1
        super().again(*what)


def play(waiting: dict[int, tuple[float, float]], hours: float) -> tuple[list[tuple[float, Hashable, int]], int]:
    """What fired (clock, step, number) for things that wait from a clock to another, and how many moments that took."""
    env = Counting()
    fired: list[tuple[float, Hashable, int]] = []

    def waits(number: int, since: float) -> bool:
        return waiting[number][0] == since and env.time < waiting[number][1]

    def fires(step: Hashable, number: int, since: float) -> None:
        assert since == waiting[number][0]
        fired.append((env.time, step, number))

    timers = Timers(env, waits, fires)
    for number, (since, _) in waiting.items():
        env.at(since, ARRIVAL + number, (number, since), lambda moment: timers.set("step", *moment.subject, hours))
    before = env.moments
    env.play(100)
    return fired, env.moments - before


def test_each_that_waits_long_enough_is_told_at_its_own_time() -> None:
    assert play({0: (0, 9), 1: (1, 9), 2: (1.5, 9)}, 4)[0] == [(4, "step", 0), (5, "step", 1), (5.5, "step", 2)]


def test_who_was_worked_in_time_is_not_told_and_delays_nobody() -> None:
    assert play({0: (0, 3), 1: (1, 9), 2: (2, 4), 3: (3, 9)}, 4)[0] == [(5, "step", 1), (7, "step", 3)]


def test_what_is_over_exactly_when_it_is_due_is_not_told() -> None:
    assert play({0: (0, 4), 1: (1, 6)}, 4)[0] == [(5, "step", 1)]


def test_who_comes_after_all_were_worked_is_told_too() -> None:
    assert play({0: (0, 1), 1: (10, 30)}, 4)[0] == [(14, "step", 1)]


def test_those_that_are_worked_in_time_cost_no_moment() -> None:
    # A hundred within ten hours: the first is waited for until 4, the one that then waits until 8, and so on.
    busy = {number: (number / 10, number / 10 + 0.05) for number in range(100)}
    assert play(busy, 4) == ([], 3)
