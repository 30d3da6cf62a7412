"""The ways of subdividing, ranked in the playbook's market and in others beside it."""

from __future__ import annotations

import pandas as pd

from sim.results.decide.verdict import compare
from sim.results.decide.ways import Place, claim, rank
from sim.results.run import Run
from sim.results.variants import MAIN, OTHER_MARKET

COLUMNS = ["market", "way", "scheme", "mean", "low", "high", "n", "place"]


def ways_by_market(run: Run) -> pd.DataFrame:
    """A row for each market and way, the comparison's market first (its name ""), in each the best way first.

    Columns market, way, scheme, mean, low, high, n, place. `scheme` is the way's best by mean there, `mean` its gain
    over the baseline a year. The intervals of one market hold together over its schemes. `place` is that of
    `ways.claim`: whether the way is shown to come first in that market, or not to.
    """
    controls, baseline = run.playbook.experiment.every_way(), run.playbook.baseline
    goal, parts = run.playbook.experiment.decision.maximise, []
    for name in ("", *run.playbook.other_markets):
        samples = run.samples(goal, f"{OTHER_MARKET}{name}" if name else MAIN)
        differences = compare(samples, run.playbook) if name else run.verdict.differences
        table = rank(controls, baseline, differences)[["way", "scheme", "mean", "low", "high"]]
        places = [
            str(claim(way, controls, baseline, differences).place) if len(controls) > 1 else str(Place.FIRST)
            for way in table["way"]
        ]
        parts.append(table.assign(market=name, n=len(samples), place=places))
    return pd.concat(parts, ignore_index=True)[COLUMNS]
