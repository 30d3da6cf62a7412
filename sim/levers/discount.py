"""What a seller gives when a customer asks for a discount, and what she gives unasked: functions of numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STEPS = 20


class Answer(NamedTuple):
    """For each customer the discount given and the discount refused, as shares, and whether it took an approval."""

    given: Floats
    refused: Floats
    approved: NDArray[np.bool_]


def answer(asked: Floats, authority: float, ceiling: float, giveaway: float) -> Answer:
    """Within the authority a seller gives what is asked, and never less than `giveaway` of the authority.

    Beyond it somebody else decides, who gives no more than `ceiling`; a ceiling that is no higher is asked for nothing.
    """
    own = np.maximum(np.minimum(asked, authority), giveaway * authority)
    approved = (asked > authority) & (ceiling > authority)
    given = np.where(approved, np.minimum(asked, ceiling), own)
    return Answer(given, np.maximum(asked - given, 0.0), approved)


def most_worth(most: float, logit: float, logit_per_share: float, pays: Callable[[float], float]) -> float:
    """The share of the price, up to `most`, that a seller gives away to raise the odds.

    Of `STEPS` equal steps, the one with the largest sigmoid(logit + logit_per_share x given) x pays(given), chance x
    pay, where `pays` says what the deal brings her if so much was given away; the smallest of those that are equal.
    """
    best, worth = 0.0, _chance(logit) * pays(0.0)
    for step in range(1, STEPS + 1):
        given = most * step / STEPS
        found = _chance(logit + logit_per_share * given) * pays(given)
        if found > worth:
            best, worth = given, found
    return best


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))
