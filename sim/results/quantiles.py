"""Quantiles of a few values with an interval that holds whatever their distribution, and a share with its interval."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, binom

Floats = NDArray[np.float64]


class Within(NamedTuple):
    """An estimate and its interval; a bound that so few values can't give is infinite."""

    value: float
    low: float
    high: float


def quantile(values: Floats, share: float, confidence: float) -> Within:
    """The sample's quantile (linear between order statistics), with the interval between two order statistics.

    The number of values below the true quantile is binomial, so that the r-th smallest value lies above it with a
    chance that no distribution changes (David and Nagaraja, Order Statistics, 2003, section 7.1). Each side misses with
    half of 1 - confidence at most. With twenty values nothing bounds a 10th percentile from below: the bound is then
    infinite. NaN of no values.
    """
    ordered = np.sort(values)
    count, miss = len(ordered), (1 - confidence) / 2
    if not count:
        return Within(np.nan, -inf, inf)
    # P(X_(r) > quantile) = P(fewer than r below it) = binom.cdf(r - 1).
    ranks = np.arange(1, count + 1)
    below = ranks[binom.cdf(ranks - 1, count, share) <= miss]
    above = ranks[binom.sf(ranks - 1, count, share) <= miss]
    low = float(ordered[below.max() - 1]) if len(below) else -inf
    high = float(ordered[above.min() - 1]) if len(above) else inf
    return Within(float(np.quantile(ordered, share)), low, high)


def share_of(count: int, total: int, confidence: float) -> Within:
    """A share with the exact interval of Clopper and Pearson (Biometrika 26, 1934); NaN of none."""
    if not total:
        return Within(np.nan, 0.0, 1.0)
    miss = (1 - confidence) / 2
    low = float(beta.ppf(miss, count, total - count + 1)) if count else 0.0
    high = float(beta.ppf(1 - miss, count + 1, total - count)) if count < total else 1.0
    return Within(count / total, low, high)
