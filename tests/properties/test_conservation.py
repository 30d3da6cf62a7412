"""Conservation laws on random markets and organisations: nothing is lost, doubled, or done by two at once."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.floor.ledger import Ledger
from sim.floor.resolved import Horizon, ResolvedScheme
from sim.floor.simulate import simulate
from sim.floor.states import COLD, FOUND_DOUBLE, LOST, MERGED, NEW, STATES, THINKING, WAITING, WON, WORKED
from sim.levers.pay import payout
from tests.builders import resolved, task_rows
from tests.properties.whole_worlds import (
    ACCOUNTS,
    ASKING,
    BUSY_FIRST,
    BY_SIZE,
    EVERYTHING,
    GENERALIST,
    KEY_ACCOUNTS,
    LINE,
    OFFERS,
    PAY,
    TWO_AREAS,
    organisation,
    rich_market,
)

POLICIES = (
    "shared-queue",
    "round-robin",
    "weighted",
    "least-loaded",
    "skill",
    "score",
    "account-owner",
    "territory-owner",
)
THREE_ROLES = {"call": "sdr", "needs": "ae", "close": "rep"}
PODS = {"sdr": 1, "ae": 1, "rep": 1}


@st.composite
def ledgers(draw: st.DrawFn, policies: tuple[str, ...] = POLICIES) -> Ledger:
    """A short replication of a random organisation in a random market."""
    effects = {name: {} for name in draw(st.sets(st.sampled_from(EVERYTHING)))}
    effects |= {"accounts": ACCOUNTS} if "accounts" in effects else {}
    market = rich_market(
        effects,
        demand={
            "leads_per_year": draw(st.integers(50, 3000)),
            "off_hours_share": draw(st.sampled_from([0, 0.3, 1])),
            "day_dispersion": 0.05,
        },
    )
    roles = draw(st.sampled_from([GENERALIST, LINE, THREE_ROLES]))
    heads = {role: draw(st.integers(2, 4)) for role in dict.fromkeys(roles.values())}
    process = {"handoff_delay_hours": draw(st.sampled_from([0, 3]))}
    if draw(st.booleans()):
        order = draw(st.sampled_from(["first", "in-turn", "last"]))
        process["after_sales"] = {"role": draw(st.sampled_from(sorted(heads))), "order": order}
    if draw(st.booleans()):
        process["pod_size"] = len(heads)
    elif roles is not GENERALIST and draw(st.booleans()):
        process["shared_roles"] = ["sdr"]
    routing = {
        "policy": draw(st.sampled_from(policies)),
        "otherwise": draw(st.sampled_from(policies)),
        "open_leads_cap": draw(st.sampled_from([None, 1, 5])),
        "task_order": draw(st.sampled_from(["first-come", "value", "score"])),
        "late_stages_first": draw(st.booleans()),
        "rules": [{"when": {"size": ["large"]}, "policy": draw(st.sampled_from(policies))}] * draw(st.integers(0, 1)),
        "cover": draw(st.sampled_from([None, *({"by": by, "after_hours": 2} for by in ("team", "neighbours"))])),
    }
    scheme = organisation(
        heads,
        roles,
        process=process,
        routing=routing,
        segmentation=draw(st.sampled_from([None, BY_SIZE, BUSY_FIRST, KEY_ACCOUNTS])),
        research=draw(st.sampled_from([None, ASKING])),
        territory=draw(st.sampled_from([None, TWO_AREAS, TWO_AREAS | {"overflow_hours": 3}])),
        products=draw(st.sampled_from([None, OFFERS, OFFERS | {"discount_authority": {}}])),
        incentives=draw(st.sampled_from([None, PAY, PAY | {"period": "quarter", "cap_attainment": None}])),
    )
    horizon = Horizon(draw(st.sampled_from([0, 3])), draw(st.integers(1, 14)), 0)
    return simulate(market, resolved(market, scheme), horizon=horizon, seed=draw(st.integers(0, 99)), replication=0)


laws = settings(max_examples=30)


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
            assert done[-1][5] == (state == WON)
            assert leads["closed"][lead] == done[-1][3] + ledger.plan.stages[stage].thinking_hours[lead]
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


@laws
@given(ledgers())
def test_a_seat_does_one_thing_at_a_time_and_no_more_hours_than_there_are(ledger):
    tasks, plan = ledger.task_columns, ledger.plan
    work = [*task_rows(ledger, "seat", "start", "end"), *served(ledger)]
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
    if plan.pay is None or plan.pay.strength == 0:
        shares = np.array([seat.productive_share for seat in plan.seats])
        productive = (tasks["end"] - tasks["start"]) * shares[tasks["seat"]]
        assert productive == pytest.approx(tasks["work_hours"] + tasks["travel_hours"])


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
    for seat, start, end in sorted([*task_rows(ledger, "seat", "start", "end"), *served(ledger)]):
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


def served(ledger: Ledger) -> list[tuple[int, float, float]]:
    """Seat, start and end of work on cases; what the horizon cut off ends never."""
    columns = [ledger.case_columns[name].tolist() for name in ("seat", "start", "end")]
    return [row for row in zip(*columns, strict=True) if row[0] >= 0]


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
    for lead, stage, seat in task_rows(ledger, "lead", "stage", "seat"):
        role = plan.stages[stage].role
        assert plan.seats[seat].role == role
        assert leads[f"owner_{plan.roles[role]}"][lead] == seat
        assert plan.seats[seat].desk in plan.serving[role][plan.place[lead]] or not stays_at_home
    if not stays_at_home or ledger.resolved.scheme.process.pod_size is None:
        return
    pods = [seat.pod for seat in ledger.resolved.seats]
    whole = [
        len({len(desks) for desks in (serving[place] for serving in plan.serving)}) == 1
        for place in range(len(plan.serving[0]))
    ]
    for lead, done in journeys(ledger).items():
        if whole[plan.place[lead]] and len({ledger.resolved.seats[task[4]].territory for task in done}) == 1:
            served = {pods[task[4]] for task in done}
            teams = {ledger.resolved.seats[task[4]].team for task in done}
            assert len(served) == 1 or len(teams) > 1


def periods_of(ledger: Ledger) -> list[tuple[float, float, float]]:
    """Start, end and share of each pay period that had begun by the horizon, by its days after the start and before it.

    One that had but a weekend left before the next has passed.
    """
    plan, months = ledger.plan, {"month": 1, "quarter": 3}[ledger.resolved.scheme.incentives.period]
    starts = [0.0] + [
        tick
        for tick, month in zip(plan.month_ticks, plan.month_of_tick, strict=True)
        if tick > 0 and month % months == 1 % months
    ]
    start, weeks = plan.table.calendar.start, round(ledger.window.years * 365 / 7 + ledger.window.start / 40)
    end = start + timedelta(weeks=weeks)  # A Monday, as the start.
    if end.day <= 3 and (end.month - 1) % months == 0:
        end = end.replace(day=1)

    def share_of(day: date) -> float:
        opening = day.replace(month=(day.month - 1) // months * months + 1, day=1)
        following = (opening + timedelta(days=31 * months)).replace(day=1)
        return (min(end, following) - max(opening, start)).days / (following - opening).days

    shares = [share_of(start), *[1.0] * (len(starts) - 2), share_of(end - timedelta(days=1))]
    spans = [*pairwise(starts), (starts[-1], plan.end_hours)]
    return [(*span, share) for span, share in zip(spans, shares[-len(spans) :], strict=True)]


def quota_heads(resolved: ResolvedScheme, role: str) -> float:
    """Today's heads of the role; where today has none, the scheme's own, in the size that today's budget pays for."""
    people = resolved.scheme.people
    return resolved.todays_heads.get(role) or resolved.heads[role] / float(people.budget_factor)


def shares_of(ledger: Ledger, role: str, stated: float) -> np.ndarray:
    """The role's share of each lead's deal: the pay plan's, or its part of what the team's roles share."""
    leads, segmentation = ledger.lead_columns, ledger.resolved.scheme.segmentation
    shares = np.full(len(leads["lead"]), stated)
    for index, team in enumerate([] if segmentation is None else segmentation.teams.values()):
        if team.credit:
            weights = {
                name: float(team.credit.get(name, 0.0)) * (leads[f"owner_{name}"] >= 0) for name in ledger.plan.roles
            }
            whole = np.maximum(sum(weights.values()), 1e-12)
            shares = np.where(leads["team"] == index, weights[role] / whole, shares)
    return shares


@laws
@given(ledgers())
def test_the_rows_of_a_shared_deal_sum_to_the_deal(ledger):
    rows, leads = ledger.money_columns, ledger.lead_columns
    deals = rows["kind"] == ledger.names["kind"].index("revenue")
    by_lead = np.bincount(rows["lead"][deals], rows["amount"][deals], minlength=len(leads["lead"]))
    assert by_lead == pytest.approx(leads["revenue"])


@laws
@given(ledgers())
def test_pay_statements_are_worked_out_anew_from_the_deals(ledger):
    plan, leads, incentives = ledger.plan, ledger.lead_columns, ledger.resolved.scheme.incentives
    if incentives is None:
        assert len(ledger.statements["amount"]) == 0
        return
    periods_a_year = {"month": 12, "quarter": 4}[incentives.period]
    expected = []
    for opening, closing, passed in periods_of(ledger):
        inside = (leads["state"] == WON) & (leads["closed"] >= opening) & (leads["closed"] < closing)
        for seat, spec in enumerate(ledger.resolved.seats):
            terms = incentives.roles[spec.role]
            share = float(terms.credit_share)
            own = inside & (leads[f"owner_{spec.role}"] == seat)
            credit = (shares_of(ledger, spec.role, share) * leads["revenue"])[own].sum()
            quota = float(incentives.target_revenue_per_year) * share / quota_heads(ledger.resolved, spec.role)
            attainment = credit / (quota / periods_a_year * passed)
            target = float(terms.target_pay_per_year) / periods_a_year * passed
            expected.append(
                (opening, closing, seat, passed == 1, attainment, target * payout(plan.pay.plan, attainment))
            )
    names = ("start", "end", "seat", "whole", "attainment", "amount")
    found = list(zip(*(ledger.statements[name].tolist() for name in names), strict=True))
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    assert [row[4] for row in found] == pytest.approx([row[4] for row in expected])
    # A bonus starts at a step: at the step itself the last digit of a sum of credits decides.
    near_step = [abs(row[4] - bonus) < 1e-9 for row in expected for bonus, _ in plan.pay.plan.bonuses]
    if not any(near_step):
        assert [row[5] for row in found] == pytest.approx([row[5] for row in expected])


@laws
@given(ledgers())
def test_money_out_is_the_sum_of_statements_each_within_its_period_and_split_where_the_window_opens(ledger):
    rows, statements, opens = ledger.money_columns, ledger.statements, ledger.window.start
    of_pay = rows["kind"] == ledger.names["kind"].index("variable pay")
    time, seat, amount = rows["time"][of_pay], rows["seat"][of_pay], -rows["amount"][of_pay]
    for who in range(len(ledger.plan.seats)):
        earned_before = earned_after = 0.0
        for start, end, owed in zip(
            *(statements[name][statements["seat"] == who].tolist() for name in ("start", "end", "amount")), strict=True
        ):
            before = min(max(opens - start, 0), end - start) / (end - start) * owed
            earned_before, earned_after = earned_before + before, earned_after + owed - before
            dated = time[(seat == who) & (time >= start) & (time < end)]
            assert len(dated) == (2 if start < opens < end else 1)
        assert amount[(seat == who) & (time < opens)].sum() == pytest.approx(earned_before)
        assert amount[(seat == who) & (time >= opens)].sum() == pytest.approx(earned_after)
    assert ledger.seat_columns["variable_pay"].sum() == pytest.approx(statements["amount"].sum())


@laws
@given(ledgers())
def test_credit_splits_sum_to_the_deal(ledger):
    incentives, leads = ledger.resolved.scheme.incentives, ledger.lead_columns
    if incentives is None:
        return
    shares = sum(float(incentives.roles[role].credit_share) for role in ledger.plan.roles)
    won = leads["state"] == WON
    for role in ledger.plan.roles:
        assert (leads[f"owner_{role}"][won] >= 0).all(), "every role has worked a deal that was won"
    assert shares in (1.0, 2.0)


@laws
@given(ledgers())
def test_money_in_is_the_deals_and_nothing_else(ledger):
    rows, leads, names = ledger.money_columns, ledger.lead_columns, ledger.names["kind"]
    by_kind = {kind: float(rows["amount"][rows["kind"] == index].sum()) for index, kind in enumerate(names)}
    assert by_kind["revenue"] == pytest.approx(leads["revenue"].sum())
    accounts = ledger.account_columns
    value = 0.0 if ledger.plan.accounts is None else np.array(ledger.plan.accounts.renewal_value)[accounts["lead"]]
    assert by_kind["renewals"] == pytest.approx((accounts["renewed"] * value).sum())
    assert by_kind["cost of renewals"] == pytest.approx(-by_kind["renewals"] / 2)
    margin = by_kind["revenue"] + by_kind["cost of goods"] + by_kind["service promised"]
    assert margin == pytest.approx(leads["margin"].sum(), rel=1e-9, abs=1e-6)
    travel = ledger.task_columns["travel_km"].sum()
    rate = 0.8 if travel else 0.0
    assert -by_kind["travel"] == pytest.approx(rate * travel)
    income = np.isin(rows["kind"], [names.index(kind) for kind in ("revenue", "renewals")])
    assert (rows["amount"][~income] <= 0).all()
    assert ((rows["time"] >= 0) & (rows["time"] <= ledger.plan.end_hours)).all()


@laws
@given(ledgers())
def test_every_won_deal_is_one_account_and_every_case_is_in_one_state(ledger):
    accounts, cases, leads, plan = ledger.account_columns, ledger.case_columns, ledger.lead_columns, ledger.plan
    if plan.accounts is None:
        assert len(accounts["lead"]) == len(cases["lead"]) == 0
        return
    won = np.flatnonzero((leads["state"] == WON) & (leads["closed"] < plan.end_hours)).tolist()
    assert sorted(accounts["lead"].tolist()) == sorted([*plan.accounts.customers, *won])
    since = dict(zip(accounts["lead"].tolist(), accounts["since"].tolist(), strict=True))
    left = dict(zip(accounts["lead"].tolist(), accounts["left"].tolist(), strict=True))
    assert all(since[lead] == leads["closed"][lead] for lead in won)
    states = np.array(["waiting", "in work", "done", "withdrawn"])[cases["state"]]
    assert (np.isfinite(cases["start"]) == np.isin(states, ("in work", "done"))).all()
    assert (np.isfinite(cases["end"]) == (states == "done")).all()
    assert ((cases["seat"] >= 0) == np.isfinite(cases["start"])).all()
    for lead, kind, queued, start in zip(
        *(cases[name].tolist() for name in ("lead", "kind", "queued", "start")), strict=True
    ):
        assert since[lead] <= queued <= start
        assert queued <= left[lead]
        assert start == np.inf or start <= left[lead] or kind != 3
    role = plan.accounts.role
    assert all(plan.seats[seat].role == role for seat, _, _ in served(ledger))
    assert ((accounts["satisfaction"] >= 0) & (accounts["satisfaction"] <= 1)).all()


@laws
@given(ledgers())
def test_leads_are_born_of_customers_only(ledger):
    born, leads, accounts = ledger.plan.table.born, ledger.lead_columns, ledger.account_columns
    if born is None:
        return
    since = dict(zip(accounts["lead"].tolist(), accounts["since"].tolist(), strict=True))
    left = dict(zip(accounts["lead"].tolist(), accounts["left"].tolist(), strict=True))
    for row in np.flatnonzero(np.isfinite(leads["arrival"][born.first_lead :])).tolist():
        parent, came = int(born.parent[row]), leads["arrival"][born.first_lead + row]
        after = born.after_hours[row] + (left[parent] if born.kind[row] == 2 else since[parent])
        assert came == after
        assert born.kind[row] == 2 or came <= left[parent]
