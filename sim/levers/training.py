"""Courses: what is remembered of them, and what that brings."""

from __future__ import annotations

from collections.abc import Iterable

from sim.levers.learning import kept


def remembered_at(week: int, given: Iterable[tuple[int, float]], half_life_weeks: float) -> float:
    """Hours remembered as a week begins, of (week, hours) given before; a week's count in full from its end."""
    return sum(hours * kept(half_life_weeks, week - held - 1) for held, hours in given if held < week)


def share_gained(hours: float, half_hours: float) -> float:
    """Share of the most that so many hours bring: half of it at `half_hours`, never all of it."""
    return hours / (hours + half_hours)
