"""Discounts that customers ask for, on hand-worked floors: what is given, refused, and what asking above costs."""

from __future__ import annotations

from math import exp, log, log1p

import numpy as np
import pytest

from sim.floor.bargaining import bargain
from sim.levers.discount import answer
from sim.market.lead_columns import LeadTable
from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, scripted_table, seats, stage, states

ONE_STAGE = {"work": "rep"}
OFFERS = {"offers": {"standard": {}}}


def authority(share, ceiling=None, hours=0.0):
    terms = {"share": share, "ceiling_share": share if ceiling is None else ceiling, "approval_hours": hours}
    return {**OFFERS, "discount_authority": terms}


@pytest.fixture
def asked(monkeypatch):
    """All customers ask for what this is set to, if they weigh price by a quarter and the mean is a tenth."""
    drawn = [0.5]
    uniforms = LeadTable.uniforms

    def scripted(table, *purpose):
        u = 1 - exp(-10 * drawn[0])
        return np.full(len(table), u) if purpose == ("bargain", "asked") else uniforms(table, *purpose)

    monkeypatch.setattr(LeadTable, "uniforms", scripted)
    return drawn


def sold(products, lead=None, effects=None, **terms):
    block = {"ask_share": 0.1, "refused_logit": 1, "giveaway": 0, **terms}
    market = one_stage_market({"bargaining": block, **(effects or {})}, thinking_hours=4, thinking_cv=0)
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE, products=products), [lead or Lead(0)])
    return ledger, ledger.lead_columns["revenue"][0], ledger.lead_columns["margin"][0]


# (authority, ceiling, giveaway, asked) -> (given, refused, approved)
ANSWERS = [
    ((0.05, 0.05, 0, 0.03), (0.03, 0, False)),
    ((0.05, 0.05, 0, 0.08), (0.05, 0.03, False)),
    ((0.05, 0.15, 0, 0.03), (0.03, 0, False)),
    ((0.05, 0.15, 0, 0.08), (0.08, 0, True)),
    ((0.05, 0.15, 0, 0.25), (0.15, 0.10, True)),
    ((0.10, 0.10, 0.5, 0.02), (0.05, 0, False)),
    ((0.10, 0.10, 0.5, 0.07), (0.07, 0, False)),
    ((0.00, 0.00, 0.5, 0.07), (0, 0.07, False)),
]


@pytest.mark.parametrize(("terms", "expected"), ANSWERS)
def test_what_is_given_refused_and_asked_of_someone_else(terms, expected):
    own, ceiling, giveaway, wanted = terms
    found = answer(np.array([wanted]), own, ceiling, giveaway)
    assert (found.given[0], found.refused[0], bool(found.approved[0])) == pytest.approx(expected)


def test_a_discount_within_the_authority_costs_margin_and_no_customer(asked):
    asked[0] = 0.08
    ledger, revenue, margin = sold(authority(0.1), Lead(0, u=0.5 - 1e-9))
    assert (revenue, margin) == pytest.approx((92, 32))
    assert kpis(ledger)["discount_given_share"] == pytest.approx(0.08)
    assert kpis(ledger)["approval_share"] == 0


@pytest.mark.parametrize(("u", "state"), [(-1e-9, "won"), (1e-9, "lost")])
def test_each_tenth_of_the_price_that_is_refused_loses_its_logits(asked, u, state):
    asked[0] = 0.25
    chance = 1 / (1 + exp(1.5))  # 15 points of 25 are refused, at one logit a tenth.
    ledger, revenue, _ = sold(authority(0.1), Lead(0, u=chance + u))
    assert states(ledger) == [state]
    assert revenue == pytest.approx(90 if state == "won" else 0)


def test_without_authority_everything_is_refused_and_the_price_stands(asked):
    asked[0] = 0.1
    for products in (None, OFFERS):
        ledger, revenue, _ = sold(products, Lead(0, u=1 / (1 + exp(1)) - 1e-9))
        assert (states(ledger), revenue) == (["won"], 100)
        ledger, _, _ = sold(products, Lead(0, u=1 / (1 + exp(1)) + 1e-9))
        assert states(ledger) == ["lost"]


@pytest.mark.parametrize(("u", "state"), [(-1e-9, "won"), (1e-9, "lost")])
def test_an_approval_takes_time_and_the_customer_waits_for_it(asked, u, state):
    asked[0] = 0.12
    response = {"response": {"reference_hours": 2}}
    chance = 1 / (1 + exp(0.3 * log1p(10 / 2)))
    market = one_stage_market(
        {"bargaining": {"ask_share": 0.1, "giveaway": 0}, **response},
        response_decay=0.3,
        thinking_hours=4,
        thinking_cv=0,
    )
    scheme = scheme_of(seats("a"), ONE_STAGE, products=authority(0.05, 0.2, 10))
    ledger = play(market, scheme, [Lead(0, u=chance + u)])
    assert states(ledger) == [state]
    assert ledger.lead_columns["closed"].tolist() == [2 + 4 + 10]
    assert kpis(ledger)["approval_share"] == (1 if state == "won" else 0) or np.isnan(kpis(ledger)["approval_share"])


@pytest.mark.parametrize(("wanted", "hours"), [(0.04, 0), (0.12, 10)])
def test_only_who_asks_for_more_than_the_authority_waits_for_an_approval(asked, wanted, hours):
    asked[0] = wanted
    ledger, _, _ = sold(authority(0.05, 0.2, 10))
    assert ledger.lead_columns["closed"].tolist() == [2 + 4 + hours]


def test_nobody_is_given_more_than_half_of_the_price(asked):
    asked[0] = 0.8
    _, revenue, _ = sold(authority(0.9))
    assert revenue == pytest.approx(50)


def test_some_of_the_authority_goes_to_those_who_ask_for_less(asked):
    asked[0] = 0.001
    assert sold(authority(0.1), giveaway=0.5)[1] == pytest.approx(95)


def test_whoever_weighs_price_more_asks_for_more(asked):
    asked[0] = 0.1
    market = one_stage_market({"bargaining": {"ask_share": 0.1, "giveaway": 0}})
    # Weights of one half and a sixth each: twice the discount.
    leads = [Lead(0), Lead(0, needs=(0, log(3), 0, 0))]
    found = bargain(market, scheme_of(seats("a"), ONE_STAGE, products=authority(0.4)), scripted_table(market, leads, 7))
    assert found.given == pytest.approx([0.1, 0.2])


def test_they_ask_at_the_stage_that_is_named_else_the_last(asked):
    asked[0] = 0.1
    stages = {"quote": stage(1), "close": stage(1)}
    for named, expected in ((None, "close"), ("quote", "quote")):
        block = {"ask_share": 0.1} | ({} if named is None else {"stage": named})
        market = market_of(stages, {"bargaining": block})
        scheme = scheme_of(seats("a"), {"quote": "rep", "close": "rep"})
        assert bargain(market, scheme, scripted_table(market, [Lead(0)], 7)).stage == expected
        ledger = play(market, scheme, [Lead(0)])
        assert [plan.name for plan in ledger.plan.stages if plan.logit[0] != 0] == [expected]
