"""What is picked as the largest of many is shown no more often by chance than its confidence allows."""

from __future__ import annotations

from math import inf, nan, sqrt

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.results.decide.picked import largest_shown, together
from sim.results.means import interval_of

CONFIDENCE = 0.95


def candidates(differences: np.ndarray) -> pd.DataFrame:
    """One row for each column of paired differences, with Student's interval by itself."""
    rows = [interval_of(pd.Series(column), CONFIDENCE) for column in differences.T]
    return pd.DataFrame(rows, columns=["mean", "low", "high", "n"])


def test_each_candidate_has_scipys_interval_of_the_divided_error():
    differences = np.random.default_rng(1).normal(2, [1, 3, 0.5, 2], size=(9, 4))
    found = together(candidates(differences), CONFIDENCE)
    for number, column in enumerate(differences.T):
        expected = stats.ttest_1samp(column, 0).confidence_interval(1 - 0.05 / 4)
        assert found.loc[number, ["low", "high"]].tolist() == pytest.approx([expected.low, expected.high])


def test_one_candidate_keeps_its_interval_to_the_bit():
    table = candidates(np.array([[1.0], [2.0], [4.0]]))
    assert together(table, CONFIDENCE).equals(table)


def test_what_never_varies_or_has_no_interval_is_no_candidate():
    table = candidates(np.array([[1.0, 0.0], [2.0, 0.0], [4.0, 0.0]]))
    unknown = pd.DataFrame({"mean": [3.0, nan], "low": [-inf, nan], "high": [inf, nan], "n": [1, 0]})
    both = pd.concat([table, unknown], ignore_index=True)
    assert together(both, CONFIDENCE).equals(both)


@pytest.mark.parametrize(("sign", "mean"), [(None, -3.0), (1, 2.0), (-1, -3.0)])
def test_the_largest_by_size_of_the_wanted_side_is_picked_and_only_if_shown(sign: int | None, mean: float) -> None:
    wide = np.array([8.0, -8.0, 30.0])
    narrow = np.array([0.01, -0.01, 0.0])
    table = candidates(np.column_stack([wide, 2 + narrow, narrow - 3, 1 + narrow]))
    row = largest_shown(table, CONFIDENCE, sign=sign)
    assert row is not None
    assert row["mean"] == pytest.approx(mean)
    assert largest_shown(table.iloc[:1], CONFIDENCE) is None


@pytest.mark.parametrize("common", [0.0, 0.9])
@pytest.mark.parametrize("count", [4, 20])
def test_where_nothing_differs_something_is_shown_no_more_often_than_the_error_rate(count: int, common: float) -> None:
    rng, trials, replications = np.random.default_rng(7), 400, 8
    claimed = alone = 0
    for _ in range(trials):
        shared = rng.normal(size=(replications, 1))
        noise = sqrt(1 - common) * rng.normal(size=(replications, count)) + sqrt(common) * shared
        table = candidates(noise)
        claimed += largest_shown(table, CONFIDENCE) is not None
        alone += bool(((table["low"] > 0) | (table["high"] < 0)).any())
    error, standard_error = 1 - CONFIDENCE, sqrt(0.05 * 0.95 / trials)
    assert claimed / trials <= error + 3 * standard_error
    # The study sees what it is for: intervals that hold one at a time claim more.
    assert alone / trials > error + 3 * standard_error
