"""KPIs of claim pools, from the ledger's own events; NaN where no lead lies in a pool."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.pool.pool_events import BEGINNINGS, ENDINGS
from sim.floor.states import JOINED
from sim.results.lead_order import in_order
from sim.results.measures.pool_catalogue import POOL
from sim.results.medians import kaplan_meier_median
from sim.results.windows import arrived_in_window

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

NEWCOMER_HOURS = 520.0
"""For so many business hours, a quarter, whoever takes over a post counts as new."""


def pool_kpis(ledger: Ledger) -> dict[str, float]:
    """The KPIs of the pool's catalogue."""
    if ledger.plan.pool is None:
        return dict.fromkeys(POOL, np.nan)
    shams, window = ledger.shams, ledger.window
    inside = (shams["end"] >= window.start) & (shams["end"] < window.end)
    return (
        _leads(ledger)
        | _picked(ledger)
        | _claims(ledger)
        | _open(ledger)
        | {"pool_shams": float(inside.sum() / window.years)}
    )


def claims_of(ledger: Ledger) -> dict[str, NDArray[Any]]:
    """One row for each claim: lead, seat, start, end (inf while it is open)."""
    events = ledger.pool_events
    rows: list[tuple[int, int, float, float]] = []
    running: dict[int, tuple[int, float]] = {}
    for time, lead, seat, _, kind in zip(*(column.tolist() for column in events.values()), strict=True):
        if kind in BEGINNINGS:
            running[lead] = (seat, time)
        elif kind in ENDINGS and lead in running:
            rows.append((lead, *running.pop(lead), time))
    rows += [(lead, seat, start, np.inf) for lead, (seat, start) in running.items()]
    table = np.array(rows, dtype=np.float64).reshape(-1, 4)
    lead, seat = table[:, 0].astype(np.int64), table[:, 1].astype(np.int64)
    return {"lead": lead, "seat": seat, "start": table[:, 2], "end": table[:, 3]}


def _leads(ledger: Ledger) -> dict[str, float]:
    """Of the leads that arrived in the window and came to lie in a pool."""
    columns, window = ledger.pool_columns, ledger.window
    which = arrived_in_window(ledger) & (columns["pool"] >= 0)
    if not which.any():
        return dict.fromkeys(("pool_never_claimed_share", "pool_wait_hours", "pool_reclaims_per_lead"), np.nan)
    claimed = np.isfinite(columns["first_claim"][which])
    lay, closed = columns["first_lay"][which], ledger.lead_columns["closed"][which]
    still = ~claimed & ~np.isfinite(closed)
    times = np.where(claimed, columns["first_claim"][which] - lay, np.where(still, window.end - lay, np.inf))
    return {
        "pool_never_claimed_share": float((~claimed).mean()),
        "pool_wait_hours": kaplan_meier_median(times, claimed),
        "pool_reclaims_per_lead": float(columns["reclaims"][which].mean()),
    }


def _picked(ledger: Ledger) -> dict[str, float]:
    """How much longer the smaller half of those leads lay there, by recorded value, than the larger half."""
    columns, window = ledger.pool_columns, ledger.window
    which = in_order(ledger, arrived_in_window(ledger) & (columns["pool"] >= 0))
    value = np.asarray(ledger.plan.recorded_value, dtype=np.float64)[which]
    small = value <= np.median(value) if len(value) else np.zeros(0, dtype=bool)
    if small.all():
        return {"pool_small_wait_hours": np.nan}
    until = np.minimum(np.minimum(columns["first_claim"], ledger.lead_columns["closed"])[which], window.end)
    lain = np.maximum(until - columns["first_lay"][which], 0.0)
    return {"pool_small_wait_hours": float(lain[small].mean() - lain[~small].mean())}


def _of_newcomers(ledger: Ledger, seat: Ints, start: Floats) -> NDArray[np.bool_]:
    """Whether whoever claimed had come within NEWCOMER_HOURS to a post that somebody else had left."""
    stays = ledger.person_columns
    fresh = np.zeros(len(seat), dtype=bool)
    for post, hire, since in zip(stays["seat"], stays["hire"], stays["start"], strict=True):
        if hire > 0:
            fresh |= (seat == post) & (start >= since) & (start < since + NEWCOMER_HOURS)
    return fresh


def _claims(ledger: Ledger) -> dict[str, float]:
    """Of the claims that began in the window."""
    claims, window = claims_of(ledger), ledger.window
    begun = (claims["start"] >= window.start) & (claims["start"] < window.end)
    lead, start, end = claims["lead"][begun], claims["start"][begun], claims["end"][begun]
    if not len(lead):
        return dict.fromkeys(
            ("pool_unworked_claims_share", "pool_claimed_age_hours", "pool_newcomer_age_hours"), np.nan
        )
    worked = _has_a_task(ledger, lead, start, end)
    known = worked | np.isfinite(end)
    age, fresh = start - ledger.lead_columns["arrival"][lead], _of_newcomers(ledger, claims["seat"][begun], start)
    apart = float(age[fresh].mean() - age[~fresh].mean()) if fresh.any() and not fresh.all() else np.nan
    return {
        "pool_unworked_claims_share": float((~worked)[known].mean()) if known.any() else np.nan,
        "pool_claimed_age_hours": float(np.median(age)),
        "pool_newcomer_age_hours": apart,
    }


def _has_a_task(ledger: Ledger, lead: Ints, start: Floats, end: Floats) -> NDArray[np.bool_]:
    """Whether a task on the lead began in [start, end), ended by the horizon or not."""
    tasks, leads = ledger.task_columns, ledger.lead_columns
    own = tasks["outcome"] != JOINED
    begun: dict[int, list[float]] = {}
    for number, clock in zip(tasks["lead"][own].tolist(), tasks["start"][own].tolist(), strict=True):
        begun.setdefault(number, []).append(clock)
    in_work = leads["state"] == ledger.names["state"].index("in work")
    found = [
        any(since <= clock < until for clock in begun.get(number, ())) or (in_work[number] and until == np.inf)
        for number, since, until in zip(lead.tolist(), start.tolist(), end.tolist(), strict=True)
    ]
    return np.array(found, dtype=bool)


def _open(ledger: Ledger) -> dict[str, float]:
    """Open claims of those whose role claims, over the window: mean over time and people, and the most of anyone."""
    pool, window = ledger.plan.pool, ledger.window
    assert pool is not None
    members = np.flatnonzero([pool.roles[seat.role] for seat in ledger.plan.seats])
    claims, length = claims_of(ledger), window.end - window.start
    if not len(members) or length <= 0:
        return {"pool_open_claims": np.nan, "pool_open_claims_max": np.nan}
    start, end = np.maximum(claims["start"], window.start), np.minimum(claims["end"], window.end)
    inside = end >= start
    hours = float(np.clip(end - start, 0, None).sum())
    most = max(_most(start[mine], end[mine]) for seat in members for mine in [inside & (claims["seat"] == seat)])
    return {"pool_open_claims": hours / length / len(members), "pool_open_claims_max": float(most)}


def _most(start: Floats, end: Floats) -> int:
    """The most intervals that overlap; what ends at a clock makes room for what begins then."""
    times = np.concatenate([end, start])
    change = np.concatenate([np.full(len(end), -1), np.full(len(start), 1)])
    return int(np.cumsum(change[np.lexsort((change, times))]).max(initial=0))
