"""What a scheme's studies have taught by the time that a lead comes, what they cost and the hours that they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import SeatSpec
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.research import Study
from sim.levers.research import answers_known, learned_share, starts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Known:
    """By lead, or one number for all: the share left of the errors of needs and of attributes on record, and how much
    of the way that needs move until the decision is known.
    """

    need_left: Floats | float = 1.0
    attributes_left: Floats | float = 1.0
    decision: Floats | float = 0.0


NOTHING = Known()


def known_at(market: Market, scheme: Scheme, week: Floats) -> Known:
    """What is known in each week, counted from the start of the measured weeks; nothing without studies."""
    block = market.effects.insight if market.effects.active("insight") else None
    if block is None or scheme.research is None:
        return NOTHING
    worth = {"survey": 1.0, "interviews": float(block.interview_worth), "panel": float(block.panel_worth)}
    last = int(week.max()) + 1 if len(week) else 0

    def learned(about: str) -> Floats:
        rounds = [
            (start + study.lag_weeks, answers(study) * worth[study.method] / len(study.about))
            for study in studies(scheme)
            if about in study.about
            for start in starts(study.week, study.every_weeks, last)
        ]
        return learned_share(answers_known(week, rounds, float(block.half_life_weeks)), float(block.half_answers))

    most = float(block.learnable_share)
    return Known(1 - most * learned("need"), 1 - most * learned("attributes"), learned("decision"))


def studies(scheme: Scheme) -> tuple[Study, ...]:
    """The scheme's studies; none without research."""
    return () if scheme.research is None else tuple(scheme.research.studies.values())


def answers(study: Study) -> float:
    """Answers that come in each time."""
    return float(study.sample) * float(study.response_share)


def costs(scheme: Scheme, weeks: int) -> Iterator[tuple[int, float]]:
    """(week, amount) of every study that starts in the measured weeks."""
    for study in studies(scheme):
        amount = float(study.cost) + float(study.cost_each) * float(study.sample)
        for week in starts(study.week, study.every_weeks, weeks) if amount else ():
            yield week, amount


def hours_by_week(scheme: Scheme, seats: Sequence[SeatSpec], warm_up_weeks: int, weeks: int) -> Floats | None:
    """Hours of each seat that asking takes in each week, warm-up included, (weeks, seats); None where it takes none."""
    asking = [study for study in studies(scheme) if study.role is not None]
    if not asking:
        return None
    hours = np.zeros((warm_up_weeks + weeks, len(seats)))
    for study in asking:
        who = np.array([seat.role == study.role for seat in seats])
        each = answers(study) * float(study.hours_each) / study.lag_weeks / max(int(who.sum()), 1)
        for start in starts(study.week, study.every_weeks, weeks):
            first = warm_up_weeks + start
            hours[first : first + study.lag_weeks] += each * who
    return hours
