"""Motivation: how pay against expectation, recognition and fairness move it, as functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence


def felt_about_pay(paid: float, expected: float, loss_aversion: float) -> float:
    """Gain over what was expected; a loss counts `loss_aversion` times (Tversky and Kahneman 1992).

    All in pay at quota.
    """
    return (paid - expected) * (1.0 if paid >= expected else loss_aversion)


def got_used_to(expected: float, paid: float, adapt_share: float) -> float:
    """What is expected from now on: a share of the way to what was paid."""
    return expected + adapt_share * (paid - expected)


def worse_off(own: Sequence[float]) -> list[float]:
    """Of each of some peers, the share by which she has less than they have on average; 0 for who has as much or more.

    Being better off moves nobody. 0 for all where nobody has anything.
    """
    mean = math.fsum(own) / len(own) if own else 0.0
    return [max(0.0, 1 - value / mean) if mean > 0 else 0.0 for value in own]


def after_a_month(mood: float, felt: float, half_life_months: float) -> float:
    """Mood, the log of motivation: a weighted mean of the month before's and what is felt now."""
    kept: float = 0.5 ** (1 / half_life_months)
    return kept * mood + (1 - kept) * felt


def motivation(mood: float, floor: float, ceiling: float) -> float:
    """exp(mood), held between floor and ceiling; 1 in a mood of 0."""
    return min(max(math.exp(mood), floor), ceiling)
