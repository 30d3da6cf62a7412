"""Clusters against brute force and planted groups."""

from __future__ import annotations

import numpy as np

from sim.floor.resolving.learn_clusters import learned_centres
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.resolving.workload import planning_table
from sim.floor.simulate import simulate
from sim.levers.clusters import features, nearest
from tests.builders import market_of, scheme_of, seats, stage

TEAMS = {"teams": {"big": {"segments": ["cluster-1"]}, "small": {"segments": ["cluster-2"]}}}
ON = {"clusters": {"on": ["size", "value"], "number": 2}}


def planted():
    """Large customers buy for a hundred times more: two groups that nothing else divides."""
    sizes = {"small": {"share": 0.5}, "large": {"share": 0.5, "value_factor": 100}}
    products = {"tool": {"share": 1, "value_median": 100, "value_sigma": 0.1, "margin_share": 0.4}}
    return market_of({"work": stage()}, sizes=sizes, products=products)


def clustered(**segmentation):
    return scheme_of(seats("a", "b"), {"work": "rep"}, segmentation={**ON, **TEAMS, **segmentation})


def test_features_are_a_column_for_each_name_and_the_log_of_the_value():
    record = {"size": np.array([0, 1, 1])}
    found = features(["size", "value"], record, {"size": ("small", "large")}, np.array([1.0, np.e, np.e**2]))
    assert found.tolist() == [[1, 0, 0], [0, 1, 1], [0, 1, 2]]


def test_nearest_is_that_of_all_distances():
    rng = np.random.default_rng(1)
    points, centres = rng.normal(size=(200, 3)), rng.normal(size=(5, 3))
    brute = np.argmin(((points[:, None, :] - centres[None]) ** 2).sum(axis=2), axis=1)
    assert nearest(points, centres).tolist() == brute.tolist()


def test_planted_groups_are_found_and_the_more_valuable_comes_first():
    market = planted()
    ledger = simulate(
        market,
        resolve_schemes(market, {"today": clustered()}, "today")["today"],
        horizon=Horizon(0, 20, 1),
        seed=1,
        replication=0,
    )
    leads = ledger.leads
    assert set(leads["segment"]) == {"cluster-1", "cluster-2"}
    assert ((leads["size"] == "large") == (leads["segment"] == "cluster-1")).all()
    assert ((leads["team"] == "big") == (leads["segment"] == "cluster-1")).all()
    assert not leads["misclassified"].any()


def test_rules_come_before_clusters_and_every_lead_is_in_one_segment():
    rules = [{"segment": "north", "when": {"region": ["north"]}}]
    teams = {"teams": {**TEAMS["teams"], "top": {"segments": ["north"]}}}
    market = planted()
    ready = resolve_schemes(market, {"today": clustered(rules=rules, **teams)}, "today")["today"]
    leads = simulate(market, ready, horizon=Horizon(0, 20, 1), seed=1, replication=0).leads
    assert ((leads["region"] == "north") == (leads["segment"] == "north")).all()
    assert leads["segment"].notna().all()


def test_the_same_market_teaches_the_same_clusters():
    market = planted()
    one, other = (learned_centres(market, clustered(), planning_table(market)) for _ in range(2))
    assert one is not None
    assert one.tolist() == other.tolist()
    assert learned_centres(market, scheme_of(seats("a"), {"work": "rep"}), planning_table(market)) is None
