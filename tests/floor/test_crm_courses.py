"""Courses on the CRM: whoever attends comes to use it sooner."""

from __future__ import annotations

import pytest

from tests.builders import (
    Lead,
    one_stage_market,
    play,
    resolved,
)
from tests.floor.test_training import (
    EFFECTS,
    taught,
)


def test_a_course_on_the_crm_moves_its_adoption_ahead():
    from sim.levers.adoption import adoption_curve

    market = one_stage_market(EFFECTS)
    adoption = {"half_weeks": 8, "steepness_weeks": 2, "start_share": 0.1, "person_deviation_weeks": 0}
    crm = {"crm": {"logging_share": 0.2, "adoption": adoption}}
    lessons = {"teaches": {"crm": True}, "from_week": 1}
    used = []

    def look(plan):
        used.append([use[0] for use in plan.crm_use])
        return plan

    for scheme in (taught(**crm), taught(lessons, **crm)):
        play(market, scheme, [Lead(0)], weeks=6, change=look)
    import numpy as np

    weeks = np.arange(6.0)
    terms = resolved(market, taught(**crm)).scheme.crm.adoption
    expected = [
        adoption_curve(weeks + ahead, 0.1, float(terms.ceiling_share), np.array([8.0]), 2)[:, 0].tolist()
        for ahead in (0, 3)
    ]
    assert used[0] == pytest.approx(expected[0])
    assert used[1] == pytest.approx([*expected[0][:2], *expected[1][2:]])


def test_a_course_on_the_crm_alone_leaves_everything_else_as_it_was():
    market = one_stage_market(EFFECTS)
    plans = []
    play(market, taught({"teaches": {"crm": True}}), [Lead(0)], change=lambda plan: plans.append(plan) or plan)
    assert plans[0].training is None


def test_who_was_taught_before_the_crm_is_switched_on_begins_further_on():
    market = one_stage_market(EFFECTS)
    adoption = {"half_weeks": 8, "steepness_weeks": 2, "start_share": 0.1, "person_deviation_weeks": 0}
    crm = {"logging_share": 0.2, "adoption": adoption | {"switch_on_week": 3}}
    plans = []
    for course_week in (1, 5):
        scheme = taught({"teaches": {"crm": True}, "from_week": course_week}, crm=crm)
        play(market, scheme, [Lead(0)], weeks=8, change=lambda plan: plans.append(plan) or plan)
    early, late = ([use[0] for use in plan.crm_use] for plan in plans)
    assert early[:3] == late[:3] == [0, 0, 0]
    assert early[3] > late[3] == 0.1
    # From the week after the later course on both are as far.
    assert early[6:] == pytest.approx(late[6:])
