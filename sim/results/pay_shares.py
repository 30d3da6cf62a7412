"""How much of attainment among people is their territory, the leads that fell to them, their skill, and luck.

The share of a cause is its average part of the variance that a regression explains, over all orders in which causes may
be let in (Lindeman, Merenda and Gold 1980, p. 119 ff.; it is the Shapley value of R squared, see Grömping, The American
Statistician 61, 2007). Shares of causes that go together are divided evenly between them, none is negative, and with
luck, which is what no cause explains, they sum to 1. Deviations are within role and replication, so that neither a
rich year nor a role's level passes for a cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from math import inf

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

Floats = NDArray[np.float64]
CAUSES = ("territory", "leads", "skill")
LUCK = "luck"
FEWEST_PEOPLE = 8
SAME = 1e-12
"""Attainments that differ by no more are the same, but for rounding."""


def shares_of_variance(outcome: Floats, causes: Floats) -> Floats:
    """The share of each cause (columns) in the variance of the outcome, and last what is left; NaN without variance.

    All are centred by whoever calls.
    """
    count, whole = causes.shape[1], float(outcome @ outcome)
    if np.allclose(outcome, 0, atol=SAME):
        return np.full(count + 1, np.nan)
    explained = {frozenset[int](): 0.0}

    def of(chosen: frozenset[int]) -> float:
        if chosen not in explained:
            columns = causes[:, sorted(chosen)]
            fitted = columns @ np.linalg.lstsq(columns, outcome, rcond=None)[0]
            explained[chosen] = float(fitted @ fitted) / whole
        return explained[chosen]

    found = np.zeros(count)
    orders = list(permutations(range(count)))
    for order in orders:
        for place, cause in enumerate(order):
            before = frozenset(order[:place])
            found[cause] += of(before | {cause}) - of(before)
    found /= len(orders)
    return np.append(found, 1 - of(frozenset(range(count))))


def attainment_shares(people: pd.DataFrame, confidence: float, causes: Sequence[str] = CAUSES) -> pd.DataFrame:
    """Shares of each cause and of luck: cause, mean, low, high, n (people of all replications).

    `people` has a row for each person of each replication: replication, role, attainment and a column for each cause.
    The interval is Student's on the jackknife that leaves out one replication after the other (Tukey 1958), cut at 0
    and 1; without end where there is one replication. Empty with too few people to say anything.
    """
    columns = ["attainment", *causes]
    found = pd.DataFrame(columns=["cause", "mean", "low", "high", "n"])
    if len(people) < FEWEST_PEOPLE:
        return found
    centred = people[columns] - people.groupby(["replication", "role"])[columns].transform("mean")
    values, replication = centred.to_numpy(dtype=np.float64), people["replication"].to_numpy()
    whole = shares_of_variance(values[:, 0], values[:, 1:])
    runs = np.unique(replication)
    half = np.full(len(whole), inf)
    if len(runs) > 1:
        without = [
            shares_of_variance(part[:, 0], part[:, 1:]) for run in runs if len(part := values[replication != run])
        ]
        spread = np.array(without) - np.mean(without, axis=0)
        error = np.sqrt((len(runs) - 1) / len(runs) * (spread**2).sum(axis=0))
        half = float(student.ppf(0.5 + confidence / 2, len(runs) - 1)) * error
    rows = [
        (cause, share, max(share - width, 0.0), min(share + width, 1.0), len(people))
        for cause, share, width in zip((*causes, LUCK), whole.tolist(), half.tolist(), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(found.columns))
