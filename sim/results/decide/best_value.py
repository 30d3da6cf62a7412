"""Which of several values of one parameter is best, and of which others this can't be ruled out.

Multiple comparisons with the best (Hsu 1984, Ann. Statist. 12:1136; Edwards and Hsu 1983, J. Amer. Statist. Assoc.
78:965): a value is ruled out when, in bounds that hold together over all others, another is shown to be better than it.
The value whose true mean is highest stays with the stated confidence, whatever the number of values; nothing is said of
values between those that were tried, nor beyond them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray

from sim.results.decide.intervals import critical_value, deviation_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Step:
    """What the mean gains from one value to the next one up, with an interval that holds together with all steps'."""

    below: float
    above: float
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class BestValue:
    """The value with the highest mean, and all of which it can't be ruled out that their true mean is the highest.

    `values` are in order, `means` theirs. `short` is by how much each falls short of the best of the others (above 0:
    ahead of them), with bounds that hold together: high is 0 for a value that is ruled out, low is 0 for one that alone
    is left. `kept` are the values left, in order. `n` replications.
    """

    values: tuple[float, ...]
    means: tuple[float, ...]
    best: float
    kept: tuple[float, ...]
    short: tuple[tuple[float, float, float], ...] = field(repr=False)
    steps: tuple[Step, ...] = field(repr=False)
    confidence: float
    n: int

    @property
    def open_below(self) -> bool:
        """Whether the lowest value tried is left, so that the best may lie below it."""
        return self.kept[0] == self.values[0]

    @property
    def open_above(self) -> bool:
        """Whether the highest value tried is left, so that the best may lie above it."""
        return self.kept[-1] == self.values[-1]

    @property
    def around(self) -> tuple[float, float]:
        """Between which two values of the grid the best lies if the mean rises to it and falls from it.

        They are the neighbours of the outermost ones left: a best value between two that were tried lies beside the
        better of them. An end of the grid stands for itself, where the interval is open.
        """
        first, last = self.values.index(self.kept[0]), self.values.index(self.kept[-1])
        return self.values[max(first - 1, 0)], self.values[min(last + 1, len(self.values) - 1)]


def best_value(values: Floats, samples: Floats, confidence: float = 0.95) -> BestValue:
    """The best of the values by their means, and all that may be the best, with `confidence`.

    `samples` is (n, k): a row for each replication, a column for each of the k values, played on the same leads; the
    more the better. The order of the values does not matter. With one replication nothing is ruled out. Raises
    ValueError for fewer than two values, for one that stands twice, and for samples that are not finite.
    """
    n, k = samples.shape
    if k < 2 or values.shape != (k,) or len(set(values.tolist())) < k:
        raise ValueError(f"expected two or more different values, one for each column; found {values.tolist()}")
    if n < 1 or not np.isfinite(samples).all():
        raise ValueError("expected samples, all of them finite")
    order = np.argsort(values)
    values, samples = values[order], samples[:, order]
    means = samples.mean(axis=0)
    # bound[i, j] is the least by which j is better than i, and what j gains on i at most is -bound[j, i].
    bound = np.array([_least_gains(samples, own, confidence) for own in range(k)])
    kept = [own for own in range(k) if not (bound[own] > 0).any()]
    leading = max(range(k), key=lambda own: (means[own], -own))
    # Rounding, or bounds that contradict each other, must not leave nothing or rule out what leads.
    kept = sorted({*kept, leading})
    return BestValue(
        values=tuple(values.tolist()),
        means=tuple(means.tolist()),
        best=float(values[leading]),
        kept=tuple(values[kept].tolist()),
        short=tuple(_short(own, means, bound, kept) for own in range(k)),
        steps=_steps(values, samples, confidence),
        confidence=confidence,
        n=n,
    )


def _least_gains(samples: Floats, own: int, confidence: float) -> Floats:
    """The least by which each value is better than one of them, holding together over the others; -inf for itself."""
    n, k = samples.shape
    gains = samples - samples[:, [own]]
    mean, deviation = gains.mean(axis=0), deviation_of(gains, float(np.abs(samples).max(initial=0.0)))
    if n < 2:
        return np.full(k, -inf)
    contrasts = np.eye(k)[:, deviation > 0]
    critical = critical_value(gains, contrasts, confidence, two_sided=False) if contrasts.size else 0.0
    least: Floats = mean - critical * deviation / sqrt(n)
    least[own] = -inf
    return least


def _short(own: int, means: Floats, bound: Floats, kept: list[int]) -> tuple[float, float, float]:
    """Mean less the best of the other means, and its bounds: Edwards and Hsu 1983, theorem 1."""
    others = [j for j in range(len(means)) if j != own]
    mean = float(means[own] - means[others].max())
    high = 0.0 if own not in kept else max(0.0, float(-bound[own][others].max()))
    rivals = [j for j in kept if j != own]
    low = min((float(bound[j][own]) for j in rivals), default=0.0)
    return mean, min(low, 0.0), high


def _steps(values: Floats, samples: Floats, confidence: float) -> tuple[Step, ...]:
    """The paired difference of each value to the one before, in intervals that hold together over the steps."""
    n, k = samples.shape
    gains = np.diff(samples, axis=1)
    mean, deviation = gains.mean(axis=0), deviation_of(gains, float(np.abs(samples).max(initial=0.0)))
    half = np.full(k - 1, inf)
    if n > 1:
        moving = np.eye(k - 1)[:, deviation > 0]
        critical = critical_value(gains, moving, confidence) if moving.size else 0.0
        half = critical * deviation / sqrt(n)
    return tuple(
        Step(*map(float, row)) for row in zip(values[:-1], values[1:], mean, mean - half, mean + half, strict=True)
    )


__all__ = ["BestValue", "Step", "best_value"]
