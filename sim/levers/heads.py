"""Whole heads from fractional shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

Name = TypeVar("Name")


def largest_remainder(total: int, weights: Mapping[Name, float], at_least: int = 0) -> dict[Name, int]:
    """Share `total` heads in proportion to `weights`, remainders to the largest fractions, ties by the mapping's order.

    Every entry with a positive weight gets `at_least` first, as far as `total` reaches (heaviest first).
    Raises ValueError when there is nothing to share by.
    """
    if total < 0 or any(weight < 0 for weight in weights.values()) or (total > 0 and sum(weights.values()) <= 0):
        raise ValueError("expected a total of 0 or more and weights that are not all 0")
    order = list(weights)
    floor = dict.fromkeys(order, 0)
    left = total
    for name in sorted(order, key=lambda name: -weights[name]):
        if weights[name] > 0 and left >= at_least:
            floor[name] = at_least
            left -= at_least
    whole = sum(weights.values())
    if total == 0 or whole == 0:
        return floor
    exact = {name: max(total * weights[name] / whole - floor[name], 0.0) for name in order}
    scale = left / sum(exact.values()) if sum(exact.values()) > 0 else 0.0
    shares = {name: exact[name] * scale for name in order}
    heads = {name: floor[name] + int(shares[name] + 1e-9) for name in order}
    rest = total - sum(heads.values())
    by_fraction = sorted(order, key=lambda name: -((shares[name] + 1e-9) % 1))
    for name in by_fraction[:rest]:
        heads[name] += 1
    return heads


def managers_needed(heads: Sequence[int], span: float) -> int:
    """One manager for each started span of each unit that has anyone."""
    return sum(-int(-count // span) for count in heads if count > 0)
