"""Simultaneous intervals against Student, Tukey and hand-worked cases."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.results.decide.intervals import (
    critical_value,
    mean_interval,
    required_replications,
    simultaneous_differences,
    smallest_detectable_gain,
    variance_saved_by_pairing,
)


def paired_samples(n: int, k: int, seed: int = 7) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 100 + rng.normal(0, 5, (n, 1)) + rng.normal(0, 1, (n, k)) * np.linspace(0.5, 2, k) + np.arange(k)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.99])
def test_two_schemes_get_students_paired_interval(confidence: float) -> None:
    samples = paired_samples(12, 2)
    oracle = stats.ttest_rel(samples[:, 0], samples[:, 1]).confidence_interval(confidence)
    found = simultaneous_differences(samples, confidence).between("0", "1")
    assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high), rel=1e-12)


@pytest.mark.parametrize("k", [3, 8])
def test_many_independent_equal_schemes_get_tukeys_value(k: int) -> None:
    n = 400
    samples = np.random.default_rng(3).normal(size=(n, k))
    tukey = stats.studentized_range.ppf(0.95, k, (n - 1) * (k - 1)) / sqrt(2)
    found = simultaneous_differences(samples).critical
    # 4000 draws: the standard error of a 95 % quantile of the largest |t| is about 0.02.
    assert found == pytest.approx(tukey, abs=0.06)
    oracle = stats.tukey_hsd(*samples.T).confidence_interval(0.95)
    half = (oracle.high - oracle.low)[0, 1] / 2
    assert (simultaneous_differences(samples).high - simultaneous_differences(samples).mean)[0, 1] == pytest.approx(
        half, rel=0.12
    )


def test_correlated_pairs_get_narrower_bounds_than_bonferroni_and_wider_than_one_pair() -> None:
    # Schemes spread along one line: the 55 pairs carry the information of one.
    rng = np.random.default_rng(1)
    samples = rng.normal(size=(20, 1)) * np.arange(11) + 0.01 * rng.normal(size=(20, 11))
    found = simultaneous_differences(samples).critical
    assert stats.t.isf(0.025, 19) <= found < stats.t.isf(0.025, 19) * 1.15 < stats.t.isf(0.025 / 55, 19)


def test_no_draws_make_the_joint_bounds_narrower_than_the_bounds_of_one_pair() -> None:
    samples = np.random.default_rng(1).normal(size=(20, 1)) * np.arange(4)
    found = [simultaneous_differences(samples, seed=seed, draws=100).critical for seed in range(10)]
    assert min(found) == pytest.approx(stats.t.isf(0.025, 19), rel=1e-12)


def test_skewed_schemes_get_wider_bounds_than_symmetric_ones() -> None:
    rng = np.random.default_rng(1)
    probability = np.column_stack([rng.permutation((np.arange(20) + 0.5) / 20) for _ in range(4)])
    scale = np.array([0.1, 0.1, 1, 2])
    skewed, symmetric = (
        simultaneous_differences(law.ppf(probability) * scale).critical for law in (stats.expon, stats.norm)
    )
    assert skewed > symmetric + 0.2


def test_low_and_high_are_the_mean_and_the_critical_value_times_the_standard_error() -> None:
    samples = paired_samples(9, 4)
    found = simultaneous_differences(samples)
    paired = samples[:, 3] - samples[:, 1]
    half = found.critical * paired.std(ddof=1) / 3
    row = found.frame().set_index(["scheme", "other"]).loc[("1", "3")]
    assert row["mean_difference"] == pytest.approx(-paired.mean())
    assert (row["low"], row["high"]) == pytest.approx((-paired.mean() - half, -paired.mean() + half))
    assert row["half_width"] == pytest.approx(half)
    assert np.array_equal(found.low, -found.high.T)
    assert len(found.frame()) == 6


def test_permuting_schemes_permutes_the_result() -> None:
    samples = pd.DataFrame(paired_samples(10, 5), columns=list("abcde"))
    straight = simultaneous_differences(samples)
    other = simultaneous_differences(samples[list("dbeac")])
    assert other.critical == pytest.approx(straight.critical, rel=1e-9)
    for pair in (("a", "b"), ("e", "c")):
        assert other.between(*pair).low == pytest.approx(straight.between(*pair).low, rel=1e-9)


def test_adding_a_constant_to_a_scheme_shifts_only_its_differences() -> None:
    samples = paired_samples(10, 4)
    raised = samples + np.array([0.0, 0.0, 50.0, 0.0])
    before, after = simultaneous_differences(samples), simultaneous_differences(raised)
    assert after.low[2] - before.low[2] == pytest.approx([50, 50, 0, 50])
    assert after.high[0, 1] == pytest.approx(before.high[0, 1])


def test_a_change_of_unit_scales_the_bounds() -> None:
    samples = paired_samples(10, 4)
    assert simultaneous_differences(samples * 1e6).low == pytest.approx(simultaneous_differences(samples).low * 1e6)


def test_what_all_schemes_share_does_not_matter() -> None:
    samples = paired_samples(10, 4)
    louder = samples + np.random.default_rng(2).normal(0, 1000, (10, 1))
    assert simultaneous_differences(louder).low == pytest.approx(simultaneous_differences(samples).low, rel=1e-9)


def test_same_data_and_seed_give_the_same_bits_and_another_seed_does_not() -> None:
    samples = paired_samples(10, 4)
    assert simultaneous_differences(samples, seed=1).critical == simultaneous_differences(samples, seed=1).critical
    assert simultaneous_differences(samples, seed=1).critical != simultaneous_differences(samples, seed=2).critical


def test_identical_schemes_have_an_interval_of_exactly_zero_and_change_nothing_else() -> None:
    samples = paired_samples(10, 3)
    twin = np.column_stack([samples, samples[:, 1]])
    found = simultaneous_differences(twin)
    assert (found.low[1, 3], found.high[1, 3]) == (0.0, 0.0)
    assert np.isfinite(found.low).all()
    assert found.low[1, 0] == found.low[3, 0]


def test_a_constant_difference_is_exact_in_spite_of_rounding() -> None:
    column, other = np.linspace(0.1, 300, 10), paired_samples(10, 1)[:, 0]
    assert np.ptp(column - (column + 0.1)) > 0
    found = simultaneous_differences(np.column_stack([column, column + 0.1, other]))
    assert found.deviation[0, 1] == 0
    assert found.low[1, 0] == found.high[1, 0] == pytest.approx(0.1)
    twins = simultaneous_differences(np.column_stack([column, column, other]))
    assert found.critical == pytest.approx(twins.critical, rel=1e-6)


def test_all_schemes_identical_gives_zeros() -> None:
    found = simultaneous_differences(np.repeat(paired_samples(6, 1), 3, axis=1))
    assert not found.low.any() and not found.high.any()
    assert required_replications(found, 1.0) == 2
    assert smallest_detectable_gain(found) == 0


def test_one_replication_has_infinite_bounds() -> None:
    found = simultaneous_differences(np.array([[1.0, 2.0, 2.0]]))
    assert found.between("1", "0").mean == 1
    assert (found.between("1", "0").low, found.between("1", "0").high) == (-inf, inf)
    assert found.between("1", "2").high == inf
    assert required_replications(found, 1.0) is None
    assert smallest_detectable_gain(found) == inf
    assert mean_interval(np.array([3.0])).low == -inf and mean_interval(np.array([3.0])).high == inf


def test_one_scheme_has_no_pairs() -> None:
    found = simultaneous_differences(paired_samples(5, 1))
    assert found.frame().empty and found.low.tolist() == [[0.0]]


@pytest.mark.parametrize(
    "samples", [np.zeros(3), np.zeros((0, 2)), np.array([[1.0, np.nan]]), np.array([[1.0, np.inf]])]
)
def test_samples_that_are_no_table_of_numbers_are_refused(samples: np.ndarray) -> None:
    with pytest.raises(ValueError, match="expected"):
        simultaneous_differences(samples)


@pytest.mark.parametrize("confidence", [0.0, 1.0, 95.0])
def test_a_confidence_outside_0_and_1_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        simultaneous_differences(paired_samples(5, 3), confidence)


def test_mean_interval_is_students() -> None:
    values = paired_samples(9, 1)[:, 0]
    oracle = stats.ttest_1samp(values, 0).confidence_interval(0.9)
    found = mean_interval(values, 0.9)
    assert (found.low, found.high) == pytest.approx((oracle.low, oracle.high), rel=1e-12)
    assert mean_interval(np.full(4, 0.1)).half_width == 0


def test_one_sided_critical_value_of_one_column_is_students() -> None:
    values = paired_samples(9, 1)
    assert critical_value(values, np.eye(1), 0.95, two_sided=False) == pytest.approx(stats.t.isf(0.05, 8))


def test_one_sided_bounds_of_several_means_are_nearer_than_two_sided() -> None:
    values = np.random.default_rng(5).normal(size=(300, 6))
    one = critical_value(values, np.eye(6), 0.95, two_sided=False)
    # Six independent normal bounds: each must hold with 0.95 ** (1 / 6).
    assert one == pytest.approx(stats.norm.ppf(0.95 ** (1 / 6)), abs=0.08)
    assert one < critical_value(values, np.eye(6), 0.95) - 0.1


def test_one_sided_bounds_serve_skewness_to_either_side() -> None:
    values = np.random.default_rng(5).exponential(size=(20, 4))
    right, left = (critical_value(side, np.eye(4), 0.95, two_sided=False) for side in (values, -values))
    assert right == pytest.approx(left, abs=0.2)


def test_variance_saved_is_unpaired_over_paired_variance() -> None:
    # Variances 2.5 and 2.5, covariance 2.25 by hand: 5 / (5 - 4.5) = 10.
    samples = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 4.0], [4.0, 3.0], [5.0, 5.0]])
    assert variance_saved_by_pairing(samples) == pytest.approx(np.array([[1.0, 10.0], [10.0, 1.0]]))


def test_variance_saved_is_guarded_where_nothing_varies() -> None:
    column = paired_samples(5, 1)
    never = np.ones((5, 1))
    saved = variance_saved_by_pairing(np.hstack([column, column, never, never]))
    assert saved[0, 1] == inf and saved[2, 3] == 1 and saved[0, 2] == pytest.approx(1)
    assert np.isnan(variance_saved_by_pairing(np.ones((1, 2)))).all()


def test_required_replications_of_two_schemes_is_the_first_that_reaches_the_half_width() -> None:
    samples = paired_samples(10, 2)
    found = simultaneous_differences(samples)
    deviation = (samples[:, 0] - samples[:, 1]).std(ddof=1)
    needed = required_replications(found, 0.3)
    assert needed is not None
    halves = [stats.t.isf(0.025, n - 1) * deviation / sqrt(n) for n in (needed - 1, needed)]
    assert halves[0] > 0.3 >= halves[1]


def test_required_replications_at_todays_half_width_is_todays_number() -> None:
    found = simultaneous_differences(paired_samples(14, 5))
    widest = float(((found.high - found.low) / 2).max())
    assert required_replications(found, widest * (1 + 1e-9)) == 14
    assert required_replications(found, widest * (1 - 1e-9)) == 15


def test_required_replications_does_not_depend_on_how_large_the_means_are() -> None:
    samples = paired_samples(10, 3)
    far = samples * 1.0 - 1e5
    assert required_replications(simultaneous_differences(far), 0.5) == required_replications(
        simultaneous_differences(samples), 0.5
    )


def test_required_replications_looks_only_at_the_schemes_that_matter() -> None:
    found = simultaneous_differences(paired_samples(10, 5))
    few, all_ = required_replications(found, 0.5, ("0", "1")), required_replications(found, 0.5)
    assert few is not None and all_ is not None and few < all_
    assert required_replications(found, 0.0) is None
    with pytest.raises(ValueError, match="half-width"):
        required_replications(found, -1.0)


def test_a_true_gain_of_the_smallest_detectable_size_is_shown_four_times_in_five() -> None:
    n, deviation = 10, 2.0
    rng = np.random.default_rng(11)
    pattern = rng.normal(size=n)
    pattern = (pattern - pattern.mean()) / pattern.std(ddof=1) * deviation
    gain = smallest_detectable_gain(simultaneous_differences(np.column_stack([pattern, np.zeros(n)])))
    drawn = gain + deviation * rng.normal(size=(20_000, n))
    low = drawn.mean(axis=1) - stats.t.isf(0.025, n - 1) * drawn.std(axis=1, ddof=1) / sqrt(n)
    shown = int((low > 0).sum())
    assert stats.binomtest(shown, 20_000, 0.8).pvalue > 0.001
