"""The hours that a scheme's leads offer in a planning year: for staffing and for what people know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_plan import hours_after_sale
from sim.floor.accounts.histories import Histories
from sim.floor.classify import Classified, classify, territory_of_regions
from sim.floor.crm_use import long_run_use
from sim.floor.insight import known_at
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.travel import distance_km, visit_hours
from sim.market.leads import LeadTable, lead_table

Floats = NDArray[np.float64]

PLANNING_WEEKS = 52
PLANNING_SEED = 0
PLANNING_REPLICATION = -1


@dataclass(frozen=True, slots=True)
class Workload:
    """What each lead of a planning year asks for at each stage, (leads, stages).

    `hours` are offered, travel included; `worked` are spent on the customer and remembered, without travel; `reach` is
    the chance to come to the stage. `after_sale` (leads, 2) are hours of a year's service.
    """

    table: LeadTable
    classified: Classified
    hours: Floats
    worked: Floats
    reach: Floats
    after_sale: Floats


def planning_table(market: Market) -> LeadTable:
    """A year of leads to plan with, drawn apart from every replication and the same whatever the seed.

    Without leads that come by nothing but somebody's doing, and without customers to serve.
    """
    table = lead_table(market, 7 * PLANNING_WEEKS, PLANNING_SEED, PLANNING_REPLICATION)
    came = np.flatnonzero(np.isfinite(table.arrival_hours))
    return replace(table.rows(came), accounts_region=(), accounts_row=(), accounts_week=(), born=None, further=None)


def expected_workload(
    market: Market,
    scheme: Scheme,
    table: LeadTable,
    centres: Floats | None = None,
    histories: Histories | None = None,
) -> Workload:
    """Expected hours of each lead at each stage: chance to reach it x (work + travel of those who could serve it).

    It knows no queue: nobody waits, goes cold or learns. `as_played` corrects it by what a pilot year showed.
    """
    # The year is planned as the measured weeks will be, studies included.
    known = known_at(market, scheme, np.floor_divide(table.arrival_day, 7).astype(np.float64))
    classified = classify(market, scheme, table, centres, long_run_use(scheme), known, histories)
    travel = _expected_travel(market, scheme, table)
    fit_weight = (
        market.effects.need_fit.weight.value if market.effects.need_fit and market.effects.active("need_fit") else 0.0
    )
    alive = np.ones(len(table))
    hours, worked, reach = [], [], []
    for number, stage in enumerate(market.stages.values()):
        offer_effort = classified.offer_efforts[number] if float(stage.fit_weight) > 0 else 1.0
        work = float(stage.effort_hours) * table.effort_factor * offer_effort
        if classified.trial is not None and (trying := classified.trial.takes(number)) is not None:
            work = work + classified.trial.hours * trying
        hours.append(alive * (work + float(stage.on_site_share) * travel))
        worked.append(alive * work)
        reach.append(alive)
        base = np.log(float(stage.conversion) / (1 - float(stage.conversion)))
        logit = base + table.logit_shift + fit_weight * float(stage.fit_weight) * classified.fits[number]
        if classified.judged is not None:
            logit = logit + classified.judged[number]
        alive = alive / (1 + np.exp(-logit))
    return Workload(
        table,
        classified,
        hours=np.stack(hours, axis=1),
        worked=np.stack(worked, axis=1),
        reach=np.stack(reach, axis=1),
        after_sale=hours_after_sale(market, len(table), alive),
    )


def as_played(workload: Workload, come: Sequence[float], worked: Sequence[float]) -> Workload:
    """The workload with each stage scaled: leads that come to it by `come`, hours worked there by `worked`."""
    arriving, working = np.asarray(come), np.asarray(worked)
    return replace(
        workload,
        hours=workload.hours * arriving,
        reach=workload.reach * arriving,
        worked=workload.worked * working,
        # As many fewer are won as come to the last stage.
        after_sale=workload.after_sale * np.array([arriving[-1], 1.0]),
    )


def _expected_travel(market: Market, scheme: Scheme, table: LeadTable) -> Floats:
    """Hours of one visit to each lead, averaged over the homes of those who serve its territory."""
    block = market.effects.travel if market.effects.active("travel") else None
    if block is None:
        return np.zeros(len(table))
    regions = table.names["region"]
    by_territory = territory_of_regions(scheme, regions)
    territory = by_territory[table.attributes["region"]]
    total, weight = np.zeros(len(table)), np.zeros(len(table))
    everywhere, everyone = np.zeros(len(table)), 0.0
    for office in scheme.people.offices.values():
        home = market.regions[office.region]
        km = distance_km(
            np.array(float(home.latitude)), np.array(float(home.longitude)), table.latitude, table.longitude
        )
        hours = visit_hours(block, km)
        serves = (territory == by_territory[regions.index(office.region)]) * float(office.heads)
        total, weight = total + serves * hours, weight + serves
        everywhere, everyone = everywhere + office.heads * hours, everyone + office.heads
    pooled = everywhere / everyone if everyone else everywhere
    return np.where(weight > 0, total / np.where(weight > 0, weight, 1), pooled)
