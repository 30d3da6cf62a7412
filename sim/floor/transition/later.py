"""An organisation that a floor is still to be handed over to."""

from __future__ import annotations

from typing import NamedTuple

from sim.floor.plan import FloorPlan
from sim.inputs.models.levers import Routing


class Later(NamedTuple):
    """From this clock on the floor works by this plan and deals leads by this routing."""

    clock: float
    plan: FloorPlan
    routing: Routing
