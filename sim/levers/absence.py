"""Absence: when somebody is away, from the lengths of time at work and away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

SICK, VACANT = 0, 1
KINDS = ("sick", "vacant")


class Stretch(NamedTuple):
    """Away from `start` to `end`, in business hours; `kind` is a place in KINDS."""

    start: float
    end: float
    kind: int


def one_after_another(pairs: Iterable[tuple[float, float]], kind: int, until: float) -> list[Stretch]:
    """Stretches that start before `until`; each pair is the time at work before the next one and its length."""
    found, now = [], 0.0
    for at_work, away in pairs:
        start = now + at_work
        if start >= until:
            break
        now = start + away
        found.append(Stretch(start, now, kind))
    return found


def together(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order of time, those that touch made one; it is a vacancy if any of them is."""
    found: list[Stretch] = []
    for stretch in sorted(stretches):
        if found and stretch.start <= found[-1].end:
            last = found.pop()
            stretch = Stretch(last.start, max(last.end, stretch.end), max(last.kind, stretch.kind))
        found.append(stretch)
    return found
