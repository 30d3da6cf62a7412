"""Conservation laws while everything is on at once: every way out of a stage, two at a task, cases and contacts."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from sim.floor.ledger import Ledger
from sim.floor.states import (
    ADVANCED,
    COLD,
    FAILED,
    FOUND_DOUBLE,
    FOUND_INVALID,
    JOINED,
    LOST,
    MERGED,
    NEW,
    NO_LEAD,
    SKIPPED,
    THINKING,
    WAITING,
    WENT_BACK,
    WON,
    WORKED,
)
from sim.levers.timing import HELD_BACK
from sim.results.recorded import recorded_history, true_history
from tests.builders import task_rows
from tests.properties.busy_worlds import busy_ledgers
from tests.properties.random_worlds import gamed, served

laws = settings(max_examples=20)


def own_tasks(ledger: Ledger) -> list[tuple[int, int, int, float, float, float, int]]:
    """(lead, place, outcome, queued, start, end, seat) of each task, without the rows of whoever joined it."""
    count = ledger.plan.stage_count
    rows = task_rows(ledger, "lead", "stage", "attempt", "outcome", "queued", "start", "end", "seat")
    return [(row[0], row[1] + count * row[2], *row[3:]) for row in rows if row[3] != JOINED]


def places_of(ledger: Ledger) -> np.ndarray:
    """The place of each lead in the plan's stages, attempts counted."""
    return ledger.lead_columns["stage"] + ledger.plan.stage_count * ledger.lead_columns["attempt"]


@laws
@given(busy_ledgers())
def test_whoever_enters_a_stage_leaves_it_one_way_or_is_still_there(ledger):
    leads, stages, where = ledger.lead_columns, ledger.plan.stages, places_of(ledger)
    state = leads["state"]
    entered, left = [0] * len(stages), [0] * len(stages)
    entered[0] = int((state != NEW).sum())
    last: dict[int, tuple[int, int]] = {}
    ended = dict.fromkeys((FAILED, FOUND_INVALID, FOUND_DOUBLE, "bought"), 0)
    for lead, place, outcome, *_ in own_tasks(ledger):
        stage = stages[place]
        goes_to = {ADVANCED: stage.following, SKIPPED: stage.skip_to, WENT_BACK: stage.back_to}.get(outcome, -1)
        left[place] += 1
        if goes_to >= 0:
            entered[goes_to] += 1
        ended["bought" if outcome == ADVANCED and goes_to < 0 else outcome if goes_to < 0 else FAILED] += goes_to < 0
        last[lead] = (outcome, goes_to)
    still = {FAILED: 0, "bought": 0}
    for lead in np.flatnonzero(state == THINKING).tolist():
        outcome, goes_to = last[lead]
        if goes_to >= 0:
            entered[goes_to] -= 1
        else:
            still["bought" if outcome == ADVANCED else outcome] += 1
    for place in range(len(stages)):
        left[place] += int((np.isin(state, (COLD, WAITING, WORKED)) & (where == place)).sum())
    untouched = (state == MERGED) & np.isinf(leads["first_touch"])
    left[0] += int(untouched.sum())
    assert entered == left
    # Who walks away while her signature is held back had decided to buy.
    held = np.zeros(len(state), dtype=bool) if "signing" not in leads else leads["signing"] == HELD_BACK
    gone = int(((state == LOST) & held).sum())
    assert int((state == LOST).sum()) == ended[FAILED] - still[FAILED] + gone
    assert int((state == NO_LEAD).sum()) == ended[FOUND_INVALID]
    assert int(((state == MERGED) & ~untouched).sum()) == ended[FOUND_DOUBLE]
    assert int((state == WON).sum()) == ended["bought"] - still["bought"] - gone
    assert (ledger.plan.table.original[state == MERGED] >= 0).all()
    assert (np.isfinite(leads["closed"]) == np.isin(state, (WON, LOST, COLD, NO_LEAD, MERGED))).all()
    assert ((leads["revenue"] > 0) == (state == WON)).all()


@laws
@given(busy_ledgers())
def test_a_seat_does_one_thing_at_a_time_is_not_away_meanwhile_and_works_no_more_than_there_are_hours(ledger):
    contacts, away, end = ledger.contacts, ledger.absences, ledger.plan.end_hours
    contacted = zip(contacts["seat"].tolist(), contacts["start"].tolist(), contacts["end"].tolist(), strict=True)
    work = [*task_rows(ledger, "seat", "start", "end"), *served(ledger), *gamed(ledger), *contacted]
    for seat in range(len(ledger.plan.seats)):
        mine = sorted(row[1:] for row in work if row[0] == seat)
        assert all(before[1] <= after[0] for before, after in pairwise(mine))
    for start, back, seat in zip(away["start"], away["end"], away["seat"], strict=True):
        assert all(done <= start or begun >= back for who, begun, done in work if who == seat)
    columns = ledger.seat_columns
    assert (columns["busy_hours"] <= columns["capacity_hours"] + 1e-9).all()
    assert columns["busy_hours"].sum() == pytest.approx(
        sum(min(done, end) - begun for _, begun, done in work if np.isfinite(done))
    )


@laws
@given(busy_ledgers())
def test_a_lead_is_in_one_pair_of_hands_and_whoever_joins_is_there_from_start_to_end(ledger):
    plan, leads = ledger.plan, ledger.lead_columns
    journeys: dict[int, list[tuple[float, float, int, int]]] = {}
    for lead, place, _, _, start, end, seat in own_tasks(ledger):
        journeys.setdefault(lead, []).append((start, end, seat, place))
        assert plan.seats[seat].role == plan.stages[place].role
    for done in journeys.values():
        assert all(before[1] <= after[0] for before, after in pairwise(done)), "one task after the other"
    wanted = {
        (lead, start, end, plan.stages[place].joins[lead])
        for lead, done in journeys.items()
        for start, end, _, place in done
        if plan.stages[place].joins is not None and plan.stages[place].joins[lead] >= 0
    }
    rows = task_rows(ledger, "lead", "start", "end", "seat", "outcome")
    joined = [
        (lead, start, end, plan.seats[seat].role) for lead, start, end, seat, outcome in rows if outcome == JOINED
    ]
    assert sorted(joined) == sorted(wanted)
    for number, role in enumerate(plan.roles):
        owner = leads[f"owner_{role}"]
        assert all(plan.seats[seat].role == number for seat in owner[owner >= 0].tolist())


@laws
@given(busy_ledgers())
def test_littles_law_holds_over_every_queue_counted_hour_by_hour(ledger):
    """What waits is counted at the middle of every hour: each wait may be off by one count at either end, no more."""
    plan, leads, end = ledger.plan, ledger.lead_columns, ledger.plan.end_hours
    waits: list[list[tuple[float, float]]] = [[] for _ in plan.stages]
    for _, place, _, queued, start, _, _ in own_tasks(ledger):
        waits[place].append((queued, start))
    rows = zip(places_of(ledger).tolist(), leads["state"].tolist(), leads["queued"], leads["closed"], strict=True)
    for place, state, queued, closed in rows:
        # Who gives up while changing hands has never come to this queue.
        if state == WAITING or (state == COLD and queued <= closed):
            waits[place].append((float(queued), end if state == WAITING else float(closed)))
    moments = np.arange(0.5, end, 1.0)
    for mine in filter(None, waits):
        queued, until = np.array(mine).T
        assert (queued <= until).all()
        length = ((queued[:, None] <= moments) & (moments < until[:, None])).sum(axis=0).mean()
        rate, wait = len(mine) / end, (until - queued).mean()
        assert length == pytest.approx(rate * wait, abs=rate + 1e-9)


@laws
@given(busy_ledgers())
def test_shares_of_a_deal_sum_to_it_and_money_out_is_the_sum_of_statements(ledger):
    rows, leads, names = ledger.money_columns, ledger.lead_columns, ledger.names["kind"]
    deals = rows["kind"] == names.index("revenue")
    by_lead = np.bincount(rows["lead"][deals], rows["amount"][deals], minlength=len(leads["lead"]))
    assert by_lead == pytest.approx(leads["revenue"])
    shared = deals & (rows["seat"] >= 0)
    big = ledger.names["team"].index("big")
    # Nobody is credited with a deal whose owners had all left before the customer decided.
    owned = np.any([leads[f"owner_{role}"] >= 0 for role in ledger.plan.roles], axis=0)
    assert set(rows["lead"][shared].tolist()) == set(
        np.flatnonzero((leads["state"] == WON) & (leads["team"] == big) & owned).tolist()
    )
    for lead, seat in zip(rows["lead"][shared].tolist(), rows["seat"][shared].tolist(), strict=True):
        role = ledger.plan.roles[ledger.plan.seats[seat].role]
        assert leads[f"owner_{role}"][lead] == seat
    paid = -rows["amount"][rows["kind"] == names.index("variable pay")].sum()
    assert paid == pytest.approx(ledger.statements["amount"].sum())
    assert ledger.seat_columns["variable_pay"].sum() == pytest.approx(paid)


@laws
@given(busy_ledgers())
def test_the_record_never_knows_more_than_the_truth(ledger):
    true, recorded = true_history(ledger), recorded_history(ledger)
    happened: dict[tuple[int, int], float] = {}
    for lead, stage, clock in zip(true.lead.tolist(), true.stage.tolist(), true.clock.tolist(), strict=True):
        happened.setdefault((lead, stage), clock)
    for lead, stage, clock in zip(
        recorded.lead.tolist(), recorded.stage.tolist(), recorded.clock.tolist(), strict=True
    ):
        assert happened[lead, stage] <= clock
    assert len(recorded.lead) <= len(true.lead)
    assert (recorded.arrival == true.arrival).all()
    assert not (true.at(0.0)[true.arrival > 0] >= 0).any()
