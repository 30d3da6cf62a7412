"""Product specialists who join a stage for the customers of their products, whoever leads there."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.playbook import Scheme
from sim.market.leads import LeadTable

Mask = NDArray[np.bool_]


def overlay_at(scheme: Scheme, stage: str, table: LeadTable) -> tuple[str, Mask] | None:
    """The role that joins this stage for some products, and for which leads; None where nobody does."""
    overlay = None if scheme.products is None else scheme.products.overlay
    if overlay is None or stage not in overlay.stages:
        return None
    chosen = np.array([name in overlay.products for name in table.names["product"]])
    return overlay.role, np.asarray(chosen[table.attributes["product"]])
