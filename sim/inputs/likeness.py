"""Names of people so alike that one is likely the other, misspelt."""

from __future__ import annotations

import re
from collections.abc import Collection

from sim.inputs.errors import closest

_ALIKE = 0.8
_NUMBERED = re.compile(r"\d+")


def likely_meant(found: str, others: Collection[str]) -> str | None:
    """The name that differs from the one found by one slip of the pen, or None.

    A slip is a letter too many, too few or another one, two neighbours exchanged, or upper case and spaces. Short names
    that share half their letters are two people (Chinese ones as a rule), and so are 'Manager 1' and 'Manager 2'.
    """
    alike = [other for other in others if other != found and _one_slip(_plain(found), _plain(other))]
    return closest(found, alike)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _one_slip(one: str, other: str) -> bool:
    if one == other:
        return True
    if _NUMBERED.search(one + other) and _NUMBERED.sub("", one) == _NUMBERED.sub("", other):
        return False
    start = next((index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    start = min(len(one), len(other)) if start is None else start
    left, right = one[start:], other[start:]
    slips = (
        left[1:] == right[1:],
        left[1:] == right,
        left == right[1:],
        left[:2] == right[:2][::-1] and left[2:] == right[2:],
    )
    return any(slips) and 2 * (max(len(one), len(other)) - 1) / (len(one) + len(other)) >= _ALIKE
