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
BACK = Plan((0.0, 1.0, 1.4), (0.5, 1.0, 2.0), ((1.2, 0.1),), 2.0, retroactive=True)
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
        # Retroactive: the rate of the tier that is reached, from the first unit on; a tier begins at its very start.
        (BACK, 0.5, 0.5 * 0.5),
        (BACK, 0.999999, 0.999999 * 0.5),
        (BACK, 1.0, 1.0 * 1.0),
        (BACK, 1.000001, 1.000001 * 1.0),
        (BACK, 1.5, 1.5 * 2.0 + 0.1),
        (BACK, 4.0, 2.0 * 2.0 + 0.1),
        # Nothing below the threshold of 0.8, and from there on the rate on all of it.
        (Plan((0.0, 0.8), (0.0, 1.0), (), inf, True), 0.79, 0.0),
        (Plan((0.0, 0.8), (0.0, 1.0), (), inf, True), 0.8, 0.8),
        # A cap at the very start of the last tier leaves that tier's rate on what it starts with.
        (Plan((0.0, 1.0), (1.0, 2.0), (), 1.0, True), 3.0, 2.0),
        # Deals that lost money leave nothing owed, retroactive or not.
        (BACK, -0.5, 0.0),
        (TIERED, -0.5, 0.0),
    ],
)
def test_statement(plan, attainment, pay):
    assert payout(plan, attainment) == pytest.approx(pay, abs=1e-12)


def extended(plan: Plan, x: float) -> float:
    """Written anew: area under the rates up to x, the first tier reaching below 0, with jumps and a cap."""
    edges = [*plan.starts[1:], inf]
    x_paid, total, start = min(x, plan.cap), 0.0, 0.0
    if plan.retroactive:
        total = x_paid * next(rate for rate, edge in zip(plan.rates, edges, strict=True) if x_paid < edge)
        return total + sum(share for step, share in plan.bonuses if step <= x_paid)
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
RETROACTIVE = [
    BACK,
    Plan((0.0, 0.8), (0.0, 1.0), (), inf, True),
    Plan((0.0, 0.5, 0.9), (0.4, 1.5, 0.9), ((0.7, 0.4), (1.1, 0.05)), 1.3, True),
    Plan((0.0, 1.0), (1.0, 2.0), (), 1.0, True),
]


@pytest.mark.parametrize("plan", [*PLANS, *RETROACTIVE])
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


@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("mean", [0.4, 1.0, 1.6])
def test_a_single_tier_or_rate_pays_the_same_retroactively(plan, mean):
    alike = plan._replace(rates=(0.7,) * len(plan.rates))
    back = alike._replace(retroactive=True)
    assert payout(back, mean) == pytest.approx(payout(alike, mean), abs=1e-12)
    assert marginal_rate_expected(back, 0.3)(mean) == pytest.approx(marginal_rate_expected(alike, 0.3)(mean))


@given(st.floats(0, 3), st.floats(0, 3), st.sampled_from([*PLANS, RETROACTIVE[0], RETROACTIVE[1]]))
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
