"""Decisions about a claim pool, as numbers written down by hand."""

from __future__ import annotations

from math import inf

import pytest

from sim.levers.claim_pool import ORDERS, cools, is_exempt, least_loaded, room


@pytest.mark.parametrize(
    ("in_pool", "cap", "retained", "limit", "more"),
    [
        (0, inf, 0, inf, inf),
        (2, 5, 2, inf, 3),
        (2, 5, 7, 8, 1),
        (0, 5, 8, 8, 0),
        (5, 5, 5, 8, 0),
        # Customers who were won may fill more than the limit leaves; nobody owes a lead for that.
        (0, 5, 9, 8, 0),
    ],
)
def test_the_smaller_limit_binds(in_pool, cap, retained, limit, more):
    assert room(in_pool, cap, retained, limit) == more


def test_a_lead_that_was_lost_cools_down_for_so_many_hours_and_not_longer():
    assert [cools(10, 5, now) for now in (10, 14.9, 15, 16)] == [True, True, False, False]
    assert not cools(-inf, 5, 0)
    assert not cools(10, 0, 10)


def test_nothing_is_taken_back_from_the_exempt_stage_on_or_once_only_the_last_word_is_awaited():
    assert [is_exempt(stage, 2, is_last=False, thinks=False) for stage in (1, 2, 3)] == [False, True, True]
    assert is_exempt(1, 9, is_last=True, thinks=True)
    assert not is_exempt(1, 9, is_last=True, thinks=False)
    assert not is_exempt(1, 9, is_last=False, thinks=True)


def test_what_nobody_claims_goes_to_whoever_has_least_in_hand():
    assert least_loaded([2, 0, 1], [1, 3, 1]) == 0
    assert least_loaded([2, 0], [4, 0, 3]) == 2
    assert least_loaded([], [3]) == -1


def test_each_order_puts_another_lead_first():
    leads = {"old": (1, 10, 3), "new": (4, 10, 2), "dear": (2, 90, 0), "good": (3, 20, 5), "both": (2.5, 60, 4)}
    first = {name: min(leads, key=lambda lead: key(*leads[lead])) for name, key in ORDERS.items()}
    assert first == {"oldest": "old", "newest": "new", "value": "dear", "score": "good", "own-choice": "both"}


def test_a_score_below_nothing_makes_a_dear_lead_no_more_attractive_than_a_cheap_one():
    assert ORDERS["own-choice"](0, 90, -2) == ORDERS["own-choice"](0, 1, -1) == 0
