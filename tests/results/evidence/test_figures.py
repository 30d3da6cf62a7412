"""Figures of the evidence and their intervals, held against closed forms, constructed numbers and a bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.inputs.models.evidence import Check
from sim.results.evidence.figures import estimate


def check(figure, schemes, **rest):
    rule = {} if "sign" in rest else {"within": (0.0, 1.0)}
    return Check(title="t", experiment="e", figure=figure, of="revenue", schemes=schemes, **rule, **rest)


def sized(figure, means_of, sizes, noise=0.0):
    rng = np.random.default_rng(5)
    names = [f"s{index}" for index in range(len(sizes))]
    values = {n: (means_of(s) + noise * rng.normal(size=20)).tolist() for n, s in zip(names, sizes, strict=True)}
    return estimate(check(figure, names, sizes=sizes), values, 0.95)


def test_the_interval_of_a_mean_is_students():
    values = np.random.default_rng(1).gamma(2.0, 3.0, 15)
    found = estimate(check("mean", ["a"]), {"a": values.tolist()}, 0.9)
    low, high = stats.t.interval(0.9, 14, values.mean(), stats.sem(values))
    assert (found.value, found.low, found.high, found.n) == pytest.approx((values.mean(), low, high, 15))


def test_a_double_difference_is_of_four_schemes():
    values = {"a": [10.0, 11.0], "b": [7.0, 7.0], "c": [5.0, 5.0], "d": [4.0, 3.0]}
    found = estimate(check("double-difference", ["a", "b", "c", "d"]), values, 0.95)
    assert found.value == pytest.approx(3.5 - 1.5)


def test_a_difference_is_paired_by_replication():
    rng = np.random.default_rng(2)
    common = rng.normal(100, 30, 12)
    ours, theirs = common + rng.normal(2, 1, 12), common
    found = estimate(check("difference", ["a", "b"]), {"a": ours.tolist(), "b": theirs.tolist()}, 0.95)
    low, high = stats.t.interval(0.95, 11, (ours - theirs).mean(), stats.sem(ours - theirs))
    assert (found.value, found.low, found.high) == pytest.approx(((ours - theirs).mean(), low, high))


def test_a_relative_gain_is_of_means_and_as_sure_as_a_bootstrap_says():
    rng = np.random.default_rng(3)
    theirs = rng.gamma(20.0, 5.0, 200)
    ours = 1.1 * theirs + rng.normal(0, 10, 200)
    found = estimate(check("relative", ["a", "b"]), {"a": ours.tolist(), "b": theirs.tolist()}, 0.95)
    assert found.value == pytest.approx(ours.mean() / theirs.mean() - 1)
    picks = rng.integers(0, 200, (4000, 200))
    again = ours[picks].mean(axis=1) / theirs[picks].mean(axis=1) - 1
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * again.std(), rel=0.06)


def test_elasticity_is_the_exponent_of_a_power_law():
    found = sized("elasticity", lambda size: 7.0 * size**0.34, [0.5, 1.0, 1.5, 2.0])
    assert found.value == pytest.approx(0.34)
    assert found.low == pytest.approx(found.high)


def test_the_loss_beside_the_best_is_that_of_the_parabola():
    best, step = 1.1, np.log(1.15)
    found = sized("loss-beside-best", lambda size: 50.0 - 8.0 * np.log(size / best) ** 2, [0.7, 0.9, 1.1, 1.3, 1.6])
    assert found.value == pytest.approx(8.0 * step**2 / 50.0)


@pytest.mark.parametrize(
    "means_of", [lambda size: size, lambda size: 50.0 + np.log(size) ** 2], ids=["rises", "valley"]
)
def test_without_a_best_size_between_the_others_there_is_no_loss_to_tell(means_of):
    assert np.isnan(sized("loss-beside-best", means_of, [0.7, 0.9, 1.1, 1.3]).value)


def test_noise_makes_no_loss():
    found = sized(
        "loss-beside-best", lambda size: 50.0 - 8.0 * np.log(size) ** 2, [0.6, 0.8, 1.0, 1.25, 1.6], noise=1.0
    )
    exact = 8.0 * np.log(1.15) ** 2 / 50.0
    assert found.low < exact < found.high


@pytest.mark.parametrize("values", [[1.0], [1.0, np.nan], [1.0, np.inf]], ids=["one", "none", "infinite"])
def test_what_cannot_be_judged_is_refused(values):
    with pytest.raises(ValueError, match="revenue"):
        estimate(check("mean", ["a"]), {"a": values}, 0.95)
