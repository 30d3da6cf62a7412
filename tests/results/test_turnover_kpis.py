"""KPIs of people who leave and come, by hand."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.results.assumptions import assumptions
from sim.results.measures.kpis import kpis
from tests.builders import Lead, one_stage_market, play, scheme_of, seats
from tests.floor.posts import CERTAIN, STAYS, comes_after, held_by, leaves_after

ROLES = {"work": "rep"}
WEEK = 40


def found(**run):
    """Of two posts one is vacant from 80 to 110, and held again for two weeks of ramp and more."""
    people = {"hiring": {"ramp_weeks": 2, "cost": 1000}}
    market = one_stage_market({"turnover": CERTAIN})
    hold = held_by([leaves_after(2), comes_after(30)], [STAYS])
    return kpis(play(market, scheme_of(seats("a", "b"), ROLES, people), [Lead(0)], change=hold, **run))


def test_attrition_vacancy_and_new_people_are_counted_over_the_window():
    year = 365 / 7 * WEEK
    whole = found(weeks=5)
    in_post = 2 * 200 - 30
    assert whole["attrition"] == pytest.approx(1 / (in_post / year))
    assert whole["vacancy_share"] == pytest.approx(30 / 400)
    assert whole["new_hire_share"] == pytest.approx(80 / in_post)
    assert whole["hiring_cost"] == pytest.approx(1000 * 365 / 35)
    later = found(weeks=2, warm_up_weeks=3)
    assert later["attrition"] == 0
    assert later["vacancy_share"] == 0
    assert later["new_hire_share"] == pytest.approx(70 / 160)
    assert later["hiring_cost"] == 0


def test_what_recruiting_costs_and_empty_posts_save_is_part_of_fixed_cost_and_of_contribution():
    people = {"hiring": {"cost": 1000}}
    scheme = scheme_of(seats("a"), ROLES, people)
    plain = kpis(play(one_stage_market({}), scheme, [Lead(0)], weeks=5))
    hold = held_by([leaves_after(2), comes_after(30)])
    moved = kpis(play(one_stage_market({"turnover": CERTAIN}), scheme, [Lead(0)], weeks=5, change=hold))
    saved = 36500 * (30 / 40) * 7 / 365 * (365 / 35)
    assert plain["fixed_cost"] - moved["fixed_cost"] == pytest.approx(saved - 1000 * 365 / 35)
    assert moved["contribution"] - plain["contribution"] == pytest.approx(saved - 1000 * 365 / 35)
    assert moved["absence_share"] == pytest.approx(30 / 200)


def test_where_nobody_ever_leaves_there_is_nothing_to_say():
    quiet = kpis(play(one_stage_market(), scheme_of(seats("a"), ROLES), [Lead(0)]))
    assert all(np.isnan(quiet[name]) for name in ("attrition", "vacancy_share", "new_hire_share"))
    assert quiet["hiring_cost"] == 0


def test_how_posts_are_filled_is_an_assumption_where_people_leave_though_no_block_says_so():
    def filled(**overrides):
        rows = assumptions(sim.load_playbook("products-and-service", overrides=overrides))
        return rows[rows["key"].str.startswith("schemes.today.people.hiring.")]["key"].tolist()

    names = ("delay_weeks", "cost", "ramp_start_share", "ramp_weeks")
    assert filled(market="china-industrial-people") == [f"schemes.today.people.hiring.{name}" for name in names]
    assert filled() == []
