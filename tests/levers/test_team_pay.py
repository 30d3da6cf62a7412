"""Team pools and prizes worked by hand, and laws that hold for any."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.levers.pay import Plan
from sim.levers.team_pay import Member, pool_parts, prizes

FLAT = Plan((0.0,), (1.0,), (), inf)


def test_a_unit_is_paid_for_its_attainment_in_equal_parts():
    # One unit: 900 of quotas of 500 + 1,000, 60 %; of 40 + 80 that are 72, 36 each. The other is alone: 150 % of 40.
    members = [Member(0, 900, 500, 40), Member(0, 0, 1000, 80), Member(1, 750, 500, 40)]
    assert pool_parts(FLAT, members) == pytest.approx([36, 36, 60])


def test_a_pool_may_have_a_threshold_and_a_cap():
    # Nothing below 80 %, then double up to 120 %: at 100 %, 0.4; at 150 %, 0.8 of the target.
    plan = Plan((0.0, 0.8), (0.0, 2.0), (), 1.2)
    for credit, share in ((790, 0), (1000, 0.4), (1500, 0.8)):
        assert pool_parts(plan, [Member(0, credit, 600, 50), Member(0, 0, 400, 50)]) == pytest.approx([share * 50] * 2)


def test_nobody_has_no_pool():
    assert pool_parts(FLAT, []) == []


def test_prizes_go_by_rank():
    assert prizes([5, 9, 7], 1000, [0.5, 0.3, 0.2]) == pytest.approx([200, 500, 300])
    assert prizes([5, 9, 7, 1], 1000, [0.7, 0.3]) == pytest.approx([0, 700, 300, 0])


def test_a_three_way_tie_over_two_prizes():
    # Ranks 1 to 3 are occupied together: 600 + 400 + nothing, a third of 1,000 each.
    assert prizes([7, 7, 7, 2], 1000, [0.6, 0.4]) == pytest.approx([1000 / 3] * 3 + [0])
    # Ranks 2 to 4 are: the first has her 600, the three share the second prize.
    assert prizes([3, 9, 3, 3], 1000, [0.6, 0.4]) == pytest.approx([400 / 3, 600, 400 / 3, 400 / 3])


def test_a_tie_below_the_prizes_wins_nothing():
    assert prizes([9, 8, 1, 1], 1000, [0.6, 0.4]) == pytest.approx([600, 400, 0, 0])


def test_prizes_that_nobody_is_there_for_go_to_the_others_in_proportion():
    # 0.5 and 0.3 of three prizes: 625 and 375.
    assert prizes([1, 2], 1000, [0.5, 0.3, 0.2]) == pytest.approx([375, 625])
    assert prizes([0], 1000, [0.5, 0.3, 0.2]) == [1000]
    assert prizes([], 1000, [0.5, 0.5]) == []


SCORES = st.lists(st.integers(0, 5).map(float), min_size=1, max_size=9)


@given(SCORES, st.floats(0, 1e6), st.lists(st.floats(0.01, 1), min_size=1, max_size=6))
def test_prizes_always_sum_to_the_pool_and_a_better_score_never_wins_less(scores, pool, shares):
    falling = sorted(shares, reverse=True)
    won = prizes(scores, pool, falling)
    assert sum(won) == pytest.approx(pool)
    by_score = sorted(zip(scores, won, strict=True))
    for (score, prize), (higher, more) in pairwise(by_score):
        assert prize <= more + 1e-9 * pool
        assert score != higher or prize == more
