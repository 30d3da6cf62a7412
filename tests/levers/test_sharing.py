"""Sharing and cohesion as functions of numbers, against a plain loop that says what they mean."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.levers.sharing import cohesion_after_a_week, towards_the_better, way_gone


def by_hand(known, way):
    """One person and category after the other, as the words say it."""
    found = [list(row) for row in known]
    for person, row in enumerate(known):
        for category, hours in enumerate(row):
            more = [other[category] for other in known if other[category] > hours]
            if more:
                found[person][category] = hours + way * (sum(more) / len(more) - hours)
    return found


tables = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from([0.0, 1.0, 2.5, 7.0, 40.0]), min_size=width, max_size=width), min_size=1, max_size=7
    )
)


@given(tables, st.sampled_from([0.0, 0.1, 0.5, 1.0]))
def test_each_goes_part_of_the_way_to_the_mean_of_those_who_know_more(known, way):
    found = towards_the_better(np.array(known), way)
    assert found == pytest.approx(np.array(by_hand(known, way)))
    assert (found >= np.array(known)).all()
    assert (found.max(axis=0) == np.array(known).max(axis=0)).all(), "the best stays where she is and is not passed"


def test_two_colleagues_worked_by_hand():
    known = np.array([[40.0, 0.0], [0.0, 8.0], [20.0, 8.0]])
    assert towards_the_better(known, 0.5).tolist() == [[40, 4], [15, 8], [30, 8]]
    assert known.tolist() == [[40, 0], [0, 8], [20, 8]]


def test_without_a_way_or_a_colleague_nothing_moves_to_the_bit():
    known = np.array([[40.1, 0.3], [0.2, 8.7]])
    assert towards_the_better(known, 0.0) is known
    assert towards_the_better(known[:1], 0.7).tolist() == known[:1].tolist()


def test_the_way_grows_with_hours_and_cohesion_and_is_never_more_than_all():
    assert way_gone(0.4, 0, 2, 0, 1) == 0
    assert way_gone(0.4, 2, 2, 0, 1) == 0.2
    assert way_gone(0.4, 6, 2, 0, 1) == pytest.approx(0.3)
    assert way_gone(0.4, 2, 2, 0.5, 1) == pytest.approx(0.3)
    assert way_gone(1, 6, 2, 1, 9) == 1


def test_team_building_goes_part_of_the_way_to_full_cohesion_and_half_is_left_after_a_half_life():
    assert cohesion_after_a_week(0, 8, 8, 4) == 0.5
    assert cohesion_after_a_week(0.8, 0, 8, 1) == pytest.approx(0.4)
    assert cohesion_after_a_week(0.8, 8, 8, 1) == pytest.approx(0.4 + 0.6 / 2)
    held = 1.0
    for _ in range(9):
        held = cohesion_after_a_week(held, 99, 8, 4)
        assert 0 <= held <= 1
