"""KPIs of territories, absence and coaching, and the look at each territory, on hand-worked floors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.floor.resolving.regional_plan import AbsencePlan
from sim.levers.absence import SICK, Stretch
from sim.results.areas import areas
from sim.results.measures.kpis import kpis
from tests.builders import Lead, one_stage_market, play, scheme_of, seats

ROLES = {"work": "rep"}
OFFICES = {"offices": {"office": {"region": "north", "heads": 2}, "down": {"region": "south", "heads": 1}}}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
TEAM = [*seats("a", "b", territory="n"), *seats("c", territory="s", office="down")]
# Six leads come in the north within half an hour, one in the south.
LEADS = [*(Lead(0.1 * number) for number in range(6)), Lead(0.7, region="south")]


def floor(change=lambda plan: plan, **territory):
    return play(one_stage_market(), scheme_of(TEAM, ROLES, OFFICES, territory=AREAS | territory), LEADS, change=change)


def measures(ledger):
    return {(item, measure): value for _, item, measure, value in areas(ledger)}


def test_leads_that_another_territory_answers_are_those_that_overflowed():
    # a and b begin one each; two wait, two hours of work for each of the two: the fifth and the sixth go south.
    assert kpis(floor(overflow_hours=2))["served_elsewhere_share"] == pytest.approx(2 / 7)
    assert kpis(floor())["served_elsewhere_share"] == 0


def test_load_of_each_territory_and_its_spread():
    found = measures(floor())
    # Twelve hours in the north by two people, two in the south, of a week of forty.
    assert found["n", "utilisation"] == pytest.approx(6 / 40)
    assert found["s", "utilisation"] == pytest.approx(2 / 40)
    assert (found["n", "people"], found["s", "people"]) == (2, 1)
    # Half the mean absolute difference over the mean: (6 - 2) / 2 over 4, halved.
    assert kpis(floor())["territory_spread"] == pytest.approx(0.25)


def test_response_margin_and_travel_are_those_of_the_territory():
    found = measures(floor())
    # Waits of the north: 0, 0, then 1.8, 1.8, 3.6, 3.6; the median is where half have been answered.
    assert found["n", "response_hours"] == pytest.approx(1.8)
    assert found["s", "response_hours"] == 0
    # A deal of 100 at a margin of 0.4, scaled from a week to a year.
    assert found["s", "margin_per_person"] == pytest.approx(40 * 365 / 7)
    assert found["n", "margin_per_person"] == pytest.approx(3 * 40 * 365 / 7)
    assert found["n", "travel_share"] == 0
    assert found["n", "elsewhere_share"] == 0


def test_absence_is_a_share_of_everyones_hours():
    def away(plan):
        stretches = [[Stretch(20, 32, SICK)], [], [Stretch(38, 60, SICK)]]
        return replace(plan, absence=AbsencePlan(stretches, "wait", 0.0, [() for _ in plan.desks]))

    # Twelve hours, and two before the week's end, of three times forty.
    assert kpis(floor(away))["absence_share"] == pytest.approx(14 / 120)
    assert np.isnan(kpis(floor())["absence_share"])


def test_coaching_is_a_share_of_the_week():
    scheme = scheme_of({"rep": 4}, ROLES, {"managers": {"span": 4, "coaching_hours": 8}})
    for hours_per_day, week in ((8, 40), (10, 50)):
        market = one_stage_market({"coaching": {}}, world={"hours_per_day": hours_per_day})
        assert kpis(play(market, scheme, [Lead(0)]))["coaching_share"] == pytest.approx(2 / week)
    assert np.isnan(kpis(floor())["coaching_share"])


def test_one_territory_is_nothing_to_look_at():
    ledger = play(one_stage_market(), scheme_of(seats("a"), ROLES), [Lead(0)])
    assert areas(ledger) == []
    assert np.isnan(kpis(ledger)["territory_spread"])
    assert np.isnan(kpis(ledger)["served_elsewhere_share"])
