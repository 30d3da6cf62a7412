"""Courses, worked by hand: hours that they take, logits that they add, how that fades, and today's as reference."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.inputs.models.training import Course
from sim.levers.training import remembered_at, share_gained
from sim.results.measures.kpis import kpis
from sim.results.relief import with_a_seat
from sim.results.seat_moves import with_a_seat_moved
from tests.builders import (
    Lead,
    fingerprint,
    market_of,
    money,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)

ROLES = {"work": "rep"}
TEACHING = {"most_logit": 2, "half_hours": 8, "half_life_weeks": 2, "most_satisfaction": 0.5, "crm_weeks_ahead": 6}
EFFECTS = {"training": TEACHING}
WORK = {"teaches": {"stages": ["work"]}, "hours": 8}
WEEK = 40.0


def taught(*courses, team=None, **levers):
    named = {f"c{index}": WORK | course for index, course in enumerate(courses)}
    training = {"training": {"courses": named}} if courses else {}
    return scheme_of(team or seats("a"), ROLES, **training, **levers)


def course(**fields):
    return Course.model_validate(WORK | fields)


def beside(market, scheme):
    """The scheme where today's organisation is the same, and has never taught anybody anything."""
    return replace(resolved(market, scheme), today=scheme.model_copy(update={"training": None}))


def play_beside(market, scheme, leads, **how):
    return play(market, scheme, leads, ready=how.pop("ready", None) or beside(market, scheme), **how)


def chance(logit, base=0.5):
    return 1 / (1 + (1 - base) / base * exp(-logit))


def flips_at(market, scheme, logit, arrival, **how):
    """Whether a lead advances just below the chance that these logits make of one half, and not just above."""
    scripted = [Lead(arrival, chance(logit) - 1e-9), Lead(arrival, chance(logit) + 1e-9)]
    return [states(play_beside(market, scheme, [lead], weeks=12, **how))[0] for lead in scripted] == ["won", "lost"]


def test_a_course_is_held_in_its_week_and_then_every_so_many():
    assert course(from_week=3).weeks(0, 10) == [3]
    assert course(from_week=3).weeks(4, 10) == course(from_week=3).weeks(0, 3) == []
    assert course(from_week=3, every_weeks=4).weeks(0, 12) == [3, 7, 11]
    assert course(from_week=-9, every_weeks=4).weeks(0, 12) == [3, 7, 11]
    assert course(from_week=-9, every_weeks=4).weeks(-5, 0) == [-5, -1]


def test_a_course_counts_in_full_from_the_end_of_its_week_and_half_of_it_a_half_life_later():
    assert remembered_at(0, [(0, 8)], 2) == 0
    assert remembered_at(1, [(0, 8)], 2) == 8
    assert remembered_at(3, [(0, 8)], 2) == pytest.approx(4)
    assert remembered_at(3, [(0, 8), (2, 8)], 2) == pytest.approx(12)
    assert [share_gained(hours, 8) for hours in (0, 8, 24)] == [0, 0.5, 0.75]


def test_hours_of_a_course_come_off_its_week_and_no_other():
    # Eight of forty hours: four fifths of the week are left, and two hours of work take 2.5.
    leads = [Lead(0), Lead(WEEK), Lead(2 * WEEK)]
    ledger = play(one_stage_market(EFFECTS), taught({"from_week": 1}), leads, weeks=3)
    assert [end - start for *_, start, end in task_rows(ledger)] == pytest.approx([2, 2.5, 2])


def test_work_that_goes_on_into_another_week_goes_on_at_its_speed():
    half = {"hours": 20}
    # Four hours of one week, and the rest in the next: 2 + 8 hours of work out of a course week, 4 + 6 into one.
    for week, ends in ((0, 48.0), (1, 52.0)):
        lead = Lead(36.0, work=[10])
        ledger = play(one_stage_market(EFFECTS), taught(half | {"from_week": week}), [lead], weeks=3)
        assert task_rows(ledger) == [(0, 0, 36.0, pytest.approx(ends))]
    # Through a whole week of courses: 4, 20 at half speed, and 6 more.
    ledger = play(one_stage_market(EFFECTS), taught(half | {"from_week": 1}), [Lead(36.0, work=[30])], weeks=4)
    assert task_rows(ledger) == [(0, 0, 36.0, pytest.approx(86.0))]


def test_service_goes_on_at_the_next_weeks_speed_too():
    market = one_stage_market({**EFFECTS, "accounts": ACCOUNTS | {"onboarding_hours": 10}})
    scheme = taught({"hours": 20, "from_week": 1}, process={"after_sales": {"role": "rep"}})
    ledger = play(market, scheme, [Lead(34.0)], weeks=3)
    assert ledger.case_columns["start"].tolist() == [36.0]
    assert ledger.case_columns["end"].tolist() == pytest.approx([52.0])


def test_two_courses_in_a_week_take_the_hours_of_both_beside_those_of_asking_customers():
    study = {"method": "survey", "about": ["need"], "sample": 8, "response_share": 1, "role": "rep", "hours_each": 1}
    asking = {"studies": {"s": study | {"lag_weeks": 1}}}
    ledger = play(one_stage_market(EFFECTS), taught({}, {"hours": 4}, research=asking), [Lead(0)])
    assert [end - start for *_, start, end in task_rows(ledger)] == pytest.approx([2 / 0.5])


def test_a_course_raises_the_logit_from_the_week_after_and_fades():
    market, scheme = one_stage_market(EFFECTS), taught({})
    assert flips_at(market, scheme, 0, 0.0)
    assert flips_at(market, scheme, 2 * 0.5, WEEK)
    # Two weeks later four of the eight hours are left, of which a third of the most comes.
    assert flips_at(market, scheme, 2 / 3, 3 * WEEK)
    assert flips_at(market, scheme, 2 * 8 * 2**-2.5 / (8 * 2**-2.5 + 8), 6 * WEEK)


def test_a_second_course_adds_to_what_is_left_of_the_first():
    assert flips_at(one_stage_market(EFFECTS), taught({"every_weeks": 2}), 2 * 12 / 20, 3 * WEEK)


def test_courses_in_the_warm_up_and_before_the_measured_weeks_count():
    market, scheme = one_stage_market(EFFECTS), taught({"from_week": -1})
    assert flips_at(market, scheme, 0, 2 * WEEK, warm_up_weeks=3)
    assert flips_at(market, scheme, 1, 3 * WEEK, warm_up_weeks=3)


def test_a_course_teaches_its_own_stage_and_several_topics_share_its_hours():
    market = market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, EFFECTS)
    roles = {"call": "rep", "close": "rep"}

    def of(stages):
        return scheme_of(seats("a"), roles, training={"courses": {"c": WORK | {"teaches": {"stages": stages}}}})

    def won(scheme, logit):
        """At the second stage, just below and just above the chance that these logits make."""
        leads = [Lead(WEEK, (0.0, chance(logit) + by)) for by in (-1e-9, 1e-9)]
        return states(play_beside(market, scheme, leads, weeks=2)) == ["won", "lost"]

    assert won(of(["call"]), 0)
    assert won(of(["close"]), 1)
    assert won(of(["call", "close"]), 2 * 4 / 12)


PRODUCTS = {
    name: {"share": 0.5, "value_median": 100, "value_sigma": 0, "margin_share": 0.4} for name in ("tool", "spare")
}


def test_a_product_course_helps_with_leads_of_that_product_where_an_offer_is_on_the_table():
    stages = {"call": stage(1, 0.5), "close": stage(1, 0.5, fit_weight=1)}
    market = market_of(stages, EFFECTS, products=PRODUCTS)
    teaches = {"courses": {"c": WORK | {"teaches": {"products": ["spare"]}}}}
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, training=teaches)
    half, more = 0.5, chance(1)
    leads = [
        Lead(WEEK, (half - 1e-9, more - 1e-9), product="spare"),
        Lead(WEEK, (half - 1e-9, more + 1e-9), product="spare"),
        Lead(WEEK, (half + 1e-9, 0.0), product="spare"),
        Lead(WEEK, (half - 1e-9, half - 1e-9), product="tool"),
        Lead(WEEK, (half - 1e-9, half + 1e-9), product="tool"),
    ]
    ledger = play_beside(market, scheme, leads, weeks=2)
    assert states(ledger) == ["won", "lost", "lost", "won", "lost"]


def test_two_at_a_task_know_the_product_as_well_as_the_better_of_them():
    market = market_of({"close": stage(1, 0.5, fit_weight=1)}, EFFECTS, products=PRODUCTS)
    teaches = {"courses": {"c": WORK | {"teaches": {"products": ["tool"]}, "roles": ["ae"]}}}
    team = [*seats("a"), *seats("b", role="ae")]
    alone = scheme_of(team, {"close": "rep"}, training=teaches, process={"joint": {"close": "ae"}})
    leads = [Lead(WEEK, chance(1) + by) for by in (-1e-9, 1e-9)]
    assert states(play_beside(market, alone, leads, weeks=2)) == ["won", "lost"]


def test_only_the_roles_that_attend_lose_the_hours_and_learn():
    market = market_of({"call": stage(2, 0.5), "close": stage(2, 0.5)}, EFFECTS)
    both = {"teaches": {"stages": ["call", "close"]}, "hours": 8, "roles": ["ae"]}
    team = [*seats("a", role="sdr"), *seats("x", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, training={"courses": {"c": both}})
    rows = task_rows(play(market, scheme, [Lead(0)]), "stage", "start", "end")
    assert [end - start for _, start, end in rows] == pytest.approx([2, 2.5])
    third = chance(2 / 3)
    leads = [Lead(WEEK, u) for u in ((0.5 + 1e-9, 0.0), (0.5 - 1e-9, third - 1e-9), (0.5 - 1e-9, third + 1e-9))]
    assert states(play_beside(market, scheme, leads, weeks=2)) == ["lost", "won", "lost"]


def test_courses_cost_money_for_each_who_attends_and_nothing_else_does():
    scheme = taught({"cost_per_head": 50, "from_week": 1, "every_weeks": 2}, team=seats("a", "b"))
    ledger = play(one_stage_market(EFFECTS), scheme, [Lead(0)], weeks=4, warm_up_weeks=1)
    assert money(ledger, "training") == [(80.0, -50.0), (80.0, -50.0), (160.0, -50.0), (160.0, -50.0)]
    found = kpis(ledger)
    assert found["training_cost"] == pytest.approx(200 * 365 / 28)
    free = kpis(play(one_stage_market(EFFECTS), taught({"from_week": 1}), [Lead(0)], weeks=4, warm_up_weeks=1))
    assert free["training_cost"] == 0


def test_the_kpis_of_training_are_what_the_weeks_and_the_memory_say():
    # Two courses in four weeks: 16 of 160 hours; at the end of week 4 of the run 8 x (2^-1.5 + 2^-0.5) are remembered.
    ledger = play(one_stage_market(EFFECTS), taught({"every_weeks": 2}), [Lead(0), Lead(4 * WEEK)], weeks=5)
    known = 8 * (2**-1 + 1)
    found = kpis(play(one_stage_market(EFFECTS), taught({"every_weeks": 2}), [Lead(0)], weeks=4))
    assert found["training_share"] == pytest.approx(16 / 160)
    assert found["training_hours"] == pytest.approx(4 * 365 / 7)
    assert found["training_skill"] == pytest.approx(2 * known / (known + 8))
    assert kpis(ledger)["training_share"] == pytest.approx(24 / 200)


def test_a_scheme_that_trains_like_today_converts_exactly_as_without_training():
    """The same bits of every logit, though what is remembered goes up and down."""
    market = one_stage_market(EFFECTS)
    scheme = taught({"from_week": -30, "every_weeks": 7, "hours": 3}, {"from_week": -4, "every_weeks": 3})
    seen = []

    def look(plan):
        from sim.floor.seat_state import SeatStates

        states_of = SeatStates(plan)
        for tick in range(len(plan.week_ticks)):
            states_of.new_week(tick)
            assert states_of.trained is not None and states_of.trained.hours[0][0] > 0
            seen.extend(states_of.skill[0])
        return plan

    play(market, scheme, [Lead(0)], weeks=12, warm_up_weeks=4, change=look)
    assert seen == [0.0] * 16


def of_two(today, other, start="today"):
    market = one_stage_market(EFFECTS)
    return market, resolve_schemes(market, {"today": today, "other": other}, "today", start)


def test_whoever_stops_training_falls_below_today_and_whoever_begins_rises_above():
    often = {"from_week": -1, "every_weeks": 1, "hours": 8}
    market, found = of_two(taught(often), taught())
    # At the start everyone remembers the course of the week before; today keeps on, and then remembers more.
    assert flips_at(market, found["other"].scheme, 0, 0.0, ready=found["other"])
    todays, left = 8 * 2**-0.5 + 8, 8 * 2**-0.5
    gap = 2 * (left / (left + 8) - todays / (todays + 8))
    assert flips_at(market, found["other"].scheme, gap, WEEK, ready=found["other"])
    assert flips_at(market, found["today"].scheme, 0, WEEK, ready=found["today"])
    market, found = of_two(taught(), taught({}))
    assert flips_at(market, found["other"].scheme, 1, WEEK, ready=found["other"])
    assert flips_at(market, found["today"].scheme, 0, WEEK, ready=found["today"])


def test_a_schemes_own_courses_before_the_run_count_in_its_steady_state_only():
    for start, logit in (("today", 0), ("steady", 1)):
        market, found = of_two(taught(), taught({"from_week": -1}), start)
        assert flips_at(market, found["other"].scheme, logit, 0.0, ready=found["other"])


def test_people_keep_the_courses_of_their_role_of_today():
    """Who becomes an sdr has had the courses of a rep; a stage is measured at those who work it today."""
    market = market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, EFFECTS)
    both = WORK | {"teaches": {"stages": ["call", "close"]}, "hours": 16, "from_week": -1, "roles": ["rep"]}
    roles = {"call": "rep", "close": "rep"}
    today = scheme_of({"rep": 2}, roles, training={"courses": {"c": both}})
    line = scheme_of({"sdr": 1, "ae": 1}, {"call": "sdr", "close": "ae"})
    people = {"offices": {"office": {"region": "north", "heads": 4}}}
    larger = scheme_of({"sdr": 2, "ae": 2}, {"call": "sdr", "close": "ae"}, people)
    found = resolve_schemes(market, {"today": today, "line": line, "larger": larger}, "today")
    half = chance(0)
    for name in ("line", "larger"):
        leads = [Lead(0, (half - 1e-9, half - 1e-9)), Lead(1, (half + 1e-9, 0)), Lead(2, (0, half + 1e-9))]
        assert states(play(market, found[name].scheme, leads, ready=found[name])) == ["won", "lost", "lost"]


def test_whoever_is_moved_or_comes_on_top_keeps_what_was_taught_before():
    market = market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, EFFECTS)
    team = {"sdr": 2, "ae": 2}
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, {"offices": {"office": {"region": "north", "heads": 4}}})
    ready = resolve_schemes(market, {"today": scheme}, "today")["today"]
    moved = with_a_seat_moved(market, ready, "sdr", "ae")
    before = {seat.number: seat.role for seat in ready.seats}
    assert {seat.number: seat.role_before for seat in moved.seats} == before
    more = with_a_seat(market, ready, role="ae")
    assert more.seats[-1].role_before == "ae"


def test_without_the_mechanism_nobody_attends():
    costly = taught({"cost_per_head": 50, "every_weeks": 1})
    leads = [Lead(0, 0.6), Lead(WEEK, 0.6)]
    for market in (one_stage_market(), one_stage_market({"training": TEACHING | {"enabled": False}})):
        assert fingerprint(play(market, costly, leads, weeks=3)) == fingerprint(play(market, taught(), leads, weeks=3))
    on = one_stage_market(EFFECTS)
    assert fingerprint(play(on, taught(), leads)) == fingerprint(play(one_stage_market(), taught(), leads))


def test_without_strength_courses_only_take_hours_and_money():
    market = one_stage_market({"training": TEACHING | {"most_logit": 0}})
    assert flips_at(market, taught({"every_weeks": 1}), 0, 2 * WEEK)


ACCOUNTS = {
    "at_start": 0,
    "requests_per_year": 0,
    "onboarding_hours": 1,
    "effort_distribution": "fixed",
    "memory": 0.5,
    "neutral": 0.5,
    "response_weight": 0.3,
    "reference_hours": 1,
}


def test_service_by_trained_hands_feels_better_by_what_is_remembered_and_never_better_than_best():
    market = one_stage_market({**EFFECTS, "accounts": ACCOUNTS})
    serves = {"process": {"after_sales": {"role": "rep"}}}
    lessons = {"teaches": {"service": True}}

    def satisfied(*courses):
        ledger = play_beside(market, taught(*courses, **serves), [Lead(WEEK), Lead(WEEK, work=[5])], weeks=3)
        return ledger.account_columns["satisfaction"].tolist()

    plain, trained = satisfied(), satisfied(lessons)
    # The first is taken on after five hours of other work, the second an hour after that; nothing feels better than 1.
    assert plain == pytest.approx([(0.5 + 1 - 0.3 * log(6)) / 2, (0.5 + 1 - 0.3 * log(2)) / 2])
    assert trained == pytest.approx([(0.5 + 1 - 0.3 * log(6) + 0.25) / 2, 0.75])


def test_people_beyond_todays_heads_remember_what_todays_people_do_on_average():
    """Of three of today one was taught: a third of her hours is what a newcomer brings."""
    market = market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, EFFECTS)
    roles = {"call": "sdr", "close": "ae"}
    lessons = {"c": {"teaches": {"stages": ["close"]}, "hours": 12, "from_week": -1, "roles": ["ae"]}}
    today = scheme_of({"sdr": 2, "ae": 1}, roles, training={"courses": lessons})
    people = {"offices": {"office": {"region": "north", "heads": 5}}}
    larger = scheme_of([*seats(*"abc", role="sdr"), *seats(*"de", role="ae")], roles, people)
    found = resolve_schemes(market, {"today": today, "larger": larger}, "today")
    assert [seat.role_before for seat in found["larger"].seats] == ["sdr", "ae", "sdr", "*", "*"]
    plans = []
    play(market, larger, [Lead(0)], ready=found["larger"], change=lambda plan: plans.append(plan) or plan)
    assert plans[0].training.start == [pytest.approx([0, 12, 0, 4, 4, 0, 12])]


def test_products_and_service_are_measured_at_what_today_teaches_too():
    market = market_of({"close": stage(1, 0.5, fit_weight=1)}, EFFECTS | {"accounts": ACCOUNTS})
    lessons = {"teaches": {"products": ["tool"], "service": True}, "hours": 16, "from_week": -1}
    serves = {"process": {"after_sales": {"role": "rep"}}}
    today = scheme_of(seats("a"), {"close": "rep"}, training={"courses": {"c": lessons}}, **serves)
    ready = resolved(market, today)
    half = [Lead(WEEK, 0.5 - 1e-9), Lead(WEEK, 0.5 + 1e-9)]
    assert states(play(market, today, half, weeks=2, ready=ready)) == ["won", "lost"]
    forgets = replace(ready, scheme=scheme_of(seats("a"), {"close": "rep"}, **serves))
    # In the second week today's people remember 8 x 2^-0.5 hours, and so do these; what is the same adds nothing.
    assert states(play(market, forgets.scheme, half, weeks=2, ready=forgets)) == ["won", "lost"]
    untaught = replace(forgets, past=forgets.scheme)
    known = 8 * 2**-0.5
    less = chance(-2 * known / (known + 8))
    leads = [Lead(WEEK, less - 1e-9), Lead(WEEK, less + 1e-9)]
    ledger = play(market, untaught.scheme, leads, weeks=2, ready=untaught)
    assert states(ledger) == ["won", "lost"]
    satisfied = [
        play(market, item.scheme, [Lead(WEEK, 0)], weeks=2, ready=item).account_columns["satisfaction"][0]
        for item in (ready, forgets, untaught)
    ]
    assert satisfied == pytest.approx([0.75, 0.75, 0.75 - 0.5 * 0.5 * known / (known + 8)])
