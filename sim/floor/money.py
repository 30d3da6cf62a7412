"""The money table of a ledger: what came in and went out, when, for which seat and which lead."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_ledger import mending_per_year, renewal_money
from sim.floor.improvement.improvement_ledger import improvement_costs
from sim.floor.insight import costs
from sim.floor.marketing import cost_per_year
from sim.floor.people.training_cost import cost_of_training
from sim.floor.people.turnover_money import recruiting, salaries_saved
from sim.floor.plan import FloorPlan
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.floor.states import WON
from sim.floor.transition.costs import change_costs, relocation_weekly, spans_of
from sim.floor.transition.eras import Era
from sim.floor.trying import Tried, trials_given
from sim.inputs.models.market import Market

Floats = NDArray[np.float64]
Columns = dict[str, NDArray[Any]]
Block = tuple[str, Floats, NDArray[np.int64], NDArray[np.int64], Floats]  # kind; time, seat, lead, amount

DAYS_A_YEAR = 365.0
WEEKLY = 7 / DAYS_A_YEAR
MONEY_KINDS = (
    "revenue",
    "cost of goods",
    "service promised",
    "salary",
    "seat",
    "manager",
    "relocation",
    "variable pay",
    "travel",
    "renewals",
    "cost of renewals",
    "mending",
    "research",
    "campaigns",
    "trials",
    "training",
    "salary saved",
    "hiring",
    "improvement",
    "transition",
)


def money_rows(
    market: Market,
    eras: Sequence[Era],
    horizon: Horizon,
    plan: FloorPlan,
    statements: Columns,
    leads: Columns,
    tasks: Columns,
    floor: SalesFloor,
) -> Columns:
    """Deals at their close, pay as earned, travel at the end of the task, fixed cost at the start of each week.

    The revenue of a deal is one row, or one for each seat that shares it. Each week's fixed cost is that of the
    organisation which begins it.
    """
    resolved = eras[-1].resolved
    won = np.flatnonzero(leads["state"] == WON)
    share = plan.margin_share[won]
    value, net = np.array(plan.value)[won], np.array(floor.net_value)[won]
    service = plan.classified.service_cost_share[won] * net
    weeks, starts = _week_clocks(plan, horizon), _week_starts(plan, horizon)
    spans = spans_of(eras, len(weeks))
    salaries = [np.array([seat.salary_per_year for seat in era.resolved.seats]) * WEEKLY for era in eras]
    tools = [np.array([seat.cost_per_year for seat in era.resolved.seats]) * WEEKLY for era in eras]
    rate = market.effects.travel.cost_per_km.value if market.effects.travel and market.effects.active("travel") else 0.0
    trips = np.flatnonzero(tasks["travel_km"] > 0)
    moving = relocation_weekly(eras, horizon)
    saved, vacant, amounts = _saved(floor, weeks, starts, spans, salaries)
    hired, posts, recruited = recruiting(floor)
    acted, who, spent = improvement_costs(floor)
    earned, earner, pay = _pay_as_earned(statements, plan.table.calendar.weeks_to_clock(horizon.warm_up_weeks))
    blocks: list[Block] = [
        ("revenue", *_revenue(leads["closed"], won, net, floor.credited)),
        ("cost of goods", leads["closed"][won], np.full(len(won), -1), won, -value * (1 - share)),
        ("service promised", leads["closed"][won], np.full(len(won), -1), won, -service),
        *(_of_every_seat("salary", weeks[span], pay) for span, pay in zip(spans, salaries, strict=True)),
        *(_of_every_seat("seat", weeks[span], cost) for span, cost in zip(spans, tools, strict=True)),
        *(_managers(era.resolved, weeks[span]) for era, span in zip(eras, spans, strict=True)),
        _of_nobody("relocation", weeks[moving > 0], -moving[moving > 0]),
        ("variable pay", earned, earner, np.full(len(earned), -1), -pay),
        _research(resolved, horizon, weeks),
        *(
            _every_week("campaigns", weeks[span], cost_per_year(market, era.resolved.scheme))
            for era, span in zip(eras, spans, strict=True)
        ),
        ("travel", tasks["end"][trips], tasks["seat"][trips], tasks["lead"][trips], -rate * tasks["travel_km"][trips]),
        _trials(plan.classified.trial, tasks),
        _training(market, resolved, horizon, weeks),
        *renewal_money(market, floor),
        _every_week("mending", weeks, mending_per_year(resolved, plan)),
        ("salary saved", saved, vacant, np.full(len(saved), -1), amounts),
        ("hiring", hired, posts, np.full(len(hired), -1), recruited),
        ("improvement", acted, who, np.full(len(acted), -1), spent),
        _of_nobody("transition", *change_costs(eras, weeks)),
    ]
    kinds = np.concatenate([np.full(len(block[1]), MONEY_KINDS.index(block[0]), dtype=np.int64) for block in blocks])
    columns: Columns = {
        "time": np.concatenate([block[1] for block in blocks]),
        "kind": kinds,
        "seat": np.concatenate([block[2] for block in blocks]).astype(np.int64),
        "lead": np.concatenate([block[3] for block in blocks]).astype(np.int64),
        "amount": np.concatenate([block[4] for block in blocks]),
    }
    order = np.argsort(columns["time"], kind="stable")
    return {name: column[order] for name, column in columns.items()}


def _revenue(
    closed: Floats, won: NDArray[np.int64], net: Floats, credited: Sequence[tuple[int, int, float]]
) -> tuple[Floats, NDArray[np.int64], NDArray[np.int64], Floats]:
    """(time, seat, lead, amount) of every deal that is won, split where a team shares it."""
    if not credited:
        return closed[won], np.full(len(won), -1), won, net
    deal, seat, share = (np.array(column) for column in zip(*credited, strict=True))
    alone = ~np.isin(won, deal)
    lead = np.concatenate([won[alone], deal])
    amount = np.concatenate([net[alone], share * net[np.searchsorted(won, deal)]])
    return closed[lead], np.concatenate([np.full(int(alone.sum()), -1), seat]), lead, amount


def _of_nobody(kind: str, clocks: Floats, amounts: Floats) -> Block:
    """Rows that belong to no seat and no lead."""
    nobody = np.full(len(clocks), -1, dtype=np.int64)
    return kind, clocks, nobody, nobody, amounts


def _every_week(kind: str, weeks: Floats, cost_per_year: float) -> Block:
    """A week's part of what a year costs at each of these clocks; no row where it costs nothing."""
    clocks = weeks if cost_per_year else weeks[:0]
    return _of_nobody(kind, clocks, np.full(len(clocks), -cost_per_year * 7 / DAYS_A_YEAR))


def _of_every_seat(kind: str, weeks: Floats, a_week: Floats) -> Block:
    """What each seat costs at each of these clocks."""
    seats = np.tile(np.arange(len(a_week), dtype=np.int64), len(weeks))
    return kind, np.repeat(weeks, len(a_week)), seats, np.full(len(seats), -1), -np.tile(a_week, len(weeks))


def _managers(resolved: ResolvedScheme, weeks: Floats) -> Block:
    a_week = resolved.managers * float(resolved.scheme.people.managers.salary_per_year) * WEEKLY
    return _of_nobody("manager", weeks, np.full(len(weeks), -a_week))


def _saved(
    floor: SalesFloor, weeks: Floats, starts: Sequence[float], spans: Sequence[slice], salaries: Sequence[Floats]
) -> tuple[Floats, NDArray[np.int64], Floats]:
    """(clock, seat, amount) of the fixed pay that vacant posts do not get, in the weeks of each organisation."""
    found = [
        salaries_saved(floor, weeks[span], starts[span.start : span.stop + 1], pay)
        for span, pay in zip(spans, salaries, strict=True)
    ]
    clocks, seats, amounts = (np.concatenate(column) for column in zip(*found, strict=True))
    return clocks, seats, amounts


def _trials(trial: Tried | None, tasks: Columns) -> Block:
    """Every trial that costs something, at the end of the task in which it is set up."""
    cost = 0.0 if trial is None else trial.cost
    given = np.flatnonzero(trials_given(trial, tasks) & (cost > 0))
    return "trials", tasks["end"][given], tasks["seat"][given], tasks["lead"][given], np.full(len(given), -cost)


def _research(resolved: ResolvedScheme, horizon: Horizon, weeks: Floats) -> Block:
    """Every study, at the start of its first week."""
    paid = list(costs(resolved.scheme, horizon.weeks))
    clocks = np.array([weeks[horizon.warm_up_weeks + week] for week, _ in paid], dtype=np.float64)
    return _of_nobody("research", clocks, np.array([-amount for _, amount in paid], dtype=np.float64))


def _training(market: Market, resolved: ResolvedScheme, horizon: Horizon, weeks: Floats) -> Block:
    """What training costs of everyone who takes part, at the start of its week."""
    paid = list(cost_of_training(market, resolved, horizon))
    week, seat, amount = (np.array([row[place] for row in paid]) for place in range(3))
    clocks = weeks[week.astype(np.int64)]
    return "training", clocks, seat.astype(np.int64), np.full(len(paid), -1), -amount.astype(np.float64)


def _week_clocks(plan: FloorPlan, horizon: Horizon) -> Floats:
    """A clock within each week; a week without an open day has the next one's and is dated just before it.

    Unless that is where the window opens and the week belongs to the window: it is then dated at its opening.
    """
    opens, starts = horizon.warm_up_weeks, _week_starts(plan, horizon)
    return np.array(
        [
            np.nextafter(start, -np.inf)
            if start == following and not (week >= opens and start == starts[opens])
            else start
            for week, (start, following) in enumerate(pairwise(starts))
        ]
    )


def _week_starts(plan: FloorPlan, horizon: Horizon) -> list[float]:
    """The clock at the start of each week, and at the last one's end."""
    return [plan.table.calendar.weeks_to_clock(week) for week in range(horizon.warm_up_weeks + horizon.weeks + 1)]


def _pay_as_earned(statements: Columns, window_start: float) -> tuple[Floats, NDArray[np.int64], Floats]:
    """(clock, seat, amount): a statement is dated within its period; one that began before the window is split at it.

    Otherwise a window that does not match the pay periods would bear pay for work before it, and none for its last.
    """
    start, end, seat, amount = (statements[name] for name in ("start", "end", "seat", "amount"))
    straddles = (start < window_start) & (window_start < end)
    before = np.where(straddles, (window_start - start) / np.where(end > start, end - start, 1), 0.0) * amount
    clocks = np.concatenate([np.full(int(straddles.sum()), window_start), end])
    amounts = np.concatenate([before[straddles], amount - before])
    return np.nextafter(clocks, -np.inf), np.concatenate([seat[straddles], seat]).astype(np.int64), amounts
