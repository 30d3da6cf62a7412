"""Training that can't be is refused before anything runs, with file, line, reason and what to do."""

from __future__ import annotations

import pytest

import sim
from sim.inputs.errors import InputError
from tests.builders import merged
from tests.inputs.test_cross_checks import load, write

CALL = {"teaches": {"stages": ["call"]}, "hours": 8}
CRM = {"crm": {"logging_share": 0.1, "adoption": {}}}


def told(folder, *courses, **levers):
    named = {f"c{index}": merged(CALL, course) for index, course in enumerate(courses)}
    changes = {"schemes": {"today": {"training": {"courses": named}, **levers}}}
    found = load(folder, "experiment.yaml", changes)
    assert all(problem.where == folder / "experiment.yaml" and problem.line for problem in found)
    return [(problem.key, problem.message, problem.hint) for problem in found]


AT = "schemes.today.training.courses.c0"


@pytest.mark.parametrize(
    ("course", "key", "message", "hint"),
    [
        ({"teaches": {"stages": ["cal"]}}, "teaches.stages", "there is no stage 'cal'", "did you mean 'call'?"),
        ({"teaches": {"products": ["toll"]}}, "teaches.products", "there is no product 'toll'", "did you mean 'tool'?"),
        ({"roles": ["sdrs"]}, "roles", "there is no working role 'sdrs'", "did you mean 'sdr'?"),
        ({"teaches": {"service": True}}, "teaches.service", "nobody serves customers after the sale", "see process"),
        ({"teaches": {"crm": True}}, "teaches.crm", "this scheme has no CRM that people take up", "see crm.adoption"),
        ({"teaches": {"products": ["tool"]}}, "teaches.products", "no stage of this market has an offer", "fit_weight"),
        ({"teaches": {"stages": []}}, "teaches", "expected something that it teaches", ""),
        ({"teaches": {"stages": ["call", "call"]}}, "teaches", "teaches the same thing twice", ""),
        ({"hours": 0}, "hours", "expected more than 0 business hours", ""),
        ({"every_weeks": 0}, "every_weeks", "", ""),
    ],
)
def test_a_course_that_makes_no_sense_is_refused_at_its_line(tmp_path, course, key, message, hint):
    found = told(tmp_path, course)
    assert any(
        where == f"{AT}.{key}" and message in said and hint in (advice or "") for where, said, advice in found
    ), found


def test_more_hours_than_people_have_are_refused_and_told_once(tmp_path):
    # The team of this playbook has neither administration nor meetings: forty hours.
    (problem,) = told(tmp_path, {"hours": 24, "every_weeks": 2, "from_week": 2}, {"hours": 17, "from_week": 4})
    key, message, hint = problem
    assert key == f"{AT}.hours"
    assert message == (
        "training takes 41 hours of week 4 from each 'sdr', who has 40 of 40 besides administration, meetings and "
        "records"
    )
    assert hint == "spread it over several weeks"


def test_hours_are_those_that_administration_meetings_and_records_leave(tmp_path):
    week = {"people": {"week": {"admin_share": 0.3, "meeting_share": 0.1}}}
    (problem,) = told(tmp_path, {"hours": 20.5}, **week, crm={"logging_share": 0.15, "automation_share": 0.05})
    assert "who has 20 of 40" in problem[1]
    folder = tmp_path / "fine"
    changes = {"training": {"courses": {"c": merged(CALL, {"hours": 20})}}, **week, "crm": {"logging_share": 0.1}}
    sim.load_playbook(write(folder, "experiment.yaml", {"schemes": {"today": changes}}).parent)


def test_weeks_without_a_run_and_roles_that_do_not_attend_both_are_no_reason(tmp_path):
    courses = {
        "a": merged(CALL, {"hours": 30, "roles": ["sdr"]}),
        "b": merged(CALL, {"hours": 30, "roles": ["ae"]}),
        "c": merged(CALL, {"hours": 99, "from_week": 52}),
        "d": merged(CALL, {"hours": 99, "from_week": -27}),
    }
    written = write(tmp_path, "experiment.yaml", {"schemes": {"today": {"training": {"courses": courses}}}})
    assert sim.load_playbook(written.parent)


def test_an_override_that_takes_too_long_is_told_of_the_override(tmp_path):
    changes = {"schemes": {"today": {"training": {"courses": {"c": CALL}}}}}
    folder = write(tmp_path, "experiment.yaml", changes).parent
    key = "schemes.today.training.courses.c.hours"
    assert sim.load_playbook(folder, overrides={key: 39})
    with pytest.raises(InputError, match="training takes 41 hours"):
        sim.load_playbook(folder, overrides={key: 41})


def test_courses_on_what_this_scheme_has_are_fine(tmp_path):
    courses = {"c": {"teaches": {"crm": True, "stages": ["close"]}, "hours": 8}}
    written = write(tmp_path, "experiment.yaml", {"schemes": {"today": {"training": {"courses": courses}, **CRM}}})
    assert sim.load_playbook(written.parent)


@pytest.mark.parametrize(
    ("training", "key"),
    [
        ({"sharing": {"hours_per_week": 41}}, "sharing.hours_per_week"),
        ({"team_building": {"hours_per_quarter": 41}}, "team_building.hours_per_quarter"),
        ({"sharing": {"hours_per_week": 3}, "team_building": {"hours_per_quarter": 38}}, "team_building"),
        ({"sharing": {"hours_per_week": 3}, "courses": {"c": merged(CALL, {"hours": 38})}}, "courses.c.hours"),
    ],
)
def test_hours_of_sharing_and_team_building_count_as_well(tmp_path, training, key):
    (problem,) = load(tmp_path, "experiment.yaml", {"schemes": {"today": {"training": training}}})
    assert problem.key.startswith(f"schemes.today.training.{key}")
    assert "training takes 41 hours of week" in problem.message
