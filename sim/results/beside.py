"""What the report shows beside the comparison: ways, sweeps, flip values, null market, robustness, where money moves.

Intervals here are paired Student intervals, one at a time; only the comparison itself is simultaneous.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student

from sim.results.flips import Flip, crossings, zero_band
from sim.results.playbook import current
from sim.results.run import Run
from sim.results.variants import BUDGETS, MAIN, NULL, STEADY, sweep_key
from sim.results.verdict import Verdict, verdict_of_samples
from sim.results.ways import Claim, claim, rank


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
    """The ways of subdividing ranked: way, scheme, mean, low, high, control, alone_mean, alone_low, alone_high.

    A way's scheme is the one with the highest mean; `mean` is its gain over the baseline, `alone_mean` over its
    control, the same organisation not subdivided. The intervals are the comparison's simultaneous ones, so that the
    ranking may be read across rows.
    """
    return rank(run.playbook.experiment.controls(), run.playbook.baseline, run.verdict.differences)


def has_controls(run: Run) -> bool:
    """Whether some scheme of a way has another control than the baseline."""
    controls = run.playbook.experiment.controls().values()
    return any(control != run.playbook.baseline for schemes in controls for control in schemes.values())


def claim_of(run: Run, way: str, alone: bool = False) -> Claim:
    """Whether a way comes first, by gains over the baseline or, if `alone`, over the controls; needs another way."""
    return claim(way, run.playbook.experiment.controls(), run.playbook.baseline, run.verdict.differences, alone)


def sweep(run: Run, name: str) -> pd.DataFrame:
    """Difference to the baseline at each value: scheme, value, mean, low, high, n; every scheme played at all values.

    The playbook's own value is the comparison itself.
    """
    spec = run.playbook.experiment.also.sweeps[name]
    here = current(run.playbook, spec.parameter)
    decision = run.playbook.experiment.decision
    points = {
        value: run.samples(decision.maximise, MAIN if value == here else sweep_key(name, value))
        for value in spec.values
    }
    everywhere = [scheme for scheme in points[spec.values[0]] if all(scheme in samples for samples in points.values())]
    parts = [
        against_baseline(samples[everywhere], run.playbook.baseline, decision.confidence).assign(value=value)
        for value, samples in points.items()
    ]
    return pd.concat(parts, ignore_index=True)[["scheme", "value", "mean", "low", "high", "n"]]


def flip(run: Run, name: str) -> Flip:
    """Where the gain of the comparison's leading alternative, among those swept, turns, with its interval."""
    table = sweep(run, name)
    leading = run.verdict.leading(list(dict.fromkeys(table["scheme"])))
    line = table[table["scheme"] == leading].sort_values("value")
    values, means, lows, highs = (line[key].to_numpy(dtype=np.float64) for key in ("value", "mean", "low", "high"))
    zero, flip_low, flip_high = zero_band(values, lows, highs)
    return Flip(
        parameter=run.playbook.experiment.also.sweeps[name].parameter,
        scheme=leading,
        crossings=crossings(values, means),
        zero=zero,
        flip_low=flip_low,
        flip_high=flip_high,
        low=float(values[0]),
        high=float(values[-1]),
        gain_at_low=float(means[0]),
        gain_at_high=float(means[-1]),
        n=int(line["n"].min()),
    )


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
