"""Where each task sent its lead, and when the customer had thought it over: read by the pipeline and by the record."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.states import ADVANCED, FOUND_DOUBLE, FOUND_INVALID, JOINED, SKIPPED, WENT_BACK

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NOWHERE = -1


class Moves(NamedTuple):
    """One row for each task, those of whoever only joined left out, in the order in which they ended.

    `goes_to` is a place in the plan's stages, NOWHERE for a lead that is won, lost or none; `decided` the clock at
    which that is known.
    """

    lead: Ints
    seat: Ints
    outcome: Ints
    place: Ints
    goes_to: Ints
    decided: Floats


def moves_of(ledger: Ledger) -> Moves:
    """The moves of a replication's leads."""
    tasks, plan = ledger.task_columns, ledger.plan
    mine = tasks["outcome"] != JOINED
    lead, seat, outcome = (tasks[name][mine] for name in ("lead", "seat", "outcome"))
    place = (tasks["attempt"] * plan.stage_count + tasks["stage"])[mine]
    goes_to = np.full(len(place), NOWHERE, dtype=np.int64)
    for result, way in ((ADVANCED, "following"), (SKIPPED, "skip_to"), (WENT_BACK, "back_to")):
        here = outcome == result
        goes_to[here] = np.array([getattr(stage, way) for stage in plan.stages], dtype=np.int64)[place[here]]
    leads = len(ledger.lead_columns["state"])
    thinking = np.array([stage.thinking_hours for stage in plan.stages]).reshape(len(plan.stages), leads)
    # That a lead is none, or repeats another, is known when the work ends: nobody is left to think it over.
    known_at_once = np.isin(outcome, (FOUND_INVALID, FOUND_DOUBLE))
    thought = np.where(known_at_once, 0.0, thinking[place, lead])
    return Moves(lead, seat, outcome, place, goes_to, tasks["end"][mine] + thought)
