"""How a lead finds its seat: each policy a plain function of numbers and lists, no scan over all seats.

`seats` are seat indices of one desk, `open_leads[seat]` counts what a seat has in hand, `cap` is the most it may have.
A policy answers a seat, or -1 when it has none to name (the lead then follows the routing's `otherwise`).
"""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop


def by_turns(turn: int, seats: Sequence[int], open_leads: Sequence[int], cap: float) -> tuple[int, int]:
    """The next seat in turn that is under its cap, and the turn to remember."""
    for step in range(len(seats)):
        seat = seats[(turn + step) % len(seats)]
        if open_leads[seat] < cap:
            return seat, turn + step + 1
    return -1, turn


def by_weight(
    u: float, seats: Sequence[int], cumulative: Sequence[float], open_leads: Sequence[int], cap: float
) -> int:
    """A seat drawn by weight with the lead's own uniform; `cumulative` ends at 1."""
    for seat, limit in zip(seats, cumulative, strict=True):
        if u < limit:
            return seat if open_leads[seat] < cap else -1
    return -1


def least_loaded(heap: list[tuple[int, int]], open_leads: Sequence[int], cap: float) -> int:
    """The seat with the fewest open leads, ties by index.

    `heap` holds (open leads, seat) and gets an entry whenever a count changes; stale entries are dropped here.
    """
    while heap:
        load, seat = heap[0]
        if open_leads[seat] == load:
            return seat if load < cap else -1
        heappop(heap)
    return -1


def most_skilled(ranking: Sequence[int], open_leads: Sequence[int], cap: float) -> int:
    """The best seat that is under its cap; `ranking` is best first."""
    for seat in ranking:
        if open_leads[seat] < cap:
            return seat
    return -1


def by_share(u: float, seats: Sequence[int], open_leads: Sequence[int], cap: float) -> int:
    """The owner of a customer whose place in the desk's book is u, in [0, 1): each seat owns an equal share of it."""
    seat = seats[int(u * len(seats))]
    return seat if open_leads[seat] < cap else -1
