"""What wrong records cost: every scheme against itself with a perfect record."""

from __future__ import annotations

from math import nan

import pandas as pd

from sim.results.means import difference_of, interval_of
from sim.results.perfect import PERFECT
from sim.results.run import Run

COLUMNS = ["scheme", "wrong_share", "cost", "low", "high", "beyond", "beyond_low", "beyond_high", "n"]


def cost_of_records(run: Run) -> pd.DataFrame:
    """What wrong records cost each scheme a year, of what the decision maximises; columns as COLUMNS.

    A row for each scheme that was played with a perfect record too, in the playbook's order: the others have no cost
    that is known.

    `wrong_share` is the share of leads in a wrong segment. `beyond` is what they cost more than the baseline, which
    suffers from wrong records too: that is the cost of sorting by them. Paired by replication, one at a time.
    """
    decision, baseline = run.playbook.experiment.decision, run.playbook.baseline
    perfect, real = run.samples(decision.maximise, PERFECT), run.samples(decision.maximise)
    real = real.loc[perfect.index, [scheme for scheme in real if scheme in perfect]]
    wrong, lost = run.samples("misclassified_share"), perfect[real.columns] - real
    rows = []
    for scheme in lost.columns:
        beyond: tuple[float, ...] = (nan, nan, nan)
        if scheme != baseline and baseline in lost:
            beyond = difference_of(lost[scheme], lost[baseline], decision.confidence)[:3]
        cost = interval_of(lost[scheme], decision.confidence)
        rows.append((scheme, float(wrong[scheme].mean()), *cost[:3], *beyond, cost.n))
    return pd.DataFrame(rows, columns=COLUMNS)
