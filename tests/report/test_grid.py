"""The table of a grid: each point decided by the playbook's own rule, its parameters in the reader's words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.report import words
from sim.report.grid import grid
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

NOISE = np.array([0.0, 2.0, -1.0, 1.5])
OWN = np.array([0.1, -0.2, 0.15, -0.05])
SCALE = "market.demand.scale"


def run_of(own: float) -> Run:
    """Today, and a greedy scheme that earns most at both points of a grid and breaks the bound at the second."""
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN},
        "grid 0": {"today": 10 + NOISE, "a": 15 + NOISE + OWN},
        "grid 1": {"today": 20 + NOISE, "a": 90 + NOISE + OWN},
        "main/median_response_hours": {"today": 5 + OWN, "a": 5 + OWN},
        "grid 0/median_response_hours": {"today": 5 + OWN, "a": 5 + OWN},
        "grid 1/median_response_hours": {"today": 5 + OWN, "a": 20 + OWN},
    }
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    run = hand_made(samples, decision=rule)
    return replace(run, playbook=replace(run.playbook, grid=({SCALE: 0.5}, {SCALE: own})))


def test_each_point_is_decided_by_the_rule_with_its_bounds_beside_the_comparison(tmp_path: Path) -> None:
    run = run_of(2.0)
    table = grid(View(run, "en", tmp_path))
    assert table["best"].tolist() == ["a", "a", "today"]
    assert table["gain"].tolist() == pytest.approx([2, 5, 0])
    assert table["n"].tolist() == [4, 4, 4]
    assert table["outcome"].tolist() == ["shown to be best"] * 3
    joint = run.verdict.differences.set_index(["first", "second"]).loc[("a", "today")]
    assert (table["low"][0], table["high"][0]) == (joint["low"], joint["high"])


@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_parameters_have_names_instead_of_keys(tmp_path: Path, lang: str) -> None:
    points = grid(View(run_of(2.0), lang, tmp_path))["point"].tolist()
    assert not any(SCALE in point for point in points)
    assert [point.rpartition("= ")[2] for point in points] == ["1.0", "0.5", "2.0"]


def test_a_point_may_change_the_rule_itself(tmp_path: Path) -> None:
    run = run_of(2.0)
    point = {"decision.confidence": 0.5}
    narrow = grid(View(replace(run, playbook=replace(run.playbook, grid=({SCALE: 0.5}, point))), "en", tmp_path))
    same = {**{f"grid {i}": "main" for i in range(2)}}
    frame = run.variants[run.variants["variant"] == "main"]
    again = replace(run, variants=pd.concat([frame, *(frame.assign(variant=key) for key in same)]))
    table = grid(View(replace(again, playbook=replace(run.playbook, grid=({SCALE: 0.5}, point))), "en", tmp_path))
    assert table["gain"].nunique() == 1
    width = (table["high"] - table["low"]).tolist()
    assert width[0] == width[1] > width[2]
    assert len(narrow) == 3
