"""The collector rests while a floor runs, and is as it was before afterwards."""

from __future__ import annotations

import gc
import weakref

import pytest

from sim.floor.collector import collector_at_rest


@pytest.fixture(autouse=True)
def on_again():
    yield
    gc.unfreeze()
    gc.enable()


def collections():
    return sum(generation["collections"] for generation in gc.get_stats())


def test_nothing_is_searched_through_meanwhile_nor_right_afterwards():
    gc.enable()
    before = collections()
    with collector_at_rest():
        kept = [[number] for number in range(100_000)]
    more = [[number] for number in range(100)]
    assert collections() == before
    assert len(kept) + len(more) == 100_100


def test_what_was_made_meanwhile_is_still_collected_when_its_time_comes():
    class Mine(list):
        pass

    gone = []
    with collector_at_rest():
        one = Mine()
        one.append(one)
        weakref.finalize(one, gone.append, True)
        del one
    gc.collect()
    assert gone == [True]
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("on", [True, False])
def test_it_is_on_afterwards_if_it_was_before(on):
    (gc.enable if on else gc.disable)()
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        assert not gc.isenabled()
        _ = 1 / 0
    assert gc.isenabled() is on


def test_what_somebody_has_frozen_stays_frozen():
    gc.freeze()
    frozen = gc.get_freeze_count()
    with collector_at_rest():
        pass
    # What is frozen may still go when nobody holds it any more.
    assert gc.get_freeze_count() > frozen / 2 > 0
