"""The register: what it may hold, how rows are judged, and that what was committed is what comes out."""

from __future__ import annotations

import shutil

import pytest
import yaml

from sim.inputs.errors import InputError
from sim.inputs.models.evidence import Check, Register
from sim.results.evidence.figures import Estimate
from sim.results.evidence.judged import (
    RESULTS,
    Judged,
    holds,
    play_register,
    read_results,
    rows_that_hold,
    write_results,
)
from sim.results.evidence.register import Registered, evidence_folder, read_explained, read_register
from sim.results.playbook import vary

CHECK = {
    "title": "t",
    "experiment": "usual-load",
    "figure": "mean",
    "of": "never_answered_share",
    "schemes": ["today"],
    "within": [0, 0.2],
}
SIZED = {**CHECK, "figure": "elasticity", "schemes": ["a", "b", "c"], "sizes": [1, 2, 3]}


def row(*checks, **rest):
    return {"found": "f", "source": "s", "stands_for": "so", "checks": list(checks), **rest}


@pytest.mark.parametrize(
    ("found", "rule", "held"),
    [
        (Estimate(0.2, 0.1, 0.3, 9), {"within": (0.2, 0.5)}, True),
        (Estimate(0.19, 0.1, 0.3, 9), {"within": (0.2, 0.5)}, False),
        (Estimate(0.51, 0.1, 0.9, 9), {"within": (0.2, 0.5)}, False),
        (Estimate(0.2, 0.1, 0.3, 9), {"within": None, "sign": "positive"}, True),
        (Estimate(0.2, -0.1, 0.5, 9), {"within": None, "sign": "positive"}, False),
        (Estimate(-0.2, -0.3, -0.1, 9), {"within": None, "sign": "negative"}, True),
        (Estimate(-0.2, -0.3, 0.1, 9), {"within": None, "sign": "negative"}, False),
        (Estimate(0.2, 0.1, 0.3, 9), {"within": None, "sign": "negative"}, False),
    ],
)
def test_a_check_is_judged_by_its_own_rule(found, rule, held):
    assert holds(Check(**{**CHECK, **rule}), found) is held


def test_a_figure_that_does_not_exist_holds_nothing():
    assert not holds(Check(**CHECK), Estimate(float("nan"), float("nan"), float("nan"), 9))


def test_a_row_holds_if_all_of_its_checks_do():
    def judged(row, check, held):
        return Judged(row, check, Estimate(0, 0, 0, 2), held)

    found = rows_that_hold([judged("1", 0, True), judged("1", 1, False), judged("2", 0, True), judged("1", 2, True)])
    assert found == {"1": False, "2": True}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sign": "positive"}, "exactly one of within and sign"),
        ({"within": None}, "exactly one of within and sign"),
        ({"within": [0.5, 0.2]}, "runs backwards"),
        ({"schemes": ["a", "b"]}, "is of 1 schemes, found 2"),
        ({"figure": "difference"}, "is of 2 schemes, found 1"),
        ({**SIZED, "sizes": [1, 2]}, "a size for each of its 3"),
        ({**SIZED, "sizes": [1, 3, 2]}, "and rise"),
        ({**SIZED, "schemes": ["a", "b"], "sizes": [1, 2]}, "three at least"),
    ],
)
def test_a_check_that_makes_no_sense_is_refused(change, why):
    with pytest.raises(ValueError, match=why):
        Check(**{**CHECK, **change})


def test_behaviour_may_be_fitted_on_three_rows_at_most():
    rows = {str(number): row(CHECK, fitted=True) for number in range(4)}
    Register(rows={name: rows[name] for name in list(rows)[:3]})
    with pytest.raises(ValueError, match="4 rows are fitted"):
        Register(rows=rows)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"experiment": "usual-laod"}, "usual-load"),
        ({"of": "never_answered_shar"}, "never_answered_share"),
        ({"schemes": ["todya"]}, "today"),
    ],
)
def test_a_name_that_does_not_exist_is_told_with_the_nearest(tmp_path, change, told):
    shutil.copytree(evidence_folder(), tmp_path / "evidence")
    path = tmp_path / "evidence" / "registered.yaml"
    path.write_text(yaml.safe_dump({"rows": {"3": row({**CHECK, **change})}}), encoding="utf-8")
    with pytest.raises(InputError, match=told) as caught:
        read_register(tmp_path / "evidence")
    assert caught.value.problems[0].line is not None


def test_a_row_that_is_not_registered_is_refused():
    with pytest.raises(InputError, match="row 99 is not registered"):
        play_register(read_register(), 1, ["99"])


def test_results_are_read_as_they_were_written(tmp_path):
    judged = [Judged("3", 0, Estimate(0.1, 0.05, 0.15, 8), True), Judged("21", 0, Estimate(-1.0, -2.0, 0.5, 30), False)]
    write_results(tmp_path / "r.json", judged)
    assert read_results(tmp_path / "r.json") == judged
    assert read_results(tmp_path / "none.json") == []


def test_a_row_is_played_and_judged_whatever_the_workers():
    whole = read_register()
    short = {
        name: vary(one, {"run.weeks": 20, "run.warm_up_weeks": 4, "run.replications": 2})
        for name, one in whole.experiments.items()
    }
    registered = Registered(whole.register, short)
    (_, usual), (_, again) = (play_register(registered, workers, ["3"]) for workers in (1, 2))
    assert usual == again
    assert usual.estimate.n == 2
    assert 0 < usual.estimate.value < 1


def test_every_row_that_was_played_is_registered_and_judged_as_its_rule_says():
    register = read_register().register
    for item in read_results(evidence_folder() / RESULTS):
        assert item.holds is holds(register.rows[item.row].checks[item.check], item.estimate)


def test_what_the_model_lacks_is_told_of_the_rows_that_it_misses_and_of_no_other():
    held = rows_that_hold(read_results(evidence_folder() / RESULTS))
    assert set(read_explained()) == {number for number, holds_ in held.items() if not holds_}


@pytest.mark.slow
def test_what_was_committed_comes_out_again():
    committed = {(item.row, item.check): item for item in read_results(evidence_folder() / RESULTS)}
    for item in play_register(read_register(), 2):
        before = committed[item.row, item.check]
        assert item.estimate == pytest.approx(before.estimate)
        assert item.holds is before.holds
