"""Figures of played schemes, each a function of means over replications, and how sure one can be of them.

Intervals are the jackknife's: the figure without each replication in turn gives its standard error, whatever it is.
Schemes are paired by replication throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.evidence import Check
from sim.results.decide.intervals import mean_interval
from sim.results.decide.jackknife import half_widths

Floats = NDArray[np.float64]
Figure = Callable[[Floats, Floats], float]
LOSS = "loss-beside-best"
FEWEST = {LOSS: 4}


class Estimate(NamedTuple):
    """A figure, its interval, and the number of replications behind it."""

    value: float
    low: float
    high: float
    n: int


def estimate(
    check: Check, values: Mapping[str, Sequence[float]], heads: Mapping[str, int], confidence: float
) -> Estimate:
    """The figure of a check; `values` are those of what it is `of`, by scheme, one a replication, without gaps.

    `heads` are the people of each scheme. Raises ValueError with fewer than two replications, four for a figure that
    splits them, or where a value is missing or infinite.
    """
    table = np.array([values[scheme] for scheme in check.schemes], dtype=np.float64)
    if table.shape[1] < FEWEST.get(check.figure, 2):
        raise ValueError(
            f"{table.shape[1]} replications of {check.of}, expected {FEWEST.get(check.figure, 2)} at least"
        )
    if not np.isfinite(table).all():
        lacking = [int(number) for number in np.flatnonzero(~np.isfinite(table).all(axis=0))]
        raise ValueError(f"no finite {check.of} in replications {lacking}")
    sizes = np.array([heads[scheme] for scheme in check.schemes], dtype=np.float64)
    if check.figure == LOSS:
        return _loss_beside_best(table, confidence)
    figure = FIGURES[check.figure]
    found = figure(table.mean(axis=1), sizes)
    without = [figure(np.delete(table, column, axis=1).mean(axis=1), sizes) for column in range(table.shape[1])]
    half = float(half_widths(without, confidence))
    return Estimate(found, found - half, found + half, table.shape[1])


def _loss_beside_best(table: Floats, confidence: float) -> Estimate:
    """What the worse neighbour of the best size loses, as a share of what the best brings.

    Each half of the replications tells which size is the best and which of its neighbours the worse; what that loses is
    measured in the other half, which knows nothing of the choice (cross-fitting: Chernozhukov et al., Econometrics
    Journal 2018). Where the best is the first or the last size, there is one neighbour. The interval is Student's over
    replications' losses of money, by what the chosen best brings.
    """
    halves = table[:, ::2], table[:, 1::2]
    lost, brought = [], []
    for chooses, measures in (halves, halves[::-1]):
        means = chooses.mean(axis=1)
        best = int(np.argmax(means))
        beside = [index for index in (best - 1, best + 1) if 0 <= index < len(means)]
        worse = min(beside, key=lambda index: means[index])
        lost.extend((measures[best] - measures[worse]).tolist())
        brought.extend(measures[best].tolist())
    found = mean_interval(np.array(lost), confidence)
    level = float(np.mean(brought))
    return Estimate(found.mean / level, found.low / level, found.high / level, len(lost))


def _mean(means: Floats, _: Floats) -> float:
    return float(means[0])


def _difference(means: Floats, _: Floats) -> float:
    return float(means[0] - means[1])


def _double_difference(means: Floats, _: Floats) -> float:
    """What the first gains on the second, less what the third gains on the fourth."""
    return float(means[0] - means[1] - (means[2] - means[3]))


def _relative(means: Floats, _: Floats) -> float:
    return float(means[0] / means[1] - 1)


def _elasticity(means: Floats, sizes: Floats) -> float:
    """Least squares slope of ln mean on ln size."""
    return float(np.polyfit(np.log(sizes), np.log(means), 1)[0])


FIGURES: Mapping[str, Figure] = {
    "mean": _mean,
    "difference": _difference,
    "double-difference": _double_difference,
    "relative": _relative,
    "elasticity": _elasticity,
}
