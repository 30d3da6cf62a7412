"""Values that were read without a word and meant something else: each is refused, with its line and what was meant."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from sim.inputs.errors import InputError
from sim.inputs.likeness import likely_meant
from sim.inputs.team_sheet import team_sheet
from tests.builders import stage
from tests.inputs.test_cross_checks import SEAT, load, write

PLAYBOOK, MARKET, TEAM = "experiment.yaml", "params/markets/small.yaml", "params/people/team.yaml"
SEGMENTS, LINE = "params/segmentation/ours.yaml", "params/process/line.yaml"
COLD = {"kpi": "gone_cold_share"}


def bounds(*constraints: dict[str, Any]) -> dict[str, Any]:
    return {"decision": {"subject_to": list(constraints)}}


CASES: list[tuple[str, dict[str, Any], str, str, str]] = [
    (PLAYBOOK, bounds({**COLD, "at_most": 20}), "at_most: 20", "expected a bound from 0 to 1", "write 0.2 for 20 %"),
    (PLAYBOOK, bounds({**COLD, "at_least": -0.1}), "at_least: -0.1", "expected a bound from 0 to 1, found -0.1", ""),
    (
        PLAYBOOK,
        bounds({**COLD, "at_most": 0.2}, {**COLD, "at_most": 0.3}),
        "",
        "'gone_cold_share' is bounded twice by at_most: 0.2 and 0.3",
        "",
    ),
    (
        PLAYBOOK,
        bounds({**COLD, "at_least": 0.3}, {**COLD, "at_most": 0.2}),
        "",
        "can't be at least 0.3 and at most 0.2",
        "at_least is the lower bound",
    ),
    (
        TEAM,
        {"week": {"admin_share": 0.7, "meeting_share": 0.3}},
        "admin_share: 0.7",
        "admin_share 0.7 and meeting_share 0.3 take the whole week",
        "",
    ),
    (
        TEAM,
        {"managers": {"coaching_hours": 41}},
        "coaching_hours: 41",
        "each manager coaches 41 hours a week, which has 40",
        "at most 40",
    ),
    (MARKET, {"regions": {"north": {"latitude": 91}}}, "latitude: 91", "at most 90 degrees, found 91", ""),
    (MARKET, {"regions": {"north": {"longitude": -181}}}, "longitude: -181", "at least -180 degrees", ""),
    (
        SEGMENTS,
        {"rules": [{"segment": "big", "when": {}}]},
        "others:",
        "no lead ever reaches 'rest': the rule for 'big' has no conditions",
        "name its segment as `residual`",
    ),
    (PLAYBOOK, {"ways": {"routing": ["other", "other"]}}, "routing:", "'other' stands there twice", ""),
    (PLAYBOOK, {"also": {"focus": ["other", "other"]}}, "focus:", "'other' stands there twice", ""),
    (
        SEGMENTS,
        {"rules": [{"segment": "big", "when": {"size": ["large", "large"]}}]},
        "size:",
        "'large' stands there twice",
        "",
    ),
    (MARKET, {"stages": {"call": stage(effort_hours=0)}}, "effort_hours: 0", "more than 0 business hours", ""),
    (MARKET, {"regions": {"north": {"value_factor": 0}}}, "value_factor: 0", "expected more than 0, found 0", ""),
    (
        MARKET,
        {"demand": {"scale": {"value": 2, "range": [3, 1]}}},
        "scale:",
        "the range [3, 1] runs backwards, expected low, then high",
        "",
    ),
    (
        MARKET,
        {"stages": {"close": {"exits": {"back_share": 0.5, "back_to": "cal"}}}},
        "back_to: cal",
        "stage 'close' goes back to 'cal'",
        "did you mean 'call'?",
    ),
    (
        MARKET,
        {"stages": {"last": stage(), "call": stage(skip_share=0.5, skip_to="lasst")}},
        "skip_to: lasst",
        "stage 'call' skips to 'lasst'",
        "did you mean 'last'?",
    ),
]


@pytest.mark.parametrize(("file", "changes", "line", "message", "hint"), CASES, ids=[case[3][:30] for case in CASES])
def test_it_is_refused_once_with_its_line_and_what_was_meant(tmp_path, file, changes, line, message, hint):
    found = load(tmp_path, file, changes)
    assert len(found) == 1, [str(problem) for problem in found]
    assert message in found[0].message
    assert hint in (found[0].hint or "")
    written = (tmp_path / file).read_text().splitlines()
    assert found[0].where == tmp_path / file
    assert written[found[0].line - 1].strip(" -").startswith(line)


def test_a_corridor_and_a_share_beyond_the_whole_are_bounds(tmp_path):
    corridor = ({"kpi": "win_rate", "at_least": 0.1}, {"kpi": "win_rate", "at_most": 0.9})
    write(tmp_path, PLAYBOOK, bounds(*corridor, {"kpi": "attainment_median", "at_least": 1.2}))
    assert len(sim.load_playbook(tmp_path).experiment.decision.subject_to) == 3


def test_a_team_that_also_serves_what_a_rule_leads_to_is_not_idle(tmp_path):
    path = write(tmp_path, SEGMENTS, {"rules": [{"segment": "big", "when": {}}]})
    text = path.read_text()
    path.write_text(text[: text.index("teams:")] + "teams: {all: {segments: [big, rest]}}\n")
    assert sim.load_playbook(tmp_path).experiment.schemes["today"].segmentation.teams.keys() == {"all"}


def test_a_grid_with_a_value_twice_is_refused(tmp_path):
    write(tmp_path, PLAYBOOK, {})
    with pytest.raises(InputError, match="the value 1 stands there twice, expected each once"):
        sim.load_playbook(tmp_path, {"market.demand.scale": [1, 1]})


def managed(*managers: str, **more: Any) -> dict[str, Any]:
    roles = ("sdr", "ae", "ae", "ae")
    seats = [{**SEAT, "name": f"Seat {i}", "role": roles[i], "manager": name} for i, name in enumerate(managers)]
    return {"seats": seats, "managers": more}


def team(tmp_path, changes: dict[str, Any]) -> None:
    write(tmp_path, TEAM, changes)
    path = tmp_path / PLAYBOOK
    path.write_text(path.read_text().replace("heads: 6", "heads: 4"))
    sim.load_playbook(tmp_path)


def test_a_misspelt_manager_is_no_manager_more(tmp_path):
    with pytest.raises(InputError) as raised:
        team(tmp_path, managed("Zhao Lie", "Zhao Lei", "Zhao Lei", "Gao Ning"))
    (problem,) = raised.value.problems
    assert problem.key == "schemes.today.people.seats.0.manager"
    assert problem.message == "'Zhao Lie' is nobody's seat and would be one more manager"
    assert problem.hint == "did you mean 'Zhao Lei'? Two people of like names are listed under `managers.names`"


def test_a_manager_who_is_nearly_a_seat_is_refused(tmp_path):
    with pytest.raises(InputError, match="did you mean 'Seat 2'"):
        team(tmp_path, managed("Seatt 2", "Zhao Lei", "Zhao Lei", "Gao Ning"))


def test_managers_of_like_names_may_be_listed(tmp_path):
    team(tmp_path, managed("Zhao Lie", "Zhao Lei", "Zhao Lei", "Gao Ning", names=["Zhao Lie", "Zhao Lei", "Gao Ning"]))


@pytest.mark.parametrize(
    ("found", "other", "alike"),
    [
        ("Zhao Lie", "Zhao Lei", True),
        ("zhao  lei", "Zhao Lei", True),
        ("Zhao Le", "Zhao Lei", True),
        ("Zhaoo Lei", "Zhao Lei", True),
        ("Zhao Lea", "Zhao Lei", True),
        ("Manager 1", "Manager 2", False),
        ("Manager North", "Manager South", False),
        ("王伟", "王磊", False),
        ("王小明", "王小红", False),
        ("Lin Tao", "Gao Ning", False),
    ],
)
def test_what_counts_as_a_slip_of_the_pen(found, other, alike):
    assert likely_meant(found, [other]) == (other if alike else None)


def test_a_row_with_more_cells_than_columns_is_not_called_cut_short(tmp_path):
    path = tmp_path / "team.csv"
    path.write_text("office,role,name\nhere,rep,Ann,1,2\n")
    with pytest.raises(InputError) as raised:
        team_sheet(path)
    text = str(raised.value)
    assert "expected 3 cells, found 5" in text
    assert "cut short" not in text
    assert "stands in quotes" in text
