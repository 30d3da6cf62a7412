"""Customers who come in twice: what is done for a duplicate is done for nothing, unless somebody sees it."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolved import Horizon
from sim.market.leads import lead_table
from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, one_stage_market, play, resolved, scheme_of, seats, stage, states, task_rows
from tests.properties.whole_worlds import rich_market

TWO = {"call": "rep", "close": "rep"}
SEEN, UNSEEN = {"share": 0.5, "found_share": 1}, {"share": 0.5, "found_share": 0}


def doubled(block, leads, team=("a",), **levers):
    market = market_of({"call": stage(1), "close": stage(2)}, {"duplicates": block})
    return play(market, scheme_of(seats(*team), TWO, **levers), leads)


def test_a_duplicate_that_is_seen_takes_one_task_and_closes():
    ledger = doubled(SEEN, [Lead(0), Lead(0, original=0)])
    assert states(ledger) == ["won", "merged"]
    assert [row for row in task_rows(ledger, "lead", "stage") if row[0] == 1] == [(1, 0)]


def test_a_duplicate_that_is_not_seen_takes_all_the_work_and_wins_nothing():
    ledger = doubled(UNSEEN, [Lead(0), Lead(0, original=0)])
    assert states(ledger) == ["won", "merged"]
    assert [row for row in task_rows(ledger, "lead", "stage") if row[0] == 1] == [(1, 0), (1, 1)]
    assert ledger.lead_columns["revenue"].tolist() == [100.0, 0.0]
    assert kpis(ledger)["duplicate_work_share"] == pytest.approx(0.5)


def test_the_crm_merges_before_anyone_works():
    ledger = doubled(UNSEEN, [Lead(0), Lead(0, original=0)], crm={"duplicates_found_share": 1})
    assert states(ledger) == ["won", "merged"]
    assert {lead for lead, *_ in task_rows(ledger)} == {0}
    found = kpis(ledger)
    assert found["never_answered_share"] == 0, "nobody was left without an answer"
    assert found["duplicate_work_share"] == 0


def test_the_crm_merges_as_far_as_it_is_used():
    adoption = {"start_share": 0.5, "ceiling_share": 0.5}
    crm = {"duplicates_found_share": 0.8, "adoption": adoption}
    count = 400
    leads = [Lead(0, thinking=[0, 0])] + [Lead(0, original=0, work=[0.01, 0.01]) for _ in range(count)]
    ledger = doubled(SEEN, leads, crm=crm)
    untouched = np.isinf(ledger.lead_columns["first_touch"])
    # Half of eight tenths; five standard deviations of a binomial.
    assert abs(untouched.sum() - 0.4 * count) < 5 * np.sqrt(count * 0.24)


def test_a_customer_who_comes_in_twice_has_one_owner():
    market = rich_market({"duplicates": {"share": 0.5}})
    ready = resolved(market, scheme_of({"rep": 10}, dict.fromkeys(market.stages, "rep")))
    horizon = Horizon(0, 12, 0)
    table = lead_table(market, horizon.days, 1, 0)
    account = np.array(compile_plan(market, ready, horizon, table, 1, 0).account)
    doubles = np.flatnonzero(table.original >= 0)
    assert len(doubles) > 20
    assert (account[doubles] == account[table.original[doubles]]).all()
    firsts = account[table.original < 0]
    assert len(np.unique(firsts)) == len(firsts)


@pytest.mark.parametrize(("team", "state"), [(("a", "b"), "lost"), (("a",), "won")])
def test_two_voices_put_a_customer_off_and_one_does_not(team, state):
    market = market_of({"call": stage(4), "close": stage(2)}, {"duplicates": UNSEEN | {"annoyance": 1}})
    # At u = .45 an undisturbed original (chance one half) advances; a logit less and it does not.
    leads = [Lead(0, u=[0.45, 0.45]), Lead(1, original=0, work=[1, 40])]
    assert states(play(market, scheme_of(seats(*team), TWO), leads))[0] == state


def test_the_second_voice_falls_silent_when_the_duplicate_closes():
    market = market_of({"call": stage(4), "close": stage(2)}, {"duplicates": SEEN | {"annoyance": 1}})
    leads = [Lead(0, u=[0.45, 0.45]), Lead(1, original=0, work=[1, 1])]
    assert states(play(market, scheme_of(seats("a", "b"), TWO), leads)) == ["won", "merged"]


def test_duplicates_come_after_their_originals_and_leave_all_other_leads_as_they_are():
    plain = lead_table(rich_market({}), 200, 5, 0)
    more = lead_table(rich_market({"duplicates": {"share": 0.3}}), 200, 5, 0)
    alone = more.original < 0
    assert np.array_equal(more.key[alone], plain.key)
    assert np.array_equal(more.arrival_hours[alone], plain.arrival_hours)
    doubles = np.flatnonzero(~alone)
    originals = more.original[doubles]
    assert (more.arrival_day[doubles] > more.arrival_day[originals]).all()
    assert (doubles > originals).all()
    assert (more.value[doubles] == more.value[originals]).all()
    assert (more.attributes["region"][doubles] == more.attributes["region"][originals]).all()
    assert len(set(more.key.tolist())) == len(more)
    assert (np.diff(more.arrival_hours) >= 0).all()
    assert more.arrival_day.max() < 200, "what comes in after the horizon is in no table"


def test_the_share_of_duplicates_is_the_one_stated():
    market = rich_market({"duplicates": {"share": 0.3, "delay_days": 1}}, demand={"leads_per_year": 20_000})
    table = lead_table(market, 365, 5, 0)
    originals = (table.original < 0).sum()
    expected, deviation = 0.3 * originals, np.sqrt(originals * 0.3 * 0.7)
    # Those of the last days come in after the horizon: about .3 x 55 a day x 2 days.
    assert abs((table.original >= 0).sum() + 33 - expected) < 5 * deviation


def test_duplicates_come_after_the_stated_days_on_average():
    table = lead_table(rich_market({"duplicates": {"share": 1, "delay_days": 5}}), 364, 3, 0)
    # Whose original came early enough for any delay; a day at least, and whole days of an exponential delay.
    early = np.flatnonzero((table.original >= 0) & (table.arrival_day[table.original] < 250))
    days = table.arrival_day[early] - table.arrival_day[table.original[early]]
    assert days.min() >= 1
    assert abs(days.mean() - (1 + 1 / np.expm1(1 / 5))) < 4 * 5 / np.sqrt(len(days))


def test_a_longer_horizon_keeps_earlier_duplicates():
    market = rich_market({"duplicates": {"share": 0.3}})
    short, long = lead_table(market, 100, 5, 0), lead_table(market, 200, 5, 0)
    assert np.isin(short.key, long.key).all()
    assert one_stage_market({"duplicates": {}}).effects.active("duplicates") is not None


ANY_ROUTING = pytest.mark.parametrize(
    "routing", [{}, {"policy": "round-robin"}, {"policy": "round-robin", "open_leads_cap": 1_000_000}]
)


@ANY_ROUTING
def test_a_duplicate_is_heard_until_its_customer_has_decided_however_leads_are_routed(routing):
    """b ends the duplicate's call at 2, but the customer says no at 12: the original's, until 4, is put off."""
    market = market_of({"call": stage(4), "close": stage(2)}, {"duplicates": UNSEEN | {"annoyance": 1}})
    leads = [Lead(0, u=[0.45, 0.45]), Lead(1, u=1.0, original=0, work=[1, 1], thinking=[10, 0])]
    assert states(play(market, scheme_of(seats("a", "b"), TWO, routing=routing), leads)) == ["lost", "lost"]


@ANY_ROUTING
def test_a_duplicate_whose_patience_ends_falls_silent_then_however_leads_are_routed(routing):
    """b takes a third lead at 2; the duplicate that waits for b gives up at 3, before the original's call ends."""
    effects = {"duplicates": UNSEEN | {"annoyance": 1}, "patience": {}}
    market = market_of({"call": stage(4), "close": stage(2, patience_hours=9)}, effects)
    leads = [
        Lead(0, u=[0.45, 0.45], patience=[99, 99]),
        Lead(1, original=0, work=[1, 1], patience=[99, 1]),
        Lead(1, u=1.0, work=[40, 1], patience=[99, 99]),
        Lead(1, u=1.0, work=[40, 1], patience=[99, 99]),
    ]
    ledger = play(market, scheme_of(seats("a", "b"), TWO, routing=routing), leads)
    assert states(ledger)[1] == "cold"
    assert ledger.lead_columns["stage"][0] == 1, "the original is not put off"
