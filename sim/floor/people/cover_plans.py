"""Compiles when each seat is away, who covers, and where leads overflow to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from math import log1p

import numpy as np

from sim.floor.people.time_use import productive_shares
from sim.floor.resolving.regional_plan import AbsencePlan, OverflowPlan
from sim.floor.resolving.resolved import ResolvedScheme
from sim.floor.stages import attempts
from sim.inputs.models.market import Market
from sim.levers.absence import SICK, VACANT, Stretch, one_after_another, together
from sim.levers.travel import distance_km
from sim.market.draws import name_key, uniform

WEEKS_A_YEAR = 52.0
Desks = tuple[tuple[int, ...], ...]


def absence_plan(
    market: Market,
    resolved: ResolvedScheme,
    desks: Desks,
    end: float,
    seed: int,
    replication: int,
    *,
    vacancies: bool = False,
) -> AbsencePlan | None:
    """When everyone is away before the clock `end`, the same for a person in every scheme; None where that is off.

    `vacancies`: posts fall vacant as people leave on the floor, so that there is a plan though nobody is ever ill.
    """
    block = market.effects.absence if market.effects.active("absence") else None
    if block is None and not vacancies:
        return None
    week = market.week_hours
    kinds = (
        ()
        if block is None
        else (
            (SICK, float(block.sick_spells_per_year), float(block.sick_hours)),
            (VACANT, float(block.vacancies_per_year), float(block.vacancy_weeks) * week),
        )
    )
    stretches: list[list[Stretch]] = []
    for seat in resolved.seats:
        person = name_key(*seat.person(seed, replication))
        found: list[Stretch] = []
        for kind, yearly, mean in kinds:
            if yearly > 0:
                found += one_after_another(_draws(person, kind, WEEKS_A_YEAR * week / yearly, mean), kind, end)
        stretches.append(together(found))
    cover = resolved.scheme.routing.cover
    return AbsencePlan(
        stretches=stretches,
        by="wait" if cover is None else cover.by,
        after_hours=0.0 if cover is None else float(cover.after_hours),
        neighbours=neighbours_of(market, resolved, desks),
    )


def overflow_plan(market: Market, resolved: ResolvedScheme, desks: Desks) -> OverflowPlan | None:
    """How full a desk may be, and where leads go then; None where they stay."""
    territory = resolved.scheme.territory
    if territory is None or territory.overflow_hours is None:
        return None
    shares = productive_shares(resolved.scheme, resolved.seats, market.week_hours)
    return OverflowPlan(
        hours=float(territory.overflow_hours),
        task_hours=[float(stage.effort_hours) for stage in market.stages.values()] * attempts(market),
        pace=[sum(shares[seat] for seat in desk) for desk in desks],
        neighbours=neighbours_of(market, resolved, desks),
    )


def neighbours_of(market: Market, resolved: ResolvedScheme, desks: Desks) -> list[tuple[int, ...]]:
    """For each desk the others of its role and team, the nearest first, by the middle of their people's homes."""
    firsts = [resolved.seats[desk[0]] for desk in desks]
    homes = [[market.regions[resolved.seats[seat].home] for seat in desk] for desk in desks]
    north = np.array([np.mean([float(home.latitude) for home in places]) for places in homes])
    east = np.array([np.mean([float(home.longitude) for home in places]) for places in homes])
    found = []
    for here, first in enumerate(firsts):
        km = distance_km(north[here], east[here], north, east)
        alike = [
            desk
            for desk, other in enumerate(firsts)
            if desk != here and (other.role, other.team) == (first.role, first.team)
        ]
        found.append(tuple(sorted(alike, key=lambda desk: (float(km[desk]), desk))))
    return found


def _draws(person: int, kind: int, at_work: float, away: float) -> Iterator[tuple[float, float]]:
    """Exponential times at work and away, with these means, by ordinal."""
    for ordinal in count():
        u = uniform(person, name_key("absence", kind, ordinal, "at work"))
        v = uniform(person, name_key("absence", kind, ordinal, "away"))
        yield -at_work * log1p(-u), -away * log1p(-v)
