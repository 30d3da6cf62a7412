"""What stands beside the comparison, on hand-written samples."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import sim
from sim.results import beside
from sim.results.means import interval_of
from sim.results.played import most_replications
from sim.results.variants import main_variants, sweep_key, variants_beside
from tests.results.conftest import hand_made

NOISE = np.array([0.0, 2.0, -1.0, 1.5])
OWN = np.array([0.1, -0.2, 0.15, -0.05])
LOAD = {"title": "Load", "parameter": "market.demand.scale", "values": [0.5, 1, 2]}


def swept(**sweep):
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE - OWN},
        sweep_key("load", 0.5): {"today": 5 + NOISE, "a": 3 + NOISE, "b": 9 + NOISE},
        sweep_key("load", 2.0): {"today": 20 + NOISE, "a": 24 + NOISE, "b": 10 + NOISE},
    }
    return hand_made(samples, also={"sweeps": {"load": {**LOAD, **sweep}}})


def test_differences_to_the_baseline_are_scipys_paired_t():
    samples = pd.DataFrame({"today": 10 + NOISE, "a": 12 - NOISE + OWN, "b": 11 + OWN})
    table = beside.against_baseline(samples, "today", 0.9).set_index("scheme")
    assert list(table.index) == ["a", "b"]
    for scheme in ("a", "b"):
        oracle = stats.ttest_rel(samples[scheme], samples["today"]).confidence_interval(0.9)
        row = table.loc[scheme]
        assert (row["low"], row["high"], row["n"]) == pytest.approx((oracle.low, oracle.high, 4))
        assert row["mean"] == pytest.approx((samples[scheme] - samples["today"]).mean())


def test_a_replication_without_a_value_is_left_out_and_not_counted():
    samples = pd.DataFrame({"today": [1.0, 2.0, 4.0], "a": [2.0, nan, 8.0]})
    row = beside.against_baseline(samples, "today", 0.95).iloc[0]
    assert (row["mean"], row["n"]) == (2.5, 2)


def test_differences_that_are_the_same_but_for_rounding_have_no_width():
    difference = pd.Series([0.1 + 0.2, 0.3, 0.1 + 0.2, 0.3])
    assert difference.std() > 0
    mean, low, high = interval_of(difference, 0.95)[:3]
    assert mean == low == high


def test_one_pair_has_no_bounds_and_none_has_no_mean():
    assert interval_of(pd.Series([3.0]), 0.95)[:3] == (3.0, -inf, inf)
    assert isnan(interval_of(pd.Series([nan]), 0.95).mean)


def test_a_sweep_shows_every_value_and_its_own_from_the_comparison():
    table = beside.sweep(swept(), "load")
    assert list(table.columns) == ["scheme", "value", "mean", "low", "high", "n"]
    means = table.set_index(["scheme", "value"])["mean"]
    assert means.to_dict() == pytest.approx(
        {("a", 0.5): -2, ("b", 0.5): 4, ("a", 1.0): 2, ("b", 1.0): 1, ("a", 2.0): 4, ("b", 2.0): -10}
    )


def test_a_sweep_shows_every_scheme_that_all_its_points_hold():
    run = swept(schemes=["today", "b"])
    frame = run.variants
    kept = frame[~((frame["variant"] == sweep_key("load", 2.0)) & (frame["scheme"] == "b"))]
    # The comparison's leader is played in a sweep though the playbook did not list it.
    assert set(beside.sweep(run, "load")["scheme"]) == {"a", "b"}
    assert set(beside.sweep(replace(run, variants=kept), "load")["scheme"]) == {"a"}


def test_a_line_of_a_sweep_passes_through_the_comparison_and_turns_with_no_luck_of_fewer_replications():
    """On the two replications of the sweep a is behind at 1, on all four ahead; nothing changes between the values."""
    zero, gains = [0.0, 0.0, 0.0, 0.0], [-2.0, -1.0, 9.0, 10.0]
    samples = {
        "main": {"today": zero, "a": gains},
        sweep_key("load", 0.5): {"today": zero[:2], "a": gains[:2]},
        sweep_key("load", 2.0): {"today": zero[:2], "a": [gains[0] + 1, gains[1] + 3]},
    }
    run = hand_made(samples, also={"sweeps": {"load": {**LOAD, "replications": 2}}}, run={"replications": 4})
    table = beside.sweep(run, "load").set_index("value")
    assert table["mean"].to_dict() == pytest.approx({0.5: 4, 1: 4, 2: 6})
    assert table["n"].tolist() == [2, 4, 2]
    comparison = stats.ttest_1samp(gains, 0).confidence_interval(0.95)
    for value in (0.5, 1):
        assert table.loc[value, ["low", "high"]].tolist() == pytest.approx([comparison.low, comparison.high])
    assert beside.flip(run, "load").n == 2


def test_a_comparison_of_fewer_replications_than_a_sweep_is_none_of_its_points(tiny):
    sweep = {"title": "Load", "parameter": "market.demand.scale", "values": [0.5, 1], "replications": 3}
    path = tiny({"also": {"sweeps": {"load": sweep}}})
    keys = {}
    for replications in (2, 3):
        playbook = sim.load_playbook(path, {"run.replications": replications})
        variants = variants_beside(playbook, main_variants(playbook)[0], None)
        keys[replications] = {variant.key: variant.replications for variant in variants}
        assert most_replications(playbook) == replications + sum(keys[replications].values())
    assert keys == {
        2: {sweep_key("load", 0.5): 3, sweep_key("load", 1.0): 3},
        3: {sweep_key("load", 0.5): 3},
    }


def test_the_best_value_is_of_the_scheme_named_on_the_replications_that_all_values_share():
    samples = {
        "main": {"today": [0, 0, 0, 0], "a": [5.0, 6.1, 4.9, 900.0]},
        sweep_key("load", 0.5): {"today": [0] * 3, "a": [1.0, 2.0, 1.2]},
        sweep_key("load", 2.0): {"today": [0] * 3, "a": [2.0, 3.2, 2.1]},
    }
    run = hand_made(
        samples, also={"sweeps": {"load": {**LOAD, "replications": 3, "best_of": "a"}}}, run={"replications": 4}
    )
    found = beside.best_of_sweep(run, "load")
    # The comparison's fourth replication has no partner.
    assert (found.values, found.n, found.best, found.kept) == ((0.5, 1, 2), 3, 1, (1,))
    assert found.means == pytest.approx((1.4, 16 / 3, 7.3 / 3))
    assert beside.best_of_sweep(swept(), "load") is None


def test_the_flip_is_of_the_comparisons_leader_and_has_the_interval_of_its_band():
    found = beside.flip(swept(), "load")
    # a leads the comparison, though b is better at 0.5.
    assert (found.parameter, found.scheme, found.n) == ("market.demand.scale", "a", 4)
    assert found.value == pytest.approx(0.75)
    assert (found.low, found.high) == (0.5, 2)
    assert (found.gain_at_low, found.gain_at_high) == pytest.approx((-2, 4))
    # No noise at 0.5, where the gain is -2 each time; at 1 the bounds are those of the paired difference.
    oracle = stats.ttest_rel(12 + NOISE + OWN, 10 + NOISE).confidence_interval(0.95)
    assert found.flip_low == pytest.approx(0.5 + 0.5 * 2 / (2 + oracle.high))
    assert found.flip_high == pytest.approx(0.5 + 0.5 * 2 / (2 + oracle.low))


def test_the_flip_is_of_the_best_of_those_swept_where_the_leader_was_not():
    run = swept()
    frame = run.variants
    only_b = frame[~(frame["variant"].str.startswith("sweep") & (frame["scheme"] == "a"))]
    assert beside.flip(replace(run, variants=only_b), "load").scheme == "b"


def test_any_swept_scheme_has_its_flip():
    found = beside.flip(swept(), "load", "b")
    # b gains 4 at 0.5 and 1 at 1, and loses 10 at 2: it turns an eleventh of the way from 1 to 2.
    assert (found.scheme, found.value) == ("b", pytest.approx(1 + 1 / 11))
    assert found.loses


def test_a_turn_loses_only_where_the_far_end_is_shown_to():
    rises, wide = swept(), np.array([-9.0, 9.0, -8.0, 8.0])
    assert beside.flip(rises, "load").loses
    frame = rises.variants
    here = (frame["variant"] == sweep_key("load", 0.5)) & (frame["scheme"] == "a") & (frame["kpi"] == "contribution")
    frame.loc[here, "value"] += wide
    unsure = beside.flip(rises, "load")
    assert unsure.value == pytest.approx(0.75)
    assert not unsure.loses


def test_ways_are_ranked_by_their_best_scheme_with_the_joint_intervals():
    samples = {"main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE - OWN, "c": 15 + NOISE + 2 * OWN}}
    run = hand_made(samples, ways={"customer": ["a", "b"], "process": ["c"]})
    table = beside.ways(run)
    assert table[["way", "scheme"]].values.tolist() == [["process", "c"], ["customer", "a"]]
    assert table["mean"].tolist() == pytest.approx([5, 2])
    joint = run.verdict.differences.set_index(["first", "second"]).loc[("a", "today")]
    assert (table["low"][1], table["high"][1]) == (joint["low"], joint["high"])
    assert table["control"].tolist() == ["today", "today"]
    assert table["alone_mean"].tolist() == table["mean"].tolist()


def test_a_way_with_a_control_says_what_subdividing_alone_gains():
    samples = {"main": {"today": 10 + NOISE, "areas": 12 + NOISE - OWN, "a": 15 + NOISE + OWN, "b": 14 + NOISE + OWN}}
    run = hand_made(samples, ways={"customer": {"a": "areas", "b": "today"}, "process": ["b"]})
    table = beside.ways(run).set_index("way")
    row = table.loc["customer"]
    # a is better than b against today, though over its control it gains less: the choice is by the total.
    assert (row["scheme"], row["control"]) == ("a", "areas")
    assert (row["mean"], row["alone_mean"]) == pytest.approx((5, 3))
    joint = run.verdict.differences.set_index(["first", "second"]).loc[("a", "areas")]
    assert (row["alone_low"], row["alone_high"]) == (joint["low"], joint["high"])
    assert (row["low"], row["high"]) != (row["alone_low"], row["alone_high"])


def test_the_null_market_is_judged_by_the_same_rule_for_every_scheme_played_there():
    samples = {
        "main": {"today": 10 + NOISE, "a": 15 + NOISE + OWN, "b": 9 + NOISE},
        "null": {"today": 10 + NOISE, "a": 9.9 + NOISE + OWN, "b": 9 + NOISE - OWN},
    }
    run = hand_made(samples)
    table = beside.null(run).set_index("scheme")
    assert table["mean"].to_dict() == pytest.approx({"a": -0.1, "b": -1})
    assert run.verdict.status == "recommended"
    verdict = beside.null_verdict(run)
    assert (verdict.status, verdict.indifference) == ("equivalent", 1)
    joint = verdict.differences.set_index(["first", "second"]).loc[("a", "today")]
    assert (table.loc["a", "low"], table.loc["a", "high"]) == (joint["low"], joint["high"])


def test_a_scheme_that_breaks_a_limit_in_the_null_market_wins_nothing_there():
    samples = {
        "main": {"today": 10 + NOISE, "a": 15 + NOISE + OWN},
        "null": {"today": 10 + NOISE, "a": 15 + NOISE + OWN},
        "main/median_response_hours": {"today": 5 + OWN, "a": 6 + OWN},
        "null/median_response_hours": {"today": 5 + OWN, "a": 20 + OWN},
    }
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    run = hand_made(samples, decision=rule)
    assert run.verdict.recommended == "a"
    assert beside.null_verdict(run).recommended == "today"
    assert beside.null_verdict(run).feasibility["a"] == "infeasible"


def test_the_start_is_compared_from_today_and_from_each_schemes_own_memory():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE},
        "steady": {"today": 10 + NOISE[:2], "a": 14 + NOISE[:2]},
    }
    table = beside.steady(hand_made(samples))
    assert table[["scheme", "start", "n"]].values.tolist() == [["a", "today", 4], ["a", "steady", 2]]
    # On the two shared replications the gain of 1.95 becomes one of 4: on all four, that of 2 becomes 4.05.
    assert table["mean"].tolist() == pytest.approx([2, 4.05])


def test_a_long_run_that_changes_nothing_is_the_comparison_whatever_the_luck_of_fewer_replications():
    samples = {
        "main": {"today": [0.0, 0.0, 0.0, 0.0], "a": [-9.0, -8.0, 20.0, 21.0]},
        "steady": {"today": [0.0, 0.0], "a": [-9.0, -8.0]},
    }
    table = beside.steady(hand_made(samples)).set_index("start")
    assert table["mean"].tolist() == [6, 6]
    assert table["low"].nunique() == table["high"].nunique() == 1


def test_robustness_names_the_winner_under_each_circumstance():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE},
        "budget 0.85": {"today": 10 + NOISE, "a": 11 + NOISE - OWN},
        "budget 1.15": {"today": 10 + NOISE, "a": 9 + NOISE},
    }
    table = beside.robustness(hand_made(samples))
    assert table[["circumstance", "changed", "best", "same_winner"]].values.tolist() == [
        ["main", "", "a", True], ["budget 0.85", "a", "a", True], ["budget 1.15", "a", "today", False],
    ]  # fmt: skip
    assert table["gain"].tolist() == pytest.approx([2, 1, 0])
    oracle = stats.ttest_rel(11 + NOISE - OWN, 10 + NOISE).confidence_interval(0.95)
    assert (table["low"][1], table["high"][1]) == pytest.approx((oracle.low, oracle.high))


def test_fewer_replications_do_not_turn_what_was_not_changed():
    # On the first two replications today is ahead of a, on all four a is: a moved seat of b can't change that.
    today, a = np.array([3.0, 3.1, 0.0, 0.0]), np.array([2.0, 2.2, 3.0, 3.0])
    samples = {
        "main": {"today": today, "a": a, "b": [0.0, 0.1, 0.0, 0.2]},
        "seat moved ae > sdr": {"b": [1.0, 1.2]},
    }
    row = beside.robustness(hand_made(samples)).iloc[1]
    assert (row["changed"], row["best"], row["same_winner"], row["n"]) == ("b", "a", True, 2)
    assert (row["gain"], row["low"], row["high"]) == pytest.approx(interval_of(pd.Series(a - today), 0.95)[:3])
    samples["seat moved ae > sdr"]["b"] = [5.0, 5.2]
    assert beside.robustness(hand_made(samples)).iloc[1]["best"] == "b"


def test_each_move_of_a_seat_is_held_against_the_baseline_and_the_scheme_without_it():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 7 + NOISE},
        "seat moved ae > sdr": {"b": 9 + NOISE[:2] + OWN[:2]},
        "seat moved sdr > ae": {"b": 5 + NOISE[:2]},
        "budget 0.85": {"b": 1 + NOISE},
    }
    table = beside.seat_moves(hand_made(samples))
    assert table[["scheme", "circumstance"]].values.tolist() == [
        ["b", "seat moved ae > sdr"],
        ["b", "seat moved sdr > ae"],
    ]
    # The comparison's -3, moved by the change on the two shared replications: 2 - 0.05 and -2.
    assert table["gain"].tolist() == pytest.approx([-1.05, -5])
    assert table["alone"].tolist() == pytest.approx([-3, -3])


def test_replications_that_the_comparison_lacks_change_nothing():
    samples = {
        "main": {"today": [1.0, 2.0], "a": [3.0, 5.0]},
        "budget 0.85": {"today": [1.0, 2.0, 90.0], "a": [3.0, 6.0, 0.0]},
        "seat moved ae > sdr": {"a": [3.0, 5.0, 0.0]},
    }
    table = beside.robustness(hand_made(samples))
    assert table[["circumstance", "changed", "best", "gain", "n"]].values.tolist() == [
        ["main", "", "a", 2.5, 2], ["budget 0.85", "a", "a", 3.0, 2],
    ]  # fmt: skip
    one = {"main": {"today": [1.0], "a": [3.0]}, "budget 0.85": {"today": [1.0, 2.0], "a": [4.0, 6.0]}}
    assert beside.robustness(hand_made(one)).iloc[1][["gain", "low", "high", "n"]].tolist() == [3.0, -inf, inf, 1]


def test_a_moved_mean_has_the_interval_that_its_replications_bear_out():
    rng, covered, trials = np.random.default_rng(3), 0, 2000
    for _ in range(trials):
        main = pd.Series(5 + 2 * rng.standard_normal(12))
        there = main[:6] + 1 + rng.standard_normal(6)
        mean, low, high = beside.moved(main, there, 0.95)
        assert mean == pytest.approx(main.mean() + (there - main[:6]).mean())
        covered += low <= 6 <= high
    # 95 %, or a little more for the cautious degrees of freedom; 5 standard errors are 2.4 points.
    assert 0.94 < covered / trials < 0.985


def test_a_circumstance_that_changes_nothing_is_left_out():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN},
        "budget 0.85": {"today": 9 + NOISE, "a": 11 + NOISE},
        "seat moved ae > sdr": {"a": 12 + (NOISE + OWN)[:2]},
    }
    table = beside.robustness(hand_made(samples))
    assert table[["circumstance", "changed", "n"]].values.tolist() == [["main", "", 4], ["budget 0.85", "today, a", 4]]


def test_a_scheme_that_breaks_a_limit_wins_under_no_circumstance():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "greedy": 30 + NOISE},
        "main/median_response_hours": {"today": 5 + OWN, "a": 6 + OWN, "greedy": 20 + OWN},
        "budget 1.15": {"today": 11 + NOISE, "a": 14 + NOISE + OWN, "greedy": 40 + NOISE},
    }
    rule = {"subject_to": [{"kpi": "median_response_hours", "at_most": 8}]}
    assert beside.robustness(hand_made(samples, decision=rule))["best"].tolist() == ["a", "a"]


def test_gains_say_where_a_scheme_differs_and_a_missing_item_counts_as_nothing():
    run = hand_made({"main": {"today": NOISE, "a": NOISE}})
    rows = [
        (scheme, replication, dimension, item, "margin", value)
        for scheme, parts in {"today": {"north": 5.0}, "a": {"north": 9.0, "south": 2.0}}.items()
        for replication in (0, 1)
        for dimension, (item, value) in (("region", part) for part in parts.items())
    ]
    slices = pd.DataFrame(rows, columns=["scheme", "replication", "dimension", "item", "measure", "value"])
    table = beside.gains(replace(run, slices=slices), "a")
    assert table[["kind", "item", "measure", "mean"]].values.tolist() == [
        ["region", "north", "margin", 4.0], ["region", "south", "margin", 2.0],
    ]  # fmt: skip


def test_what_a_run_holds_is_asked_by_the_beginning_of_its_key():
    run = swept()
    assert beside.has(run, "sweep load")
    assert not beside.has(run, "null")


def test_everything_beside_a_real_run_can_be_told(finished):
    assert set(beside.sweep(finished, "load")["value"]) == {0.5, 1, 1.5}
    assert beside.flip(finished, "load").scheme in ("dealt", "line")
    assert list(beside.null(finished)["scheme"]) == ["dealt", "line"]
    assert beside.null_verdict(finished).status in ("recommended", "equivalent", "undecided")
    assert set(beside.steady(finished)["start"]) == {"today", "steady"}
    table = beside.robustness(finished).set_index("circumstance")["changed"]
    assert table.to_dict() == {
        "main": "",
        "budget 0.85": "today, dealt, line",
        "budget 1.15": "today, dealt, line",
        "seat moved sdr > ae": "line",
        "seat moved ae > sdr": "line",
    }
    money = beside.gains(finished, "line").query("kind == 'money'")
    gap = finished.samples("contribution")
    assert money["mean"].sum() == pytest.approx((gap["line"] - gap["today"]).mean())
