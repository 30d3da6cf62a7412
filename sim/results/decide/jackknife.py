"""The jackknife: how sure one can be of any figure of replications, by leaving out one after the other."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]


def half_widths(without: ArrayLike, confidence: float) -> Floats:
    """Half the width of Student's interval of each figure (columns), from its values without each replication (rows).

    Tukey 1958; Efron and Stein, Annals of Statistics 9, 1981. Needs two rows at least.
    """
    table = np.asarray(without, dtype=np.float64)
    count = len(table)
    error = np.sqrt((count - 1) / count * ((table - table.mean(axis=0)) ** 2).sum(axis=0))
    found: Floats = student.ppf(0.5 + confidence / 2, count - 1) * error
    return found
