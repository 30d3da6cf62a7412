"""What asking customers teaches, costs and takes, on hand-worked floors."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.insight import known_at
from sim.floor.record import record_of
from sim.floor.resolving.resolve import resolve_schemes
from sim.results.measures.kpis import kpis
from tests.builders import Lead, market_of, money, one_stage_market, play, scheme_of, scripted_table, seats, task_rows
from tests.builders import stage as stage_of

ONE = {"work": "rep"}
SURVEY = {"method": "survey", "about": ["need"], "sample": 400, "response_share": 0.25, "lag_weeks": 2}
INSIGHT = {"half_answers": 100, "learnable_share": 0.5, "half_life_weeks": 4, "interview_worth": 3, "panel_worth": 0.5}


def asking(*studies, **levers):
    named = {f"s{index}": SURVEY | study for index, study in enumerate(studies)}
    return scheme_of(seats("a", "b"), ONE, research={"studies": named} if studies else None, **levers)


def need_left(scheme, *weeks, market=None):
    market = market or one_stage_market({"insight": INSIGHT})
    left = known_at(market, scheme, np.array(weeks, dtype=np.float64)).need_left
    return np.broadcast_to(left, len(weeks)).tolist()


def test_answers_take_part_of_the_error_from_the_week_on_in_which_they_are_known():
    # 100 answers at a half of 100: half of the learnable half goes away, and less as what is known fades.
    assert need_left(asking({}), -5, 0, 1, 2, 6) == pytest.approx([1, 1, 1, 0.75, 1 - 0.5 * 50 / 150])


def test_more_asked_and_more_who_answer_teach_alike():
    assert need_left(asking({"sample": 800}), 2) == need_left(asking({"response_share": 0.5}), 2)
    assert need_left(asking({"sample": 800}), 2) == pytest.approx([1 - 0.5 * 200 / 300])
    assert need_left(asking({"response_share": 0}), 2) == [1]


def test_rounds_add_up_as_far_as_they_have_not_faded():
    # Known from weeks 2 and 6 on; in week 6 half of the first round is left.
    assert need_left(asking({"every_weeks": 4}), 6) == pytest.approx([1 - 0.5 * 150 / 250])


@pytest.mark.parametrize(("method", "worth"), [("survey", 100), ("interviews", 300), ("panel", 50)])
def test_an_interview_is_worth_more_than_an_answer_and_a_panel_less(method, worth):
    assert need_left(asking({"method": method}), 2) == pytest.approx([1 - 0.5 * worth / (worth + 100)])


def test_two_topics_share_the_answers_and_another_topic_teaches_nothing_of_this_one():
    assert need_left(asking({"about": ["need", "attributes"]}), 2) == pytest.approx([1 - 0.5 * 50 / 150])
    assert need_left(asking({"about": ["attributes"]}), 2) == [1]


def test_without_studies_or_where_asking_teaches_nothing_all_errors_stay():
    assert need_left(asking(), 2) == [1]
    assert need_left(asking({}), 2, market=one_stage_market({"insight": INSIGHT | {"enabled": False}})) == [1]


def test_what_is_known_of_attributes_mends_records_of_later_leads():
    effects = {"insight": INSIGHT | {"learnable_share": 1, "half_answers": 1e-9}, "recording": {"attribute_error": 1}}
    market = one_stage_market(effects)
    table = scripted_table(market, [Lead(0), Lead(120)], 35)
    known = known_at(market, asking({"about": ["attributes"]}), np.array([0.0, 3.0]))
    record = record_of(market, asking(), table, known=known)
    assert (record.recorded["size"] == record.true["size"]).tolist() == [False, True]


def test_the_need_error_of_each_lead_shrinks_by_what_was_known_when_it_came():
    market = one_stage_market({"insight": INSIGHT, "recording": {"need_error": 1}})
    table = scripted_table(market, [Lead(0), Lead(120)], 35)
    before = record_of(market, asking(), table).need_error
    after = record_of(market, asking(), table, known=known_at(market, asking({}), np.array([0.0, 2.0]))).need_error
    assert after == pytest.approx(before * np.array([[1], [0.75]]))


def test_a_study_costs_money_when_it_starts_and_nothing_before_the_measured_weeks():
    scheme = asking({"cost": 100, "cost_each": 2, "week": 1, "every_weeks": 2})
    ledger = play(one_stage_market(), scheme, [Lead(0)], weeks=4, warm_up_weeks=1)
    # Weeks 1 and 3 of four, after a week of warm-up: clocks 80 and 160.
    assert money(ledger, "research") == [(80.0, -900.0), (160.0, -900.0)]
    found = kpis(ledger)
    assert found["research_cost"] == pytest.approx(1800 * 365 / 28)
    without = kpis(play(one_stage_market(), asking(), [Lead(0)], weeks=4, warm_up_weeks=1))
    assert without["contribution"] - found["contribution"] == pytest.approx(1800 * 365 / 28)


def test_asking_takes_hours_of_those_who_ask_while_it_lasts():
    # 100 answers of half an hour over two weeks and two people: 12.5 of each 40 hours, so 2 hours take 2 / 0.6875.
    scheme = asking({"role": "rep", "hours_each": 0.5, "week": 1})
    ledger = play(one_stage_market(), scheme, [Lead(0), Lead(40), Lead(80), Lead(120)], weeks=4)
    hours = [end - start for _, _, start, end in task_rows(ledger)]
    assert hours == pytest.approx([2, 2 / 0.6875, 2 / 0.6875, 2])


def test_hours_fall_on_the_role_that_asks_and_on_nobody_else():
    market = market_of({"call": stage_of(2), "close": stage_of(2)})
    study = SURVEY | {"role": "ae", "hours_each": 0.2}
    team = [*seats("a", role="sdr"), *seats("x", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, research={"studies": {"s": study}})
    rows = task_rows(play(market, scheme, [Lead(0)]), "stage", "start", "end")
    assert [end - start for _, start, end in rows] == pytest.approx([2, 2 / (1 - 10 / 40)])


def test_staffing_plans_with_what_the_studies_teach():
    """Only then are heads where the leads are that the sharper record sends to each team."""
    segmentation = {
        "rules": [{"segment": "price", "when": {"need": ["price"]}}],
        "residual": "rest",
        "teams": {"price": {"segments": ["price"]}, "rest": {"segments": ["rest"]}},
    }
    effects = {"insight": {"half_answers": 0.1, "learnable_share": 1}, "recording": {"need_error": 3}}
    world = {"need_spread": 0.3, "sizes": {"small": {"needs": {"price": 2}}, "large": {"needs": {"price": 2}}}}
    market = market_of({"work": stage_of(4, 0.5)}, effects, **world, demand={"leads_per_year": 4000})
    people = {"offices": {"office": {"region": "north", "heads": 30}}}
    schemes = {
        name: scheme_of({"rep": 30}, ONE, people, segmentation=segmentation, research=research)
        for name, research in (("blind", None), ("asks", {"studies": {"s": SURVEY | {"lag_weeks": 0}}}))
    }
    heads = {
        name: sum(seat.team == "price" for seat in item.seats)
        for name, item in resolve_schemes(market, schemes, "blind").items()
    }
    assert heads["asks"] > heads["blind"] + 5
