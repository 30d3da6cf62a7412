"""Departures against their closed form: a person-week is left with a chance of 1 - exp(-hazard), whatever came before.

So departures less the sum of these chances are a martingale with the variance of as many independent trials. The study
is large enough to reject a hazard that is 3 % off, and to tell 1 - exp(-hazard) from the hazard itself.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import stats

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Horizon
from sim.floor.sales_floor import SalesFloor
from sim.market.leads import lead_table
from tests.builders import one_stage_market, resolved, scheme_of, seats

A_YEAR, DELAY_WEEKS, SEATS, WEEKS, REPLICATIONS = 5.2, 2, 300, 520, 4
ALONE = {"base_per_year": A_YEAR, "pay_weight": 2, "contagion_weight": 0, "focus_weight": 0}
HIRING = {"hiring": {"delay_weeks": DELAY_WEEKS}}


def stays() -> tuple[np.ndarray, np.ndarray]:
    """(rows of seat, hire, start, end; ticks) of many posts that nobody gives any work, in several replications."""
    market = one_stage_market({"turnover": ALONE}, world={"demand": {"leads_per_year": 0}})
    scheme = scheme_of(seats(*(f"s{number}" for number in range(SEATS))), {"work": "rep"}, HIRING)
    ready, horizon, found = resolved(market, scheme), Horizon(0, WEEKS, 0), []
    for replication in range(REPLICATIONS):
        plan = compile_plan(market, ready, horizon, lead_table(market, horizon.days, 5, replication), 5, replication)
        floor = SalesFloor(plan, scheme.routing)
        floor.run()
        assert floor.turnover is not None
        found.extend(floor.turnover.everyone())
    return np.array(found, dtype=np.float64), np.array(plan.week_ticks)


def exposures(rows: np.ndarray, ticks: np.ndarray) -> np.ndarray:
    """Weeks that each stay had passed at each tick of it: 1, or what there was of its first week."""
    weeks = []
    for _, _, start, end in rows.tolist():
        here = ticks[(ticks > start) & (ticks <= end)]
        if len(here):
            first = np.searchsorted(ticks, here[0])
            weeks.append((here[0] - start) / (here[0] - ticks[first - 1]))
            weeks.extend([1.0] * (len(here) - 1))
    return np.array(weeks)


def off(departures: int, weeks: np.ndarray, hazard: float) -> float:
    """Standard deviations by which departures are off what they should be at this hazard."""
    chance = -np.expm1(-hazard * weeks)
    return float((departures - chance.sum()) / np.sqrt((chance * (1 - chance)).sum()))


def test_people_leave_as_often_as_the_hazard_says():
    rows, ticks = stays()
    weeks, departures, hazard = exposures(rows, ticks), int(np.isfinite(rows[:, 3]).sum()), A_YEAR / 52
    limit = stats.norm.isf(0.0005)
    assert abs(off(departures, weeks, hazard)) < limit
    for wrong in (0.97, 1.03):
        assert abs(off(departures, weeks, wrong * hazard)) > limit
    by_hazard_itself = (departures - hazard * weeks.sum()) / np.sqrt(hazard * weeks.sum())
    assert abs(by_hazard_itself) > limit
    # Posts are vacant for two weeks of business hours on average, exponentially.
    gaps = [
        after[2] - before[3]
        for before, after in pairwise(rows.tolist())
        if before[0] == after[0] and after[1] == before[1] + 1
    ]
    mean, usual = np.mean(gaps), DELAY_WEEKS * 40
    # Only those that ended before the horizon are seen, which cuts a few short.
    assert abs(mean - usual) < limit * usual / np.sqrt(len(gaps)) + usual * usual / ticks[-1]
