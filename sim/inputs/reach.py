"""Whether ordered rules can match anything, and anything that the rules before them leave.

A rule's conditions are a box: for each dimension the values that it accepts. Numbers are cut into the intervals between
the limits that the rules speak of, so that every dimension has finitely many values.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from sim.inputs.models.conditions import When

LACKED = ("recency_months",)
"""Numbers that not every lead has: who has bought nothing has no last purchase."""
_NONE = "none"

Names = frozenset[str]
Box = dict[str, Names]


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Rule number `index` gets no lead: its `empty` condition holds for none, or the rules `taken_by` take them all."""

    index: int
    empty: str | None
    taken_by: tuple[int, ...]


def unreachable(
    rules: Sequence[When], occurs: Mapping[str, Iterable[str]], always_none: Collection[str] = ()
) -> Iterator[Unreachable]:
    """Every rule that gets no lead, in order.

    `occurs` are the values of each attribute that some lead has on record; `always_none` the numbers that are 0 for
    every lead. Of LACKED, some leads have no number: no limit holds for those.
    """
    everything = {attribute: frozenset(names) for attribute, names in occurs.items()}
    for number in {name for when in rules for name in when.limits()}:
        intervals = _intervals(number, rules)
        if number in LACKED:
            everything[number] = frozenset((_NONE, *(() if number in always_none else intervals)))
        else:
            everything[number] = frozenset(intervals[:1] if number in always_none else intervals)
    boxes = [_box(when, rules, everything) for when in rules]
    for index, box in enumerate(boxes):
        empty = next((dimension for dimension, names in box.items() if not names), None)
        if empty is not None:
            yield Unreachable(index, empty, ())
        elif _covered(box, earlier := boxes[:index]):
            yield Unreachable(index, None, tuple(i for i, other in enumerate(earlier) if _meet(box, other)))


def _intervals(number: str, rules: Sequence[When]) -> list[str]:
    """The intervals between the limits of all rules, from 0 up, by their numbers."""
    return [str(index) for index in range(len(_cuts(number, rules)) - 1)]


def _cuts(number: str, rules: Sequence[When]) -> list[float]:
    limits = (when.limits().get(number, (0.0, inf)) for when in rules)
    return sorted({0.0, inf, *(limit for pair in limits for limit in pair)})


def _box(when: When, rules: Sequence[When], everything: Mapping[str, Names]) -> Box:
    box = {name: everything[name] & frozenset(values) for name, values in when.lists().items()}
    for number, (low, high) in when.limits().items():
        inside = [low <= start and end <= high for start, end in pairwise(_cuts(number, rules))]
        box[number] = everything[number] & frozenset(str(index) for index, holds in enumerate(inside) if holds)
    return {**everything, **box}


def _meet(one: Box, other: Box) -> bool:
    return all(one[dimension] & other[dimension] for dimension in one)


def _covered(box: Box, others: Sequence[Box]) -> bool:
    """Whether the others together hold all of the box: what the first leaves of it must be held by the rest."""
    others = [other for other in others if _meet(box, other)]
    if not others:
        return False
    first, rest = others[0], others[1:]
    left = dict(box)
    for dimension, names in box.items():
        if outside := names - first[dimension]:
            if not _covered({**left, dimension: outside}, rest):
                return False
            left[dimension] = names & first[dimension]
    return True
