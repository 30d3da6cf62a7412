"""Trial use: what a customer who has tried what is offered makes of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.levers.need_fit import fit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def better_than_mean(needs: Floats, strengths: Floats, offer: Ints) -> Floats:
    """How much better each lead's offer (n,) fits its needs (n, 4) than the mean of all offers (m, 4) does; shape (n,).

    Nothing with a single offer: there is nothing to tell it from.
    """
    fits = fit(needs, strengths)
    return np.asarray(fits[np.arange(len(needs)), offer] - fits.mean(axis=1))
