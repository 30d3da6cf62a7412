"""Replications of a floor without mechanisms as independent batches, and intervals and sample sizes from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm, t

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.floor.states import COLD
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from tests.builders import Document, resolved

CONFIDENCE = 0.999
HOURS_A_WEEK = 40
# Every lead of the window has long been served when the run ends, so that none is cut off.
TAIL_HOURS = 24

PILOT_SEED, MAIN_SEED = 7, 20260101

NO_WEEKENDS = {"weekday_factors": [1, 1, 1, 1, 1, 0, 0]}


def demand(leads_per_hour: float) -> Document:
    """Demand of a Poisson process with that rate in business hours: equal days, nobody at weekends, 8 hours a day."""
    return {"leads_per_year": leads_per_hour * 8 * 365, **NO_WEEKENDS}


@dataclass(frozen=True)
class Study:
    """A market and scheme without mechanisms, and how long each replication is."""

    market: Market
    scheme: Scheme
    weeks: int
    warm_up_weeks: int

    def batches(self, measure: Callable[[Ledger, float, float], Sequence[float]], seed: int, count: int) -> np.ndarray:
        """One row of measures for each replication, over the window after warm-up."""
        ready = resolved(self.market, self.scheme)
        horizon = Horizon(self.warm_up_weeks, self.weeks, 0)
        start = float(self.warm_up_weeks * HOURS_A_WEEK)
        end = (self.warm_up_weeks + self.weeks) * HOURS_A_WEEK - TAIL_HOURS
        rows = [
            measure(simulate(self.market, ready, horizon=horizon, seed=seed, replication=number), start, end)
            for number in range(count)
        ]
        return np.array(rows)


def queue_measures(ledger: Ledger, start: float, end: float) -> list[float]:
    """P(wait), P(abandon), E[Lq], E[Wq], utilisation, as fields of `queueing.Queue` are ordered."""
    leads, tasks = ledger.lead_columns, ledger.task_columns
    arrival = leads["arrival"]
    left = np.where(leads["state"] == COLD, leads["closed"], leads["first_touch"])
    left = np.minimum(left, ledger.window.end)
    inside = (arrival >= start) & (arrival < end)
    waited = left - arrival
    overlap = np.clip(np.minimum(left, end) - np.maximum(arrival, start), 0, None)
    busy = np.clip(np.minimum(tasks["end"], end) - np.maximum(tasks["start"], start), 0, None)
    return [
        float((waited[inside] > 0).mean()),
        float((leads["state"][inside] == COLD).mean()),
        float(overlap.sum() / (end - start)),
        float(waited[inside].mean()),
        float(busy.sum() / (end - start) / len(ledger.plan.seats)),
    ]


def half_widths(batches: np.ndarray) -> np.ndarray:
    """Half-widths of the 99.9 % t intervals of the column means."""
    count = len(batches)
    quantile = float(t.ppf((1 + CONFIDENCE) / 2, count - 1))
    return np.asarray(quantile * batches.std(axis=0, ddof=1) / np.sqrt(count))


def batches_needed(pilot: np.ndarray, shifts: np.ndarray, power: float = 0.99) -> int:
    """Batches with which a 99.9 % interval excludes a mean that is off by `shifts`, with that power, in some measure.

    n = ((z(.9995) + z(power)) x deviation / shift)^2 for the best measure, deviations taken from the pilot.
    """
    deviation = pilot.std(axis=0, ddof=1)
    useful = (deviation > 0) & (np.abs(shifts) > 0)
    factor = norm.ppf((1 + CONFIDENCE) / 2) + norm.ppf(power)
    return int(np.ceil(((factor * deviation[useful] / shifts[useful]) ** 2).min()))
