"""Transitions that start from nothing, come too late or in the wrong order, or can't be handed over, are refused."""

from __future__ import annotations

from typing import Any

import pytest

import sim
from tests.inputs.test_cross_checks import load, write

EXPERIMENT, MARKET = "experiment.yaml", "params/markets/small.yaml"


def going(week: int = 3, **terms: Any) -> dict[str, Any]:
    return {"schemes": {"other": {"transition": {"week": week, **terms}}}, "run": {"weeks": 10, "follow_up_weeks": 2}}


def changed(where: str, **levers: Any) -> dict[str, Any]:
    document = going()
    document["schemes"][where] = {**document["schemes"].get(where, {}), **levers}
    return document


def test_a_transition_from_the_baseline_and_back_is_read(tmp_path):
    write(tmp_path, EXPERIMENT, going(turn_back_week=5))
    found = sim.load_playbook(tmp_path).resolve(only=["other"])
    assert set(found) == {"today", "other"}
    assert found["other"].before is not None
    assert found["other"].before.name == "today"


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (going(10), "week 10 is after the run, whose measured weeks are 0 to 9", "run.weeks"),
        (going(3, turn_back_week=12), "week 12 is after the run", "run.weeks"),
        (going(3, turn_back_week=3), "is put back in week 3, before or as the new one begins in week 3", "after 3"),
        (going(from_scheme="todai"), "there is no scheme 'todai'", "'today'"),
        (going(from_scheme="other"), "in a circle: other -> other", "another scheme"),
        (
            {**going(), "schemes": {"today": {"transition": {"week": 2}}}},
            "'today' is the baseline, so its transition starts from nothing",
            "another scheme",
        ),
        (
            {
                **going(),
                "schemes": {
                    "other": {"transition": {"week": 4, "from_scheme": "between"}},
                    "between": {"extends": "today", "transition": {"week": 4}},
                },
            },
            "it starts in week 4 from 'between', which itself changes as late as week 4",
            "after 4",
        ),
        (changed("other", training={"team_building": {"hours_per_quarter": 8}}), "'other' has training", "without it"),
        (
            changed("today", training={"team_building": {"hours_per_quarter": 8}}),
            "'today' has training, which can't be handed over",
            "without it",
        ),
        (
            changed("other", process={"extends": "line", "hunting": {"role": "sdr"}}),
            "'other' has hunting (process.hunting)",
            "without it",
        ),
        (
            changed("other", process={"extends": "line", "sla": {"call": {"within_hours": 4}}}),
            "process.sla differs from that of 'today'",
            "the same in both",
        ),
        (
            changed("other", incentives={"extends": "ours", "period": "month"}),
            "incentives.period differs from that of 'today'",
            "rates, quotas",
        ),
        (changed("other", incentives="none"), "incentives differs from that of 'today'", "rates, quotas"),
        (
            changed("other", routing={"policy": "claim-pool", "pool": {}}),
            "'other' has a claim pool (routing.pool)",
            "without it",
        ),
    ],
)
def test_what_cannot_be_played_is_refused_before_a_run(tmp_path, changes, message, hint):
    problems = load(tmp_path, EXPERIMENT, changes)
    mine = [problem for problem in problems if message in problem.message]
    assert mine, [problem.message for problem in problems]
    assert hint in (mine[0].hint or "")
    assert mine[0].where is not None
    assert mine[0].line is not None


@pytest.mark.parametrize("effect", ["timing", "task_choice", "odds_discount", "motivation"])
def test_mechanisms_of_the_market_that_cannot_be_handed_over_are_refused(tmp_path, effect):
    write(tmp_path, MARKET, {"effects": {effect: {}}})
    spoilt = (tmp_path / MARKET).read_text(encoding="utf-8")
    write(tmp_path, EXPERIMENT, going())
    (tmp_path / MARKET).write_text(spoilt, encoding="utf-8")
    with pytest.raises(sim.InputError, match=f"'{effect}' can't be handed over"):
        sim.load_playbook(tmp_path)
