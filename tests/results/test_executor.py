"""Replications in parallel: the same bits whatever the workers and their order, and failures that surface."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.floor.simulate import simulate
from sim.inputs.errors import InputError, Problem
from sim.results import executor
from sim.results.executor import Played, Variant, default_workers, play, play_all
from sim.results.measures.kpis import kpis
from sim.results.variants import main_variants


@pytest.fixture
def variants(tiny) -> list[Variant]:
    main = main_variants(sim.load_playbook(tiny({"run": {"replications": 4}})))[0]
    return [main, replace(main, key="other", seed=8, replications=2)]


class Recorded:
    """Stands for a market: pickled into a worker, it tells where it was unpickled, or refuses."""

    def __init__(self, name: str, refuse: bool = False) -> None:
        self.name, self.refuse = name, refuse


def told_pid(variant: Variant, replication: int) -> Played:
    if variant.market.refuse and replication == 1:  # type: ignore[attr-defined]
        raise InputError(Problem("this one can't be played", where="a worker"))
    return Played(variant.key, replication, {"only": {"pid": float(os.getpid())}}, {"only": []})


def of(market: Recorded, variant: Variant, replications: int) -> Variant:
    return replace(variant, market=market, replications=replications)  # type: ignore[arg-type]


def test_two_workers_give_the_very_bits_of_one(variants):
    alone, alone_slices = play_all(variants, 1)
    together, together_slices = play_all(variants, 2)
    pd.testing.assert_frame_equal(alone, together, check_exact=True)
    pd.testing.assert_frame_equal(alone_slices, together_slices, check_exact=True)
    assert set(alone["variant"]) == {"main", "other"}
    assert len(alone_slices) > 0


def test_work_is_really_done_in_other_processes(variants, monkeypatch):
    monkeypatch.setattr(executor, "play", told_pid)
    frame, _ = play_all([of(Recorded("market"), variants[0], 8)], 2)
    pids = set(frame["value"])
    assert os.getpid() not in pids
    assert len(frame) == 8
    frame, _ = play_all([of(Recorded("market"), variants[0], 2)], 1)
    assert set(frame["value"]) == {float(os.getpid())}


def test_the_order_in_which_replications_end_changes_nothing(variants, monkeypatch):
    straight, _ = play_all(variants, 1)

    def backwards(jobs, workers):
        yield from reversed([play(variant, replication) for variant, replication in jobs])

    monkeypatch.setattr(executor, "_played", backwards)
    reverse, _ = play_all(variants, 1)
    pd.testing.assert_frame_equal(straight, reverse, check_exact=True)


@pytest.mark.parametrize("workers", [1, 2])
def test_what_a_replication_raises_is_raised_here(variants, monkeypatch, workers):
    monkeypatch.setattr(executor, "play", told_pid)
    with pytest.raises(InputError, match="this one can't be played") as raised:
        play_all([of(Recorded("market", refuse=True), variants[0], 4)], workers)
    assert raised.value.problems[0].where == "a worker"


def test_a_replication_is_what_simulate_gives_for_its_number(variants):
    variant = variants[1]
    frame, _ = play_all([variant], 1)
    scheme = variant.schemes["line"]
    ledger = simulate(variant.market, scheme, horizon=variant.horizon, seed=8, replication=1)
    part = frame[(frame["scheme"] == "line") & (frame["replication"] == 1)]
    found = dict(zip(part["kpi"], part["value"], strict=True))
    assert found == pytest.approx(kpis(ledger), rel=0, abs=0, nan_ok=True)


def test_progress_is_told_after_each_replication(variants):
    told: list[int] = []
    play_all(variants, 1, told.append)
    assert told == [1, 2, 3, 4, 5, 6]


def test_nothing_played_has_the_columns_and_types_of_something_played(variants):
    """Else a table that is put together from both has other types than one that is read again."""
    for nothing, something in zip(play_all([], 1), play_all(variants, 1), strict=True):
        assert len(nothing) == 0
        assert nothing.dtypes.to_dict() == something.dtypes.to_dict()


def test_variants_are_made_ready_while_those_before_them_are_played(variants, monkeypatch):
    monkeypatch.setattr(executor, "play", told_pid)
    events: list[str] = []

    def one_by_one():
        for variant in variants:
            events.append(f"ready {variant.key}")
            yield of(Recorded("market"), variant, 2)

    play_all(one_by_one(), 1, lambda done: events.append(f"played {done}"))
    assert events == ["ready main", "played 1", "played 2", "ready other", "played 3", "played 4"]


def test_a_script_needs_no_guard_against_running_twice(tiny, tmp_path: Path):
    script = tmp_path / "script.py"
    script.write_text(
        "import sim\n"
        "print('once')\n"
        f"run = sim.run(sim.load_playbook({str(tiny())!r}), out={str(tmp_path / 'run')!r}, workers=2)\n"
        "print(len(run.kpis) > 0)\n"
    )
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("once\nTrue\n", "", 0)


def test_default_workers_are_the_processors_that_this_process_may_use():
    assert default_workers() == len(os.sched_getaffinity(0))
