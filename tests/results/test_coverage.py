"""The promise of joint intervals: all pairs at once are covered in 93 to 97 % of 2,000 macro-replications.

The truth is known, as all schemes have the same mean. Each macro-replication has its own draws, so a few hundred draws
give the coverage that the default number has; the study marked slow uses the default number and the default seed.
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from sim.results.decide.decision import Status, decide
from sim.results.decide.intervals import DRAWS, SEED, Floats, simultaneous_differences

MACRO_REPLICATIONS = 2000
FEW_DRAWS = 400
SIZES = [(20, 11), (10, 4), (8, 3), (20, 2)]
SKEW_SIGMA = 0.25

Sampler = Callable[[np.random.Generator, int, int, int], Floats]


def unequal(k: int) -> Floats:
    return np.linspace(0.3, 2.0, k)


def independent_normal(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    return rng.normal(size=(macro, n, k))


def normal(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    """A common effect, and effects of the schemes with unequal variances."""
    return rng.normal(0, 3, (macro, n, 1)) + unequal(k) * rng.normal(size=(macro, n, k))


def related(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    """Three market factors, to which each scheme responds in its own way."""
    loadings = np.random.default_rng(1).normal(size=(3, k))
    return rng.normal(size=(macro, n, 3)) @ loadings + 0.3 * rng.normal(size=(macro, n, k))


def gamma(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    """Skewness 1 in every scheme."""
    return rng.gamma(4, 1, (macro, n, 1)) + unequal(k) * (rng.gamma(4, 1, (macro, n, k)) - 4) / 2


def log_normal(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    """Skewness 0.8 in every scheme."""
    own = np.exp(SKEW_SIGMA * rng.normal(size=(macro, n, k))) - np.exp(SKEW_SIGMA**2 / 2)
    return np.exp(rng.normal(0, 0.5, (macro, n, 1))) + unequal(k) * own


def skewed_market(rng: np.random.Generator, macro: int, n: int, k: int) -> Floats:
    """A skewed common effect, which some schemes turn into more and some into less."""
    common = (rng.gamma(4, 1, (macro, n, 1)) - 4) / 2
    return common * np.linspace(-1, 1, k) + unequal(k) * rng.normal(size=(macro, n, k))


SAMPLERS = [independent_normal, normal, related, gamma, log_normal, skewed_market]


def largest_t(samples: Floats, paired: bool = True) -> Floats:
    """(macro,) of the largest |t| over pairs: a joint set covers where its critical value is at least that."""
    n, k = samples.shape[1:]
    i, j = np.triu_indices(k, 1)
    difference = samples[..., i] - samples[..., j]
    own = samples.var(axis=1, ddof=1)
    variance = difference.var(axis=1, ddof=1) if paired else own[:, i] + own[:, j]
    return np.asarray(np.abs(difference.mean(axis=1) / np.sqrt(variance / n)).max(axis=1))


def joint_coverage(samples: Floats, draws: int = FEW_DRAWS, seed: int | None = None) -> float:
    covered = 0
    for number, sample in enumerate(samples):
        found = simultaneous_differences(sample, seed=number if seed is None else seed, draws=draws)
        covered += bool((found.low <= 0).all() and (found.high >= 0).all())
    return covered / len(samples)


@pytest.mark.parametrize("sampler", [normal, gamma], ids=lambda sampler: sampler.__name__)
@pytest.mark.parametrize(("n", "k"), SIZES)
def test_all_pairs_are_covered_together_as_often_as_promised(n: int, k: int, sampler: Sampler) -> None:
    samples = sampler(np.random.default_rng([n, k]), MACRO_REPLICATIONS, n, k)
    assert 0.93 <= joint_coverage(samples) <= 0.97


@pytest.mark.slow
@pytest.mark.parametrize("sampler", SAMPLERS, ids=lambda sampler: sampler.__name__)
@pytest.mark.parametrize(("n", "k"), SIZES)
def test_all_pairs_are_covered_together_with_the_default_draws(n: int, k: int, sampler: Sampler) -> None:
    samples = sampler(np.random.default_rng([n, k, 1]), MACRO_REPLICATIONS, n, k)
    coverage = joint_coverage(samples, DRAWS, SEED)
    print(f"n {n:3} k {k:3} {sampler.__name__:20} joint coverage {coverage:.4f}")
    assert 0.93 <= coverage <= 0.97


@pytest.mark.parametrize("way", ["pointwise", "bonferroni", "unpaired"])
def test_the_coverage_study_rejects_wrong_intervals(way: str) -> None:
    n, k = 20, 11
    critical = stats.t.isf(0.025 / (55 if way == "bonferroni" else 1), n - 1)
    if way == "unpaired":
        critical = stats.studentized_range.ppf(0.95, k, (n - 1) * k) / sqrt(2)
    sampler = related if way == "bonferroni" else normal
    samples = sampler(np.random.default_rng(4), MACRO_REPLICATIONS, n, k)
    coverage = float((largest_t(samples, paired=way != "unpaired") <= critical).mean())
    assert not 0.93 <= coverage <= 0.97


@pytest.mark.parametrize("sampler", [normal, gamma], ids=lambda sampler: sampler.__name__)
def test_equal_schemes_are_recommended_no_more_often_than_the_error_rate(sampler: Sampler) -> None:
    macro = 300
    samples = sampler(np.random.default_rng(8), macro, 10, 4)
    found = (simultaneous_differences(sample, seed=number, draws=FEW_DRAWS) for number, sample in enumerate(samples))
    recommended = sum(decide(one, 0.0).status is Status.RECOMMENDED for one in found)
    assert stats.binomtest(recommended, macro, 0.05, alternative="greater").pvalue > 0.01


def test_two_equal_schemes_are_recommended_at_the_error_rate() -> None:
    # With two schemes the error rate is attained, so that a decision which never decides fails too.
    macro = 500
    samples = normal(np.random.default_rng(9), macro, 10, 2)
    recommended = sum(decide(simultaneous_differences(one), 0.0).status is Status.RECOMMENDED for one in samples)
    assert stats.binomtest(recommended, macro, 0.05).pvalue > 0.01
