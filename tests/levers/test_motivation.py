"""Motivation, worked by hand."""

from __future__ import annotations

from math import exp

import pytest

from sim.levers.motivation import after_a_month, felt_about_pay, got_used_to, motivation, worse_off


def test_losses_loom_larger_than_gains():
    assert felt_about_pay(1.5, 1.0, 2.25) == 0.5
    assert felt_about_pay(0.5, 1.0, 2.25) == -1.125
    assert felt_about_pay(1.0, 1.0, 2.25) == 0


def test_people_get_used_to_what_they_are_paid():
    expected = 1.0
    for _ in range(40):
        expected = got_used_to(expected, 1.6, 0.3)
    assert expected == pytest.approx(1.6)
    assert got_used_to(1.0, 2.0, 0.25) == 1.25
    assert got_used_to(1.0, 2.0, 0) == 1.0


def test_only_who_has_less_than_her_peers_on_average_is_worse_off():
    assert worse_off([300, 100, 200]) == pytest.approx([0, 0.5, 0])
    assert worse_off([7.3] * 7) == [0] * 7
    assert worse_off([0, 0]) == [0, 0]
    assert worse_off([5]) == [0]
    assert worse_off([]) == []
    assert worse_off([0, 1]) == [1, 0]


def test_a_feeling_halves_in_its_half_life_and_what_lasts_is_reached():
    mood = 0.4
    for _ in range(3):
        mood = after_a_month(mood, 0, 3)
    assert mood == pytest.approx(0.2)
    for _ in range(200):
        mood = after_a_month(mood, -0.1, 3)
    assert mood == pytest.approx(-0.1)


def test_motivation_is_1_in_no_mood_and_held_between_its_bounds():
    assert motivation(0, 0.8, 1.15) == 1
    assert motivation(0.1, 0.8, 1.15) == exp(0.1)
    assert motivation(9, 0.8, 1.15) == 1.15
    assert motivation(-9, 0.8, 1.15) == 0.8
