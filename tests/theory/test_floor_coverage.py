"""The promise of joint intervals where samples are not normal draws but a small floor with every mechanism at work.

The truth is the mean of 20,000 replications of their own; each macro-replication then has fresh ones, used once.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.results.decide.intervals import Floats, simultaneous_differences
from sim.results.executor import Variant, play
from tests.builders import market_of, stage
from tests.properties.whole_worlds import BY_SIZE, EVERYTHING, RICH, organisation

TRUTH_REPLICATIONS = 20_000
MACRO_REPLICATIONS, N = 1000, 10
LEADS_A_YEAR = 870  # 200 in twelve weeks.
STAGES = {
    "call": stage(
        2.5, 0.4, patience_hours=30, response_decay=0.3, thinking_hours=6, reveals_need=0.5, on_site_share=0.2
    ),
    "close": stage(4, 0.5, patience_hours=80, response_decay=0.1, thinking_hours=8, fit_weight=1, on_site_share=0.3),
}


def busy_market() -> Market:
    """Two hundred leads in twelve weeks, two stages, every mechanism on."""
    demand = {**RICH["demand"], "leads_per_year": LEADS_A_YEAR}
    return market_of(STAGES, {name: {} for name in EVERYTHING}, **{**RICH, "demand": demand})


def organisations() -> dict[str, Scheme]:
    """Four people as generalists, as specialists by size, and as an assembly line."""
    everyone = {"call": "rep", "close": "rep"}
    return {
        "today": organisation({"rep": 4}, everyone),
        "specialists": organisation({"rep": 4}, everyone, segmentation=BY_SIZE),
        "line": organisation({"sdr": 2, "ae": 2}, {"call": "sdr", "close": "ae"}),
    }


def contributions(first: int, count: int) -> Floats:
    """(count, 3) contributions a year, of the replications from `first` on, a column for each organisation."""
    market = busy_market()
    resolved = resolve_schemes(market, organisations(), "today")
    variant = Variant("floor", market, resolved, Horizon(2, 10, 4), 20260101, first + count)
    played = (play(variant, replication).kpis for replication in range(first, first + count))
    return np.array([[kpis[name]["contribution"] for name in resolved] for kpis in played])


def differences_of(samples: Floats) -> Floats:
    """(n, pairs): one column for each unordered pair."""
    i, j = np.triu_indices(samples.shape[1], 1)
    return samples[:, i] - samples[:, j]


@pytest.mark.slow
def test_joint_intervals_cover_the_truth_of_a_floor_as_often_as_promised() -> None:
    known = differences_of(contributions(0, TRUTH_REPLICATIONS))
    truth = known.mean(axis=0)
    # How far the truth itself may be off, all pairs together, with 99 %.
    pairs = known.shape[1]
    off = stats.norm.isf(0.005 / pairs) * known.std(axis=0, ddof=1) / sqrt(TRUTH_REPLICATIONS)

    fresh = contributions(TRUTH_REPLICATIONS, MACRO_REPLICATIONS * N).reshape(MACRO_REPLICATIONS, N, -1)
    covered = surely = possibly = one_by_one = 0
    student = stats.t.isf(0.025, N - 1)
    for number, samples in enumerate(fresh):
        found = simultaneous_differences(samples, seed=number)
        i, j = np.triu_indices(samples.shape[1], 1)
        mean, half = found.mean[i, j], found.critical * found.deviation[i, j] / sqrt(N)
        away = np.abs(mean - truth)
        covered += bool((away <= half).all())
        surely += bool((away + off <= half).all())
        possibly += bool((away - off <= half).all())
        one_by_one += bool((away <= half * student / found.critical).all())
    shares = np.array([covered, surely, possibly, one_by_one]) / MACRO_REPLICATIONS
    skewness = stats.skew(known, axis=0)
    print(
        f"truth {truth.round()} +- {off.round()}, deviations {known.std(axis=0).round()}, skewness {skewness.round(2)}"
    )
    print("joint coverage {:.4f}, whatever the truth within its error {:.4f} to {:.4f}; alone {:.4f}".format(*shares))

    assert shares[1] >= 0.93
    assert shares[2] <= 0.97
    # Intervals that hold one by one do not hold together, and the study sees that.
    assert shares[3] < 0.93
