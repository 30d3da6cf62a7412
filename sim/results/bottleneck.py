"""The bottleneck view: what one unit of relief brings, before what it costs, for each role, territory and stage.

It brings gross margin less travel. It costs what is added to fixed cost and to variable pay, as played.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.results.means import interval_of
from sim.results.relief import RELIEF
from sim.results.run import Run
from sim.results.variants import MAIN

ROUNDING = 1e-9
COLUMNS = ["kind", "item", "brings", "low", "high", "costs", "left", "left_low", "left_high", "n"]


def bottleneck_of(run: Run) -> pd.DataFrame:
    """The table of `bottlenecks` for a run; empty where the playbook asks for no relief."""
    decision, also = run.playbook.experiment.decision, run.playbook.experiment.also
    scheme = also.bottleneck_scheme or run.playbook.baseline
    keys = [key for key in dict.fromkeys(run.variants["variant"]) if str(key).startswith(RELIEF)]
    samples = {key: run.samples("contribution", key)[scheme] for key in (MAIN, *keys)}
    paid = {
        key: run.samples("fixed_cost", key)[scheme] + run.samples("variable_pay", key)[scheme] for key in (MAIN, *keys)
    }
    return bottlenecks(samples, paid, decision.confidence)


def bottlenecks(samples: Mapping[str, pd.Series], paid: Mapping[str, pd.Series], confidence: float) -> pd.DataFrame:
    """What each relief brings, what it costs and what is left, paired by replication as far as both were played.

    Columns kind, item, brings, low, high, costs, left, left_low, left_high, n.
    `samples` is the contribution a year by variant key, the comparison's under "main"; `paid` the fixed cost and the
    variable pay in it. Most valuable first. The intervals hold one at a time.
    """
    rows = []
    for key, values in samples.items():
        if key.startswith(RELIEF):
            kind, item = key.removeprefix(RELIEF).split(" ", 1)
            # A relief may be played more or less often than the comparison: what both played can be paired.
            both = samples[MAIN].index.intersection(values.index)
            cost = paid[key][both] - paid[MAIN][both]
            difference = values[both] - samples[MAIN][both] + cost
            # What is but the last digit of large amounts is nothing: who comes where nobody calls brings nothing.
            difference = difference.where(difference.abs() > ROUNDING * values[both].abs(), 0.0)
            brings, left = (interval_of(values, confidence)[:3] for values in (difference, difference - cost))
            rows.append((kind, item, *brings, float(cost.mean()), *left, len(both)))
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.sort_values("brings", ascending=False, ignore_index=True)
