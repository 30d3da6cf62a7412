"""Cobham's priority queue through the task order, and a tandem line of two roles, by Burke's theorem M/M/n each."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sim.floor.ledger import Ledger
from tests.builders import market_of, one_stage_market, scheme_of, stage
from tests.theory.batches import MAIN_SEED, Study, demand, half_widths
from tests.theory.queueing import erlang_a, erlang_c, priority_waits

ARRIVALS, SERVICE, SERVERS = 3.4, 1.0, 4
SHARE_LARGE = 0.3
BATCHES = 40


def waits_by_size(ledger: Ledger, start: float, end: float) -> list[float]:
    """Mean wait of large and of small customers who arrived in the window."""
    leads = ledger.lead_columns
    inside = (leads["arrival"] >= start) & (leads["arrival"] < end)
    wait = np.minimum(leads["first_touch"], ledger.window.end) - leads["arrival"]
    names = ledger.names["size"]
    return [float(wait[inside & (leads["size"] == names.index(size))].mean()) for size in ("large", "small")]


def priority_study(order: str) -> Study:
    sizes = {"small": {"share": 1 - SHARE_LARGE}, "large": {"share": SHARE_LARGE, "value_factor": 10}}
    market = one_stage_market(
        world={"demand": demand(ARRIVALS), "sizes": sizes},
        effort_hours=1 / SERVICE,
        effort_distribution="exponential",
    )
    return Study(market, scheme_of({"rep": SERVERS}, {"work": "rep"}, routing={"task_order": order}), 60, 2)


@cache
def priority_batches() -> np.ndarray:
    return priority_study("value").batches(waits_by_size, MAIN_SEED, BATCHES)


def test_the_dear_first_is_a_priority_queue():
    """Within a class, equal keys go by lead, and leads are numbered as they come: first come, first served."""
    batches = priority_batches()
    expected = np.array(priority_waits([ARRIVALS * SHARE_LARGE, ARRIVALS * (1 - SHARE_LARGE)], SERVICE, SERVERS))
    assert (np.abs(batches.mean(axis=0) - expected) <= half_widths(batches)).all()
    assert (half_widths(batches) <= 0.15 * expected).all()


def test_the_best_score_first_is_the_same_queue_where_only_values_differ():
    assert priority_study("score").batches(waits_by_size, MAIN_SEED, 1).tolist() == priority_batches()[:1].tolist()


def test_other_disciplines_are_rejected():
    mean, half = priority_batches().mean(axis=0), half_widths(priority_batches())
    alike = erlang_a(ARRIVALS, SERVICE, SERVERS, 0).wait
    reverse = priority_waits([ARRIVALS * (1 - SHARE_LARGE), ARRIVALS * SHARE_LARGE], SERVICE, SERVERS)[::-1]
    # If the dear could interrupt the others, they would wait as if they were alone.
    alone = erlang_c(ARRIVALS * SHARE_LARGE, SERVERS) / (SERVERS - ARRIVALS * SHARE_LARGE)
    for wrong in ([alike, alike], reverse, [alone, mean[1]]):
        assert (np.abs(mean - np.array(wrong)) > half).any()


LINE = ((1.0, 3), (0.75, 4))  # service rate and servers of each stage
LINE_ARRIVALS = 2.4


def waits_by_stage(ledger: Ledger, start: float, end: float) -> list[float]:
    """P(wait), mean wait and utilisation of each stage, of tasks queued in the window."""
    tasks = ledger.task_columns
    found = []
    for index, (_, servers) in enumerate(LINE):
        here = tasks["stage"] == index
        inside = here & (tasks["queued"] >= start) & (tasks["queued"] < end)
        wait = (tasks["start"] - tasks["queued"])[inside]
        busy = np.clip(np.minimum(tasks["end"], end) - np.maximum(tasks["start"], start), 0, None)[here].sum()
        found += [float((wait > 0).mean()), float(wait.mean()), float(busy / (end - start) / servers)]
    return found


@cache
def tandem_batches() -> np.ndarray:
    always = 1 - 1e-12
    stages = {
        name: stage(1 / rate, always, effort_distribution="exponential")
        for name, (rate, _) in zip(("call", "close"), LINE, strict=True)
    }
    market = market_of(stages, demand=demand(LINE_ARRIVALS))
    scheme = scheme_of({"sdr": LINE[0][1], "ae": LINE[1][1]}, {"call": "sdr", "close": "ae"})
    return Study(market, scheme, 26, 4).batches(waits_by_stage, MAIN_SEED, BATCHES)


def tandem_theory(arrivals: float) -> np.ndarray:
    queues = [erlang_a(arrivals, rate, servers, 0) for rate, servers in LINE]
    return np.array([value for queue in queues for value in (queue.p_wait, queue.wait, queue.utilisation)])


def test_a_line_of_two_roles_is_two_independent_queues():
    batches = tandem_batches()
    expected = tandem_theory(LINE_ARRIVALS)
    assert (np.abs(batches.mean(axis=0) - expected) <= half_widths(batches)).all()
    assert (half_widths(batches) <= 0.15 * expected).all()


@pytest.mark.parametrize("factor", [0.97, 1.03])
def test_a_slightly_wrong_line_is_rejected(factor):
    batches = tandem_batches()
    wrong = tandem_theory(LINE_ARRIVALS * factor)
    assert (np.abs(batches.mean(axis=0) - wrong) > half_widths(batches)).any()
