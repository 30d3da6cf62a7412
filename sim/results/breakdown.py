"""A naive spreadsheet beside the simulation, and the gap between them, split by switching mechanisms off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.floor.pay.pay_terms import quotas_per_year
from sim.floor.resolving.resolved import ResolvedScheme
from sim.floor.resolving.workload import planning_table
from sim.inputs.models.market import Market
from sim.results.variants import BREAKDOWN, MAIN


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """Volume x rate x value, as a planner would write it down, in amounts a year."""

    leads: float
    win_rate: float
    value: float
    gross_margin: float
    cost: float

    @property
    def contribution(self) -> float:
        """Gross margin less cost."""
        return self.gross_margin - self.cost


def spreadsheet(market: Market, resolved: ResolvedScheme) -> Spreadsheet:
    """Leads x product of the stages' conversions x mean deal, at the scheme's fixed cost and pay in line with quota.

    It knows no queue, no response, no hand-off, no fit and no learning: every lead is average and is worked at once.
    Rates are the average, over a planning year's leads, of what their attributes say.
    """
    table = planning_table(market)
    leads = float(market.demand.leads_per_year) * float(market.demand.scale)
    # Without a single lead, the neutral customer stands for all.
    shift = table.logit_shift if len(table.logit_shift) else np.zeros(1)
    rate = 1.0
    for stage in market.stages.values():
        base = np.log(float(stage.conversion) / (1 - float(stage.conversion)))
        rate *= float((1 / (1 + np.exp(-(base + shift)))).mean())
    factor = _mean_factor(market)
    values = {
        name: float(item.share) * float(item.value_median) * float(np.exp(float(item.value_sigma) ** 2 / 2))
        for name, item in market.products.items()
    }
    value = sum(values.values()) * factor
    margin = sum(values[name] * float(item.margin_share) for name, item in market.products.items()) * factor
    revenue = leads * rate * value
    credited = {"revenue": revenue, "margin": leads * rate * margin, "units": leads * rate}
    pay = _pay(resolved, credited)
    return Spreadsheet(leads, rate, value, leads * rate * margin, resolved.fixed_cost_per_year + pay)


def _pay(resolved: ResolvedScheme, credited: dict[str, float]) -> float:
    """Variable pay a year if a role's people share its credit evenly, each paid in line with the quota.

    `credited` is what the organisation sells in a year by credit base.
    """
    plan, heads, pay = resolved.scheme.incentives, resolved.heads, 0.0
    if plan is None:
        return pay
    for seat, quota in zip(resolved.seats, quotas_per_year(resolved), strict=True):
        if quota > 0:
            terms = plan.roles[seat.role]
            attainment = credited[plan.credit] * float(terms.credit_share) / heads[seat.role] / quota
            pay += resolved.pay_scale * float(terms.target_pay_per_year) * attainment
    return pay


def _mean_factor(market: Market) -> float:
    """Mean value factor over regions, industries, sizes and tiers, each by its overall share."""
    factor = 1.0
    for group in (market.regions, market.industries, market.sizes, market.tiers, market.sources):
        factor *= sum(float(item.share) * float(item.value_factor) for item in group.values())
    return factor


def gap_parts(kpis: pd.DataFrame, sheets: dict[str, Spreadsheet], kpi: str = "contribution") -> pd.DataFrame:
    """For each scheme the simulation, the parts of the gap and the spreadsheet; columns scheme, part, mean, se, n.

    `simulation` is the comparison's own mean. Parts are differences between neighbouring variants, paired by
    replication, on the `n` replications that these share; where the comparison has more, the part `replications` is
    what those n differ from its mean. So they add up exactly: simulation + replications + response + queueing +
    hand-offs + everything else = spreadsheet. Empty where the variants were not played.
    """
    keys = [MAIN, *(f"breakdown {name}" for name, _ in BREAKDOWN)]
    if not set(keys) <= set(kpis["variant"]):
        return pd.DataFrame(columns=["scheme", "part", "mean", "se", "n"])
    wide = kpis[(kpis["kpi"] == kpi) & kpis["variant"].isin(keys)].pivot_table(
        index=["scheme", "replication"], columns="variant", values="value", sort=False
    )
    rows: list[tuple[str, str, float, float, int]] = []
    for name, whole in wide.groupby(level="scheme", sort=False):
        shared = whole.dropna()
        if shared.empty:
            continue
        scheme, main, sheet = str(name), whole[MAIN].dropna(), sheets[str(name)].contribution
        rows.append((scheme, "simulation", float(main.mean()), _standard_error(main), len(main)))
        if len(shared) < len(main):
            share = float(np.sqrt(len(main) / len(shared) - 1))
            gap = float(shared[MAIN].mean() - main.mean())
            rows.append((scheme, "replications", gap, share * _standard_error(main), len(shared)))
        parts = {
            part: shared[after] - shared[before]
            for before, after, part in zip(keys, keys[1:], ("response", "queueing", "hand-offs"), strict=False)
        }
        parts["everything else"] = sheet - shared[keys[-1]]
        rows += [
            (scheme, part, float(values.mean()), _standard_error(values), len(shared)) for part, values in parts.items()
        ]
        rows.append((scheme, "spreadsheet", sheet, 0.0, len(shared)))
    return pd.DataFrame(rows, columns=["scheme", "part", "mean", "se", "n"])


def _standard_error(values: pd.Series) -> float:
    """Of the mean; not a number for one value."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
