"""What people remember, what customers need, and what the record gets wrong, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log

import pytest

from sim.floor.people.experience import categories_of, desk_mixes
from sim.floor.plan import FloorPlan
from sim.floor.resolving.workload import expected_workload, planning_table
from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, one_stage_market, play, resolved, scheme_of, seats, stage, states, task_rows

ONE_STAGE = {"work": "rep"}
JUST = 1e-9
NO_WEIGHT = dict.fromkeys(("stage", "industry", "size", "region", "product", "offer"), 0)
# ln(1 + hours) of one category, which halves every week.
CURVE = {"exponent": 1, "conversion_weight": 0, "reference_hours": 1, "half_life_weeks": 1}


def learning_market(category="stage", **changes):
    return one_stage_market({"learning": CURVE | {"weights": NO_WEIGHT | {category: 1}} | changes})


def fresh(plan: FloorPlan) -> FloorPlan:
    """Nobody remembers anything, and that is the reference."""
    assert plan.learning is not None
    novices = tuple(replace(seat, hours=[0.0] * len(seat.hours)) for seat in plan.seats)
    return replace(plan, seats=novices, learning=replace(plan.learning, reference=0.0))


def hours_of(market, leads, weeks=4):
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), leads, weeks=weeks, change=fresh)
    return [end - start for _, _, start, end in task_rows(ledger)]


def test_work_of_this_week_speeds_up_the_next_and_fades():
    """2 hours remembered as 1 after a week: ln 2 halves the effort. Then 1 + 1 again, and so on."""
    assert hours_of(learning_market(), [Lead(0), Lead(40), Lead(80)]) == pytest.approx([2, 1, 1])
    # A week without work: a quarter of 2 hours is left, ln 1.5.
    assert hours_of(learning_market(), [Lead(0), Lead(80)]) == pytest.approx([2, 2 / 1.5])


def test_within_a_week_nothing_changes():
    assert hours_of(learning_market(), [Lead(0), Lead(10), Lead(20)]) == [2.0, 2.0, 2.0]


def test_familiarity_is_with_what_was_worked_and_nothing_else():
    leads = [Lead(0, industry="metal"), Lead(40, industry="retail"), Lead(41, industry="metal")]
    assert hours_of(learning_market("industry"), leads) == pytest.approx([2, 2, 1])


def test_a_months_familiarity_is_the_mean_gain_of_its_hours_of_work():
    """Two hours at 0, one at ln 2; the hours that fade meanwhile, and what else is known, are not asked for."""
    ledger = play(learning_market(), scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(40)], weeks=2, change=fresh)
    assert ledger.seat_columns["familiarity"].tolist() == pytest.approx([log(2) / 3])
    assert kpis(ledger)["familiarity"] == pytest.approx(log(2) / 3)


def test_whoever_spreads_over_more_categories_is_less_familiar_with_the_task_in_hand():
    def familiarity(*industries):
        leads = [Lead(40 * week, industry=name) for week, name in enumerate(industries)]
        market = learning_market("industry", half_life_weeks=1e9)
        return kpis(play(market, scheme_of(seats("a"), ONE_STAGE), leads, weeks=4, change=fresh))["familiarity"]

    narrow = familiarity("metal", "metal", "metal")
    # 2 hours, 2 / 3 after them, and 2 / (1 + 8 / 3) after these.
    assert narrow == pytest.approx((2 / 3 * log(3) + 6 / 11 * log(11 / 3)) / (2 + 2 / 3 + 6 / 11))
    assert familiarity("metal", "retail", "metal") == pytest.approx(2 / 3 * log(3) / (4 + 2 / 3))
    # Whoever has met both knows more in all, and nothing more of what is in hand.
    assert familiarity("metal", "retail") == 0


def test_months_weigh_by_their_hours_of_work():
    """Two hours in January that nobody knew; twelve in February that take four, for ln 3 is known of them."""
    leads = [Lead(0), Lead(200, work=[12])]
    ledger = play(learning_market(half_life_weeks=1e9), scheme_of(seats("a"), ONE_STAGE), leads, weeks=8, change=fresh)
    assert ledger.seat_columns["familiarity"].tolist() == pytest.approx([0, log(3)])
    assert kpis(ledger)["familiarity"] == pytest.approx(4 * log(3) / 6)


def test_a_month_without_work_has_no_familiarity_and_is_not_counted():
    ledger = play(learning_market(), scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(40)], weeks=9, change=fresh)
    found = ledger.seats
    assert found["familiarity"].notna().tolist() == (found["busy_hours"] > 0).tolist()
    assert found["familiarity"].notna().sum() == 1
    assert kpis(ledger)["familiarity"] == pytest.approx(log(2) / 3)


@pytest.mark.parametrize("category", ["size", "region", "product"])
def test_every_attribute_is_learned(category):
    assert hours_of(learning_market(category), [Lead(0), Lead(40)]) == pytest.approx([2, 1])


def test_each_seat_remembers_its_own_work():
    leads = [Lead(0, existing=True, account=0.1), Lead(40, existing=True, account=0.9)]
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, routing={"policy": "account-owner"})
    ledger = play(learning_market(), scheme, leads, weeks=2, change=fresh)
    assert [end - start for _, _, start, end in task_rows(ledger)] == [2.0, 2.0]


def test_the_exponent_and_the_reference_set_how_much_faster():
    assert hours_of(learning_market(exponent=0.5), [Lead(0), Lead(40)]) == pytest.approx([2, 2 / 2**0.5])
    assert hours_of(learning_market(reference_hours=0.5), [Lead(0), Lead(40)]) == pytest.approx([2, 2 / 3])


@pytest.mark.parametrize(("u", "state"), [(2 / 3 - JUST, "won"), (2 / 3 + JUST, "lost")])
@pytest.mark.parametrize(("exponent", "weight"), [(1, 1), (0.5, 2), (0.25, 4)])
def test_familiarity_raises_conversion_by_the_log_of_the_effort_that_it_saves(u, state, exponent, weight):
    market = learning_market(conversion_weight=weight, exponent=exponent)
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(40, u)], weeks=2, change=fresh)
    # Two hours at the reference are remembered as one: ln 2, times exponent and weight, doubles the odds.
    assert states(ledger)[1] == state


@pytest.mark.parametrize(("u", "state"), [(0.5 - JUST, "won"), (0.5 + JUST, "lost")])
def test_with_an_exponent_of_nothing_nobody_gains_from_familiarity(u, state):
    market = learning_market(conversion_weight=1, exponent=0)
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(40, u)], weeks=2, change=fresh)
    assert states(ledger)[1] == state
    assert ledger.task_columns["work_hours"].tolist() == [2.0, 2.0]


def test_at_the_reference_effort_is_what_the_market_states():
    """Whoever is as familiar with a task as the average hour of today's work takes the mean effort."""
    market = one_stage_market({"learning": {}}, world={"industries": {"metal": {"share": 1}, "retail": {"share": 0}}})
    scheme = scheme_of(seats("a"), ONE_STAGE)
    ready = resolved(market, scheme)
    known = dict(zip(ready.categories, ready.experience[0].tolist(), strict=True))
    assert known["stage", "work"] > 0
    assert known["industry", "metal"] == pytest.approx(known["stage", "work"])
    assert known["size", "small"] + known["size", "large"] == pytest.approx(known["stage", "work"])
    leads = [
        Lead(0, size=size, tier=tier, region=region)
        for size in ("small", "large")
        for tier in ("high", "low")
        for region in ("north", "south")
    ]
    ledger = play(market, scheme, leads)
    weights = [known["size", lead.size] * known["region", lead.region] for lead in leads]
    hours = ledger.task_columns["work_hours"]
    gains = [-log(hour / 2) / 0.15 for hour in hours.tolist()]
    mean = sum(weight * gain for weight, gain in zip(weights, gains, strict=True)) / sum(weights)
    assert mean == pytest.approx(0, abs=1e-9)


LN3_FIT = {"need_fit": {"weight": log(3)}}
PRICE_BUYER, SERVICE_BUYER = (0, 800, 0, 0), (0, 0, 800, 0)
CHEAP = {"performance": 0, "price": 1, "service": 0, "brand": 0}
CARING = {"performance": 0, "price": 0, "service": 1, "brand": 0}


@pytest.mark.parametrize(
    ("needs", "u", "state"),
    [
        (PRICE_BUYER, 0.75 - JUST, "won"),
        (PRICE_BUYER, 0.75 + JUST, "lost"),
        (SERVICE_BUYER, 0.25 - JUST, "won"),
        (SERVICE_BUYER, 0.25 + JUST, "lost"),
    ],
)
def test_fit_multiplies_or_divides_the_odds(needs, u, state):
    market = one_stage_market(LN3_FIT, fit_weight=1)
    scheme = scheme_of(seats("a"), ONE_STAGE, products={"offers": {"cheap": CHEAP}})
    ledger = play(market, scheme, [Lead(0, u, needs=needs)])
    assert states(ledger) == [state]
    assert ledger.lead_columns["fit"].tolist() == [1.0 if needs is PRICE_BUYER else -1.0]


@pytest.mark.parametrize(("u", "state"), [(0.75 - JUST, "won"), (0.75 + JUST, "lost")])
def test_a_stage_weighs_fit_by_its_own_weight(u, state):
    market = one_stage_market({"need_fit": {"weight": log(9)}}, fit_weight=0.5)
    scheme = scheme_of(seats("a"), ONE_STAGE, products={"offers": {"cheap": CHEAP}})
    assert states(play(market, scheme, [Lead(0, u, needs=PRICE_BUYER)])) == [state]


def test_fit_does_not_count_at_a_stage_without_fit_weight():
    scheme = scheme_of(seats("a"), ONE_STAGE, products={"offers": {"cheap": CHEAP}})
    leads = [Lead(0, 0.5 - JUST, needs=SERVICE_BUYER), Lead(0, 0.5 + JUST, needs=PRICE_BUYER)]
    assert states(play(one_stage_market(LN3_FIT), scheme, leads)) == ["won", "lost"]


def test_the_best_offer_for_the_recorded_need_is_made_unless_the_team_may_not():
    market = one_stage_market(LN3_FIT, fit_weight=1)
    products = {"offers": {"cheap": CHEAP, "caring": CARING}}
    leads = [Lead(0, needs=PRICE_BUYER), Lead(0, needs=SERVICE_BUYER)]
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE, products=products), leads)
    assert ledger.leads["offer"].tolist() == ["cheap", "caring"]
    only = {"teams": {"everyone": {"segments": ["everyone"], "offers": ["cheap"]}}}
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE, products=products, segmentation=only), leads)
    assert ledger.leads["offer"].tolist() == ["cheap", "cheap"]
    assert ledger.lead_columns["fit"].tolist() == [1.0, -1.0]


def test_the_first_stage_is_worked_with_the_offer_that_one_then_thinks_of_and_the_others_with_the_one_made():
    """All want it cheap, which the second stage reveals: whom one took for others, one talked to of other things."""
    weights = {"learning": CURVE | {"weights": NO_WEIGHT | {"offer": 1}}, "need_fit": {"weight": 1e-9}}
    market = market_of(
        {"call": stage(1, thinking_hours=40), "close": stage(1, fit_weight=1, reveals_need=1)},
        {**weights, "recording": {"attribute_error": 0, "need_error": 50}},
    )
    scheme = scheme_of(
        seats("a"), {"call": "rep", "close": "rep"}, products={"offers": {"cheap": CHEAP, "caring": CARING}}
    )
    leads = [Lead(0, thinking=[40, 0], needs=(0, 8, 0, 0)) for _ in range(8)]
    ledger = play(market, scheme, leads, weeks=3, change=fresh)
    assert set(ledger.leads["offer"]) == {"cheap"}
    cheap = ledger.plan.classified.offered[0].tolist().count(0)
    assert 0 < cheap < 8, "some were taken for what they are not"
    calls, closes = (ledger.task_columns["work_hours"][ledger.task_columns["stage"] == place] for place in (0, 1))
    assert calls.tolist() == [1.0] * 8
    # An hour of the week before is remembered as half an hour.
    assert closes.tolist() == pytest.approx([1 / (1 + cheap / 2)] * 8)


def test_an_offer_of_more_work_stretches_the_stages_at_which_fit_counts():
    market = market_of({"call": stage(2), "proposal": stage(2, fit_weight=1)}, LN3_FIT)
    scheme = scheme_of(
        seats("a"), {"call": "rep", "proposal": "rep"}, products={"offers": {"deep": {"effort_factor": 1.5}}}
    )
    assert task_rows(play(market, scheme, [Lead(0)])) == [(0, 0, 0.0, 2.0), (0, 0, 2.0, 5.0)]


def test_what_people_remember_at_the_start_is_of_the_offers_that_each_stage_makes():
    market = market_of(
        {"call": stage(1), "close": stage(3, fit_weight=1, reveals_need=1)},
        {"learning": CURVE, "need_fit": {}, "recording": {"attribute_error": 0, "need_error": 50}},
    )
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, products=BOTH)
    load = expected_workload(market, scheme, planning_table(market))
    position = {category: index for index, category in enumerate(categories_of(market, [scheme]))}
    ((_, mix),) = desk_mixes(market, scheme, resolved(market, scheme).seats, load, position)
    first, later = load.classified.offered
    assert (first != later).any()
    for index, name in enumerate(load.classified.offers):
        hours = load.worked[first == index, 0].sum() + load.worked[later == index, 1].sum()
        assert mix[position["offer", name]] == pytest.approx(hours)


PRICE_MINDED = (0, 8, 0, 0)
REVEALED = {"need_fit": {"weight": log(3)}, "recording": {"attribute_error": 0, "need_error": 50, "score_error": 0}}
BOTH = {"offers": {"cheap": CHEAP, "caring": CARING}}
THREE = dict.fromkeys(("call", "analysis", "offer"), "rep")


def fits(analysis, **call):
    """Fit of what 400 price buyers are offered, whose record says nothing about them."""
    stages = {"call": stage(0.01, **call), "analysis": stage(0.01, **analysis), "offer": stage(0.01, fit_weight=1)}
    scheme = scheme_of(seats("a"), THREE, products=BOTH)
    return play(market_of(stages, REVEALED), scheme, [Lead(0, needs=PRICE_MINDED)] * 400).lead_columns["fit"]


SURE = {"reveals_need": 1, "effort_distribution": "fixed"}


def test_only_an_analysis_that_was_made_reveals_the_need():
    assert fits(SURE).min() > 0.99
    blind = fits({}).mean()
    assert blind < 0.5, "a guess between two, where ties go to the first"
    assert fits(SURE, skip_share=1, skip_to="offer").mean() == blind
    assert fits(SURE, skip_share=0.5, skip_to="offer").mean() == pytest.approx(0.5 + blind / 2, abs=0.1)


def test_before_the_need_is_revealed_the_offer_that_the_record_suggests_counts():
    """The first offer of the four hundred fits half of them, the second all: at odds of 3 for a fit, 1/3 without."""
    shares = []
    for early in (0, 1):
        stages = {"call": stage(0.01, fit_weight=early), "analysis": stage(0.01, **SURE), "offer": stage(0.01)}
        leads = [Lead(0, [0.5, 0, 0], needs=PRICE_MINDED)] * 400
        ledger = play(market_of(stages, REVEALED), scheme_of(seats("a"), THREE, products=BOTH), leads)
        shares.append(states(ledger).count("won") / 400)
        guessed = ledger.lead_columns["fit"]
        assert guessed.min() > 0.99
    assert shares[0] == 0, "a chance of a half is not more than one half"
    assert 0.35 < shares[1] < 0.65


BY_SIZE = {
    "rules": [{"segment": "large", "when": {"size": ["large"]}}],
    "residual": "others",
    "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
}


@pytest.mark.parametrize(("factor", "served", "wrong"), [(1, [1, 0], [True, True]), (0, [0, 1], [False, False])])
def test_a_wrong_record_sends_a_lead_to_the_wrong_team_and_a_crm_can_mend_it(factor, served, wrong):
    """Every size is recorded wrongly, and there are but two."""
    market = one_stage_market({"recording": {"attribute_error": 1, "score_error": 0}})
    team = [*seats("a", team="big"), *seats("b", team="small")]
    scheme = scheme_of(team, ONE_STAGE, segmentation=BY_SIZE, crm={"error_factor": factor})
    ledger = play(market, scheme, [Lead(0, size="large"), Lead(0, size="small")])
    assert [seat for _, seat in sorted(task_rows(ledger, "lead", "seat"))] == served
    assert ledger.lead_columns["misclassified"].tolist() == wrong
    assert ledger.leads["size"].tolist() == ["large", "small"], "the ledger keeps the truth"


BY_NEED = {
    "rules": [{"segment": "price", "when": {"need": ["price"]}}],
    "residual": "others",
    "teams": {"value": {"segments": ["price"]}, "rest": {"segments": ["others"]}},
}


@pytest.mark.parametrize("need_fit", [{}, {"need_fit": {}}])
@pytest.mark.parametrize(("error", "crm", "wrong"), [(0, 1, 0.0), (50, 1, 0.75), (50, 0, 0.0)])
def test_the_record_of_needs_is_as_wrong_as_recording_says_whether_fit_counts_or_not(need_fit, error, crm, wrong):
    """An error far beyond what tells needs apart leaves each of the four to be recorded as often."""
    market = one_stage_market({"recording": {"attribute_error": 0, "need_error": error}, **need_fit})
    team = [*seats("a", team="value"), *seats("b", team="rest")]
    scheme = scheme_of(team, ONE_STAGE, segmentation=BY_NEED, crm={"error_factor": crm})
    ledger = play(market, scheme, [Lead(0, needs=(0, 8, 0, 0)) for _ in range(400)], weeks=1)
    assert ledger.lead_columns["misclassified"].mean() == pytest.approx(wrong, abs=0.09)


def test_satisfaction_falls_with_the_first_wait_and_rises_with_fit():
    market = one_stage_market(
        {**LN3_FIT, "satisfaction": {"base": 0.5, "response_weight": 0.1, "fit_weight": 0.2}}, fit_weight=1
    )
    scheme = scheme_of(seats("a"), ONE_STAGE, products={"offers": {"cheap": CHEAP}})
    leads = [Lead(0, needs=PRICE_BUYER), Lead(1, needs=SERVICE_BUYER), Lead(39.5), Lead(39.75)]
    felt = play(market, scheme, leads).lead_columns["satisfaction"].tolist()
    # The second waits an hour; the third's needs are even, so its fit is -1 / 2; the fourth is never served.
    assert felt[:3] == pytest.approx([0.7, 0.3 - 0.1 * log(2), 0.4])
    assert felt[3] != felt[3]
