"""Overflow: which desk a new lead goes to when its own has too much waiting."""

from __future__ import annotations

from collections.abc import Sequence


def desk_with_room(
    own: int, others: Sequence[int], waiting: Sequence[float], pace: Sequence[float], most: float
) -> int:
    """Its own desk, unless the work waiting there would take `most` hours or more: then the nearest that has less.

    `waiting[d]` are hours of work that wait at desk d and `pace[d]` hours of work that it does in an hour; `others`
    are the desks that may help, nearest first. Without one that has less, the lead stays.
    """
    if waiting[own] < most * pace[own]:
        return own
    return next((desk for desk in others if waiting[desk] < most * pace[desk]), own)
