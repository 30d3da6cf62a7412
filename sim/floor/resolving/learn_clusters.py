"""Learns clusters from the record of a planning year's leads, before any run."""

from __future__ import annotations

import numpy as np

from sim.floor.crm_use import long_run_use
from sim.floor.record import record_of
from sim.floor.resolving.resolved import Floats
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.clusters import features, nearest
from sim.market.leads import LeadTable

STARTS = 10


def learned_centres(market: Market, scheme: Scheme, planning: LeadTable) -> Floats | None:
    """Centres (clusters, features) of k-means, most valuable cluster first; None where the scheme learns none.

    Lloyd's algorithm with k-means++ starts (Arthur and Vassilvitskii, SODA 2007), always from the same seed.
    """
    clusters = None if scheme.segmentation is None else scheme.segmentation.clusters
    if clusters is None:
        return None
    record = record_of(market, scheme, planning, long_run_use(scheme))
    points = features(clusters.on, record.recorded, record.names, record.value)
    if len(points) < clusters.number:
        return np.zeros((clusters.number, points.shape[1]))
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    # Sums of several threads are rounded in another order: the bits would hang on how many the machine has.
    with threadpool_limits(limits=1):
        found = KMeans(clusters.number, n_init=STARTS, random_state=0).fit(points).cluster_centers_.astype(np.float64)
    member = nearest(points, found)
    worth = [
        -float(record.value[member == number].mean()) if (member == number).any() else np.inf
        for number in range(clusters.number)
    ]
    return np.asarray(found[np.argsort(worth, kind="stable")])
