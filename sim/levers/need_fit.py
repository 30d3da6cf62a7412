"""Need fit: how well what is offered serves what a customer weighs, and which offer the record recommends."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def fit(needs: Floats, strengths: Floats) -> Floats:
    """Fit in [-1, 1] of each lead (n, 4) with each offer (m, 4): sum of weight x (2 x strength - 1); shape (n, m)."""
    return np.asarray(needs @ (2 * strengths - 1).T)


def best_offer(recorded_needs: Floats, strengths: Floats, allowed: NDArray[np.bool_]) -> Ints:
    """Offer with the best fit to the *recorded* needs among those allowed (n, m), shape (n,); the first of equals."""
    return np.asarray(np.argmax(np.where(allowed, fit(recorded_needs, strengths), -np.inf), axis=1), dtype=np.int64)


def remaining_error(reveals_share: float, worked_ratio: Floats) -> Floats:
    """Share of the record's error that stays after a stage that took `worked_ratio` of its mean effort.

    Each mean effort removes `reveals_share` of what is left, so a worked hour sharpens the record more at first.
    """
    return np.asarray((1 - reveals_share) ** worked_ratio)
