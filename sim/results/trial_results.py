"""What the trials of single levers showed; intervals are paired Student intervals at 99 %, one at a time."""

from __future__ import annotations

import pandas as pd

from sim.results.means import difference_of
from sim.results.run import Run
from sim.results.trials import trial_key

TRIAL_CONFIDENCE = 0.99
COLUMNS = ["trial", "side", "scheme", "against", "mean", "low", "high", "n", "shown"]


def trials_of(run: Run) -> pd.DataFrame:
    """What each trial showed, two rows each: trial, side, scheme, against, mean, low, high, n, shown.

    `mean` is the gain of `scheme` over `against` in what the decision maximises. `shown` tells whether the whole
    interval lies on the side that the playbook expected.
    """
    decision = run.playbook.experiment.decision
    rows = []
    for name, trial in run.playbook.experiment.also.trials.items():
        against = trial.against or run.playbook.baseline
        for side in trial.sides():
            samples = run.samples(decision.maximise, trial_key(name, side))
            mean, low, high, n = difference_of(samples[trial.scheme], samples[against], TRIAL_CONFIDENCE)
            shown = low > 0 if side == "gains" else high < 0
            rows.append((name, side, trial.scheme, against, mean, low, high, n, shown))
    return pd.DataFrame(rows, columns=COLUMNS)
