"""What a seller gives away to raise the odds, against brute force and the first-order condition."""

from __future__ import annotations

from math import exp

import pytest
from scipy import optimize
from scipy.special import expit

from sim.levers.discount import STEPS, most_worth
from sim.levers.expected_pay import expected_payout
from sim.levers.pay import Plan

LINEAR = Plan((0.0,), (1.0,), (), float("inf"))
STEEP = Plan((0.0, 1.0), (0.3, 4.0), (), float("inf"))
STEPPED = Plan((0.0,), (0.2,), ((1.0, 1.0),), float("inf"))


@pytest.mark.parametrize("logit", [-3.0, -0.5, 0.0, 2.0])
@pytest.mark.parametrize("logit_per_share", [0.5, 3.0, 9.0])
@pytest.mark.parametrize("most", [0.05, 0.4, 1.0])
def test_a_linear_plan_gives_until_what_it_costs_is_what_it_wins(logit, logit_per_share, most):
    """Of chance x (1 - given) the slope is 0 where (1 - chance) x logits for each share = 1 / (1 - given)."""

    def slope(given):
        return (1 - expit(logit + logit_per_share * given)) * logit_per_share * (1 - given) - 1

    best = 0.0 if slope(0) <= 0 else most if slope(most) >= 0 else optimize.brentq(slope, 0, most)
    found = most_worth(most, logit, logit_per_share, lambda given: 1 - given)
    assert abs(found - best) <= most / STEPS


@pytest.mark.parametrize("plan", [LINEAR, STEEP, STEPPED])
@pytest.mark.parametrize("mean", [0.5, 0.9, 1.3])
@pytest.mark.parametrize("lost", [1.0, 2.5])
def test_of_any_plan_it_is_the_best_of_its_steps_and_near_the_best_of_all(plan, mean, lost):
    """A deal of 0.2 quotas, of which a share of the price costs `lost` as much of the credit."""

    def pays(given):
        return expected_payout(plan, mean + 0.2 * (1 - lost * given), 0.1) - expected_payout(plan, mean, 0.1)

    def worth(given):
        return pays(given) / (1 + exp(-(0.2 + 4 * given)))

    found, most = most_worth(0.3, 0.2, 4, pays), 0.3
    assert worth(found) == max(worth(most * step / STEPS) for step in range(STEPS + 1))
    finest = max(worth(most * step / 10_000) for step in range(10_001))
    assert worth(found) == pytest.approx(finest, rel=0.002)


def test_nothing_is_given_where_it_wins_nothing_or_nothing_is_paid():
    assert most_worth(0.3, 0, 0, lambda given: 1 - given) == 0
    assert most_worth(0.3, 0, 9, lambda _: 0.0) == 0
    assert most_worth(0.0, 0, 9, lambda given: 1 - given) == 0
    assert most_worth(0.3, 0, 9, lambda _: 1.0) == 0.3
