"""What stands beside the comparison, on hand-written samples."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.results import beside
from sim.results.variants import sweep_key
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


def test_one_pair_has_no_bounds_and_none_has_no_mean():
    assert beside.paired(pd.Series([3.0]), 0.95) == (3.0, -inf, inf)
    assert isnan(beside.paired(pd.Series([nan]), 0.95)[0])


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


def test_the_null_market_is_judged_by_the_same_rule():
    samples = {
        "main": {"today": 10 + NOISE, "a": 15 + NOISE + OWN},
        "null": {"today": 10 + NOISE, "a": 9.9 + NOISE + OWN},
    }
    run = hand_made(samples)
    assert beside.null(run)["mean"].tolist() == pytest.approx([-0.1])
    assert run.verdict.status == "recommended"
    verdict = beside.null_verdict(run)
    assert (verdict.status, verdict.recommended, verdict.indifference) == ("equivalent", None, 1)


def test_the_start_is_compared_from_today_and_from_each_schemes_own_memory():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE},
        "steady": {"today": 10 + NOISE[:2], "a": 14 + NOISE[:2]},
    }
    table = beside.steady(hand_made(samples))
    assert table[["scheme", "start", "n"]].values.tolist() == [["a", "today", 4], ["a", "steady", 2]]
    assert table["mean"].tolist() == pytest.approx([2, 4])


def test_robustness_names_the_winner_under_each_circumstance():
    samples = {
        "main": {"today": 10 + NOISE, "a": 12 + NOISE + OWN, "b": 11 + NOISE},
        "budget 0.85": {"today": 10 + NOISE, "a": 11 + NOISE - OWN},
        "budget 1.15": {"today": 10 + NOISE, "a": 9 + NOISE},
    }
    table = beside.robustness(hand_made(samples))
    assert table[["circumstance", "best", "same_winner"]].values.tolist() == [
        ["main", "a", True], ["budget 0.85", "a", True], ["budget 1.15", "today", False],
    ]  # fmt: skip
    assert table["gain"].tolist() == pytest.approx([2, 1, 0])
    oracle = stats.ttest_rel(11 + NOISE - OWN, 10 + NOISE).confidence_interval(0.95)
    assert (table["low"][1], table["high"][1]) == pytest.approx((oracle.low, oracle.high))


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
    assert len(beside.robustness(finished)) == 5
    money = beside.gains(finished, "line").query("kind == 'money'")
    gap = finished.samples("contribution")
    assert money["mean"].sum() == pytest.approx((gap["line"] - gap["today"]).mean())
