"""Routing policies and task orders as functions of numbers."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.levers.routing import by_share, by_turns, by_weight, least_loaded, most_skilled
from sim.levers.task_order import ORDERS


def test_turns_go_round_and_skip_the_full():
    assert by_turns(0, [4, 5, 6], [0] * 7, inf) == (4, 1)
    assert by_turns(5, [4, 5, 6], [0] * 7, inf) == (6, 6)
    assert by_turns(0, [0, 1, 2], [2, 2, 1], 2) == (2, 3)
    assert by_turns(7, [0, 1], [1, 1], 1) == (-1, 7)


@given(st.integers(1, 6), st.integers(1, 60))
def test_turns_are_fair(count, leads):
    turn, dealt = 0, [0] * count
    for _ in range(leads):
        seat, turn = by_turns(turn, list(range(count)), [0] * count, inf)
        dealt[seat] += 1
    assert max(dealt) - min(dealt) <= 1


@pytest.mark.parametrize(("u", "seat"), [(0.0, 7), (0.4999, 7), (0.5, 8), (0.74, 8), (0.75, 9), (0.9999, 9)])
def test_weights_divide_the_unit_interval(u, seat):
    assert by_weight(u, [7, 8, 9], [0.5, 0.75, 1.0], [0] * 10, 1) == seat


def test_a_weighted_seat_that_is_full_is_not_replaced():
    assert by_weight(0.6, [0, 1], [0.5, 1.0], [0, 3], 3) == -1


def test_least_loaded_drops_stale_entries_and_breaks_ties_by_seat():
    loads = [2, 1, 1]
    heap = [(0, 0), (0, 1), (1, 1), (1, 2), (2, 0)]
    assert least_loaded(heap, loads, inf) == 1
    assert heap[0] == (1, 1)
    assert least_loaded(heap, loads, 1) == -1
    assert least_loaded([], loads, inf) == -1


def test_the_most_skilled_under_the_cap():
    assert most_skilled([2, 0, 1], [0, 0, 0], 1) == 2
    assert most_skilled([2, 0, 1], [0, 0, 1], 1) == 0
    assert most_skilled([2, 0, 1], [1, 1, 1], 1) == -1


@pytest.mark.parametrize(("u", "seat"), [(0.0, 3), (0.3333, 3), (0.3334, 4), (0.6667, 5), (0.999999, 5)])
def test_customers_are_owned_in_equal_shares(u, seat):
    assert by_share(u, [3, 4, 5], [0] * 6, 1) == seat


def test_an_owner_who_is_at_the_cap_is_not_replaced_here():
    loads = [9, 9, 9, 2, 1, 0]
    assert by_share(0.0, [3, 4, 5], loads, 2) == -1
    assert by_share(0.4, [3, 4, 5], loads, 2) == 4
    assert by_share(0.0, [3, 4, 5], loads, inf) == 3


def test_orders_put_the_longest_waiting_the_dearest_or_the_best_first():
    leads = {"old": (1.0, 10.0, 0.1), "dear": (2.0, 90.0, 0.2), "best": (3.0, 20.0, 0.9)}
    first = {name: min(leads, key=lambda lead: key(*leads[lead])) for name, key in ORDERS.items()}
    assert first == {"first-come": "old", "value": "dear", "score": "best"}
