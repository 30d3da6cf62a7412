"""What people remember at the start: the hours that an organisation would have given them over their tenure."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

import numpy as np
from numpy.typing import NDArray

from sim.floor.classify import team_names, territory_names
from sim.floor.desks import desks_of
from sim.floor.overlay import overlay_at
from sim.floor.people.time_use import productive_shares
from sim.floor.resolving.nearness import distances_km
from sim.floor.resolving.resolved import SeatSpec
from sim.floor.resolving.workload import Workload
from sim.inputs.models.effects import Learning
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.learning import familiarity, remembered

Floats = NDArray[np.float64]
Category = tuple[str, str]

PERSONAL = ("industry", "size", "region", "product")


def categories_of(market: Market, schemes: Sequence[Scheme]) -> tuple[Category, ...]:
    """Everything that one can be familiar with, the same for all the schemes."""
    offers = dict.fromkeys(
        name for scheme in schemes for name in (scheme.products.offers if scheme.products else ("standard",))
    )
    return (
        *(("stage", name) for name in market.stages),
        *(("industry", name) for name in market.industries),
        *(("size", name) for name in market.sizes),
        *(("region", name) for name in market.regions),
        *(("product", name) for name in market.products),
        *(("offer", name) for name in offers),
    )


def remembered_hours(
    market: Market,
    scheme: Scheme,
    seats: Sequence[SeatSpec],
    workload: Workload,
    categories: Sequence[Category],
) -> Floats:
    """Hours of each category (seats, categories) after `tenure_weeks` of this organisation's steady work."""
    hours = np.zeros((len(seats), len(categories)))
    learning = market.effects.learning if market.effects.active("learning") else None
    if learning is None:
        return hours
    position = {category: index for index, category in enumerate(categories)}
    shares = productive_shares(scheme, seats, market.week_hours)
    for members, mix in desk_mixes(market, scheme, seats, workload, position):
        weekly = mix / max(len(members), 1) / 52
        load = weekly[: len(market.stages)].sum()
        capacity = market.week_hours * sum(shares[seat] for seat in members) / max(len(members), 1)
        scale = min(1.0, capacity / load) if load > 0 else 0.0
        for seat in members:
            hours[seat] = [
                remembered(value * scale, float(learning.half_life_weeks), float(scheme.people.tenure_weeks))
                for value in weekly
            ]
    return hours


def desk_mixes(
    market: Market, scheme: Scheme, seats: Sequence[SeatSpec], workload: Workload, position: dict[Category, int]
) -> list[tuple[tuple[int, ...], Floats]]:
    """For each desk its seats and the hours of each category that it works in a year, without travel."""
    teams, territories = team_names(scheme), territory_names(scheme)
    away = distances_km(market, scheme)
    desks = desks_of(seats, scheme.working_roles(), teams, territories, scheme.process.shared_roles, away)
    mixes = [np.zeros(len(position)) for _ in desks.seats]
    classified, table = workload.classified, workload.table
    place = classified.team * len(territories) + classified.territory

    def by_place(hours: Floats) -> Floats:
        return np.bincount(place, hours, minlength=len(teams) * len(territories)).astype(np.float64)

    def add(roles: Sequence[tuple[str, ...]], number: int, stage: str, work: Floats) -> None:
        """Hours at a stage of each lead, shared over the desks of the roles that do them for each team."""
        columns = [(attribute, table.names[attribute], table.attributes[attribute]) for attribute in PERSONAL]
        columns.append(("offer", classified.offers, classified.offered[number]))
        by_category: list[tuple[int, Floats]] = [(position["stage", stage], by_place(work))]
        for kind, names, column in columns:
            for index, name in enumerate(names):
                by_category.append((position[kind, name], by_place(work * (column == index))))
        for team_index, team in enumerate(teams):
            for role in roles[team_index]:
                for territory_index, territory in enumerate(territories):
                    serving = desks.serving[role, team, territory]
                    people = sum(len(desks.seats[desk]) for desk in serving)
                    for desk in serving:
                        share = len(desks.seats[desk]) / people
                        for where, hours in by_category:
                            mixes[desk][where] += share * hours[team_index * len(territories) + territory_index]

    for stage_index, stage in enumerate(market.stages):
        work = workload.worked[:, stage_index]
        add([scheme.roles_at(stage, team) for team in teams], stage_index, stage, work)
        overlay = overlay_at(scheme, stage, table)
        if overlay is not None:
            add([(overlay[0],)] * len(teams), stage_index, stage, work * overlay[1])
    return list(zip(desks.seats, mixes, strict=True))


def mean_familiarity(
    market: Market,
    scheme: Scheme,
    seats: Sequence[SeatSpec],
    workload: Workload,
    experience: Floats,
    categories: Sequence[Category],
) -> float:
    """Familiarity of the average hour of work: where effort and conversion are what the market states."""
    learning = market.effects.learning if market.effects.active("learning") else None
    if learning is None:
        return 0.0
    position = {category: index for index, category in enumerate(categories)}
    total = weight = 0.0
    for members, mix in desk_mixes(market, scheme, seats, workload, position):
        if not members:
            continue
        known = _weighted(learning, experience[list(members)].mean(axis=0), categories)
        # Summed exactly, so that categories which only another scheme has change no bit of the reference.
        total += fsum((known * mix).tolist())
        weight += float(mix[: len(market.stages)].sum())
    return total / weight if weight else 0.0


def _weighted(learning: Learning, hours: Floats, categories: Sequence[Category]) -> Floats:
    weights = np.array([float(getattr(learning.weights, kind)) for kind, _ in categories])
    return familiarity(weights, hours, float(learning.reference_hours))
