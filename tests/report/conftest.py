"""A small run of the large playbook, played once for each process of tests, and the same with other results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

import sim
from sim.report.view import View
from sim.results.run import Run

SMALL = {
    "run.weeks": 8,
    "run.warm_up_weeks": 2,
    "run.follow_up_weeks": 4,
    "run.replications": 3,
    "market.demand.scale": 0.4,
    "also.null_replications": 2,
    "also.steady_replications": 2,
    "also.breakdown_replications": 2,
    "also.robustness_replications": 2,
    "also.sweeps.team-size.replications": 2,
    "also.sweeps.learning.replications": 2,
    "also.sweeps.load.replications": 2,
}
NOISE = (-2e4, 3e4, -1e4)
Arranged = Callable[[Mapping[str, float]], Run]


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sim.run(
        sim.load_playbook("org-design", overrides=SMALL), out=tmp_path_factory.mktemp("run") / "r", workers=1
    )


@pytest.fixture(scope="session")
def arranged(small_run: Run) -> Arranged:
    """The small run with the contribution of each scheme set, in every variant, give or take a little noise."""

    def arrange(contributions: Mapping[str, float]) -> Run:
        frame = small_run.variants.copy()
        rows = frame["kpi"] == "contribution"
        order = {name: index for index, name in enumerate(small_run.playbook.experiment.schemes)}
        noise = [
            NOISE[(replication + order[scheme]) % len(NOISE)] * (1 + order[scheme] / 7)
            for scheme, replication in zip(frame.loc[rows, "scheme"], frame.loc[rows, "replication"], strict=True)
        ]
        frame.loc[rows, "value"] = frame.loc[rows, "scheme"].map(lambda name: contributions.get(name, 1e6)) + noise
        return replace(small_run, variants=frame)

    return arrange


@pytest.fixture
def view_of(tmp_path: Path) -> Callable[[Run, str], View]:
    return lambda run, lang: View(run, lang, tmp_path)


def frame_is_finite(frame: pd.DataFrame) -> bool:
    """Whether every number of a frame is a number."""
    return bool(frame.select_dtypes("number").notna().all(axis=None))
