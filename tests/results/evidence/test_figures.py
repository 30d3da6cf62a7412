"""Figures of the evidence and their intervals, held against closed forms, constructed numbers and a bootstrap."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from sim.inputs.models.evidence import Check
from sim.results.evidence.figures import estimate


def check(figure, schemes):
    return Check(title="t", experiment="e", figure=figure, of="revenue", schemes=schemes, within=(0.0, 1.0))


def estimated(figure, values, heads=None, confidence=0.95):
    return estimate(check(figure, list(values)), values, heads or dict.fromkeys(values, 1), confidence)


def test_the_interval_of_a_mean_is_students():
    values = np.random.default_rng(1).gamma(2.0, 3.0, 15)
    found = estimated("mean", {"a": values.tolist()}, confidence=0.9)
    low, high = stats.t.interval(0.9, 14, values.mean(), stats.sem(values))
    assert (found.value, found.low, found.high, found.n) == pytest.approx((values.mean(), low, high, 15))


def test_a_double_difference_is_of_four_schemes():
    values = {"a": [10.0, 11.0], "b": [7.0, 7.0], "c": [5.0, 5.0], "d": [4.0, 3.0]}
    found = estimated("double-difference", values)
    assert found.value == pytest.approx(3.5 - 1.5)


def test_a_difference_is_paired_by_replication():
    rng = np.random.default_rng(2)
    common = rng.normal(100, 30, 12)
    ours, theirs = common + rng.normal(2, 1, 12), common
    found = estimated("difference", {"a": ours.tolist(), "b": theirs.tolist()})
    low, high = stats.t.interval(0.95, 11, (ours - theirs).mean(), stats.sem(ours - theirs))
    assert (found.value, found.low, found.high) == pytest.approx(((ours - theirs).mean(), low, high))


def test_a_relative_gain_is_of_means_and_as_sure_as_a_bootstrap_says():
    rng = np.random.default_rng(3)
    theirs = rng.gamma(20.0, 5.0, 200)
    ours = 1.1 * theirs + rng.normal(0, 10, 200)
    found = estimated("relative", {"a": ours.tolist(), "b": theirs.tolist()})
    assert found.value == pytest.approx(ours.mean() / theirs.mean() - 1)
    picks = rng.integers(0, 200, (4000, 200))
    again = ours[picks].mean(axis=1) / theirs[picks].mean(axis=1) - 1
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * again.std(), rel=0.06)


def test_elasticity_is_the_exponent_of_a_power_law_of_heads():
    heads = {"few": 20, "some": 40, "many": 60}
    found = estimated("elasticity", {name: [7.0 * count**0.34] * 5 for name, count in heads.items()}, heads)
    assert found.value == pytest.approx(0.34)
    assert found.low == pytest.approx(found.high)


def test_what_the_worse_neighbour_of_the_best_loses_is_measured_where_it_was_not_chosen():
    # By the even replications b is the best and a the worse neighbour, by the odd ones c is the best, beside b alone.
    values = {"a": [1.0, 5.0, 1.0, 5.0], "b": [9.0, 6.0, 9.0, 6.0], "c": [4.0, 8.0, 4.0, 8.0]}
    # b less a on the odd ones: 1, 1, of 6; c less b on the even ones: -5, -5, of 4.
    found = estimated("loss-beside-best", values)
    assert found.value == pytest.approx((1 + 1 - 5 - 5) / (6 + 6 + 4 + 4))
    low, high = stats.t.interval(0.95, 3, -2.0, stats.sem([1, 1, -5, -5]))
    assert (found.low, found.high) == pytest.approx((low / 5, high / 5))


def test_the_best_of_sizes_that_are_alike_loses_nothing_on_average():
    """Where chance alone tells the best, its neighbours are as good: the best of noisy means would lose some."""
    rng = np.random.default_rng(7)
    found, naive = [], []
    for _ in range(300):
        table = 50.0 + rng.normal(0, 2.0, (7, 20))
        found.append(
            estimated("loss-beside-best", {str(row): values.tolist() for row, values in enumerate(table)}).value
        )
        means = table.mean(axis=1)
        best = int(means.argmax())
        naive.append(1 - min(means[index] for index in (best - 1, best + 1) if 0 <= index < 7) / means[best])
    assert np.mean(found) == pytest.approx(0.0, abs=3 * np.std(found) / np.sqrt(300))
    assert np.mean(naive) > 0.01


@pytest.mark.parametrize("values", [[1.0], [1.0, np.nan], [1.0, np.inf]], ids=["one", "none", "infinite"])
def test_what_cannot_be_judged_is_refused(values):
    with pytest.raises(ValueError, match="revenue"):
        estimated("mean", {"a": values})


def test_a_figure_that_splits_replications_asks_for_four():
    with pytest.raises(ValueError, match="3 replications of revenue, expected 4"):
        estimated("loss-beside-best", {name: [1.0, 2.0, 3.0] for name in "abc"})
