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
    play_register,
    read_results,
    verdict,
    verdicts,
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


def row(*checks, **rest):
    return {"found": "f", "source": "s", "stands_for": "so", "checks": list(checks), **rest}


WITHIN, ABOVE, BELOW = (
    {"within": (0.2, 0.5)},
    {"within": None, "sign": "positive"},
    {"within": None, "sign": "negative"},
)


@pytest.mark.parametrize(
    ("found", "rule", "told"),
    [
        (Estimate(0.2, 0.1, 0.3, 9), WITHIN, "holds"),
        (Estimate(0.19, 0.1, 0.3, 9), WITHIN, "undecided"),
        (Estimate(0.15, 0.1, 0.19, 9), WITHIN, "misses"),
        (Estimate(0.51, 0.1, 0.9, 9), WITHIN, "undecided"),
        (Estimate(0.6, 0.51, 0.7, 9), WITHIN, "misses"),
        (Estimate(0.2, 0.1, 0.3, 9), ABOVE, "holds"),
        (Estimate(0.2, -0.1, 0.5, 9), ABOVE, "undecided"),
        (Estimate(-0.2, -0.3, -0.1, 9), ABOVE, "misses"),
        (Estimate(-0.2, -0.3, -0.1, 9), BELOW, "holds"),
        (Estimate(-0.2, -0.3, 0.1, 9), BELOW, "undecided"),
        (Estimate(0.2, 0.1, 0.3, 9), BELOW, "misses"),
    ],
)
def test_a_check_is_judged_by_its_own_rule(found, rule, told):
    assert verdict(Check(**{**CHECK, **rule}), found) == told


def test_a_row_is_as_good_as_the_worst_of_its_checks():
    def judged(row, check, told):
        return Judged(row, check, Estimate(0, 0, 0, 2), told)

    rows = [("1", 0, "holds"), ("1", 1, "misses"), ("2", 0, "holds"), ("1", 2, "undecided"), ("3", 0, "undecided")]
    found = verdicts([judged(*row) for row in [*rows, ("3", 1, "holds")]])
    assert found == {"1": "misses", "2": "holds", "3": "undecided"}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sign": "positive"}, "exactly one of within and sign"),
        ({"within": None}, "exactly one of within and sign"),
        ({"within": [0.5, 0.2]}, "runs backwards"),
        ({"schemes": ["a", "b"]}, "is of 1 schemes, found 2"),
        ({"figure": "difference"}, "is of 2 schemes, found 1"),
        ({"figure": "elasticity", "schemes": ["a", "b"]}, "three schemes at least"),
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
    judged = [
        Judged("3", 0, Estimate(0.1, 0.05, 0.15, 8), "holds"),
        Judged("21", 0, Estimate(-1.0, -2.0, 0.5, 30), "undecided"),
    ]
    write_results(tmp_path / "r.json", judged)
    assert read_results(tmp_path / "r.json") == judged
    assert read_results(tmp_path / "none.json") == []


def test_rows_that_were_not_played_stay_as_they_stand(tmp_path):
    one, other = (Judged(row, 0, Estimate(0.1, 0.05, 0.15, 8), "holds") for row in ("21", "3"))
    again = one._replace(estimate=Estimate(0.2, 0.1, 0.3, 8))
    write_results(tmp_path / "r.json", [one])
    write_results(tmp_path / "r.json", [other])
    write_results(tmp_path / "r.json", [again])
    assert read_results(tmp_path / "r.json") == [other, again]


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


def test_a_replication_of_which_nothing_can_be_told_is_refused_with_its_row():
    whole = read_register()
    short = {name: vary(one, {"run.weeks": 20, "run.replications": 2}) for name, one in whole.experiments.items()}
    with pytest.raises(InputError, match=r"last-years-quota.yaml: rows.12: .* in replications \[0, 1\]"):
        play_register(Registered(whole.register, short), 1, ["12"])


def test_an_experiment_of_one_replication_is_refused(tmp_path):
    shutil.copytree(evidence_folder(), tmp_path / "evidence")
    path = tmp_path / "evidence" / "usual-load.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("replications: 8", "replications: 1"), encoding="utf-8")
    with pytest.raises(InputError, match="one replication tells no interval"):
        read_register(tmp_path / "evidence")


def test_every_row_that_was_played_is_registered_and_judged_as_its_rule_says():
    register = read_register().register
    for item in read_results(evidence_folder() / RESULTS):
        assert item.verdict == verdict(register.rows[item.row].checks[item.check], item.estimate)


def test_what_the_model_lacks_is_told_of_the_rows_that_do_not_hold_and_of_no_other():
    told = verdicts(read_results(evidence_folder() / RESULTS))
    assert set(read_explained()) == {number for number, found in told.items() if found != "holds"}


@pytest.mark.slow
def test_what_was_committed_comes_out_again():
    committed = {(item.row, item.check): item for item in read_results(evidence_folder() / RESULTS)}
    for item in play_register(read_register(), 2):
        before = committed[item.row, item.check]
        assert item.estimate == pytest.approx(before.estimate)
        assert item.verdict == before.verdict
