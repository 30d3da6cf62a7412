"""summary.json: the contract's keys, and numbers that agree with Student's t."""

from __future__ import annotations

import json
from math import inf, nan

import numpy as np
import pytest
from scipy import stats

from sim.results.decide.verdict import verdict_of
from sim.results.summary import summary_of
from tests.results.conftest import hand_made

TODAY = [10.0, 12.0, 11.0, 13.0, 12.5]
OTHER = [14.0, 15.5, 15.0, 17.0, 16.0]


def summary(samples, **experiment):
    run = hand_made(samples, **experiment)
    return summary_of(run.playbook, run.run_id, verdict_of(run.playbook, run.resolved, run.variants), run.kpis)


def test_summary_json_has_the_contracts_keys(finished):
    found = json.loads((finished.folder / "summary.json").read_text(encoding="utf-8"))
    assert found.keys() >= {"playbook", "run_id", "baseline", "status", "recommended", "why", "schemes"}
    assert (found["playbook"], found["run_id"], found["baseline"]) == ("tiny", finished.run_id, "today")
    assert found["status"] in ("recommended", "equivalent", "undecided")
    assert list(found["schemes"]) == ["today", "dealt", "line"]
    for name, scheme in found["schemes"].items():
        assert scheme.keys() == {"kpis", "vs_baseline", "feasible"}
        assert isinstance(scheme["feasible"], bool)
        assert set(scheme["kpis"]) == set(finished.kpis["kpi"])
        assert all(kpi.keys() == {"mean", "low", "high", "unit", "n"} for kpi in scheme["kpis"].values())
        if name == "today":
            assert scheme["vs_baseline"] == {}
        else:
            assert set(scheme["vs_baseline"]) == set(finished.kpis["kpi"])
            assert all(kpi.keys() >= {"mean", "low", "high"} for kpi in scheme["vs_baseline"].values())


def test_means_and_differences_have_students_interval():
    found = summary({"main": {"today": TODAY, "other": OTHER}, "main/wins": {"today": TODAY, "other": OTHER}})
    kpi = found["schemes"]["other"]["kpis"]["contribution"]
    low, high = stats.t.interval(0.95, 4, np.mean(OTHER), stats.sem(OTHER))
    assert (kpi["mean"], kpi["low"], kpi["high"]) == pytest.approx((np.mean(OTHER), low, high))
    assert (kpi["unit"], kpi["n"]) == ("money/year", 5)
    paired = stats.ttest_rel(OTHER, TODAY).confidence_interval(0.95)
    for name in ("contribution", "wins"):
        gap = found["schemes"]["other"]["vs_baseline"][name]
        assert (gap["low"], gap["high"]) == pytest.approx((paired.low, paired.high))
    assert found["schemes"]["other"]["vs_baseline"]["contribution"]["joint"]
    assert "joint" not in found["schemes"]["other"]["vs_baseline"]["wins"]


def test_an_infinite_mean_is_null_and_a_missing_value_is_left_out_and_not_counted():
    found = summary(
        {
            "main": {"today": TODAY, "other": OTHER},
            "main/cycle_days": {"today": [1, nan, 3, 4, 5], "other": [1, 2, 3, 4, 5]},
            "main/deal_size": {"today": [nan] * 5, "other": [nan] * 5},
            "main/median_response_hours": {"today": [1, 2, inf, 4, 5], "other": [1, 2, 3, 4, 5]},
        }
    )
    nothing = {"mean": None, "low": None, "high": None}
    low, high = stats.t.interval(0.95, 3, np.mean([1, 3, 4, 5]), stats.sem([1, 3, 4, 5]))
    known = {"mean": 3.25, "low": pytest.approx(low), "high": pytest.approx(high), "unit": "days", "n": 4}
    assert found["schemes"]["today"]["kpis"]["cycle_days"] == known
    assert found["schemes"]["today"]["kpis"]["median_response_hours"] == {**nothing, "unit": "hours", "n": 5}
    assert found["schemes"]["today"]["kpis"]["deal_size"] == {**nothing, "unit": "money", "n": 0}
    # The difference is over the replications that both have.
    assert found["schemes"]["other"]["vs_baseline"]["cycle_days"] == {"mean": 0, "low": 0, "high": 0, "n": 4}
    assert found["schemes"]["other"]["vs_baseline"]["median_response_hours"] == {**nothing, "n": 5}
    assert found["schemes"]["other"]["kpis"]["cycle_days"]["mean"] == 3
    json.dumps(found, allow_nan=False)


def test_one_replication_has_no_bounds():
    found = summary({"main": {"today": [1.0], "other": [2.0]}})
    assert found["schemes"]["other"]["kpis"]["contribution"] == {
        "mean": 2.0, "low": None, "high": None, "unit": "money/year", "n": 1,
    }  # fmt: skip
    assert found["schemes"]["other"]["vs_baseline"]["contribution"] == {
        "mean": 1.0, "low": None, "high": None, "n": 1, "joint": True,
    }  # fmt: skip
    json.dumps(found, allow_nan=False)


def test_why_holds_codes_and_numbers():
    found = summary({"main": {"today": TODAY, "other": OTHER}})
    assert found["recommended"] == "other"
    (why,) = found["why"]
    assert (why["code"], why["scheme"], why["other"]) == ("beats", "other", "today")
    assert why["low"] > 0


def test_an_infeasible_scheme_says_so():
    rule = {"subject_to": [{"kpi": "utilisation", "at_most": 0.8}]}
    used = {"today": [0.5, 0.52, 0.51, 0.5, 0.53], "other": [0.9, 0.92, 0.91, 0.9, 0.93]}
    found = summary({"main": {"today": TODAY, "other": OTHER}, "main/utilisation": used}, decision=rule)
    assert found["recommended"] == "today"
    assert [found["schemes"][name]["feasible"] for name in ("today", "other")] == [True, False]
