"""Patches: a territory cut into areas next to each other, so that neighbours have the same owner."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def position_in_territory(
    region: Ints, north_km: Floats, east_km: Floats, otherwise: Floats, territory_of_region: Ints, share: Floats
) -> Floats:
    """Where each lead stands in the book of its territory, in [0, 1).

    The book runs through the territory's regions in their order, each as long as its share of leads, and within a
    region around its centre by the compass, from north by east. `region` (n,), and `north_km` and `east_km` from the
    region's centre; a lead in the very centre takes its place by `otherwise`, in [0, 1). `territory_of_region` and
    `share` are (regions,).
    """
    around = np.where((north_km == 0) & (east_km == 0), otherwise, np.arctan2(east_km, north_km) / (2 * np.pi) % 1.0)
    start, length = np.zeros(len(share)), np.ones(len(share))
    for territory in np.unique(territory_of_region):
        mine = np.flatnonzero(territory_of_region == territory)
        weights = share[mine] if share[mine].sum() > 0 else np.ones(len(mine))
        length[mine] = weights / weights.sum()
        start[mine] = np.cumsum(length[mine]) - length[mine]
    return np.asarray(np.minimum(start[region] + length[region] * around, np.nextafter(1.0, 0.0)))
