"""How the use of a CRM spreads: a logistic curve for each person, from the day it is switched on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def adoption_curve(
    weeks: Floats,
    start: float,
    ceiling: float,
    half_weeks: Floats,
    steepness_weeks: float,
    weeks_ahead: Floats | None = None,
) -> Floats:
    """Share of what the CRM asks for that each person does, (weeks, people).

    `start` in week 0, towards `ceiling`; half of the way is near `half_weeks` (people,). Rogers 1962, Diffusion of
    Innovations, gives the shape; the logistic curve is shifted so that it begins exactly at `start`. `weeks_ahead`,
    (weeks, people), moves people on along it.
    """
    since = weeks[:, None] if weeks_ahead is None else weeks[:, None] + weeks_ahead
    at = 1 / (1 + np.exp(-(since - half_weeks[None, :]) / steepness_weeks))
    begin = 1 / (1 + np.exp(half_weeks / steepness_weeks))
    return np.asarray(start + (ceiling - start) * (at - begin) / (1 - begin))


def score_correlation(accuracy: float) -> float:
    """Correlation of a normal score with a normal truth that orders two random leads rightly with chance `accuracy`.

    P(both differences have the same sign) = 1/2 + arcsin(r) / pi (Sheppard 1899), solved for r; accuracy in [0.5, 1].
    """
    return float(np.sin(np.pi * (accuracy - 0.5)))
