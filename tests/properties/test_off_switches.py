"""Absent = disabled, whatever the other values = a pinned ledger; switched on, every mechanism changes the ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from tests.builders import fingerprint, resolved
from tests.properties.whole_worlds import (
    ACCOUNTS,
    ASKING,
    COURSES,
    EVERYTHING,
    FREE_TRIAL,
    GENERALIST,
    LINE,
    MARKETING,
    OFFERS,
    ON,
    PAID_IN_FULL,
    PAY,
    POOL,
    TWO_AREAS,
    organisation,
    rich_market,
)

# Each as far from its default as the model allows within reason.
WILD = {
    "quality": {"weight": 9},
    "skill": {"spread": 9},
    "learning": {"exponent": 3, "conversion_weight": 5, "reference_hours": 1, "half_life_weeks": 1},
    "response": {"reference_hours": 0.01},
    "patience": {"scale": 0.01},
    "context": {"lost_logit": 9},
    "need_fit": {"weight": 9},
    "recording": {"attribute_error": 1, "need_error": 9, "value_error": 3, "score_error": 9},
    "travel": {"road_km_per_hour": 1, "cost_per_km": 99, "working_share": 1},
    "effort_response": {"strength": 5, "conversion_weight": 5, "floor": 0.1, "ceiling": 9},
    "competition": {"weight": 3, "drift_per_year": 2},
    "duplicates": {"share": 0.9, "annoyance": 3},
    "prospecting": {"accounts_per_year": 9000, "response_share": 0.9, "contact_hours": 0.1},
    "satisfaction": {"base": 0, "response_weight": 9},
    "bargaining": {"ask_share": 0.9, "refused_logit": 9, "giveaway": 1},
    "coaching": {"most_logit": 9, "half_hours": 200, "half_life_weeks": 400},
    "absence": {"sick_spells_per_year": 20, "sick_hours": 99, "vacancies_per_year": 9, "vacancy_weeks": 2},
    "turnover": {"base_per_year": 9, "pay_weight": 3, "contagion_weight": 5, "focus_weight": 3, "relationship_lost": 1},
    "behaviour": {"mean_contacts": 20, "weight": 3, "spread": 2},
    "insight": {"half_answers": 1, "learnable_share": 1, "half_life_weeks": 1},
    "accounts": {"at_start": 500, "requests_per_year": 90, "renewal_share": 0.01, "referrals": {"per_year": 9}},
    "campaigns": {"channels": {"web": {"reachable_per_year": 5000, "lead_cost": 10}}},
    "promotion": {"customers": 5000, "orders_per_year": 3},
    "trying": {"weight": 9, "reveals_need": 1},
    "training": {"most_logit": 9, "half_hours": 1, "most_satisfaction": 1, "crm_weeks_ahead": 99},
    "sharing": {"weekly_share": 1, "half_hours": 0.1},
    "cohesion": {"half_hours": 1, "half_life_weeks": 99, "sharing_gain": 9, "context_share": 1},
    "task_choice": {"follow_pay_share": 0},
    "timing": {"reach_weeks": 20, "discount_share": 0, "accept_share": 1, "lost_share_per_week": 0},
    "pay_beside": {"contest_weight": 9, "pool_weight": 9, "half_weeks": 1},
    "odds_discount": {"logit_per_tenth": 3},
    "motivation": {"pay_weight": 3, "fairness_weight": 3, "half_life_months": 0.1, "floor": 0.3, "ceiling": 3},
    "gaming": {"share": 1, "sham_hours": 1, "before_hours": 9},
}
# What a mechanism works on: whoever does not care about fit makes nothing of having tried, who learns nothing has
# nothing to share, where hand-offs lose nothing, nothing is saved, and whoever is sure to miss her quota in every
# period has no reason to move a signature into another. Who chooses among tasks must have some that wait.
NEEDS = {
    "trying": {"need_fit": {}},
    "sharing": {"learning": {}},
    "cohesion": {"context": {}},
    "timing": {"effort_response": {}},
    "pay_beside": {"effort_response": {"ceiling": 3}},
    "task_choice": {"accounts": {"at_start": 300, "requests_per_year": 60}},
}
# What a mechanism acts on in the scheme: the rules of a claim pool, a contest, what sellers may give.
SCHEMED = {
    "gaming": {"routing": {"policy": "claim-pool", "pool": {"hoard": True, "follow_up_hours": 4}}},
    "pay_beside": {"incentives": PAID_IN_FULL},
    "odds_discount": {"products": {"discount_authority": {"share": 0.1}}},
}
ALL_OFF = {name: {"enabled": False} | values for name, values in WILD.items()}
HORIZON = Horizon(2, 10, 2)
# Rounded to a millionth, so that it is the same on every machine. It moves only with the floor's rules or the draws.
PINNED = "1a1cf388475af02f"


def played(effects, decimals=None, routing=None, products=None, **levers):
    """A ledger that every mechanism could touch: hand-offs, offers, segments of the record, scores, pay."""
    scheme = organisation(
        {"sdr": 2, "ae": 5},
        LINE,
        products=OFFERS | {"trial": FREE_TRIAL} | (products or {}),
        research=ASKING,
        training=COURSES,
        marketing=MARKETING,
        segmentation={
            "rules": [{"segment": "large", "when": {"size": ["large"]}}],
            "residual": "others",
            "teams": {"all": {"segments": ["large", "others"]}},
        },
        routing={"task_order": "score", **(routing or {})},
        process={
            "handoff_delay_hours": 2,
            "hunting": {"role": "sdr", "week_share": 0.1},
            "after_sales": {"role": "ae"},
        },
        **levers,
    )
    market = rich_market(effects)
    # Beside an organisation of today that teaches nobody: what it teaches itself is what conversion is stated at.
    ready = replace(resolved(market, scheme), today=scheme.model_copy(update={"training": None}))
    ledger = simulate(market, ready, horizon=HORIZON, seed=3, replication=0)
    return fingerprint(ledger, decimals)


def test_everyone_is_in_the_list():
    from sim.inputs.models.effects import Effects

    assert set(EVERYTHING) == set(WILD) == set(Effects.model_fields)


def test_absent_is_disabled_is_the_pinned_ledger():
    assert played({}) == played(ALL_OFF)
    assert played({}, decimals=6) == PINNED


@pytest.mark.parametrize("name", EVERYTHING)
def test_absent_is_disabled_while_all_others_are_on(name):
    others = {other: ON.get(other, {}) for other in EVERYTHING if other != name}
    assert played(others) == played(others | {name: ALL_OFF[name]})


@pytest.mark.parametrize("name", EVERYTHING)
def test_switched_on_alone_it_changes_the_ledger(name):
    needs, levers = NEEDS.get(name, {}), SCHEMED.get(name, {})
    assert played(needs | {name: ON.get(name, {})}, **levers) != played(needs, **levers)


@pytest.mark.parametrize("name", EVERYTHING)
def test_its_values_matter_when_it_is_on(name):
    needs, levers = NEEDS.get(name, {}), SCHEMED.get(name, {})
    wild = played(needs | {name: WILD[name]}, **levers)
    assert wild != played(needs | {name: {}}, **levers)


@pytest.mark.parametrize(
    ("name", "values"), [("skill", {"spread": 0}), ("context", {"lost_logit": 0}), ("effort_response", {"strength": 0})]
)
def test_a_mechanism_without_strength_plays_as_if_it_were_absent(name, values):
    assert played({name: values}) == played({})


def levered(market, routing=None, **territory):
    scheme = organisation(
        {"rep": 7}, GENERALIST, territory=TWO_AREAS | territory, routing={"policy": "round-robin", **(routing or {})}
    )
    return fingerprint(simulate(market, resolved(market, scheme), horizon=HORIZON, seed=3, replication=0))


def test_cover_is_waiting_where_nothing_is_said_and_nobody_covers_while_nobody_is_away():
    everyone_there, some_away = rich_market({}), rich_market({"absence": WILD["absence"]})
    for market in (everyone_there, some_away):
        assert levered(market) == levered(market, {"cover": {"by": "wait", "after_hours": 3}})
    assert levered(everyone_there) == levered(everyone_there, {"cover": {"by": "neighbours"}})
    kinds = ("wait", "team", "neighbours")
    assert len({levered(some_away, {"cover": {"by": by, "after_hours": 1}}) for by in kinds}) == 3


def test_leads_stay_without_overflow_hours_or_with_more_than_ever_wait():
    market = rich_market({})
    assert levered(market) == levered(market, overflow_hours=9999)
    assert levered(market) != levered(market, overflow_hours=2)


def test_without_a_pool_or_with_one_that_is_switched_off_claiming_is_a_shared_queue():
    market = rich_market({name: {} for name in EVERYTHING} | {"gaming": WILD["gaming"]})
    plain, pooled = {"policy": "shared-queue"}, {"policy": "claim-pool"}
    off = POOL["pool"] | {"enabled": False, "hoard": True}
    assert levered(market, plain) == levered(market, pooled) == levered(market, pooled | {"pool": off})
    assert levered(market, plain) == levered(market, plain | {"pool": off})
    assert levered(market, plain) != levered(market, POOL)


def test_nobody_games_where_nothing_is_reclaimed_for_want_of_follow_up():
    honest = rich_market({})
    gamed = rich_market({"gaming": WILD["gaming"]})
    unwatched = {"policy": "claim-pool", "pool": {"claim_cap": 3, "deal_hours": 9}}
    assert levered(honest, unwatched) == levered(gamed, unwatched)


def test_a_pay_plan_changes_nothing_but_pay_while_the_effort_response_is_off():
    market = rich_market({})
    horizon = Horizon(2, 10, 2)
    flat, steep = (
        simulate(
            market,
            resolved(market, organisation({"rep": 7}, GENERALIST, incentives={**PAY, "tiers": tiers})),
            horizon=horizon,
            seed=3,
            replication=0,
        )
        for tiers in (
            [{"attainment_from": 0, "rate": 1}],
            [{"attainment_from": 0, "rate": 0}, {"attainment_from": 1, "rate": 9}],
        )
    )
    for name, column in flat.task_columns.items():
        assert column.tolist() == steep.task_columns[name].tolist()
    assert flat.statements["attainment"].tolist() == steep.statements["attainment"].tolist()
    assert flat.statements["amount"].tolist() != steep.statements["amount"].tolist()


# Each asks for nothing, or comes to nothing in so short a run.
WITHOUT_EFFECT = {
    "spiffs": [{"amount": 500, "when": {"value_at_least": 1e12}}],
    "team_pool": {"unit": "office", "share_of_target_pay": 0},
    "draw": {"share_of_target_pay": 0},
    "clawback": {"within_months": 0.01},
    "quality": {"steps": [{"satisfaction_from": 0, "factor": 1}]},
    "contests": {"later": {"pool": 900, "prizes": [1], "from_week": 900, "to_week": 901}},
}


def paid(**terms):
    """Everything on, with customers of whom most leave after half a month."""
    accounts = ACCOUNTS | {"term_months": 0.5, "notice_weeks": 1, "renewal_share": 0.3}
    market = rich_market({name: {} for name in EVERYTHING} | {"accounts": accounts})
    scheme = organisation({"rep": 7}, GENERALIST, incentives=PAY | terms, process={"after_sales": {"role": "rep"}})
    ledger = simulate(market, resolved(market, scheme), horizon=HORIZON, seed=3, replication=0)
    return fingerprint(ledger), {name: column.tolist() for name, column in ledger.statements.items()}


def test_terms_of_pay_that_come_to_nothing_change_no_bit():
    plain = paid()
    for name, term in WITHOUT_EFFECT.items():
        assert paid(**{name: term}) == plain, name
    assert paid(**WITHOUT_EFFECT) == plain


def test_each_term_of_pay_changes_what_is_paid():
    plain = paid()
    for name in WITHOUT_EFFECT:
        assert paid(**{name: PAID_IN_FULL[name]})[1]["amount"] != plain[1]["amount"], name


def test_pay_by_what_customers_have_done_before_moves_nothing_but_pay():
    """Amounts of 1 for new customers and for all others are together one for each deal, and no work changes."""
    lives = {"new": ["new"], "others": ["active", "dormant", "churned", "won back"]}
    market = rich_market({"accounts": ACCOUNTS | {"term_months": 1}})
    found = {}
    for name, kinds in {"none": [], **{life: [when] for life, when in lives.items()}}.items():
        spiffs = [{"amount": 1, "when": {"life": life}} for life in kinds]
        scheme = organisation({"rep": 7}, GENERALIST, incentives=PAY | {"spiffs": spiffs})
        found[name] = simulate(market, resolved(market, scheme), horizon=HORIZON, seed=3, replication=0)
    for ledger in found.values():
        for column in ("start", "end", "seat"):
            assert ledger.task_columns[column].tolist() == found["none"].task_columns[column].tolist()
    single = {name: ledger.statements["spiff"].sum() for name, ledger in found.items()}
    deals = (found["none"].lead_columns["revenue"] > 0).sum()
    assert single["new"] + single["others"] == pytest.approx(deals)
    assert min(single["new"], single["others"]) > 0
