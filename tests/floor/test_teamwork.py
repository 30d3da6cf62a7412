"""Sharing and team building on hand-worked floors: what moves, what is saved, what it takes, and who it is among."""

from __future__ import annotations

from dataclasses import replace
from math import exp, isnan

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.seat_state import SeatStates
from sim.results.measures.kpis import kpis
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

WEEK = 40.0
ONLY_STAGES = {"stage": 1, **dict.fromkeys(("industry", "size", "region", "product", "offer"), 0)}
LEARNING = {"exponent": 1, "conversion_weight": 0, "reference_hours": 10, "half_life_weeks": 4, "weights": ONLY_STAGES}
SHARING = {"weekly_share": 0.5, "half_hours": 2}
COHESION = {"half_hours": 8, "half_life_weeks": 2, "sharing_gain": 1, "context_share": 0.5}
LINE = {"call": "sdr", "close": "ae"}
TWO = [*seats("a", role="sdr"), *seats("x", role="ae")]


def together(sharing=None, building=None, cost=0):
    found = {}
    if sharing is not None:
        found["sharing"] = {"hours_per_week": sharing}
    if building is not None:
        found["team_building"] = {"hours_per_quarter": building, "cost_per_head_per_quarter": cost}
    return {"training": found} if found else {}


def anew(market, scheme):
    """The scheme whose people come from an organisation that did nothing for holding together."""
    return replace(resolved(market, scheme), past=scheme.model_copy(update={"training": None}))


def looked(market, scheme, weeks, knows=None, **how):
    """The state of the seats as each week begins, nothing being worked; `knows` are hours of the stage by seat."""
    found = []

    def look(plan):
        if knows is not None:
            seats_ = [
                replace(seat, hours=[hours] * len(seat.hours)) for seat, hours in zip(plan.seats, knows, strict=True)
            ]
            plan = replace(plan, seats=tuple(seats_))
        state = SeatStates(plan)
        for tick in range(len(plan.week_ticks)):
            state.new_week(tick)
            cohesion = None if state.teamwork is None else list(state.teamwork.cohesion)
            found.append(([row[0] for row in state.hours], cohesion))
        return plan

    play(market, scheme, [Lead(0)], weeks=weeks, change=look, **how)
    return found


def test_each_week_everyone_goes_part_of_the_way_to_those_who_know_more():
    market = one_stage_market({"learning": LEARNING, "sharing": SHARING})
    scheme = scheme_of(seats("a", "b", "c"), {"work": "rep"}, **together(sharing=2))
    first, second, third = (hours for hours, _ in looked(market, scheme, 3, knows=[40, 0, 20]))
    left = 2**-0.25
    assert first == [40, 0, 20]
    # A quarter of the way: from 0 to the mean of 40 and 20, from 20 to 40, after everyone has forgotten her share.
    assert second == pytest.approx([40 * left, 7.5 * left, 25 * left])
    assert third == pytest.approx([40 * left**2, (7.5 + 0.25 * 25) * left**2, (25 + 0.25 * 15) * left**2])


def test_what_was_shared_makes_the_next_task_shorter_and_takes_its_hours():
    market = one_stage_market({"learning": LEARNING, "sharing": SHARING})
    scheme = scheme_of(seats("a", "b"), {"work": "rep"}, **together(sharing=2))

    def change(plan):
        rows = zip(plan.seats, (40, 0), strict=True)
        known = tuple(replace(seat, hours=[hours] * len(seat.hours)) for seat, hours in rows)
        return replace(plan, seats=known, learning=replace(plan.learning, reference=0))

    ledger = play(market, scheme, [Lead(WEEK), Lead(WEEK)], weeks=2, change=change)
    left = 2**-0.25
    took = {seat: end - start for _, seat, start, end in task_rows(ledger)}
    assert took[0] == pytest.approx(2 / (1 + 40 * left / 10) / (38 / 40))
    assert took[1] == pytest.approx(2 / (1 + 10 * left / 10) / (38 / 40))


def test_cohesion_makes_sharing_go_further():
    market = one_stage_market({"learning": LEARNING, "sharing": SHARING, "cohesion": COHESION})
    scheme = scheme_of(seats("a", "b"), {"work": "rep"}, **together(sharing=2, building=8))
    found = looked(market, scheme, 3, knows=[40, 0], ready=anew(market, scheme))
    left = 2**-0.25
    # Team building of the first week holds together in the second: 0.25 x 1.5 of the way in that.
    assert [cohesion for _, cohesion in found] == [[0], [0.5], [pytest.approx(0.5 * 2**-0.5)]]
    assert found[1][0][1] == pytest.approx(10 * left)
    assert found[2][0][1] == pytest.approx((10 + 0.375 * 30) * left**2)


def flips(market, scheme, logit, arrival):
    """Whether leads win the second stage just below the chance that this logit makes of one half, and not above."""
    chance = 1 / (1 + exp(-logit))
    found = [
        states(play(market, scheme, [Lead(arrival, (0.0, chance + by))], weeks=4, ready=anew(market, scheme)))[0]
        for by in (-1e-9, 1e-9)
    ]
    return found == ["won", "lost"]


HANDOFFS = {"context": {"lost_logit": 1}, "cohesion": COHESION}


def two_stages(**effects):
    return market_of({"call": stage(1, 0.5), "close": stage(1, 0.5)}, HANDOFFS | effects)


def test_team_building_saves_context_between_colleagues_and_fades():
    scheme = scheme_of(TWO, LINE, **together(building=8))
    assert flips(two_stages(), scheme, -1, 0.0)
    assert flips(two_stages(), scheme, -(1 - 0.5 * 0.5), WEEK)
    assert flips(two_stages(), scheme, -(1 - 0.5 * 0.25), 3 * WEEK)
    assert flips(two_stages(), scheme_of(TWO, LINE), -1, WEEK)


def test_hand_offs_between_units_save_nothing():
    """A role that serves all teams is a unit of its own; so are two territories."""
    shared = scheme_of(TWO, LINE, process={"shared_roles": ["sdr"]}, **together(building=8))
    assert flips(two_stages(), shared, -1, WEEK)
    ready = resolved(two_stages(), scheme_of(TWO, LINE, **together(building=8)))
    apart = replace(ready, seats=(ready.seats[0], replace(ready.seats[1], pod=1)))
    plans = []
    play(two_stages(), ready.scheme, [Lead(0)], ready=apart, change=lambda plan: plans.append(plan) or plan)
    assert plans[0].teamwork.unit == [0, 1]


def test_only_colleagues_of_a_unit_share():
    market = one_stage_market({"learning": LEARNING, "sharing": SHARING})
    teams = {
        "rules": [{"segment": "large", "when": {"size": ["large"]}}],
        "residual": "others",
        "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
    }
    named = [*seats("a", "b", team="big"), *seats("c", team="small")]
    scheme = scheme_of(named, {"work": "rep"}, segmentation=teams, **together(sharing=2))
    (_, (second, _)) = looked(market, scheme, 2, knows=[40, 0, 0])
    assert second == pytest.approx([40 * 2**-0.25, 10 * 2**-0.25, 0])


def test_team_building_takes_its_hours_and_money_in_the_first_week_of_every_quarter():
    market = one_stage_market({"cohesion": COHESION})
    scheme = scheme_of(seats("a", "b"), {"work": "rep"}, **together(building=8, cost=30))
    leads = [Lead(week * WEEK) for week in (0, 1, 2, 14, 15)]
    ledger = play(market, scheme, leads, weeks=15, warm_up_weeks=1)
    assert money(ledger, "training") == [(40.0, -30.0)] * 2 + [(560.0, -30.0)] * 2
    hours = [end - start for _, _, start, end in task_rows(ledger)]
    assert hours == pytest.approx([2, 2.5, 2, 2.5, 2])
    found = kpis(ledger)
    assert found["training_cost"] == pytest.approx(120 * 365 / 105)
    assert found["training_hours"] == pytest.approx(16 / 15 * 365 / 7)
    assert found["training_share"] == pytest.approx(16 / 600)


def test_the_cohesion_at_the_end_is_told_and_nothing_where_nothing_is_done_for_it():
    effects = {"cohesion": COHESION, "sharing": SHARING}
    built = scheme_of(seats("a"), {"work": "rep"}, **together(building=8))
    market = one_stage_market(effects)
    found = kpis(play(market, built, [Lead(0)], weeks=3, ready=anew(market, built)))
    assert found["cohesion"] == pytest.approx(0.5 * 2**-0.5)
    shares = scheme_of(seats("a"), {"work": "rep"}, **together(sharing=1))
    found = kpis(play(one_stage_market(effects), shares, [Lead(0)], weeks=3))
    assert isnan(found["cohesion"])
    assert found["training_share"] == pytest.approx(1 / 40)


def test_people_start_with_the_cohesion_that_today_has_built():
    market = two_stages()
    named = {"today": scheme_of(TWO, LINE, **together(building=8)), "stops": scheme_of(TWO, LINE)}
    found = resolve_schemes(market, named, "today")
    # Once in 13 weeks, a half-life of two: s = (s 2^-6.5 + 1) / 2 at its end, and twelve weeks later 2^-6 of that.
    steady = 0.5 / (1 - 2**-7.5)
    for name in named:
        ((_, (cohesion,)),) = looked(market, found[name].scheme, 1, ready=found[name])
        assert cohesion == pytest.approx(steady * 2**-6)
    found = resolve_schemes(market, dict(reversed(named.items())), "stops")
    ((_, (cohesion,)),) = looked(market, found["today"].scheme, 1, ready=found["today"])
    assert cohesion == 0


@pytest.mark.parametrize("name", ["sharing", "cohesion"])
def test_without_the_mechanism_there_is_no_such_thing(name):
    lever = together(sharing=9) if name == "sharing" else together(building=9, cost=99)
    values = {"sharing": SHARING, "cohesion": COHESION}[name]
    leads = [Lead(0, (0, 0.5)), Lead(WEEK, (0, 0.4)), Lead(2 * WEEK, (0, 0.3))]
    base = {"learning": LEARNING, "context": {"lost_logit": 1}}
    two = {"call": stage(1, 0.5), "close": stage(1, 0.5)}
    plain = fingerprint(play(market_of(two, base), scheme_of(TWO, LINE), leads, weeks=4))
    for effects in ({}, {name: values | {"enabled": False}}):
        assert fingerprint(play(market_of(two, base | effects), scheme_of(TWO, LINE, **lever), leads, weeks=4)) == plain
    on = market_of(two, base | {name: values})
    assert fingerprint(play(on, scheme_of(TWO, LINE), leads, weeks=4)) == plain
    assert fingerprint(play(on, scheme_of(TWO, LINE, **lever), leads, weeks=4)) != plain


def test_sharing_that_goes_no_way_takes_hours_only():
    market = one_stage_market({"learning": LEARNING, "sharing": SHARING | {"weekly_share": 0}})
    scheme = scheme_of(seats("a", "b"), {"work": "rep"}, **together(sharing=2))
    plain = scheme_of(seats("a", "b"), {"work": "rep"})
    assert [row for row, _ in looked(market, scheme, 4, knows=[40, 0])] == [
        row for row, _ in looked(market, plain, 4, knows=[40, 0])
    ]
