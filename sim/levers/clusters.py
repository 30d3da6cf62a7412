"""Clusters: leads that look alike on the record; each lead belongs to the nearest centre."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

VALUE = "value"


def features(
    on: Sequence[str], record: Mapping[str, Ints], names: Mapping[str, Sequence[str]], value: Floats
) -> Floats:
    """(n, features): a column for each name of each attribute, 1 where the record says it, and the log of the value."""
    columns = []
    for attribute in on:
        if attribute == VALUE:
            columns.append(np.log(np.maximum(value, 1e-9)))
        else:
            columns.extend((record[attribute] == index).astype(np.float64) for index in range(len(names[attribute])))
    return np.stack(columns, axis=1) if len(value) else np.zeros((0, len(columns)))


def nearest(points: Floats, centres: Floats) -> Ints:
    """Index of the nearest centre (k, features) of each point (n, features), by Euclid; the first of equals."""
    distance = (points**2).sum(axis=1)[:, None] - 2 * points @ centres.T + (centres**2).sum(axis=1)[None, :]
    return np.asarray(np.argmin(distance, axis=1), dtype=np.int64)
