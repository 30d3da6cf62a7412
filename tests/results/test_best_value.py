"""The best of several values: which is ahead, which others may be, and by how much, against constructed numbers."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim.results.decide.best_value import best_value
from sim.results.decide.intervals import critical_value

WINDOWS = np.array([10.0, 20.0, 40.0, 80.0])


def noisy(means: list[float], deviation: float, n: int, seed: int = 1) -> np.ndarray:
    """Samples with exactly these means, noise of each value's own, and noise that all share."""
    rng = np.random.default_rng(seed)
    own = rng.standard_normal((n, len(means)))
    own -= own.mean(axis=0)
    return np.array(means) + deviation * own + 50 * rng.standard_normal((n, 1))


def test_the_highest_mean_is_the_best_and_those_shown_below_it_are_ruled_out():
    found = best_value(WINDOWS, noisy([0, 9, 10, 2], 1, 30))
    assert found.best == 40
    assert found.kept == (20, 40) or found.kept == (40,)
    assert best_value(WINDOWS, noisy([0, 9.9, 10, 2], 1, 30)).kept == (20, 40)
    assert best_value(WINDOWS, noisy([0, 2, 10, 2], 1, 30)).kept == (40,)
    assert best_value(WINDOWS, noisy([0, 2, 10, 2], 1, 30)).around == (20, 80)


def test_two_values_are_student_one_sided():
    # By hand: differences 1, 2, 3, 6 have mean 3 and deviation sqrt(14/3); of one value, a one-sided t with 3 degrees.
    samples = np.array([[5.0, 6.0], [1.0, 3.0], [2.0, 5.0], [0.0, 6.0]])
    half = stats.t.isf(0.05, 3) * sqrt(14 / 3) / 2
    found = best_value(np.array([1.0, 2.0]), samples)
    assert 3 - half > 0
    assert (found.best, found.kept) == (2, (2,))
    (step,) = found.steps
    two_sided = stats.t.isf(0.025, 3) * sqrt(14 / 3) / 2
    assert (step.below, step.above) == (1, 2)
    assert (step.mean, step.low, step.high) == pytest.approx((3, 3 - two_sided, 3 + two_sided))
    # It falls short by 3; by how much at most is the one-sided bound of the best one, and by 0 at least.
    assert found.short[0] == pytest.approx((-3, -3 - half, 0))
    assert found.short[1] == pytest.approx((3, 0, 3 + half))
    assert best_value(np.array([1.0, 2.0]), samples, 0.99).kept == (1, 2)


def test_bounds_hold_together_as_dunnetts_do():
    # One-sided, three against one, many replications: Dunnett 1955, J. Amer. Statist. Assoc. 50:1096, table 1a: 2.06.
    samples = np.random.default_rng(11).standard_normal((500, 4)) + np.array([0, 0, 0, 5])
    found = best_value(WINDOWS, samples)
    assert found.kept == (80,)
    for place, (mean, low, _) in enumerate(found.short[:3]):
        error = (samples[:, place] - samples[:, 3]).std(ddof=1) / sqrt(500)
        assert (mean - low) / error == pytest.approx(2.06, abs=0.08)
    # Two-sided and one alone would be 1.96, one-sided and alone 1.64; three steps of which neighbours share a value
    # need more than one alone and no more than Bonferroni.
    for step in found.steps:
        place = WINDOWS.tolist().index(step.below)
        error = (samples[:, place + 1] - samples[:, place]).std(ddof=1) / sqrt(500)
        assert 2.2 < (step.high - step.mean) / error < stats.norm.isf(0.025 / 3) + 0.08


def test_whatever_shares_every_replication_cancels_and_the_order_of_values_does_not_matter():
    samples = noisy([0, 9.8, 10, 9], 1, 20)
    found, shifted = best_value(WINDOWS, samples), best_value(WINDOWS, samples + 1000 * np.arange(20)[:, None])
    turned = best_value(WINDOWS[::-1], samples[:, ::-1])
    assert found.kept == shifted.kept == turned.kept
    assert found.steps == turned.steps


def test_an_end_of_the_grid_that_is_not_ruled_out_leaves_the_interval_open():
    rising = best_value(WINDOWS, noisy([0, 3, 6, 9], 1, 30))
    assert rising.kept == (80,) and rising.open_above and not rising.open_below
    assert rising.around == (40, 80)
    inner = best_value(WINDOWS, noisy([0, 9, 9, 0], 1, 30))
    assert not inner.open_below and not inner.open_above
    assert inner.around == (10, 80)


def test_values_that_never_differ_are_kept_together_and_one_that_always_does_is_ruled_out():
    same = noisy([5], 1, 6)
    found = best_value(np.array([1.0, 2.0, 3.0]), np.hstack([same, same, same - 1]))
    assert found.kept == (1, 2)
    assert found.steps[0].mean == found.steps[0].low == found.steps[0].high == 0
    assert found.steps[1].low == pytest.approx(-1) and found.steps[1].high == pytest.approx(-1)


def test_how_far_behind_a_value_may_be_is_told_by_those_that_are_left_and_not_by_one_ruled_out():
    # The first and the third are ruled out, yet against them the second may be further behind.
    samples = np.array([[3, 12, 3, 7], [-1, 9, 3, 7], [3, 6, 3, 6], [-1, -3, 3, 4], [3, 6, 3, 7]], dtype=float)
    found = best_value(WINDOWS, samples)
    assert found.kept == (20, 80)

    def behind(rival):
        gains = samples - samples[:, [rival]]
        critical = critical_value(gains, np.eye(4)[:, np.arange(4) != rival], 0.95, two_sided=False)
        return gains[:, 1].mean() - critical * gains[:, 1].std(ddof=1) / sqrt(5)

    assert found.short[1][1] == pytest.approx(behind(3))
    assert min(behind(0), behind(2)) < behind(3) - 0.5


def test_one_replication_rules_nothing_out():
    found = best_value(WINDOWS, np.array([[1.0, 5.0, 2.0, 0.0]]))
    assert found.best == 20 and found.kept == (10, 20, 40, 80)


def test_bad_values_and_samples_are_refused():
    for values, samples in (
        (np.array([1.0]), np.ones((3, 1))),
        (np.array([1.0, 1.0]), np.ones((3, 2))),
        (np.array([1.0, 2.0]), np.array([[1.0, np.nan]])),
    ):
        with pytest.raises(ValueError, match="expected"):
            best_value(values, samples)


@pytest.mark.parametrize("truth", [[0.0, 0.0, 0.0], [0.0, 0.5, 0.3]])
def test_the_true_best_stays_as_often_as_promised_and_bounds_hold_together(truth):
    # Of values that are all alike any may count as the best, which is the hardest case; the first is taken for it.
    rng, means, kept, held, rounds = np.random.default_rng(7), np.array(truth), 0, 0, 100
    best, values = int(means.argmax()), np.arange(len(truth), dtype=float)
    gaps = np.array([means[i] - np.delete(means, i).max() for i in range(len(means))])
    for _ in range(rounds):
        found = best_value(values, means + rng.standard_normal((8, len(truth))) + 3 * rng.standard_normal((8, 1)))
        kept += values[best] in found.kept
        held += all(low - 1e-9 <= gap <= high + 1e-9 for gap, (_, low, high) in zip(gaps, found.short, strict=True))
    # 95 of 100, within four standard errors from below.
    assert min(kept, held) >= 95 - 4 * sqrt(rounds * 0.95 * 0.05)
    # And not for want of ruling anything out: half a deviation apart, with 200 replications.
    far = best_value(values, means + rng.standard_normal((200, len(truth))))
    assert max(truth) == 0 or values[0] not in far.kept
