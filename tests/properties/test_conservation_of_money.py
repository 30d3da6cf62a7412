"""Conservation of money on random markets and organisations: deals, credit, statements and rows agree."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import ResolvedScheme
from sim.floor.states import WON
from sim.levers.pay import payout
from tests.properties.random_worlds import laws, ledgers

# What a statement says besides the lines that its amount is the sum of.
NO_LINES = ("start", "end", "seat", "attainment", "amount", "whole", "draws_owed", "clawbacks_owed")


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


def of_single_deals(ledger: Ledger) -> np.ndarray:
    """What the plan pays for each deal by itself, whoever shares it: new and large customers, these for five weeks."""
    leads, found = ledger.lead_columns, np.zeros(len(ledger.lead_columns["lead"]))
    if not ledger.resolved.scheme.incentives.spiffs:
        return found
    closed = np.minimum(leads["closed"], 9e9) // 40
    found += np.where(leads["existing"], 0, 150)
    large = leads["size"] == ledger.names["size"].index("large")
    return found + np.where(large & (closed >= 1) & (closed < 6), 90, 0)


def parts_of(ledger: Ledger, seat: int, opening: float, closing: float) -> list[tuple[float, float]]:
    """The parts of a period in which somebody held the seat: one for each person."""
    people = ledger.person_columns
    rows = zip(*(people[name].tolist() for name in ("seat", "start", "end")), strict=True)
    spans = [(max(start, opening), min(end, closing)) for who, start, end in rows if who == seat]
    return sorted((start, end) for start, end in spans if start < end)


def stays_on(ledger: Ledger, seat: int, clock: float) -> bool:
    """Whether nobody leaves the seat at this very clock."""
    people = ledger.person_columns
    return not ((people["seat"] == seat) & (people["end"] == clock)).any()


@laws
@given(ledgers())
def test_pay_statements_are_worked_out_anew_from_the_deals(ledger):
    plan, leads, incentives = ledger.plan, ledger.lead_columns, ledger.resolved.scheme.incentives
    if incentives is None:
        assert len(ledger.statements["amount"]) == 0
        return
    periods_a_year = {"month": 12, "quarter": 4}[incentives.period]
    sold = leads["revenue" if incentives.credit == "revenue" else "margin"]
    expected, single = [], of_single_deals(ledger)
    alone = 1.0 if incentives.team_pool is None else 1 - float(incentives.team_pool.share_of_target_pay)
    for opening, closing, passed in periods_of(ledger):
        for seat, spec in enumerate(ledger.resolved.seats):
            terms = incentives.roles[spec.role]
            share = float(terms.credit_share)
            part = shares_of(ledger, spec.role, share)
            quota = incentives.target_per_year * share / quota_heads(ledger.resolved, spec.role)
            quota = quota if terms.quota_per_year is None else float(terms.quota_per_year)
            for begun, ended in parts_of(ledger, seat, opening, closing):
                there = passed * (ended - begun) / (closing - opening)
                inside = (leads["state"] == WON) & (leads["closed"] >= begun) & (leads["closed"] < ended)
                own = inside & (leads[f"owner_{spec.role}"] == seat)
                attainment = (part * sold)[own].sum() / (quota / periods_a_year * there)
                target = float(terms.target_pay_per_year) / periods_a_year * there
                owed = alone * target * payout(plan.pay.plan, attainment) + (part * single)[own].sum()
                whole = passed == 1 and (begun, ended) == (opening, closing) and stays_on(ledger, seat, closing)
                expected.append((begun, ended, seat, whole, attainment, owed))
    expected.sort(key=lambda row: (row[1], row[2], row[0]))
    names = ("start", "end", "seat", "whole", "attainment")
    deals = sum(ledger.statements[name] for name in ("commission", "bonus", "spiff"))
    if not any((incentives.team_pool, incentives.draw, incentives.clawback, incentives.quality, incentives.contests)):
        assert ledger.statements["amount"] == pytest.approx(deals)
    found = list(zip(*(ledger.statements[name].tolist() for name in names), deals.tolist(), strict=True))
    found.sort(key=lambda row: (row[1], row[2], row[0]))
    assert [row[:4] for row in found] == [row[:4] for row in expected]
    assert [row[4] for row in found] == pytest.approx([row[4] for row in expected])
    # A bonus starts at a step, a retroactive tier is one: there the last digit of a sum of credits decides.
    steps = [*(step for step, _ in plan.pay.plan.bonuses), *plan.pay.plan.starts[1:]]
    near_step = [abs(row[4] - step) < 1e-9 for row in expected for step in steps]
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
    lines = [column for name, column in statements.items() if name not in NO_LINES]
    assert statements["amount"] == pytest.approx(sum(lines), abs=1e-6)
    assert ledger.seat_columns["variable_pay"].sum() == pytest.approx(statements["amount"].sum())


def has_left_since(ledger: Ledger, lead: int, role: str) -> bool:
    """Whether who worked the lead last for this role left between that and the deal."""
    tasks, people = ledger.task_columns, ledger.person_columns
    own = (tasks["lead"] == lead) & (tasks["role"] == ledger.plan.roles.index(role))
    last = np.flatnonzero(own)[-1]
    left = people["end"][people["seat"] == tasks["seat"][last]]
    return bool(((left >= tasks["end"][last]) & (left <= ledger.lead_columns["closed"][lead])).any())


@laws
@given(ledgers())
def test_credit_splits_sum_to_the_deal(ledger):
    incentives, leads = ledger.resolved.scheme.incentives, ledger.lead_columns
    if incentives is None:
        return
    shares = sum(float(incentives.roles[role].credit_share) for role in ledger.plan.roles)
    won = leads["state"] == WON
    for role in ledger.plan.roles:
        without = np.flatnonzero(won & (leads[f"owner_{role}"] < 0)).tolist()
        assert all(has_left_since(ledger, lead, role) for lead in without), "every role has worked a deal that was won"
    assert shares in (1.0, 2.0)


@laws
@given(ledgers())
def test_money_in_is_the_deals_and_nothing_else(ledger):
    rows, leads, names = ledger.money_columns, ledger.lead_columns, ledger.names["kind"]
    by_kind = {kind: float(rows["amount"][rows["kind"] == index].sum()) for index, kind in enumerate(names)}
    assert by_kind["revenue"] == pytest.approx(leads["revenue"].sum())
    accounts = ledger.account_columns
    value = 0.0
    if ledger.plan.accounts is not None:
        # A deal renews at the price at which it was made, whatever its seller gave away; customers at the start do too.
        sold, planned = leads["revenue"][accounts["lead"]], np.array(ledger.plan.net_value)[accounts["lead"]]
        kept = np.where(leads["state"][accounts["lead"]] == WON, sold / planned, 1.0)
        value = np.array(ledger.plan.accounts.renewal_value)[accounts["lead"]] * kept
    assert by_kind["renewals"] == pytest.approx((accounts["renewed"] * value).sum())
    assert by_kind["cost of renewals"] == pytest.approx(-by_kind["renewals"] / 2)
    margin = by_kind["revenue"] + by_kind["cost of goods"] + by_kind["service promised"]
    assert margin == pytest.approx(leads["margin"].sum(), rel=1e-9, abs=1e-6)
    travel = ledger.task_columns["travel_km"].sum()
    rate = 0.8 if travel else 0.0
    assert -by_kind["travel"] == pytest.approx(rate * travel)
    income = np.isin(rows["kind"], [names.index(kind) for kind in ("revenue", "renewals", "salary saved")])
    assert 0 <= by_kind["salary saved"] <= -by_kind["salary"] + 1e-6
    assert (rows["amount"][~income] <= 0).all()
    assert ((rows["time"] >= 0) & (rows["time"] <= ledger.plan.end_hours)).all()
