"""Familiarity: a power-law learning curve over hours worked in each category, fading unused."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def familiarity(weight: Floats, hours: Floats, reference_hours: float) -> Floats:
    """What each category contributes: weight x ln(1 + hours / reference_hours).

    `weight` is (categories,), `hours` (categories,) or (seats, categories); the answer has the shape of `hours`.
    """
    return np.asarray(weight * np.log1p(hours / reference_hours))


def kept(half_life_weeks: float, weeks: float) -> float:
    """Share of remembered hours that is left after so many weeks."""
    return math.exp(-math.log(2) * weeks / half_life_weeks)


def remembered(hours_per_week: float, half_life_weeks: float, weeks: float) -> float:
    """Hours remembered after `weeks` of steady work: the integral of what is kept."""
    rate = math.log(2) / half_life_weeks
    return hours_per_week * (1 - math.exp(-rate * weeks)) / rate
