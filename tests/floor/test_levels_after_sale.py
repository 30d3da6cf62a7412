"""Service levels after the sale on hand-worked floors: to the front, from the keeper to a colleague, to another desk.

The floors are those of test_after_sale: deals are won at the end of a task of 2 hours, onboarding takes 3.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log1p, nan

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.floor.resolving.regional_plan import AbsencePlan
from sim.levers.absence import SICK, Stretch
from sim.market.born import CROSS_SOLD
from sim.results.measures.kpis import kpis
from tests.builders import Lead, fingerprint, market_of, play, scheme_of, seats, stage, task_rows
from tests.floor.test_after_sale import (
    COMPLAINT,
    DONE,
    FIXED,
    NEVER,
    ONBOARDING,
    ONE_STAGE,
    SERVICE,
    WITHDRAWN,
    Scripted,
    account,
    born_of,
    cases,
    floor,
    one_stage_market,
)

NORTH_AND_SOUTH = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
TWO_OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}


def level(within, *steps):
    return {"within_hours": within, "escalation": [{"after_hours": hours, "action": action} for hours, action in steps]}


def service(order="in-turn", role="rep", **levels):
    return {"role": role, "order": order, "sla": levels}


def taken_on(ledger, lead):
    """Seat and start of a customer's onboarding."""
    [row] = [row for row in cases(ledger) if row[:2] == (lead, ONBOARDING)]
    return row[5], row[3]


@pytest.mark.parametrize(
    ("order", "steps", "start"),
    [("last", [], 10.0), ("last", [(1, "remind")], 4.0), ("last", [(3, "remind")], 6.0), ("in-turn", [], 4.0)],
)
def test_a_reminded_case_comes_before_all_leads(order, steps, start):
    # a wins lead 0 at 2; leads 1 to 4 came before that and take 2 hours each, and onboarding comes last of all.
    leads = [Lead(0), *(Lead(1, u=1) for _ in range(1)), *(Lead(2.5, u=1) for _ in range(3))]
    ledger = floor(leads, after_sales=service(order, onboarding=level(9, *steps)))
    assert taken_on(ledger, 0) == (0, start)
    assert ledger.case_columns["escalations"].tolist() == [len(steps)]


def test_a_step_is_taken_only_while_the_case_waits_and_at_its_very_hour():
    # Onboarding waits from 2 to 4, when it begins: completions come first, so the step at 4 is taken, one at 4.5 not.
    leads = [Lead(0), Lead(1, u=1)]
    for hours, steps in ((2, 1), (2.5, 0)):
        ledger = floor(leads, after_sales=service(onboarding=level(9, (hours, "remind"))))
        assert taken_on(ledger, 0) == (0, 4.0)
        assert ledger.case_columns["escalations"].tolist() == [steps]


def test_a_reminded_case_overtakes_cases_that_come_before_all_leads():
    """Won at 2 and taken on until 5, the customer asks for something at 3 and complains at 4."""
    asks = {(0, Purpose.GAP, 0): 1 - exp(-0.1), (0, Purpose.GAP, 1): NEVER}
    asks |= {(0, Purpose.ISSUE_GAP, 0): 1 - exp(-0.2), (0, Purpose.ISSUE_GAP, 1): NEVER}
    every_ten_hours = 365 / 7 * 40 / 10
    terms = {"requests_per_year": every_ten_hours, "issues": {"per_year": every_ten_hours, "satisfaction_lost": 0}}
    first = {"role": "rep", "order": "first"}
    reminded = service("first", complaint=level(1, (0.5, "remind")))

    def starts(levels, **levers):
        ledger = floor([Lead(0)], None, asks, terms=terms, after_sales=levels, **levers)
        return [row[1:4:2] for row in cases(ledger)][1:]

    assert starts(first) == [(SERVICE, 5.0), (COMPLAINT, 6.0)]
    assert starts(reminded) == [(SERVICE, 6.0), (COMPLAINT, 5.0)]
    assert starts(reminded, routing={"late_stages_first": True}) == starts(reminded)


@pytest.mark.parametrize(("action", "found"), [("remind", (0, 22.0)), ("reassign", (1, 6.0)), (None, (0, 22.0))])
def test_a_case_goes_from_its_keeper_to_whoever_is_free(action, found):
    # Both are a's: the customer, whom she has served at 2, and lead 2, which keeps her until 22. b rests from 2 on.
    leads = [Lead(0), Lead(0, work=[2], u=1), Lead(1, work=[20], u=1)]
    routing = {"policy": "round-robin"}
    steps = [] if action is None else [(4, action)]
    terms = {"strange_hands": 0.5}
    ledger = floor(
        leads, seats("a", "b"), after_sales=service(onboarding=level(9, *steps)), routing=routing, terms=terms
    )
    assert taken_on(ledger, 0) == found
    assert account(ledger, "keeper") == [found[0]]
    # Whoever takes over is a stranger: felt as 1 - .2 ln(1 + wait), and a half less with strange hands.
    assert task_rows(ledger, "lead", "seat", "start") == [(0, 0, 0.0), (1, 1, 0.0), (2, 0, 2.0)]
    felt = 1 - 0.2 * log1p(found[1] - 2) - (0.5 if found[0] else 0.0)
    assert account(ledger, "satisfaction") == pytest.approx([0.5 * 0.6 + 0.5 * max(felt, 0)])


def test_a_case_overflows_to_another_desk_with_someone_at_rest():
    leads = [Lead(0), Lead(1, work=[30], u=1)]
    team = [*seats("a"), *seats("b", office="far")]
    found = {
        action: taken_on(
            floor(
                leads,
                team,
                people=TWO_OFFICES,
                territory=NORTH_AND_SOUTH,
                after_sales=service("last", onboarding=level(2, (4, "remind"), (8, action))),
            ),
            0,
        )
        for action in ("reassign", "overflow")
    }
    assert found == {"reassign": (0, 32.0), "overflow": (1, 10.0)}


def test_a_further_deal_stays_at_home_though_someone_from_elsewhere_helped_out():
    """The customer (row 1) asks at 1; a is busy until 30, so b of the other office serves her from 3 on."""
    leads = [Lead(0, work=[30], u=1), Lead(inf), Lead(inf)]
    draws = {(1, Purpose.GAP, 0): 1 - exp(-0.1), (1, Purpose.GAP, 1): NEVER, (2, Purpose.OCCASION, 0): 0.0}
    ledger = floor(
        leads,
        [*seats("a"), *seats("b", office="far")],
        draws,
        born_of(3, (1, CROSS_SOLD, 10.0), customers=1),
        people=TWO_OFFICES,
        territory=NORTH_AND_SOUTH,
        terms={"requests_per_year": 365 / 7 * 40 / 10},
        after_sales=service(service=level(1, (2, "overflow"))),
    )
    assert next((row[0], row[3], row[5]) for row in cases(ledger)) == (1, pytest.approx(3.0), 1)
    assert task_rows(ledger, "lead", "seat", "start") == [(0, 0, 0.0), (2, 0, 30.0)]


def test_a_case_that_a_colleague_covers_stays_with_the_desk_when_it_is_reminded():
    """a keeps the customer and is away from 2 to 10; b covers from 3 on, and is busy until 9.5."""
    found = [[Stretch(2, 10, SICK)], []]

    def change(plan):
        absence = AbsencePlan(found, "team", 1, [() for _ in plan.desks])
        return replace(plan, absence=absence, accounts=replace(plan.accounts, draws=lambda _: Scripted()))

    market = one_stage_market({"accounts": FIXED}, conversion=0.5)
    leads = [Lead(0), Lead(0, work=[9.5], u=1), Lead(9, work=[4], u=1)]
    process = {"after_sales": service("last", onboarding=level(2, (7, "remind")))}
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, process=process, routing={"policy": "round-robin"})
    ledger = play(market, scheme, leads, change=change)
    assert taken_on(ledger, 0) == (1, 9.5)
    assert ledger.case_columns["escalations"].tolist() == [1]


@pytest.mark.parametrize(("order", "start"), [("first", 5.0), ("in-turn", 6.0), ("last", 6.0)])
def test_service_first_comes_before_leads_of_late_stages_that_are_taken_first(order, start):
    # Lead 0 is won at 4. At 5 its onboarding and the closing of lead 1, since 3.5, wait for a.
    market = market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, {"accounts": FIXED})
    leads = [Lead(0, thinking=[0, 2]), Lead(1, thinking=[0.5, 0], u=[0, 1]), Lead(3, work=[2, 1], u=1)]
    process = {"after_sales": {"role": "rep", "order": order}}
    scheme = scheme_of(
        seats("a"), {"call": "rep", "close": "rep"}, process=process, routing={"late_stages_first": True}
    )

    def change(plan):
        return replace(plan, accounts=replace(plan.accounts, draws=lambda _: Scripted()))

    assert taken_on(play(market, scheme, leads, change=change), 0) == (0, start)


def test_levels_are_kept_within_their_hours_by_kind():
    # Onboardings wait 2 hours (from 2 to 4), 5 (4 to 9) and 3 (9 to 12).
    leads = [Lead(0), Lead(1), Lead(3)]
    for within, share in ((1.9, 0), (2, 1 / 3), (3, 2 / 3), (5, 1)):
        ledger = floor(leads, after_sales=service(onboarding=level(within)))
        assert kpis(ledger)["cases_in_time_share"] == pytest.approx(share)
        assert kpis(ledger)["escalations_per_case"] == 0
    other = floor(leads, after_sales=service(service=level(1)))
    assert kpis(other)["cases_in_time_share"] == pytest.approx(nan, nan_ok=True)
    assert kpis(floor(leads))["cases_in_time_share"] == pytest.approx(nan, nan_ok=True)


@pytest.mark.parametrize(("within", "share"), [(37, 0.5), (39, 1.0)])
def test_a_case_that_still_waits_breaks_its_level_once_it_is_late_and_does_not_count_before(within, share):
    # Of the hours of a week, lead 1 takes all from 2 on: the onboarding of lead 0 waits 38 hours by its end.
    leads = [Lead(0), Lead(0, work=[2]), Lead(1, work=[50], u=1), Lead(1, work=[1], u=1)]
    ledger = floor(
        leads, seats("a", "b"), after_sales=service(onboarding=level(within)), routing={"policy": "round-robin"}
    )
    assert [row[3] for row in cases(ledger)] == [inf, 3.0]
    assert kpis(ledger)["cases_in_time_share"] == pytest.approx(share)


@pytest.mark.parametrize(("within", "share"), [(170, 0.0), (180, nan)])
def test_a_case_that_was_withdrawn_counts_if_it_was_late_by_then(within, share):
    # Onboarding waits a term of 173.8 hours behind a lead of 300, until the customer leaves.
    leads = [Lead(0), Lead(2, work=[300], u=1)]
    leaves = {(0, Purpose.RENEWS, 0): 1.0}
    levels = service("last", onboarding=level(within, (175, "remind")))
    ledger = floor(leads, None, leaves, weeks=12, after_sales=levels)
    assert [row[-1] for row in cases(ledger) if row[0] == 0] == [WITHDRAWN, WITHDRAWN]
    assert ledger.case_columns["escalations"].tolist() == [0, 0]
    assert kpis(ledger)["cases_in_time_share"] == pytest.approx(share, nan_ok=True)


def test_without_steps_nothing_moves():
    leads = [Lead(0), Lead(1), Lead(3)]
    plain, told = floor(leads), floor(leads, after_sales=service(onboarding=level(1)))
    assert fingerprint(plain) == fingerprint(told)
    assert cases(plain) == cases(told)
    assert all(row[-1] == DONE for row in cases(told))


def test_nobody_waits_for_a_service_level_where_capacity_is_unlimited():
    levels = service(onboarding=level(1, (2, "reassign")))
    ledger = floor([Lead(0), Lead(0)], people={"unlimited_capacity": True}, after_sales=levels)
    assert [row[3:5] for row in cases(ledger)] == [(2.0, 5.0)] * 2
    assert kpis(ledger)["cases_in_time_share"] == 1
