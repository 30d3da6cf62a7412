"""Claim pool: who may claim, which limit binds, when a lead is taken back, who is dealt what nobody claims."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sim.levers.task_order import KeyOf, first_come, highest_score, highest_value


def room(in_pool: int, cap: float, retained: int, limit: float) -> float:
    """How many leads more one may claim from a pool: the smaller of the two limits binds; never below 0.

    `in_pool` are her open claimed leads of that pool and `cap` the most of them, `retained` those of all pools (with
    her customers, where these count) and `limit` the most of those; inf for no limit.
    """
    return max(min(cap - in_pool, limit - retained), 0)


def cools(lost_at: float, cool_down: float, now: float) -> bool:
    """Whether it is too soon to claim a lead again that one lost at `lost_at` (-inf: never had)."""
    return now < lost_at + cool_down


def is_exempt(stage: int, exempt_from: int, is_last: bool, thinks: bool) -> bool:
    """Whether nothing is reclaimed: from the exempt stage on, and while only the customer's last word is awaited."""
    return stage >= exempt_from or (is_last and thinks)


def least_loaded(members: Iterable[int], load: Sequence[int]) -> int:
    """The member with the fewest open claimed leads, ties by seat; -1 if there is none."""
    return min(members, key=lambda seat: (load[seat], seat), default=-1)


def newest(since: float, value: float, score: float) -> float:  # noqa: ARG001
    """The one that has waited least: the freshest customer."""
    return -since


def own_choice(since: float, value: float, score: float) -> float:  # noqa: ARG001
    """What people pick for themselves: the largest recorded value x score; a score below 0 counts as 0."""
    return -value * max(score, 0.0)


ORDERS: dict[str, KeyOf] = {
    "oldest": first_come,
    "newest": newest,
    "value": highest_value,
    "score": highest_score,
    "own-choice": own_choice,
}
