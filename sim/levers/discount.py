"""What a seller gives when a customer asks for a discount: a function of numbers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
