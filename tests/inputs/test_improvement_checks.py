"""Improvement that can't be is refused before anything runs, with file, line, reason and what to do."""

from __future__ import annotations

import pytest

import sim
from tests.builders import merged
from tests.inputs.test_cross_checks import load, write

CRM = {"crm": {"logging_share": 0.1}}
REVIEWED = {"policy": "bottleneck", "budget_per_review": 100}
MOVE = {"week": 2, "take_from": {"role": "sdr"}, "give_to": {"role": "ae"}}
PLANNED = {"policy": "fixed-plan", "budget_per_review": 100, "moves": [MOVE]}


def told(folder, improvement, **levers):
    changes = {"schemes": {"today": {"improvement": improvement, **CRM, **levers}}}
    found = load(folder, "experiment.yaml", changes)
    assert all(problem.where == folder / "experiment.yaml" and problem.line for problem in found)
    return [(problem.key, problem.message, problem.hint) for problem in found]


def fine(folder, improvement, **levers):
    changes = {"schemes": {"today": {"improvement": improvement, **CRM, **levers}}}
    return sim.load_playbook(write(folder, "experiment.yaml", changes).parent)


AT = "schemes.today.improvement"


@pytest.mark.parametrize(
    ("changed", "key", "message", "hint"),
    [
        (
            {"from_week": 60},
            "from_week",
            "the first review is in week 60, but the run measures weeks 0 to",
            "expected 0 to",
        ),
        (
            {"move_cost": 101},
            "budget_per_review",
            "a budget of 100 pays for no action, each of which costs 101",
            "expected 101 or more",
        ),
        ({"hours_per_review": 50}, "hours_per_review", "a review takes 50 hours of everyone", "expected 36 or fewer"),
        ({"moves": [MOVE]}, "moves", "'bottleneck' decides by what is recorded", "choose policy: fixed-plan"),
        ({"policy": "botleneck"}, "policy", "", ""),
        ({"review_weeks": 0}, "review_weeks", "", ""),
    ],
)
def test_reviews_that_cannot_be_are_refused_with_their_place(tmp_path, changed, key, message, hint):
    ((found_key, found, found_hint),) = told(tmp_path, REVIEWED | changed)
    assert found_key == f"{AT}.{key}"
    assert message in found
    assert hint in (found_hint or "")


@pytest.mark.parametrize(
    ("move", "key", "message", "hint"),
    [
        ({"week": 60}, "week", "a move in week 60, but the run measures weeks 0 to", "expected 0 to"),
        ({"take_from": {"role": "sdrs"}}, "take_from.role", "there is no working role 'sdrs'", "did you mean 'sdr'?"),
        ({"give_to": {"role": "ae", "team": "x"}}, "give_to.team", "there is no team 'x'", ""),
        ({"give_to": {"role": "ae", "territory": "x"}}, "give_to.territory", "there is no territory 'x'", ""),
        ({"give_to": {"role": "sdr"}}, "give_to", "the seat moves to where it stands", "another role"),
    ],
)
def test_planned_moves_that_cannot_be_are_refused_with_their_place(tmp_path, move, key, message, hint):
    ((found_key, found, found_hint),) = told(tmp_path, PLANNED | {"moves": [merged(MOVE, move)]})
    assert found_key == f"{AT}.moves.0.{key}"
    assert message in found
    assert hint in (found_hint or "")


def test_a_plan_without_moves_and_a_week_beyond_its_budget_are_refused(tmp_path):
    ((key, found, _),) = told(tmp_path, PLANNED | {"moves": []})
    assert (key, found) == (f"{AT}.moves", "a fixed plan that says nothing to do")
    dear = PLANNED | {"moves": [MOVE, MOVE], "move_cost": 60}
    ((key, found, hint),) = told(tmp_path, dear)
    assert (key, found) == (f"{AT}.budget_per_review", "2 moves in week 2 cost 120, more than the budget of 100")
    assert hint == "expected 120 or more, or moves in several weeks"
    assert fine(tmp_path, dear | {"moves": [MOVE, MOVE | {"week": 3}]})


def test_a_controller_without_a_crm_and_floors_on_which_nobody_can_move_are_refused(tmp_path):
    ((key, found, hint),) = told(tmp_path, REVIEWED, crm=None)
    assert key == f"{AT}.policy"
    assert "no CRM that records it" in found
    assert "fixed-plan" in hint
    assert fine(tmp_path, PLANNED, crm=None)
    for levers, reason in (
        ({"routing": {"policy": "claim-pool", "pool": {}}}, "leads lie in claim pools"),
        (
            {"process": {"extends": "line", "hunting": {"role": "sdr"}, "joint": {"close": "sdr"}}},
            "everyone hunts, serves customers",
        ),
    ):
        assert all(hint for key, _, hint in told(tmp_path, REVIEWED, **levers) if key.startswith(AT))
        reasons = [message for key, message, _ in told(tmp_path, REVIEWED, **levers) if key.startswith(AT)]
        assert len(reasons) == 1
        assert reason in reasons[0]


def test_posts_whose_people_do_not_work_alone_are_refused_with_those_whose_do(tmp_path):
    hunting = {"process": {"extends": "line", "hunting": {"role": "sdr"}}}
    ((key, found, hint),) = told(tmp_path, PLANNED, **hunting)
    assert key == f"{AT}.moves.0.take_from.role"
    assert "no seat can come or go" in found
    assert hint == "expected one of: ae"


def test_seats_that_move_where_capacity_is_unlimited_are_refused_with_what_to_leave_out(tmp_path):
    refused = told(tmp_path, REVIEWED, people={"unlimited_capacity": True})
    ((_, found, hint),) = [row for row in refused if "unlimited" in row[1] and row[0] == AT]
    assert "nothing waits" in found
    assert hint == "leave out people.unlimited_capacity, or improvement"


def test_what_acts_on_what_is_there_is_fine(tmp_path):
    assert fine(tmp_path, REVIEWED)
    assert fine(tmp_path, REVIEWED | {"from_week": 51, "move_cost": 100, "hours_per_review": 36})
    there = {"role": "ae", "team": "key", "territory": "all"}
    assert fine(tmp_path, PLANNED | {"moves": [MOVE | {"week": 51, "give_to": there}]})


def test_coaching_that_teaches_nothing_or_leaves_no_week_is_refused_and_needs_nobody_who_can_move(tmp_path):
    coached = {"policy": "coaching", "budget_per_review": 100}
    ((key, found, hint),) = told(tmp_path, coached)
    assert (key, hint) == (f"{AT}.policy", "see effects.coaching")
    assert "teaches nothing in this market" in found
    refused = told(tmp_path, coached | {"coaching_hours": 36, "coaching_cost": 101})
    found = [key for key, _, _ in refused]
    assert all(hint for _, _, hint in refused)
    assert found == [f"{AT}.budget_per_review", f"{AT}.policy", f"{AT}.coaching_hours"]
