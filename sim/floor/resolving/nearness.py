"""How far it is from each territory to each place where people live."""

from __future__ import annotations

import numpy as np

from sim.floor.classify import territory_names, territory_of_regions
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.travel import distance_km


def distances_km(market: Market, scheme: Scheme) -> dict[tuple[str, str], float]:
    """Mean kilometres from the regions of a territory, by their share of leads, to a region as home: by both names."""
    regions = list(market.regions.values())
    owner = territory_of_regions(scheme, tuple(market.regions))
    latitude, longitude, share = (
        np.array([float(getattr(region, name)) for region in regions]) for name in ("latitude", "longitude", "share")
    )
    found = {}
    for number, territory in enumerate(territory_names(scheme)):
        inside = owner == number
        weight = share[inside] if share[inside].sum() > 0 else np.ones(inside.sum())
        for home, region in market.regions.items():
            here = np.array(float(region.latitude)), np.array(float(region.longitude))
            km = distance_km(*here, latitude[inside], longitude[inside])
            found[territory, home] = float(np.average(km, weights=weight))
    return found
