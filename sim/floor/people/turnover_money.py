"""What turnover costs and saves: recruiting, and the fixed pay of posts that nobody holds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def vacancies(floor: SalesFloor) -> list[tuple[int, float, float]]:
    """(seat, from, until) of every post that was vacant; inf where nobody has come yet."""
    if floor.turnover is None:
        return []
    everyone = floor.turnover.everyone()
    found = [
        (stay.seat, stay.end, following.start) for stay, following in pairwise(everyone) if stay.seat == following.seat
    ]
    last = {stay.seat: stay for stay in everyone}.values()
    return sorted([*found, *((stay.seat, stay.end, inf) for stay in last if stay.end < inf)])


def recruiting(floor: SalesFloor) -> tuple[Floats, Ints, Floats]:
    """(clock, seat, amount) of everyone who came into a post, when she comes; costs are negative."""
    turnover = floor.turnover
    hires = [] if turnover is None else [stay for stay in turnover.everyone() if stay.hire]
    costs = [] if turnover is None else [-turnover.plan.cost[stay.seat] for stay in hires]
    paid = np.array(costs, dtype=np.float64) < 0
    clocks = np.array([stay.start for stay in hires], dtype=np.float64)
    seats = np.array([stay.seat for stay in hires], dtype=np.int64)
    return clocks[paid], seats[paid], np.array(costs, dtype=np.float64)[paid]


def salaries_saved(
    floor: SalesFloor, dated: Floats, starts: Sequence[float], weekly: Floats
) -> tuple[Floats, Ints, Floats]:
    """(clock, seat, amount) of the part of each week's fixed pay that a vacant post does not get, dated with that pay.

    `starts` are the clocks of the weeks' starts and the last one's end, `dated` one within each week; a week without an
    open day is saved where the post is vacant as it passes.
    """
    opens, closes = np.array(starts[:-1]), np.array(starts[1:])
    found: list[tuple[Floats, Ints, Floats]] = []
    for seat, start, end in vacancies(floor):
        length = closes - opens
        hours = np.clip(np.minimum(closes, end) - np.maximum(opens, start), 0, None)
        here = ((start <= opens) & (opens < end)).astype(np.float64)
        share = np.divide(hours, length, out=here, where=length > 0)
        weeks = np.flatnonzero(share > 0)
        found.append((dated[weeks], np.full(len(weeks), seat, dtype=np.int64), weekly[seat] * share[weeks]))
    none = np.zeros(0)
    clocks, seats, amounts = zip(*found, strict=True) if found else ((none,), (none.astype(np.int64),), (none,))
    return np.concatenate(clocks), np.concatenate(seats), np.concatenate(amounts)
