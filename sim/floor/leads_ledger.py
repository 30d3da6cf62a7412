"""The ledger's leads: what came in, what became of it, and what it brought."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.plan import NO_REASON, FloorPlan
from sim.floor.sales_floor import SalesFloor
from sim.floor.states import LOST, THINKING, WON
from sim.inputs.models.market import Market

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]


def lead_columns(plan: FloorPlan, floor: SalesFloor, market: Market) -> Columns:
    """A row for each lead of the table, with its state at the horizon."""
    table, classified = plan.table, plan.classified
    arrival = np.array(floor.arrival, dtype=np.float64)
    # Leads that somebody found came when they were found.
    found = np.isinf(table.arrival_hours) & np.isfinite(arrival)
    state, closed = np.array(floor.state, dtype=np.int64), np.array(floor.closed, dtype=np.float64)
    undecided = closed >= plan.end_hours
    still_open = undecided & (state == LOST)
    state[still_open] = THINKING
    closed[undecided] = np.inf
    columns: Columns = {
        "lead": np.arange(len(table), dtype=np.int64),
        "key": table.key,
        "arrival": arrival,
        "arrival_day": np.where(found, _day_of(plan, arrival), table.arrival_day),
    }
    columns |= table.attributes
    first = np.array(floor.first_touch, dtype=np.float64)
    served = np.isfinite(first)
    # A customer judges the offer by what weighed in the end.
    fit = classified.fits[-1] if market.effects.active("need_fit") else np.zeros(len(table))
    columns |= {
        "existing": table.existing,
        "value": table.value,
        "segment": classified.segment,
        "team": classified.team,
        "territory": classified.territory,
        "offer": classified.offer,
        "misclassified": classified.misclassified,
        "stage": np.array(floor.stage, dtype=np.int64) % plan.stage_count,
        "attempt": np.array(floor.stage, dtype=np.int64) // plan.stage_count,
        "state": state,
        "reason": np.where(state == LOST, np.array(floor.reason, dtype=np.int64), NO_REASON) % (len(plan.reasons) + 1),
        "queued": np.array(floor.queued, dtype=np.float64),
        "first_touch": first,
        "closed": closed,
        "handoffs": np.array(floor.handoffs, dtype=np.int64),
        "escalations": np.array(floor.escalations, dtype=np.int64),
        "fit": fit,
        "revenue": np.where(state == WON, np.array(floor.net_value), 0.0),
        "margin": np.where(state == WON, np.array(floor.margin), 0.0),
        "satisfaction": _satisfaction(market, first - np.where(np.isfinite(arrival), arrival, 0), fit, served),
    }
    if floor.timing is not None:
        columns["signing"] = _signing(floor.timing.moved, len(table))
    if floor.odds is not None:
        columns["odds_discount"] = np.array([floor.odds.given.get(lead, 0.0) for lead in range(len(table))])
    for role, owners in zip(plan.roles, floor.owner, strict=True):
        columns[f"owner_{role}"] = np.array(owners, dtype=np.int64)
    return columns


def _signing(moved: dict[int, int], leads: int) -> NDArray[np.int64]:
    """Of each lead, whether its signature was brought forward or held back; 0 where it was left to the customer."""
    found = np.zeros(leads, dtype=np.int64)
    found[list(moved)] = list(moved.values())
    return found


def _day_of(plan: FloorPlan, clock: Floats) -> NDArray[np.int64]:
    """Calendar day of each clock; 0 where it is inf."""
    calendar = plan.table.calendar
    dates = calendar.dates_of(np.where(np.isfinite(clock), clock, 0.0))
    return np.asarray((dates - np.datetime64(calendar.start, "D")).astype(np.int64))


def _satisfaction(market: Market, wait: Floats, fit: Floats, served: NDArray[np.bool_]) -> Floats:
    """Satisfaction of those who were served, from response and fit; NaN for the others and where it is switched off."""
    block = market.effects.satisfaction if market.effects.active("satisfaction") else None
    if block is None:
        return np.full(len(wait), np.nan)
    felt = (
        float(block.base)
        - float(block.response_weight) * np.log1p(np.where(served, wait, 0))
        + float(block.fit_weight) * fit
    )
    return np.where(served, np.clip(felt, 0, 1), np.nan)
