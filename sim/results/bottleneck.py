"""The bottleneck view: what one unit of relief brings, before what it costs, for each role, territory and stage."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.results.beside import paired
from sim.results.relief import RELIEF
from sim.results.run import Run
from sim.results.variants import MAIN

COLUMNS = ["kind", "item", "brings", "low", "high", "costs", "n"]


def bottleneck_of(run: Run) -> pd.DataFrame:
    """The table of `bottlenecks` for a run; empty where the playbook asks for no relief."""
    decision, also = run.playbook.experiment.decision, run.playbook.experiment.also
    scheme = also.bottleneck_scheme or run.playbook.baseline
    keys = [key for key in dict.fromkeys(run.variants["variant"]) if str(key).startswith(RELIEF)]
    samples = {key: run.samples("contribution", key)[scheme] for key in (MAIN, *keys)}
    costs = {
        key: float((run.samples("fixed_cost", key)[scheme] - run.samples("fixed_cost")[scheme]).mean()) for key in keys
    }
    return bottlenecks(samples, costs, decision.confidence)


def bottlenecks(samples: Mapping[str, pd.Series], costs: Mapping[str, float], confidence: float) -> pd.DataFrame:
    """What each relief brings before its own cost, paired by replication: kind, item, brings, low, high, costs, n.

    `samples` is the contribution a year by variant key, the comparison's under "main"; `costs` the cost of what was
    added by key. Most valuable first. The intervals hold one at a time.
    """
    rows = []
    for key, values in samples.items():
        if key.startswith(RELIEF):
            kind, item = key.removeprefix(RELIEF).split(" ", 1)
            cost = costs.get(key, 0.0)
            difference = values - samples["main"] + cost
            rows.append((kind, item, *paired(difference, confidence), cost, int(difference.notna().sum())))
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("brings", ascending=False, ignore_index=True)
