"""The decision of a run with everything that a report says about it, in frames and plain numbers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.playbook import DecisionRule
from sim.results.decide.decision import Decision, Reason, decide
from sim.results.decide.feasibility import Check, Limit, Standing, feasible
from sim.results.decide.intervals import Differences, mean_interval, simultaneous_differences, variance_saved_by_pairing
from sim.results.playbook import Playbook
from sim.results.variants import MAIN

STANDINGS = (str(Standing.INFEASIBLE), str(Standing.UNCLEAR), str(Standing.FEASIBLE))
"""How well a scheme stands with the limits, the worst first."""


@dataclass(frozen=True)
class Verdict:
    """The decision in one place; amounts are in the unit of `kpi`, a year.

    `means`: index scheme, columns mean, low, high (each interval by itself). `differences`: first, second, mean, low,
    high for all ordered pairs, holding together. `gain` is (mean, low, high) of `best` over the baseline. `feasibility`
    and `constraint_values` speak of the limits; `saved_by_scheme` is how many times as many replications unpaired runs
    would need for as narrow an interval against the baseline, `variance_saved` the median of it over schemes.
    """

    status: str
    recommended: str | None
    best: str
    baseline: str
    confidence: float
    replications: int
    kpi: str
    indifference: float
    means: pd.DataFrame = field(repr=False)
    differences: pd.DataFrame = field(repr=False)
    gain: tuple[float, float, float]
    shrunk_gain: float
    possible: tuple[str, ...]
    feasibility: dict[str, str]
    constraint_values: pd.DataFrame = field(repr=False)
    required_replications: int | None
    detectable_gain: float | None
    variance_saved: float
    saved_by_scheme: dict[str, float] = field(repr=False)
    reasons: tuple[Reason, ...] = field(repr=False)
    decision: Decision = field(repr=False)

    @property
    def all_include_zero(self) -> bool:
        """Whether no scheme is shown to differ from the baseline."""
        against = self.differences[self.differences["second"] == self.baseline]
        return bool(((against["low"] <= 0) & (against["high"] >= 0)).all())

    def leading(self, among: Collection[str]) -> str:
        """The leading alternative to the baseline of these: the recommended or best scheme, else the highest mean.

        Those shown to keep the limits come before those of whom it is unclear, and these before those who break them.
        Raises ValueError where there is none.
        """
        others = [name for name in among if name != self.baseline]
        if not others:
            raise ValueError(f"no alternative to '{self.baseline}' among {', '.join(among) or 'none'}")
        first = self.recommended or self.best
        return first if first in others else max(others, key=self.standing)

    def standing(self, scheme: str) -> tuple[int, float]:
        """How well a scheme stands: with the limits (an index of STANDINGS), and its mean."""
        return STANDINGS.index(self.feasibility[scheme]), float(self.means.loc[scheme, "mean"])


def indifference_of(rule: DecisionRule, baseline: ResolvedScheme) -> float:
    """The amount a year that does not matter."""
    if rule.indifference.amount_per_year is not None:
        return float(rule.indifference.amount_per_year)
    assert rule.indifference.share_of_fixed_cost is not None
    return float(rule.indifference.share_of_fixed_cost) * baseline.fixed_cost_per_year


def verdict_of(
    playbook: Playbook, resolved: Mapping[str, ResolvedScheme], variants: pd.DataFrame, variant: str = MAIN
) -> Verdict:
    """The decision on one variant of a run: `variants` has columns variant, scheme, replication, kpi, value."""
    rule = playbook.experiment.decision
    part = variants[variants["variant"] == variant]
    wanted = {rule.maximise, *(constraint.kpi for constraint in rule.subject_to)}
    tables = {kpi: _wide(part, kpi) for kpi in wanted}
    limits = [
        Limit(item.kpi, float(item.at_most if item.at_most is not None else item.at_least), item.at_most is not None)  # type: ignore[arg-type]
        for item in rule.subject_to
    ]
    checks = feasible(tables, limits, rule.confidence)
    return _verdict(playbook, tables[rule.maximise], indifference_of(rule, resolved[playbook.baseline]), checks)


def compare(samples: pd.DataFrame, playbook: Playbook) -> pd.DataFrame:
    """All ordered pairs: first, second, mean, low, high of first - second; the intervals hold together.

    Raises InputError where a sample has no finite value, such as days to win without a win.
    """
    return _pairs(simultaneous_differences(_comparable(samples), playbook.experiment.decision.confidence))


def _verdict(playbook: Playbook, samples: pd.DataFrame, indifference: float, checks: tuple[Check, ...]) -> Verdict:
    rule, baseline = playbook.experiment.decision, playbook.baseline
    differences = simultaneous_differences(_comparable(samples, rule.maximise), rule.confidence)
    decision = decide(differences, indifference, checks)
    states = {name: str(decision.standings.get(name, Standing.FEASIBLE)) for name in differences.schemes}
    means = samples.mean()
    best = decision.leader or max(states, key=lambda name: (STANDINGS.index(states[name]), float(means[name])))
    to_baseline = differences.between(best, baseline)
    mine = differences.schemes.index(baseline)
    ratios = variance_saved_by_pairing(samples)[mine]
    saved = {
        scheme: float(value)
        for scheme, value in zip(differences.schemes, ratios, strict=True)
        if np.isfinite(value) and differences.deviation[differences.schemes.index(scheme), mine] > 0
    }
    shrunk = [gain.shrunk for gain in decision.gains if gain.over == baseline and gain.scheme == best]
    return Verdict(
        status=str(decision.status),
        recommended=decision.recommended,
        best=best,
        baseline=baseline,
        confidence=rule.confidence,
        replications=differences.replications,
        kpi=rule.maximise,
        indifference=indifference,
        means=_means(samples, rule.confidence),
        differences=_pairs(differences),
        gain=(to_baseline.mean, to_baseline.low, to_baseline.high),
        shrunk_gain=shrunk[0] if shrunk else to_baseline.mean,
        possible=decision.possible,
        feasibility=states,
        constraint_values=_checks(checks),
        required_replications=decision.replications_for_indifference,
        detectable_gain=decision.smallest_detectable_gain,
        variance_saved=float(np.median(list(saved.values()))) if saved else float("nan"),
        saved_by_scheme=saved,
        reasons=decision.reasons,
        decision=decision,
    )


def _comparable(samples: pd.DataFrame, kpi: str = "the KPI") -> pd.DataFrame:
    """The samples, all of them finite."""
    for scheme in samples.columns:
        lacking = samples.index[~np.isfinite(samples[scheme].to_numpy(dtype=np.float64))]
        if len(lacking):
            found = f"{kpi} has no finite value for scheme '{scheme}' in replication {lacking[0]}"
            hint = "compare another KPI, or run longer"
            raise InputError(
                Problem(f"{found}, so schemes can't be compared by it", key="decision.maximise", hint=hint)
            )
    return samples


def _wide(part: pd.DataFrame, kpi: str) -> pd.DataFrame:
    rows = part[part["kpi"] == kpi]
    return rows.pivot(index="replication", columns="scheme", values="value")[list(dict.fromkeys(rows["scheme"]))]


def _means(samples: pd.DataFrame, confidence: float) -> pd.DataFrame:
    rows = {scheme: mean_interval(samples[scheme].to_numpy(dtype=np.float64), confidence) for scheme in samples.columns}
    return pd.DataFrame(
        {name: (item.mean, item.low, item.high) for name, item in rows.items()}, index=["mean", "low", "high"]
    ).T


def _pairs(differences: Differences) -> pd.DataFrame:
    rows = []
    for first in differences.schemes:
        for second in differences.schemes:
            if first != second:
                interval = differences.between(first, second)
                rows.append((first, second, interval.mean, interval.low, interval.high))
    return pd.DataFrame(rows, columns=["first", "second", "mean", "low", "high"])


def _checks(checks: tuple[Check, ...]) -> pd.DataFrame:
    rows = [
        (
            item.scheme,
            item.limit.kpi,
            item.limit.value,
            "at most" if item.limit.at_most else "at least",
            item.mean,
            item.low,
            item.high,
            str(item.standing),
        )
        for item in checks
    ]
    return pd.DataFrame(rows, columns=["scheme", "kpi", "limit", "sense", "mean", "low", "high", "state"])
