"""Coaching, absence, turnover and overflow in plain numbers, by seat and by desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Person(NamedTuple):
    """What is drawn for a person: the cumulative hazard at which she leaves, for how many business hours her post was
    vacant before she came, and her skill by stage (empty: the seat's own).
    """

    bears: float
    vacant_hours: float
    skill: list[float]


@dataclass(frozen=True, slots=True)
class TurnoverPlan:
    """Plain numbers. By seat: log of the weekly hazard at its pay, the number of its unit, the ramp, the cost.

    `kinds` are the places of the categories of which narrowness is taken, `reference` what it is for today's people.
    `person(seat, hire)` is the one who holds the post after so many before her.
    """

    log_of_pay: list[float]
    unit: list[int]
    contagion_weight: float
    contagion_hours: float
    focus_weight: float
    kinds: list[list[int]]
    reference: float
    relationship_lost: float
    ramp_start: list[float]
    ramp_hours: list[float]
    cost: list[float]
    person: Callable[[int, int], Person] = field(repr=False)


__all__ = ["AbsencePlan", "CoachingPlan", "OverflowPlan", "Person", "TurnoverPlan"]
