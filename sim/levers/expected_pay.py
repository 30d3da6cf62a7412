"""What a period's variable pay is expected to be, when it is not yet known how much will be sold."""

from __future__ import annotations

import math

from sim.levers.pay import Plan, payout, retroactive_jumps


def expected_payout(plan: Plan, mean: float, deviation: float) -> float:
    """E[payout(X)] in target pay, for an attainment X ~ N(mean, deviation^2); what is below 0 pays nothing.

    Pay rises by `rate` from each tier's start to the next one's (or the cap), so that the expectation is a sum of
    rate x (E[(X - start)+] - E[(X - end)+]) and of bonus x P(X >= step); so do the jumps at the starts of retroactive
    tiers. E[(X - a)+] = (mean - a) F(z) + deviation f(z)
    at z = (mean - a) / deviation, with F and f the standard normal distribution and its density.
    """
    if deviation <= 0:
        return payout(plan, mean)
    jumps = retroactive_jumps(plan)
    starts, cap = plan.starts, plan.cap
    ends = [*starts[1:], math.inf]
    total = 0.0
    for start, end, rate in zip(starts, ends, plan.rates, strict=True):
        if rate and start < cap:
            upper = min(end, cap)
            above = 0.0 if upper == math.inf else _beyond(mean, deviation, upper)
            total += rate * (_beyond(mean, deviation, start) - above)
    for step, share in (*plan.bonuses, *jumps):
        if step <= cap:
            total += share * 0.5 * math.erfc((step - mean) / deviation / math.sqrt(2))
    return total


def _beyond(mean: float, deviation: float, start: float) -> float:
    """E[(X - start)+]."""
    z = (mean - start) / deviation
    density = math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)
    return (mean - start) * 0.5 * math.erfc(-z / math.sqrt(2)) + deviation * density
