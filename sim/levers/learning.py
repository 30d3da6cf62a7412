"""Familiarity: a power-law learning curve over hours worked in each category, fading unused."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def familiarity(weight: float, hours: float, reference_hours: float) -> float:
    """Contribution of one category: weight x ln(1 + hours / reference_hours)."""
    return weight * math.log1p(hours / reference_hours)


def familiarities(weights: Floats, hours: Floats, reference_hours: float) -> Floats:
    """`familiarity` of many: `hours` is (seats, categories), `weights` (categories,)."""
    return np.asarray(weights * np.log1p(hours / reference_hours))


def kept(half_life_weeks: float, weeks: float) -> float:
    """Share of remembered hours that is left after so many weeks."""
    return math.exp(-math.log(2) * weeks / half_life_weeks)


def remembered(hours_per_week: float, half_life_weeks: float, weeks: float) -> float:
    """Hours remembered after `weeks` of steady work: the integral of what is kept."""
    rate = math.log(2) / half_life_weeks
    return hours_per_week * (1 - math.exp(-rate * weeks)) / rate


def effort_factor(exponent: float, gain: float) -> float:
    """Multiplier of effort at a familiarity `gain` above the reference."""
    return math.exp(-exponent * gain)
