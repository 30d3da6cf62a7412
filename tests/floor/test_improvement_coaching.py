"""Reviews that coach the weakest on record, on hand-worked floors."""

from __future__ import annotations

from math import exp

import pytest

from sim.floor.improvement.controller import COACHED, NOTHING
from tests.builders import (
    Lead,
    one_stage_market,
    play,
    scheme_of,
    seats,
    task_rows,
)
from tests.floor.reviews import CLOSED_WEEK, FULL_CRM, WEEK, event_rows

COACHED_WELL = {"coaching": {"most_logit": 4, "half_hours": 8, "half_life_weeks": 1}}
COACHING = {
    "crm": FULL_CRM,
    "improvement": {
        "policy": "coaching",
        "review_weeks": 1,
        "from_week": 1,
        "lag_weeks": 0,
        "hours_per_review": 0,
        "budget_per_review": 900,
        "coaching_hours": 8,
        "coaching_cost": 500,
        "least_results": 2,
    },
}


def of_three(leads, levers=COACHING, *, weeks=3, effects=COACHED_WELL, **fields):
    market = one_stage_market(effects, **({"effort_hours": 2} | fields))
    scheme = scheme_of(seats("a", "b", "c"), {"work": "rep"}, routing={"policy": "round-robin"}, **levers)
    return play(market, scheme, leads, weeks=weeks)


def results_of(*rows, at=0.0):
    """Leads in turn, so that each seat has the results of its row."""
    return [Lead(at, 0.0 if went_on else 1.0) for turn in zip(*rows, strict=True) for went_on in turn]


def test_results_before_a_closed_week_are_counted_once_by_those_who_coach():
    market = one_stage_market(COACHED_WELL, effort_hours=2, **CLOSED_WEEK)
    for least, kind in ((4, COACHED), (5, NOTHING)):
        terms = COACHING["improvement"] | {"review_weeks": 2, "from_week": 2, "least_results": least}
        levers = COACHING | {"improvement": terms}
        scheme = scheme_of(seats("a", "b", "c"), {"work": "rep"}, routing={"policy": "round-robin"}, **levers)
        ledger = play(market, scheme, results_of((1, 1, 1, 1), (1, 1, 1, 1), (0, 0, 0, 1)), weeks=3)
        assert event_rows(ledger, "kind") == [(kind,)]


def test_the_weakest_on_record_are_coached_as_far_as_the_budget_goes_and_until_the_next_review():
    leads = results_of((1, 1, 1, 1), (1, 0, 0, 1), (0, 0, 0, 1))
    ledger = of_three(leads, weeks=4)
    # Seven of twelve went on: (7 + 1) / (12 + 2) of each one's four would have.
    assert event_rows(ledger, "time", "kind", "seat", "cost") == [
        (WEEK, COACHED, 2, 500),
        (2 * WEEK, NOTHING, -1, 0),
        (3 * WEEK, NOTHING, -1, 0),
    ]
    assert event_rows(ledger, "above")[0][0] == pytest.approx(1 - 4 * 8 / 14)
    two = COACHING | {"improvement": COACHING["improvement"] | {"budget_per_review": 1000}}
    assert [row for row, *_ in event_rows(of_three(leads, two), "seat")][:2] == [2, 1]
    few = COACHING | {"improvement": COACHING["improvement"] | {"least_results": 5}}
    assert event_rows(of_three(leads, few), "kind")[0] == (NOTHING,)


def test_booked_coaching_takes_its_hours_of_those_weeks_and_of_no_others():
    leads = [
        *results_of((1, 1), (1, 1), (0, 0)),
        *(Lead(at) for at in (WEEK, WEEK, WEEK, 2 * WEEK, 2 * WEEK, 2 * WEEK)),
    ]
    ledger = of_three(leads, weeks=3)
    took = {(start, seat): end - start for _, seat, start, end in task_rows(ledger)}
    assert took[WEEK, 2] == pytest.approx(2 / (1 - 8 / 40))
    assert took[WEEK, 0] == 2
    assert took[2 * WEEK, 2] == 2


def test_booked_coaching_counts_from_the_end_of_its_week_on_and_fades():
    chance = 0.5
    logit_after_a_week = 4 * 8 / (8 + 8)
    logit_after_two = 4 * 4 / (4 + 8)

    def went_on(shift):
        # A lead for the coached seat in each of the three weeks after the review, won if more logits are gained.
        later = [Lead(week * WEEK, [1 / (1 + exp(-shift))]) for week in (1, 2, 3) for _ in range(3)]
        ledger = of_three([*results_of((1, 1), (1, 1), (0, 0)), *later], weeks=5, conversion=chance)
        won = {
            start: outcome
            for _, seat, start, outcome in task_rows(ledger, "lead", "seat", "start", "outcome")
            if seat == 2
        }
        return [won[week * WEEK] == 1 for week in (1, 2, 3)]

    assert went_on(0.01) == [False, True, True]
    assert went_on(logit_after_two + 0.01) == [False, True, False]
    assert went_on(logit_after_a_week + 0.01) == [False, False, False]


def test_booked_coaching_takes_its_hours_where_courses_make_weeks_uneven_too():
    training = {"training": {"courses": {"late": {"teaches": {"stages": ["work"]}, "hours": 8, "from_week": 2}}}}
    taught = {"training": {"most_logit": 0, "half_hours": 8, "half_life_weeks": 2}}
    leads = [*results_of((1, 1), (1, 1), (0, 0)), *[Lead(WEEK)] * 3]
    ledger = of_three(leads, COACHING | training, effects=COACHED_WELL | taught)
    took = {(start, seat): end - start for _, seat, start, end in task_rows(ledger)}
    assert ledger.plan.training_hours is not None
    assert took[WEEK, 2] == pytest.approx(2 / (1 - 8 / 40))
    assert took[WEEK, 0] == 2
