"""A KPI's mean over replications, where some have no value and some an infinite one: one rule for all that tell it.

Infinite in one replication, such as the median response where half of the leads are never answered, makes the mean
infinite: left out, neglect would look like speed. A replication without a value, such as the days to win without a win,
is left out and not counted. Means by numpy and pandas that skip NaN follow the same rule.
"""

from __future__ import annotations

from math import inf, nan
from typing import NamedTuple

import numpy as np
import pandas as pd

from sim.results.decide.intervals import mean_interval


class Known(NamedTuple):
    """A mean with Student's interval, by itself, and the replications that have a value.

    The bounds are -inf and inf where there is no spread to judge by: fewer than two values, or an infinite one.
    """

    mean: float
    low: float
    high: float
    n: int


def interval_of(values: pd.Series, confidence: float) -> Known:
    """The mean of the values that there are; NaN of none."""
    column = values.to_numpy(dtype=np.float64)
    column = column[~np.isnan(column)]
    if not len(column):
        return Known(nan, -inf, inf, 0)
    if not np.isfinite(column).all():
        # Infinities of both signs have no mean.
        return Known(sum(set(column[np.isinf(column)].tolist())), -inf, inf, len(column))
    found = mean_interval(column, confidence)
    return Known(found.mean, found.low, found.high, len(column))


def difference_of(values: pd.Series, others: pd.Series, confidence: float) -> Known:
    """`values` less `others`, paired by replication, over those in which both have a value.

    Between an infinite mean and a finite one it is infinite, between two infinite ones it is NaN.
    """
    both = values.index.intersection(others.index)
    both = both[(values[both].notna() & others[both].notna()).to_numpy()]
    mine, theirs = values[both].astype(float), others[both].astype(float)
    if np.isfinite(mine).all() and np.isfinite(theirs).all():
        return interval_of(mine - theirs, confidence)
    return Known(interval_of(mine, confidence).mean - interval_of(theirs, confidence).mean, -inf, inf, len(both))
