"""A mean is infinite where a replication is, and is of those replications alone that have a value."""

from __future__ import annotations

from math import inf, isnan, nan

import pandas as pd
import pytest
from scipy import stats

from sim.results.means import difference_of, interval_of


def test_a_missing_value_is_left_out_and_the_others_have_scipys_interval() -> None:
    found = interval_of(pd.Series([1.0, nan, 4.0, 2.5]), 0.9)
    oracle = stats.ttest_1samp([1.0, 4.0, 2.5], 0).confidence_interval(0.9)
    assert found == pytest.approx((2.5, oracle.low, oracle.high, 3))


@pytest.mark.parametrize(
    ("values", "mean", "n"),
    [([1.0, inf, nan], inf, 2), ([inf, inf], inf, 2), ([-inf, 3.0], -inf, 2), ([5.0], 5.0, 1), ([nan, 5.0], 5.0, 1)],
)
def test_an_infinite_value_makes_the_mean_infinite_and_nothing_is_known_of_its_bounds(
    values: list[float], mean: float, n: int
) -> None:
    assert interval_of(pd.Series(values), 0.95) == (mean, -inf, inf, n)


@pytest.mark.parametrize("values", [[], [nan, nan]])
def test_no_value_has_no_mean(values: list[float]) -> None:
    found = interval_of(pd.Series(values, dtype=float), 0.95)
    assert isnan(found.mean)
    assert found[1:] == (-inf, inf, 0)


def test_a_difference_is_over_the_replications_that_both_have() -> None:
    values, others = pd.Series([nan, 5.0, 9.0, 8.0]), pd.Series([100.0, 1.0, 3.0, nan])
    oracle = stats.ttest_rel([5.0, 9.0], [1.0, 3.0]).confidence_interval(0.95)
    assert difference_of(values, others, 0.95) == pytest.approx((5, oracle.low, oracle.high, 2))
    assert difference_of(values, pd.Series([1.0, nan, nan, nan]), 0.95).n == 0


def test_neglect_never_looks_like_speed() -> None:
    slow, neglect = pd.Series([4.0, 5.0, 6.0]), pd.Series([1.0, inf, 1.0])
    assert difference_of(neglect, slow, 0.95) == (inf, -inf, inf, 3)
    assert difference_of(slow, neglect, 0.95) == (-inf, -inf, inf, 3)
    both = difference_of(neglect, pd.Series([2.0, inf, 2.0]), 0.95)
    assert isnan(both.mean)
    assert both.n == 3
