"""Accounts that become leads when hours are spent on them, on hand-worked floors; hunters and farmers share hours."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.market.leads import lead_table
from sim.market.prospects import prospects_of
from sim.results.measures.kpis import kpis
from tests.builders import (
    Lead,
    market_of,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)
from tests.properties.whole_worlds import rich_market

ONE_STAGE = {"work": "rep"}
FOUND = {"prospecting": {"contact_hours": 1, "delay_hours": 4}}


def hunted(leads, accounts, team=("a",), market=None, weeks=1, people=None, territory=None, **terms):
    process = {"hunting": {"role": "rep", "week_share": 0, **terms}}
    scheme = scheme_of(seats(*team), ONE_STAGE, people, process=process, territory=territory)
    return play(market or one_stage_market(FOUND), scheme, leads, accounts=accounts, weeks=weeks)


def contacts(ledger):
    return list(zip(*(ledger.contacts[name].tolist() for name in ("seat", "start", "end", "lead")), strict=True))


def test_whoever_has_nothing_to_do_contacts_accounts_and_some_become_leads():
    ledger = hunted([Lead(inf)], [("north", -1), ("north", 0)])
    assert contacts(ledger) == [(0, 0.0, 1.0, -1), (0, 1.0, 2.0, 0)]
    assert task_rows(ledger, "lead", "start", "end") == [(0, 6.0, 8.0)], "a lead 4 hours after it was contacted"
    assert ledger.lead_columns["arrival"].tolist() == [6.0]
    assert states(ledger) == ["won"]


def test_an_account_that_nobody_contacts_is_no_lead():
    ledger = hunted([Lead(0, work=[50]), Lead(inf)], [("north", 1)], when_idle=False)
    assert contacts(ledger) == []
    assert ledger.leads["lead"].tolist() == [0]
    assert kpis(ledger)["leads"] == pytest.approx(365 / 7)


def test_a_contact_takes_its_hours_of_the_productive_part_of_the_week():
    ledger = hunted([], [("north", -1)] * 2, people={"week": {"admin_share": 0.5}})
    assert contacts(ledger) == [(0, 0.0, 2.0, -1), (0, 2.0, 4.0, -1)]


@pytest.mark.parametrize("terms", [{}, {"week_share": 0.5, "when_idle": False}])
def test_only_the_role_that_hunts_contacts_accounts(terms):
    team = [*seats("x", role="sdr"), *seats("a")]
    process = {"hunting": {"role": "rep", "week_share": 0, **terms}}
    roles = {"call": "sdr", "close": "rep"}
    market = market_of({"call": stage(1), "close": stage(1)}, FOUND)
    ledger = play(market, scheme_of(team, roles, process=process), [], accounts=[("north", -1)] * 90)
    assert set(ledger.contacts["seat"].tolist()) == {1}


def test_an_account_has_the_market_of_the_week_from_which_on_it_is_there():
    market = rich_market({"prospecting": {}})
    table = lead_table(market, 364, 5, 0)
    there = [(row, week) for row, week in zip(table.accounts_row, table.accounts_week, strict=True) if row >= 0]
    assert [int(table.arrival_day[row]) for row, _ in there] == [7 * week for _, week in there]
    assert max(week for _, week in there) > 40


def test_without_a_queue_service_takes_hours_from_hunting_too():
    # Won at 2, with 3 hours of onboarding: the first contact at 0, then five hours of work and service in its way.
    terms = {"effort_distribution": "fixed", "onboarding_hours": 3, "requests_per_year": 0}
    market = one_stage_market({**FOUND, "accounts": terms})
    process = {"hunting": {"role": "rep", "week_share": 0}, "after_sales": {"role": "rep"}}
    starts = []
    for service in (process, {"hunting": process["hunting"]}):
        scheme = scheme_of(seats("a"), ONE_STAGE, {"unlimited_capacity": True}, process=service)
        ledger = play(market, scheme, [Lead(0)], accounts=[("north", -1)] * 3)
        starts.append([round(start, 3) for _, start, _, _ in contacts(ledger)])
    assert starts == [[0, 6, 7], [0, 3, 4]]


def test_without_hunting_nobody_contacts_anyone():
    ledger = play(one_stage_market(FOUND), scheme_of(seats("a"), ONE_STAGE), [Lead(inf)], accounts=[("north", 0)])
    assert contacts(ledger) == []
    off = one_stage_market({"prospecting": {"enabled": False}})
    assert contacts(hunted([Lead(inf)], [("north", 0)], market=off)) == []


def test_a_contact_is_ended_before_the_next_task_begins():
    ledger = hunted([Lead(0.5), Lead(inf)], [("north", -1)] * 3)
    assert contacts(ledger)[0] == (0, 0.0, 1.0, -1)
    assert task_rows(ledger, "lead", "start") == [(0, 1.0)]


@pytest.mark.parametrize("each", [1, 2])
def test_a_share_of_the_week_is_kept_for_it_whatever_waits(each):
    market = one_stage_market({"prospecting": {"contact_hours": each}})
    leads = [Lead(0, work=[4]) for _ in range(12)]
    ledger = hunted(leads, [("north", -1)] * 40, market=market, week_share=0.2, when_idle=False)
    assert ledger.contacts["end"][-1] <= 40
    hours = each * len(contacts(ledger))
    # After each task of 4 hours a fifth of the time so far is due, to within the contact under way.
    assert hours == pytest.approx(0.2 * 40, abs=each)
    assert kpis(ledger)["hunting_share"] == pytest.approx(hours / 40)
    none = hunted(leads, [("north", -1)] * 40, week_share=0, when_idle=False)
    assert contacts(none) == []
    assert len(task_rows(none)) > len(task_rows(ledger)), "hours spent on accounts are not spent on leads"


def beside(leads, accounts=40, **terms):
    """Start of each contact, in whole hours: one thing at a time, and with unlimited capacity."""
    found = []
    for unlimited in (False, True):
        ledger = hunted(leads, [("north", -1)] * accounts, people={"unlimited_capacity": unlimited}, **terms)
        found.append([round(start, 3) for _, start, _, _ in contacts(ledger)])
        assert states(ledger) == ["won"] * len(leads)
    return found


def test_without_a_queue_people_still_hunt_in_the_hours_that_their_tasks_leave():
    one_by_one, at_once = beside([Lead(2, work=[4]), Lead(2, work=[6])], accounts=20)
    assert one_by_one == [0, 1, *range(12, 30)]
    # Both tasks begin at 2 and end by 8, but take ten hours; the third contact was due when they came.
    assert at_once == [0, 1, *range(12, 30)]


def test_without_a_queue_the_share_of_the_week_is_still_kept_for_hunting():
    leads = [Lead(0, work=[4]) for _ in range(7)]
    one_by_one, at_once = beside(leads, week_share=0.25, when_idle=False)
    assert len(one_by_one) == pytest.approx(10, abs=2)
    assert at_once == [4.0 * number for number in range(10)]


def test_without_a_queue_nobody_hunts_who_keeps_no_time_for_it():
    assert beside([Lead(0)], when_idle=False)[1] == []


def test_without_a_queue_people_wait_for_the_accounts_of_the_next_week_too():
    accounts = [("north", -1), ("north", -1), ("north", -1, 1), ("north", -1, 1)]
    for unlimited in (False, True):
        ledger = hunted([], accounts, people={"unlimited_capacity": unlimited}, weeks=2)
        assert [round(start, 3) for _, start, _, _ in contacts(ledger)] == [0, 1, 40, 41]


def test_leads_found_without_a_queue_are_worked_at_once():
    people = {"unlimited_capacity": True}
    ledger = hunted([Lead(0, work=[30]), Lead(inf)], [("north", 1)], people=people, week_share=0.1, when_idle=False)
    assert [row[0] for row in task_rows(ledger)] == [1, 0]
    assert ledger.task_columns["start"].tolist() == pytest.approx([5, 0], abs=1e-5)
    assert ledger.task_columns["end"].tolist() == pytest.approx([7, 30], abs=1e-5)


def test_everyone_hunts_in_the_own_territory_until_nobody_is_left():
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    people = {"offices": {"office": {"region": "north", "heads": 1}}}
    ledger = hunted([], [("south", -1), ("north", -1), ("north", -1)], people=people, territory=areas)
    assert [row[:3] for row in contacts(ledger)] == [(0, 0.0, 1.0), (0, 1.0, 2.0)]


def test_no_account_is_contacted_twice():
    ledger = hunted([], [("north", -1)] * 7, team=("a", "b", "c"))
    assert len(contacts(ledger)) == 7


def test_accounts_leave_all_other_leads_as_they_are_and_a_longer_horizon_keeps_them():
    plain = lead_table(rich_market({}), 100, 5, 0)
    block = {"prospecting": {"accounts_per_year": 3000, "response_share": 0.1}}
    more, longer = (lead_table(rich_market(block), days, 5, 0) for days in (100, 200))
    came = np.isfinite(more.arrival_hours)
    assert np.array_equal(more.key[came], plain.key)
    assert len(more.accounts_row) == round(3000 * 100 / 365)
    responding = [row >= 0 for row in more.accounts_row]
    assert [row >= 0 for row in longer.accounts_row[: len(responding)]] == responding
    assert abs(sum(responding) - 0.1 * len(responding)) < 5 * np.sqrt(0.09 * len(responding))
    rows = [row for row in more.accounts_row if row >= 0]
    assert rows == list(range(came.sum(), len(more)))


def test_freed_hours_find_more_customers():
    """With fewer inbound leads the same people find more accounts: nothing else about a scheme is needed."""
    market = {"prospecting": {"accounts_per_year": 9000, "response_share": 0.2}}
    found = []
    for demand in (200, 1200):
        world = rich_market(market, demand={"leads_per_year": demand})
        scheme = scheme_of(
            seats("a", "b", "c", "d"),
            dict.fromkeys(("call", "needs", "close"), "rep"),
            process={"hunting": {"role": "rep", "week_share": 0}},
        )
        ledger = simulate(world, resolved(world, scheme), horizon=Horizon(2, 20, 2), seed=1, replication=0)
        found.append(kpis(ledger)["leads_found"])
    assert found[0] > 1.2 * found[1] > 0


def test_an_account_is_contacted_no_earlier_than_there_is_one_and_whoever_rests_then_goes_at_once():
    ledger = hunted([Lead(inf)], [("north", -1), ("north", 0, 1)], weeks=2)
    assert contacts(ledger) == [(0, 0.0, 1.0, -1), (0, 40.0, 41.0, 0)]
    busy = hunted([Lead(0, work=[50])], [("north", -1, 1)], weeks=2)
    assert contacts(busy) == [(0, 50.0, 51.0, -1)]


def test_a_years_accounts_come_to_be_there_week_by_week():
    table = lead_table(rich_market({"prospecting": {"accounts_per_year": 3650}}), 70, 5, 0)
    assert np.bincount(table.accounts_week).tolist() == [70] * 10


@pytest.mark.parametrize("a_year", [99, 3650, 4000])
def test_a_longer_horizon_leaves_the_accounts_and_their_weeks_as_they_are(a_year):
    market = rich_market({"prospecting": {"accounts_per_year": a_year}})
    short, longer = (prospects_of(market, days, 1, 0) for days in (7 * 53, 7 * 79))
    for column in ("key", "region", "week", "responds"):
        assert np.array_equal(getattr(short, column), getattr(longer, column)[: len(short.key)]), column
    assert longer.week.max() < 79


def test_whoever_rests_is_called_when_her_share_of_the_week_falls_due():
    """A fourth of the time, in contacts of an hour: one falls due every four hours though nothing else happens."""
    ledger = hunted([], [("north", -1)] * 9, week_share=0.25, when_idle=False)
    assert [round(start, 3) for _, start, _, _ in contacts(ledger)] == [4.0 * number for number in range(9)]
    later = hunted([], [("north", -1), ("north", -1, 1)], week_share=0.25, when_idle=False, weeks=2)
    assert [round(start, 3) for _, start, _, _ in contacts(later)] == [0, 40]


def test_whoever_hunts_first_leaves_the_lead_that_she_was_called_for_to_whoever_rests():
    """a and b serve one desk; only a has accounts left. Her first contact is due as the lead comes in."""
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    scheme = scheme_of(
        seats("a", "b"),
        ONE_STAGE,
        process={"hunting": {"role": "rep", "week_share": 0.25, "when_idle": False}, "shared_roles": ["rep"]},
        territory=areas,
    )
    ledger = play(one_stage_market(FOUND), scheme, [Lead(5e-7)], accounts=[("north", -1)])
    assert contacts(ledger) == [(0, 5e-7, pytest.approx(1), -1)]
    assert task_rows(ledger, "lead", "seat", "start") == [(0, 1, 5e-7)]
