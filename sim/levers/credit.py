"""Who gets how much of a deal's credit where a team shares it."""

from __future__ import annotations

from collections.abc import Sequence


def split(shares: Sequence[float], owners: Sequence[int]) -> list[tuple[int, float]]:
    """(seat, share) of everyone who shares a deal; `shares` and `owners` are by role, an owner of -1 is nobody.

    A role that nobody filled leaves its share to the others in proportion, so that the shares always sum to 1. Nobody
    at all gets nothing.
    """
    present = [(seat, share) for seat, share in zip(owners, shares, strict=True) if seat >= 0 and share > 0]
    total = sum(share for _, share in present)
    parts = [(seat, share / total) for seat, share in present[:-1]]
    rest = 1.0 - sum(share for _, share in parts)
    return [*parts, (present[-1][0], rest)] if present else []
