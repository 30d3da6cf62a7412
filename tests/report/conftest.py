"""A small run of the large playbook, played once for each process of tests, and the same with other results."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

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
    "also.market_replications": 2,
    "also.steady_replications": 2,
    "also.breakdown_replications": 2,
    "also.robustness_replications": 2,
    "also.sweeps.team-size.replications": 2,
    "also.sweeps.learning.replications": 2,
    "also.sweeps.load.replications": 2,
    "also.sweeps.context.replications": 2,
    "also.sweeps.pay-response.replications": 2,
    "also.sweeps.team-size.schemes": ["today", "by-customer", "by-need", "by-product"],
}
NOISE = (-2e4, 3e4, -1e4)
QUICK = (1.0, 1.1, 0.9)
SLOW = (20.0, 21.0, 19.0)
UNCLEAR = (7.0, 9.0, 7.5)
"""Median response in hours of a scheme that keeps the bound of 8, breaks it, or can't be shown to do either."""
OTHERS = (
    "one-offer", "by-customer", "assembly-line", "pods", "by-region", "by-product", "market-then-product",
    "accelerator", "balanced", "three-areas", "crm", "together",
)  # fmt: skip
NOBODY: Mapping[str, Sequence[float]] = {}


class Arranged(Protocol):
    """Make the small run with other results."""

    def __call__(
        self, contributions: Mapping[str, float], hours: Mapping[str, Sequence[float]] = ..., replications: int = ...
    ) -> Run: ...


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return sim.run(
        sim.load_playbook("org-design", overrides=SMALL), out=tmp_path_factory.mktemp("run") / "r", workers=1
    )


@pytest.fixture(scope="session")
def arranged(small_run: Run) -> Arranged:
    """The small run with the contribution of each scheme set, in every variant, give or take a little noise.

    Every scheme answers in an hour, which keeps the bound, but for those in `hours` (one figure for each replication);
    `replications` leaves the first ones.
    """

    def arrange(
        contributions: Mapping[str, float], hours: Mapping[str, Sequence[float]] = NOBODY, replications: int = 3
    ) -> Run:
        frame = small_run.variants
        frame = frame[frame["replication"] < replications].copy()
        waits = frame["kpi"] == "median_response_hours"
        frame.loc[waits, "value"] = [
            hours.get(scheme, QUICK)[replication % 3]
            for scheme, replication in zip(frame.loc[waits, "scheme"], frame.loc[waits, "replication"], strict=True)
        ]
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


def controlled(run: Run) -> Run:
    """The run with three areas as the control of the customer way's schemes, and today as that of the others."""
    ways = {
        "customer": {"by-customer": "three-areas", "by-need": "three-areas"},
        "process": ["assembly-line"],
        "product": ["by-product"],
    }
    experiment = run.playbook.experiment.model_copy(update={"ways": ways})
    return replace(run, playbook=replace(run.playbook, experiment=experiment))


def turning(arranged: Arranged, gains: Mapping[float, float], noise: Sequence[float] = NOISE, main: float = 0.0) -> Run:
    """A run in which By need leads the comparison and gains so much over today at each budget of the team-size sweep.

    `main` is its gain in the comparison; `noise` is added to its gain, replication by replication.
    """
    run = arranged({"by-need": 1e6, **dict.fromkeys(OTHERS, -30e6)})
    frame = run.variants
    rows = (frame["kpi"] == "contribution") & frame["scheme"].isin(["today", "by-need"])
    here = {"main": main, **{f"sweep team-size {value!r}": gain for value, gain in gains.items()}}
    for variant, gain in here.items():
        inside = rows & (frame["variant"] == variant)
        own = frame.loc[inside, "replication"].map(dict(enumerate(noise)))
        frame.loc[inside, "value"] = 1e6 + (gain + own) * (frame.loc[inside, "scheme"] == "by-need")
    return run


def frame_is_finite(frame: pd.DataFrame) -> bool:
    """Whether every number of a frame is a number."""
    return bool(frame.select_dtypes("number").notna().all(axis=None))
