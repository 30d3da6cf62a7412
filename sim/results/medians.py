"""Medians of times of which some are not known to the end."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

NEVER = float("inf")


def kaplan_meier_median(times: Floats, event: Mask) -> float:
    """First time at which the product-limit estimate falls to one half or below; infinite if it never does."""
    order = np.lexsort((~event, times))
    times, event = times[order], event[order]
    at_risk = np.arange(len(times), 0, -1)
    survival = np.cumprod(np.where(event, 1 - 1 / at_risk, 1.0))
    below = np.flatnonzero(survival <= 0.5 + 1e-12)
    return float(times[below[0]]) if len(below) else NEVER
