"""Conservation laws on random markets and organisations: nothing is lost, doubled, or done by two at once."""

from __future__ import annotations

from itertools import pairwise
from operator import eq, gt, lt

import numpy as np
import pytest
from hypothesis import given

from sim.floor.ledger import Ledger
from sim.floor.states import COLD, FOUND_DOUBLE, LOST, MERGED, NEW, STATES, THINKING, WAITING, WON, WORKED
from sim.levers.timing import AS_DECIDED, BROUGHT_FORWARD, HELD_BACK
from tests.builders import task_rows
from tests.properties.random_worlds import gamed, laws, ledgers, served


def journeys(ledger: Ledger) -> dict[int, list[tuple[int, float, float, float, int, int]]]:
    """The tasks of each lead in order: stage, queued, start, end, seat, outcome."""
    found: dict[int, list[tuple[int, float, float, float, int, int]]] = {}
    for lead, *task in task_rows(ledger, "lead", "stage", "queued", "start", "end", "seat", "outcome"):
        found.setdefault(lead, []).append(tuple(task))
    return found


def entries(ledger: Ledger, stage: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Leads that came to wait for the stage, since when, worked out anew, and until when (or the horizon).

    A customer waits from the decision to go on, through the hand-off and the queue.
    """
    leads, plan, tasks = ledger.lead_columns, ledger.plan, journeys(ledger)
    rows = []
    for lead, (reached, state, arrival, closed) in enumerate(
        zip(*(leads[name].tolist() for name in ("stage", "state", "arrival", "closed")), strict=True)
    ):
        if reached < stage or state == NEW:
            continue
        if stage == 0:
            entered = arrival
        else:
            before = plan.stages[stage - 1]
            entered = tasks[lead][stage - 1][3] + before.thinking_hours[lead]
        served = len(tasks.get(lead, ())) > stage
        left = tasks[lead][stage][2] if served else closed if state == COLD else plan.end_hours
        rows.append((lead, entered, left))
    table = np.array(rows, dtype=np.float64).reshape(-1, 3)
    return table[:, 0].astype(np.int64), table[:, 1], table[:, 2]


@laws
@given(ledgers())
def test_every_lead_is_in_exactly_one_state_and_its_row_agrees_with_it(ledger):
    leads, tasks = ledger.lead_columns, journeys(ledger)
    closed = np.isfinite(leads["closed"])
    assert (closed == np.isin(leads["state"], (WON, LOST, COLD, MERGED))).all()
    assert (leads["closed"][closed] < ledger.plan.end_hours).all()
    assert ((leads["revenue"] > 0) == (leads["state"] == WON)).all()
    last = len(ledger.plan.stages) - 1
    for lead, (state, stage) in enumerate(zip(leads["state"].tolist(), leads["stage"].tolist(), strict=True)):
        done = tasks.get(lead, [])
        assert [task[0] for task in done] == list(range(len(done))), "stages in order, each worked once"
        assert all(task[5] == 1 for task in done[:-1])
        finished = {WON: last + 1, LOST: stage + 1, THINKING: stage + 1, MERGED: stage + 1}.get(state, stage)
        assert len(done) == finished
        if state in (WON, LOST):
            decided = done[-1][3] + ledger.plan.stages[stage].thinking_hours[lead]
            moved = leads["signing"][lead] if "signing" in leads else AS_DECIDED
            assert done[-1][5] == (state == WON or moved == HELD_BACK)
            as_moved = {AS_DECIDED: eq, BROUGHT_FORWARD: lt, HELD_BACK: gt}
            assert as_moved[moved](leads["closed"][lead], decided)
        if state == MERGED:
            assert ledger.plan.table.original[lead] >= 0
            assert (done[-1][5], leads["closed"][lead]) == (FOUND_DOUBLE, done[-1][3])


@laws
@given(ledgers())
def test_whoever_enters_a_stage_advances_is_lost_goes_cold_or_is_still_there(ledger):
    leads, tasks = ledger.lead_columns, ledger.task_columns
    for stage in range(len(ledger.plan.stages)):
        entered = len(entries(ledger, stage)[0])
        here = leads["stage"] == stage
        count = {state: int((here & (leads["state"] == state)).sum()) for state in range(len(STATES))}
        worked = int((tasks["stage"] == stage).sum())
        assert entered == worked + count[COLD] + count[WAITING] + count[WORKED]
        advanced = worked - count[LOST] - count[THINKING] - count[MERGED]
        last = stage + 1 == len(ledger.plan.stages)
        assert advanced == (count[WON] if last else len(entries(ledger, stage + 1)[0]))


@laws
@given(ledgers())
def test_littles_law_holds_exactly_over_every_queue(ledger):
    """The area under the queue's length is the sum of the waits, those cut off at the horizon included."""
    end = ledger.plan.end_hours
    for stage in range(len(ledger.plan.stages)):
        _, entered, left = entries(ledger, stage)
        inside = entered < end
        entered, left = entered[inside], left[inside]
        steps = sorted([(time, 1) for time in entered.tolist()] + [(time, -1) for time in left.tolist() if time < end])
        area, length, before = 0.0, 0, 0.0
        for time, change in steps:
            area += length * (time - before)
            length, before = length + change, time
        area += length * (end - before)
        assert area == pytest.approx((left - entered).sum(), rel=1e-9, abs=1e-6)
        here = (ledger.lead_columns["stage"] == stage) & (ledger.lead_columns["state"] == WAITING)
        in_work = (ledger.lead_columns["stage"] == stage) & (ledger.lead_columns["state"] == WORKED)
        assert length == int(here.sum()) + int(in_work.sum())


@laws
@given(ledgers())
def test_a_task_queues_when_the_customer_has_thought_and_the_handoff_is_over(ledger):
    stages = ledger.plan.stages
    for stage in range(len(stages)):
        leads, entered, _ = entries(ledger, stage)
        if stage > 0 and stages[stage].role != stages[stage - 1].role:
            entered = entered + ledger.plan.handoff_delay_hours
        expected = dict(zip(leads.tolist(), entered.tolist(), strict=True))
        for lead, where, queued, start in task_rows(ledger, "lead", "stage", "queued", "start"):
            if where == stage:
                assert queued == expected[lead]
                assert start >= queued


def productive_hours(ledger):
    """Hours that each task had for work, by its seat's share of the week in which it began.

    Where training takes hours, what goes on into another week goes on at that week's speed.
    """
    tasks, plan = ledger.task_columns, ledger.plan
    start, end, seat = tasks["start"], tasks["end"], tasks["seat"]
    if plan.productive_by_week is None:
        return (end - start) * np.array([item.productive_share for item in plan.seats])[seat]
    shares, ticks = np.array(plan.productive_by_week), np.array(plan.week_ticks)
    if plan.training_hours is None:
        return (end - start) * shares[np.searchsorted(ticks, start, side="right") - 1, seat]
    weeks = zip(ticks, [*ticks[1:], np.inf], shares, strict=True)
    return sum(
        np.clip(np.minimum(end, last) - np.maximum(start, first), 0, None) * of[seat] for first, last, of in weeks
    )


def by_newcomers(ledger):
    """Tasks of whoever came after somebody left: she is slower at first."""
    tasks, people = ledger.task_columns, ledger.person_columns
    came = people["hire"] > 0
    since = np.full(len(ledger.plan.seats), np.inf)
    np.minimum.at(since, people["seat"][came], people["start"][came])
    return tasks["start"] >= since[tasks["seat"]]


@laws
@given(ledgers())
def test_a_seat_does_one_thing_at_a_time_and_no_more_hours_than_there_are(ledger):
    tasks, plan = ledger.task_columns, ledger.plan
    work = [*task_rows(ledger, "seat", "start", "end"), *served(ledger), *gamed(ledger)]
    for seat in range(len(plan.seats)):
        mine = sorted(row[1:] for row in work if row[0] == seat)
        assert all(before[1] <= after[0] for before, after in pairwise(mine))
    seats = ledger.seat_columns
    assert (seats["busy_hours"] <= seats["capacity_hours"] + 1e-9).all()
    done = sum(end - start for _, start, end in work if np.isfinite(end))
    done += (ledger.contacts["end"] - ledger.contacts["start"]).sum()
    assert seats["busy_hours"].sum() == pytest.approx(done)
    away, end = ledger.absences, plan.end_hours
    gone = np.minimum(away["end"], end) - np.minimum(away["start"], end)
    assert seats["capacity_hours"].sum() == pytest.approx(end * len(plan.seats) - gone.sum())
    for start, back, seat in zip(away["start"], away["end"], away["seat"], strict=True):
        mine = [row[1:] for row in work if row[0] == seat]
        assert all(ended <= start or begun >= back for begun, ended in mine), "nobody works while away"
    # Motivation moves effort even where the next unit of pay does not.
    if plan.motivation is None and (plan.pay is None or plan.pay.strength == 0):
        settled = ~by_newcomers(ledger)
        productive, worked = productive_hours(ledger), tasks["work_hours"] + tasks["travel_hours"]
        assert productive[settled] == pytest.approx(worked[settled])


@laws
@given(ledgers(("shared-queue", "account-owner")))
def test_nobody_rests_while_a_lead_waits_for_them(ledger):
    """While a lead waits for its owner, the owner works or is away; for a whole desk, everyone there does or is.

    What others cover for has waited for somebody else before.
    """
    if someone_covers(ledger):
        return
    plan, leads, away = ledger.plan, ledger.lead_columns, ledger.absences
    busy: dict[int, list[tuple[float, float]]] = {seat: [(0.0, 0.0)] for seat in range(len(plan.seats))}
    for seat, start, end in sorted([*task_rows(ledger, "seat", "start", "end"), *served(ledger), *gamed(ledger)]):
        busy[seat].append((start, min(end, plan.end_hours)))
    for seat, start, end in zip(away["seat"].tolist(), away["start"], away["end"], strict=True):
        busy[seat].append((float(start), float(end)))
        busy[seat].sort()
    # Work that the horizon cut off is no row of the tasks; its seat was busy to the end.
    for lead in np.flatnonzero(leads["state"] == WORKED).tolist():
        seat = int(leads[f"owner_{plan.roles[plan.stages[int(leads['stage'][lead])].role]}"][lead])
        busy[seat].append((busy[seat][-1][1], plan.end_hours))
    seen: set[tuple[int, int]] = set()
    for lead, stage, queued, start, seat in task_rows(ledger, "lead", "stage", "queued", "start", "seat"):
        role = plan.stages[stage].role
        shared = (lead, role) not in seen and not leads["existing"][lead]
        seen.add((lead, role))
        for waited_for in plan.desks[plan.seats[seat].desk] if shared else (seat,):
            assert idle_between(busy[waited_for], queued, start) <= 1e-9


def someone_covers(ledger: Ledger) -> bool:
    """Whether leads may have changed hands because their owner was away."""
    cover = ledger.resolved.scheme.routing.cover
    return cover is not None and len(ledger.absences["seat"]) > 0


def idle_between(intervals: list[tuple[float, float]], start: float, end: float) -> float:
    covered = sum(max(0.0, min(b, end) - max(a, start)) for a, b in intervals)
    return end - start - covered


@laws
@given(ledgers())
def test_patience_bounds_every_wait_and_ends_it_exactly(ledger):
    plan, leads = ledger.plan, ledger.lead_columns
    for stage, stage_plan in enumerate(plan.stages):
        who, entered, left = entries(ledger, stage)
        if stage_plan.patience_hours is None:
            assert not ((leads["state"] == COLD) & (leads["stage"] == stage)).any()
            continue
        for lead, came, went in zip(who.tolist(), entered.tolist(), left.tolist(), strict=True):
            deadline = came + stage_plan.patience_hours[lead]
            # When work that the horizon cut off was taken up is in no table.
            in_work = leads["state"][lead] == WORKED and leads["stage"][lead] == stage
            assert in_work or went <= deadline or came >= plan.end_hours
            if leads["state"][lead] == COLD and leads["stage"][lead] == stage:
                assert went == deadline


@laws
@given(ledgers())
def test_a_lead_has_one_owner_of_each_role_who_works_all_of_it(ledger):
    if someone_covers(ledger):
        return
    plan, leads = ledger.plan, ledger.lead_columns
    stays_at_home = plan.overflow is None
    # What lies in a pool goes from hand to hand, by laws of its own.
    pooled = ledger.pool_columns["pool"] >= 0
    for lead, stage, seat in task_rows(ledger, "lead", "stage", "seat"):
        if pooled[lead]:
            continue
        role = plan.stages[stage].role
        assert plan.seats[seat].role == role
        # Whoever leaves owns nothing any more, and somebody else goes on.
        assert leads[f"owner_{plan.roles[role]}"][lead] == seat or plan.turnover is not None
        assert plan.seats[seat].desk in plan.serving[role][plan.place[lead]] or not stays_at_home
    if not stays_at_home or ledger.resolved.scheme.process.pod_size is None:
        return
    pods = [seat.pod for seat in ledger.resolved.seats]
    whole = [
        len({len(desks) for desks in (serving[place] for serving in plan.serving)}) == 1
        for place in range(len(plan.serving[0]))
    ]
    for lead, done in journeys(ledger).items():
        territories = {ledger.resolved.seats[task[4]].territory for task in done}
        if whole[plan.place[lead]] and not pooled[lead] and len(territories) == 1:
            served = {pods[task[4]] for task in done}
            teams = {ledger.resolved.seats[task[4]].team for task in done}
            assert len(served) == 1 or len(teams) > 1
