"""Pay statements worked by hand, and expected marginal pay against quadrature."""

from __future__ import annotations

from itertools import pairwise
from math import inf, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm

from sim.levers.pay import Plan, effort, marginal_rate_expected, payout

FLAT = Plan((0.0,), (1.0,), (), inf)
TIERED = Plan((0.0, 0.8, 1.0), (0.5, 1.0, 2.0), (), inf)
CAPPED = Plan((0.0, 1.0), (0.8, 1.8), ((1.0, 0.1),), 1.6)


@pytest.mark.parametrize(
    ("plan", "attainment", "pay"),
    [
        (FLAT, 0.0, 0.0),
        (FLAT, 0.73, 0.73),
        (FLAT, 3.0, 3.0),
        (TIERED, 0.4, 0.2),
        (TIERED, 0.8, 0.4),
        (TIERED, 0.9, 0.5),
        (TIERED, 1.0, 0.6),
        (TIERED, 1.25, 1.1),
        (CAPPED, 0.999, 0.7992),
        (CAPPED, 1.0, 0.9),
        (CAPPED, 1.6, 0.8 + 1.08 + 0.1),
        (CAPPED, 9.0, 0.8 + 1.08 + 0.1),
        (Plan((0.0,), (1.0,), ((0.5, 0.2), (1.0, 0.3)), inf), 0.75, 0.95),
        (Plan((0.0,), (1.0,), ((0.5, 0.2), (1.0, 0.3)), inf), 1.0, 1.5),
        (Plan((0.0,), (1.0,), ((2.0, 0.2),), 1.5), 3.0, 1.5),
        (Plan((0.0, 2.0), (1.0, 5.0), (), 1.5), 3.0, 1.5),
    ],
)
def test_statement(plan, attainment, pay):
    assert payout(plan, attainment) == pytest.approx(pay, abs=1e-12)


def extended(plan: Plan, x: float) -> float:
    """Written anew: area under the rates up to x, the first tier reaching below 0, with jumps and a cap."""
    edges = [*plan.starts[1:], inf]
    x_paid, total, start = min(x, plan.cap), 0.0, 0.0
    for rate, edge in zip(plan.rates, edges, strict=True):
        total += rate * (min(x_paid, edge) - start)
        if x_paid <= edge:
            break
        start = edge
    return total + sum(share for step, share in plan.bonuses if step <= min(x, plan.cap))


def expected_pay(plan: Plan, mean: float, deviation: float) -> float:
    corners = sorted({*plan.starts, *(step for step, _ in plan.bonuses), *({plan.cap} - {inf})})
    low, high = mean - 12 * deviation, mean + 12 * deviation
    edges = [low, *(corner for corner in corners if low < corner < high), high]
    return sum(
        quad(lambda x: extended(plan, x) * norm.pdf(x, mean, deviation), a, b, epsabs=1e-13, epsrel=1e-12)[0]
        for a, b in pairwise(edges)
    )


PLANS = [
    FLAT,
    TIERED,
    CAPPED,
    Plan((0.0, 0.5, 0.9), (0.0, 1.5, 0.2), ((0.7, 0.4), (1.1, 0.05)), 1.3),
    Plan((0.0, 2.0), (1.0, 5.0), ((1.8, 1.0),), 1.5),
]


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize(("mean", "deviation"), [(0.2, 0.3), (0.95, 0.1), (1.0, 0.4), (1.5, 0.2), (2.5, 0.7)])
def test_marginal_rate_is_the_derivative_of_expected_pay(plan, mean, deviation):
    step = 1e-4 * deviation
    slope = (expected_pay(plan, mean + step, deviation) - expected_pay(plan, mean - step, deviation)) / (2 * step)
    assert marginal_rate_expected(plan, deviation)(mean) == pytest.approx(slope, abs=2e-7)


@pytest.mark.parametrize(
    ("expected", "rate"), [(0.0, 0.5), (0.79, 0.5), (0.8, 1.0), (0.99, 1.0), (1.0, 2.0), (7.0, 2.0)]
)
def test_without_uncertainty_the_tier_decides(expected, rate):
    assert marginal_rate_expected(TIERED, 0.0)(expected) == rate
    assert marginal_rate_expected(TIERED, 1e-9)(expected) == pytest.approx(rate) or expected in TIERED.starts


def test_beyond_a_cap_nothing_more_is_expected():
    assert marginal_rate_expected(CAPPED, 0.0)(1.6) == 0.0
    assert marginal_rate_expected(CAPPED, 0.2)(5.0) == pytest.approx(0.0, abs=1e-12)


@given(st.floats(0, 3), st.floats(0, 3), st.sampled_from(PLANS))
def test_more_attainment_never_pays_less(a, b, plan):
    low, high = sorted((a, b))
    assert payout(plan, low) <= payout(plan, high) + 1e-12


def test_effort_is_a_power_of_the_rate_between_floor_and_ceiling():
    assert effort(2.0, 0.5, 0.1, 9.0) == pytest.approx(sqrt(2))
    assert effort(2.0, 1.0, 0.1, 1.5) == 1.5
    assert effort(0.5, 1.0, 0.7, 9.0) == 0.7
    assert effort(0.0, 0.2, 0.8, 1.2) == 0.8
    assert effort(0.0, 0.0, 0.8, 1.2) == 1.0
    assert log(effort(3.0, 0.15, 0.1, 9.0)) == pytest.approx(0.15 * log(3))
