"""Distance, hours and kilometres of a visit."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.effects import Travel

Floats = NDArray[np.float64]


def distance_km(
    latitude_a: Floats, longitude_a: Floats, latitude_b: Floats, longitude_b: Floats, radius_km: float = 6371.0
) -> Floats:
    """Great-circle distance in kilometres (haversine; R. W. Sinnott, Sky and Telescope 1984)."""
    phi_a, phi_b = np.radians(latitude_a), np.radians(latitude_b)
    half_north, half_east = (phi_b - phi_a) / 2, np.radians(longitude_b - longitude_a) / 2
    inside = np.sin(half_north) ** 2 + np.cos(phi_a) * np.cos(phi_b) * np.sin(half_east) ** 2
    return np.asarray(2 * radius_km * np.arcsin(np.sqrt(np.minimum(inside, 1.0))))


def visit_hours(travel: Travel, km: Floats) -> Floats:
    """Working hours lost to going there and back: by road below the limit, by air from it on."""
    road = km / float(travel.road_km_per_hour)
    air = float(travel.flight_overhead_hours) + km / float(travel.flight_km_per_hour)
    one_way = np.where(km < float(travel.flight_from_km), road, air)
    return np.asarray(2 * one_way * float(travel.working_share))
