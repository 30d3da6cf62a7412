"""The claim pool's part of the ledger: what happened to leads of a pool, where each stands at the horizon, shams."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.floor.people.people_ledger import as_columns
from sim.floor.pool.pool_events import BEGINNINGS, LIES, RECLAIMS, RETURNED
from sim.floor.pool.shams import Sham
from sim.floor.states import COLD, LOST, MERGED, NO_LEAD, THINKING, WON

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

Columns = dict[str, NDArray[Any]]
EVENT_COLUMNS = ("time", "lead", "seat", "pool", "event")
POOL_STATES = ("", "unassigned", "pending", "in progress", "invalid", "converted", "voided")
NEVER_POOLED, UNASSIGNED, PENDING, IN_PROGRESS, INVALID, CONVERTED_LEAD, VOIDED = range(7)
BACK_REASONS = ("", "wrong team", "invalid")
NO_POOL = -1


def pool_events(floor: SalesFloor) -> Columns:
    """A row for each change of hands, in order: time, lead, seat (-1 for nobody), pool, event (a place in KINDS)."""
    return as_columns([] if floor.pool is None else floor.pool.rows, EVENT_COLUMNS, EVENT_COLUMNS[1:])


def sham_rows(floor: SalesFloor) -> Columns:
    """Sham follow-ups that ended before the horizon: start, end, seat, lead."""
    made = [] if floor.pool is None or floor.pool.shams is None else floor.pool.shams.rows
    return as_columns(made, Sham._fields, ("seat", "lead"))


def pool_columns(floor: SalesFloor, events: Columns, state: NDArray[np.int64]) -> Columns:
    """By lead: its pool (-1: it never was in one), state there, who has claimed it, how often it changed hands, why it
    came back, and since when it lay and was claimed first (inf: never); `state` is the lead's at the horizon.
    """
    leads = len(state)
    kind, lead = events["event"], events["lead"]
    counted = {
        "claims": np.bincount(lead[np.isin(kind, BEGINNINGS)], minlength=leads),
        "reclaims": np.bincount(lead[np.isin(kind, RECLAIMS)], minlength=leads),
        "returns": np.bincount(lead[kind == RETURNED], minlength=leads),
    }
    first_lay, first_claim = np.full(leads, np.inf), np.full(leads, np.inf)
    np.minimum.at(first_lay, lead[kind == LIES], events["time"][kind == LIES])
    claimed = np.isin(kind, BEGINNINGS)
    np.minimum.at(first_claim, lead[claimed], events["time"][claimed])
    pooled = np.isfinite(first_lay)
    pool = floor.pool
    holder = np.full(leads, -1, dtype=np.int64) if pool is None else np.array(pool.holder, dtype=np.int64)
    begun = np.zeros(leads, dtype=bool) if pool is None else np.array(pool.begun, dtype=bool)
    which = np.full(leads, NO_POOL, dtype=np.int64) if pool is None else np.array(pool.pool_of, dtype=np.int64)
    over = np.isin(state, (LOST, COLD, MERGED))
    found = np.select(
        [~pooled, state == NO_LEAD, state == WON, over, _unassigned(floor, state), begun | (holder < 0)],
        [NEVER_POOLED, INVALID, CONVERTED_LEAD, VOIDED, UNASSIGNED, IN_PROGRESS],
        PENDING,
    )
    back = np.where(counted["returns"] > 0, 1, np.where(found == INVALID, 2, 0))
    return {
        "pool": np.where(pooled, which, NO_POOL),
        "pool_state": found,
        "holder": np.where(np.isin(found, (PENDING, IN_PROGRESS)), holder, -1),
        **counted,
        "back_reason": back,
        "first_lay": first_lay,
        "first_claim": first_claim,
    }


def _unassigned(floor: SalesFloor, state: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Leads that lie in a pool, or will once the customer has thought, since whoever had them lost them meanwhile."""
    if floor.pool is None:
        return np.zeros(len(state), dtype=bool)
    lies = np.array([shelf is not None for shelf in floor.pool.shelves.shelf_of], dtype=bool)
    owners = np.array(floor.owner, dtype=np.int64).reshape(len(floor.owner), -1)
    role = np.array([stage.role for stage in floor.stages], dtype=np.int64)[floor.stage]
    nobodys = owners[role, np.arange(len(state))] < 0
    return np.asarray(lies | (nobodys & (state == THINKING)))


def named(columns: Mapping[str, NDArray[Any]], pools: tuple[str, ...], which: NDArray[np.bool_]) -> dict[str, Any]:
    """The columns of some leads as a person reads them, for the ledger's table of leads."""
    names = {"pool": (*pools, ""), "pool_state": POOL_STATES, "back_reason": BACK_REASONS}
    return {
        name: np.array(names[name], dtype=object)[values[which]] if name in names else values[which]
        for name, values in columns.items()
    }
