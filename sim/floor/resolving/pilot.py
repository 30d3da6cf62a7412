"""A pilot year: today's organisation played once on the planning leads, to see how much of the planned work is done.

The expected workload knows no queue. On the floor leads go cold, slow answers lose them, and practised people need
fewer hours: staffing and memory that were planned without this would be a third too high.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Floats, Horizon, ResolvedScheme
from sim.floor.resolving.workload import PLANNING_REPLICATION, PLANNING_SEED, PLANNING_WEEKS, Workload
from sim.floor.sales_floor import SalesFloor
from sim.floor.states import COLD, JOINED, WAITING, WORKED
from sim.floor.task import TASK_COLUMNS
from sim.inputs.models.market import Market

# Leads of the last weeks of the year are left out: their deals are still under way when it ends.
FOLLOWED_WEEKS = 36


@dataclass(frozen=True, slots=True)
class Pilot:
    """For each stage, of what was expected: the share of leads that came to it, and of hours that were worked."""

    come: tuple[float, ...]
    worked: tuple[float, ...]


def pilot_year(market: Market, today: ResolvedScheme, expected: Workload) -> Pilot:
    """Play a planning year of today's organisation and hold it against its expected workload."""
    horizon = Horizon(0, PLANNING_WEEKS, 0)
    # Plans are made for the organisation as it stands: what reviews will change of it nobody knows yet.
    today = replace(today, scheme=today.scheme.model_copy(update={"improvement": None}))
    plan = compile_plan(market, today, horizon, expected.table, PLANNING_SEED, PLANNING_REPLICATION)
    floor = SalesFloor(plan, today.scheme.routing)
    floor.run()
    followed = expected.table.arrival_hours < expected.table.calendar.weeks_to_clock(FOLLOWED_WEEKS)
    stages = plan.stage_count
    rows = np.array(floor.tasks, dtype=np.float64).reshape(-1, len(TASK_COLUMNS))
    tasks = rows[rows[:, TASK_COLUMNS.index("outcome")] != JOINED]
    lead, stage = tasks[:, 0].astype(np.int64), tasks[:, 1].astype(np.int64) % stages
    of_followed = followed[lead]
    # Who is at a stage without a task of it waits for it, is in work there, or went cold waiting.
    untouched = followed & np.isin(np.array(floor.state), (WAITING, WORKED, COLD))
    here = np.array(floor.stage, dtype=np.int64)[untouched] % stages
    come = (np.bincount(stage[of_followed], minlength=stages) + np.bincount(here, minlength=stages)).astype(np.float64)
    worked = np.bincount(stage[of_followed], tasks[of_followed, 7], minlength=stages).astype(np.float64)
    return Pilot(_ratio(come, expected.reach[followed]), _ratio(worked, expected.worked[followed]))


def _ratio(found: Floats, expected: Floats) -> tuple[float, ...]:
    """Found over expected, stage by stage; 1 where nothing was expected."""
    total = expected.sum(axis=0)
    return tuple(np.divide(found, total, out=np.ones_like(total), where=total > 0).tolist())
