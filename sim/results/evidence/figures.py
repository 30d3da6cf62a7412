"""Figures of played schemes, each a function of means over replications, and how sure one can be of them.

Intervals are the jackknife's (Tukey 1958; Efron and Stein, Annals of Statistics 1981): the figure without each
replication in turn gives its standard error, whatever the figure. Schemes are paired by replication throughout.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from sim.inputs.models.evidence import Check

Floats = NDArray[np.float64]
STEP = 1.15
Figure = Callable[[Floats, Floats], float]


class Estimate(NamedTuple):
    """A figure, its interval, and the number of replications behind it."""

    value: float
    low: float
    high: float
    n: int


def estimate(check: Check, values: Mapping[str, Sequence[float]], confidence: float) -> Estimate:
    """The figure of a check; `values` are those of what it is `of`, by scheme, one a replication, without gaps.

    Raises ValueError with fewer than two replications, or where a value is missing or infinite.
    """
    table = np.array([values[scheme] for scheme in check.schemes], dtype=np.float64)
    if table.shape[1] < 2:
        raise ValueError(f"{check.of}: {table.shape[1]} replications, expected two at least")
    if not np.isfinite(table).all():
        raise ValueError(f"{check.of}: a replication without a finite value")
    sizes, figure = np.array(check.sizes or ()), FIGURES[check.figure]
    found = figure(table.mean(axis=1), sizes)
    low, high = jackknife(lambda part: figure(part.mean(axis=1), sizes), table, found, confidence)
    return Estimate(found, low, high, table.shape[1])


def jackknife(figure: Callable[[Floats], float], table: Floats, found: float, confidence: float) -> tuple[float, float]:
    """Interval of a figure of a table with one column a replication."""
    count = table.shape[1]
    without = np.array([figure(np.delete(table, column, axis=1)) for column in range(count)])
    error = float(np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum()))
    half = float(student.ppf(0.5 + confidence / 2, count - 1)) * error
    return found - half, found + half


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


def _loss_beside_best(means: Floats, sizes: Floats) -> float:
    """What a size a step of 15 % beside the best loses, by the parabola in ln size that fits the means best.

    The best of noisy means, compared with its neighbours, would come out too good. Where the parabola has no summit
    between the sizes there is no best among them: NaN.
    """
    curvature, slope, level = np.polyfit(np.log(sizes), means, 2)
    best = -slope / (2 * curvature) if curvature < 0 else np.inf
    if not np.log(sizes[0]) < best < np.log(sizes[-1]):
        return np.nan
    summit = level - slope**2 / (4 * curvature)
    return float(-curvature * np.log(STEP) ** 2 / summit)


FIGURES: Mapping[str, Figure] = {
    "mean": _mean,
    "difference": _difference,
    "double-difference": _double_difference,
    "relative": _relative,
    "elasticity": _elasticity,
    "loss-beside-best": _loss_beside_best,
}
