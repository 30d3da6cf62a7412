"""What a controller makes of its figures, by hand and against every pair of desks."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sim.levers.improvement import Standing, bottleneck, chances_to_win, conversion_on_record, is_reversal, weakest


def test_a_conversion_of_which_nothing_is_on_record_is_a_half_and_many_results_are_their_share():
    assert conversion_on_record(0, 0) == 0.5
    assert conversion_on_record(3, 3) == 4 / 5
    assert conversion_on_record(250, 1000) == pytest.approx(0.25, abs=1e-3)


def test_the_chance_to_win_is_that_of_all_stages_still_to_come():
    assert chances_to_win([0.5, 0.4, 0.25]) == pytest.approx([0.05, 0.1, 0.25])
    assert chances_to_win([]) == []


def test_the_seat_goes_from_most_slack_to_most_destroyed():
    desks = [Standing(5, 0.1, 3, True), Standing(9, 0.0, 2, True), Standing(1, 0.4, 2, True), Standing(0, 0.3, 9, True)]
    assert bottleneck(desks, 0.1) == (2, 1)
    assert bottleneck(desks, 0.5) is None


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"heads": 1}, (3, 1)),
        ({"may_move": False}, (3, 1)),
        ({"slack": 0.05}, (3, 1)),
        ({"destroyed": 99}, (3, 2)),
    ],
)
def test_nobody_leaves_a_desk_that_has_one_seat_or_none_to_spare_or_is_itself_the_bottleneck(changed, found):
    spare = Standing(1, 0.4, 2, True)._replace(**changed)
    desks = [Standing(5, 0.1, 3, True), Standing(9, 0.0, 2, True), spare, Standing(0, 0.4, 9, True)]
    assert bottleneck(desks, 0.1) == found


def test_nothing_destroyed_moves_nobody_and_the_first_of_equals_is_meant():
    assert bottleneck([Standing(0, 1, 5, True), Standing(0, 0, 5, True)], 0) is None
    assert bottleneck([], 0) is None
    alike = [Standing(4, 0.3, 5, True)] * 3
    assert bottleneck(alike, 0) == (1, 0)


def test_it_is_the_best_of_all_pairs_that_are_allowed():
    random = np.random.default_rng(7)
    for _ in range(300):
        desks = [
            Standing(
                float(random.integers(0, 4)), float(random.integers(0, 5)) / 4, int(random.integers(1, 4)), bool(u)
            )
            for u in random.random(5) < 0.8
        ]
        pairs = [
            (-to.destroyed, j, -fro.slack, i)
            for (i, fro), (j, to) in itertools.permutations(enumerate(desks), 2)
            if to.may_move and fro.may_move and to.destroyed > 0
        ]
        most = min(pairs)[:2] if pairs else None
        # The bottleneck is chosen first: where nobody can be spared for it, nobody moves.
        can = [
            pair
            for pair in pairs
            if pair[:2] == most and desks[pair[3]].heads > 1 and desks[pair[3]].slack >= max(0.25, desks[pair[1]].slack)
        ]
        assert bottleneck(desks, 0.25) == ((min(can)[3], min(can)[1]) if can else None)


def test_a_move_is_taken_back_by_the_next_one_between_the_same_desks_that_goes_the_other_way():
    assert not is_reversal([], 0, 1)
    assert is_reversal([(1, 0)], 0, 1)
    assert not is_reversal([(0, 1)], 0, 1)
    assert not is_reversal([(1, 0), (0, 1)], 0, 1)
    assert not is_reversal([(1, 2), (2, 1)], 0, 1)
    assert is_reversal([(1, 0), (2, 0)], 0, 1)


def test_the_weakest_by_their_own_number_of_results_are_coached_first():
    # By result: -0.2, -0.3, above, -0.2, too few.
    above, results = [-2.0, -3.0, 1.0, -4.0, -9.0], [10, 10, 10, 20, 9]
    assert weakest(above, results, 10, 9) == [1, 0, 3]
    assert weakest(above, results, 10, 2) == [1, 0]
    assert weakest(above, results, 9, 1) == [4]
    assert weakest([0.0, 0.5], [50, 50], 1, 2) == []
    assert weakest([0.0], [0], 0, 1) == []
