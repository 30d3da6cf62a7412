"""Which schemes keep the limits that were set: shown to keep them, shown to break one, or neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, nan, sqrt

import numpy as np
import pandas as pd

from sim.results.decide.intervals import SEED, Floats, critical_value


class Standing(StrEnum):
    """What the bounds say about a scheme and its limits."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound that the mean of a KPI must keep: `at_most` if it is an upper one, else at least `value`."""

    kpi: str
    value: float
    at_most: bool


@dataclass(frozen=True, slots=True)
class Check:
    """One scheme against one limit: mean of the KPI and its bounds, each of which holds for all checks together."""

    scheme: str
    limit: Limit
    mean: float
    low: float
    high: float
    standing: Standing


def feasible(
    samples_by_kpi: Mapping[str, pd.DataFrame], limits: Sequence[Limit], confidence: float = 0.95, seed: int = SEED
) -> tuple[Check, ...]:
    """Every scheme against every limit, in the order of limits, then of the columns of the KPI's frame.

    Frames have a row for each replication, the same ones for all KPIs, and a column for each scheme. The bounds are
    one-sided and hold together over all schemes and limits: a scheme that breaks a limit passes for feasible no more
    often than 1 - `confidence`, and one that keeps it fails no more often either. A KPI that is not finite in some
    replication, or has been seen once only, is unclear.
    """
    checked = [(limit, str(scheme)) for limit in limits for scheme in samples_by_kpi[limit.kpi].columns]
    if not checked:
        return ()
    columns = np.hstack([samples_by_kpi[limit.kpi].to_numpy(dtype=np.float64) for limit in limits])
    known = np.isfinite(columns).all(axis=0) & (columns.shape[0] > 1)
    error = np.full(columns.shape[1], inf)
    error[known] = _standard_errors(columns[:, known])
    varying = np.flatnonzero(known & (error > 0))
    # A KPI with two limits is one random column: the same column twice would add nothing to the largest |t|.
    _, first = np.unique(columns[:, varying], axis=1, return_index=True)
    varying = varying[np.sort(first)]
    critical = 0.0
    if varying.size:
        critical = critical_value(columns[:, varying], np.eye(varying.size), confidence, seed, two_sided=False)
    checks = []
    for number, (limit, scheme) in enumerate(checked):
        mean = float(columns[:, number].mean()) if known[number] or columns.shape[0] == 1 else nan
        half = critical * error[number] if known[number] else inf
        low, high = (mean - half, mean + half) if known[number] else (-inf, inf)
        if np.isposinf(columns[:, number]).all():
            # Half of the leads never answered, say, in every replication: that is no unknown, it is as bad as can be.
            mean = low = inf
        checks.append(Check(scheme, limit, mean, float(low), float(high), _standing(limit, float(low), float(high))))
    return tuple(checks)


def standings(checks: Sequence[Check]) -> dict[str, Standing]:
    """Each checked scheme: infeasible if it is shown to break a limit, feasible if shown to keep all, else unclear."""
    found: dict[str, Standing] = {}
    rank = [Standing.FEASIBLE, Standing.UNCLEAR, Standing.INFEASIBLE]
    for check in checks:
        found[check.scheme] = max(found.get(check.scheme, Standing.FEASIBLE), check.standing, key=rank.index)
    return found


def _standing(limit: Limit, low: float, high: float) -> Standing:
    if limit.at_most:
        kept, broken = high <= limit.value, low > limit.value
    else:
        kept, broken = low >= limit.value, high < limit.value
    return Standing.FEASIBLE if kept else Standing.INFEASIBLE if broken else Standing.UNCLEAR


def _standard_errors(columns: Floats) -> Floats:
    """Of each column's mean; exactly 0 where the column is constant but for rounding."""
    deviation = columns.std(axis=0, ddof=1) if columns.shape[0] > 1 else np.zeros(columns.shape[1])
    constant = np.ptp(columns, axis=0) <= 256 * np.finfo(np.float64).eps * np.abs(columns).max(axis=0, initial=0.0)
    return np.where(constant, 0.0, deviation) / sqrt(columns.shape[0])
