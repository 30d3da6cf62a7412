"""The verdict on hand-written samples: recommended, equivalent, undecided, and limits that schemes break."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest
from scipy import stats

from sim.inputs.errors import InputError
from sim.results.decide.verdict import indifference_of
from tests.results.conftest import hand_made

NOISE = np.array([0.0, 2.0, -1.0, 1.5, -2.0, 0.5, -0.5, 1.0])
OWN = np.array([0.1, -0.2, 0.15, -0.1, 0.2, -0.15, 0.05, -0.05])


def verdict(samples, **experiment):
    return hand_made(samples, **experiment).verdict


def test_a_scheme_that_beats_every_other_is_recommended():
    found = verdict({"main": {"today": 10 + NOISE, "good": 13 + NOISE + OWN, "poor": 8 + NOISE - OWN}})
    assert (found.status, found.recommended, found.best) == ("recommended", "good", "good")
    paired = stats.ttest_rel(13 + NOISE + OWN, 10 + NOISE).confidence_interval(0.95)
    assert found.gain[0] == pytest.approx(3)
    # Three pairs hold together, so the interval is wider than a pair's own, but not twice.
    assert paired.low > found.gain[1] > 3 - 2 * (3 - paired.low)
    assert 0 < found.shrunk_gain < 3
    assert found.possible == ("good",)
    assert [str(reason.code) for reason in found.reasons] == ["beats", "beats"]
    assert not found.all_include_zero


def test_schemes_within_the_indifference_are_equivalent():
    found = verdict({"main": {"today": 10 + NOISE, "same": 10.1 + NOISE + OWN}})
    assert (found.status, found.recommended) == ("equivalent", None)
    assert set(found.possible) == {"today", "same"}
    assert found.required_replications is None


def test_too_much_noise_is_undecided_and_says_how_many_replications_would_do():
    found = verdict({"main": {"today": 10 + NOISE, "other": 11 - NOISE}})
    assert (found.status, found.recommended, found.best) == ("undecided", None, "other")
    assert found.required_replications > 8
    assert found.detectable_gain > 1
    assert found.all_include_zero
    half = stats.ttest_rel(11 - NOISE, 10 + NOISE).confidence_interval(0.95)
    assert found.gain == pytest.approx((0.625, half.low, half.high))


def test_a_scheme_that_never_varies_against_the_baseline_has_nothing_to_save():
    found = verdict({"main": {"today": 10 + NOISE, "same": 10 + NOISE, "good": 13 + NOISE + OWN}})
    assert set(found.saved_by_scheme) == {"good"}


def test_the_leading_alternative_stands_best_with_the_limits_then_by_its_mean():
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    hours = {"today": 5 + OWN, "fair": 6 + OWN, "poor": 6 + OWN, "slow": [7, 9, 8, 10, 6, 8, 9, 7], "greedy": 12 + OWN}
    money = {"today": 50, "fair": 13, "poor": 12, "slow": 30, "greedy": 40}
    samples = {name: mean + NOISE + OWN * index for index, (name, mean) in enumerate(money.items())}
    found = verdict({"main": samples, "main/median_response_hours": hours}, decision=rule)
    assert found.recommended == "today"
    assert found.leading(["today", "poor", "fair", "slow", "greedy"]) == "fair"
    assert found.leading(["slow", "greedy"]) == "slow"
    assert found.leading(["today", "greedy"]) == "greedy"
    with pytest.raises(ValueError, match="no alternative to 'today' among today"):
        found.leading(["today"])


def test_where_nobody_keeps_the_limit_the_best_is_one_of_whom_it_is_unclear():
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    hours = {"today": 12 + OWN, "slow": [7, 9, 8, 10, 6, 8, 9, 7], "greedy": 12 + OWN}
    money = {"today": 10 + NOISE, "slow": 20 + NOISE + OWN, "greedy": 40 + NOISE - OWN}
    found = verdict({"main": money, "main/median_response_hours": hours}, decision=rule)
    assert (found.recommended, found.best) == (None, "slow")


def test_pairing_saves_what_the_common_noise_would_cost():
    found = verdict({"main": {"today": 10 + NOISE, "good": 13 + NOISE + OWN}})
    separate = np.var(NOISE, ddof=1) + np.var(NOISE + OWN, ddof=1)
    assert found.variance_saved == pytest.approx(separate / np.var(OWN, ddof=1))


def test_a_scheme_that_breaks_a_limit_is_not_recommended_however_much_it_earns():
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    hours = {"today": 5 + OWN, "greedy": 12 + OWN, "fair": 6 + OWN}
    money = {"today": 10 + NOISE, "greedy": 30 + NOISE, "fair": 13 + NOISE + OWN}
    found = verdict({"main": money, "main/median_response_hours": hours}, decision=rule)
    assert (found.status, found.recommended, found.best) == ("recommended", "fair", "fair")
    assert found.feasibility == {"today": "feasible", "greedy": "infeasible", "fair": "feasible"}
    table = found.constraint_values
    assert list(table.columns) == ["scheme", "kpi", "limit", "sense", "mean", "low", "high", "state"]
    greedy = table[table["scheme"] == "greedy"].iloc[0]
    assert (greedy["limit"], greedy["sense"], greedy["state"]) == (8, "at most", "infeasible")
    assert greedy["mean"] == pytest.approx(12)
    assert greedy["low"] < 12 < greedy["high"]
    codes = [str(reason.code) for reason in found.reasons]
    assert "infeasible" in codes


def test_at_least_is_a_limit_the_other_way():
    rule = {"subject_to": [{"kpi": "satisfaction", "at_least": 0.5}]}
    felt = {"today": 0.6 + OWN / 100, "other": 0.4 + OWN / 100}
    money = {"today": 10 + NOISE, "other": 30 + NOISE}
    found = verdict({"main": money, "main/satisfaction": felt}, decision=rule)
    assert (found.recommended, found.feasibility["other"]) == ("today", "infeasible")
    assert found.constraint_values["sense"].tolist() == ["at least", "at least"]


def test_a_limit_that_the_data_cannot_tell_is_unclear_and_never_recommended():
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    hours = {"today": 5 + OWN, "slow": [7, 9, 8, 10, 6, 8, 9, 7], "never": [5, inf, 5, 5, 5, 5, 5, 5]}
    money = {"today": 10 + NOISE, "slow": 30 + NOISE, "never": 40 + NOISE}
    found = verdict({"main": money, "main/median_response_hours": hours}, decision=rule)
    assert found.feasibility == {"today": "feasible", "slow": "unclear", "never": "unclear"}
    assert found.recommended == "today"
    better = {reason.scheme for reason in found.reasons if str(reason.code) == "unclear_may_be_better"}
    assert better == {"slow", "never"}


def test_nothing_is_recommended_where_nobody_keeps_the_limit():
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 1}]}
    hours = {"today": 5 + OWN, "other": 6 + OWN}
    found = verdict(
        {"main": {"today": 10 + NOISE, "other": 30 + NOISE}, "main/median_response_hours": hours}, decision=rule
    )
    assert (found.status, found.recommended, found.possible) == ("undecided", None, ())
    assert found.best == "other"


def test_indifference_is_an_amount_or_a_share_of_the_baselines_fixed_cost():
    run = hand_made({"main": {"today": NOISE, "other": NOISE}})
    today = run.resolved["today"]
    assert indifference_of(run.playbook.experiment.decision, today) == 1
    shared = hand_made(
        {"main": {"today": NOISE, "other": NOISE}}, decision={"indifference": {"share_of_fixed_cost": 0.01}}
    )
    # One rep at 36,500 and one manager at 73,000.
    assert indifference_of(shared.playbook.experiment.decision, today) == pytest.approx(1095)


def test_confidence_is_the_playbooks():
    samples = {"main": {"today": 10 + NOISE, "other": 11 - NOISE}}
    wide, narrow = verdict(samples, decision={"confidence": 0.99}), verdict(samples, decision={"confidence": 0.8})
    assert wide.gain[1] < narrow.gain[1] < narrow.gain[2] < wide.gain[2]
    assert (wide.confidence, narrow.confidence) == (0.99, 0.8)


def test_differences_are_of_all_ordered_pairs_and_mirror_each_other():
    table = verdict({"main": {"today": 10 + NOISE, "good": 13 + NOISE + OWN, "poor": 8 + NOISE - OWN}}).differences
    assert len(table) == 6
    rows = table.set_index(["first", "second"])
    there, back = rows.loc[("good", "poor")], rows.loc[("poor", "good")]
    assert there["mean"] == pytest.approx(5)
    assert (there["mean"], there["low"], there["high"]) == (-back["mean"], -back["high"], -back["low"])


@pytest.mark.parametrize("value", [nan, inf])
def test_samples_that_are_no_numbers_are_told_and_not_compared(value):
    samples = {"main": {"today": [1.0, 2.0, 3.0], "other": [1.0, 2.0, value]}}
    with pytest.raises(InputError, match="contribution has no finite value for scheme 'other' in replication 2"):
        verdict(samples)
    with pytest.raises(InputError, match="no finite value"):
        hand_made(samples).compare()
