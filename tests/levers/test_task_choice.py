"""What an hour on a lead is expected to pay, by hand and by playing many leads through the stages."""

from __future__ import annotations

import numpy as np
import pytest

from sim.levers.task_choice import pays_an_hour


def test_it_is_the_chance_to_win_over_the_hours_still_to_come():
    # From the first stage: 1/8 to win, 2 + 1/2 x 4 + 1/4 x 8 = 6 hours.
    assert pays_an_hour([0.5, 0.5, 0.5], [2, 4, 8], [True] * 3) == [
        pytest.approx(1 / 8 / 6),
        pytest.approx(1 / 4 / 8),
        pytest.approx(1 / 2 / 8),
    ]


def test_only_ones_own_hours_count_and_where_none_are_left_nothing_is_paid():
    assert pays_an_hour([0.5, 0.5, 0.5], [2, 4, 8], [False, True, False]) == [
        pytest.approx(1 / 8 / 2),
        pytest.approx(1 / 4 / 4),
        0.0,
    ]


def test_it_is_what_many_leads_bring_for_each_hour_worked():
    conversions, hours, own = [0.6, 0.4, 0.7, 0.5], [1.0, 3.0, 2.0, 5.0], [True, False, True, True]
    random = np.random.default_rng(5)
    won = worked = 0.0
    for _ in range(40_000):
        for chance, takes, mine in zip(conversions, hours, own, strict=True):
            worked += takes * mine
            if random.random() >= chance:
                break
        else:
            won += 1
    assert pays_an_hour(conversions, hours, own)[0] == pytest.approx(won / worked, rel=0.04)
