"""Laws of the claim pool on random worlds, from its own events: one owner, no limit exceeded, nobody lost."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sim.floor.ledger import Ledger
from sim.floor.pool.pool_events import (
    ASSIGNED,
    BEGINNINGS,
    CLAIMED,
    CONVERTED,
    ENDINGS,
    LEFT,
    LIES,
    MOVED,
    RECLAIMED_DEAL,
    RECLAIMED_FOLLOW_UP,
    RELEASED,
    RETURNED,
    TIMED_OUT,
)
from sim.floor.pool.pool_ledger import IN_PROGRESS, PENDING, UNASSIGNED
from sim.floor.states import JOINED, WAITING, WORKED
from tests.builders import task_rows
from tests.properties.busy_worlds import busy_ledgers
from tests.properties.random_worlds import POLICIES, ledgers, served

POOLED = ("claim-pool",)
worlds = st.one_of(ledgers(POOLED), ledgers((*POLICIES, *POOLED * 8)), busy_ledgers())
laws = settings(max_examples=20)
LOSES = (RECLAIMED_FOLLOW_UP, RECLAIMED_DEAL, TIMED_OUT, RETURNED, RELEASED)


def rows(ledger: Ledger) -> list[tuple[float, int, int, int, int]]:
    assume(ledger.plan.pool is not None)
    return list(zip(*(column.tolist() for column in ledger.pool_events.values()), strict=True))


@laws
@given(worlds)
def test_a_lead_has_one_owner_at_most_and_only_what_lies_in_the_pool_is_claimed(ledger):
    owner: dict[int, int] = {}
    lying: set[int] = set()
    for _, lead, seat, _, kind in rows(ledger):
        if kind == LIES:
            assert lead not in lying
            assert lead not in owner
            lying.add(lead)
        elif kind in (CLAIMED, ASSIGNED):
            lying.remove(lead)
            owner[lead] = seat
        elif kind in BEGINNINGS:
            assert lead not in owner
            assert lead not in lying
            owner[lead] = seat
        elif kind in ENDINGS and seat < 0:
            lying.remove(lead)
        elif kind in ENDINGS and lead in owner:
            assert owner.pop(lead) == seat
        elif kind in ENDINGS:
            # A policy had dealt it, and nobody had begun it.
            assert kind == TIMED_OUT
        elif kind == MOVED:
            assert lead in lying
    columns = ledger.pool_columns
    held = {lead: seat for lead, seat in enumerate(columns["holder"].tolist()) if seat >= 0}
    assert held == owner
    unassigned = columns["pool_state"] == UNASSIGNED
    assert set(np.flatnonzero(unassigned & (ledger.lead_columns["state"] == WAITING)).tolist()) == lying


@laws
@given(worlds)
def test_no_limit_is_ever_exceeded(ledger):
    events = rows(ledger)
    pool = ledger.plan.pool
    by_pool, held, customers = Counter(), Counter(), Counter()
    where: dict[int, int] = {}
    for _, lead, seat, at, kind in events:
        if kind in BEGINNINGS:
            where[lead] = at
            by_pool[seat, at] += 1
            held[seat] += 1
        elif kind in ENDINGS and lead in where:
            by_pool[seat, where.pop(lead)] -= 1
            held[seat] -= 1
            customers[seat] += kind == CONVERTED and pool.customers_count
        elif kind == LEFT:
            customers[seat] -= 1
        if seat >= 0:
            assert by_pool[seat, at] <= pool.cap
            assert held[seat] + customers[seat] <= pool.limit


@laws
@given(worlds)
def test_every_pooled_lead_is_counted_and_lies_where_nobody_else_has_it(ledger):
    rows(ledger)
    leads, columns = ledger.lead_columns, ledger.pool_columns
    pooled = columns["pool"] >= 0
    states = Counter(columns["pool_state"][pooled].tolist())
    assert sum(states.values()) == int(pooled.sum())
    still_open = pooled & ~np.isfinite(leads["closed"])
    assert states[UNASSIGNED] + states[PENDING] + states[IN_PROGRESS] == int(still_open.sum())
    # What lies there belongs to nobody of the role that is to work it.
    for lead in np.flatnonzero((columns["pool_state"] == UNASSIGNED) & (leads["state"] == WAITING)).tolist():
        place = leads["stage"][lead] + ledger.plan.stage_count * leads["attempt"][lead]
        assert leads[f"owner_{ledger.plan.roles[ledger.plan.stages[place].role]}"][lead] == -1
    assert (columns["claims"][~pooled] == 0).all()


@laws
@given(worlds)
def test_whoever_works_a_claimed_lead_has_claimed_it(ledger):
    spans: dict[int, list[tuple[float, float, int]]] = {}
    begun: dict[int, tuple[float, int]] = {}
    for time, lead, seat, _, kind in rows(ledger):
        if kind in BEGINNINGS:
            begun[lead] = (time, seat)
        elif kind in ENDINGS and lead in begun:
            since, _ = begun.pop(lead)
            spans.setdefault(lead, []).append((since, time, seat))
    for lead, (since, seat) in begun.items():
        spans.setdefault(lead, []).append((since, ledger.plan.end_hours, seat))
    for lead, seat, start, end, outcome in task_rows(ledger, "lead", "seat", "start", "end", "outcome"):
        for since, until, holder in spans.get(lead, ()):
            if outcome != JOINED and since <= start < until:
                assert seat == holder
                assert end <= until, "nothing is taken away while in hand"


@laws
@given(worlds)
def test_clocks_keep_their_hours(ledger):
    """Reclaims come when the last follow-up or the claim is so long past; nobody claims what she has lost just now."""
    events = rows(ledger)
    pool = ledger.plan.pool
    tasks: dict[int, list[float]] = {}
    shams = zip(ledger.shams["lead"].tolist(), ledger.shams["end"].tolist(), strict=True)
    for lead, end in [*task_rows(ledger, "lead", "end"), *shams]:
        tasks.setdefault(lead, []).append(end)
    claimed: dict[int, float] = {}
    lost: dict[tuple[int, int], float] = {}
    for time, lead, seat, _, kind in events:
        if kind in (CLAIMED, ASSIGNED):
            assert time >= lost.get((lead, seat), -np.inf) + pool.cool_down
        if kind in BEGINNINGS:
            claimed[lead] = time
        elif kind in LOSES:
            lost[lead, seat] = time
        if kind == RECLAIMED_FOLLOW_UP:
            since = max([claimed[lead], *(end for end in tasks.get(lead, ()) if end <= time)])
            assert time - since >= pool.follow_up - 1e-9
        elif kind == RECLAIMED_DEAL:
            assert time - claimed[lead] >= pool.deal - 1e-9


@settings(max_examples=20)
@given(ledgers(POOLED))
def test_nobody_rests_beside_a_lead_that_she_may_claim(ledger):
    """While a lead lies where it was put first, each member works, is away, has no room, or has lost it just now."""
    events, plan, pool = rows(ledger), ledger.plan, ledger.plan.pool
    away = list(zip(*(ledger.absences[name].tolist() for name in ("seat", "start", "end")), strict=True))
    busy: dict[int, list[tuple[float, float]]] = {}
    for seat, start, end in [*task_rows(ledger, "seat", "start", "end"), *served(ledger), *away]:
        busy.setdefault(seat, []).append((start, end))
    in_work = ledger.lead_columns["state"] == WORKED
    # Who may be busy with what has no row yet when the horizon comes.
    unknown = {seat for role in plan.roles for seat in ledger.lead_columns[f"owner_{role}"][in_work].tolist()}
    assume(pool.shams is None)
    ended: dict[int, list[float]] = {}
    for lead, end in task_rows(ledger, "lead", "end"):
        ended.setdefault(lead, []).append(end)
    lies = [number for number, row in enumerate(events) if row[4] == LIES]
    for number in lies[:: 1 + len(lies) // 40]:
        begins, lead, _, at, _ = events[number]
        place = plan.place[lead]
        desks = [serving[place] for serving in plan.serving]
        if any(len(found) > 1 for found in desks):
            continue
        ends, _, _, _, how = next((row for row in events[number + 1 :] if row[1] == lead), (plan.end_hours, *[0] * 4))
        middle = (begins + ends) / 2
        elsewhere = {row[4] for row in events[:number] if row[1] == lead} & {MOVED, RETURNED}
        if ends - begins < 1e-6 or how == MOVED or elsewhere:
            continue
        # One stage further for each task that it has had.
        role = plan.stages[sum(end <= begins for end in ended.get(lead, ()))].role
        for seat in plan.desks[desks[role][0]]:
            if seat in unknown or any(start <= middle < end for start, end in busy.get(seat, ())):
                continue
            held, here, customers, lost_at = _then(events, seat, at, lead, middle, pool.customers_count)
            full = here >= pool.cap or held + customers >= pool.limit
            assert full or middle < lost_at + pool.cool_down


def _then(
    events: list[tuple[float, int, int, int, int]], seat: int, at: int, lead: int, clock: float, count: bool
) -> tuple[int, int, int, float]:
    """Open claims of the seat in all pools and in that one, customers that count, and when it last lost the lead."""
    where: dict[int, int] = {}
    customers, lost_at = 0, -np.inf
    for time, which, who, pool, kind in events:
        if time > clock or who != seat:
            continue
        if kind in BEGINNINGS:
            where[which] = pool
        elif kind in ENDINGS:
            where.pop(which, None)
        customers += (kind == CONVERTED and count) - (kind == LEFT)
        if which == lead and kind in LOSES:
            lost_at = time
    return len(where), list(where.values()).count(at), customers, lost_at
