"""How much of attainment among people is their territory, the leads that fell to them, their skill, and luck.

The share of a cause is its average part of the variance that a regression explains, over all orders in which causes may
be let in (Lindeman, Merenda and Gold 1980, p. 119 ff.; it is the Shapley value of R squared, see Grömping, The American
Statistician 61, 2007). Shares of causes that go together are divided evenly between them, none is negative, and with
luck, which is what no cause explains, they sum to 1. Deviations are within role and replication, so that neither a
rich year nor a role's level passes for a cause. What is explained is adjusted for what as many causes would explain by
chance (Ezekiel 1930), so that where there is only luck, luck has all of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from math import inf

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from sim.results.decide.jackknife import half_widths

Floats = NDArray[np.float64]
CAUSES = ("territory", "leads", "skill")
LUCK = "luck"
FEWEST_FREE = 30
"""Fewest degrees of freedom to say anything by: people less groups (of a role in a replication) less causes."""
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
    and 1; without end where there is one replication. Empty with too few people to say anything: those that are left
    when levels of groups and weights of causes are taken from them count.
    """
    columns = ["attainment", *causes]
    found = pd.DataFrame(columns=["cause", "mean", "low", "high", "n"])
    groups = people.groupby(["replication", "role"])
    if len(people) - groups.ngroups - len(causes) < FEWEST_FREE:
        return found
    centred = people[columns] - groups[columns].transform("mean")
    values, replication = centred.to_numpy(dtype=np.float64), people["replication"].to_numpy()
    group = groups.ngroup().to_numpy()
    whole = _adjusted(values, group)
    runs = np.unique(replication)
    half = np.full(len(whole), inf)
    if len(runs) > 1:
        without = [_adjusted(values[replication != run], group[replication != run]) for run in runs]
        half = half_widths(without, confidence)
    rows = [
        (cause, share, max(share - width, 0.0), min(share + width, 1.0), len(people))
        for cause, share, width in zip((*causes, LUCK), whole.tolist(), half.tolist(), strict=True)
    ]
    return pd.DataFrame(rows, columns=list(found.columns))


def _adjusted(values: Floats, group: NDArray[np.int64]) -> Floats:
    """Shares of the causes (columns from the second on) in the variance of the first, less what is so by chance."""
    shares = shares_of_variance(values[:, 0], values[:, 1:])
    varies = len(values) - len(np.unique(group))
    luck = min(shares[-1] * varies / max(varies - (values.shape[1] - 1), 1), 1.0)
    explained = 1 - shares[-1]
    return np.append(shares[:-1] * ((1 - luck) / explained if explained > 0 else 0.0), luck)
