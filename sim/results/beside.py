"""What the report shows beside the comparison: ways, sweeps, flip values, null market, robustness, where money moves.

Intervals here are paired Student intervals, one at a time; only the comparison itself is simultaneous.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from sim.results.playbook import current
from sim.results.run import Run
from sim.results.variants import BUDGETS, MAIN, NULL, STEADY, sweep_key
from sim.results.verdict import Verdict, verdict_of_samples

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Flip:
    """Where the best alternative's gain over the baseline crosses zero on a sweep; `value` is None if it does not.

    `scheme` is the alternative with the highest mean at the playbook's own value; `low` and `high` are the range swept.
    """

    parameter: str
    scheme: str
    value: float | None
    low: float
    high: float
    gain_at_low: float
    gain_at_high: float


def paired(difference: pd.Series, confidence: float) -> tuple[float, float, float]:
    """Mean and Student interval of paired differences; infinite bounds with fewer than two replications."""
    values = difference.dropna().to_numpy(dtype=np.float64)
    if len(values) < 2:
        return (float(values.mean()) if len(values) else float("nan"), -float("inf"), float("inf"))
    half = float(student.ppf(0.5 + confidence / 2, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values)))
    mean = float(values.mean())
    return mean, mean - half, mean + half


def against_baseline(samples: pd.DataFrame, baseline: str, confidence: float) -> pd.DataFrame:
    """Columns scheme, mean, low, high, n: paired difference of each scheme to the baseline, the baseline left out."""
    differences = {scheme: samples[scheme] - samples[baseline] for scheme in samples.columns if scheme != baseline}
    rows = [(scheme, *paired(gap, confidence), int(gap.notna().sum())) for scheme, gap in differences.items()]
    return pd.DataFrame(rows, columns=["scheme", "mean", "low", "high", "n"])


def ways(run: Run) -> pd.DataFrame:
    """The best scheme of each way of subdividing against the baseline, best way first: way, scheme, mean, low, high.

    The intervals are the comparison's simultaneous ones, so that the ranking may be read across rows.
    """
    verdict = run.verdict
    rows: list[tuple[str, str, float, float, float]] = []
    for way, schemes in run.playbook.experiment.ways.items():
        best = max(schemes, key=lambda name: float(verdict.means.loc[name, "mean"]))
        row = verdict.differences.query("first == @best and second == @verdict.baseline").iloc[0]
        rows.append((way, best, float(row["mean"]), float(row["low"]), float(row["high"])))
    table = pd.DataFrame(rows, columns=["way", "scheme", "mean", "low", "high"])
    return table.sort_values("mean", ascending=False, ignore_index=True)


def sweep(run: Run, name: str) -> pd.DataFrame:
    """Difference to the baseline at each value: scheme, value, mean, low, high, n.

    The playbook's own value is the comparison itself.
    """
    spec = run.playbook.experiment.also.sweeps[name]
    here = current(run.playbook, spec.parameter)
    decision = run.playbook.experiment.decision
    parts = []
    for value in spec.values:
        samples = run.samples(decision.maximise, MAIN if value == here else sweep_key(name, value))
        chosen = [
            scheme
            for scheme in samples.columns
            if spec.schemes is None or scheme in spec.schemes or scheme == run.playbook.baseline
        ]
        table = against_baseline(samples[chosen], run.playbook.baseline, decision.confidence)
        parts.append(table.assign(value=value))
    return pd.concat(parts, ignore_index=True)[["scheme", "value", "mean", "low", "high", "n"]]


def sweep_levels(run: Run, name: str) -> pd.DataFrame:
    """The maximised KPI itself at each value of a sweep: scheme, value, mean."""
    spec = run.playbook.experiment.also.sweeps[name]
    here = current(run.playbook, spec.parameter)
    rows: list[tuple[str, float, float]] = []
    for value in spec.values:
        samples = run.samples(
            run.playbook.experiment.decision.maximise, MAIN if value == here else sweep_key(name, value)
        )
        rows.extend(
            (scheme, value, float(samples[scheme].mean()))
            for scheme in samples.columns
            if spec.schemes is None or scheme in spec.schemes
        )
    return pd.DataFrame(rows, columns=["scheme", "value", "mean"])


def flip(run: Run, name: str) -> Flip:
    """Linear interpolation around the first change of sign of the best alternative's mean gain."""
    table = sweep(run, name)
    spec = run.playbook.experiment.also.sweeps[name]
    here = current(run.playbook, spec.parameter)
    at = min(spec.values, key=lambda value: abs(value - (spec.values[0] if here is None else here)))
    best = str(table[table["value"] == at].sort_values("mean", ascending=False)["scheme"].iloc[0])
    line = table[table["scheme"] == best].sort_values("value")
    values, means = line["value"].to_numpy(dtype=np.float64), line["mean"].to_numpy(dtype=np.float64)
    return Flip(
        spec.parameter,
        best,
        crossing(values, means),
        float(values[0]),
        float(values[-1]),
        float(means[0]),
        float(means[-1]),
    )


def crossing(values: Floats, means: Floats) -> float | None:
    """The first value at which the broken line through (value, mean) crosses zero, or None."""
    for index in range(len(values) - 1):
        before, after = float(means[index]), float(means[index + 1])
        if before == 0:
            return float(values[index])
        if before * after < 0:
            return float(values[index] + (values[index + 1] - values[index]) * before / (before - after))
    return float(values[-1]) if len(values) and means[-1] == 0 else None


def null(run: Run) -> pd.DataFrame:
    """Differences to the baseline in the null market: scheme, mean, low, high, n."""
    decision = run.playbook.experiment.decision
    return against_baseline(run.samples(decision.maximise, NULL), run.playbook.baseline, decision.confidence)


def null_verdict(run: Run) -> Verdict:
    """The same decision rule in the null market."""
    return verdict_of_samples(
        run.playbook, run.samples(run.playbook.experiment.decision.maximise, NULL), run.verdict.indifference
    )


def steady(run: Run) -> pd.DataFrame:
    """Differences to the baseline from today's memory and from each scheme's own: scheme, start, mean, low, high, n."""
    decision = run.playbook.experiment.decision
    own = run.samples(decision.maximise, STEADY)
    today = run.samples(decision.maximise)[list(own.columns)]
    parts = [
        against_baseline(table, run.playbook.baseline, decision.confidence).assign(start=start)
        for start, table in (("today", today), ("steady", own))
    ]
    return pd.concat(parts, ignore_index=True)[["scheme", "start", "mean", "low", "high", "n"]]


def robustness(run: Run) -> pd.DataFrame:
    """The winner under other circumstances: circumstance, best, gain, low, high, same_winner; the comparison first."""
    decision, baseline = run.playbook.experiment.decision, run.playbook.baseline
    keys = [MAIN, *(f"budget {factor:g}" for factor in BUDGETS), "seat moved forward", "seat moved back"]
    present = set(run.variants["variant"])
    focus = [key for key in keys if key in present]
    schemes = list(run.samples(decision.maximise, focus[-1]).columns)
    rows = []
    for key in focus:
        samples = run.samples(decision.maximise, key)[schemes]
        best = str(samples.mean().idxmax())
        gain = (0.0, 0.0, 0.0) if best == baseline else paired(samples[best] - samples[baseline], decision.confidence)
        rows.append((key, best, *gain))
    table = pd.DataFrame(rows, columns=["circumstance", "best", "gain", "low", "high"])
    return table.assign(same_winner=table["best"] == table["best"].iloc[0])


def gains(run: Run, scheme: str) -> pd.DataFrame:
    """Where a scheme differs from the baseline: kind, item, measure, mean, low, high; amounts a year."""
    wide = run.slices.pivot_table(
        index=["dimension", "item", "measure", "replication"],
        columns="scheme",
        values="value",
        sort=False,
        fill_value=0.0,
    )
    difference = wide[scheme] - wide[run.playbook.baseline]
    rows = []
    for (kind, item, measure), values in difference.groupby(level=["dimension", "item", "measure"], sort=False):
        rows.append((kind, item, measure, *paired(values, run.playbook.experiment.decision.confidence)))
    return pd.DataFrame(rows, columns=["kind", "item", "measure", "mean", "low", "high"])


def has(run: Run, prefix: str) -> bool:
    """Whether the run holds variants of that kind."""
    return any(str(key).startswith(prefix) for key in run.variants["variant"].unique())
