"""The ledger's part of continuous improvement: what each review came to, and what reviews and actions cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.improvement.controller import Event
from sim.floor.people.people_ledger import as_columns

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

Columns = dict[str, NDArray[Any]]
Floats = NDArray[np.float64]


def improvement_columns(floor: SalesFloor) -> Columns:
    """A row for each review and each planned move, in order: the fields of `Event`."""
    events = [] if floor.improvement is None else floor.improvement.events
    return as_columns(events, Event._fields, ("kind", "seat", "source", "target"))


def improvement_costs(floor: SalesFloor) -> tuple[Floats, NDArray[np.int64], Floats]:
    """(clock, seat, amount) of every review and every action that costs something; costs are negative."""
    controller = floor.improvement
    rows = [] if controller is None else [(event.time, event.seat, event.cost) for event in controller.events]
    if controller is not None:
        rows += [(clock, -1, controller.plan.review_cost) for clock in controller.reviews]
    rows = [row for row in rows if row[2]]
    clock, seat, amount = (np.array([row[place] for row in rows], dtype=np.float64) for place in range(3))
    return clock, seat.astype(np.int64), -amount
