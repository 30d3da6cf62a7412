"""Marginal expected prizes against a closed form for two, and against enumeration and play for more."""

from __future__ import annotations

from itertools import product
from math import exp, pi, sqrt

import numpy as np
import pytest
from scipy import integrate, stats

from sim.levers.contest_odds import expected_pace, marginal_prizes
from sim.levers.team_pay import prizes


def found(mean, deviation, shares):
    return marginal_prizes(np.array(mean, dtype=float), np.array(deviation, dtype=float), tuple(shares)).tolist()


@pytest.mark.parametrize(("gap", "first", "second"), [(0, 1, 1), (0.7, 1, 1), (-1.2, 0.4, 0.9), (3, 1, 0.5)])
def test_for_two_it_is_the_density_of_a_tie(gap, first, second):
    spread = sqrt(first**2 + second**2)
    tie = exp(-0.5 * (gap / spread) ** 2) / spread / sqrt(2 * pi)
    assert found([gap, 0], [first, second], [1]) == pytest.approx([tie, tie], rel=1e-5)


def enumerated(mean, deviation, shares, own):
    """The expected share that `own` wins: who of the others is above her, case by case, over her own result."""
    others = [index for index in range(len(mean)) if index != own]
    whole = sum(shares[: len(mean)])

    def won(x):
        total = 0.0
        for above in product((False, True), repeat=len(others)):
            chance = stats.norm.pdf(x, mean[own], deviation[own])
            for index, ahead in zip(others, above, strict=True):
                beats = stats.norm.sf(x, mean[index], deviation[index])
                chance *= beats if ahead else 1 - beats
            place = sum(above)
            total += chance * (shares[place] / whole if place < len(shares) else 0.0)
        return total

    reach = 9 * deviation[own]
    return integrate.quad(won, mean[own] - reach, mean[own] + reach, epsabs=1e-10, limit=200)[0]


@pytest.mark.parametrize("shares", [[1], [0.5, 0.5], [0.6, 0.3, 0.1], [0.4, 0.3, 0.2, 0.1, 0.0]])
def test_it_is_the_slope_of_the_expected_prize_case_by_case(shares):
    mean, deviation, step = [1.0, 0.8, 1.4, 0.2], [0.3, 0.4, 0.25, 0.3], 1e-3
    slopes = []
    for own in range(4):
        more, less = list(mean), list(mean)
        more[own] += step
        less[own] -= step
        gain = enumerated(more, deviation, shares, own) - enumerated(less, deviation, shares, own)
        slopes.append(gain / (2 * step))
    assert found(mean, deviation, shares) == pytest.approx(slopes, abs=1e-4)


def test_it_agrees_with_contests_that_are_played():
    """The prizes of pay itself, over 40,000 results: the gain of 0.2 more, against the mean slope on the way."""
    mean, deviation, shares = np.array([1.0, 0.8, 1.3, 0.9, 1.1]), np.full(5, 0.3), (0.7, 0.3)
    results = mean + deviation * np.random.default_rng(1).standard_normal((40_000, 5))
    ahead = results + np.array([0.2, 0, 0, 0, 0])
    won = [sum(prizes(row.tolist(), 1.0, shares)[0] for row in table) for table in (results, ahead)]
    slopes = [marginal_prizes(mean + np.array([more, 0, 0, 0, 0]), deviation, shares)[0] for more in (0.0, 0.1, 0.2)]
    simpson = (slopes[0] + 4 * slopes[1] + slopes[2]) / 6
    assert (won[1] - won[0]) / 40_000 / 0.2 == pytest.approx(simpson, abs=0.02)


def test_whoever_cant_win_or_cant_lose_is_moved_by_nothing():
    far = found([9, 1, 1, -9], [0.5] * 4, [0.5, 0.5])
    assert far[0] == pytest.approx(0, abs=1e-6) and far[3] == pytest.approx(0, abs=1e-6)
    assert far[1] == pytest.approx(far[2]) and far[1] > 0.2


def test_nothing_is_won_by_one_more_unit_without_rivals_or_without_uncertainty():
    assert found([1], [0.5], [1]) == [0]
    assert found([1, 1], [0, 0], [1]) == [0, 0]
    assert found([], [], [1]) == []


def test_the_more_prizes_of_one_pool_the_less_each_moves_those_of_the_middle_and_the_more_those_behind():
    """Ten competitors in a row: one prize moves the foremost alone, five move whoever stands about the fifth place."""
    mean = np.linspace(1.45, 0.55, 10).tolist()
    one, five = found(mean, [0.15] * 10, [1]), found(mean, [0.15] * 10, [0.2] * 5)
    assert one[0] > five[0] and five[4] > one[4] and five[5] > one[5]
    assert sum(share > 0.05 for share in five) > sum(share > 0.05 for share in one)


def test_what_is_expected_of_somebody_goes_from_her_quota_to_what_she_sells():
    assert expected_pace(10, 0, 0, 13) == 10
    assert expected_pace(10, 13 * 30, 13, 13) == 20
    assert expected_pace(10, 1300 * 30, 1300, 13) == pytest.approx(30, rel=0.01)
