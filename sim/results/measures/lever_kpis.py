"""KPIs of what only some organisations and markets have; NaN where there is no such thing to speak of."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import Ledger
from sim.floor.states import COLD, JOINED, NO_LEAD, WAITING, WON
from sim.floor.trying import trials_given
from sim.levers.timing import BROUGHT_FORWARD, HELD_BACK
from sim.results.busy import contact_hours, post_hours
from sim.results.lead_order import in_order
from sim.results.windows import arrived_in_window


def lever_kpis(ledger: Ledger) -> dict[str, float]:
    """Service levels, hunting, campaigns, trials, when deals are signed, leads that are none, work on duplicates."""
    shares = {"invalid_share": _invalid_share(ledger), "duplicate_work_share": _duplicate_work_share(ledger)}
    return _service(ledger) | _hunting(ledger) | _campaigns(ledger) | _trials(ledger) | _signings(ledger) | shares


def _invalid_share(ledger: Ledger) -> float:
    """Share of the leads that arrived in the window which turned out to be none."""
    arrived = arrived_in_window(ledger)
    if all(stage.exits is None for stage in ledger.plan.stages) or not arrived.any():
        return np.nan
    return float((ledger.lead_columns["state"] == NO_LEAD)[arrived].mean())


def _service(ledger: Ledger) -> dict[str, float]:
    """How often the service levels were kept, over visits of leads that arrived in the window; NaN without any.

    A visit keeps its level if a task of it started in time; one that still waits, or went cold, breaks it once it has
    waited longer, and does not count before.
    """
    levels = ledger.resolved.scheme.process.sla
    if not levels:
        return {"sla_kept_share": np.nan, "escalations_per_lead": np.nan}
    tasks, leads, arrived = ledger.task_columns, ledger.lead_columns, arrived_in_window(ledger)
    untouched = arrived & np.isin(leads["state"], (COLD, WAITING))
    end = np.minimum(leads["closed"], ledger.window.end)
    kept = broken = 0
    for index, stage in enumerate(ledger.plan.stages[: ledger.plan.stage_count]):
        level = levels.get(stage.name)
        if level is None:
            continue
        here = arrived[tasks["lead"]] & (tasks["stage"] == index) & (tasks["outcome"] != JOINED)
        waited = (tasks["start"] - tasks["queued"])[here]
        late = (end - leads["queued"] > float(level.within_hours)) & untouched & (leads["stage"] == index)
        kept += int((waited <= float(level.within_hours)).sum())
        broken += int((waited > float(level.within_hours)).sum() + late.sum())
    return {
        "sla_kept_share": kept / (kept + broken) if kept + broken else np.nan,
        "escalations_per_lead": float(leads["escalations"][arrived].mean()) if arrived.any() else np.nan,
    }


def _hunting(ledger: Ledger) -> dict[str, float]:
    """Hours spent on contacting accounts, as a share of all seats' hours in the window, and leads that came of it."""
    if ledger.plan.hunting is None:
        return {"hunting_share": np.nan, "leads_found": np.nan}
    contacts, window, posts = ledger.contacts, ledger.window, post_hours(ledger)
    hours = contact_hours(ledger).sum()
    inside = (contacts["end"] >= window.start) & (contacts["end"] < window.end) & (contacts["lead"] >= 0)
    return {
        "hunting_share": float(hours / posts) if posts else np.nan,
        "leads_found": float(inside.sum() / window.years),
    }


def _campaigns(ledger: Ledger) -> dict[str, float]:
    """Leads that campaigns and promotion brought in the window, a year."""
    further = ledger.plan.table.further
    if further is None or ledger.resolved.scheme.marketing is None:
        return {"campaign_leads": np.nan}
    brought = arrived_in_window(ledger)[further.first : further.first + len(further.clock)]
    return {"campaign_leads": float(brought.sum() / ledger.window.years)}


def _trials(ledger: Ledger) -> dict[str, float]:
    """Trials that were set up in tasks which ended in the window, a year."""
    trial, tasks, window = ledger.plan.classified.trial, ledger.task_columns, ledger.window
    if trial is None:
        return {"trials_given": np.nan}
    inside = (tasks["end"] >= window.start) & (tasks["end"] < window.end)
    return {"trials_given": float((trials_given(trial, tasks) & inside).sum() / window.years)}


def _signings(ledger: Ledger) -> dict[str, float]:
    """Shares of the deals closed in the window that were signed early or late for the seller's pay, and what it cost.

    Deals are those won, and those lost while their signature was held back; NaN without any, and where nobody times.
    """
    plan, leads, window = ledger.plan, ledger.lead_columns, ledger.window
    if plan.timing is None:
        return {"brought_forward_share": np.nan, "held_back_share": np.nan, "early_signing_discount": np.nan}
    inside = (leads["closed"] >= window.start) & (leads["closed"] < window.end)
    held = inside & (leads["signing"] == HELD_BACK)
    deals = inside & (leads["state"] == WON) | held
    early = deals & (leads["signing"] == BROUGHT_FORWARD)
    agreed = np.asarray(plan.net_value)
    agreed = agreed if plan.odds is None else agreed * (1 - leads["odds_discount"])
    given = agreed - leads["revenue"]
    count = int(deals.sum())
    return {
        "brought_forward_share": float(early.sum() / count) if count else np.nan,
        "held_back_share": float(held.sum() / count) if count else np.nan,
        "early_signing_discount": float(given[in_order(ledger, early)].sum() / window.years),
    }


def _duplicate_work_share(ledger: Ledger) -> float:
    """Share of the hours of work that went into leads which repeat another, over tasks that ended in the window."""
    if ledger.plan.original is None:
        return np.nan
    tasks, window = ledger.task_columns, ledger.window
    inside = (tasks["end"] >= window.start) & (tasks["end"] < window.end)
    hours = tasks["work_hours"] * inside
    doubled = ledger.plan.table.original[tasks["lead"]] >= 0
    return float(hours[doubled].sum() / hours.sum()) if hours.sum() else np.nan
