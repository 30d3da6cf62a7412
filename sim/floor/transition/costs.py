"""What going over costs: whom it moves house, whom it sends away, and what it takes whoever takes part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.transition.eras import Era

Floats = NDArray[np.float64]


def spans_of(eras: Sequence[Era], weeks: int) -> list[slice]:
    """The weeks of the run in which each organisation works, of so many in all."""
    return [slice(min(now.week, weeks), min(then, weeks)) for now, then in zip(eras, _ends(eras, weeks), strict=True)]


def _ends(eras: Sequence[Era], weeks: int) -> list[int]:
    return [*(era.week for era in eras[1:]), weeks]


def relocation_weekly(eras: Sequence[Era], horizon: Horizon) -> Floats:
    """Cost of each week: what moving cost, written off from the start of the measured window, or from the change on."""
    first = eras[0].resolved
    found = _written_off(first, first.moved, horizon.warm_up_weeks, horizon)
    for before, era in pairwise(eras):
        found = found + _written_off(era.resolved, _movers(before.resolved, era.resolved), era.week, horizon)
    return found


def change_costs(eras: Sequence[Era], weeks: Floats) -> tuple[Floats, Floats]:
    """(clock, amount) of every change: the project, and whoever it sends away; costs are negative."""
    clocks, amounts = [], []
    for before, era in pairwise(eras):
        if era.terms is None or era.week >= len(weeks):
            continue
        gone = len(era.resolved.absent - before.resolved.absent)
        cost = float(era.terms.project_cost) + gone * float(era.terms.severance_per_head)
        if cost:
            clocks.append(weeks[era.week])
            amounts.append(-cost)
    return np.array(clocks, dtype=np.float64), np.array(amounts, dtype=np.float64)


def _movers(before: ResolvedScheme, after: ResolvedScheme) -> int:
    """People whom the change moves to another home."""
    gone = before.absent | after.absent
    pairs = enumerate(zip(before.seats, after.seats, strict=True))
    return sum(was.home != now.home for seat, (was, now) in pairs if seat not in gone)


def _written_off(resolved: ResolvedScheme, moved: int, first: int, horizon: Horizon) -> Floats:
    people = resolved.scheme.people
    last = first + float(people.relocation_weeks)
    week = np.arange(horizon.warm_up_weeks + horizon.weeks, dtype=np.float64)
    weeks_charged = np.clip(last - week, 0, 1) * (week >= first)
    return moved * float(people.relocation_cost) / float(people.relocation_weeks) * weeks_charged
