"""Levers that the market can't play are told, each with what it lacks; with that there, nothing is."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from sim.inputs.models.playbook import Experiment
from sim.inputs.places import shipped_playbooks
from sim.inputs.unplayed import unplayed
from sim.report.unplayed import warnings
from sim.report.words.unplayed import WORDS
from tests.builders import TEAM, market_of, merged, stage
from tests.inputs.test_cross_checks import FILES, PAY, write

PLAN = {"incentives": {**PAY, "roles": {"ae": {"target_pay_per_year": 1}}}}
CONTEST = {"measure": "deals", "pool": 10, "prizes": [1]}
STEPS = [{"satisfaction_from": 0, "factor": 0.9}, {"satisfaction_from": 0.5, "factor": 1}]
TWO = {"offers": {"standard": {}, "cheap": {"price": 0.9}}}
ONE = {"offers": {"standard": {}}}
SURVEY = {"method": "survey", "sample": 10, "response_share": 0.5}


def study(about: str, **more: Any) -> dict[str, Any]:
    return {"research": {"studies": {"ask": {**SURVEY, "about": [about], **more}}}}


def course(**more: Any) -> dict[str, Any]:
    return {"training": {"courses": {"one": {"teaches": {"stages": ["call"]}, "hours": 2, **more}}}}


NEED_FIT = {"need_fit": {}}
MANAGED = {"people": {"managers": {"coaching_hours": 4}}}
TRIAL = {"products": {**ONE, "trial": {"before": "close"}}}
MENDING = {"products": {**ONE, "mending": {}}}
DISCOUNTS = {"products": {**ONE, "discount_authority": {}}}
HIRING = {"people": {"hiring": {}}}
SCORED = {"crm": {"score_accuracy": 0.8}}
BY_SCORE = {**SCORED, "routing": {"task_order": "score"}}
POOLED = {**SCORED, "routing": {"policy": "claim-pool", "pool": {"claim_order": "own-choice"}}}
BUILDING = {"training": {"team_building": {"hours_per_quarter": 2}}}
BUILDING_AND_SHARING = {"training": {**BUILDING["training"], "sharing": {"hours_per_week": 1}}}
CASES: list[tuple[str, dict[str, Any], dict[str, Any], str, dict[str, Any]]] = [
    # code, scheme, effects of the market, key below the scheme, effects with which it is played
    ("coaching", MANAGED, {}, "people.managers.coaching_hours", {"coaching": {}}),
    ("hiring", HIRING, {}, "people.hiring", {"turnover": {}}),
    ("hunting", {"process": {"hunting": {"role": "sdr"}}}, {}, "process.hunting", {"prospecting": {}}),
    ("after_sales", {"process": {"after_sales": {"role": "ae"}}}, {}, "process.after_sales", {"accounts": {}}),
    ("cover", {"routing": {"cover": {"by": "team"}}}, {}, "routing.cover", {"absence": {}}),
    ("cover", {"routing": {"cover": {"by": "neighbours"}}}, {}, "routing.cover", {"turnover": {}}),
    ("by_skill", {"routing": {"policy": "skill"}}, {}, "routing", {"skill": {}}),
    ("by_skill", {"routing": {"policy": "score"}}, {}, "routing", {"skill": {}}),
    ("offers", {"products": TWO}, {}, "products.offers", NEED_FIT),
    ("discounts", DISCOUNTS, {}, "products.discount_authority", {"bargaining": {}}),
    ("discounts", DISCOUNTS, {}, "products.discount_authority", {"odds_discount": {}}),
    ("trial", TRIAL, {}, "products.trial", {**NEED_FIT, "trying": {}}),
    ("trial", TRIAL, {"trying": {}}, "products.trial", NEED_FIT),
    ("mending", MENDING, {}, "products.mending", {"accounts": {"issues": {}}}),
    ("crm_errors", {"crm": {"error_factor": 0.5}}, {}, "crm.error_factor", {"recording": {}}),
    ("crm_errors", {"crm": {"error_factor": 0.5}}, {}, "crm.error_factor", {"promotion": {}}),
    ("crm_context", {"crm": {"shared_context_share": 0.5}}, {}, "crm.shared_context_share", {"context": {}}),
    ("crm_duplicates", {"crm": {"duplicates_found_share": 1}}, {}, "crm.duplicates_found_share", {"duplicates": {}}),
    ("crm_quality", BY_SCORE, {}, "crm.score_accuracy", {"quality": {}}),
    ("crm_quality", POOLED, {}, "crm.score_accuracy", {"quality": {}}),
    ("campaigns", {"marketing": {"spend_per_year": {"web": 5}}}, {}, "marketing.spend_per_year", {"campaigns": {}}),
    ("promotion", {"marketing": {"promoted_share": 0.2}}, {}, "marketing.promoted_share", {"promotion": {}}),
    ("research", study("need"), {"recording": {}}, "research", {"insight": {}}),
    ("research_need", study("need"), {"insight": {}}, "research.studies.ask.about", {"recording": {}}),
    ("research_attributes", study("attributes"), {"insight": {}}, "research.studies.ask.about", {"recording": {}}),
    ("courses", course(), {}, "training.courses", {"training": {}}),
    (
        "course_service",
        merged(course(teaches={"service": True}), {"process": {"after_sales": {"role": "ae"}}}),
        {"training": {}},
        "training.courses.one.teaches.service",
        {"accounts": {}},
    ),
    (
        "sharing",
        {"training": {"sharing": {"hours_per_week": 1}}},
        {},
        "training.sharing",
        {"sharing": {}, "learning": {}},
    ),
    (
        "sharing",
        {"training": {"sharing": {"hours_per_week": 1}}},
        {"sharing": {}},
        "training.sharing",
        {"learning": {}},
    ),
    ("team_building", BUILDING, {"context": {}}, "training.team_building", {"cohesion": {}}),
    ("team_building_idle", BUILDING, {"cohesion": {}}, "training.team_building", {"context": {}}),
    (
        "team_building_idle",
        BUILDING_AND_SHARING,
        {"cohesion": {}, "learning": {}},
        "training.team_building",
        {"sharing": {}},
    ),
    ("pay_clawback", {"incentives": {"clawback": {}}}, {}, "incentives.clawback", {"accounts": {}}),
    ("pay_quality", {"incentives": {"quality": {"steps": STEPS}}}, {}, "incentives.quality", {"accounts": {}}),
    (
        "pay_contests",
        {"incentives": {"contests": {"spring": CONTEST}}},
        {},
        "incentives.contests",
        {"pay_beside": {}, "effort_response": {}},
    ),
    (
        "pay_team_pool",
        {"incentives": {"team_pool": {"share_of_target_pay": 0.5}}},
        {"effort_response": {}},
        "incentives.team_pool",
        {"pay_beside": {}},
    ),
]
LATE: list[tuple[str, dict[str, Any], dict[str, Any], str]] = [
    # code, what is too late, the same in time, key: of a run of 8 weeks of warm-up and 26 weeks, followed for 8
    (
        "crm_never",
        {"crm": {"adoption": {"switch_on_week": 34}}},
        {"crm": {"adoption": {}}},
        "crm.adoption.switch_on_week",
    ),
    (
        "crm_young",
        {"crm": {"adoption": {"switch_on_week": 25}}},
        {"crm": {"adoption": {"switch_on_week": 24}}},
        "crm.adoption.switch_on_week",
    ),
    (
        "crm_unfollowed",
        {"crm": {"adoption": {"switch_on_week": 26, "half_weeks": 3}}},
        {"crm": {"adoption": {"switch_on_week": 25, "half_weeks": 3}}},
        "crm.adoption.switch_on_week",
    ),
    ("course_late", course(from_week=26), course(from_week=25), "training.courses.one.from_week"),
    ("study_late", study("need", week=22), study("need", week=21), "research.studies.ask.week"),
    (
        "spiff_late",
        {"incentives": {"spiffs": [{"amount": 5, "from_week": 34}]}},
        {"incentives": {"spiffs": [{"amount": 5, "from_week": 33}]}},
        "incentives.spiffs.0.from_week",
    ),
    (
        "contest_late",
        {"incentives": {"contests": {"end": {**CONTEST, "from_week": 20, "to_week": 35}}}},
        {"incentives": {"contests": {"end": {**CONTEST, "from_week": 20, "to_week": 34}}}},
        "incentives.contests.end.to_week",
    ),
]
EVERYTHING = ("training", "insight", "recording", "effort_response", "pay_beside")
MAY_GIVE = {
    "products": {
        "offers": {"only": {"performance": 0.5}},
        "discount_authority": {"share": 0.1, "ceiling_share": 0.1, "approval_hours": 0},
    }
}
DISCOUNTS = [("discounts", "schemes.today.products.discount_authority")]
FOLLOWING = ("effort_response", "timing", "task_choice", "pay_beside", "motivation", "odds_discount")


def experiment(scheme: dict[str, Any], pay: bool = True) -> Experiment:
    """One scheme of the tiny market, with these changes."""
    whole = {
        "people": TEAM,
        "process": {"roles": {"call": "sdr", "close": "ae"}},
        **(PLAN if pay else {}),
    }
    return Experiment.model_validate(
        {
            "title": "Small",
            "market": "small",
            "baseline": "today",
            "schemes": {"today": merged(whole, scheme)},
            "run": {"weeks": 26, "warm_up_weeks": 8, "follow_up_weeks": 8},
        }
    )


def told(scheme: dict[str, Any], effects: dict[str, Any], pay: bool = True) -> list[tuple[str, str]]:
    market = market_of({"call": stage(), "close": stage(fit_weight=1)}, effects)
    return [(found.code, found.key) for found in unplayed(experiment(scheme, pay), market)]


@pytest.mark.parametrize(("code", "scheme", "effects", "key", "played"), CASES)
def test_a_lever_that_the_market_lacks_something_for_is_told_until_it_is_there(
    code: str, scheme: dict[str, Any], effects: dict[str, Any], key: str, played: dict[str, Any]
) -> None:
    assert (code, f"schemes.today.{key}") in told(scheme, effects)
    switched_off = {**effects, **{name: {"enabled": False} for name in played}}
    assert told(scheme, switched_off) == told(scheme, effects)
    assert told(scheme, {**effects, **played}) == []


def test_a_lead_score_that_nobody_reads_is_told() -> None:
    assert told(SCORED, {"quality": {}}) == [("crm_score", "schemes.today.crm.score_accuracy")]
    assert told(merged(SCORED, {"routing": {"policy": "score"}}), {"quality": {}, "skill": {}}) == []


def test_asking_how_customers_decide_is_told_where_their_needs_stay() -> None:
    effects = {"insight": {}, "recording": {}}
    assert told(study("decision"), effects) == [("research_decision", "schemes.today.research.studies.ask.about")]
    moving = market_of({"call": stage(), "close": stage(need_shift={"price": 0.5})}, effects)
    assert not unplayed(experiment(study("decision")), moving)


@pytest.mark.parametrize(("code", "late", "in_time", "key"), LATE)
def test_what_begins_too_late_to_show_is_told_and_a_week_before_is_not(
    code: str, late: dict[str, Any], in_time: dict[str, Any], key: str
) -> None:
    effects: dict[str, Any] = {name: {} for name in EVERYTHING}
    assert (code, f"schemes.today.{key}") in told(late, effects)
    assert code not in dict(told(in_time, effects))


def test_a_crm_that_is_never_on_is_told_once() -> None:
    assert told({"crm": {"adoption": {"switch_on_week": 40}}}, {}) == [
        ("crm_never", "schemes.today.crm.adoption.switch_on_week")
    ]


@pytest.mark.parametrize("name", FOLLOWING)
def test_what_follows_pay_is_told_where_no_scheme_has_a_pay_plan(name: str) -> None:
    assert told({}, {name: {}}, pay=False) == [(f"market_{name}", f"market.effects.{name}")]
    assert told(MAY_GIVE, {"effort_response": {}, name: {}}) in ([], DISCOUNTS)


def test_discounts_for_the_odds_are_told_where_nobody_who_is_paid_may_give_any() -> None:
    found = [("market_odds_without_authority", "market.effects.odds_discount")]
    assert told({}, {"odds_discount": {}}) == found
    assert told({}, {"odds_discount": {"enabled": False}}) == []
    assert told(MAY_GIVE, {"odds_discount": {}}) == []


def test_pay_beside_is_told_where_effort_follows_no_pay_at_all() -> None:
    assert told({}, {"pay_beside": {}}) == [("market_beside_alone", "market.effects.pay_beside")]


def test_every_kind_has_a_case_and_words() -> None:
    cases = {code for code, *_ in (*CASES, *LATE)} | {f"market_{name}" for name in FOLLOWING}
    cases |= {"crm_score", "research_decision", "market_beside_alone", "market_odds_without_authority"}
    assert {f"unplayed.{code}" for code in cases} | {"unplayed.in", "unplayed.lacks", "unplayed.more"} == set(WORDS)


@pytest.mark.parametrize("name", shipped_playbooks())
def test_shipped_playbooks_name_nothing_that_their_market_cannot_play(name: str) -> None:
    assert not warnings(sim.load_playbook(name))


def test_a_warning_names_file_line_key_and_every_scheme_that_shares_the_block(tmp_path) -> None:
    folder = write(tmp_path, "params/routing/ours.yaml", {"cover": {"by": "team"}}).parents[2]
    changes = {"schemes.other.routing": "ours"}
    [warning] = warnings(sim.load_playbook(folder, changes))
    block = folder / "params/routing/ours.yaml"
    line = 1 + block.read_text().splitlines().index("cover:")
    assert warning == (
        f"{block}:{line}: schemes.today.routing.cover: in 'today' and 'other', nobody covers for anyone, since nobody "
        "is ever away in this market (see effects.absence)"
    )
    assert FILES["experiment.yaml"]["schemes"]["other"]["routing"] == "shared-queue"
