"""Pay plans that can't be are refused with file, line and reason."""

from __future__ import annotations

import pytest

from tests.inputs.test_cross_checks import load

PLAN, SEGMENTS = "params/incentives/ours.yaml", "params/segmentation/ours.yaml"


def tiers(*pairs):
    return [{"attainment_from": start, "rate": rate} for start, rate in pairs]


def contest(**changes):
    return {"contests": {"spring": {"pool": 100, "prizes": [1], **changes}}}


TWO = tiers((0, 1), (1, 2))
CASES = [
    (PLAN, {"tiers": tiers((0, 1), (1, 2), (0.8, 3))}, "tiers:", "tier 3 starts at 0.8, which tier 2 covers from 1 on"),
    (PLAN, {"tiers": tiers((0, 1), (0, 2))}, "tiers:", "tier 2 starts at 0, which tier 1 covers from 0 on"),
    (PLAN, {"tiers": tiers((0.5, 1))}, "tiers:", "the first tier must start at attainment 0"),
    (
        PLAN,
        {"tiers": TWO, "cap_attainment": 0.9},
        "cap_attainment:",
        "a cap at 0.9 is never passed by the last tier, which starts at 1",
    ),
    (
        PLAN,
        {"tiers": tiers((0, 0), (0.8, 1)), "cap_attainment": 0.8},
        "cap_attainment:",
        "a cap at 0.8 leaves nothing above the threshold, 0.8",
    ),
    (
        PLAN,
        {"credit": "margin"},
        "target_",
        "a plan that credits margin has target_margin_per_year as its target, found target_rev",
    ),
    (PLAN, {"target_deals_per_year": 5}, "target_", "found target_revenue_per_year and target_deals_per_year"),
    (PLAN, {"credit": "profit"}, "credit:", "expected"),
    (
        PLAN,
        {"spiffs": [{"amount": 1}, {"amount": 1, "when": {"size": ["huge"]}}]},
        "size:",
        "there is no size 'huge'",
    ),
    (PLAN, {"spiffs": [{"amount": 1, "offers": ["gold"]}]}, "offers:", "there is no offer 'gold'"),
    (PLAN, {"spiffs": [{"amount": 0}]}, "amount:", "expected more than 0"),
    (
        PLAN,
        {"spiffs": [{"amount": 1}, {"amount": 1, "from_week": 8, "to_week": 8}]},
        "amount:",
        "can never be earned: it is over with week 8 and begins with 8",
    ),
    (
        PLAN,
        {"spiffs": [{"amount": 1}, {"amount": 1, "when": {"contacts_at_least": 2}}]},
        "when:",
        "can never match: nobody has earlier contacts",
    ),
    (PLAN, {"roles": {"ae": {"quota_per_year": 0}}}, "quota_per_year:", "expected more than 0"),
    (
        PLAN,
        {"team_pool": {"share_of_target_pay": 0.2, "tiers": tiers((0, 1), (1, 2)), "cap_attainment": 0.9}},
        "cap_attainment:",
        "a cap at 0.9 is never passed by the last tier, which starts at 1",
    ),
    (PLAN, {"team_pool": {"share_of_target_pay": 1.2}}, "share_of_target_pay:", "expected at most 1"),
    (PLAN, {"team_pool": {"share_of_target_pay": 0.2, "unit": "region"}}, "unit:", "expected"),
    (PLAN, {"draw": {"share_of_target_pay": -0.1}}, "share_of_target_pay:", "expected at least 0"),
    (PLAN, {"clawback": {"within_months": 0}}, "within_months:", "expected more than 0"),
    (
        PLAN,
        {"quality": {"steps": [{"satisfaction_from": 0.2, "factor": 1}]}},
        "steps:",
        "steps must start at 0 and then at rising satisfactions, found 0.2",
    ),
    (
        PLAN,
        {"quality": {"steps": [{"satisfaction_from": at, "factor": 1} for at in (0, 0.5, 0.5)]}},
        "steps:",
        "found 0, 0.5, 0.5",
    ),
    (PLAN, contest(prizes=[0.6, 0.3]), "prizes:", "the shares of prizes sum to 0.9, expected 1"),
    (PLAN, contest(prizes=[0.4, 0.6]), "prizes:", "a lower rank must not win more than a higher one"),
    (PLAN, contest(from_week=3), "spring:", "expected both from_week and to_week, or neither"),
    (PLAN, contest(from_week=3, to_week=3), "spring:", "nobody can compete: it is over with week 3"),
    (PLAN, contest(roles=["sdr"]), "roles:", "there is no paid role 'sdr'"),
    (PLAN, contest(offices=["moon"]), "offices:", "there is no office 'moon'"),
]


@pytest.mark.parametrize(("file", "changes", "line", "message"), CASES, ids=[case[3] for case in CASES])
def test_each_mistake_is_told_once_with_its_file_and_line(tmp_path, file, changes, line, message):
    found = [problem for problem in load(tmp_path, file, changes) if message in problem.message]
    assert len(found) == 1
    (problem,) = found
    assert problem.where == tmp_path / file
    written = (tmp_path / file).read_text().splitlines()
    near = [number for number, text in enumerate(written, start=1) if line in text]
    assert problem.line in near


def test_a_split_of_a_teams_credit_sums_to_one(tmp_path):
    teams = {"teams": {"key": {"credit": {"ae": 0.8, "sdr": 0.4}}}}
    messages = [problem.message for problem in load(tmp_path, SEGMENTS, teams)]
    assert any("the shares of credit in team 'key' sum to 1.2, expected 1" in message for message in messages)
