"""The tables of the report as plain frames of numbers, to work on; `shown` turns them into words and HTML."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from sim.inputs.models.playbook import LEVERS
from sim.report import findings_levers
from sim.report.differences import differences
from sim.report.numbers import currency_word
from sim.report.view import View
from sim.report.words import LANGUAGES
from sim.results import beside
from sim.results.assumptions import assumptions as all_assumptions
from sim.results.means import difference_of, interval_of
from sim.results.measures.kpi_catalogue import CATALOGUE
from sim.results.trial_results import trials_of

COSTS = ("fixed_cost", "variable_pay", "travel_cost", "research_cost", "campaign_cost", "trial_cost", "training_cost")
OVERVIEW = (
    "contribution",
    "revenue",
    "win_rate",
    "cycle_days",
    "never_answered_share",
    "utilisation",
    "satisfaction",
    "cost_to_acquire",
)


def gains_over_baseline(view: View) -> pd.DataFrame:
    """Simultaneous intervals of each scheme's gain over the baseline, the best first: index scheme; mean, low, high."""
    table = view.verdict.differences.query("second == @view.baseline").set_index("first")[["mean", "low", "high"]]
    return table.loc[[name for name in view.ranking if name in table.index]].rename_axis("scheme")


def schemes(view: View) -> pd.DataFrame:
    """What each scheme is: index scheme; differs, heads, managers, moved, fixed_cost, unspent (amounts a year)."""
    rows = {
        name: {
            "differs": differences(view, name),
            "heads": view.say("list.comma").join(
                view.say("heads.of", count=count, role=view.role(role)) for role, count in resolved.heads.items()
            ),
            "managers": resolved.managers,
            "moved": resolved.moved,
            "fixed_cost": resolved.fixed_cost_per_year,
            "unspent": resolved.unspent_per_year,
        }
        for name, resolved in view.run.resolved.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("scheme")


def ways(view: View) -> pd.DataFrame:
    """Every scheme of every way of subdividing, and the levers in which it differs from its control."""
    table, all_schemes = beside.every_way(view.run), view.run.playbook.experiment.schemes
    differ = [
        view.say("list.comma").join(
            view.say(f"lever.{lever}")
            for lever in LEVERS
            if getattr(all_schemes[scheme], lever) != getattr(all_schemes[control], lever)
        )
        for scheme, control in zip(table["scheme"], table["control"], strict=True)
    ]
    return table.assign(from_control=differ)


def overview(view: View) -> pd.DataFrame:
    """Means of the KPIs that matter most: index scheme, the best first; a column for each KPI."""
    return means_of(view, OVERVIEW)


def means_of(view: View, kpis: Sequence[str]) -> pd.DataFrame:
    """Means of these KPIs, as far as they have values: index scheme, the best first; a column for each KPI.

    Its `attrs["fewer"]` says of which means (scheme, KPI) only so many replications have a value, if not all.
    """
    long = view.run.kpis
    means, counts = (
        long.pivot_table(index="scheme", columns="kpi", values="value", sort=False, aggfunc=how)
        for how in ("mean", "count")
    )
    shown = [name for name in kpis if name in means and means[name].notna().any()]
    table = means.loc[view.ranking, shown].rename_axis(columns=None)
    cells = [(scheme, kpi, int(counts.loc[scheme, kpi])) for scheme in view.ranking for kpi in shown]
    table.attrs["fewer"] = [cell for cell in cells if 0 < cell[2] < view.verdict.replications]
    return table


def kpis(view: View) -> pd.DataFrame:
    """Every KPI that has a value: index kpi; the baseline's mean, the challenger's, and their difference, paired.

    Each mean is over the replications that have a value, the difference over the `n` in which both have one.
    """
    challenger = view.challenger or view.baseline
    confidence = view.verdict.confidence
    rows = {}
    for name in CATALOGUE:
        samples = view.run.samples(name)
        if samples.isna().all(axis=None):
            continue
        means = {scheme: interval_of(samples[scheme], confidence).mean for scheme in (view.baseline, challenger)}
        difference = difference_of(samples[challenger], samples[view.baseline], confidence)
        rows[name] = {**means, **difference._asdict()}
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("kpi")


def formulas(view: View) -> pd.DataFrame:
    """What every KPI of `kpis` means, in words: index kpi; formula, unit, window."""
    shown = set(kpis(view).index)
    words = {
        name: {
            "formula": item.formula[LANGUAGES.index(view.lang)],
            "unit": view.say(f"unit.name.{item.unit}", currency=currency_word(view.currency, view.lang)),
            "window": view.say(f"window.{item.window}"),
        }
        for name, item in CATALOGUE.items()
        if name in shown
    }
    return pd.DataFrame.from_dict(words, orient="index").rename_axis("kpi")


def funnel(view: View) -> pd.DataFrame:
    """Leads a year that reach each stage and are won: index scheme, the best first; columns stages and `wins`."""
    return _by_stage(view, "stage_entered").assign(wins=_mean(view, "wins"))


def waiting(view: View) -> pd.DataFrame:
    """Mean business hours queued at each stage: index scheme, the best first; columns stages."""
    return _by_stage(view, "stage_wait_hours")


def conversion(view: View) -> pd.DataFrame:
    """Share of those worked who advance: index scheme, the best first; columns stages."""
    return _by_stage(view, "stage_conversion")


def money_differences(view: View) -> pd.DataFrame:
    """Differences to the baseline a year, costs negative: index scheme, not the baseline; gross margin, costs, net."""
    means = view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False).loc[view.ranking]
    table = means[["gross_margin", *COSTS, "contribution"]].copy()
    table[list(COSTS)] *= -1
    return (table - table.loc[view.baseline]).drop(index=view.baseline).rename_axis(columns=None)


def bounds(view: View) -> pd.DataFrame:
    """Each bound and each scheme's value with its interval and state, as the decision read them."""
    return view.verdict.constraint_values


def robustness(view: View) -> pd.DataFrame:
    """Who comes first when the budget or a seat changes, as `beside.robustness` has it; `changed` in words."""
    table = beside.robustness(view.run)
    everyone = ", ".join(beside.compared_everywhere(view.run))
    words = [
        view.say("changed.none")
        if not changed
        else view.say("changed.all")
        if changed == everyone
        else view.names(changed.split(", "))
        for changed in table["changed"]
    ]
    return table.assign(changed=words)


def trials(view: View) -> pd.DataFrame:
    """Each lever alone, two rows each, in words: trial, circumstances, side; and gain, low, high, n."""
    table, specs = trials_of(view.run), view.run.playbook.experiment.also.trials
    sides = list(zip(table["trial"], table["side"], strict=True))
    worded = table.assign(
        trial=[specs[name].title.of(view.lang) for name, _ in sides],
        circumstances=[specs[name].sides()[side].title.of(view.lang) for name, side in sides],
        side=[view.say(f"side.{side}") for _, side in sides],
    ).rename(columns={"mean": "gain"})
    return worded[["trial", "circumstances", "side", "gain", "low", "high", "n"]]


def bottleneck(view: View) -> pd.DataFrame:
    """What one unit of relief brings before its cost, a year: relief (in words), brings, low, high, costs, n.

    The intervals hold together, as those of the text do.
    """
    table = findings_levers.relieved_together(view)
    words = [findings_levers.relief(view, kind, item) for kind, item in zip(table["kind"], table["item"], strict=True)]
    return table.assign(relief=words)[["relief", "brings", "low", "high", "costs", "n"]]


def assumptions(view: View) -> pd.DataFrame:
    """Every figure that the run stands on: key, value, low, high, se, unit, source, description."""
    return all_assumptions(view.run.playbook)


def _mean(view: View, kpi: str) -> pd.Series:
    return view.run.samples(kpi).mean()


def _by_stage(view: View, kpi: str) -> pd.DataFrame:
    stages = view.run.playbook.market.stages
    table = pd.DataFrame({stage: _mean(view, f"{kpi}.{stage}") for stage in stages})
    return table.loc[view.ranking].rename_axis("scheme")
