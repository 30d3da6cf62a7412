"""A fault of the program never passes as a rep who stops working."""

from __future__ import annotations

import pytest

from sim.floor.clock import ARRIVAL, Clock, Pause


class Broken(Exception):
    """What goes wrong here."""


def test_a_fault_in_a_process_ends_the_run():
    clock, pause = Clock(), Pause()

    def rep():
        yield pause.again()
        raise Broken

    clock.process(rep())
    clock.at(3.0, ARRIVAL, 0, lambda _: clock.call(pause, 0))
    with pytest.raises(Broken):
        clock.play(10.0)
    assert clock.time == 3.0


def test_a_fault_before_a_process_first_waits_ends_the_run():
    def rep():
        raise Broken
        yield

    clock = Clock()
    clock.process(rep())
    with pytest.raises(Broken):
        clock.play(10.0)


def test_a_fault_in_what_the_clock_calls_ends_the_run():
    def breaks(_):
        raise Broken

    clock = Clock()
    clock.at(3.0, ARRIVAL, 0, breaks)
    with pytest.raises(Broken):
        clock.play(10.0)


def test_a_process_may_end():
    def rep():
        yield pause.again()

    clock, pause = Clock(), Pause()
    clock.process(rep())
    clock.at(3.0, ARRIVAL, 0, lambda _: clock.call(pause, 0))
    clock.play(10.0)
    assert clock.time == 10.0
