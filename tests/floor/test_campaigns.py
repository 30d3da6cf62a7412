"""Money turns into leads, and customers who buy often are asked for more: by hand and in drawn markets."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.marketing import cost_per_year, further_leads
from sim.floor.record import record_of
from sim.floor.resolving.resolved import Horizon
from sim.floor.score import scores
from sim.floor.simulate import simulate
from sim.levers.campaigns import asked, share_reached
from sim.market.further import Further
from sim.market.leads import lead_table
from sim.results.measures.kpis import kpis
from tests.builders import Lead, one_stage_market, play, resolved, scheme_of, scripted_table, seats, states, task_rows
from tests.properties.whole_worlds import organisation, rich_market

ONE = {"work": "rep"}
CAMPAIGN = {"campaigns": {"channels": {"web": {"reachable_per_year": 1000, "lead_cost": 500}}}}
PROMOTION = {"promotion": {"customers": 100, "orders_per_year": 2, "frequency_error": 0}}


def scheme(**terms):
    return scheme_of(seats("a"), ONE, marketing=terms)


def test_the_first_leads_cost_what_is_stated_and_each_further_one_more():
    assert share_reached(1, 1000, 500) * 1000 == pytest.approx(1 / 500, rel=1e-3)
    assert share_reached(500_000, 1000, 500) == pytest.approx(1 - exp(-1))
    first, second = (share_reached(spend, 1000, 500) for spend in (100_000, 200_000))
    assert 0 < second - first < first
    assert share_reached(1e12, 1000, 500) == pytest.approx(1)
    assert share_reached(5, 0, 500) == 0
    assert share_reached(0, 1000, 500) == 0


def test_those_who_buy_most_often_on_record_are_asked():
    assert asked(np.array([0.0, 3, 1, 2]), 0.5).tolist() == [False, True, False, True]
    assert not asked(np.array([1.0, 2]), 0).any()
    assert asked(np.array([1.0, 2]), 1).all()


def further_of(*rows, frequency=(), noise=()):
    """`rows` are (clock, u, customer), for the leads at the end of the list."""

    def change(table, first):
        clock, u, customer = (np.array(column) for column in zip(*rows, strict=True))
        further = Further(
            first,
            clock.astype(float),
            u.astype(float),
            customer,
            table.key[first : first + len(clock)],
            np.array(frequency),
            np.array(noise),
        )
        return replace(table, further=further)

    return change


def brought(market, terms, change, leads):
    table = change(scripted_table(market, leads, 7), 0)
    return further_leads(market, scheme(**terms), table, 1.0)


def test_a_lead_comes_when_the_money_reaches_it():
    change = further_of((5, 0.1, -1), (6, 0.2, -1), (7, 0.7, -1))
    reach = 1 - exp(-0.2)
    assert 0.1 < reach < 0.2
    leads = [Lead(inf)] * 3
    spend = {"spend_per_year": {"web": 100_000}}
    assert brought(one_stage_market(CAMPAIGN), spend, change, leads) == [(5.0, 0)]
    assert brought(one_stage_market(CAMPAIGN), {"spend_per_year": {"web": 1e9}}, change, leads) == [
        (5.0, 0),
        (6.0, 1),
        (7.0, 2),
    ]
    assert brought(one_stage_market(CAMPAIGN), {}, change, leads) == []
    assert brought(one_stage_market({"campaigns": {"enabled": False}}), spend, change, leads) == []


def test_money_for_one_channel_brings_nobody_by_another():
    market = one_stage_market(CAMPAIGN, world={"sources": {"web": {"share": 0.5}, "fair": {"share": 0.5}}})
    change = further_of((5, 0.1, -1), (6, 0.1, -1))
    leads = [Lead(inf), Lead(inf, source="fair")]
    for source, found in (("web", [(5.0, 0)]), ("fair", [(6.0, 1)])):
        assert brought(market, {"spend_per_year": {source: 1e9}}, change, leads) == found


def test_a_customer_who_is_asked_comes_and_records_blur_who_buys_often():
    change = further_of((5, 0, 0), (6, 0, 1), frequency=[1.0, 0.0], noise=[-3.0, 3.0])
    leads = [Lead(inf)] * 2
    terms = {"promoted_share": 0.5}
    assert brought(one_stage_market(PROMOTION), terms, change, leads) == [(5.0, 0)]
    blurred = one_stage_market({"promotion": {"frequency_error": 1}})
    assert brought(blurred, terms, change, leads) == [(6.0, 1)]


def test_what_is_brought_is_worked_and_paid_for_and_its_waiting_counts_from_when_it_came():
    market = one_stage_market(CAMPAIGN)
    terms = {"spend_per_year": {"web": 36_500}}
    ledger = play(market, scheme(**terms), [Lead(inf)], change=lambda plan: replace(plan, further=[(5.0, 0)]))
    assert task_rows(ledger, "lead", "start", "end") == [(0, 5.0, 7.0)]
    assert ledger.lead_columns["arrival"].tolist() == [5.0]
    assert states(ledger) == ["won"]
    assert kpis(ledger)["campaign_cost"] == pytest.approx(36_500)
    money = ledger.money_columns
    kind = ledger.names["kind"].index("campaigns")
    assert money["amount"][money["kind"] == kind].tolist() == pytest.approx([-700])


def test_the_cost_is_what_is_spent_and_what_asking_takes():
    market = one_stage_market({**CAMPAIGN, **PROMOTION})
    terms = {"spend_per_year": {"web": 1000}, "promoted_share": 0.25, "promotion_cost": 10}
    assert cost_per_year(market, scheme(**terms)) == 1000 + 25 * 10
    assert cost_per_year(one_stage_market(), scheme(**terms)) == 0, "a market without either takes no money"
    assert cost_per_year(market, scheme_of(seats("a"), ONE)) == 0


BOTH = {"campaigns": {"channels": {"web": {"reachable_per_year": 3650}}}, "promotion": {"customers": 400}}


def test_further_leads_leave_all_others_as_they_are_and_a_longer_horizon_keeps_them():
    plain = lead_table(rich_market({}), 100, 5, 0)
    short, longer = (lead_table(rich_market(BOTH), days, 5, 0) for days in (100, 200))
    came = np.isfinite(short.arrival_hours)
    assert np.array_equal(short.key[came], plain.key)
    assert short.further.first == len(plain)
    campaign = short.further.customer < 0
    assert campaign.sum() == 1000

    def draws(table):
        rows = slice(table.further.first, len(table))
        keys = table.key[rows].tolist()
        return dict(zip(keys, zip(table.further.clock.tolist(), table.further.u.tolist(), strict=True), strict=True))

    kept = draws(longer)
    assert all(kept[key] == draw for key, draw in draws(short).items())


def test_a_customer_who_comes_again_is_who_she_was_and_wants_something_else():
    """Who she is, and who owns her, stays from year to year; the product and what it is worth are of the deal."""
    products = {
        name: {"share": 0.5, "value_median": 100, "value_sigma": 1, "margin_share": 0.4} for name in ("tool", "part")
    }
    market = rich_market({"promotion": {"customers": 300, "orders_per_year": 2}}, products=products)
    table = lead_table(market, 1000, 5, 0)
    customer = table.further.customer
    rows = table.further.first + np.arange(len(customer))
    again = np.flatnonzero(customer[1:] == customer[:-1])
    first, then = rows[again], rows[again + 1]
    assert len(again) > 200
    for name in ("region", "industry", "size", "tier"):
        assert np.array_equal(table.attributes[name][first], table.attributes[name][then])
    for column in (table.quality, table.latitude, table.longitude):
        assert np.array_equal(column[first], column[then])
    same = table.attributes["product"][first] == table.attributes["product"][then]
    assert 0.4 < same.mean() < 0.6
    assert np.allclose(table.need_logits[first], table.need_logits[then]), "needs don't move in this market"
    assert not np.isclose(table.value[first], table.value[then]).any()
    plan = compile_plan(market, resolved(market, organisation()), Horizon(0, 140, 0), table, 5, 0)
    account = np.array(plan.account)
    assert np.array_equal(account[first], account[then])
    assert len(np.unique(account[rows])) == len(np.unique(customer))


def test_whoever_comes_again_is_recorded_as_wrongly_as_before_unless_the_record_has_become_better():
    recording = {"attribute_error": 0.4, "need_error": 1, "value_error": 0.3, "score_error": 1}
    market = rich_market({"promotion": {"customers": 300, "orders_per_year": 2}, "recording": recording})
    table = lead_table(market, 1000, 5, 0)
    customer = table.further.customer
    again = np.flatnonzero(customer[1:] == customer[:-1])
    first, then = table.further.first + again, table.further.first + again + 1
    record = record_of(market, scheme(), table)
    wrong = {name: record.recorded[name] != record.true[name] for name in ("industry", "size", "tier")}
    for name, mistaken in wrong.items():
        assert 0.3 < mistaken[first].mean() < 0.5
        assert np.array_equal(record.recorded[name][first], record.recorded[name][then])
    assert np.array_equal(record.need_error[first], record.need_error[then])
    seen = scores(market, scheme(), table) - np.log(record.value)
    assert seen[first] == pytest.approx(seen[then])
    off = np.log(record.value / table.value)
    assert not np.isclose(off[first], off[then]).any(), "what a deal is worth is guessed anew"
    better = record_of(market, scheme_of(seats("a"), ONE, crm={"error_factor": 0.5}), table)
    assert not (better.recorded["size"] != better.true["size"])[~wrong["size"]].any()


def test_further_leads_are_colder_than_those_who_came_by_themselves():
    shifted, plain = (
        lead_table(rich_market({"campaigns": {"conversion_shift": shift}}), 100, 5, 0) for shift in (-0.5, 0)
    )
    rows = slice(plain.further.first, None)
    assert np.allclose(shifted.logit_shift[rows], plain.logit_shift[rows] - 0.5)
    assert np.array_equal(shifted.logit_shift[: plain.further.first], plain.logit_shift[: plain.further.first])


def test_customers_who_are_asked_are_no_colder_for_it():
    shifted, plain = (
        lead_table(rich_market({"campaigns": {"conversion_shift": shift}, "promotion": {}}), 100, 5, 0)
        for shift in (-0.5, 0)
    )
    asked_for = plain.further.customer >= 0
    colder = (shifted.logit_shift - plain.logit_shift)[plain.further.first :][: len(asked_for)]
    assert 0 < asked_for.sum() < len(asked_for)
    assert colder == pytest.approx(np.where(asked_for, 0.0, -0.5))


def test_twice_the_money_brings_the_same_leads_and_some_more():
    market = rich_market(BOTH)
    table = lead_table(market, 364, 5, 0)
    some, more = (
        set(further_leads(market, organisation(marketing={"spend_per_year": {"web": spend}}), table, 1.0))
        for spend in (500_000, 1_000_000)
    )
    assert some < more
    reach = share_reached(500_000, 3650, 800)
    assert len(some) == pytest.approx(3640 * reach, abs=4 * np.sqrt(3640 * reach))
    assert len(more) < 2 * len(some)


def test_whoever_buys_often_answers_more_often():
    market = rich_market({"promotion": {"customers": 4000, "orders_per_year": 0.3, "frequency_error": 2}})
    table = lead_table(market, 364, 5, 0)

    def answers(share, factor):
        terms = organisation(marketing={"promoted_share": share}, crm={"error_factor": factor})
        return len(further_leads(market, terms, table, 1.0))

    best, blurred, everyone = answers(0.2, 0), answers(0.2, 1), answers(1, 1)
    assert best > blurred > 0.2 * everyone
    chance = 1 - np.exp(-0.3 * np.exp(table.further.frequency))
    assert everyone == pytest.approx(chance.sum(), abs=4 * np.sqrt((chance * (1 - chance)).sum()))
    assert table.existing[table.further.first :].all()


def test_campaigns_show_in_the_kpis_and_only_where_there_are_any():
    market = rich_market(BOTH)
    with_money = organisation(marketing={"spend_per_year": {"web": 400_000}, "promoted_share": 0.5})
    horizon = Horizon(2, 10, 2)
    found = kpis(simulate(market, resolved(market, with_money), horizon=horizon, seed=1, replication=0))
    none = kpis(simulate(market, resolved(market, organisation()), horizon=horizon, seed=1, replication=0))
    assert found["campaign_leads"] > 100
    assert found["leads"] == pytest.approx(none["leads"] + found["campaign_leads"])
    assert found["campaign_cost"] == pytest.approx(400_000 + 200 * 150)
    assert np.isnan(none["campaign_leads"])
    assert none["campaign_cost"] == 0
