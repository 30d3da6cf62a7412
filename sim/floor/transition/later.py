"""An organisation that a floor is still to be handed over to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.floor.plan import FloorPlan
from sim.inputs.models.levers import Routing


class Later(NamedTuple):
    """From this clock on the floor works by this plan and deals leads by this routing."""

    clock: float
    plan: FloorPlan
    routing: Routing


def era_of(later: Sequence[Later], clock: ArrayLike) -> NDArray[np.int64]:
    """Which of the run's organisations there is at each clock: 0 is the first, before all those that follow."""
    found: NDArray[np.int64] = np.searchsorted([following.clock for following in later], clock, side="right")
    return found
