"""Needs that move from first contact to decision, worked by hand."""

from __future__ import annotations

from math import exp

import pytest

from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, play, scheme_of, seats, stage, states

ROLES = {"call": "rep", "close": "rep"}
JUST = 1e-9
# All performance or all price, so that fit is near 1 or -1.
OFFERS = {
    "offers": {
        "deep": {"performance": 1, "price": 0, "service": 0.5, "brand": 0.5},
        "cheap": {"performance": 0, "price": 1, "service": 0.5, "brand": 0.5},
    }
}
# At first contact performance weighs e times price, at the decision price e times performance.
ASKS_PERFORMANCE = (1.0, 0.0, -50.0, -50.0)
MOVES = {"performance": -1, "price": 1}
EFFECTS = {"need_fit": {"weight": 1}}


def fitted(weight: float) -> float:
    """Fit of the deep offer where performance has so many logits more than price: share - (1 - share)."""
    share = 1 / (1 + exp(-weight))
    return 2 * share - 1


def market(shift=None, **effects):
    close = stage(2, fit_weight=1, **({"need_shift": shift} if shift else {}))
    return market_of({"call": stage(1, fit_weight=1), "close": close}, EFFECTS | effects)


def outcome(market, u, research=None):
    scheme = scheme_of(seats("a"), ROLES, products=OFFERS, research=research)
    return play(market, scheme, [Lead(0, u, needs=ASKS_PERFORMANCE)])


@pytest.mark.parametrize(("shift", "weight"), [(None, 1), (MOVES, -1), ({"performance": 1}, 2)])
def test_the_offer_fits_what_weighs_at_the_stage_and_the_logit_moves_by_that(shift, weight):
    chance = 1 / (1 + exp(-fitted(weight)))
    assert states(outcome(market(shift), [0, chance - JUST])) == ["won"]
    assert states(outcome(market(shift), [0, chance + JUST])) == ["lost"]


def test_earlier_stages_go_by_what_weighs_then():
    chance = 1 / (1 + exp(-fitted(1)))
    assert states(outcome(market(MOVES), [chance - JUST, 0])) == ["won"]
    assert states(outcome(market(MOVES), [chance + JUST, 0])) == ["lost"]


def test_a_customer_judges_the_offer_by_what_weighed_in_the_end():
    for shift, weight in ((None, 1), (MOVES, -1)):
        found = kpis(outcome(market(shift, satisfaction={"base": 0.5, "response_weight": 0, "fit_weight": 0.2}), 0))
        assert found["need_fit"] == pytest.approx(fitted(weight))
        assert found["satisfaction"] == pytest.approx(0.5 + 0.2 * fitted(weight))


def test_whoever_knows_how_needs_move_offers_what_will_decide():
    """Stages count by fit_weight: call without a shift and close with one move needs by half of it, which is a tie."""
    study = {"method": "survey", "about": ["decision"], "sample": 1000, "response_share": 1, "lag_weeks": 0}
    insight = {"half_answers": 1e-6}
    offers = {}
    for name, shift in (("little", MOVES), ("much", {"performance": -2, "price": 2})):
        for known, research in (("blind", None), ("knows", {"studies": {"s": study}})):
            ledger = outcome(market(shift, insight=insight), 0, research)
            offers[name, known] = ledger.names["offer"][ledger.lead_columns["offer"][0]]
    assert offers["much", "blind"] == "deep"
    assert offers["much", "knows"] == "cheap"
    assert offers["little", "blind"] == "deep"


def test_half_of_what_can_be_learned_is_half_of_the_way():
    # 2.2 logits each way, half by the stages' weights: needs come to 1 - 2.2 x share known.
    study = {"method": "survey", "about": ["decision"], "sample": 1000, "response_share": 1, "lag_weeks": 0}
    found = {}
    for half in (1000 * (2.2 - 1) * 0.99, 1000 * (2.2 - 1) * 1.01):
        moving = market({"performance": -2.2, "price": 2.2}, insight={"half_answers": half})
        ledger = outcome(moving, 0, {"studies": {"s": study}})
        found[round(half)] = ledger.names["offer"][ledger.lead_columns["offer"][0]]
    assert list(found.values()) == ["cheap", "deep"]


def test_before_the_need_is_revealed_the_first_offer_meets_what_weighs_then():
    """The first offer reads a record that says price; from the close on, the need is known and the offer is deep."""
    stages = {
        "call": stage(1, fit_weight=1, need_shift={"performance": 1}),
        "close": stage(2, fit_weight=1, reveals_need=1, need_shift={"price": 1}),
    }
    record = {"recording": {"need_error": 3, "attribute_error": 0}}
    found = play(
        market_of(stages, EFFECTS | record),
        scheme_of(seats("a"), ROLES, products=OFFERS),
        [Lead(0, needs=ASKS_PERFORMANCE)] * 40,
    )
    classified, stage_logits = found.plan.classified, [stage.logit for stage in found.plan.stages]
    assert {found.names["offer"][index] for index in classified.offered[0]} == {"deep", "cheap"}
    for lead, offer in enumerate(classified.offered[0]):
        sign = 1 if found.names["offer"][offer] == "deep" else -1
        assert stage_logits[0][lead] == pytest.approx(sign * fitted(2))
        assert stage_logits[1][lead] == pytest.approx(fitted(0))
