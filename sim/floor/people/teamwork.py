"""Compiles and keeps what teams do together: sharing what they know, and team building.

A unit is whoever works for the same team in the same territory, and in the same pod where there are pods. Shared roles
are units of their own.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import Horizon, ResolvedScheme, SeatSpec
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.teaching import Cohesion, Exchange
from sim.inputs.models.training import QUARTER_WEEKS, Sharing, TeamBuilding
from sim.levers.sharing import cohesion_after_a_week, towards_the_better, way_gone

Floats = NDArray[np.float64]

# Long enough that what came before is forgotten.
QUARTERS_BEFORE = 40


@dataclass(frozen=True, slots=True)
class TeamworkPlan:
    """In plain numbers. `unit[s]` is a seat's unit, `members[u]` its seats.

    `sharing_hours` of a week go `most_share` x hours / (hours + half) of the way, faster by `sharing_gain` at full
    cohesion, which saves `context_share` of the context that hand-offs within a unit lose. `built[w]` are hours of team
    building in each week of the run.
    """

    unit: list[int]
    members: list[list[int]]
    sharing_hours: float
    sharing_half_hours: float
    most_share: float
    built: list[float]
    building_half_hours: float
    half_life_weeks: float
    sharing_gain: float
    context_share: float
    start: float


class Teamwork:
    """Cohesion of each unit while the floor runs; it changes once a week."""

    def __init__(self, plan: TeamworkPlan) -> None:
        self.plan = plan
        self.cohesion = [plan.start] * len(plan.members)

    def shared(self, known: Floats) -> Floats:
        """Remembered hours, (seats, categories), after a week in which everyone shared what they know."""
        plan = self.plan
        if plan.most_share == 0 or plan.sharing_hours == 0:
            return known
        found = known.copy()
        for members, cohesion in zip(plan.members, self.cohesion, strict=True):
            way = way_gone(plan.most_share, plan.sharing_hours, plan.sharing_half_hours, cohesion, plan.sharing_gain)
            found[members] = towards_the_better(known[members], way)
        return found

    def weeks_pass(self, first: int, last: int) -> None:
        """The weeks from `first` on and before `last` are over; team building counts from the end of its week."""
        plan = self.plan
        for week in range(first, last):
            self.cohesion = [
                cohesion_after_a_week(held, plan.built[week], plan.building_half_hours, plan.half_life_weeks)
                for held in self.cohesion
            ]

    def context_lost(self, giver: int, taker: int) -> float:
        """Share of the context of a hand-off that cohesion does not save."""
        unit = self.plan.unit
        return 1.0 if unit[giver] != unit[taker] else 1 - self.plan.context_share * self.cohesion[unit[taker]]

    def mean_cohesion(self) -> float:
        """Over people; NaN where nothing is or was done for it."""
        if self.plan.start == 0 and not any(self.plan.built):
            return math.nan
        return float(np.mean([self.cohesion[unit] for unit in self.plan.unit]))


def teamwork_plan(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> TeamworkPlan | None:
    """None where nobody shares, and nothing holds or held anybody together."""
    exchange, shares = _sharing(market, resolved.scheme)
    bonds, builds = _building(market, resolved.scheme)
    start = _cohesion_before(market, resolved, horizon)
    if shares is None and builds is None and start == 0:
        return None
    unit, members = _units(resolved.seats)
    return TeamworkPlan(
        unit=unit,
        members=members,
        sharing_hours=0.0 if shares is None else float(shares.hours_per_week),
        sharing_half_hours=1.0 if exchange is None else float(exchange.half_hours),
        most_share=0.0 if exchange is None else float(exchange.weekly_share),
        built=_built(builds, horizon),
        building_half_hours=1.0 if bonds is None else float(bonds.half_hours),
        half_life_weeks=1.0 if bonds is None else float(bonds.half_life_weeks),
        sharing_gain=0.0 if bonds is None else float(bonds.sharing_gain),
        context_share=0.0 if bonds is None else float(bonds.context_share),
        start=start,
    )


def hours_together(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Floats | None:
    """Hours of each seat in sharing and team building, (weeks, seats), warm-up included; None where there are none."""
    shares, builds = _sharing(market, resolved.scheme)[1], _building(market, resolved.scheme)[1]
    if shares is None and builds is None:
        return None
    by_week = np.array(_built(builds, horizon)) + (0.0 if shares is None else float(shares.hours_per_week))
    return np.repeat(by_week[:, None], len(resolved.seats), axis=1)


def cost_of_team_building(
    market: Market, resolved: ResolvedScheme, horizon: Horizon
) -> Iterator[tuple[int, int, float]]:
    """(week from the start of the run, seat, amount) of everyone, each quarter, where it costs something."""
    builds = _building(market, resolved.scheme)[1]
    if builds is not None and float(builds.cost_per_head_per_quarter):
        for week, hours in enumerate(_built(builds, horizon)):
            for seat in range(len(resolved.seats)) if hours else ():
                yield week, seat, float(builds.cost_per_head_per_quarter)


def _sharing(market: Market, scheme: Scheme) -> tuple[Exchange | None, Sharing | None]:
    """The market's mechanism and the scheme's lever; no lever where the mechanism is off."""
    block = market.effects.sharing if market.effects.active("sharing") else None
    return block, None if block is None or scheme.training is None else scheme.training.sharing


def _building(market: Market, scheme: Scheme) -> tuple[Cohesion | None, TeamBuilding | None]:
    block = market.effects.cohesion if market.effects.active("cohesion") else None
    return block, None if block is None or scheme.training is None else scheme.training.team_building


def _built(builds: TeamBuilding | None, horizon: Horizon) -> list[float]:
    """Hours of team building in each week of the run: in the first of every quarter of the measured weeks."""
    weeks = horizon.warm_up_weeks + horizon.weeks
    held = set() if builds is None else set(builds.weeks(-horizon.warm_up_weeks, horizon.weeks))
    hours = 0.0 if builds is None else float(builds.hours_per_quarter)
    return [hours if week - horizon.warm_up_weeks in held else 0.0 for week in range(weeks)]


def _cohesion_before(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> float:
    """What the quarters before the start of the run have built, in the organisation in which people were then."""
    block, builds = _building(market, resolved.past or resolved.scheme)
    if block is None or builds is None:
        return 0.0
    before = -horizon.warm_up_weeks
    first = before - QUARTERS_BEFORE * QUARTER_WEEKS
    held, cohesion = set(builds.weeks(first, before)), 0.0
    for week in range(first, before):
        hours = float(builds.hours_per_quarter) if week in held else 0.0
        cohesion = cohesion_after_a_week(cohesion, hours, float(block.half_hours), float(block.half_life_weeks))
    return cohesion


def _units(seats: tuple[SeatSpec, ...]) -> tuple[list[int], list[list[int]]]:
    """The unit of each seat, and the seats of each unit, in order of appearance."""
    names = [(seat.team, seat.territory, seat.pod) for seat in seats]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    unit = [numbers[name] for name in names]
    return unit, [[seat for seat, of in enumerate(unit) if of == number] for number in range(len(numbers))]
