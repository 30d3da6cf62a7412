"""Amounts of money as a report writes them, read back."""

from __future__ import annotations

import re

UNITS = {"million": 1e6, "billion": 1e9, "万": 1e4, "亿": 1e8}
NUMBER = re.compile(r"([+−]?)(?:CNY )?(\d[\d,]*)(?:\.(\d+))?\s*(million|billion|万|亿)?")


def amount_is(text: object, amount: float, scale: float = 1.0) -> bool:
    """Whether the first number of a text is this amount (times `scale`), as far as it is rounded."""
    found = NUMBER.search(str(text))
    assert found is not None, text
    sign, whole, part, unit = found.groups()
    digits, one = whole.replace(",", ""), UNITS.get(unit, 1.0)
    told = float(f"{digits}.{part or 0}") * one * (-1 if sign == "−" else 1)
    # Amounts without a fraction may be rounded to tens and more, to the zeros at their end; nothing to hundreds.
    zeros = len(digits) - len(digits.rstrip("0")) if float(digits) else 2
    step = one / 10 ** len(part) if part else one * 10**zeros
    return abs(told - amount * scale) <= 0.5001 * step
