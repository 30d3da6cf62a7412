"""Discounts that sellers give to win what pays them, on floors worked by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.results.measures.kpis import kpis
from tests.builders import (
    Lead,
    fingerprint,
    market_of,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    stage,
    states,
)
from tests.floor.test_after_sale import Scripted

# A customer who weighs price by a quarter: five logits for all of the price, from even odds.
TERMS = {"logit_per_tenth": 0.5}
FROM_JUNE = {"start_date": "2026-06-01"}
OFFER = {"only": {"performance": 0.5}}
MARGIN = {"credit": "margin", "target_revenue_per_year": None, "target_margin_per_year": 12_000}
UNITS = {"credit": "units", "target_revenue_per_year": None, "target_deals_per_year": 12}
# Twenty steps of two per cent.
AUTHORITY = 0.4


def chance(given):
    return 1 / (1 + exp(-5 * given))


def floor(
    leads,
    pay=None,
    terms=TERMS,
    *,
    authority=AUTHORITY,
    ceiling=None,
    effects=None,
    team=None,
    weeks=9,
    change=None,
    **fields,
):
    block = {} if terms is None else {"odds_discount": terms}
    market = one_stage_market({**block, **(effects or {})}, world=FROM_JUNE, thinking_hours=1, **fields)
    share = {"share": authority, "ceiling_share": authority if ceiling is None else ceiling, "approval_hours": 0}
    products = {"offers": OFFER, "discount_authority": share}
    scheme = scheme_of(team or seats("a"), {"work": "rep"}, products=products, incentives=pay_plan_of(**(pay or {})))
    return play(market, scheme, leads, weeks=weeks, **({} if change is None else {"change": change}))


def given(ledger):
    return ledger.lead_columns["odds_discount"].tolist()


def best(worth, authority=AUTHORITY):
    return max((authority * step / 20 for step in range(21)), key=lambda share: chance(share) * worth(share))


def test_a_commission_on_revenue_gives_away_what_the_odds_repay():
    """0.5 x 1 without; 0.750 x 0.78 is the most, at 22 %. Goods still cost 60."""
    ledger = floor([Lead(0, 0.75, value=100)])
    assert best(lambda share: 1 - share) == pytest.approx(0.22)
    assert given(ledger) == [pytest.approx(0.22)]
    assert ledger.lead_columns["revenue"].tolist() == [pytest.approx(78)]
    assert ledger.lead_columns["margin"].tolist() == [pytest.approx(18)]
    assert -sum(amount for _, amount in money(ledger, "variable pay")) == pytest.approx(7.8)


@pytest.mark.parametrize(("u", "state"), [(chance(0.22) - 1e-9, "won"), (chance(0.22) + 1e-9, "lost")])
def test_the_odds_rise_by_what_was_given(u, state):
    assert states(floor([Lead(0, u)])) == [state]


def test_what_is_credited_decides_how_much():
    """Of a margin of 40 a discount of 22 leaves 18: nobody gives it. Where deals are counted it costs her nothing."""
    assert best(lambda share: 0.4 - share) == 0
    assert given(floor([Lead(0, value=100)], MARGIN)) == [0]
    assert given(floor([Lead(0, value=100)], UNITS)) == [pytest.approx(0.4)]


def test_a_bonus_within_reach_makes_the_price_a_trifle_as_far_as_it_is_reached():
    """She expects to make her quota, and a deal of a tenth of it more: at half the price, it would miss the bonus."""
    bonus = {"bonuses": [{"attainment": 1.05, "share_of_target_pay": 9}]}
    assert given(floor([Lead(0, value=100)], bonus)) == [pytest.approx(0.4)]
    assert given(floor([Lead(0, value=100)], bonus, authority=0.6)) == [pytest.approx(0.48)]
    assert given(floor([Lead(0, value=100)], {"cap_attainment": 1})) == [0], "nothing more is paid"


def test_a_deal_that_falls_into_the_next_period_is_weighed_by_that_ones_pay():
    """In June she expects the bonus anyway; in July she expects to make it with this deal."""
    bonus = {"bonuses": [{"attainment": 0.95, "share_of_target_pay": 9}]}
    june, july = [Lead(0, value=100, thinking=[1])], [Lead(0, value=100, thinking=[180])]
    assert given(floor(june, bonus)) == [pytest.approx(0.22)]
    assert given(floor(july, bonus)) == [pytest.approx(0.4)]


def test_a_customer_who_does_not_care_about_the_price_is_given_nothing():
    assert given(floor([Lead(0, needs=(0, -9, 0, 0))])) == [0]
    eager = given(floor([Lead(0, needs=(0, 9, 0, 0))]))[0]
    assert 0.1 < eager < 0.22, "the odds are soon as good as they can be"


def test_what_the_price_weighs_is_what_it_weighs_when_she_decides():
    """A price that has moved by ln 3 weighs a half by then: ten logits for all of the price."""

    def eager(share):
        return (1 - share) / (1 + exp(-10 * share))

    most = max((AUTHORITY * step / 20 for step in range(21)), key=eager)
    moved = given(floor([Lead(0, value=100)], need_shift={"price": log(3)}))
    assert moved == [pytest.approx(most)]
    assert most != pytest.approx(0.22)
    assert moved == pytest.approx(given(floor([Lead(0, value=100, needs=(0, log(3), 0, 0))])))


def test_what_customers_ask_for_comes_first_and_the_rest_is_of_the_lower_price():
    """Of an authority of 40 %, 10 % are given to everyone: a third of what is left may follow, in twenty steps."""
    asking = {"bargaining": {"ask_share": 0, "giveaway": 0.25, "refused_logit": 0}}
    ledger = floor([Lead(0, value=100)], effects=asking)
    most = 1 - 0.6 / 0.9
    share = best(lambda share: 1 - share, most)
    assert given(ledger) == [pytest.approx(share)]
    assert ledger.lead_columns["revenue"][0] == pytest.approx(90 * (1 - share))
    found = kpis(ledger)
    assert found["discount_given_share"] == pytest.approx(1 - 0.9 * (1 - share))
    assert found["approval_share"] == 0


def test_kpis_know_of_it_where_nobody_bargains():
    found = kpis(floor([Lead(0, value=100)]))
    assert found["discount_given_share"] == pytest.approx(0.22)
    assert found["approval_share"] != found["approval_share"]


# A term of a month, at the end of which a customer renews at half of what she pays.
RENEWS = {"term_months": 1, "renewal_share": 0.5, "satisfaction_weight": 0, "unattended": 0, "requests_per_year": 0}
HALF = {"accounts": RENEWS | {"renewal_value_share": 0.5}}


def test_a_deal_renews_at_a_share_of_what_it_brought():
    """22 of 100 are given away. One customer renews at 39, and the other, who leaves, would have done so too."""

    def first_renews(plan):
        draws = Scripted({(0, Purpose.RENEWS, 0): 0.0, (1, Purpose.RENEWS, 0): 1.0})
        return replace(plan, accounts=replace(plan.accounts, draws=lambda expected: draws))

    ledger = floor([Lead(0, value=100), Lead(0, value=100)], effects=HALF, weeks=8, change=first_renews)
    assert ledger.lead_columns["revenue"].tolist() == pytest.approx([78, 78])
    assert ledger.account_columns["renewed"].tolist() == [1, 0]
    assert [amount for _, amount in money(ledger, "renewals")] == [pytest.approx(39)]
    assert kpis(ledger)["net_retention"] == pytest.approx(0.5)


def test_whoever_signs_early_gives_away_of_the_price_that_is_left():
    """The first deal makes June's quota, and beyond it each unit pays three times as much as July's first.

    What the other customer gets for the odds is weighed by July's pay, the discount of a tenth by June's.
    """
    timing = {"reach_weeks": 1, "discount_share": 0.1, "accept_share": 1, "lost_share_per_week": 0.1}
    steep = {"tiers": [{"attainment_from": 0, "rate": 1}, {"attainment_from": 1, "rate": 3}]}
    leads = [Lead(0, value=2000, thinking=[0]), Lead(158, value=1000, thinking=[20])]
    ledger = floor(leads, steep, effects={"timing": timing})
    share = given(ledger)[1]
    assert share == pytest.approx(0.22)
    assert ledger.lead_columns["signing"].tolist() == [0, 1]
    assert ledger.lead_columns["revenue"][1] == pytest.approx(1000 * (1 - share) * 0.9)
    assert ledger.lead_columns["margin"][1] == pytest.approx(1000 * (1 - share) * 0.9 - 600)
    assert ledger.statements["attainment"][0] == pytest.approx((2000 * 0.78 + 1000 * (1 - share) * 0.9) / 1000)
    found = kpis(ledger)
    assert found["early_signing_discount"] == pytest.approx(1000 * (1 - share) * 0.1 * 365 / 63)


def test_only_the_last_stage_or_that_of_bargaining_gives():
    products = {"offers": OFFER, "discount_authority": {"share": 0.4, "ceiling_share": 0.4}}
    for asking, logit_stage in ((None, "close"), ({"ask_share": 0, "giveaway": 0, "stage": "call"}, "call")):
        effects = {"odds_discount": TERMS} | ({} if asking is None else {"bargaining": asking})
        market = market_of({"call": stage(1), "close": stage(1)}, effects, **FROM_JUNE)
        scheme = scheme_of(
            seats("a"), dict.fromkeys(("call", "close"), "rep"), products=products, incentives=pay_plan_of()
        )
        u = {"call": 0.0, "close": 0.0} | {logit_stage: 0.75}
        assert states(play(market, scheme, [Lead(0, list(u.values()))])) == ["won"]
        other = {"call": 0.0, "close": 0.0} | {("call" if logit_stage == "close" else "close"): 0.75}
        assert states(play(market, scheme, [Lead(0, list(other.values()))])) == ["lost"]


def test_what_has_been_given_is_given_once_and_still_helps_when_the_lead_comes_again():
    exits = {"back_share": 1, "back_to": "call"}
    market = market_of({"call": stage(1), "close": stage(1, exits=exits)}, {"odds_discount": TERMS}, **FROM_JUNE)
    products = {"offers": OFFER, "discount_authority": {"share": 0.4, "ceiling_share": 0.4}}
    works = dict.fromkeys(("call", "close"), "rep")
    scheme = scheme_of(seats("a"), works, products=products, incentives=pay_plan_of())
    for u, state in ((0.75, "won"), (0.751, "lost")):
        ledger = play(market, scheme, [Lead(0, [0, 1, 0, u])])
        assert states(ledger) == [state]
        assert given(ledger) == [pytest.approx(0.22)]
    assert play(market, scheme, [Lead(0, [0, 1, 0, 0])]).lead_columns["revenue"].tolist() == [pytest.approx(78)]


def test_nobody_gives_without_authority_or_without_a_quota():
    assert given(floor([Lead(0)], authority=0)) == [0]
    market = market_of({"call": stage(1), "close": stage(1)}, {"odds_discount": TERMS})
    products = {"offers": OFFER, "discount_authority": {"share": 0.4, "ceiling_share": 0.4}}
    team, works = [*seats("a"), *seats("s", role="sdr")], {"call": "rep", "close": "sdr"}
    ledger = play(market, scheme_of(team, works, products=products, incentives=pay_plan_of()), [Lead(0)])
    assert given(ledger) == [0]


def test_switched_off_or_without_plan_or_authority_it_changes_no_bit():
    leads = [Lead(0, 0.4), Lead(0, 0.6), Lead(9)]
    plain = fingerprint(floor(leads, terms=None))
    assert fingerprint(floor(leads, terms={"enabled": False, "logit_per_tenth": 3})) == plain
    market, off = (one_stage_market({} if terms is None else {"odds_discount": terms}) for terms in (TERMS, None))
    for levers in ({"incentives": pay_plan_of()}, {"products": {"offers": OFFER, "discount_authority": {}}}):
        scheme = scheme_of(seats("a"), {"work": "rep"}, **levers)
        assert fingerprint(play(market, scheme, leads)) == fingerprint(play(off, scheme, leads))
