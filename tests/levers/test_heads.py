"""Whole heads from shares, and managers from spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.levers.heads import largest_remainder, managers_needed

WEIGHTS = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0.01, 1e6), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("total", "weights", "heads"),
    [
        (10, {"a": 5, "b": 3, "c": 2}, {"a": 5, "b": 3, "c": 2}),
        (10, {"a": 1, "b": 1, "c": 1}, {"a": 4, "b": 3, "c": 3}),
        (7, {"a": 0.6, "b": 0.25, "c": 0.15}, {"a": 4, "b": 2, "c": 1}),
        (1, {"a": 1, "b": 1.01}, {"a": 0, "b": 1}),
        (5, {"a": 0, "b": 2}, {"a": 0, "b": 5}),
        (0, {"a": 1}, {"a": 0}),
        (0, {}, {}),
    ],
)
def test_worked_by_hand(total, weights, heads):
    assert largest_remainder(total, weights) == heads


def test_at_least_one_each_as_far_as_the_total_reaches():
    assert largest_remainder(4, {"a": 100, "b": 1, "c": 1}, at_least=1) == {"a": 2, "b": 1, "c": 1}
    assert largest_remainder(2, {"a": 1, "b": 100, "c": 10}, at_least=1) == {"a": 0, "b": 1, "c": 1}
    assert largest_remainder(3, {"a": 1, "b": 1, "none": 0}, at_least=1)["none"] == 0


@given(st.integers(0, 200), WEIGHTS)
def test_heads_add_up_and_stay_within_one_of_their_share(total, weights):
    heads = largest_remainder(total, weights)
    whole = sum(weights.values())
    assert sum(heads.values()) == total
    assert all(abs(heads[name] - total * weight / whole) < 1 + 1e-6 for name, weight in weights.items())


@given(st.integers(0, 60), WEIGHTS, st.integers(0, 3))
def test_with_a_minimum_heads_add_up_and_nobody_is_left_out_that_could_be_served(total, weights, least):
    heads = largest_remainder(total, weights, at_least=least)
    assert sum(heads.values()) == total
    assert min(heads.values()) >= 0
    if total >= least * len(weights):
        assert min(heads.values()) >= least


@pytest.mark.parametrize(("total", "weights"), [(-1, {"a": 1}), (1, {"a": -1, "b": 3}), (1, {"a": 0}), (1, {})])
def test_nothing_to_share_by_is_refused(total, weights):
    with pytest.raises(ValueError, match="expected a total"):
        largest_remainder(total, weights)


@pytest.mark.parametrize(
    ("heads", "span", "managers"),
    [([8], 8, 1), ([9], 8, 2), ([1, 1, 1], 8, 3), ([16, 0, 3], 8, 3), ([], 8, 0), ([5], 2.5, 2), ([6], 2.5, 3)],
)
def test_a_manager_for_each_started_span_of_each_unit(heads, span, managers):
    assert managers_needed(heads, span) == managers
