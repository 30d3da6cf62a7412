"""What customers of last year did under today's organisation: what a scheme whose rules ask for it is planned with.

A planning year counts the market's own leads; whoever works further deals must be staffed for them too. As a planner
would, this reads them from a year of today's organisation, with what each customer had done by then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.floor.accounts.accounts_plan import customer_of
from sim.floor.accounts.histories import Histories, histories_of
from sim.floor.compile import compile_plan
from sim.floor.resolving.planning_case import PlanningCase
from sim.floor.resolving.resolved import Floats, Horizon
from sim.floor.resolving.workload import (
    PLANNING_REPLICATION,
    PLANNING_SEED,
    PLANNING_WEEKS,
    Workload,
    expected_workload,
)
from sim.floor.sales_floor import SalesFloor
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.lifecycle import without_account
from sim.market.lead_columns import LeadTable, joined
from sim.market.leads import lead_table


@dataclass(frozen=True, slots=True)
class YearOfCustomers:
    """Rows: the leads born of customers, then the customers at the start, `customers` of them; all with histories."""

    rows: LeadTable
    customers: int
    histories: Histories


@lru_cache(maxsize=8)
def year_of_customers(case: PlanningCase) -> YearOfCustomers | None:
    """A planning year of today's organisation; None where the market follows no customers. Read-only."""
    market, today = case.market, case.today
    horizon = Horizon(0, PLANNING_WEEKS, 0)
    table = lead_table(market, horizon.days, PLANNING_SEED, PLANNING_REPLICATION)
    plan = compile_plan(market, today, horizon, table, PLANNING_SEED, PLANNING_REPLICATION)
    born, accounts = plan.table.born, plan.accounts
    if born is None or accounts is None:
        return None
    plan = replace(plan, accounts=replace(accounts, customer_of=customer_of(born)))
    floor = SalesFloor(plan, today.scheme.routing)
    floor.run()
    assert floor.after_sales is not None and floor.after_sales.customers is not None
    arrival = np.array(floor.arrival)
    came = born.first_lead + np.flatnonzero(np.isfinite(arrival[born.first_lead :]))
    known, new = dict(floor.after_sales.customers.came), without_account(existing=False)
    start = np.arange(born.first_customer, born.first_lead)
    found = [known.get(lead, new) for lead in came.tolist()] + [without_account(existing=True)] * len(start)
    rows = replace(plan.table.rows(np.concatenate([came, start])), born=None)
    return YearOfCustomers(rows, len(start), histories_of(found))


def with_customers(
    market: Market, scheme: Scheme, planned: Workload, centres: Floats | None, year: YearOfCustomers
) -> Workload:
    """The planned workload with that of customers, in the same total of hours as every scheme is planned with.

    Only who they are for changes: leads of the market, further deals, and the service of customers from before.
    """
    table = joined([planned.table, year.rows], np.arange(len(planned.table) + len(year.rows)))
    before = [without_account(existing=was) for was in planned.table.existing.tolist()]
    load = expected_workload(market, scheme, table, centres, histories_of(before).and_then(year.histories))
    served = np.zeros(len(table), dtype=bool)
    served[len(table) - year.customers :] = True
    after = np.where(served[:, None], 0.0, load.after_sale)
    after[:, 1] = served
    return replace(
        load,
        hours=_to_total(np.where(served[:, None], 0.0, load.hours), planned.hours),
        worked=_to_total(np.where(served[:, None], 0.0, load.worked), planned.worked),
        reach=np.where(served[:, None], 0.0, load.reach),
        after_sale=_to_total(after, planned.after_sale),
    )


def _to_total(found: Floats, planned: Floats) -> Floats:
    """Each column in the total of the planned one."""
    whole, total = found.sum(axis=0), planned.sum(axis=0)
    return np.asarray(found * np.divide(total, whole, out=np.zeros_like(total), where=whole > 0))
