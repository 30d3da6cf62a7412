"""Turnover: how likely people are to leave, how narrow their work is, and how fast new ones work."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WEEKS_A_YEAR = 52.0


def log_hazard_of_pay(base_per_year: float, pay_weight: float, market_pay: float, own_pay: float) -> float:
    """Log of the weekly hazard at that pay: log(base / 52) + pay_weight x log(market / own); -inf without a base.

    Somebody who is paid nothing is held to earn a thousandth of the market's pay. Without any pay there, pay says
    nothing.
    """
    if base_per_year <= 0:
        return -math.inf
    gap = math.log(market_pay / max(own_pay, market_pay / 1000)) if market_pay > 0 else 0.0
    return math.log(base_per_year / WEEKS_A_YEAR) + pay_weight * gap


def weekly_hazard(log_of_pay: float, contagion: float, left_share: float, focus: float, narrower: float) -> float:
    """exp(log hazard of pay + contagion x share of colleagues who left + focus x (narrowness - the average's))."""
    return math.exp(log_of_pay + contagion * left_share + focus * narrower)


def narrowness(hours: Floats, kinds: Sequence[Sequence[int]]) -> Floats:
    """How concentrated hours are, by person: the mean over kinds of sum of (share of the kind's hours)^2.

    `hours` is (people, categories), `kinds` the places of each kind's categories. 1: all in one; NaN without any hour
    in some kind.
    """
    indices = []
    for places in kinds:
        part = hours[:, list(places)]
        total = part.sum(axis=1)
        share = np.divide(part, total[:, None], out=np.full_like(part, np.nan), where=total[:, None] > 0)
        indices.append((share**2).sum(axis=1))
    return np.mean(indices, axis=0) if indices else np.full(len(hours), np.nan)


def pace_of_new(start_share: float, ramp_hours: float, hours_in_post: float) -> float:
    """Speed as a share of full speed: a straight line from `start_share` to 1 over so many hours."""
    return min(1.0, start_share + (1 - start_share) * hours_in_post / ramp_hours)
