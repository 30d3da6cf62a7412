"""Pay: a pure function of attainment, and what the next unit of it is expected to pay.

Pay is measured in the period's target variable pay, so that a flat plan pays exactly the attainment.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple


class Plan(NamedTuple):
    """A pay plan in plain numbers: tier starts and rates in order, (attainment, share) of each bonus, cap or inf.

    `retroactive`: the rate of the tier that is reached holds from the first unit on.
    """

    starts: tuple[float, ...]
    rates: tuple[float, ...]
    bonuses: tuple[tuple[float, float], ...]
    cap: float
    retroactive: bool = False


def payout(plan: Plan, attainment: float) -> float:
    """Variable pay of a period, in target pay: the commission, plus bonuses."""
    return commission(plan, attainment) + bonus(plan, attainment)


def commission(plan: Plan, attainment: float) -> float:
    """In target pay: the area under the rates up to attainment (or the cap).

    Retroactive tiers pay all of it at the rate of the tier that it reaches; a tier begins at its very start.
    """
    reached = min(attainment, plan.cap)
    if plan.retroactive:
        rate = plan.rates[0]
        for start, higher in zip(plan.starts, plan.rates, strict=True):
            rate = higher if reached >= start else rate
        return rate * max(reached, 0.0)
    total = 0.0
    for index, (start, rate) in enumerate(zip(plan.starts, plan.rates, strict=True)):
        end = plan.starts[index + 1] if index + 1 < len(plan.starts) else math.inf
        if reached > start:
            total += rate * (min(reached, end) - start)
    return total


def bonus(plan: Plan, attainment: float) -> float:
    """In target pay: the lump sums of the steps that are reached, but for those beyond the cap."""
    return sum(share for step, share in plan.bonuses if attainment >= step and step <= plan.cap)


def retroactive_jumps(plan: Plan) -> list[tuple[float, float]]:
    """(attainment, share) of each jump of pay where a retroactive tier starts: the rates' difference x the start."""
    if not plan.retroactive:
        return []
    steps = zip(plan.starts[1:], pairwise(plan.rates), strict=True)
    return [(start, (later - earlier) * start) for start, (earlier, later) in steps if start <= plan.cap]


def marginal_rate_expected(plan: Plan, deviation: float) -> Callable[[float], float]:
    """Pay that one more unit of attainment is expected to bring, by where the period is expected to end.

    The answer is a function of the mean of the attainment's distribution, N(mean, deviation^2): the derivative of
    E[payout(X)] with respect to it, sum of rate x P(X in tier) plus bonus x density at a step. The start of a
    retroactive tier is such a step: there the rate of all that lies before it changes, and pay jumps by the difference
    of the rates x the start. The first tier reaches below 0: what the normal puts there stands for deals that a period
    cannot take back. Without uncertainty, it is the rate of the tier in which the mean lies.

    Own commission and bonuses only: what SPIFFs, draws, clawbacks and quality would add or take is not in it, and so
    not in effort; what team pools and contests add comes beside it.
    """
    starts, rates, cap = plan.starts, plan.rates, plan.cap

    def where_it_lies(expected: float) -> float:
        reached = [rate for start, rate in zip(starts, rates, strict=True) if expected >= start]
        return 0.0 if expected >= cap or not reached else reached[-1]

    # The highest tier first: each reaches from its start to that of the one before.
    tiers = [(start, rate) for start, rate in zip(reversed(starts), reversed(rates), strict=True) if start < cap]
    bonuses = [(step, share) for step, share in plan.bonuses if step <= cap]
    bonuses += retroactive_jumps(plan)
    # P(X < x) is 0.5 erfc((expected - x) / deviation / sqrt(2)).
    root, height, erfc, ends = math.sqrt(2), deviation * math.sqrt(2 * math.pi), math.erfc, cap < math.inf

    def averaged(expected: float) -> float:
        total, below = 0.0, 0.5 * erfc((expected - cap) / deviation / root) if ends else 1.0
        for start, rate in tiers:
            at_start = 0.5 * erfc((expected - start) / deviation / root) if start > 0 else 0.0
            total += rate * (below - at_start)
            below = at_start
        for step, share in bonuses:
            z = (step - expected) / deviation
            total += share * math.exp(-0.5 * z * z) / height
        return total

    return averaged if deviation > 0 else where_it_lies


def effort(marginal_rate: float, strength: float, floor: float, ceiling: float) -> float:
    """Effort relative to normal: marginal rate ^ strength, held between floor and ceiling; a rate of 1 is today's."""
    if strength == 0:
        return 1.0
    if marginal_rate <= 0:
        return floor
    return min(max(math.exp(strength * math.log(marginal_rate)), floor), ceiling)
