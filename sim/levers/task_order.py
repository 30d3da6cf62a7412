"""Which waiting task a rep takes next: the one with the least key, ties by lead."""

from __future__ import annotations

from collections.abc import Callable

KeyOf = Callable[[float, float, float], float]


def first_come(queued_hours: float, value: float, score: float) -> float:  # noqa: ARG001
    """The longest waiting."""
    return queued_hours


def highest_value(queued_hours: float, value: float, score: float) -> float:  # noqa: ARG001
    """The largest potential value."""
    return -value


def highest_score(queued_hours: float, value: float, score: float) -> float:  # noqa: ARG001
    """The best score."""
    return -score


ORDERS: dict[str, KeyOf] = {"first-come": first_come, "value": highest_value, "score": highest_score}
