"""KPIs of territories, absence and coaching; NaN where there is one territory, or nobody is ever away."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.states import JOINED
from sim.results.busy import busy_in_window, post_hours
from sim.results.measures.gini import gini
from sim.results.windows import arrived_in_window

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EVERYWHERE = "*"


def regional_kpis(ledger: Ledger) -> dict[str, float]:
    """The KPIs of the regional catalogue."""
    seats, window = ledger.resolved.seats, ledger.window
    away = ledger.absences
    hours = np.clip(np.minimum(away["end"], window.end) - np.maximum(away["start"], window.start), 0, None).sum()
    whole, here = post_hours(ledger), ledger.resolved.present
    return {
        "territory_spread": _spread(ledger),
        "served_elsewhere_share": _served_elsewhere(ledger),
        "absence_share": float(hours / whole) if ledger.plan.absence is not None and whole else np.nan,
        "coaching_share": (
            np.nan
            if ledger.plan.coaching is None
            else float(np.mean([seats[seat].coaching_hours for seat in here]) / ledger.plan.table.calendar.week_hours)
        ),
    }


def territories_of(ledger: Ledger) -> dict[str, Ints]:
    """Seats of each territory that has any, in the scheme's order; those who serve all places are in none."""
    names = [name for name in ledger.names["territory"] if name != EVERYWHERE]
    seats = {name: [i for i, seat in enumerate(ledger.resolved.seats) if seat.territory == name] for name in names}
    return {name: np.array(mine, dtype=np.int64) for name, mine in seats.items() if mine}


def first_seats(ledger: Ledger) -> Ints:
    """The seat that worked each lead first, -1 for none; tasks that somebody joined do not count."""
    tasks = ledger.task_columns
    led = np.flatnonzero(tasks["outcome"] != JOINED)
    order = led[np.lexsort((tasks["start"][led], tasks["lead"][led]))]
    leads, first = np.unique(tasks["lead"][order], return_index=True)
    found = np.full(len(ledger.lead_columns["lead"]), -1, dtype=np.int64)
    found[leads] = tasks["seat"][order][first]
    return found


def elsewhere(ledger: Ledger) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """(leads first worked by someone of another territory, leads of which that can be told), of the window's."""
    names = list(ledger.names["territory"])
    home = np.array([names.index(seat.territory) for seat in ledger.resolved.seats], dtype=np.int64)
    first = first_seats(ledger)
    told = arrived_in_window(ledger) & (first >= 0)
    told[told] = home[first[told]] != names.index(EVERYWHERE)
    strange = told.copy()
    strange[told] = home[first[told]] != ledger.lead_columns["territory"][told]
    return strange, told


def _spread(ledger: Ledger) -> float:
    territories = territories_of(ledger)
    if len(territories) < 2:
        return np.nan
    busy = busy_in_window(ledger)
    return gini(np.array([busy[mine].mean() for mine in territories.values()]))


def _served_elsewhere(ledger: Ledger) -> float:
    if len(territories_of(ledger)) < 2 or not ledger.places_last:
        return np.nan
    strange, told = elsewhere(ledger)
    return float(strange.sum() / told.sum()) if told.any() else np.nan
