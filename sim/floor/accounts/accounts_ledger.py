"""What happened after the sale, as columns: accounts, cases, and the money of renewals and of mending."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.cases import DONE
from sim.floor.plan import FloorPlan
from sim.floor.resolving.resolved import ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.inputs.models.market import Market

Columns = dict[str, NDArray[Any]]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ACCOUNT = ("lead", "since", "left", "keeper", "satisfaction", "renewed")
_CASE = (
    "lead",
    "kind",
    "ordinal",
    "queued",
    "start",
    "end",
    "seat",
    "state",
    "work_hours",
    "withdrawn",
    "escalations",
)
_WHOLE = frozenset(("lead", "keeper", "renewed", "kind", "ordinal", "seat", "state", "escalations"))


def account_columns(floor: SalesFloor) -> Columns:
    """A row for each account, in the order in which they began; `lead` is the row of the deal that made it."""
    after = floor.after_sales
    rows = (
        []
        if after is None
        else [
            (lead, item.since, item.left, item.keeper, item.satisfaction, item.renewed)
            for lead, item in after.accounts.items()
        ]
    )
    return _columns(rows, _ACCOUNT)


def case_columns(floor: SalesFloor) -> Columns:
    """A row for each case, in the order in which they were opened; clocks that never came are inf."""
    after = floor.after_sales
    rows = (
        []
        if after is None
        else [
            (
                item.account,
                item.kind,
                item.ordinal,
                item.queued,
                item.start,
                item.end,
                item.seat,
                item.state,
                item.work,
                item.withdrawn,
                item.escalations,
            )
            for item in after.cases
        ]
    )
    return _columns(rows, _CASE)


def occupied(tasks: Columns, cases: Columns) -> Columns:
    """Seat, start and end of all work that was done, on leads and on accounts."""
    done = cases["state"] == DONE
    return {name: np.concatenate([tasks[name], cases[name][done]]) for name in ("seat", "start", "end")}


def renewal_money(market: Market, floor: SalesFloor) -> list[tuple[str, Floats, Ints, Ints, Floats]]:
    """Blocks of the money table: (kind, clock, seat, lead, amount)."""
    rows = np.array([] if floor.after_sales is None else floor.after_sales.renewals, dtype=np.float64).reshape(-1, 3)
    block = market.effects.accounts
    margin = 0.0 if block is None else float(block.renewal_margin_share)
    nobody, lead = np.full(len(rows), -1), rows[:, 1].astype(np.int64)
    return [
        ("renewals", rows[:, 0], nobody, lead, rows[:, 2]),
        ("cost of renewals", rows[:, 0], nobody, lead, -(1 - margin) * rows[:, 2]),
    ]


def mending_per_year(resolved: ResolvedScheme, plan: FloorPlan) -> float:
    """What mending costs a year, where customers are simulated after the sale."""
    products = resolved.scheme.products
    mending = None if products is None or plan.accounts is None else products.mending
    return 0.0 if mending is None else float(mending.cost_per_year)


def _columns(rows: list[tuple[Any, ...]], names: tuple[str, ...]) -> Columns:
    table = np.array(rows, dtype=np.float64).reshape(-1, len(names))
    return {name: table[:, i].astype(np.int64) if name in _WHOLE else table[:, i] for i, name in enumerate(names)}
