"""What a run says of pay: how its cost is distributed, what it is for, who reaches the quota, what is behaviour."""

from __future__ import annotations

import numpy as np
import pandas as pd

from sim.inputs.origins import origin_of
from sim.results.means import difference_of, interval_of
from sim.results.pay_rows import JOIN, LINES, OF_A_PERSON, PAY_LINE, PERSON
from sim.results.pay_shares import attainment_shares
from sim.results.quantiles import quantile, share_of
from sim.results.run import Run
from sim.results.static import STATIC

QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}


def paid_schemes(run: Run) -> list[str]:
    """The schemes that have a pay plan, in the playbook's order."""
    return [name for name, scheme in run.playbook.experiment.schemes.items() if scheme.incentives is not None]


def plans_differ(run: Run) -> bool:
    """Whether the schemes differ in what they pay, or a budget is stated.

    Else there is nothing to say of pay that people's chapter lacks. What a plan is called makes it no other.
    """
    plans = [scheme.incentives for scheme in run.playbook.experiment.schemes.values()]
    terms = [None if plan is None else plan.model_copy(update={"title": None}) for plan in plans]
    stated = any(plan is not None and plan.budget_per_year is not None for plan in plans)
    return stated or any(plan != terms[0] for plan in terms)


def plans_change(run: Run) -> bool:
    """Whether some scheme goes over to another pay plan within its run."""
    schemes, baseline = run.playbook.experiment.schemes, run.playbook.baseline
    origins = {name: origin_of(name, scheme, baseline) for name, scheme in schemes.items()}
    return any(
        schemes[name].incentives != schemes[origin].incentives for name, origin in origins.items() if origin is not None
    )


def pay_cost(run: Run) -> pd.DataFrame:
    """The year's variable pay over replications, by scheme, and how likely it exceeds its budget.

    Columns scheme, mean, p10, p50, p90 (each quantile with `_low` and `_high`), budget, over, over_low, over_high, n.
    Intervals of quantiles lie between order statistics, that of the chance is Clopper and Pearson's; each by itself.
    """
    confidence = run.playbook.experiment.decision.confidence
    paid, budgets = run.samples("variable_pay"), run.samples("pay_budget")
    rows = []
    for scheme in paid_schemes(run):
        values, budget = paid[scheme].to_numpy(dtype=np.float64), budgets[scheme].to_numpy(dtype=np.float64)
        row: dict[str, object] = {"scheme": scheme, "mean": float(values.mean())}
        for name, share in QUANTILES.items():
            found = quantile(values, share, confidence)
            row |= {name: found.value, f"{name}_low": found.low, f"{name}_high": found.high}
        over = share_of(int((values > budget).sum()), len(values), confidence)
        row |= {"budget": float(budget.mean()), "over": over.value, "over_low": over.low, "over_high": over.high}
        rows.append(row | {"n": len(values)})
    return pd.DataFrame(rows)


def pay_lines(run: Run) -> pd.DataFrame:
    """Mean amount a year of each line of pay: index scheme, a column for each line that some scheme has."""
    rows = run.slices[run.slices["dimension"] == PAY_LINE]
    if rows.empty:
        return pd.DataFrame()
    table = rows.groupby(["scheme", "item"], sort=False)["value"].mean().unstack("item")
    table = table.loc[paid_schemes(run), [line for line in LINES if table[line].ne(0).any()]]
    return table.rename_axis(columns=None)


def people(run: Run) -> pd.DataFrame:
    """A row for each person of each replication: scheme, replication, role, seat and what `pay_rows.people` tells."""
    rows = run.slices[run.slices["dimension"] == PERSON]
    if rows.empty:
        return pd.DataFrame(columns=["scheme", "replication", "role", "seat", *OF_A_PERSON])
    wide = rows.pivot_table(index=["scheme", "replication", "item"], columns="measure", values="value", sort=False)
    flat = wide[list(OF_A_PERSON)].reset_index().rename_axis(columns=None)
    named = flat["item"].str.split(JOIN, n=1, expand=True, regex=False)
    return flat.drop(columns="item").assign(role=named[0], seat=named[1])


def shares(run: Run) -> pd.DataFrame:
    """What attainment goes by in each scheme: scheme, cause, mean, low, high, n. See `pay_shares`.

    Schemes in which all people of a role attain the same are left out, as those of too few people are.
    """
    everyone, confidence = people(run), run.playbook.experiment.decision.confidence
    found = [
        attainment_shares(everyone[everyone["scheme"] == scheme], confidence).assign(scheme=scheme)
        for scheme in paid_schemes(run)
    ]
    found = [table for table in found if len(table) and table["mean"].notna().all()]
    columns = ["scheme", "cause", "mean", "low", "high", "n"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)


def behaviour(run: Run) -> pd.DataFrame:
    """Each scheme's gain over the baseline with people heeding their pay and without, and what it owes to that.

    Columns scheme, on, on_low, on_high, off, off_low, off_high, owed, owed_low, owed_high, n: of what the decision
    maximises, paired by replication over those that both have, with Student intervals one at a time. `owed` is the
    gain where pay is heeded less the gain where it is not. The baseline's row holds what heeding pay makes of itself:
    its `owed` is its own result with behaviour less that without. Empty where it was not played.
    """
    decision, baseline = run.playbook.experiment.decision, run.playbook.baseline
    columns = ["scheme", "on", "on_low", "on_high", "off", "off_low", "off_high", "owed", "owed_low", "owed_high", "n"]
    if not (run.variants["variant"] == STATIC).any():
        return pd.DataFrame(columns=columns)
    off = run.samples(decision.maximise, STATIC)
    main = run.samples(decision.maximise)
    both = main.index.intersection(off.index)
    heeded, unheeded = main.loc[both], off.loc[both]
    confidence, rows = decision.confidence, []
    for scheme in off.columns:
        if scheme == baseline:
            own = difference_of(heeded[scheme], unheeded[scheme], confidence)
            rows.append((scheme, *(0.0,) * 6, *own[:3], own.n))
            continue
        gain_on, gain_off = heeded[scheme] - heeded[baseline], unheeded[scheme] - unheeded[baseline]
        on, without = interval_of(gain_on, confidence), interval_of(gain_off, confidence)
        owed = difference_of(gain_on, gain_off, confidence)
        rows.append((scheme, *on[:3], *without[:3], *owed[:3], owed.n))
    return pd.DataFrame(rows, columns=columns)
