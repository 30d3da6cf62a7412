"""The ledger's seats, month by month: who worked there as what, how long, and for what pay."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.people.people_ledger import post_columns
from sim.floor.plan import FloorPlan
from sim.floor.sales_floor import SalesFloor
from sim.floor.transition.eras import Era
from sim.floor.transition.later import era_of

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]


def seat_columns(
    eras: Sequence[Era],
    plan: FloorPlan,
    floor: SalesFloor,
    names: dict[str, tuple[str, ...]],
    busy_with: Sequence[Columns],
    absences: Columns,
    statements: Columns,
) -> Columns:
    """A row for each seat and month: role, team, hours, familiarity, effort and pay."""
    monthly = np.array(floor.seats.monthly, dtype=np.float64).reshape(-1, 4)
    month, seat = monthly[:, 0].astype(np.int64), monthly[:, 1].astype(np.int64)
    ticks = np.array([*plan.month_ticks, plan.end_hours])
    busy = sum(
        (_hours_between(blocks, len(plan.seats), ticks) for blocks in busy_with),
        start=np.zeros((len(ticks) - 1, len(plan.seats))),
    )
    away = _hours_between(absences, len(plan.seats), ticks)
    there = post_columns(floor)
    opens, closes = ticks[month], ticks[month + 1]
    # Of a post that there was for part of the month only that part counts.
    hours = closes - opens
    if not (there["start"] == 0).all() or not np.isinf(there["end"]).all():
        hours = _hours_between(there, len(plan.seats), ticks)[month, seat]
    paid = np.zeros((len(ticks), len(plan.seats)))
    np.add.at(paid, (np.searchsorted(ticks, statements["end"]) - 1, statements["seat"]), statements["amount"])
    specs = [era.resolved.seats for era in eras]
    salary = np.array([[spec.salary_per_year / 12 for spec in seats] for seats in specs])
    team, territory, role = (
        np.array([[index(getattr(spec, kind)) for spec in seats] for seats in specs], dtype=np.int64)
        for kind, index in (
            ("team", names["team"].index),
            ("territory", names["territory"].index),
            ("role", plan.roles.index),
        )
    )
    # As the seat stood when the month began, or when it came within it.
    began = np.maximum(opens, np.array(_first_clocks(there, len(plan.seats)))[seat])
    era = era_of(floor.later, began)
    columns: Columns = {
        "seat": seat,
        "month": month,
        "role": role[era, seat],
        "team": team[era, seat],
        "territory": territory[era, seat],
        "capacity_hours": hours - away[month, seat],
        "busy_hours": busy[month, seat],
        "familiarity": monthly[:, 2],
        "effort": monthly[:, 3],
        "salary": salary[era, seat],
        "variable_pay": paid[month, seat],
    }
    if floor.seats.motivation is not None:
        columns["motivation"] = np.array(floor.seats.motivation.monthly, dtype=np.float64)
    if len(eras) == 1:
        return columns
    kept = (hours > 0) | (columns["busy_hours"] > 0) | (columns["variable_pay"] != 0)
    return {name: column[kept] for name, column in columns.items()}


def _first_clocks(there: Columns, seats: int) -> list[float]:
    """Since when there was each seat for the first time."""
    found = [math.inf] * seats
    for seat, start in zip(there["seat"].tolist(), there["start"].tolist(), strict=True):
        found[seat] = min(found[seat], start)
    return found


def _hours_between(blocks: Columns, seats: int, ticks: Floats) -> Floats:
    """Hours on the floor's clock that these blocks of time took each seat between ticks, (ticks - 1, seats)."""
    busy = np.zeros((len(ticks) - 1, seats))
    for index in range(len(ticks) - 1):
        overlap = np.minimum(blocks["end"], ticks[index + 1]) - np.maximum(blocks["start"], ticks[index])
        inside = overlap > 0
        busy[index] = np.bincount(blocks["seat"][inside], overlap[inside], minlength=seats)
    return busy
