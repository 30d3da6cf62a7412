"""The yardstick is a correct model, so that the floor is compared with something that does the same work."""

from __future__ import annotations

import heapq
import math
from typing import NamedTuple

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import stats

from tests.benchmarks.textbook_simpy import Visit, run_textbook

FloatArray = NDArray[np.float64]


class Draws(NamedTuple):
    """The arrays of `run_textbook`, in its order."""

    arrivals: FloatArray
    effort: FloatArray
    patience: FloatArray
    think: FloatArray
    advance: NDArray[np.bool_]


def funnel(seed: int, leads: int, stages: int) -> Draws:
    generator = np.random.default_rng(seed)
    shape = (leads, stages)
    return Draws(
        arrivals=np.cumsum(generator.exponential(0.1, leads)),
        effort=generator.lognormal(0.0, 0.7, shape),
        patience=generator.exponential(2.0, shape),
        think=generator.exponential(5.0, shape),
        advance=generator.random(shape) < 0.7,
    )


def one_stage(
    seed: int, leads: int, *, arrivals_per_hour: float, served_per_hour: float, gives_up_per_hour: float
) -> Draws:
    generator = np.random.default_rng(seed)
    patience = (
        generator.exponential(1 / gives_up_per_hour, (leads, 1)) if gives_up_per_hour else np.full((leads, 1), math.inf)
    )
    return Draws(
        arrivals=np.cumsum(generator.exponential(1 / arrivals_per_hour, leads)),
        effort=generator.exponential(1 / served_per_hour, (leads, 1)),
        patience=patience,
        think=np.zeros((leads, 1)),
        advance=np.zeros((leads, 1), dtype=bool),
    )


def by_recursion(draws: Draws, servers_per_stage: list[int]) -> list[Visit]:
    """All visits without events: Kiefer and Wolfowitz' recursion, stage by stage, first come first served."""
    visits = []
    entering = [(float(hour), lead) for lead, hour in enumerate(draws.arrivals)]
    for stage, servers in enumerate(servers_per_stage):
        free_at = [0.0] * servers
        leaving = []
        for asked, lead in sorted(entering):
            began = max(asked, free_at[0])
            if began - asked > draws.patience[lead, stage]:
                visits.append(Visit(lead, stage, asked, math.nan, asked + draws.patience[lead, stage]))
                continue
            left = began + draws.effort[lead, stage]
            heapq.heapreplace(free_at, left)
            visits.append(Visit(lead, stage, asked, began, left))
            if draws.advance[lead, stage]:
                leaving.append((left + draws.think[lead, stage], lead))
        entering = leaving
    return visits


def test_every_visit_of_a_funnel_is_where_the_recursion_of_queueing_theory_puts_it() -> None:
    draws, servers = funnel(seed=1, leads=2_000, stages=3), [12, 8, 6]
    visits = np.array(sorted(run_textbook(*draws, servers)))
    expected = np.array(sorted(by_recursion(draws, servers)))
    np.testing.assert_allclose(visits, expected, rtol=1e-9, atol=1e-9)
    gave_up = np.isnan(expected[:, 3])
    waited = expected[:, 3] > expected[:, 2]
    assert min(gave_up.sum(), waited.sum(), (expected[:, 1] == 2).sum()) > 100


# Erlang-C by hand (two servers, load 1: P(wait) = 1/3, and E[W] = P(wait) / (2 - 1)); Erlang-A after Palm's formula.
# The half-width is under a tenth of the mean, so an error of a fifth in the model can't hide in it.
@pytest.mark.parametrize(
    ("arrivals_per_hour", "servers", "gives_up_per_hour", "mean_wait_hours"),
    [pytest.param(1.0, 2, 0.0, 1 / 3, id="Erlang-C"), pytest.param(10.0, 10, 1.0, 0.125110, id="Erlang-A")],
)
def test_the_mean_wait_is_that_of_queueing_theory(
    arrivals_per_hour: float, servers: int, gives_up_per_hour: float, mean_wait_hours: float
) -> None:
    means = []
    for seed in range(24):
        draws = one_stage(
            seed,
            5_000,
            arrivals_per_hour=arrivals_per_hour,
            served_per_hour=1.0,
            gives_up_per_hour=gives_up_per_hour,
        )
        visits = np.array(sorted(run_textbook(*draws, [servers])))[500:]
        ended = np.where(np.isnan(visits[:, 3]), visits[:, 4], visits[:, 3])
        means.append(float(np.mean(ended - visits[:, 2])))
    half_width = stats.t.ppf(0.9995, len(means) - 1) * stats.sem(means)
    assert half_width < 0.1 * mean_wait_hours
    assert abs(np.mean(means) - mean_wait_hours) < half_width


def test_the_smallest_priority_is_served_first_and_nobody_is_interrupted() -> None:
    draws = Draws(
        arrivals=np.array([0.0, 1.0, 2.0]),
        effort=np.full((3, 1), 4.0),
        patience=np.full((3, 1), 100.0),
        think=np.zeros((3, 1)),
        advance=np.ones((3, 1), dtype=bool),
    )
    visits = run_textbook(*draws, [1], priority=np.array([5, 2, 1]))
    assert visits == [Visit(0, 0, 0.0, 0.0, 4.0), Visit(2, 0, 2.0, 4.0, 8.0), Visit(1, 0, 1.0, 8.0, 12.0)]


def test_a_horizon_leaves_out_visits_that_last_longer() -> None:
    draws = funnel(seed=2, leads=200, stages=2)
    whole = run_textbook(*draws, [3, 3])
    assert run_textbook(*draws, [3, 3], horizon_hours=10.0) == [visit for visit in whole if visit.left < 10.0]


@pytest.mark.parametrize(
    ("spoiled", "message"),
    [
        ({"arrivals": np.array([1.0, 0.5])}, "ascend"),
        ({"effort": np.array([[1.0, 1.0], [1.0, -1.0]])}, "zero or more"),
        ({"patience": np.array([[1.0, 1.0], [1.0, math.nan]])}, "zero or more"),
        ({"think": np.ones((2, 3))}, "2 leads x 2 stages"),
    ],
)
def test_draws_that_make_no_sense_are_refused(spoiled: dict[str, FloatArray], message: str) -> None:
    draws = funnel(seed=3, leads=2, stages=2)._asdict() | spoiled
    with pytest.raises(ValueError, match=message):
        run_textbook(**draws, servers_per_stage=[1, 1])
