"""What each territory of a scheme looks like: people, load, response, travel; for one replication."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import Ledger
from sim.results.busy import busy_in_window
from sim.results.lead_order import in_order
from sim.results.measures.kpis import median_response_hours
from sim.results.measures.regional_kpis import elsewhere, territories_of
from sim.results.windows import won_in_window

AREA = "area"
MEASURES = ("people", "utilisation", "response_hours", "travel_share", "elsewhere_share", "margin_per_person")
AreaRow = tuple[str, str, str, float]


def areas(ledger: Ledger) -> list[AreaRow]:
    """Rows (area, territory, measure, value) for each territory with people, where there are several; else none.

    `people` counts seats; `utilisation` is their busy share of the window; `response_hours` the median of its leads,
    whoever answered; `travel_share` that of its people's hours of work and travel; `elsewhere_share` the leads that
    another territory answered; `margin_per_person` a year, of the deals of its leads won in the window.
    """
    territories = territories_of(ledger)
    if len(territories) < 2:
        return []
    window, leads, tasks = ledger.window, ledger.lead_columns, ledger.task_columns
    busy, (strange, told) = busy_in_window(ledger), elsewhere(ledger)
    inside = tasks["end"] >= window.start
    won = won_in_window(ledger)
    rows: list[AreaRow] = []
    for name, seats in territories.items():
        here = leads["territory"] == ledger.names["territory"].index(name)
        mine = inside & np.isin(tasks["seat"], seats)
        travelled, worked = tasks["travel_hours"][mine].sum(), tasks["work_hours"][mine].sum()
        values = (
            len(seats),
            busy[seats].sum() / (len(seats) * (window.end - window.start)),
            median_response_hours(ledger, here),
            travelled / (worked + travelled) if worked + travelled else np.nan,
            strange[here].sum() / told[here].sum() if told[here].any() else np.nan,
            leads["margin"][in_order(ledger, won & here)].sum() / len(seats) / window.years,
        )
        rows += [(AREA, name, measure, float(value)) for measure, value in zip(MEASURES, values, strict=True)]
    return rows
