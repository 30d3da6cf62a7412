"""Where a broken line meets zero, and where a band around it contains zero."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.results.decide.flips import Flip, Zero, crossings, zero_band

VALUES = np.array([0.5, 1, 2.0])


def line(*points):
    return np.array(points, dtype=np.float64)


@pytest.mark.parametrize(
    ("means", "expected"),
    [
        ([-2, 2, 4], (0.75,)),  # half way from 0.5 to 1
        ([4, 1, -3], (1.25,)),  # a quarter of the way from 1 to 2
        ([1, 2, 3], ()),
        ([-1, -2, -3], ()),
        ([0, 2, 3], ()),
        ([-1, 0, 3], (1.0,)),
        ([3, 2, 0], ()),
        ([3, 0, 2], ()),  # touches
        ([1, -1, 1], (0.75, 1.5)),
    ],
)
def test_a_broken_line_changes_its_sign_where_one_would_draw_it(means, expected):
    assert crossings(VALUES, line(*means)) == expected


@pytest.mark.parametrize(
    ("lows", "highs", "expected"),
    [
        ([-3, 1, 3], [-1, 3, 5], (Zero.SOMEWHERE, 0.625, 0.875)),
        ([3, 1, -3], [5, 3, 1], (Zero.SOMEWHERE, 1.25, 2.0)),  # open: zero is still inside at the end
        ([-1, -2, -1], [1, 2, 3], (Zero.THROUGHOUT, None, None)),
        ([1, 2, 1], [2, 3, 2], (Zero.NOWHERE, None, None)),
        ([-2, -3, -2], [-1, -2, -1], (Zero.NOWHERE, None, None)),
        ([-1, 1, -1], [1, 2, 1], (Zero.SOMEWHERE, 0.5, 2.0)),  # let go of between two parts
        ([-inf, 1, 2], [inf, 3, 4], (Zero.SOMEWHERE, 0.5, 1.0)),  # one replication at the first point
        ([-inf, -inf, -inf], [inf, inf, inf], (Zero.THROUGHOUT, None, None)),
    ],
)
def test_the_flip_lies_where_the_band_contains_zero(lows, highs, expected):
    zero, low, high = zero_band(VALUES, line(*lows), line(*highs))
    assert zero == expected[0]
    assert (low, high) == pytest.approx(expected[1:])


@given(st.lists(st.tuples(st.floats(-9, 9), st.floats(0, 5)), min_size=3, max_size=3), st.floats(0.5, 2))
def test_no_value_inside_the_band_lies_outside_the_interval(points, value):
    means, halves = np.array(points).T
    zero, low, high = zero_band(VALUES, means - halves, means + halves)
    inside = np.interp(value, VALUES, means - halves) <= 0 <= np.interp(value, VALUES, means + halves)
    if inside:
        assert zero is not Zero.NOWHERE
        assert zero is Zero.THROUGHOUT or low - 1e-9 <= value <= high + 1e-9
    for crossing in crossings(VALUES, means):
        assert zero is Zero.THROUGHOUT or low - 1e-9 <= crossing <= high + 1e-9


def test_a_change_of_sign_between_tiny_numbers_is_a_crossing():
    assert crossings(VALUES, np.array([1e-266, -1e-58, -1.0])) == pytest.approx((VALUES[0],))


def test_the_interval_covers_the_true_flip_as_often_as_promised():
    """The gain is 4 (x - 1.2) plus noise that all points of a replication share, and some of their own."""
    rng, values, covered = np.random.default_rng(5), np.array([0.0, 1.0, 2.0]), 0
    trials, replications = 1000, 8
    quantile = stats.t.ppf(0.975, replications - 1)
    for _ in range(trials):
        noise = rng.standard_normal((replications, 1)) * 2 + rng.standard_normal((replications, 3))
        samples = 4 * (values - 1.2) + noise
        half = quantile * samples.std(axis=0, ddof=1) / np.sqrt(replications)
        zero, low, high = zero_band(values, samples.mean(axis=0) - half, samples.mean(axis=0) + half)
        covered += zero is Zero.THROUGHOUT or (low is not None and low <= 1.2 <= high)
    # Cautious: 95 % at least, give or take three standard errors; with 90 % bounds it would be near 91 %.
    assert covered / trials > 0.95 - 3 * np.sqrt(0.05 * 0.95 / trials)


def test_a_flip_value_is_the_only_crossing():
    words = {"parameter": "p", "scheme": "a", "zero": Zero.SOMEWHERE, "flip_low": 0.0, "flip_high": 1.0}
    ends = {"low": 0.0, "high": 1.0, "gain_at_low": 0.0, "gain_at_high": 0.0, "n": 8}
    assert Flip(crossings=(0.5,), **words, **ends).value == 0.5
    assert Flip(crossings=(0.2, 0.5), **words, **ends).value is None
    assert Flip(crossings=(), **words, **ends).value is None
