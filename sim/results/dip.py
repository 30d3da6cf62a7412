"""What going over brings and costs week by week, against having stayed: the dip, and when it is made good.

All of it is worked out of paired differences: the same leads in the same weeks, worked by either organisation.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.decide.intervals import mean_interval
from sim.results.weeks import CONTRIBUTION, WEEK

Floats = NDArray[np.float64]


class Path(NamedTuple):
    """A mean for each week, and the bounds of its interval, each week on its own; infinite for one replication."""

    mean: Floats
    low: Floats
    high: Floats


class BreakEven(NamedTuple):
    """The first week from which the sum stays above zero; None where it does not within the run.

    `week` is that of the mean; `earliest` and `latest` are those of the upper and the lower bound. `share` is that of
    the replications whose own sum stays above zero from some week on.
    """

    week: int | None
    earliest: int | None
    latest: int | None
    share: float


class Low(NamedTuple):
    """The week whose end finds the mean sum lowest, and the sum then; no week where it never is below zero."""

    week: int | None
    mean: float
    low: float
    high: float


def weekly_gains(slices: pd.DataFrame, scheme: str, other: str) -> Floats:
    """Contribution of each week under one scheme less that under another, (replications, weeks)."""
    rows = slices[(slices["dimension"] == WEEK) & (slices["measure"] == CONTRIBUTION)]

    def of(name: str) -> pd.DataFrame:
        mine = rows[rows["scheme"] == name]
        wide = mine.assign(item=mine["item"].astype(int)).pivot_table(
            index="replication", columns="item", values="value"
        )
        return wide.sort_index().sort_index(axis=1)

    found: Floats = (of(scheme) - of(other)).to_numpy(dtype=np.float64)
    return found


def path(values: Floats, confidence: float) -> Path:
    """Mean of each column over the rows with Student's t interval."""
    found = [mean_interval(column, confidence) for column in values.T]
    return Path(*(np.array([getattr(item, name) for item in found]) for name in Path._fields))


def stays_above(sums: Floats, first: int) -> int | None:
    """The first week from `first` on with whose end the sums are above zero for good; None where they do not end so."""
    below = np.flatnonzero(~(sums > 0))
    week = first if not len(below) else max(first, int(below[-1]) + 1)
    return week if week < len(sums) else None


def break_even(gains: Floats, first: int, confidence: float) -> BreakEven:
    """When what going over in week `first` has brought so far is above zero for good; `gains` are by week."""
    sums = gains.cumsum(axis=1)
    found = path(sums, confidence)
    reached = [stays_above(own, first) is not None for own in sums]
    return BreakEven(
        stays_above(found.mean, first),
        stays_above(found.high, first),
        stays_above(found.low, first),
        float(np.mean(reached)),
    )


def lowest(gains: Floats, confidence: float) -> Low:
    """The bottom of the dip: where the mean of what going over has brought so far is lowest."""
    found = path(gains.cumsum(axis=1), confidence)
    week = int(found.mean.argmin())
    if found.mean[week] >= 0:
        return Low(None, 0.0, 0.0, 0.0)
    return Low(week, float(found.mean[week]), float(found.low[week]), float(found.high[week]))


def total(gains: Floats, confidence: float, first: int = 0) -> tuple[float, float, float]:
    """(mean, low, high) of what all weeks from `first` on bring together."""
    found = path(gains[:, first:].sum(axis=1, keepdims=True), confidence)
    return float(found.mean[0]), float(found.low[0]), float(found.high[0])
