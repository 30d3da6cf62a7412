"""Where a gain turns along a parameter: the crossing of its mean with zero, and the interval of the flip value."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_FAR = 1e150
"""Stands for a bound that does not exist, so that a line can be drawn to it."""


class Zero(StrEnum):
    """Where the confidence band around the gain contains zero."""

    NOWHERE = "nowhere"  # the gain keeps its sign over the whole range
    SOMEWHERE = "somewhere"  # the flip value, if there is one, has an interval
    THROUGHOUT = "throughout"  # no value can be told from a flip value


@dataclass(frozen=True, slots=True)
class Flip:
    """Where the gain of `scheme` over the baseline turns on a sweep of `parameter` from `low` to `high`.

    `crossings` are the values at which the mean line changes its sign. `flip_low` and `flip_high` bound the values at
    which the pointwise paired confidence band, linear between the points, contains zero; None where it does so
    throughout, or nowhere. An end that equals `low` or `high` is open: the flip may lie outside the range swept. `n` is
    the least number of replications of a point.
    """

    parameter: str
    scheme: str
    crossings: tuple[float, ...]
    zero: Zero
    flip_low: float | None
    flip_high: float | None
    low: float
    high: float
    gain_at_low: float
    gain_at_high: float
    n: int

    @property
    def value(self) -> float | None:
        """The only crossing; None where there is none, or more than one."""
        return self.crossings[0] if len(self.crossings) == 1 else None

    @property
    def loses(self) -> bool:
        """Whether the gain, where it turns once, is shown to be a loss at the far end of the range swept."""
        if self.located is None:
            return False
        _, flip_low, flip_high = self.located
        return flip_high < self.high if self.gain_at_low > self.gain_at_high else flip_low > self.low

    @property
    def located(self) -> tuple[float, float, float] | None:
        """The flip value and its interval; None where the run can't tell one."""
        if self.value is None or self.flip_low is None or self.flip_high is None:
            return None
        return self.value, self.flip_low, self.flip_high


def crossings(values: Floats, means: Floats) -> tuple[float, ...]:
    """Every value at which the broken line through (value, mean) changes its sign; touching zero is no crossing."""
    found = []
    for before, after in pairwise(np.flatnonzero(means != 0)):
        # Signs, not the product, which may be too small to be told from zero.
        if (means[before] < 0) != (means[after] < 0):
            share = means[before] / (means[before] - means[after])
            beside = values[before] + (values[after] - values[before]) * share
            found.append(float(beside if after == before + 1 else values[before + 1]))
    return tuple(found)


def zero_band(values: Floats, lows: Floats, highs: Floats) -> tuple[Zero, float | None, float | None]:
    """Where the band between the broken lines through `lows` and `highs` contains zero, and from where to where.

    The lines are wider than the band of the gain interpolated replication by replication, as a standard deviation is
    convex, so the interval is a cautious one. Where the band lets go of zero in between, the interval spans the gap.
    """
    lows, highs = np.clip(lows, -_FAR, _FAR), np.clip(highs, -_FAR, _FAR)
    contains = (lows <= 0) & (highs >= 0)
    edges = sorted({*crossings(values, lows), *crossings(values, highs), *values[contains].tolist()})
    if not edges:
        return Zero.NOWHERE, None, None
    if contains.all():
        return Zero.THROUGHOUT, None, None
    return Zero.SOMEWHERE, float(edges[0]), float(edges[-1])
