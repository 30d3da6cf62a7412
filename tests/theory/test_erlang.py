"""With every mechanism off the floor is M/M/n, and with patience alone M/M/n+M: both within 99.9 % intervals of theory.

Power comes first: the pilot says how many replications reject a rate that is 3 % wrong, or an abandonment that is 20 %
wrong; the study has more, and then does reject them.
"""

from __future__ import annotations

from dataclasses import astuple
from functools import cache

import numpy as np
import pytest

from tests.builders import one_stage_market, scheme_of
from tests.theory.batches import MAIN_SEED, PILOT_SEED, Study, batches_needed, demand, half_widths, queue_measures
from tests.theory.queueing import erlang_a, erlang_c

Row = tuple[float, float, int, float]

# (arrivals, service, servers, abandonment) an hour -> P(wait), P(abandon), E[Lq], E[Wq], utilisation.
REFERENCE: dict[Row, tuple[float, ...]] = {
    (10, 1, 10, 1): (0.542070, 0.125110, 1.251100, 0.125110, 0.874890),
    (10, 1, 10, 0.5): (0.619655, 0.103913, 2.078264, 0.207826, 0.896087),
    (10, 1, 8, 0.2): (0.956982, 0.208992, 10.449623, 1.044962, 0.988759),
    (20, 4, 6, 2): (0.431645, 0.075577, 0.755770, 0.037788, 0.770353),
    (10, 1, 12, 0): (0.449388, 0, 2.246941, 0.224694, 0.833333),
}
BATCHES, PILOT_BATCHES = 40, 10
ROWS = pytest.mark.parametrize("row", REFERENCE, ids=lambda row: "-".join(f"{number:g}" for number in row))


def study_of(row: Row) -> Study:
    arrivals, service, servers, abandonment = row
    fields = {"patience_hours": 1 / abandonment} if abandonment else {}
    market = one_stage_market(
        {"patience": {}} if abandonment else {},
        world={"demand": demand(arrivals)},
        effort_hours=1 / service,
        effort_distribution="exponential",
        **fields,
    )
    return Study(
        market, scheme_of({"rep": servers}, {"work": "rep"}), 10 if abandonment else 26, 1 if abandonment else 2
    )


@cache
def main_batches(row: Row) -> np.ndarray:
    return study_of(row).batches(queue_measures, MAIN_SEED, BATCHES)


def theory(row: Row) -> np.ndarray:
    return np.array(astuple(erlang_a(*row)))


def wrong_theories(row: Row) -> list[Row]:
    """Arrival or service rates 3 % off, abandonment 20 % off, either way."""
    arrivals, service, servers, abandonment = row
    wrong: list[Row] = []
    for factor in (0.97, 1.03):
        wrong += [
            (arrivals * factor, service, servers, abandonment),
            (arrivals, service * factor, servers, abandonment),
        ]
    if abandonment:
        wrong += [(arrivals, service, servers, abandonment * factor) for factor in (0.8, 1.2)]
    return wrong


@ROWS
def test_the_oracle_gives_the_published_reference(row):
    # The reference cuts its digits off, or rounds them.
    assert theory(row) == pytest.approx(np.array(REFERENCE[row]), abs=1.01e-6)


def test_the_oracle_agrees_with_the_closed_formula():
    assert erlang_a(10, 1, 12, 0).p_wait == pytest.approx(erlang_c(10, 12), rel=1e-12)
    assert erlang_a(10, 1, 12, 0).wait == pytest.approx(erlang_c(10, 12) / 2, rel=1e-12)
    for row in REFERENCE:
        queue = erlang_a(*row)
        assert queue.p_abandon == pytest.approx(row[3] * queue.wait, rel=1e-12)


@ROWS
def test_a_pilot_shows_that_the_study_is_large_enough(row):
    pilot = study_of(row).batches(queue_measures, PILOT_SEED, PILOT_BATCHES)
    needed = [batches_needed(pilot, theory(wrong) - theory(row)) for wrong in wrong_theories(row)]
    assert max(needed) <= BATCHES


@ROWS
def test_the_floor_is_the_textbook_queue(row):
    batches = main_batches(row)
    assert (np.abs(batches.mean(axis=0) - theory(row)) <= half_widths(batches)).all()
    # No interval is so wide that it says nothing.
    assert (half_widths(batches) <= 0.12 * theory(row)).all()


@ROWS
def test_a_slightly_wrong_queue_is_rejected(row):
    batches = main_batches(row)
    mean, half = batches.mean(axis=0), half_widths(batches)
    for wrong in wrong_theories(row):
        assert (np.abs(mean - theory(wrong)) > half).any(), wrong
