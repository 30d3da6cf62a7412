"""Expected pay against numerical integration of the payout, and against the marginal rate that effort reads."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from scipy import integrate, stats

from sim.levers.expected_pay import expected_payout
from sim.levers.pay import Plan, marginal_rate_expected, payout

LINEAR = Plan((0.0,), (1.0,), (), inf)
TIERED = Plan((0.0, 0.5, 1.0), (0.0, 0.8, 2.0), (), inf)
CAPPED = Plan((0.0, 1.0), (0.8, 1.8), ((1.0, 0.1), (1.5, 0.3), (2.5, 9.0)), 2.0)
RETROACTIVE = Plan((0.0, 0.8, 1.2), (0.7, 1.0, 1.6), ((1.0, 0.2),), 2.0, True)
POINTS = (0.0, 0.5, 0.8, 1.0, 1.2, 1.5, 2.0)


@pytest.mark.parametrize("plan", [LINEAR, TIERED, CAPPED, RETROACTIVE])
@pytest.mark.parametrize("mean", [-0.2, 0.4, 1.0, 1.7, 3.0])
@pytest.mark.parametrize("deviation", [0.05, 0.4, 1.5])
def test_it_is_the_mean_of_the_payout_over_a_normal_attainment(plan, mean, deviation):
    density = stats.norm(mean, deviation).pdf
    edges = sorted({mean - 12 * deviation, mean + 12 * deviation, *POINTS})
    pieces = pairwise(edges)
    oracle = sum(
        integrate.quad(lambda x: payout(plan, max(x, 0.0)) * density(x), low, high, epsabs=1e-11)[0]
        for low, high in pieces
    )
    assert expected_payout(plan, mean, deviation) == pytest.approx(oracle, abs=1e-8)


@pytest.mark.parametrize("plan", [TIERED, CAPPED, RETROACTIVE])
@pytest.mark.parametrize("mean", [0.6, 1.0, 1.6])
def test_its_slope_is_the_marginal_rate(plan, mean):
    """Where next to nothing lies below 0, for which the two differ on purpose."""
    step, deviation = 1e-5, 0.1
    slope = (expected_payout(plan, mean + step, deviation) - expected_payout(plan, mean - step, deviation)) / (2 * step)
    assert slope == pytest.approx(marginal_rate_expected(plan, deviation)(mean), rel=1e-6)


@pytest.mark.parametrize("attainment", [0.0, 0.7, 1.0, 1.5, 9.0])
def test_without_uncertainty_it_is_the_payout(attainment):
    assert expected_payout(CAPPED, attainment, 0.0) == payout(CAPPED, attainment)
