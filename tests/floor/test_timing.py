"""Signatures that sellers time by their own pay: months of June and July 2026, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter

import numpy as np
import pytest

from sim.floor.seat_state import SeatStates
from sim.levers.timing import AS_DECIDED, BROUGHT_FORWARD, HELD_BACK, signing, stays
from sim.results.measures.kpis import kpis
from tests.builders import Lead, fingerprint, money, one_stage_market, pay_plan_of, play, scheme_of, seats, states

ONE_STAGE = {"work": "rep"}
# June 2026 has 22 working days of eight hours, July 23; a quota of 1,000 a month.
FROM_JUNE = {"start_date": "2026-06-01"}
JULY = 176.0
JUNE_ENDS = nextafter(JULY, -inf)
ACCELERATOR = {
    "tiers": [{"attainment_from": 0, "rate": 1}, {"attainment_from": 1, "rate": 3}],
}
CAPPED = {"cap_attainment": 1}
TERMS = {"reach_weeks": 1, "discount_share": 0.1, "accept_share": 0.6, "lost_share_per_week": 0.1}
# The first deal, won at 2, makes June's quota. The second is agreed at 160, and the customer thinks for 20 hours more.
QUOTA_MADE = Lead(0, value=1000, thinking=[0])
LATE = Lead(158, value=1000, thinking=[20])
EARLY = Lead(148, value=1000, thinking=[6])


def floor(leads, pay, terms=TERMS, *, asked=0.0, waits=0.0, effects=None, weeks=9, world=FROM_JUNE):
    """A lone rep; `asked` and `waits` are every customer's draws."""
    timing = {} if terms is None else {"timing": terms}
    market = one_stage_market(timing | (effects or {}), world=world, thinking_hours=1)
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(**pay))

    def script(plan):
        if plan.timing is None:
            return plan
        count = len(plan.arrival)
        return replace(plan, timing=replace(plan.timing, asked=[asked] * count, waits=[waits] * count))

    return play(market, scheme, leads, weeks=weeks, change=script)


def signed(ledger):
    return [(clock, amount) for clock, amount in money(ledger, "revenue")]


def test_who_is_beyond_her_quota_brings_a_deal_forward_at_a_discount():
    ledger = floor([QUOTA_MADE, LATE], ACCELERATOR)
    assert signed(ledger) == [(2.0, 1000.0), (JUNE_ENDS, 900.0)]
    assert ledger.lead_columns["revenue"].tolist() == [1000.0, 900.0]
    # Goods cost 600, discount or not.
    assert ledger.lead_columns["margin"].tolist() == [pytest.approx(400), pytest.approx(300)]
    assert ledger.lead_columns["signing"].tolist() == [AS_DECIDED, BROUGHT_FORWARD]
    # June: 1.9 quotas pay 1 + 0.9 x 3 target pays of 100; July pays nothing.
    assert [amount for _, amount in money(ledger, "variable pay")] == pytest.approx([-370.0, 0.0])
    found = kpis(ledger)
    assert found["brought_forward_share"] == 0.5
    assert found["held_back_share"] == 0
    assert found["early_signing_discount"] == pytest.approx(100 * 365 / 63)


@pytest.mark.parametrize(
    ("pay", "changes", "asked"),
    [
        (ACCELERATOR, {}, 0.6),
        (ACCELERATOR, {"reach_weeks": 0.1}, 0.0),
        (ACCELERATOR, {"discount_share": 0.7}, 0.0),
        ({}, {"discount_share": 0}, 0.0),
    ],
    ids=["the customer does not want to", "too far off", "dearer than it pays", "all units pay the same"],
)
def test_otherwise_the_customer_signs_when_she_likes_at_the_full_price(pay, changes, asked):
    ledger = floor([QUOTA_MADE, LATE], pay, TERMS | changes, asked=asked)
    assert signed(ledger) == [(2.0, 1000.0), (180.0, 1000.0)]
    assert ledger.lead_columns["signing"].tolist() == [AS_DECIDED, AS_DECIDED]
    assert kpis(ledger)["early_signing_discount"] == 0


def test_the_customer_who_accepts_is_one_of_the_stated_share():
    assert signed(floor([QUOTA_MADE, LATE], ACCELERATOR, asked=nextafter(0.6, 0)))[1] == (JUNE_ENDS, 900.0)


@pytest.mark.parametrize(("discount", "moves"), [(0.66, True), (0.67, False)])
def test_a_discount_is_given_up_to_what_the_higher_rate_brings(discount, moves):
    """In June each unit pays three; in July the deal makes the quota and pays one: 3 x 0.34 > 1 > 3 x 0.33."""
    ledger = floor([QUOTA_MADE, LATE], ACCELERATOR, TERMS | {"discount_share": discount})
    assert (ledger.lead_columns["signing"][1] == BROUGHT_FORWARD) == moves


def test_who_has_reached_the_cap_holds_the_next_deal_back():
    ledger = floor([QUOTA_MADE, EARLY], CAPPED)
    assert signed(ledger) == [(2.0, 1000.0), (JULY, 1000.0)]
    assert ledger.lead_columns["signing"].tolist() == [AS_DECIDED, HELD_BACK]
    assert [amount for _, amount in money(ledger, "variable pay")] == pytest.approx([-100.0, -100.0])
    assert kpis(ledger)["held_back_share"] == 0.5
    assert kpis(ledger)["early_signing_discount"] == 0


@pytest.mark.parametrize(("side", "state"), [(-1, "won"), (1, "lost")])
def test_a_customer_who_is_held_back_walks_away_with_the_stated_chance_for_each_week(side, state):
    """Decided at 156, held until 176: half a week of 40 hours."""
    ledger = floor([QUOTA_MADE, EARLY], CAPPED, waits=0.9**0.5 + side * 1e-9)
    assert states(ledger) == ["won", state]
    assert ledger.lead_columns["closed"].tolist() == [2.0, JULY]
    assert kpis(ledger)["held_back_share"] == 0.5


@pytest.mark.parametrize(
    ("pay", "changes"),
    [(CAPPED, {"reach_weeks": 0.4}), (CAPPED, {"lost_share_per_week": 1}), ({}, {"lost_share_per_week": 0})],
    ids=["too long", "the customer would be gone", "all units pay the same"],
)
def test_otherwise_nothing_is_held_back(pay, changes):
    assert signed(floor([QUOTA_MADE, EARLY], pay, TERMS | changes)) == [(2.0, 1000.0), (156.0, 1000.0)]


def test_a_step_within_reach_brings_a_deal_forward_and_one_that_is_taken_holds_it_back():
    """In June it is sure, one way or the other; next month it is as likely as not, and worth half of the half."""
    bonus = {"bonuses": [{"attainment": 1, "share_of_target_pay": 0.5}]}
    respond = {"effort_response": {"strength": 0, "attainment_deviation": 0.05}}
    first = replace(QUOTA_MADE, value=200)
    assert signed(floor([first, LATE], bonus, effects=respond))[1] == (JUNE_ENDS, 900.0)
    assert signed(floor([QUOTA_MADE, EARLY], bonus, effects=respond))[1] == (JULY, 1000.0)


def test_who_has_no_quota_leaves_signatures_to_customers():
    no_quota = pay_plan_of(**ACCELERATOR, roles={"ae": {"target_pay_per_year": 1200}})
    assert signed(floor([QUOTA_MADE, LATE], no_quota))[1] == (180.0, 1000.0)


def test_a_signature_is_held_back_beyond_the_horizon_as_within_it():
    """Four weeks end at 160, before June's sixteen hours more."""
    ledger = floor([QUOTA_MADE, EARLY], CAPPED, weeks=4)
    assert signed(ledger) == [(2.0, 1000.0)]
    assert ledger.lead_columns["signing"].tolist() == [AS_DECIDED, HELD_BACK]
    assert states(ledger) == ["won", "thinking"]


def test_uncertainty_makes_sellers_reckon_with_the_mean_of_what_may_come():
    """Far from quota a unit pays 1 now for sure; next month it may pay three, so that the signature is worth a wait."""
    respond = {"effort_response": {"strength": 0, "attainment_deviation": 0.35}}
    patient = TERMS | {"lost_share_per_week": 0}
    small = replace(EARLY, value=100)
    assert signed(floor([small], ACCELERATOR, patient))[0] == (156.0, 100.0)
    assert signed(floor([small], ACCELERATOR, patient, effects=respond))[0] == (JULY, 100.0)


def test_off_is_as_if_there_were_no_such_block():
    leads = [QUOTA_MADE, LATE]
    assert fingerprint(floor(leads, ACCELERATOR, TERMS | {"enabled": False})) == fingerprint(
        floor(leads, ACCELERATOR, None)
    )
    assert np.isnan(kpis(floor(leads, ACCELERATOR, None))["held_back_share"])


@pytest.mark.parametrize(
    ("decided", "pays", "choice"),
    [
        (100.0, (1.0, 0.9, 0.8), BROUGHT_FORWARD),
        (109.9, (1.0, 0.9, 0.8), BROUGHT_FORWARD),
        (110.0, (1.0, 0.9, 0.8), AS_DECIDED),
        (105.0, (1.0, 0.8, 0.8), AS_DECIDED),
        (99.0, (1.0, 0.9, 1.1), HELD_BACK),
        (90.0, (1.0, 0.9, 1.1), HELD_BACK),
        (89.9, (1.0, 0.9, 1.1), AS_DECIDED),
        (99.0, (1.0, 0.9, 1.0), AS_DECIDED),
    ],
)
def test_what_a_seller_would_rather_do(decided, pays, choice):
    assert signing(decided, 100.0, 10.0, *pays) == choice


def test_customers_who_are_held_back_stay_by_the_week():
    assert stays(0.1, 2) == pytest.approx(0.81)
    assert (stays(1, 0), stays(1, 0.5), stays(0, 9)) == (1, 0, 1)


@pytest.mark.parametrize(
    ("base", "quota", "june"),
    [("revenue", {}, 370.0), ("margin", {"target_revenue_per_year": None, "target_margin_per_year": 4_800}, 325.0)],
)
def test_what_is_given_away_is_credited_to_nobody(base, quota, june):
    """Margin of the first deal, 400, makes the quota; of the second, 400 less the 100 given away: 1 + 0.75 x 3."""
    ledger = floor([QUOTA_MADE, LATE], ACCELERATOR | quota | {"credit": base})
    assert ledger.lead_columns["signing"].tolist() == [AS_DECIDED, BROUGHT_FORWARD]
    assert [amount for _, amount in money(ledger, "variable pay")] == pytest.approx([-june, 0.0])


def test_whoever_is_paid_by_the_deal_gives_away_what_costs_her_nothing():
    """Two deals are twice the quota of one, at any price."""
    units = ACCELERATOR | {"credit": "units", "target_revenue_per_year": None, "target_deals_per_year": 12}
    ledger = floor([QUOTA_MADE, LATE], units, TERMS | {"discount_share": 0.9})
    assert signed(ledger)[1] == (JUNE_ENDS, pytest.approx(100.0))
    assert [amount for _, amount in money(ledger, "variable pay")] == pytest.approx([-400.0, 0.0])


@pytest.mark.parametrize(("discount", "moves"), [(0.5, True), (0.75, False)])
def test_part_of_a_first_period_pays_for_a_deal_what_a_whole_one_does(discount, moves):
    """16 of June's 30 days ask for 16/30 of the quota, which the first deal makes; the second pays three all the same.

    What is left of the price pays 3 x 0.5 or 3 x 0.25 target pays, and the whole price one in July.
    """
    leads = [Lead(0, value=1000 * 16 / 30, thinking=[0]), Lead(78, value=1000, thinking=[20])]
    market = {"start_date": "2026-06-15"}
    ledger = floor(leads, ACCELERATOR, TERMS | {"discount_share": discount}, world=market)
    assert (ledger.lead_columns["signing"][1] == BROUGHT_FORWARD) == moves


@pytest.mark.parametrize(("discount", "moves"), [(0.66, True), (0.7, False)])
def test_a_seller_reckons_with_her_share_of_the_deal(discount, moves):
    half = {"roles": {"rep": {"target_pay_per_year": 1_200, "credit_share": 0.5}}}
    ledger = floor([QUOTA_MADE, LATE], ACCELERATOR | half, TERMS | {"discount_share": discount})
    assert (ledger.lead_columns["signing"][1] == BROUGHT_FORWARD) == moves


def test_what_a_seller_expects_of_the_period_is_what_is_made_and_the_rest_at_the_quotas_pace():
    respond = {"effort_response": {"strength": 0, "attainment_deviation": 0.35}}
    states = SeatStates(floor([], ACCELERATOR, effects=respond).plan)
    states.books.credit[0] = 300
    states.weeks_into_period = 2
    left = 1 - 2 / (52 / 12)
    assert states.outlook(0) == (pytest.approx(0.3 + left), pytest.approx(0.35 * 12**0.5 * left**0.5))
    states.books.period_share = 0.6
    left = 0.6 - 2 / (52 / 12)
    expected = (0.3 + left) / 0.6, 0.35 * 12**0.5 * left**0.5 / 0.6
    assert states.outlook(0) == (pytest.approx(expected[0]), pytest.approx(expected[1]))
