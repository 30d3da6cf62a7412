"""The level of a pay plan: what it would cost at the results of today's organisation, and the scale that equals it.

Without this, a plan that happens to pay less at today's results would gain by its pay cut and not by what it makes
people do.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import product

import numpy as np

from sim.floor.compile import compile_plan
from sim.floor.pay.compile_pay import credit_value, pay_plan
from sim.floor.pay.pay_extras import team_pool_plan
from sim.floor.pay.pay_terms import own_share, quotas_per_year
from sim.floor.resolving.planning_case import PlanningCase
from sim.floor.resolving.resolved import Floats, Horizon, ResolvedScheme
from sim.floor.resolving.workload import PLANNING_REPLICATION, PLANNING_SEED
from sim.floor.sales_floor import SalesFloor
from sim.floor.states import WON
from sim.inputs.models.pay import CreditBase, Incentives
from sim.levers.pay import payout
from sim.levers.pay_periods import PERIOD_MONTHS, starts_in
from sim.levers.team_pay import Member, pool_parts
from sim.market.leads import lead_table

YEARS = 6
WARM_UP_WEEKS = 26
# Four whole calendar quarters lie in so many weeks, on whatever day they begin.
WEEKS = 66
MONTHS = 12


@lru_cache(maxsize=8)
def monthly_sales(case: PlanningCase, base: CreditBase = "revenue") -> Floats:
    """What each seat's deals are credited with in each month of planning years of today's organisation.

    (years, 12, seats): revenue, margin or a count of the deals that it owned, by the credit base, before any share.
    A year begins with the first calendar quarter after the warm-up: any three months are then what a quarter pays for.
    Remembered, since a budget or a pay plan of other schemes changes nothing about it; read-only.
    """
    market, today = case.market, case.today
    horizon = Horizon(WARM_UP_WEEKS, WEEKS, 0)
    found = []
    for year in range(YEARS):
        replication = PLANNING_REPLICATION - 1 - year
        table = lead_table(market, horizon.days, PLANNING_SEED, replication)
        plan = compile_plan(market, today, horizon, table, PLANNING_SEED, replication)
        floor = SalesFloor(plan, today.scheme.routing)
        floor.run()
        opens = table.calendar.weeks_to_clock(WARM_UP_WEEKS)
        months = zip(plan.month_ticks, plan.month_of_tick, strict=True)
        first = next(index for index, (tick, of) in enumerate(months) if tick >= opens and starts_in("quarter", of))
        closed = np.array(floor.closed)
        won = np.flatnonzero((np.array(floor.state) == WON) & (closed < plan.end_hours))
        month = np.searchsorted(plan.month_ticks, closed[won], side="right") - 1 - first
        sales, credited = (
            np.zeros((MONTHS, len(plan.seats))),
            np.array(credit_value(base, floor.net_value, floor.margin)),
        )
        for owners in floor.owner:
            owner = np.array(owners, dtype=np.int64)[won]
            inside = (month >= 0) & (month < MONTHS) & (owner >= 0)
            np.add.at(sales, (month[inside], owner[inside]), credited[won][inside])
        found.append(sales)
    result = np.array(found)
    result.flags.writeable = False
    return result


def cost_per_year(incentives: Incentives, today: ResolvedScheme, sales: Floats) -> float:
    """What the plan would pay a year, on average, for these sales of today's seats: commission, bonuses, team pool."""
    plan, months = pay_plan(incentives), PERIOD_MONTHS[incentives.period]
    quotas = quotas_per_year(replace(today, scheme=today.scheme.model_copy(update={"incentives": incentives})))
    periods = MONTHS // months
    by_period = sales.reshape(len(sales), periods, months, -1).sum(axis=2)
    total = _pools(incentives, today, by_period, quotas)
    for index, seat in enumerate(today.seats):
        terms = incentives.roles.get(seat.role)
        if terms is None:
            continue
        share, quota = float(terms.credit_share), quotas[index]
        if quota > 0:
            attainments = (share * by_period[:, :, index] / (quota / periods)).ravel().tolist()
            own = own_share(incentives) * float(terms.target_pay_per_year) / periods
            total += own * sum(payout(plan, level) for level in attainments)
    return total / len(sales)


def _pools(incentives: Incentives, today: ResolvedScheme, by_period: Floats, quotas: list[float]) -> float:
    """What the team pools of all these periods, (years, periods, seats), would pay."""
    if incentives.team_pool is None:
        return 0.0
    pool, (years, periods, _) = team_pool_plan(incentives.team_pool, today), by_period.shape
    paid = [index for index, quota in enumerate(quotas) if quota > 0]
    terms = [incentives.roles[today.seats[index].role] for index in paid]
    total = 0.0
    for year, period in product(range(years), range(periods)):
        members = [
            Member(
                unit=pool.unit[index],
                credit=float(role.credit_share) * float(by_period[year, period, index]),
                quota=quotas[index] / periods,
                target_pay=pool.share * float(role.target_pay_per_year) / periods,
            )
            for index, role in zip(paid, terms, strict=True)
        ]
        total += sum(pool_parts(pool.plan, members))
    return total
