"""The hours that a scheme's work offers each role in each area: stages, who joins, service after the sale, hunting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product

import numpy as np
from numpy.typing import NDArray

from sim.floor.classify import team_names
from sim.floor.overlay import overlay_at
from sim.floor.resolving.resolved import Floats
from sim.floor.resolving.workload import PLANNING_WEEKS, Workload
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme

Cell = tuple[str, str, str]  # area, team, role
RolesOf = Callable[[str], Sequence[str]]


def hours_offered(
    market: Market, scheme: Scheme, workload: Workload, areas: tuple[str, ...], area_of_region: NDArray[np.int64]
) -> dict[Cell, float]:
    """Yearly hours offered to each area, team and role; `area_of_region` are places in `areas`."""
    teams = team_names(scheme)
    place = area_of_region[workload.table.attributes["region"]] * len(teams) + workload.classified.team
    found: dict[Cell, float] = {}
    for roles_of, offered in _work(market, scheme, workload):
        sums = np.bincount(place, offered, minlength=len(teams) * len(areas))
        for (area, team), hours in zip(product(areas, teams), sums.tolist(), strict=True):
            for role in roles_of(team):
                found[area, team, role] = found.get((area, team, role), 0.0) + hours
    return _with_hunting(market, scheme, found, areas, area_of_region)


def _work(market: Market, scheme: Scheme, workload: Workload) -> Iterator[tuple[RolesOf, Floats]]:
    """Who works, by team, and hours of each lead: stages, specialists who join, and service after the sale."""
    for index, stage in enumerate(market.stages):
        yield partial(scheme.roles_at, stage), workload.hours[:, index]
    for index, stage in enumerate(market.stages):
        overlay = overlay_at(scheme, stage, workload.table)
        if overlay is not None:
            yield partial(_whatever_the_team, overlay[0]), workload.hours[:, index] * overlay[1]
    if scheme.process.after_sales is not None:
        yield partial(_whatever_the_team, scheme.process.after_sales.role), workload.after_sale.sum(axis=1)


def _whatever_the_team(role: str, _: str) -> Sequence[str]:
    return (role,)


def _with_hunting(
    market: Market,
    scheme: Scheme,
    hours: dict[Cell, float],
    areas: tuple[str, ...],
    area_of_region: NDArray[np.int64],
) -> dict[Cell, float]:
    """The share of the week that is kept for hunting comes on top: hours / (1 - share), as far as there are accounts.

    What is hunted in idle time asks for nobody.
    """
    terms, block = scheme.process.hunting, market.effects.prospecting
    if terms is None or block is None or not block.enabled or float(terms.week_share) == 0:
        return hours
    kept = float(terms.week_share)
    of_region = np.array([float(region.share) for region in market.regions.values()])
    accounts = float(block.accounts_per_year) * 7 * PLANNING_WEEKS / 365
    there = np.bincount(area_of_region, of_region * accounts * float(block.contact_hours), minlength=len(areas))
    on_top = {}
    for area, of_accounts in zip(areas, there.tolist(), strict=True):
        others = sum(value for cell, value in hours.items() if cell[0] == area and cell[2] == terms.role)
        # Whoever keeps the whole week for it contacts every account that there is.
        hunted = of_accounts if kept == 1 else min(others * kept / (1 - kept), of_accounts)
        on_top[area] = 1 + hunted / others if others > 0 else 1.0
    return {cell: value * on_top[cell[0]] if cell[2] == terms.role else value for cell, value in hours.items()}
