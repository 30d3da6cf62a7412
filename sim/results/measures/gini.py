"""How unequal amounts are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def gini(amounts: NDArray[np.float64]) -> float:
    """Gini coefficient: half the mean absolute difference over the mean; 0 = equal; NaN without any amount."""
    total, count = float(amounts.sum()), len(amounts)
    if count == 0 or total <= 0:
        return float("nan")
    ranks = np.arange(1, count + 1)
    return float(2 * (ranks * np.sort(amounts)).sum() / (count * total) - (count + 1) / count)
