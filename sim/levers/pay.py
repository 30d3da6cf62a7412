"""Pay: a pure function of attainment, and what the next unit of it is expected to pay.

Pay is measured in the period's target variable pay, so that a flat plan pays exactly the attainment.
"""

from __future__ import annotations

import math
from typing import NamedTuple


class Plan(NamedTuple):
    """A pay plan in plain numbers: tier starts and rates in order, (attainment, share) of each bonus, cap or inf."""

    starts: tuple[float, ...]
    rates: tuple[float, ...]
    bonuses: tuple[tuple[float, float], ...]
    cap: float


def payout(plan: Plan, attainment: float) -> float:
    """Variable pay of a period, in target pay: the area under the rates up to attainment (or the cap), plus bonuses."""
    reached = min(attainment, plan.cap)
    total = 0.0
    for index, (start, rate) in enumerate(zip(plan.starts, plan.rates, strict=True)):
        end = plan.starts[index + 1] if index + 1 < len(plan.starts) else math.inf
        if reached > start:
            total += rate * (min(reached, end) - start)
    return total + sum(share for step, share in plan.bonuses if attainment >= step and step <= plan.cap)


def expected_marginal_rate(plan: Plan, expected: float, deviation: float) -> float:
    """Pay that one more unit of attainment is expected to bring, when the period ends at N(expected, deviation^2).

    The derivative of E[payout(X)] with respect to the mean: sum of rate x P(X in tier) plus bonus x density at a step.
    The first tier reaches below 0: what the normal puts there stands for deals that a period cannot take back.
    Without uncertainty, the rate of the tier in which `expected` lies.
    """
    if deviation <= 0:
        reached = [rate for start, rate in zip(plan.starts, plan.rates, strict=True) if expected >= start]
        return 0.0 if expected >= plan.cap or not reached else reached[-1]
    total, below = 0.0, _normal_cdf((plan.cap - expected) / deviation) if plan.cap < math.inf else 1.0
    for index in range(len(plan.starts) - 1, -1, -1):
        if plan.starts[index] >= plan.cap:
            continue
        at_start = _normal_cdf((plan.starts[index] - expected) / deviation) if plan.starts[index] > 0 else 0.0
        total += plan.rates[index] * (below - at_start)
        below = at_start
    for step, share in plan.bonuses:
        if step <= plan.cap:
            z = (step - expected) / deviation
            total += share * math.exp(-0.5 * z * z) / (deviation * math.sqrt(2 * math.pi))
    return total


def effort(marginal_rate: float, strength: float, floor: float, ceiling: float) -> float:
    """Effort relative to normal: marginal rate ^ strength, held between floor and ceiling; a rate of 1 is today's."""
    if strength == 0:
        return 1.0
    if marginal_rate <= 0:
        return floor
    return min(max(math.exp(strength * math.log(marginal_rate)), floor), ceiling)


def _normal_cdf(z: float) -> float:
    return 0.5 * math.erfc(-z / math.sqrt(2))
