"""The best value of a sweep in words, and windows of a claim pool that a run is too short to show."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from sim.report import caveats, figures, findings_sweep
from sim.report.view import View
from sim.results import beside
from sim.results.playbook import vary
from sim.results.run import Run
from sim.results.variants import sweep_key
from tests.results.conftest import hand_made

VALUES = (8.0, 16.0, 40.0, 80.0)
SWEEP = {"title": {"en": "Hours", "zh": "小时"}, "parameter": "market.demand.scale", "best_of": "a"}
POOL = {"pool": {"follow_up_hours": 40, "deal_hours": 480}, "policy": "claim-pool"}


def played(means: Sequence[float], lang: str, folder: Path, deviation: float = 1e4) -> View:
    """A view of a run whose scheme a earns these means at the values, give or take noise of each value's own."""
    rng = np.random.default_rng(3)
    noise = rng.standard_normal((20, len(VALUES)))
    noise -= noise.mean(axis=0)
    common = 1e6 * rng.standard_normal(20)
    samples = {
        sweep_key("window", value): {"today": common, "a": common + mean + deviation * noise[:, place]}
        for place, (value, mean) in enumerate(zip(VALUES, means, strict=True))
    }
    samples = {"main": {"today": common, "a": common + 1}, **samples}
    run = hand_made(samples, also={"sweeps": {"window": {**SWEEP, "values": list(VALUES)}}})
    return View(run, lang, folder)


def said(means: Sequence[float], folder: Path, lang: str = "en") -> str:
    view = played(means, lang, folder)
    found = beside.best_of_sweep(view.run, "window")
    assert found is not None
    return " ".join(findings_sweep.best(view, "window", found))


def test_the_values_that_may_be_best_are_named_and_where_the_top_lies(tmp_path: Path) -> None:
    text = said([0, 1e6, 1.001e6, 5e5], tmp_path)
    assert 'Of the 4 values tried on "Hours", a has its highest mean at **40** (20 replications)' in text
    assert "**the best of them is one of 16, 40**" in text
    assert "the top lies between 8 and 80" in text
    chinese = said([0, 1e6, 1.001e6, 5e5], tmp_path, "zh")
    assert "**其中真正最优的是以下之一：16、40**" in chinese and "最高点位于8与80之间" in chinese


def test_one_value_that_is_left_is_told_as_the_one_and_an_end_as_open(tmp_path: Path) -> None:
    assert "**of these, it is the one**" in said([0, 1e6, 2e6, 1e6], tmp_path)
    rising = said([0, 1e6, 2e6, 3e6], tmp_path)
    assert "highest value tried, 80, is among them" in rising and "lies between" not in rising
    assert "lowest value tried, 8, is among them" in said([3e6, 2e6, 1e6, 0], tmp_path)


def test_where_nothing_is_ruled_out_no_best_value_is_told(tmp_path: Path) -> None:
    text = said([0, 10, 20, 10], tmp_path)
    assert "**none of them can be ruled out**" in text and "lies between" not in text and "is one of" not in text


def test_steps_are_told_as_shown_or_not(tmp_path: Path) -> None:
    view = played([0, 1e6, 1e6, 5e5], "en", tmp_path)
    found = beside.best_of_sweep(view.run, "window")
    assert found is not None
    table = findings_sweep.steps(view, found)
    assert table["step"].tolist() == ["from 8 to 16", "from 16 to 40", "from 40 to 80"]
    assert table["outcome"].tolist() == ["rises", "neither a rise nor a fall is shown", "falls"]
    assert table["gain"].tolist() == pytest.approx([1e6, 0, -5e5], abs=1)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_picture_is_saved_in_both_formats_without_a_warning(tmp_path: Path, lang: str) -> None:
    view = played([0, 1e6, 1e6, 5e5], lang, tmp_path)
    found = beside.best_of_sweep(view.run, "window")
    assert found is not None
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        figures.best_value(view, "window", found)
    saved = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert saved == [f"best-window.{lang}.png", f"best-window.{lang}.svg"]


def test_a_sweep_that_asks_for_no_best_value_has_none(small_run: Run) -> None:
    assert beside.best_of_sweep(small_run, "load") is None


@pytest.mark.parametrize(
    ("weeks", "changes", "told"),
    [
        (52, {}, []),
        (8, {}, ["reclaim window for want of a deal of 480 business hours is longer than all that is measured (320)"]),
        (12, {}, []),
        (8, {"follow_up_hours": 400, "deal_hours": None}, ["for want of follow-up of 400 business hours"]),
        (8, {"enabled": False}, []),
    ],
)
def test_a_reclaim_window_beyond_what_is_measured_is_a_caveat(
    small_run: Run, tmp_path: Path, weeks: int, changes: dict[str, object], told: list[str]
) -> None:
    pooled = {f"schemes.{name}.routing": POOL for name in small_run.playbook.experiment.schemes}
    playbook = vary(small_run.playbook, {**pooled, "run.weeks": weeks})
    pool = {f"schemes.*.routing.pool.{key}": value for key, value in changes.items()}
    view = View(replace(small_run, playbook=vary(playbook, pool)), "en", tmp_path)
    found = [clause for clause in caveats.caveats(view) if "reclaim window" in clause]
    assert len(found) == len(told)
    assert all(part in clause for part, clause in zip(told, found, strict=True))
