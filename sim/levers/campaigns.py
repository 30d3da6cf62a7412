"""What money brings: diminishing returns of a campaign, and who is asked when only some customers are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def share_reached(spend: float, reachable: float, lead_cost: float) -> float:
    """Share of the reachable that so much money brings; the first lead costs `lead_cost`, later ones more."""
    return 1.0 - float(np.exp(-spend / (reachable * lead_cost))) if reachable > 0 else 0.0


def asked(recorded_frequency: Floats, share: float) -> NDArray[np.bool_]:
    """Who is asked: so many of those who buy most often on record."""
    count = round(share * len(recorded_frequency))
    chosen = np.zeros(len(recorded_frequency), dtype=np.bool_)
    chosen[np.argsort(-recorded_frequency, kind="stable")[:count]] = True
    return chosen
