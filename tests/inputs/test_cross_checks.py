"""What only the whole playbook shows: each mistake told once, with its file and line, and the nearest name."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

import sim
from sim.inputs.errors import InputError, Problem
from tests.builders import TEAM, WORLD, merged, stage

SEAT = {"name": "Ann", "role": "rep", "office": "office"}
PAY = {"target_revenue_per_year": 1, "tiers": [{"attainment_from": 0, "rate": 1}]}
FILES: dict[str, Any] = {
    "params/markets/small.yaml": merged(WORLD, {"stages": {"call": stage(), "close": stage()}}),
    "params/people/team.yaml": TEAM,
    "params/process/line.yaml": {"roles": {"call": "sdr", "close": "ae"}},
    "params/routing/ours.yaml": {"policy": "shared-queue"},
    "params/segmentation/ours.yaml": {
        "rules": [{"segment": "big", "when": {"size": ["large"]}}],
        "residual": "rest",
        "teams": {"key": {"segments": ["big"]}, "others": {"segments": ["rest"]}},
    },
    "params/territory/ours.yaml": {"territories": {"all": {"regions": ["north", "south"]}}},
    "params/products/ours.yaml": {"offers": {"standard": {}}},
    "params/incentives/ours.yaml": {**PAY, "roles": {"ae": {"target_pay_per_year": 1}}},
    "experiment.yaml": {
        "title": "Small",
        "market": "small",
        "baseline": "today",
        "schemes": {
            "today": {
                "people": {"extends": "team", "offices": {"office": {"heads": 6}}},
                "process": "line",
                "routing": "ours",
                "segmentation": "ours",
                "territory": "ours",
                "products": "ours",
                "incentives": "ours",
            },
            "other": {"extends": "today", "routing": "shared-queue"},
        },
        "ways": {"routing": ["other"]},
        "also": {"sweeps": {"load": {"title": "Load", "parameter": "market.demand.scale", "values": [1, 2]}}},
    },
}


def write(folder: Path, file: str, changes: dict[str, Any]) -> Path:
    for name, content in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        document = merged(deepcopy(content), changes) if name == file else content
        path.write_text(yaml.safe_dump(document, sort_keys=False))
    return folder / file


def load(folder: Path, file: str, changes: dict[str, Any]) -> tuple[Problem, ...]:
    write(folder, file, changes)
    with pytest.raises(InputError) as raised:
        sim.load_playbook(folder)
    return raised.value.problems


def test_nothing_is_wrong_with_the_playbook_that_the_others_spoil(tmp_path):
    write(tmp_path, "experiment.yaml", {})
    assert list(sim.load_playbook(tmp_path).resolve()) == ["today", "other"]


EXPERIMENT, TODAY = "experiment.yaml", "schemes.today."
# File, what is written there, where it should be told (line by its text), message, hint.
CASES: list[tuple[str, dict[str, Any], str, str, str]] = [
    (EXPERIMENT, {"decision": {"maximise": "revenu"}}, "maximise: revenu", "there is no KPI 'revenu'", "'revenue'"),
    (EXPERIMENT, {"decision": {"maximise": "revenue"}}, "maximise: revenue", "expected contribution", "subject_to"),
    (
        EXPERIMENT,
        {"decision": {"subject_to": [{"kpi": "stage_wait_hours.cal", "at_most": 8}]}},
        "- kpi: stage_wait_hours.cal",
        "there is no KPI 'stage_wait_hours.cal'",
        "'stage_wait_hours.call'",
    ),
    (EXPERIMENT, {"also": {"focus": ["today", "othr"]}}, "focus:", "there is no scheme 'othr'", "'other'"),
    (EXPERIMENT, {"ways": {"size": ["othr"]}}, "size:", "there is no scheme 'othr'", "'other'"),
    (EXPERIMENT, {"ways": {"size": []}}, "size:", "expected at least one scheme, found none", ""),
    (EXPERIMENT, {"ways": {"size": ["today"]}}, "size:", "'today' is the baseline", ""),
    (
        EXPERIMENT,
        {"also": {"sweeps": {"load": {"schemes": ["today", "othr"]}}}},
        "schemes:",
        "there is no scheme 'othr'",
        "'other'",
    ),
    (
        EXPERIMENT,
        {"also": {"sweeps": {"load": {"best_of": "othr"}}}},
        "best_of:",
        "there is no scheme 'othr'",
        "'other'",
    ),
    (
        "params/people/team.yaml",
        {"offices": {"office": {"region": "nord"}}},
        "region: nord",
        "there is no region 'nord'",
        "'north'",
    ),
    ("params/process/line.yaml", {"roles": {"clos": "ae"}}, "roles:", "there is no stage 'clos'", "'close'"),
    ("params/process/line.yaml", {"roles": {"close": "aee"}}, "roles:", "there is no role 'aee'", "'ae'"),
    ("params/process/line.yaml", {"shared_roles": ["sdrr"]}, "shared_roles:", "'sdrr' works no stage", "'sdr'"),
    ("params/people/team.yaml", {"heads": {"sdr": 2}}, "heads:", "nobody of role 'ae', who works a stage", ""),
    (
        "params/people/team.yaml",
        {"seats": [{**SEAT, "role": "sdr"}]},
        "seats:",
        "no seat has role 'ae', who works a stage",
        "",
    ),
    (
        "params/people/team.yaml",
        {"seats": [{**SEAT, "role": "sdr"}, {**SEAT, "name": "Bob", "role": "ae", "team": "kee"}]},
        "team: kee",
        "there is no team 'kee' in any scheme",
        "'key'",
    ),
    (
        "params/people/team.yaml",
        {"seats": [{**SEAT, "role": "sdr"}, {**SEAT, "name": "Bob", "role": "ae", "territory": "al"}]},
        "territory: al",
        "there is no territory 'al' in any scheme",
        "'all'",
    ),
    (
        "params/people/team.yaml",
        {"heads": {"sdr": 1, "ae": 1}, "seats": [{**SEAT, "role": "sdr"}, {**SEAT, "name": "Bob", "role": "ae"}]},
        "heads:",
        "expected either heads or named seats, found both",
        "",
    ),
    (
        "params/people/team.yaml",
        {"seats": [{**SEAT, "role": "sdr", "team": "key"}, {**SEAT, "name": "Bob", "role": "ae", "team": "key"}]},
        "seats:",
        "no seat is of team 'others', whose segments others would serve",
        "name it as the team of a seat",
    ),
    (
        "params/territory/ours.yaml",
        {"territories": {"all": {"regions": ["north", "sout"]}}},
        "regions:",
        "there is no region 'sout'",
        "'south'",
    ),
    (
        "params/territory/ours.yaml",
        {"territories": {"all": {"regions": ["north"]}}},
        "territories:",
        "no territory has the region 'south'",
        "",
    ),
    (
        "params/segmentation/ours.yaml",
        {"rules": [{"segment": "big", "when": {"size": ["larg"]}}]},
        "size:",
        "there is no size 'larg'",
        "'large'",
    ),
    (
        "params/segmentation/ours.yaml",
        {"rules": [{"segment": "big", "when": {"need": ["prise"]}}]},
        "need:",
        "there is no need 'prise'",
        "'price'",
    ),
    (
        "params/segmentation/ours.yaml",
        {"teams": {"key": {"offers": ["standrd"]}}},
        "offers:",
        "there is no offer 'standrd'",
        "'standard'",
    ),
    (
        "params/routing/ours.yaml",
        {"rules": [{"when": {"lifecycle": ["exsting"]}, "policy": "account-owner"}]},
        "lifecycle:",
        "there is no lifecycle 'exsting'",
        "'existing'",
    ),
    (
        "params/routing/ours.yaml",
        {"policy": "weighted"},
        "policy:",
        "the policy 'weighted' needs weights by office",
        "",
    ),
    (
        "params/routing/ours.yaml",
        {"policy": "weighted", "weights": {"offce": 1}},
        "weights:",
        "there is no office 'offce'",
        "'office'",
    ),
    (
        "params/markets/small.yaml",
        {"stages": {"close": {"exits": {"back_share": 1, "back_to": "call"}}}},
        "back_share: 1",
        "whoever doesn't advance goes back: the stage has no exit, expected less than 1",
        "",
    ),
    (
        "params/markets/small.yaml",
        {"stages": {"call": {"skip_share": 1, "skip_to": "sign"}, "sign": stage()}},
        "skip_share: 1",
        "everyone skips 'close', expected less than 1",
        "",
    ),
    (
        "params/process/line.yaml",
        {"sla": {"closs": {"within_hours": 8}}},
        "sla:",
        "there is no stage 'closs'",
        "'close'",
    ),
    (
        "params/incentives/ours.yaml",
        {"roles": {"sdr": {"target_pay_per_year": 1, "credit_share": 0.5}}},
        "roles:",
        "credit shares of a deal add up to 1.5, more than 1 (ae 1, sdr 0.5)",
        "",
    ),
]


@pytest.mark.parametrize(("file", "changes", "line", "message", "hint"), CASES, ids=[case[3] for case in CASES])
def test_each_mistake_is_told_once_with_its_file_and_line(tmp_path, file, changes, line, message, hint):
    found = [problem for problem in load(tmp_path, file, changes) if message in problem.message]
    assert len(found) == 1
    (problem,) = found
    assert problem.where == tmp_path / file
    written = (tmp_path / file).read_text().splitlines()
    near = [number for number, text in enumerate(written, start=1) if line in text]
    assert problem.line in near
    assert hint in (problem.hint or "")


def test_a_stage_without_a_role_and_a_plan_that_pays_nobody(tmp_path):
    market = {"stages": {"demo": stage()}}
    messages = [problem.message for problem in load(tmp_path, "params/markets/small.yaml", market)]
    assert messages == ["no role works the stage 'demo'"]


def test_a_plan_that_pays_no_role_of_the_process_is_told(tmp_path):
    write(tmp_path, EXPERIMENT, {"schemes": {"other": {"process": {"roles": {"call": "rep", "close": "rep"}}}}})
    with pytest.raises(InputError, match="the plan pays no role that works a stage") as raised:
        sim.load_playbook(tmp_path)
    assert len(raised.value.problems) == 1


def test_nobody_anywhere_is_told(tmp_path):
    offices = {"people": {"offices": {"office": {"heads": 0}}}}
    (problem,) = load(tmp_path, EXPERIMENT, {"schemes": {"today": offices}})
    assert problem.message == "nobody works in any office"


def test_several_mistakes_are_told_together(tmp_path):
    changes = {"decision": {"maximise": "revenu"}, "ways": {"size": ["othr"]}, "also": {"focus": ["today", "todai"]}}
    assert len(load(tmp_path, EXPERIMENT, changes)) == 3


LEVEL = {"schemes": {"today": {"process": {"extends": "line", "sla": {"close": {"within_hours": 8}}}}}}


@pytest.mark.parametrize(
    "people", [{"heads": {"sdr": 2, "ae": 0}}, {"seats": [{**SEAT, "role": "sdr"}]}], ids=["heads", "seats"]
)
def test_a_service_level_that_nobody_is_there_to_keep_is_told(tmp_path, people):
    problems = load(tmp_path, EXPERIMENT, merged(LEVEL, {"schemes": {"today": {"people": people}}}))
    (problem,) = [one for one in problems if "to keep this level" in one.message]
    assert problem.message == "nobody of role 'ae' is there to keep this level"
    assert problem.where == tmp_path / EXPERIMENT
    assert "close:" in (tmp_path / EXPERIMENT).read_text().splitlines()[problem.line - 1]


CRM_CASES = [
    ({"score_accuracy": 0.4}, "score_accuracy", "expected at least 0.5 probability, found 0.4"),
    ({"adoption": {"ceiling_share": 1.2}}, "ceiling_share", "expected at most 1 share, found 1.2"),
    ({"adoption": {"start_share": 0.4, "ceiling_share": 0.3}}, "adoption", "ceiling_share is below start_share"),
    ({"adoption": {"half_weeks": -1}}, "half_weeks", "expected at least 0 weeks, found -1"),
    ({"duplicates_found_share": 1.1}, "duplicates_found_share", "expected at most 1 share, found 1.1"),
    ({"sort_accuracy": 0.8}, "sort_accuracy", "score_accuracy"),
]


@pytest.mark.parametrize(("crm", "line", "message"), CRM_CASES, ids=[case[1] + case[2][-3:] for case in CRM_CASES])
def test_a_crm_that_can_not_be_is_told_with_its_line(tmp_path, crm, line, message):
    problems = load(tmp_path, EXPERIMENT, {"schemes": {"today": {"crm": crm}}})
    (problem,) = problems
    assert message in problem.message + (problem.hint or "")
    assert line in (tmp_path / EXPERIMENT).read_text().splitlines()[problem.line - 1]


def test_money_for_a_source_that_does_not_exist_is_told_with_the_nearest_one(tmp_path):
    (problem,) = load(tmp_path, EXPERIMENT, {"schemes": {"today": {"marketing": {"spend_per_year": {"wbe": 5}}}}})
    assert problem.message == "there is no source 'wbe'"
    assert "'web'" in (problem.hint or "")
    effects = {"effects": {"campaigns": {"channels": {"wbe": {"lead_cost": 5}}}}}
    (problem,) = load(tmp_path, "params/markets/small.yaml", effects)
    assert problem.message == "there is no source 'wbe'"
    assert problem.where == tmp_path / "params/markets/small.yaml"
