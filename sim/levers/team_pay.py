"""What is paid for results beside one's own: a pool that a team shares, and prizes that people compete for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.levers.pay import Plan, commission


class Member(NamedTuple):
    """A seat in its unit: credit and quota of a period, and the pay that depends on the unit at its target."""

    unit: int
    credit: float
    quota: float
    target_pay: float


def pool_parts(plan: Plan, members: Sequence[Member]) -> list[float]:
    """What each member is paid out of its unit's pool, in money.

    A unit's attainment is the credit of all its members over all their quotas, which must not sum to 0; the pool is
    what the plan pays for it of their target pay together, and each has an equal part.
    """
    totals: dict[int, list[float]] = {}
    for member in members:
        total = totals.setdefault(member.unit, [0.0, 0.0, 0.0, 0.0])
        for place, value in enumerate((member.credit, member.quota, member.target_pay, 1.0)):
            total[place] += value
    parts = {
        unit: target * commission(plan, credit / quota) / heads
        for unit, (credit, quota, target, heads) in totals.items()
    }
    return [parts[member.unit] for member in members]


def prizes(scores: Sequence[float], pool: float, shares: Sequence[float]) -> list[float]:
    """What each competitor wins, in money; the whole pool is given out as soon as there is one.

    `shares` are those of the ranks, the first one's first and above 0. Who scores the same occupies the ranks together,
    and they share what these bring. Ranks that there is nobody for leave their share to the others in proportion.
    """
    ranks = shares[: len(scores)]
    whole = sum(ranks)
    order = sorted(range(len(scores)), key=lambda competitor: -scores[competitor])
    won, first = [0.0] * len(scores), 0
    while first < len(order):
        last = first
        while last < len(order) and scores[order[last]] == scores[order[first]]:
            last += 1
        for competitor in order[first:last]:
            won[competitor] = pool * sum(ranks[first:last]) / whole / (last - first)
        first = last
    return won
