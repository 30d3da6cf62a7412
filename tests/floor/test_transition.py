"""Hand-worked floors that go over to another organisation: who works what, from when on, and what it costs.

A week has 40 business hours; every task takes two hours and is certain to advance unless said otherwise.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, log

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.floor.resolving.resolve import resolve_schemes
from tests.builders import Lead, market_of, money, one_stage_market, play, scheme_of, seats, stage, states, task_rows
from tests.floor.test_absence import away
from tests.floor.test_after_sale import FIXED, Scripted
from tests.properties.changing_worlds import changed

TWO = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
OFFICES = {"offices": {"office": {"region": "north"}, "down": {"region": "south"}}}


def goes(market, before, after, leads, *, weeks=2, change=lambda plan: plan, **terms):
    found = resolve_schemes(market, {"from": before, "to": changed(after, **{"week": 1, **terms})}, "from")
    return play(market, before, leads, weeks=weeks, ready=found["to"], change=change)


def one_rep(name="ann", **levers):
    return scheme_of(seats(name), {"work": "rep"}, **levers)


def in_two_places(**levers):
    team = [*seats("ann"), *seats("bob", office="down")]
    return scheme_of(team, {"work": "rep"}, OFFICES, **levers)


def test_leads_go_to_the_new_territories_from_the_week_of_the_change_on():
    """Ann and Bob share all leads, Ann first; from hour 40 on Bob has the south alone, and Ann has the north."""
    leads = [Lead(0, region="south"), Lead(10, region="south"), Lead(41, region="south"), Lead(50, region="north")]
    ledger = goes(one_stage_market(), in_two_places(), in_two_places(territory=TWO), leads)
    # Ann rests longest at the start, then Bob; whoever has rested longest takes the next.
    assert task_rows(ledger, "lead", "seat", "start") == [(0, 0, 0.0), (1, 1, 10.0), (2, 1, 41.0), (3, 0, 50.0)]
    assert states(ledger) == ["won"] * 4


def test_a_task_under_way_is_ended_by_whoever_began_it():
    """Ann begins a lead of the south at 39; at 40 the south is Bob's. She ends it at 41, and it is won."""
    before = in_two_places(routing={"policy": "territory-owner"}, territory=None)
    ledger = goes(one_stage_market(), before, in_two_places(territory=TWO), [Lead(39, region="south", account=0)])
    assert [row[2:] for row in task_rows(ledger)] == [(39.0, 41.0)]
    assert states(ledger) == ["won"]


def test_a_lead_that_waits_changes_hands_keeps_its_wait_and_loses_context():
    """Ann works leads 0 and 1 of the south until hour 40; their second stage is Bob's, who has to read up on them.

    With 0.5 logits lost, a lead that would have advanced below u = 1/2 does below 1/(1 + e^0.5) = 0.3775.
    """
    market = market_of({"call": stage(2), "close": stage(2)}, {"context": {"lost_logit": 0.5}})
    roles = {"call": "rep", "close": "rep"}
    team = [*seats("ann"), *seats("bob", office="down")]
    before = scheme_of(team, roles, OFFICES, routing={"policy": "account-owner"})
    after = scheme_of(team, roles, OFFICES, territory=TWO)
    leads = [
        Lead(36, u=(0.0, 0.37), region="south", existing=True, account=0.1),
        Lead(36, u=(0.0, 0.38), region="south", existing=True, account=0.1),
        Lead(36, u=(0.0, 0.49), region="north", existing=True, account=0.1),
    ]
    stays = play(market, before, leads, weeks=2)
    assert states(stays) == ["won", "won", "won"]
    ledger = goes(market, before, after, leads)
    assert states(ledger) == ["won", "lost", "won"]
    assert ledger.lead_columns["handoffs"].tolist() == [1, 1, 0]
    rows = task_rows(ledger, "lead", "stage", "seat", "queued", "start")
    # Bob comes in at 40 and takes what has waited for Ann since 38 and 40; she has begun the third's first stage.
    assert [row for row in rows if row[2] == 1] == [(0, 1, 1, 38.0, 40.0), (1, 1, 1, 40.0, 42.0)]
    assert log(1 / 0.3775 - 1) == pytest.approx(0.5, abs=1e-3)


def test_whoever_has_no_post_any_more_ends_her_task_and_leaves_and_costs_nothing_from_then_on():
    """Ann and Bob, then Ann alone: at 40 Bob is at work until 41; the lead that waited for him is Ann's."""
    before = scheme_of(seats("ann", "bob"), {"work": "rep"}, routing={"policy": "round-robin"})
    leads = [Lead(0), Lead(0.5), Lead(38), Lead(39), Lead(39.5), Lead(39.6)]
    ledger = goes(one_stage_market(), before, one_rep(), leads, severance_per_head=500, project_cost=70)
    rows = task_rows(ledger, "lead", "seat", "start", "end")
    assert rows == [
        (0, 0, 0.0, 2.0),
        (1, 1, 0.5, 2.5),
        (2, 0, 38.0, 40.0),
        (3, 1, 39.0, 41.0),
        (4, 0, 40.0, 42.0),
        (5, 0, 42.0, 44.0),
    ]
    assert ledger.post_columns["end"].tolist() == [float("inf"), 41.0]
    assert money(ledger, "transition") == [(40.0, -570.0)]
    # Salaries of 36500 a year are 700 a week: two in the first, one in the second.
    assert [amount for _, amount in money(ledger, "salary")] == pytest.approx([-700, -700, -700, 0])
    assert {amount for _, amount in money(ledger, "seat")} == {0.0}


def test_a_new_post_is_filled_by_somebody_who_remembers_nothing():
    """Ann alone, then Ann and Bob: what waits for whoever is free is Bob's as well from hour 40 on."""
    after = scheme_of(seats("ann", "bob"), {"work": "rep"})
    leads = [Lead(38), Lead(38), Lead(38)]
    market = one_stage_market({"learning": {"exponent": 0.5, "reference_hours": 10}})
    ledger = goes(market, one_rep(), after, leads)
    rows = task_rows(ledger, "lead", "seat", "start")
    assert [row[:2] for row in sorted(rows, key=lambda row: row[2])][1:] in ([(1, 0), (2, 1)], [(1, 1), (2, 0)])
    of_bob = next(row for row in task_rows(ledger, "seat", "work_hours", "start") if row[0] == 1)
    of_ann = next(row for row in task_rows(ledger, "seat", "work_hours", "start") if row[0] == 0)
    assert of_bob[2] == 40.0
    assert of_bob[1] > of_ann[1]


def test_meetings_take_their_hours_in_the_week_of_the_change_and_nothing_after():
    """Of 40 hours a week 20 go into meetings: a task of two hours takes four in the second week, two in the third."""
    leads = [Lead(0), Lead(44), Lead(84)]
    ledger = goes(one_stage_market(), one_rep(), one_rep(), leads, weeks=3, meeting_hours=20)
    assert [row[2:] for row in task_rows(ledger)] == [(0.0, 2.0), (44.0, 48.0), (84.0, 86.0)]


def test_turning_back_gives_the_leads_back():
    """South is Bob's in the second week alone; who owned a customer before gets her new leads again after it."""
    before = in_two_places(routing={"policy": "account-owner"})
    leads = [Lead(at, region="south", existing=True, account=0.1) for at in (0, 41, 81)]
    ledger = goes(one_stage_market(), before, in_two_places(territory=TWO), leads, weeks=3, turn_back_week=2)
    assert [row[1] for row in task_rows(ledger)] == [0, 1, 0]


def test_the_same_person_keeps_her_lead_where_only_the_role_has_another_name():
    """The generalist who had the lead becomes the one who closes: no hand-off. With the other there would be one."""
    market = market_of({"call": stage(2), "close": stage(2, thinking_hours=0)}, {"context": {"lost_logit": 0.5}})
    before = scheme_of(seats("ann", "bob"), {"call": "rep", "close": "rep"})
    team = [*seats("ann", role="ae"), *seats("bob", role="sdr")]
    after = scheme_of(team, {"call": "sdr", "close": "ae"})
    leads = [Lead(35), Lead(38.5)]
    ledger = goes(market, before, after, leads)
    rows = task_rows(ledger, "lead", "stage", "seat", "start")
    assert rows[-1][1:3] == (1, 0)
    first = {row[0]: row[2] for row in rows if row[1] == 0}
    assert ledger.lead_columns["handoffs"].tolist() == [0, int(first[1] != 0)]


def test_a_change_that_comes_with_the_horizon_changes_nothing():
    market, leads = one_stage_market(), [Lead(0), Lead(39)]
    found = resolve_schemes(market, {"from": one_rep(), "to": changed(one_rep(), week=1)}, "from")
    ledger = play(market, one_rep(), leads, weeks=1, ready=found["to"])
    assert len(task_rows(ledger)) == 1
    assert money(ledger, "transition") == []


def test_offers_that_are_agreed_stand():
    """A deal whose last task is done before the change brings what was offered then; the next what is offered now."""
    market = one_stage_market({"need_fit": {}}, thinking_hours=10, fit_weight=1)
    full = {"offers": {"full": {}}}
    cheap = {"offers": {"cheap": {"discount_share": 0.5}}}
    ledger = goes(market, one_rep(products=full), one_rep(products=cheap), [Lead(35), Lead(39), Lead(42)])
    # The second is under way at 40: it was offered before.
    assert ledger.lead_columns["revenue"].tolist() == [100, 100, 50]
    assert sum(amount for _, amount in money(ledger, "revenue")) == 250


def test_whoever_rests_beside_new_colleagues_takes_what_waits_for_them():
    """South is Bob's until 40, and two leads wait there; then all is everyone's, and Ann, who rests, takes one."""
    leads = [Lead(37.5, region="south")] * 4
    ledger = goes(one_stage_market(), in_two_places(territory=TWO), in_two_places(), leads)
    rows = task_rows(ledger, "seat", "start")
    assert rows[:2] == [(1, 37.5), (1, 39.5)]
    assert (0, 40.0) in rows
    assert len(rows) == 4


def test_customers_are_served_by_whom_the_new_organisation_says_from_the_change_on():
    """Ann sold to a customer of the south and serves her; her call after hour 40 is Bob's, and so is the next."""
    market = one_stage_market({"accounts": {**FIXED, "requests_per_year": 52 / 2, "term_months": 12}})
    levers = {"process": {"after_sales": {"role": "rep"}}}
    before = in_two_places(routing={"policy": "account-owner"}, **levers)
    leads = [Lead(0, region="south", existing=True, account=0.1)]

    def calls(plan):
        return replace(plan, accounts=replace(plan.accounts, draws=lambda expected: Scripted()))

    def served_from(after):
        cases = goes(market, before, after, leads, weeks=6, change=calls).case_columns
        return {
            (seat, start >= 40) for seat, start in zip(cases["seat"].tolist(), cases["start"].tolist(), strict=True)
        }

    assert served_from(in_two_places(routing={"policy": "account-owner"}, **levers)) == {(0, False), (0, True)}
    assert served_from(in_two_places(territory=TWO, **levers)) == {(0, False), (1, True)}


def test_a_change_moves_people_house_and_that_is_written_off_from_its_week_on():
    """Bob moves north in week 1: 40,000 over 4 weeks, of which two are left."""
    people = {"relocation_cost": 40_000, "relocation_weeks": 4}
    team, north = [*seats("ann"), *seats("bob", office="down")], {"down": {"region": "north"}}
    before = scheme_of(team, {"work": "rep"}, OFFICES | people)
    after = scheme_of(team, {"work": "rep"}, {"offices": OFFICES["offices"] | north} | people)
    ledger = goes(one_stage_market(), before, after, [Lead(0)], weeks=3)
    assert money(ledger, "relocation") == [(40.0, -10_000.0), (80.0, -10_000.0)]


def test_leads_of_campaigns_are_those_of_the_organisation_that_there_is_when_they_come():
    """What the old one's money would bring at 41 never comes, nor what the new one's would have brought at 10."""
    market, spends = one_stage_market(), [Lead(inf), Lead(inf), Lead(inf), Lead(inf)]
    brought = iter([[(5.0, 0), (41.0, 1)], [(10.0, 2), (50.0, 3)]])
    ledger = goes(market, one_rep(), one_rep(), spends, change=lambda plan: replace(plan, further=next(brought)))
    assert [row[:1] + row[2:3] for row in task_rows(ledger)] == [(0, 5.0), (3, 50.0)]


def test_a_new_crm_is_switched_on_with_the_change_at_the_earliest():
    crm = {"adoption": {"start_share": 1, "ceiling_share": 1, "person_deviation_weeks": 0}, "logging_share": 0.5}
    leads = [Lead(0), Lead(41)]
    ledger = goes(one_stage_market(), one_rep(), one_rep(crm=crm), leads)
    assert [row[2:] for row in task_rows(ledger)] == [(0.0, 2.0), (41.0, 45.0)]
    assert ledger.plan.crm_use == [[1.0], [1.0]]


def test_a_deal_that_was_agreed_renews_at_what_was_agreed():
    """Sold at full price before the change, a customer renews at half of that; the discount is the new customers'."""
    market = one_stage_market({"need_fit": {}, "accounts": FIXED}, fit_weight=1)
    levers = {"process": {"after_sales": {"role": "rep"}}}
    full, cheap = ({"offers": {name: {"discount_share": given}}} for name, given in (("full", 0), ("cheap", 0.5)))

    def both_renew(plan):
        renews = Scripted({(0, Purpose.RENEWS, 0): 0, (1, Purpose.RENEWS, 0): 0})
        return replace(plan, accounts=replace(plan.accounts, draws=lambda expected: renews))

    before, after = (one_rep(products=offers, **levers) for offers in (full, cheap))
    ledger = goes(market, before, after, [Lead(0), Lead(60)], weeks=8, change=both_renew)
    assert ledger.lead_columns["revenue"].tolist() == [100, 50]
    assert sorted({amount for _, amount in money(ledger, "renewals")}) == [25, 50]


def test_who_helps_out_goes_on_where_her_desk_and_that_of_the_place_are_what_they_were():
    """Bob is away from 30 to 60, so that Ann takes over a lead of the south; at 40 one of them may get other work."""
    market = market_of({"call": stage(2), "close": stage(2, thinking_hours=0)}, {"context": {"lost_logit": 0.5}})
    team = [*seats("ann"), *seats("bob", office="down"), *seats("cid", office="down")]
    roles = {"call": "rep", "close": "rep"}
    helps = {"routing": {"policy": "territory-owner", "cover": {"by": "neighbours"}}}
    gone = away([[], [(30, 60)], [(30, 60)]], by="neighbours", neighbours=[(1,), (0,), (0,)])
    alike = scheme_of(team, roles, OFFICES, territory=TWO, **helps)

    def second_calls(after, thinking=30):
        leads = [Lead(34, region="south", thinking=[thinking, 0])]
        ledger = goes(market, alike, after, leads, weeks=3, change=gone)
        rows = task_rows(ledger, "stage", "seat", "start")
        assert rows[0] == (0, 0, 34.0)
        return [row[1] for row in rows[1:]], ledger.lead_columns["handoffs"].tolist()

    # The same organisation, by another name of its own: she keeps it. Where hers or Bob's desk is another, she doesn't.
    assert second_calls(alike) == ([0], [0])
    to_the_south = scheme_of([*seats("ann"), *seats("bob", office="down")], roles, OFFICES, territory=TWO, **helps)
    who, handed = second_calls(to_the_south)
    assert who == [1]
    assert handed == [1]


def test_a_task_under_way_is_judged_by_the_offer_with_which_it_began():
    """At even odds and u = 1/2 what fits advances and what doesn't is lost: the first call began before the change."""
    market = market_of({"call": stage(2, fit_weight=1), "close": stage(2)}, {"need_fit": {}})
    good, bad = (
        {"offers": {name: dict.fromkeys(("performance", "price", "service", "brand"), strength)}}
        for name, strength in (("good", 1), ("bad", 0))
    )
    before, after = (
        scheme_of(seats("ann"), {"call": "rep", "close": "rep"}, products=offers) for offers in (good, bad)
    )
    ledger = goes(market, before, after, [Lead(39, u=(0.5, 0)), Lead(60, u=(0.5, 0))], weeks=3)
    assert states(ledger) == ["won", "lost"]
