"""Coaching, absence and overflow in plain numbers, by seat and by desk."""

from __future__ import annotations

from dataclasses import dataclass

from sim.levers.absence import Stretch


@dataclass(frozen=True, slots=True)
class CoachingPlan:
    """By seat: hours of coaching each week, and hours remembered at the start; `reference` are logits of today's."""

    most_logit: float
    half_hours: float
    half_life_weeks: float
    weekly: list[float]
    start: list[float]
    reference: float


@dataclass(frozen=True, slots=True)
class AbsencePlan:
    """When each seat is away, who covers, and the desks that each desk may ask, nearest first."""

    stretches: list[list[Stretch]]
    by: str
    after_hours: float
    neighbours: list[tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class OverflowPlan:
    """From `hours` on a desk is full; `task_hours` are expected by stage, `pace` hours of work an hour by desk."""

    hours: float
    task_hours: list[float]
    pace: list[float]
    neighbours: list[tuple[int, ...]]


__all__ = ["AbsencePlan", "CoachingPlan", "OverflowPlan"]
