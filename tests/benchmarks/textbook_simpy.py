"""The sales funnel as the SimPy documentation would write it: the yardstick for the floor's speed.

One process for each lead, and a `PriorityResource` for each stage's role, after the documentation's "Bank renege"
example: request a server, wait for it or until patience ends, work, let the customer think, then go on or drop out. It
has none of the floor's mechanisms; all draws come in as arrays, so what is timed is the simulation alone.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from typing import NamedTuple

import numpy as np
import simpy
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class Visit(NamedTuple):
    """One lead at one stage, in hours; where patience ended first, `began` is NaN and `left` is when it gave up."""

    lead: int
    stage: int
    asked: float
    began: float
    left: float


class _Lead(NamedTuple):
    number: int
    priority: int
    effort: list[float]
    patience: list[float]
    think: list[float]
    advance: list[bool]


def run_textbook(
    arrivals: FloatArray,
    effort: FloatArray,
    patience: FloatArray,
    think: FloatArray,
    advance: BoolArray,
    servers_per_stage: Sequence[int],
    *,
    priority: IntArray | None = None,
    horizon_hours: float | None = None,
) -> list[Visit]:
    """Send every lead through the stages until it drops out, gives up or has passed the last; visits as they end.

    `arrivals` are the hours at which leads arrive, ascending, one for each of n leads. `effort`, `patience` and `think`
    are hours, `advance` whether the lead goes on after the stage, each n x stages. Of those that wait, the smallest
    `priority` (one for each lead) is served first, then the first come; without it, the first come. The run ends when
    nothing is left to do, or at `horizon_hours`, and visits that last longer are then missing.

    Raises ValueError for shapes that disagree, a time that is negative or not a number, or arrivals out of order.
    """
    priorities = np.zeros(len(arrivals), dtype=np.int64) if priority is None else priority
    _check(arrivals, priorities, [effort, patience, think, advance], len(servers_per_stage))
    env = simpy.Environment()
    roles = [simpy.PriorityResource(env, capacity) for capacity in servers_per_stage]
    visits: list[Visit] = []
    # Lists, since arithmetic on NumPy scalars would be several times slower.
    columns = [column.tolist() for column in (priorities, effort, patience, think, advance)]
    leads = [_Lead(number, *row) for number, row in enumerate(zip(*columns, strict=True))]
    env.process(_source(env, roles, arrivals.tolist(), leads, visits))
    env.run(until=horizon_hours)
    return visits


def _source(
    env: simpy.Environment,
    roles: list[simpy.PriorityResource],
    arrivals: list[float],
    leads: list[_Lead],
    visits: list[Visit],
) -> Generator[simpy.Event, object, None]:
    for arrival, lead in zip(arrivals, leads, strict=True):
        yield env.timeout(arrival - env.now)
        env.process(_lead(env, roles, lead, visits))


def _lead(
    env: simpy.Environment, roles: list[simpy.PriorityResource], lead: _Lead, visits: list[Visit]
) -> Generator[simpy.Event, object, None]:
    for stage, role in enumerate(roles):
        asked = env.now
        with role.request(priority=lead.priority) as request:
            yield request | env.timeout(lead.patience[stage])
            if not request.triggered:
                visits.append(Visit(lead.number, stage, asked, math.nan, env.now))
                return
            began = env.now
            yield env.timeout(lead.effort[stage])
        visits.append(Visit(lead.number, stage, asked, began, env.now))
        yield env.timeout(lead.think[stage])
        if not lead.advance[stage]:
            return


def _check(arrivals: FloatArray, priorities: IntArray, by_stage: Sequence[FloatArray | BoolArray], stages: int) -> None:
    leads = len(arrivals)
    if arrivals.shape != (leads,) or priorities.shape != (leads,):
        raise ValueError("arrivals and priority are one-dimensional, with one value for each lead")
    if any(column.shape != (leads, stages) for column in by_stage):
        raise ValueError(f"effort, patience, think and advance are {leads} leads x {stages} stages")
    if not all((column >= 0).all() for column in (arrivals, *by_stage)):
        raise ValueError("hours are zero or more, and not NaN")
    if (np.diff(arrivals) < 0).any():
        raise ValueError("arrivals ascend")
