"""Trial use before the sale on hand-worked floors: what it takes, what customers make of it, and what it shows.

The funnel is a meeting of 2 hours, in whose task the trial is set up, an offer of 1 hour and a close of 1 hour.
"""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from sim.floor.resolving.workload import expected_workload, planning_table
from sim.results.measures.kpis import kpis
from tests.builders import Lead, fingerprint, market_of, money, play, scheme_of, seats, stage, states, task_rows

ROLES = dict.fromkeys(("meeting", "offer", "close"), "rep")
JUST = 1e-9
# Customers care about fit, but so little that what it adds by itself is not the point here.
LITTLE = 1e-9
MINDED = {"need_fit": {"weight": LITTLE}}
LN3 = MINDED | {"trying": {"weight": log(3) / LITTLE, "expected_fit": 0, "reveals_need": 0}}
EXPECTING = MINDED | {"trying": {"weight": log(3) / LITTLE, "expected_fit": 0.25, "reveals_need": 0}}
PRICE_BUYER, SERVICE_BUYER = (0, 800, 0, 0), (0, 0, 800, 0)
CHEAP = {"performance": 0, "price": 1, "service": 0, "brand": 0}
CARING = {"performance": 0, "price": 0, "service": 1, "brand": 0}
EVEN = {"performance": 0, "price": 0.5, "service": 0.5, "brand": 0}
FREE = {"before": "offer", "cost_each": 0, "hours_each": 0, "customer_weeks": 0}
ONLY_CHEAP = {"teams": {"everyone": {"segments": ["everyone"], "offers": ["cheap"]}}}


def market(effects=None, meeting=None, offer=None, close=None, **changes):
    stages = {
        "meeting": stage(2, **(meeting or {})),
        "offer": stage(1, **({"fit_weight": 1} | (offer or {}))),
        "close": stage(1, **({"fit_weight": 0.5} | (close or {}))),
    }
    return market_of(stages, effects, **changes)


def products(trial=None, **offers):
    found = offers or {"cheap": CHEAP, "caring": CARING}
    return {"offers": found} | ({} if trial is None else {"trial": FREE | trial})


def tried(leads, trial, effects=None, world=None, weeks=4, **levers):
    scheme = scheme_of(seats("a"), ROLES, products=products(trial), **levers)
    return play(world or market(effects), scheme, leads, weeks=weeks)


def test_a_trial_takes_hours_of_whoever_works_the_stage_before_and_weeks_of_the_customer_and_money():
    # The first meeting and its trial of 3 hours last until 5; the customer tries for a week of 40 hours, until 45.
    ledger = tried([Lead(0), Lead(1)], {"hours_each": 3, "customer_weeks": 1, "cost_each": 50})
    assert task_rows(ledger, "lead", "stage", "start", "end") == [
        (0, 0, 0.0, 5.0),
        (1, 0, 5.0, 10.0),
        (0, 1, 45.0, 46.0),
        (0, 2, 46.0, 47.0),
        (1, 1, 50.0, 51.0),
        (1, 2, 51.0, 52.0),
    ]
    assert money(ledger, "trials") == [(5.0, -50.0), (10.0, -50.0)]
    found = kpis(ledger)
    assert found["trials_given"] == pytest.approx(2 * 365 / 28)
    assert found["trial_cost"] == pytest.approx(100 * 365 / 28)
    plain = kpis(tried([Lead(0), Lead(1)], {"hours_each": 3, "customer_weeks": 1}))
    assert plain["contribution"] - found["contribution"] == pytest.approx(found["trial_cost"])
    assert found["cost_to_acquire"] - plain["cost_to_acquire"] == pytest.approx(50)


@pytest.mark.parametrize(
    ("terms", "who"),
    [({}, [0, 1, 2]), ({"products": ["tool"]}, [0, 2]), ({"value_from": 100}, [1, 2]), ({"value_from": 101}, [1])],
)
def test_only_chosen_products_and_values_get_a_trial(terms, who):
    line = {"share": 0.5, "value_median": 100, "value_sigma": 0, "margin_share": 0.4}
    world = market(products={"tool": line, "service": line})
    leads = [Lead(0, value=99), Lead(0, value=200, product="service"), Lead(0, value=100)]
    ledger = tried(leads, {"hours_each": 1} | terms, world=world)
    hours = {
        lead: end - start
        for lead, number, start, end in task_rows(ledger, "lead", "stage", "start", "end")
        if not number
    }
    assert [lead for lead, spent in sorted(hours.items()) if spent == 3] == who
    assert kpis(ledger)["trials_given"] == pytest.approx(len(who) * 365 / 28)


def test_the_value_that_counts_is_the_one_on_record():
    """All are worth 100, which the record misses by far: about half of them are taken to be worth more than that."""
    world = market({"recording": {"attribute_error": 0, "need_error": 0, "score_error": 0, "value_error": 1}})
    who = tried([Lead(0)] * 400, {"value_from": 100.0001}, world=world).plan.classified.trial.who
    assert 0.4 < who.mean() < 0.6


@pytest.mark.parametrize(
    ("number", "needs", "chance"),
    [
        (0, PRICE_BUYER, 1 / 2),
        (1, PRICE_BUYER, 3 / 4),
        (1, SERVICE_BUYER, 1 / 4),
        (2, PRICE_BUYER, 3**0.5 / (1 + 3**0.5)),
    ],
)
@pytest.mark.parametrize("side", [-1, 1])
def test_whoever_has_tried_is_convinced_by_what_fits_and_put_off_by_what_does_not(number, needs, chance, side):
    # Everyone is offered the cheap one, which fits by 1 or -1; 0 is expected; the close weighs it by half.
    u = [0.0, 0.0, 0.0]
    u[number] = chance + side * JUST
    ledger = tried([Lead(0, u, needs=needs)], {}, LN3, segmentation=ONLY_CHEAP)
    assert states(ledger) == ["won" if side < 0 else "lost"]


@pytest.mark.parametrize("side", [-1, 1])
@pytest.mark.parametrize(
    ("offers", "gain"),
    [
        ({"cheap": CHEAP}, 0.75),
        ({"caring": CARING}, -1.25),
        ({"even": EVEN}, -0.25),
        ({"cheap": CHEAP, "even": EVEN}, 0.75),
        ({"cheap": CHEAP, "caring": CARING}, 0.75),
    ],
)
def test_what_was_tried_counts_by_how_much_better_it_fits_than_expected(offers, gain, side):
    """A quarter is expected: a perfect fit convinces by three quarters of a logit's weight, alone or beside others."""
    chance = 3**gain / (1 + 3**gain)
    scheme = scheme_of(seats("a"), ROLES, products=products({}, **offers))
    ledger = play(market(EXPECTING), scheme, [Lead(0, [0, chance + side * JUST, 0], needs=PRICE_BUYER)])
    assert states(ledger) == ["won" if side < 0 else "lost"]


def test_an_offer_that_nobody_is_offered_changes_nothing():
    """A product that serves no need, or one that no team sells, makes what is tried look no better."""
    leads = [Lead(n, [0, (n + 0.5) / 40, 0], needs=needs) for n, needs in enumerate([PRICE_BUYER, SERVICE_BUYER] * 20)]
    sold = {"cheap": CHEAP, "caring": CARING}
    useless = {"useless": dict.fromkeys(CHEAP, 0)}
    effects = EXPECTING | {
        "need_fit": {"weight": 0.5},
        "trying": {"weight": 2 * log(3), "expected_fit": 0.25, "reveals_need": 0},
    }

    def found(offers, **levers):
        scheme = scheme_of(seats("a"), ROLES, products=products({}, **offers), **levers)
        return play(market(effects), scheme, leads, weeks=8)

    plain, beside = found(sold), found(sold | useless)
    assert 2 not in np.concatenate(beside.plan.classified.offered)
    assert fingerprint(beside) == fingerprint(plain)
    assert fingerprint(found({"cheap": CHEAP} | useless, segmentation=ONLY_CHEAP)) == fingerprint(
        found({"cheap": CHEAP}, segmentation=ONLY_CHEAP)
    )


@pytest.mark.parametrize("need_fit", [{}, {"need_fit": {"enabled": False, "weight": 2}}, {"need_fit": {"weight": 0}}])
def test_where_customers_do_not_care_about_fit_what_they_tried_moves_nobody(need_fit):
    trying = {"trying": {"weight": log(3), "expected_fit": 0.25, "reveals_need": 0}}
    leads = [Lead(0, [0, 0.5 - JUST, 0], needs=PRICE_BUYER), Lead(0, [0, 0.5 + JUST, 0], needs=PRICE_BUYER)]
    ledger = tried(leads, {}, need_fit | trying)
    assert states(ledger) == ["won", "lost"]
    assert fingerprint(ledger) == fingerprint(tried(leads, None, need_fit | trying))


def test_a_trial_still_shows_what_customers_need_where_they_do_not_care_about_fit():
    """`offered` plays a market without need fit: see the test of what a trial shows."""
    assert market(RECORDED).effects.active("need_fit") is None
    assert cheap_share(offered(1, {}).offer) == 1.0


def test_a_trial_that_shows_the_lead_to_be_none_is_charged():
    world = market(meeting={"exits": {"invalid_share": 1}})
    leads = [Lead(0, [1 - JUST, 0, 0]), Lead(1, [0, 0, 0])]
    ledger = tried(leads, {"hours_each": 3, "cost_each": 9}, world=world)
    assert sorted(states(ledger)) == ["invalid", "won"]
    assert [amount for _, amount in money(ledger, "trials")] == [-9.0, -9.0]
    assert kpis(ledger)["trials_given"] == pytest.approx(2 * 365 / 28)


@pytest.mark.parametrize("side", [-1, 1])
def test_a_trial_before_the_close_counts_at_the_close_only(side):
    chance = 3**0.5 / (1 + 3**0.5)
    leads = [Lead(0, [0, 0, chance + side * JUST], needs=PRICE_BUYER), Lead(0, [0, 0.5 + side * JUST, 0])]
    ledger = tried(leads, {"before": "close"}, LN3)
    assert states(ledger) == ["won" if side < 0 else "lost"] * 2


def test_what_counts_is_what_the_customer_weighs_at_the_stage():
    """A price buyer at first; by the close service is all that counts, and what was tried is put down for it."""
    world = market(LN3, close={"fit_weight": 1, "need_shift": {"price": -5, "service": 5000}})
    leads = [Lead(0, [0, 0.75 - JUST, 0.25 - JUST], needs=PRICE_BUYER), Lead(0, [0, 0, 0.25 + JUST], needs=PRICE_BUYER)]
    assert states(tried(leads, {}, world=world)) == ["won", "lost"]


def test_whoever_skips_the_stage_before_tries_nothing():
    first = {"first": stage(1, skip_share=1, skip_to="offer")}
    stages = first | {"meeting": stage(2), "offer": stage(1, fit_weight=1)}
    roles = dict.fromkeys(stages, "rep")
    scheme = scheme_of(seats("a"), roles, products=products({"hours_each": 3, "cost_each": 9}))
    lead = Lead(0, [0, 0, 0.5 + JUST], needs=PRICE_BUYER)
    ledger = play(market_of(stages, LN3), scheme, [lead])
    assert states(ledger) == ["lost"]
    assert task_rows(ledger, "stage", "start", "end") == [(0, 0.0, 1.0), (2, 1.0, 2.0)]
    assert money(ledger, "trials") == []
    assert kpis(ledger)["trials_given"] == 0


def test_whoever_goes_back_to_the_stage_before_tries_again():
    back = {"exits": {"back_to": "meeting", "back_share": 0.999999, "back_at_most": 1}}
    world = market(meeting={"repeat_effort": 0.5}, offer=back)
    ledger = tried([Lead(0, [0, 1, 0, 0, 0, 0])], {"hours_each": 3, "cost_each": 9}, world=world)
    assert task_rows(ledger, "stage", "start", "end")[:3] == [(0, 0.0, 5.0), (1, 5.0, 6.0), (0, 6.0, 8.5)]
    assert money(ledger, "trials") == [(5.0, -9.0), (8.5, -9.0)]


def test_whoever_joins_the_task_gives_no_trial_of_her_own():
    team = [*seats("a"), *seats("x", role="ae")]
    scheme = scheme_of(
        team, ROLES, products=products({"hours_each": 3, "cost_each": 9}), process={"joint": {"meeting": "ae"}}
    )
    ledger = play(market(), scheme, [Lead(0)])
    assert money(ledger, "trials") == [(5.0, -9.0)]
    assert ledger.seat_columns["busy_hours"].tolist() == [7.0, 5.0]


RECORDED = {"recording": {"attribute_error": 0, "need_error": 50, "score_error": 0}}
PRICE_MINDED = (0, 8, 0, 0)


def offered(reveals, trial, **stages):
    """The plan of 400 price buyers, whose record says nothing about them."""
    world = market({"trying": {"weight": 0, "reveals_need": reveals}, **RECORDED}, **stages)
    scheme = scheme_of(seats("a"), ROLES, products=products(trial))
    return play(world, scheme, [Lead(0, needs=PRICE_MINDED)] * 400).plan.classified


def cheap_share(offer):
    return float((offer == 0).mean())


def test_a_trial_shows_what_the_customer_needs_and_what_is_offered_from_then_on_fits():
    found = offered(1, {})
    assert len(found.offered) == 3
    assert 0.35 < cheap_share(found.offered[0]) < 0.75, "a guess between two"
    assert [cheap_share(offer) for offer in found.offered[1:]] == [1.0, 1.0]
    unanalysed = offered(1, {}, close={"reveals_need": 0.5})
    assert cheap_share(unanalysed.offered[1]) == 1.0, "the trial comes before any analysis"
    later = offered(1, {"before": "close"})
    assert later.offered[1].tolist() == later.offered[0].tolist() == found.offered[0].tolist()
    assert cheap_share(later.offer) == 1.0
    assert offered(0, {}).offer.tolist() == offered(1, None).offer.tolist()


def test_a_trial_takes_its_share_of_what_analysis_leaves_of_the_error():
    """Half of the error goes by analysis, three fifths of the rest by trial: as if one stage had shown four fifths."""
    both = offered(0.6, {}, meeting={"reveals_need": 0.5})
    alone = offered(0, {}, meeting={"reveals_need": 0.8})
    # The meeting itself is held with what analysis shows, as without a trial.
    half = offered(0, None, meeting={"reveals_need": 0.5})
    assert both.offer.tolist() == alone.offer.tolist() != half.offer.tolist()
    assert both.offered[0].tolist() == half.offer.tolist()
    assert half.judged is None


def test_work_and_familiarity_are_with_what_is_offered_at_each_stage():
    """All want it cheap, which the trial before the close shows: till then some are offered care, at twice the work."""
    effects = {"trying": {"weight": 0, "reveals_need": 1}, "learning": {"exponent": 0}, **RECORDED}
    offers = {"cheap": CHEAP, "caring": CARING | {"effort_factor": 2}}
    scheme = scheme_of(seats("a"), ROLES, products=products({"before": "close"}, **offers))
    ledger = play(market(effects), scheme, [Lead(0, needs=PRICE_MINDED)] * 8, weeks=2)
    made = ledger.plan.classified.offered
    assert set(made[1].tolist()) == {0, 1}
    offer, close = (ledger.plan.stages[place].work_hours for place in (1, 2))
    assert offer == (1.0 + made[1]).tolist()
    assert close == [1.0] * 8
    familiar = [[categories[-1] for categories in leads] for leads in ledger.plan.learning.lead_categories]
    cheap = familiar[2][0]
    assert familiar[2] == [cheap] * 8
    assert [kind == cheap for kind in familiar[1]] == (made[1] == 0).tolist()


def test_whoever_does_not_qualify_is_offered_what_she_would_be_without_trials():
    some, nobody = offered(1, {"value_from": 101}), offered(1, None)
    assert some.offer.tolist() == nobody.offer.tolist()
    assert all(not logits.any() for logits in some.judged)


def test_planning_reckons_with_the_hours_of_trials_and_with_whom_they_convince():
    world = market(LN3, need_spread=1)
    table = planning_table(world)
    plans = {
        hours: expected_workload(
            world,
            scheme_of({"rep": 3}, ROLES, products=products(None if hours is None else {"hours_each": hours})),
            table,
        )
        for hours in (None, 0, 3)
    }
    assert (plans[3].hours[:, 0] == 5).all()
    assert (plans[0].hours[:, 0] == 2).all()
    assert plans[None].hours.tolist() != plans[0].hours.tolist(), "more or fewer come to the close"
    gain = plans[0].classified.judged[1]
    assert plans[0].reach[:, 2] == pytest.approx(0.5 / (1 + np.exp(-gain)))


@pytest.mark.parametrize("effects", [MINDED, MINDED | {"trying": {"enabled": False, "weight": 2, "reveals_need": 1}}])
def test_where_nobody_judges_by_what_was_tried_a_trial_only_costs(effects):
    leads = [Lead(0, [0, 0.5 - JUST, 0], needs=PRICE_BUYER), Lead(0, [0, 0.5 + JUST, 0], needs=PRICE_BUYER)]
    ledger = tried(leads, {"hours_each": 3, "cost_each": 9}, effects)
    assert states(ledger) == ["won", "lost"]
    assert money(ledger, "trials") == [(5.0, -9.0), (10.0, -9.0)]
    free = tried(leads, {}, effects)
    assert fingerprint(free) == fingerprint(tried(leads, None, effects))


def test_without_trials_it_does_not_matter_how_customers_would_judge():
    leads = [Lead(0, needs=PRICE_BUYER), Lead(1, 0.4)]
    assert fingerprint(tried(leads, None, LN3)) == fingerprint(tried(leads, None, MINDED))
    assert np.isnan(kpis(tried(leads, None))["trials_given"])
