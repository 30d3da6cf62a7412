"""Simultaneous intervals for all paired differences between schemes that were simulated on the same leads.

One critical value serves all pairs: the quantile of the largest |t| over pairs, found by a smoothed bootstrap-t.
Whole replications are resampled, which keeps the correlation between pairs and their skewness (Beran 1988, J. Amer.
Statist. Assoc. 83:679; Hall 1988, Ann. Statist. 16:927), and normal noise with the estimated covariance is added
(Silverman and Young 1987, Biometrika 74:469): resamples of 8 to 40 replications alone repeat themselves so much that
the intervals come out too wide. tests/results/test_coverage.py holds the joint coverage. A sum over hundreds of leads
is skewed by less than 1; with exponential components (skewness 2) a 95 % set covers in 87 to 93 %.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, sqrt

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import optimize, special, stats

Floats = NDArray[np.float64]

DRAWS = 4000
SEED = 20260101
_BLOCK_VALUES = 1_000_000
_ROUNDING = 256 * np.finfo(np.float64).eps
_MOST_REPLICATIONS = 10**9


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its bounds; without a spread to judge by (one replication) the bounds are -inf and inf."""

    mean: float
    low: float
    high: float

    @property
    def half_width(self) -> float:
        """Half of high - low; inf where the bounds are infinite."""
        return (self.high - self.low) / 2


@dataclass(frozen=True, eq=False)
class Differences:
    """All paired differences, with bounds that hold together with `confidence`.

    Arrays are (k, k) in the order of `schemes`: entry [i, j] is about scheme i minus scheme j, low[i, j] = -high[j, i].
    `deviation` is the standard deviation of one replication's difference, in the unit of the KPI. `critical` is the
    common critical value of |t|, inf for a single replication.
    """

    schemes: tuple[str, ...]
    replications: int
    confidence: float
    critical: float
    scheme_means: Floats = field(repr=False)
    mean: Floats = field(repr=False)
    deviation: Floats = field(repr=False)
    low: Floats = field(repr=False)
    high: Floats = field(repr=False)

    def between(self, scheme: str, other: str) -> Interval:
        """Scheme minus other."""
        i, j = self.schemes.index(scheme), self.schemes.index(other)
        return Interval(float(self.mean[i, j]), float(self.low[i, j]), float(self.high[i, j]))

    def frame(self) -> pd.DataFrame:
        """One row for each unordered pair: scheme, other, mean_difference, low, high, half_width."""
        i, j = np.triu_indices(len(self.schemes), 1)
        names = np.array(self.schemes, dtype=object)
        return pd.DataFrame(
            {
                "scheme": names[i],
                "other": names[j],
                "mean_difference": self.mean[i, j],
                "low": self.low[i, j],
                "high": self.high[i, j],
                "half_width": (self.high[i, j] - self.low[i, j]) / 2,
            }
        )


def simultaneous_differences(
    samples: Floats | pd.DataFrame,
    confidence: float = 0.95,
    seed: int = SEED,
    draws: int = DRAWS,
    schemes: tuple[str, ...] | None = None,
) -> Differences:
    """Every paired difference of means, with bounds of which all hold together with `confidence`.

    `samples` is (n, k): a row for each replication, a column for each scheme, played on the same leads. A frame names
    the schemes by its columns, else `schemes` does (numbers if absent). The same samples, seed and draws give the same
    bits; the order of schemes does not matter. With two schemes this is Student's paired t interval. A pair whose
    difference is the same in every replication has an interval of no width. With one replication all bounds are
    infinite. Raises ValueError for samples that are not (n, k) with n, k >= 1, or not finite.
    """
    values, names = _table(samples, schemes)
    n, k = values.shape
    i, j = np.triu_indices(k, 1)
    paired = values[:, i] - values[:, j]
    mean = paired.mean(axis=0)
    deviation = deviation_of(paired, np.abs(values).max(initial=0.0))
    if n == 1:
        critical = inf
    else:
        contrasts = np.zeros((k, i.size))
        contrasts[i, np.arange(i.size)] = 1.0
        contrasts[j, np.arange(i.size)] = -1.0
        # What all schemes share cancels in every pair: without it the arithmetic is exact where schemes differ little.
        without_common = values - values.mean(axis=1, keepdims=True)
        critical = critical_value(without_common, contrasts[:, deviation > 0], confidence, seed, draws)
    half = np.full(i.size, inf) if n == 1 else critical * deviation / sqrt(n)
    return Differences(
        names, n, confidence, critical, values.mean(axis=0),
        _square(mean, -mean, i, j, k), _square(deviation, deviation, i, j, k),
        _square(mean - half, -mean - half, i, j, k), _square(mean + half, -mean + half, i, j, k),
    )  # fmt: skip


def critical_value(
    values: Floats, contrasts: Floats, confidence: float, seed: int = SEED, draws: int = DRAWS, two_sided: bool = True
) -> float:
    """The c for which mean +- c standard errors hold together for all contrasts of the columns' means.

    `values` is (n, p) with n >= 2, `contrasts` (p, m): estimated are the means of `values @ contrasts`, none of which
    may be constant. A single contrast gets Student's value. If not `two_sided`, c suits all upper, and all lower,
    bounds.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence}, expected more than 0 and less than 1")
    n, m = values.shape[0], contrasts.shape[1]
    tail = (1 - confidence) / (2 if two_sided else 1)
    student = float(stats.t.isf(tail, n - 1))
    if m <= 1:
        return student
    largest = _resampled_largest_t(values, contrasts, seed, draws, two_sided)
    # No joint bound is narrower than the bound of one difference alone, whatever the draws say.
    return max(student, *(float(np.quantile(column, confidence)) for column in largest))


def _resampled_largest_t(values: Floats, contrasts: Floats, seed: int, draws: int, two_sided: bool) -> Floats:
    """(1, draws) of the largest |t| over contrasts, or (2, draws) of the largest t and of the largest -t."""
    n = values.shape[0]
    centred = values - values.mean(axis=0)
    # An order of columns by their content makes the draws, and so the result, independent of the order they come in.
    order = np.lexsort(centred)
    centred, contrasts = centred[:, order], contrasts[order]
    _, root = np.linalg.qr(centred)
    bandwidth = 0.9 * n**-0.2  # Silverman 1986, Density Estimation, eq. 3.31, in units of the standard deviation.
    shrink = 1 / sqrt((1 + bandwidth**2) * (n - 1))
    kept, noise = shrink * sqrt(n) * (centred @ contrasts), shrink * bandwidth * (root @ contrasts)
    rng = np.random.default_rng(seed)
    block = max(1, _BLOCK_VALUES // (n * contrasts.shape[1]))
    found = []
    for start in range(0, draws, block):
        count = min(block, draws - start)
        drawn = rng.standard_normal((count * n, root.shape[0])) @ noise
        drawn += kept[rng.integers(0, n, count * n)]
        drawn = drawn.reshape(count, n, -1)
        mean = drawn.mean(axis=1)
        spread = np.einsum("bnm,bnm->bm", drawn, drawn) / n - mean**2
        t = mean * np.sqrt((n - 1) / np.maximum(spread, np.finfo(np.float64).tiny))
        found.append(np.abs(t).max(axis=1)[None] if two_sided else np.stack([t.max(axis=1), -t.min(axis=1)]))
    return np.concatenate(found, axis=1)


def mean_interval(values: Floats, confidence: float = 0.95) -> Interval:
    """Student's t interval of one mean, by itself (not joint with others). One value only: bounds of -inf and inf."""
    if values.ndim != 1 or values.size == 0 or not np.isfinite(values).all():
        raise ValueError(f"expected one or more finite values in a row, found shape {values.shape}")
    mean = float(values.mean())
    if values.size == 1:
        return Interval(mean, -inf, inf)
    deviation = float(deviation_of(values[:, None], float(np.abs(values).max()))[0])
    half = float(stats.t.isf((1 - confidence) / 2, values.size - 1)) * deviation / sqrt(values.size)
    return Interval(mean, mean - half, mean + half)


def variance_saved_by_pairing(samples: Floats | pd.DataFrame) -> Floats:
    """(k, k): variance of a difference, had the two schemes been simulated on other leads, over its paired variance.

    It is how many times more replications unpaired runs would need. inf where the paired difference never varies but
    the schemes do; 1 where nothing varies, and on the diagonal; nan for a single replication, which shows no variance.
    """
    values, _ = _table(samples, None)
    n, k = values.shape
    if n == 1:
        return np.full((k, k), np.nan)
    own = values.var(axis=0, ddof=1)
    i, j = np.triu_indices(k, 1)
    paired = deviation_of(values[:, i] - values[:, j], np.abs(values).max(initial=0.0)) ** 2
    unpaired = own[i] + own[j]
    ratio = np.divide(unpaired, paired, out=np.where(unpaired > 0, inf, 1.0), where=paired > 0)
    return _square(ratio, ratio, i, j, k) + np.eye(k)


def required_replications(
    differences: Differences, half_width: float, among: tuple[str, ...] | None = None
) -> int | None:
    """Replications, 2 or more, that give the widest interval between the schemes `among` (all if None) this half-width.

    The half-width is an amount in the unit of the KPI, never a share of a mean. None where it can't be estimated (one
    replication) or no number suffices. Takes today's standard deviations for the true ones, and lets each pair keep the
    error that it has today, so that the critical value falls as Student's does with more replications.
    """
    if not half_width >= 0:
        raise ValueError(f"half-width is {half_width}, expected an amount of 0 or more")
    if differences.replications < 2:
        return None
    widest = _widest(differences, among)
    if widest == 0:
        return 2
    tail = float(special.stdtr(differences.replications - 1, -differences.critical))

    def excess(replications: int) -> float:
        return -float(special.stdtrit(replications - 1, tail)) * widest / sqrt(replications) - half_width

    low, high = 1, 2
    while excess(high) > 0:
        if high > _MOST_REPLICATIONS:
            return None
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if excess(middle) > 0 else (low, middle)
    return high


def smallest_detectable_gain(
    differences: Differences, among: tuple[str, ...] | None = None, power: float = 0.8
) -> float:
    """The true difference which a comparison like this one shows (lower bound above 0) with probability `power`.

    It is for the pair with the widest interval between the schemes `among` (all if None), in the unit of the KPI. The t
    of normal differences is noncentral (Cohen 1988, Statistical Power Analysis). inf for one replication, 0 where
    nothing varies.
    """
    if differences.replications < 2:
        return inf
    widest = _widest(differences, among)
    if widest == 0:
        return 0.0
    freedom, critical = differences.replications - 1, differences.critical

    def lacking(shift: float) -> float:
        return 1 - float(special.nctdtr(freedom, shift, critical)) - power

    high = critical + 2.0
    while lacking(high) < 0:
        high *= 2
    shift = float(optimize.brentq(lacking, 0.0, high))
    return shift * widest / sqrt(differences.replications)


def _widest(differences: Differences, among: tuple[str, ...] | None) -> float:
    """Largest standard deviation of a difference between the named schemes."""
    rows = [differences.schemes.index(name) for name in (differences.schemes if among is None else among)]
    return float(differences.deviation[np.ix_(rows, rows)].max(initial=0.0))


def _table(samples: Floats | pd.DataFrame, schemes: tuple[str, ...] | None) -> tuple[Floats, tuple[str, ...]]:
    if isinstance(samples, pd.DataFrame):
        schemes = tuple(str(name) for name in samples.columns)
    values = np.asarray(samples, dtype=np.float64)
    if values.ndim != 2 or values.size == 0:
        raise ValueError(f"expected samples (replications, schemes), at least one of each; found shape {values.shape}")
    if not np.isfinite(values).all():
        raise ValueError("expected finite samples, found nan or inf")
    names = schemes or tuple(str(number) for number in range(values.shape[1]))
    if len(set(names)) != values.shape[1]:
        raise ValueError(f"expected {values.shape[1]} different names of schemes, found {names}")
    return values, names


def deviation_of(columns: Floats, magnitude: float) -> Floats:
    """Sample standard deviation of each column; exactly 0 where it is mere rounding of values of this magnitude."""
    if columns.shape[0] < 2:
        return np.zeros(columns.shape[1])
    deviation = columns.std(axis=0, ddof=1)
    return np.where(deviation > _ROUNDING * magnitude, deviation, 0.0)


def _square(upper: Floats, lower: Floats, i: NDArray[np.intp], j: NDArray[np.intp], k: int) -> Floats:
    square = np.zeros((k, k))
    square[i, j] = upper
    square[j, i] = lower
    return square
