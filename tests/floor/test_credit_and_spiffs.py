"""What deals are credited with, and what is paid for single ones: ledgers worked by hand."""

from __future__ import annotations

from math import inf, nextafter, pi, sqrt

import pytest

from sim.floor.pay.pay_terms import quotas_per_year
from sim.floor.resolving.resolve import resolve_schemes
from tests.builders import (
    Lead,
    market_of,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    task_rows,
)

ONE_STAGE = {"work": "rep"}
FROM_JUNE = {"start_date": "2026-06-01"}
# June 2026 has 22 working days.
JULY = 176.0
CERTAIN = {"strength": 1, "attainment_deviation": 0, "floor": 0.05, "ceiling": 4, "conversion_weight": 0}


def first(ledger, *names):
    """These columns of the first period's statements."""
    rows = ledger.statements["start"] == 0
    return [tuple(ledger.statements[name][rows].tolist()) for name in names]


def june(leads, incentives, team=None, market=None, **levers):
    scheme = scheme_of(team or seats("a"), levers.pop("roles", ONE_STAGE), incentives=incentives, **levers)
    return play(market or one_stage_market(world=FROM_JUNE), scheme, leads, weeks=5)


# A discount of a tenth and service of a twentieth of what is paid: of 1,000, 900 - 600 of goods - 45 is 255.
OFFER = {"offers": {"deep": {"discount_share": 0.1, "service_cost_share": 0.05}}}


@pytest.mark.parametrize(
    ("terms", "attainment"),
    [
        ({}, 900 / 1000),
        ({"credit": "margin", "target_revenue_per_year": None, "target_margin_per_year": 12 * 510}, 255 / 510),
        ({"credit": "units", "target_revenue_per_year": None, "target_deals_per_year": 12 * 4}, 1 / 4),
    ],
)
def test_attainment_is_of_what_the_plan_credits(terms, attainment):
    ledger = june([Lead(0, value=1000)], pay_plan_of(**terms), products=OFFER)
    found = first(ledger, "attainment", "commission", "amount")
    assert found == [
        (pytest.approx(attainment),),
        (pytest.approx(100 * attainment),),
        (pytest.approx(100 * attainment),),
    ]


def test_effort_chases_what_the_plan_credits():
    """Four deals a month are asked for, and the second tier begins with the third: after a week one more is enough."""
    tiers = [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1, "rate": 2}]
    units = {"credit": "units", "target_revenue_per_year": None, "target_deals_per_year": 12, "tiers": tiers}
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(**units))
    ledger = play(
        one_stage_market({"effort_response": CERTAIN}), scheme, [Lead(0, 1), Lead(40, value=5), Lead(80, 1)], weeks=3
    )
    assert [end - start for _, _, start, end in task_rows(ledger)] == [0.5, 2.0, 0.5]


def test_a_roles_own_quota_comes_before_the_division_and_a_seats_own_before_both():
    roles = {"rep": {"target_pay_per_year": 1_200, "quota_per_year": 30_000}}
    team = [*seats("a", "b"), *seats("c", quota_per_year=24_000)]
    ready = resolved(one_stage_market(), scheme_of(team, ONE_STAGE, incentives=pay_plan_of(roles=roles)))
    assert quotas_per_year(ready) == [30_000, 30_000, 24_000]
    without = scheme_of(team, ONE_STAGE, incentives=pay_plan_of())
    assert quotas_per_year(resolved(one_stage_market(), without)) == [4_000, 4_000, 24_000]


def test_an_own_quota_pays_for_each_unit_what_it_says_and_effort_follows():
    """12,000 for two: 6,000 each. An own quota of 3,000 pays twice as much for each unit, whatever the division."""
    own = pay_plan_of(roles={"rep": {"target_pay_per_year": 1_200, "quota_per_year": 3_000}})
    schemes = {
        "today": scheme_of(seats("a", "b"), ONE_STAGE, incentives=pay_plan_of()),
        "own": scheme_of(seats("a", "b"), ONE_STAGE, incentives=own),
    }
    ready = resolve_schemes(one_stage_market(), schemes, "today")
    assert ready["own"].pay_level == {"rep": pytest.approx(2.0)}
    back = resolve_schemes(one_stage_market(), schemes, "own")
    assert back["own"].pay_level == {"rep": pytest.approx(1.0)}
    assert back["today"].pay_level == {"rep": pytest.approx(0.5)}


def test_plans_of_another_credit_base_are_held_against_each_other_at_their_targets():
    units = {"credit": "units", "target_revenue_per_year": None, "target_deals_per_year": 77}
    schemes = {
        "today": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of()),
        "units": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(**units)),
        "more": scheme_of(
            seats("a"), ONE_STAGE, incentives=pay_plan_of(**units, roles={"rep": {"target_pay_per_year": 1_800}})
        ),
    }
    ready = resolve_schemes(one_stage_market(), schemes, "today")
    assert ready["units"].pay_level == {"rep": pytest.approx(1.0)}
    assert ready["more"].pay_level == {"rep": pytest.approx(1.5)}


def test_the_same_cost_is_that_of_what_each_plan_credits():
    """A flat plan on units: all deals are of 100, so that a target of as many deals as of hundreds pays the same."""
    units = pay_plan_of(
        credit="units",
        target_revenue_per_year=None,
        target_deals_per_year=60,
        same_cost_as_baseline=True,
    )
    schemes = {
        "today": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of()),
        "units": scheme_of(seats("a"), ONE_STAGE, incentives=units),
    }
    market = one_stage_market(world={"demand": {"leads_per_year": 2_000}})
    ready = resolve_schemes(market, schemes, "today")
    # 120 deals of 100 make the target in revenue, 60 the target in units: twice the attainment, so half of the pay.
    assert ready["units"].pay_scale == pytest.approx(0.5)


@pytest.mark.parametrize(("sold", "paid"), [(990, 0.99 * 80), (1000, 125.0), (1100, 1.1 * 125)])
def test_a_retroactive_tier_pays_all_of_it_at_its_rate(sold, paid):
    tiers = [{"attainment_from": 0, "rate": 0.8}, {"attainment_from": 1, "rate": 1.25}]
    ledger = june([Lead(0, value=sold)], pay_plan_of(tiers=tiers, retroactive=True))
    assert first(ledger, "commission", "amount") == [(pytest.approx(paid),), (pytest.approx(paid),)]


def test_effort_rises_towards_a_retroactive_step_as_towards_a_bonus():
    """Where the step is uncertain it pulls: 0.45 of target pay at 1, on top of the rates; without, the rates alone."""
    tiers = [{"attainment_from": 0, "rate": 0.8}, {"attainment_from": 1, "rate": 1.25}]
    market = one_stage_market({"effort_response": CERTAIN | {"attainment_deviation": 0.2}})
    hours = {}
    for retroactive in (False, True):
        other = pay_plan_of(tiers=tiers, retroactive=retroactive)
        schemes = {
            "today": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of()),
            "other": scheme_of(seats("a"), ONE_STAGE, incentives=other),
        }
        ready = resolve_schemes(market, schemes, "today")["other"]
        ledger = play(market, schemes["other"], [Lead(0, 1)], ready=ready)
        hours[retroactive] = task_rows(ledger, "end")[0][0]
    # Four weeks of January are left of it: at quota, in the middle of the step, with a deviation of 0.2 a year.
    deviation = 0.2 * sqrt(12) * sqrt(27 / 31) / (27 / 31)
    step = 0.45 / (deviation * sqrt(2 * pi))
    assert hours[False] == pytest.approx(2 / ((0.8 + 1.25) / 2))
    assert hours[True] == pytest.approx(2 / ((0.8 + 1.25) / 2 + step))


def spiff(amount=70.0, when=None, **terms):
    return {"amount": amount, "when": when or {}, **terms}


NEW, OLD = Lead(0, value=400), Lead(10, value=100, existing=True)


@pytest.mark.parametrize(
    ("spiffs", "paid"),
    [
        ([spiff()], 140),
        ([spiff(when={"lifecycle": ["new"]})], 70),
        ([spiff(when={"lifecycle": ["existing"]}), spiff(30)], 130),
        ([spiff(when={"size": ["large"]})], 0),
        ([spiff(when={"value_at_least": 400})], 70),
        ([spiff(offers=["deep"])], 140),
    ],
)
def test_a_spiff_is_paid_for_each_deal_of_its_kind(spiffs, paid):
    ledger = june([NEW, OLD], pay_plan_of(spiffs=spiffs), products=OFFER)
    assert first(ledger, "spiff", "commission") == [(paid,), (pytest.approx(45),)]
    assert money(ledger, "variable pay")[0] == (nextafter(JULY, -inf), pytest.approx(-45 - paid))


@pytest.mark.parametrize(
    ("weeks", "paid"), [({}, 140), ({"from_week": 1}, 70), ({"to_week": 1}, 70), ({"from_week": 2, "to_week": 3}, 0)]
)
def test_a_spiff_may_be_for_some_weeks_of_the_run(weeks, paid):
    """Deals at 2 and at 40, the first hour of the second week."""
    ledger = june([Lead(0), Lead(38)], pay_plan_of(spiffs=[spiff(**weeks)]))
    assert first(ledger, "spiff") == [(paid,)]


def test_a_spiff_is_divided_as_the_deals_credit_is():
    market = market_of({"call": stage(1), "close": stage(1)}, **FROM_JUNE)
    roles = {
        "sdr": {"target_pay_per_year": 1_200, "credit_share": 0.2},
        "ae": {"target_pay_per_year": 2_400, "credit_share": 0.8},
    }
    plan = pay_plan_of(roles=roles, spiffs=[spiff(100.0)])
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    ledger = june([Lead(0, value=1000)], plan, team, market, roles={"call": "sdr", "close": "ae"})
    assert first(ledger, "spiff") == [(pytest.approx(20), pytest.approx(80))]


def test_a_spiff_is_judged_by_what_is_true_and_not_by_the_record():
    """Everyone's size is recorded wrongly: the spiff for large customers is paid for those who are."""
    market = one_stage_market({"recording": {"attribute_error": 1, "need_error": 0}}, world=FROM_JUNE)
    plan = pay_plan_of(spiffs=[spiff(when={"size": ["large"]})])
    assert first(june([Lead(0, size="large"), Lead(0)], plan, market=market), "spiff") == [(70,)]


def test_an_amount_that_is_paid_for_no_deal_changes_no_bit():
    plan = {
        "tiers": [{"attainment_from": 0, "rate": 0.7}],
        "bonuses": [{"attainment": 0.1, "share_of_target_pay": 0.3}],
    }
    without = june([NEW, OLD], pay_plan_of(**plan))
    with_none = june([NEW, OLD], pay_plan_of(**plan, spiffs=[spiff(when={"size": ["large"]})]))
    assert without.statements["amount"].tolist() == with_none.statements["amount"].tolist()
