"""The dip and the week of breaking even, against sums that were worked by hand and Student's t of a table."""

from __future__ import annotations

from math import inf

import numpy as np
import pandas as pd
import pytest

from sim.results.dip import BreakEven, Low, break_even, lowest, path, stays_above, total, weekly_gains

# Changes in week 1. Sums: 0 -2 -3 -1 1 2, and 0 -4 -5 -5 -3 -2: means 0 -3 -4 -3 -1 0.
GAINS = np.array([[0, -2, -1, 2, 2, 1], [0, -4, -1, 0, 2, 1]], dtype=float)
T_90_OF_TWO = 6.313751514675041


@pytest.mark.parametrize(
    ("sums", "first", "week"),
    [
        ([1, 2, 3], 0, 0),
        ([0, -1, 1, 2], 0, 2),
        ([0, 0, 3, 4], 2, 2),
        ([0, 2, -1, 4], 1, 3),
        ([0, 2, 3, 0], 1, None),
        ([0, -1, -1, -1], 1, None),
        ([5, 5, 5, 5], 2, 2),
    ],
)
def test_sums_stay_above_zero_from_the_week_after_the_last_that_does_not(sums, first, week):
    assert stays_above(np.array(sums, dtype=float), first) == week


def test_the_bottom_is_where_the_mean_sum_is_lowest_with_its_interval():
    half = T_90_OF_TWO * np.sqrt(2) / np.sqrt(2)
    assert lowest(GAINS, 0.9) == pytest.approx(Low(2, -4.0, -4 - half, -4 + half))
    assert lowest(-GAINS, 0.9) == Low(None, 0.0, 0.0, 0.0)


def test_break_even_is_told_of_the_mean_its_bounds_and_each_replication():
    assert break_even(GAINS, 1, 0.9) == BreakEven(None, 1, None, 0.5)
    sure = GAINS + np.array([0, 0, 0, 0, 30, 0])
    assert break_even(sure, 1, 0.9) == BreakEven(4, 1, 4, 1.0)
    assert break_even(np.array([[0.0, -1, 3, 1]] * 3), 1, 0.9) == BreakEven(2, 2, 2, 1.0)


def test_one_replication_has_no_bounds():
    found = path(GAINS[:1].cumsum(axis=1), 0.9)
    assert found.low.tolist() == [-inf] * 6
    assert break_even(GAINS[:1], 1, 0.9) == BreakEven(4, 1, None, 1.0)


def test_the_total_is_of_all_weeks_from_one_on():
    assert total(GAINS, 0.9)[0] == 0.0
    assert total(GAINS, 0.9, first=3) == pytest.approx((4.0, 4 - T_90_OF_TWO, 4 + T_90_OF_TWO))


def test_gains_are_of_the_same_replication_and_week_whatever_the_order_of_rows():
    rows = [
        (scheme, replication, "week", str(week), "contribution", value)
        for scheme, values in {"stay": 100.0 * (1 + np.zeros((2, 6))), "go": 100.0 + GAINS}.items()
        for replication, own in enumerate(values)
        for week, value in enumerate(own)
    ]
    rows += [("go", 0, "quarter", "1", "contribution", 7.0), ("go", 0, "week", "0", "other", 9.0)]
    columns = ["scheme", "replication", "dimension", "item", "measure", "value"]
    frame = pd.DataFrame(rows, columns=columns).sample(frac=1, random_state=1)
    assert weekly_gains(frame, "go", "stay") == pytest.approx(GAINS)
