"""Distance, visits, learning and need fit as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from sim.inputs.models.effects import Travel
from sim.levers.learning import familiarity, kept, remembered
from sim.levers.need_fit import best_offer, fit, remaining_error
from sim.levers.travel import distance_km, visit_hours

SHANGHAI, BEIJING, GUANGZHOU = (31.2304, 121.4737), (39.9042, 116.4074), (23.1291, 113.2644)


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [(SHANGHAI, BEIJING, 1067), (SHANGHAI, GUANGZHOU, 1213), (BEIJING, GUANGZHOU, 1889), (BEIJING, BEIJING, 0)],
)
def test_great_circle_distances_of_cities(a, b, km):
    found = distance_km(*map(np.asarray, (*a, *b)))
    assert found == pytest.approx(km, abs=3)
    assert found == pytest.approx(distance_km(*map(np.asarray, (*b, *a))))


def test_half_way_round_the_earth():
    assert distance_km(np.zeros(1), np.zeros(1), np.zeros(1), np.full(1, 180.0))[0] == pytest.approx(np.pi * 6371)


def test_visits_go_by_road_and_from_the_limit_on_by_air():
    travel = Travel.model_validate(
        {
            "road_km_per_hour": 50,
            "flight_from_km": 300,
            "flight_overhead_hours": 3,
            "flight_km_per_hour": 600,
            "working_share": 0.5,
        }
    )
    assert visit_hours(travel, np.array([0.0, 100.0, 299.0, 300.0, 1200.0])).tolist() == pytest.approx(
        [0, 2, 5.98, 3.5, 5]
    )


def test_familiarity_is_a_log_of_hours_and_fades_by_half_lives():
    found = familiarity(np.array([0.3, 0.3, 0.6]), np.array([0, 40 * (np.e - 1), 40 * (np.e - 1)]), 40)
    assert found == pytest.approx([0, 0.3, 0.6])
    assert kept(40, 0) == 1
    assert kept(40, 40) == pytest.approx(0.5)
    assert kept(40, 120) == pytest.approx(0.125)


def test_remembered_hours_are_the_sum_of_what_is_kept_of_each_moment():
    steps = 200_000
    weeks = (np.arange(steps) + 0.5) * (100 / steps)
    assert remembered(20, 40, 100) == pytest.approx(20 * (0.5 ** (weeks / 40)).sum() * 100 / steps, rel=1e-8)
    assert remembered(20, 1e9, 100) == pytest.approx(2000, rel=1e-6)


NEEDS = np.array([[1.0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25], [0, 0.5, 0.5, 0]])
OFFERS = np.array([[0.5, 0.5, 0.5, 0.5], [1, 0, 0.5, 0.5], [0, 1, 0.75, 0.25]])


def test_fit_weighs_strengths_by_needs():
    assert fit(NEEDS, OFFERS) == pytest.approx(np.array([[0, 1, -1], [0, 0, 0], [0, -0.5, 0.75]]))


def test_the_best_offer_that_is_allowed_is_made_and_the_first_of_equals():
    everything = np.ones((3, 3), dtype=bool)
    assert best_offer(NEEDS, OFFERS, everything).tolist() == [1, 0, 2]
    without = everything.copy()
    without[0, 1] = without[2, 2] = False
    assert best_offer(NEEDS, OFFERS, without).tolist() == [0, 0, 0]


def test_work_removes_a_share_of_the_error_that_is_left():
    assert remaining_error(0.5, np.array([0.0, 1.0, 2.0])).tolist() == [1.0, 0.5, 0.25]
    assert remaining_error(0.0, np.array([3.0])).tolist() == [1.0]
    assert remaining_error(1.0, np.array([0.5])).tolist() == [0.0]
