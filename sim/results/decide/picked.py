"""Intervals for what is spoken of because it is the largest of several: they hold for all candidates together.

Who picks the largest of m means and then looks at its own interval finds something "shown" far more often than that
interval promises. Here each candidate has Student's interval of confidence 1 - (1 - confidence) / m (Bonferroni; Dunn
1961, J. Amer. Statist. Assoc. 56:52). All of them hold together with `confidence` at the least, however the candidates
hang together, so that of the picked one does.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student

Columns = tuple[str, str, str]
BOUNDS: Columns = ("mean", "low", "high")


def together(table: pd.DataFrame, confidence: float, columns: Columns = BOUNDS) -> pd.DataFrame:
    """The table with intervals that hold together, instead of Student's of that confidence that hold one at a time.

    A row is a candidate; `columns` name its mean and its bounds, and its column `n` the replications. Candidates that
    never vary, and those without an interval, can't be picked by luck: they are not counted, and stay as they are.
    """
    mean, low, high = (table[name].to_numpy(dtype=np.float64) for name in columns)
    half = (high - low) / 2
    counted = np.isfinite(half) & (half > 0)
    if counted.sum() < 2:
        return table
    freedom, tail = np.maximum(table["n"].to_numpy(dtype=np.float64) - 1, 1), (1 - confidence) / 2
    factor = np.where(counted, student.isf(tail / counted.sum(), freedom) / student.isf(tail, freedom), 1.0)
    return table.assign(**{columns[1]: mean - factor * half, columns[2]: mean + factor * half})


def largest_shown(
    table: pd.DataFrame, confidence: float, columns: Columns = BOUNDS, sign: int | None = None
) -> pd.Series | None:
    """The candidate with the largest mean, by size, of those whose interval of `together` excludes zero; None of none.

    With a sign only those above zero (1), or below (-1), may be picked; all are candidates still.
    """
    mean, low, high = columns
    joint = together(table, confidence, columns)
    up, down = joint[low] > 0, joint[high] < 0
    shown = joint[up | down if sign is None else up if sign > 0 else down]
    return None if shown.empty else shown.loc[shown[mean].abs().idxmax()]
