"""Quantiles and shares of a few replications, against scipy's own tests of a quantile and of a share."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from scipy.stats import binomtest, quantile_test

from sim.results.quantiles import quantile, share_of

RNG = np.random.default_rng(7)


@pytest.mark.parametrize("count", [5, 12, 20, 60, 200])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_quantile_has_the_bounds_that_scipy_finds_by_inverting_its_test(count, share):
    values = RNG.lognormal(size=count)
    found = quantile(values, share, 0.95)
    by_scipy = quantile_test(values, p=share).confidence_interval(0.95)
    assert found.value == pytest.approx(np.quantile(values, share))
    for own, theirs in zip(found[1:], by_scipy, strict=True):
        assert (own == theirs) or (not np.isfinite(own) and np.isnan(theirs))


def test_nothing_bounds_a_tenth_percentile_of_twenty_values_from_below_nor_a_ninetieth_from_above():
    values = np.arange(20.0)
    assert quantile(values, 0.1, 0.95)[1:] == (-inf, 5.0)
    assert quantile(values, 0.9, 0.95)[1:] == (14.0, inf)


def test_the_interval_holds_the_true_quantile_at_least_as_often_as_it_says():
    draws = np.sort(RNG.exponential(size=(2000, 25)), axis=1)
    truth = -np.log(1 - 0.5)
    inside = [low <= truth <= high for _, low, high in (quantile(row, 0.5, 0.9) for row in draws)]
    assert 0.9 - 0.02 < np.mean(inside) < 0.99


@pytest.mark.parametrize(("count", "total"), [(0, 12), (3, 12), (12, 12), (7, 40)])
def test_a_share_has_the_exact_interval(count, total):
    found = share_of(count, total, 0.95)
    exact = binomtest(count, total).proportion_ci(0.95, method="exact")
    assert found == pytest.approx((count / total, exact.low, exact.high))


def test_of_nothing_nothing_is_known():
    assert np.isnan(quantile(np.array([]), 0.5, 0.95).value)
    assert np.isnan(share_of(0, 0, 0.95).value)
