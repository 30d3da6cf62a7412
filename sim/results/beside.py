"""What the report shows beside the comparison: ways, sweeps, flip values, null market, robustness, where money moves.

Intervals here are paired Student intervals, one at a time; only the comparison itself is simultaneous.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import t as student

from sim.results.areas import AREA
from sim.results.decide.best_value import BestValue, best_value
from sim.results.decide.flips import Flip, crossings, zero_band
from sim.results.decide.verdict import Verdict, verdict_of
from sim.results.decide.ways import Claim, claim, everyone, rank
from sim.results.means import difference_of, interval_of
from sim.results.pay_rows import PAY_LINE, PERSON
from sim.results.run import Run
from sim.results.seat_moves import SEAT_MOVED
from sim.results.variants import BUDGET, MAIN, NULL, STEADY, shown_by_comparison, sweep_key


def against_baseline(samples: pd.DataFrame, baseline: str, confidence: float) -> pd.DataFrame:
    """Columns scheme, mean, low, high, n: paired difference of each scheme to the baseline, the baseline left out."""
    others = [scheme for scheme in samples.columns if scheme != baseline]
    rows = [(scheme, *difference_of(samples[scheme], samples[baseline], confidence)) for scheme in others]
    return pd.DataFrame(rows, columns=["scheme", "mean", "low", "high", "n"])


def ways(run: Run) -> pd.DataFrame:
    """The ways of subdividing ranked: way, scheme, mean, low, high, control, alone_mean, alone_low, alone_high.

    A way's scheme is the one with the highest mean; `mean` is its gain over the baseline, `alone_mean` over its
    control, the same organisation not subdivided. The intervals are the comparison's simultaneous ones, so that the
    ranking may be read across rows.
    """
    return rank(run.playbook.experiment.controls(), run.playbook.baseline, run.verdict.differences)


def every_way(run: Run) -> pd.DataFrame:
    """The same with every scheme of every way."""
    return everyone(run.playbook.experiment.controls(), run.playbook.baseline, run.verdict.differences)


def claim_of(run: Run, way: str, alone: bool = False) -> Claim:
    """Whether a way comes first, by gains over the baseline or, if `alone`, over the controls; needs another way."""
    return claim(way, run.playbook.experiment.controls(), run.playbook.baseline, run.verdict.differences, alone)


def sweep(run: Run, name: str) -> pd.DataFrame:
    """Difference to the baseline at each value: scheme, value, mean, low, high, n; every scheme played at all values.

    The playbook's own value is the comparison itself. A mean elsewhere is the comparison's, moved by the change on the
    `n` replications that the two share, so that a line passes through the comparison and its turns are not those of
    two samples.
    """
    spec, decision = run.playbook.experiment.also.sweeps[name], run.playbook.experiment.decision
    main, baseline = run.samples(decision.maximise), run.playbook.baseline
    points = {}
    for value in spec.values:
        own = shown_by_comparison(run.playbook, spec, value)
        points[value] = main if own else run.samples(decision.maximise, sweep_key(name, value))
    everywhere = [scheme for scheme in main if all(scheme in samples for samples in points.values())]
    rows = []
    for value, there in points.items():
        shared = len(there.index.intersection(main.index))
        for scheme in everywhere:
            if scheme != baseline:
                here, away = main[scheme] - main[baseline], there[scheme] - there[baseline]
                rows.append((scheme, value, *moved(here, away, decision.confidence), shared))
    return pd.DataFrame(rows, columns=["scheme", "value", "mean", "low", "high", "n"])


def flip(run: Run, name: str, scheme: str | None = None) -> Flip:
    """Where the gain of a swept scheme turns, with its interval; the comparison's leading one unless one is named."""
    table = sweep(run, name)
    turning = scheme or run.verdict.leading(list(dict.fromkeys(table["scheme"])))
    line = table[table["scheme"] == turning].sort_values("value")
    values, means, lows, highs = (line[key].to_numpy(dtype=np.float64) for key in ("value", "mean", "low", "high"))
    zero, flip_low, flip_high = zero_band(values, lows, highs)
    return Flip(
        parameter=run.playbook.experiment.also.sweeps[name].parameter,
        scheme=turning,
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


def best_of_sweep(run: Run, name: str) -> BestValue | None:
    """The best value of the sweep for the scheme that its `best_of` names; None where it names none.

    Every value is judged on the replications that all of them share, the comparison's own among them.
    """
    spec, kpi = run.playbook.experiment.also.sweeps[name], run.playbook.experiment.decision.maximise
    if spec.best_of is None:
        return None
    columns = {}
    for value in spec.values:
        own = shown_by_comparison(run.playbook, spec, value)
        columns[value] = run.samples(kpi, MAIN if own else sweep_key(name, value))[spec.best_of]
    table = pd.DataFrame(columns).dropna()
    return best_value(
        np.array(spec.values, dtype=np.float64),
        table.to_numpy(dtype=np.float64),
        run.playbook.experiment.decision.confidence,
    )


def null(run: Run) -> pd.DataFrame:
    """Differences to the baseline in the null market, of every scheme played there: scheme, mean, low, high, n.

    The intervals hold together, as those of the comparison do.
    """
    verdict = null_verdict(run)
    rows = verdict.differences[verdict.differences["second"] == run.playbook.baseline]
    table = rows.rename(columns={"first": "scheme"})[["scheme", "mean", "low", "high"]]
    return table.assign(n=verdict.replications).reset_index(drop=True)


def null_verdict(run: Run) -> Verdict:
    """The same decision rule, with its limits, in the null market."""
    return verdict_of(run.playbook, run.resolved, run.variants, NULL)


def steady(run: Run) -> pd.DataFrame:
    """Differences to the baseline from today's memory and from each scheme's own: scheme, start, mean, low, high, n.

    From today's they are the comparison's. The others are these, moved by the change on the `n` replications that the
    two share, so that the luck of fewer replications is not taken for the long run.
    """
    decision, baseline = run.playbook.experiment.decision, run.playbook.baseline
    own = run.samples(decision.maximise, STEADY)
    today = run.samples(decision.maximise)[list(own.columns)]
    settled = {
        scheme: moved(today[scheme] - today[baseline], own[scheme] - own[baseline], decision.confidence)
        for scheme in own
        if scheme != baseline
    }
    shared = len(own.index.intersection(today.index))
    long_run = pd.DataFrame(
        [(scheme, *gain, shared) for scheme, gain in settled.items()], columns=["scheme", "mean", "low", "high", "n"]
    )
    parts = {"today": against_baseline(today, baseline, decision.confidence), "steady": long_run}
    table = pd.concat([part.assign(start=start) for start, part in parts.items()], ignore_index=True)
    return table[["scheme", "start", "mean", "low", "high", "n"]]


def circumstances(run: Run) -> list[str]:
    """The variants in which the comparison's winner is tried again, in the order in which they were played."""
    return [
        key for key in map(str, dict.fromkeys(run.variants["variant"])) if key.startswith((BUDGET, SEAT_MOVED))
    ]  # fmt: skip


def compared_under(run: Run, variant: str) -> pd.DataFrame:
    """Samples of what the decision maximises, of every scheme compared there.

    Where seats move, only the schemes in which they do are played again: the others are those of the comparison.
    """
    kpi = run.playbook.experiment.decision.maximise
    there = run.samples(kpi, variant)
    if not variant.startswith(SEAT_MOVED):
        return there
    main = run.samples(kpi)
    unmoved = main.drop(columns=there.columns, errors="ignore").reindex(there.index)
    return pd.concat([there, unmoved], axis="columns")[list(main)]


def compared_everywhere(run: Run) -> list[str]:
    """The schemes of the comparison that are compared under every circumstance."""
    found = [compared_under(run, key).columns for key in (MAIN, *circumstances(run))]
    return [scheme for scheme in found[0] if all(scheme in columns for columns in found)]


def robustness(run: Run) -> pd.DataFrame:
    """The winner under other circumstances: circumstance, changed, cost_change, best, gain, low, high, n, same_winner.

    The comparison comes first, among the schemes that the circumstances hold. `changed` names the schemes whose results
    a circumstance changed, in a row with ", "; one that changed nothing is left out. `cost_change` is how much their
    fixed cost a year is changed, on average over them. A circumstance is played with fewer replications, so a scheme's
    mean there is the comparison's, moved by the change on those that the two share: what did not change keeps its mean.
    `best` is the highest of the schemes that stand as well with the limits as the comparison's own winner; `gain` is
    its gain over the baseline, found in the same way.
    """
    decision, baseline, verdict = run.playbook.experiment.decision, run.playbook.baseline, run.verdict
    tables = {key: compared_under(run, key) for key in (MAIN, *circumstances(run))}
    main, schemes = tables[MAIN], compared_everywhere(run)
    winner = verdict.recommended or verdict.best
    if winner not in schemes:
        winner = max(schemes, key=verdict.standing)
    candidates = [scheme for scheme in schemes if verdict.standing(scheme)[0] >= verdict.standing(winner)[0]]
    rows = []
    for key, samples in tables.items():
        found = _changed(run, key)
        changed = [scheme for scheme in schemes if scheme in found]
        if key != MAIN and not changed:
            continue
        means = {name: moved(main[name], samples[name], decision.confidence)[0] for name in candidates}
        best = winner if key == MAIN else max(candidates, key=lambda name: means[name])
        gain = moved(main[best] - main[baseline], samples[best] - samples[baseline], decision.confidence)
        shared = len(samples.index.intersection(main.index))
        cost = _cost_change(run, key, changed)
        rows.append((key, ", ".join(changed), cost, best, *gain, shared, best == winner))
    columns = ["circumstance", "changed", "cost_change", "best", "gain", "low", "high", "n", "same_winner"]
    return pd.DataFrame(rows, columns=columns)


def seat_moves(run: Run) -> pd.DataFrame:
    """Each scheme with a seat moved, against the baseline: scheme, circumstance, gain, low, high, n, alone.

    `gain` is found as in `robustness`, with an interval for each move by itself that stands on `n` replications;
    `alone` is the scheme's gain in the comparison, with no seat moved.
    """
    decision, baseline = run.playbook.experiment.decision, run.playbook.baseline
    main = run.samples(decision.maximise)
    rows = []
    for key in circumstances(run):
        if not key.startswith(SEAT_MOVED):
            continue
        there = compared_under(run, key)
        for scheme in _changed(run, key) - {baseline}:
            before, after = main[scheme] - main[baseline], there[scheme] - there[baseline]
            both = before.index.intersection(after.index)
            count = len(both if (before[both] != after[both]).any() else before)
            gain = moved(before, after, decision.confidence)
            rows.append((scheme, key, *gain, count, float(before.mean())))
    table = pd.DataFrame(rows, columns=["scheme", "circumstance", "gain", "low", "high", "n", "alone"])
    return table.sort_values(["scheme", "circumstance"], ignore_index=True)


def _cost_change(run: Run, variant: str, schemes: list[str]) -> float:
    """By how much a circumstance changes the fixed cost a year of these schemes, on average; 0 for none."""
    before, after = run.samples("fixed_cost"), run.samples("fixed_cost", variant)
    known = [scheme for scheme in schemes if scheme in after and scheme in before]
    return float((after[known] - before[known]).mean().mean()) if known else 0.0


def moved(main: pd.Series, there: pd.Series, confidence: float) -> tuple[float, float, float]:
    """Mean under a circumstance and its Student interval: the comparison's mean, and the change on the replications
    that `there` shares with it. Where nothing changes it is the comparison's own.
    """
    both = main.index.intersection(there.index)
    shared, others = main[both], main.drop(both)
    change = (there[both] - shared).to_numpy(dtype=np.float64)
    if not change.any():
        return interval_of(main, confidence)[:3]
    mean = float(main.mean() + change.mean())
    if len(change) < 2:
        return mean, -float("inf"), float("inf")
    # Each replication counts once: those shared by their part of the mean and their change, the others by their part.
    own = shared.to_numpy(dtype=np.float64) * len(change) / len(main) + change
    variance = own.var(ddof=1) / len(change)
    if len(others):
        variance += len(others) * main.var(ddof=1) / len(main) ** 2
    half = float(student.ppf(0.5 + confidence / 2, len(change) - 1) * np.sqrt(variance))
    return mean, mean - half, mean + half


def _changed(run: Run, variant: str) -> set[str]:
    """The schemes of which any KPI of any replication ended otherwise than in the comparison."""
    keys = ["scheme", "replication", "kpi"]
    there, main = (
        run.variants[run.variants["variant"] == key].set_index(keys)["value"] for key in (variant, MAIN)
    )  # fmt: skip
    there = there[there.index.isin(main.index)]
    before = main.reindex(there.index)
    differs = (there != before) & ~(there.isna() & before.isna())
    return set(there.index[differs].get_level_values("scheme"))


def gains(run: Run, scheme: str) -> pd.DataFrame:
    """Where a scheme differs from the baseline: kind, item, measure, mean, low, high, n; amounts a year."""
    amounts = run.slices[~run.slices["dimension"].isin((AREA, PAY_LINE, PERSON))]
    wide = amounts.pivot_table(
        index=["dimension", "item", "measure", "replication"],
        columns="scheme",
        values="value",
        sort=False,
        fill_value=0.0,
    )
    difference = wide[scheme] - wide[run.playbook.baseline]
    rows = []
    for (kind, item, measure), values in difference.groupby(level=["dimension", "item", "measure"], sort=False):
        rows.append((kind, item, measure, *interval_of(values, run.playbook.experiment.decision.confidence)))
    return pd.DataFrame(rows, columns=["kind", "item", "measure", "mean", "low", "high", "n"])


def has(run: Run, prefix: str) -> bool:
    """Whether the run holds variants of that kind."""
    return any(str(key).startswith(prefix) for key in run.variants["variant"].unique())
