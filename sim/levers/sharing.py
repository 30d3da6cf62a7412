"""Sharing what one knows within a team, and what holds the team together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.levers.learning import kept
from sim.levers.training import share_gained

Floats = NDArray[np.float64]


def way_gone(most_share: float, hours: float, half_hours: float, cohesion: float, cohesion_gain: float) -> float:
    """Share of the way to what those who know more know, gone in a week of so many hours of sharing; at most all.

    most_share x hours / (hours + half_hours), and more by `cohesion_gain` in a team of full cohesion.
    """
    return min(most_share * share_gained(hours, half_hours) * (1 + cohesion_gain * cohesion), 1.0)


def towards_the_better(known: Floats, way: float) -> Floats:
    """What people know, (people, categories), once each has gone so much of the way to those who know more.

    In each category the way leads to the mean of those who know more of it: nobody forgets, the best stays where she
    is, and nobody passes her.
    """
    if len(known) < 2 or way == 0:
        return known
    order = np.argsort(-known, axis=0, kind="stable")
    ranked = np.take_along_axis(known, order, axis=0)
    place = np.arange(len(known))[:, None]
    falls = np.vstack([np.zeros_like(ranked[:1], dtype=bool), ranked[1:] < ranked[:-1]])
    # How many know more, equals left out.
    better = np.maximum.accumulate(np.where(falls, place, 0), axis=0)
    sums = np.take_along_axis(np.cumsum(ranked, axis=0), np.maximum(better - 1, 0), axis=0)
    goal = np.where(better > 0, np.minimum(sums / np.maximum(better, 1), ranked[0]), ranked)
    moved = np.empty_like(known)
    np.put_along_axis(moved, order, ranked + way * (goal - ranked), axis=0)
    return moved


def cohesion_after_a_week(cohesion: float, hours: float, half_hours: float, half_life_weeks: float) -> float:
    """Cohesion, 0 to 1, after a week with so many hours of team building: what is left of it, and part of the rest."""
    left = cohesion * kept(half_life_weeks, 1.0)
    return left + (1 - left) * share_gained(hours, half_hours)
