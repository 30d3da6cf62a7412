"""Coaching, worked by hand: hours divide by the span, come off the week, add skill, and fade."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from sim.floor.compile import compile_plan
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.seat_state import SeatStates
from sim.levers.coaching import after_a_week, hours_each, remembered_after, skill_added
from sim.market.leads import lead_table
from sim.results.relief import with_a_seat
from tests.builders import Lead, market_of, one_stage_market, play, resolved, scheme_of, seats, stage, states, task_rows

ROLES = {"work": "rep"}
COACHING = {"coaching": {"most_logit": 1, "half_hours": 10, "half_life_weeks": 4}}


def team(heads, span, hours, **people):
    return scheme_of(heads, ROLES, {"managers": {"span": span, "coaching_hours": hours}, **people})


@pytest.mark.parametrize(
    ("heads", "span", "each"),
    [(4, 4, 2.0), (8, 8, 1.0), (9, 8, 16 / 9), (1, 8, 8.0)],
)
def test_the_hours_of_the_managers_divide_among_the_people_of_their_unit(heads, span, each):
    ready = resolved(one_stage_market(COACHING), team({"rep": heads}, span, 8))
    assert [seat.coaching_hours for seat in ready.seats] == [pytest.approx(each)] * heads


def test_a_named_manager_coaches_his_own_people_and_nobody_coaches_those_without_one():
    named = [*seats("a", "b", manager="wang"), *seats("c", manager="li"), *seats("d")]
    ready = resolved(one_stage_market(COACHING), team(named, 8, 6))
    assert [seat.coaching_hours for seat in ready.seats] == [3.0, 3.0, 6.0, 0.0]


def test_hours_of_coaching_come_off_the_week():
    # Ten of forty hours: three quarters of the week are left, and two hours of work take 8/3.
    ledger = play(one_stage_market(COACHING), team(seats("a"), 8, 10), [Lead(0)])
    assert task_rows(ledger) == [(0, 0, 0.0, pytest.approx(2 / 0.75))]
    assert task_rows(play(one_stage_market(), team(seats("a"), 8, 10), [Lead(0)])) == [(0, 0, 0.0, 2.0)]


def test_skill_has_diminishing_returns_and_half_of_it_at_the_half_hours():
    assert skill_added(0, 1, 10) == 0
    assert skill_added(10, 1, 10) == 0.5
    assert skill_added(30, 1, 10) == 0.75
    assert skill_added(30, 2, 10) == 1.5


def test_what_is_not_kept_up_fades_by_half_in_a_half_life():
    hours = 8.0
    for _ in range(4):
        hours = after_a_week(hours, 0.0, 4)
    assert hours == pytest.approx(4)
    assert after_a_week(8.0, 3.0, 4) == pytest.approx(8 * 2**-0.25 + 3)


def test_a_long_run_of_weeks_comes_to_what_one_week_after_the_other_does():
    hours = 0.0
    for _ in range(7):
        hours = after_a_week(hours, 2.0, 4)
    assert remembered_after(2.0, 4, 7) == pytest.approx(hours)


def test_nobody_gets_anything_where_nobody_is():
    assert hours_each(8, 0, 0) == 0


def coached(u, start=0.0, weekly=0.0, reference=0.0, weeks=3, arrival=85.0):
    """One lead in the third week, whose seat remembers so much at the start; conversion is one half."""

    def change(plan):
        coaching = replace(plan.coaching, start=[start], weekly=[weekly], reference=reference)
        return replace(plan, coaching=coaching)

    scheme = team(seats("a"), 8, 1)
    return states(play(one_stage_market(COACHING), scheme, [Lead(arrival, u)], weeks=weeks, change=change))


def chance(logit):
    return 1 / (1 + exp(-logit))


@pytest.mark.parametrize(
    ("terms", "hours", "reference"),
    [
        ({"start": 10.0, "arrival": 0.0}, 10.0, 0.0),
        ({"weekly": 4.0}, 4.0 * (1 + 2**-0.25), 0.0),
        ({"start": 10.0}, 10 * 2**-0.5, 0.0),
        ({"start": 10.0, "arrival": 0.0, "reference": 0.4}, 10.0, 0.4),
        ({"reference": 0.4}, 0.0, 0.4),
    ],
)
def test_skill_at_a_task_is_what_the_remembered_hours_add_above_the_reference(terms, hours, reference):
    p = chance(hours / (hours + 10) - reference)
    assert coached(p - 1e-6, **terms) == ["won"]
    assert coached(p + 1e-6, **terms) == ["lost"]


def test_together_two_are_as_good_as_the_better_one_coaching_included():
    market = market_of({"work": stage(2)}, COACHING)
    both = [*seats("a"), *seats("x", role="ae")]
    scheme = scheme_of(both, ROLES, {"managers": {"coaching_hours": 1}}, process={"joint": {"work": "ae"}})
    p = chance(0.5)
    for u, became in ((p - 1e-6, "won"), (p + 1e-6, "lost")):

        def change(plan):
            return replace(plan, coaching=replace(plan.coaching, start=[0.0, 10.0], reference=0.0))

        assert states(play(market, scheme, [Lead(0, u)], change=change)) == [became]


def people(market, baseline, other):
    return resolve_schemes(market, {"today": baseline, "other": other}, "today")


def test_everyone_starts_with_what_todays_organisation_has_given_them():
    market = one_stage_market(COACHING)
    found = people(market, team({"rep": 4}, 4, 8), team({"rep": 4}, 4, 0))
    steady = remembered_after(2.0, 4, 100)
    for scheme in found.values():
        assert [seat.coached_hours for seat in scheme.seats] == [pytest.approx(steady)] * 4
        assert scheme.reference_coaching == pytest.approx(steady / (steady + 10))
    assert [seat.coaching_hours for seat in found["other"].seats] == [0.0] * 4


@pytest.mark.parametrize(("u", "became"), [(0.5 - 1e-9, "won"), (0.5 + 1e-9, "lost")])
def test_todays_people_convert_what_the_market_states_from_their_first_task_on(u, became):
    # They remember what they were given, so that they stand neither above nor below the average of their own.
    assert states(play(one_stage_market(COACHING), team(seats("a"), 8, 10), [Lead(0, u)])) == [became]


def test_in_its_own_steady_state_a_scheme_starts_with_what_it_would_have_given():
    market = one_stage_market(COACHING)
    schemes = {"today": team({"rep": 4}, 4, 0), "other": team({"rep": 4}, 4, 8)}
    found = resolve_schemes(market, schemes, "today", start="steady")
    assert found["today"].seats[0].coached_hours == 0
    assert found["other"].seats[0].coached_hours == pytest.approx(remembered_after(2.0, 4, 100))
    assert found["other"].reference_coaching == 0


def test_without_the_mechanism_or_without_coaches_there_is_no_plan_for_it():
    from sim.floor.people.coaching import coaching_plan

    for market, hours in ((one_stage_market(), 8), (one_stage_market(COACHING), 0)):
        assert coaching_plan(market, resolved(market, team({"rep": 4}, 4, hours))) is None


def test_a_seat_more_makes_the_managers_divide_their_hours_anew():
    market = one_stage_market(COACHING)
    ready = resolved(market, team({"rep": 4}, 4, 8))
    more = with_a_seat(market, ready, role="rep").seats
    # Five people with a span of four have two managers.
    assert [seat.coaching_hours for seat in more] == [pytest.approx(16 / 5)] * 5
    assert more[-1].coached_hours == pytest.approx(ready.seats[0].coached_hours)


def test_a_week_without_an_open_day_passes_too():
    """Spring Festival closes the week from 16 February 2026: coaching, memory and the pay period go on through it."""
    learning = {"half_life_weeks": 1, "reference_hours": 1}
    market = one_stage_market({**COACHING, "learning": learning}, world={"start_date": "2026-01-05", "country": "CN"})
    scheme = team(seats("a"), 8, 10, tenure_weeks=8)
    table = lead_table(market, 70, 1, 0)
    plan = compile_plan(market, resolved(market, scheme), Horizon(0, 10, 0), table, 1, 0)
    assert plan.week_of_tick == [0, 1, 2, 3, 4, 5, 7, 8, 9]
    states = SeatStates(plan)
    before, coached = list(states.hours[0]), states.coached[0]
    for tick in range(7):
        states.new_week(tick)
    assert states.weeks_into_period == 7
    assert states.hours[0] == pytest.approx([hours / 2**7 for hours in before])
    for _ in range(7):
        coached = after_a_week(coached, plan.coaching.weekly[0], 4)
    assert states.coached[0] == pytest.approx(coached)
