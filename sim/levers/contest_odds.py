"""What one more unit sold is expected to win in a contest that still runs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

Floats = NDArray[np.float64]

# Standard deviations between the points at which one's own result is looked at, and how far out these go.
_STEP, _FURTHEST = 0.3, 6.0
_AT = np.arange(-_FURTHEST, _FURTHEST + _STEP / 2, _STEP)
_WEIGHT = np.exp(-0.5 * _AT**2) * _STEP / np.sqrt(2 * np.pi)


def marginal_prizes(mean: Floats, deviation: Floats, shares: tuple[float, ...]) -> Floats:
    """By competitor: the share of the pool that one more unit of her score is expected to win her.

    Final scores are independent, N(mean, deviation^2); `shares` of the pool are those of the ranks, the first one's
    first. Given her own score x, the number of rivals above her is a sum of independent trials with chances
    P(S > x), a Poisson binomial; so the share that x wins is g(x) = sum over ranks of share x P(rank - 1 rivals above).
    The slope of E[g(S)] in her mean is E[g(S) (S - mean)] / deviation^2 (Stein 1981), summed over a grid of S. Ranks
    that there is nobody for leave their share to the others. Where nothing is uncertain, or nobody competes with her,
    one more unit wins nothing.
    """
    count = len(mean)
    ranks = np.array(shares[:count])
    if count < 2 or not np.all(deviation > 0):
        return np.zeros(count)
    own = mean[:, None] + deviation[:, None] * _AT  # (competitor, point)
    # Chances of exactly 0, 1, ... rivals above, as far as there are prizes: (rank, competitor, point).
    chance = np.zeros((len(ranks), count, len(_AT)))
    chance[0] = 1.0
    for rival in range(count):
        above = ndtr((mean[rival] - own) / deviation[rival])
        above[rival] = 0.0
        for place in range(len(ranks) - 1, 0, -1):
            chance[place] += above * (chance[place - 1] - chance[place])
        chance[0] *= 1 - above
    won = np.tensordot(ranks / ranks.sum(), chance, axes=1)
    return np.asarray(won @ (_AT * _WEIGHT) / deviation)


def expected_pace(quota: float, sold: float, weeks: float, half_weeks: float) -> float:
    """What somebody is expected to sell in a week, in the quota's unit; `quota` is a week's.

    Between her quota and what she has sold in so many weeks: after `half_weeks` both count alike.
    """
    return (quota * half_weeks + sold) / (half_weeks + weeks)
