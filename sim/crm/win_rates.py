"""Win rates by group, with the interval of each, and partially pooled so that a small group isn't taken at its word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

Floats = NDArray[np.float64]

_MOST_ALIKE = 1e6


@dataclass(frozen=True, slots=True)
class GroupRate:
    """Wins of a group. `rate` is wins / leads, `low` and `high` its Wilson interval.

    `pooled` is the partially pooled rate and `se` its standard error; `share` is the group's share of all leads and
    `share_se` its binomial standard error.
    """

    leads: int
    wins: int
    rate: float
    low: float
    high: float
    pooled: float
    se: float
    share: float
    share_se: float


def group_rates(groups: pd.Series, won: pd.Series, confidence: float = 0.95) -> dict[str, GroupRate]:
    """The rates of each group, by name in alphabetical order; both arguments have one entry for each lead.

    Partial pooling is empirical Bayes: rates of groups are Beta(a, b), with a and b by maximum likelihood of the
    beta-binomial, and `pooled` and `se` are mean and standard deviation of each group's posterior
    Beta(a + wins, b + losses). With 500 leads it hardly moves a rate; with 30 it takes most of the common one.
    """
    table = won.groupby(groups.to_numpy()).agg(["size", "sum"]).sort_index()
    leads = table["size"].to_numpy(dtype=np.float64)
    wins = table["sum"].to_numpy(dtype=np.float64)
    a, b = _beta_prior(leads, wins)
    pooled, strength = (a + wins) / (a + b + leads), a + b + leads
    errors = np.sqrt(pooled * (1 - pooled) / (strength + 1))
    shares = leads / leads.sum()
    share_errors = np.sqrt(shares * (1 - shares) / leads.sum())
    rates = {}
    for index, name in enumerate(table.index):
        low, high = wilson_interval(int(wins[index]), int(leads[index]), confidence)
        rates[str(name)] = GroupRate(
            leads=int(leads[index]),
            wins=int(wins[index]),
            rate=float(wins[index] / leads[index]),
            low=low,
            high=high,
            pooled=float(pooled[index]),
            se=float(errors[index]),
            share=float(shares[index]),
            share_se=float(share_errors[index]),
        )
    return rates


def wilson_interval(wins: int, leads: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a rate (Wilson 1927, without continuity correction)."""
    from scipy.special import ndtri

    z = float(ndtri((1 + confidence) / 2))
    rate = wins / leads
    centre = rate + z**2 / (2 * leads)
    half = z * np.sqrt(rate * (1 - rate) / leads + z**2 / (4 * leads**2))
    scale = 1 + z**2 / leads
    return float((centre - half) / scale), float((centre + half) / scale)


def _beta_prior(leads: Floats, wins: Floats) -> tuple[float, float]:
    """Parameters a and b of the rates between groups; of near-infinite strength where they differ by chance."""
    from scipy.optimize import minimize
    from scipy.special import betaln

    overall = float(wins.sum() / leads.sum())
    if len(leads) < 2 or not 0.0 < overall < 1.0:
        overall = float((wins.sum() + 0.5) / (leads.sum() + 1.0))
        return overall * _MOST_ALIKE, (1 - overall) * _MOST_ALIKE

    def shape(point: Floats) -> tuple[float, float]:
        mean, strength = 1 / (1 + np.exp(-point[0])), np.exp(np.minimum(point[1], np.log(_MOST_ALIKE)))
        return float(mean * strength), float((1 - mean) * strength)

    def misfit(point: Floats) -> float:
        a, b = shape(point)
        return float(-np.sum(betaln(a + wins, b + leads - wins) - betaln(a, b)))

    start = np.array([np.log(overall / (1 - overall)), np.log(30.0)])
    options = {"xatol": 1e-6, "fatol": 1e-9, "maxiter": 2000}
    return shape(minimize(misfit, start, method="Nelder-Mead", options=options).x)
