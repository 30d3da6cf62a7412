"""KPIs: functions of one replication's ledger alone. Amounts are scaled to a year of 365 days."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from sim.floor.ledger import DAYS_A_YEAR, Ledger
from sim.floor.plan import StagePlan
from sim.floor.states import ADVANCED, COLD, JOINED, NEW, SKIPPED, WAITING, WON, WORKED
from sim.results.busy import busy_in_window, lasting_posts, post_hours
from sim.results.lead_order import in_order
from sim.results.measures.account_kpis import account_kpis
from sim.results.measures.gini import gini
from sim.results.measures.improvement_kpis import improvement_kpis
from sim.results.measures.lever_kpis import lever_kpis
from sim.results.measures.pay_kpis import attainments, pay_kpis
from sim.results.measures.pool_kpis import pool_kpis
from sim.results.measures.regional_kpis import regional_kpis
from sim.results.measures.training_kpis import training_kpis
from sim.results.measures.turnover_kpis import turnover_kpis
from sim.results.medians import kaplan_meier_median
from sim.results.moves import NOWHERE, moves_of
from sim.results.recorded import recorded_kpis
from sim.results.timeline import quarter_kpis
from sim.results.windows import arrived_in_window, cohort, won_in_window

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

FIXED = ("salary", "salary saved", "seat", "manager", "relocation", "hiring", "mending", "improvement", "transition")


def kpis(ledger: Ledger) -> dict[str, float]:
    """Every KPI of the catalogue and, for each stage, the stage KPIs; NaN where nothing can be said (no wins, say)."""
    found = _money(ledger) | _customers(ledger) | _people(ledger) | _stages(ledger)
    found |= lever_kpis(ledger) | recorded_kpis(ledger) | account_kpis(ledger) | quarter_kpis(ledger)
    found |= pay_kpis(ledger, found["variable_pay"])
    found |= regional_kpis(ledger) | pool_kpis(ledger) | training_kpis(ledger) | turnover_kpis(ledger)
    found |= improvement_kpis(ledger)
    spent = (
        found["fixed_cost"]
        + found["variable_pay"]
        + found["travel_cost"]
        + found["research_cost"]
        + found["campaign_cost"]
        + found["trial_cost"]
        + found["training_cost"]
    )
    found["cost_to_acquire"] = spent / found["wins"] if found["wins"] else np.nan
    found["contribution_per_cost"] = found["contribution"] / spent if spent else np.nan
    found["deal_size"] = money_by_kind(ledger)["revenue"] / found["wins"] if found["wins"] else np.nan
    cycle = found["cycle_days"]
    found["sales_velocity"] = found["leads"] * found["win_rate"] * found["deal_size"] / cycle if cycle > 0 else np.nan
    found["unspent_budget"] = ledger.resolved.unspent_per_year
    return found


def money_by_kind(ledger: Ledger) -> dict[str, float]:
    """Amounts a year dated in the window, by kind; costs are negative."""
    money, window = ledger.money_columns, ledger.window
    inside = (money["time"] >= window.start) & (money["time"] < window.end)
    sums = (
        np.bincount(money["kind"][inside], money["amount"][inside], minlength=len(ledger.names["kind"])) / window.years
    )
    return dict(zip(ledger.names["kind"], sums.tolist(), strict=True))


def _money(ledger: Ledger) -> dict[str, float]:
    by_kind = money_by_kind(ledger)
    revenue = by_kind["revenue"] + by_kind["renewals"]
    cost_of_sales = by_kind["cost of goods"] + by_kind["service promised"] + by_kind["cost of renewals"]
    start, end = ledger.window.start, ledger.window.end
    return {
        "contribution": sum(by_kind.values()),
        "revenue": revenue,
        "gross_margin": revenue + cost_of_sales,
        "fixed_cost": -sum(by_kind[kind] for kind in FIXED),
        "variable_pay": -by_kind["variable pay"],
        "travel_cost": -by_kind["travel"],
        "research_cost": -by_kind["research"],
        "campaign_cost": -by_kind["campaigns"],
        "trial_cost": -by_kind["trials"],
        "training_cost": -by_kind["training"],
        "hiring_cost": -by_kind["hiring"],
        "improvement_cost": -by_kind["improvement"],
        "pipeline_start": pipeline_margin(ledger, start),
        "pipeline_end": pipeline_margin(ledger, end),
    }


def pipeline_margin(ledger: Ledger, clock: float) -> float:
    """Expected margin of the leads open at `clock`: the market's chance to win from the stage reached x margin if won.

    A stage is passed when the customer has thought it over, not when the work ends: before, nobody knows who advances.
    """
    leads, moves = ledger.lead_columns, moves_of(ledger)
    open_ = (leads["arrival"] <= clock) & (leads["closed"] > clock)
    known, goes_on = moves.decided <= clock, moves.goes_to != NOWHERE
    at = np.zeros(len(open_), dtype=np.int64)
    # Moves stand in the order in which their tasks ended, so the last one that is known says where a lead is.
    at[moves.lead[known & goes_on]] = moves.goes_to[known & goes_on]
    chance = chances_to_win(ledger.plan.stages)[at, np.arange(len(open_))]
    # Whoever advances from the last stage is won when the customer has thought it over.
    chance[moves.lead[known & ~goes_on & (moves.outcome == ADVANCED)]] = 1.0
    return float((chance * np.asarray(ledger.plan.margin))[in_order(ledger, open_)].sum())


def chances_to_win(stages: Sequence[StagePlan]) -> Floats:
    """Chance to win of each lead from each place (places, leads), as the market says: nobody waits, nobody learns."""
    chance = np.zeros((len(stages), len(stages[0].logit)))
    for place in range(len(stages) - 1, -1, -1):
        stage = stages[place]
        onward = chance[stage.following] if stage.following >= 0 else 1.0
        if stage.skip_to >= 0:
            onward = (1 - stage.skip_share) * onward + stage.skip_share * chance[stage.skip_to]
        back = stage.back_share * chance[stage.back_to] if stage.back_to >= 0 else 0.0
        advances = expit(np.asarray(stage.logit))
        chance[place] = advances * onward + (1 - advances) * back
    return chance


def days_to_close(ledger: Ledger, which: Mask) -> Floats:
    """Calendar days from arrival to close of leads that closed."""
    leads = ledger.lead_columns
    calendar = ledger.plan.table.calendar
    closed_on = calendar.dates_of(leads["closed"][which], closing=True)
    closed_day = (closed_on - np.datetime64(calendar.start, "D")).astype(np.int64)
    return np.asarray(closed_day - leads["arrival_day"][which], dtype=np.float64)


def won_within_follow_up(ledger: Ledger) -> Mask:
    """Leads of the cohort that were won within the follow-up, counted from their own arrival."""
    return _closed_within_follow_up(ledger, cohort(ledger), WON)


def _customers(ledger: Ledger) -> dict[str, float]:
    leads, window = ledger.lead_columns, ledger.window
    arrived, followed, won = arrived_in_window(ledger), cohort(ledger), won_within_follow_up(ledger)
    closed_here = won_in_window(ledger)
    wins = int(closed_here.sum())
    untouched_cold = (leads["state"] == COLD) & ~np.isfinite(leads["first_touch"])
    cold = _closed_within_follow_up(ledger, followed, COLD)
    return {
        "leads": arrived.sum() / window.years,
        "wins": wins / window.years,
        "win_rate": _share(won, followed),
        "still_open_share": _share(followed & ~_closed_within_follow_up(ledger, followed), followed),
        "cycle_days": float(np.median(days_to_close(ledger, won))) if won.any() else np.nan,
        "median_response_hours": median_response_hours(ledger),
        "never_answered_share": _share(untouched_cold & arrived, arrived),
        "gone_cold_share": _share(cold, followed),
        "handoffs_per_win": float(leads["handoffs"][closed_here].mean()) if wins else np.nan,
        "misclassified_share": _share(leads["misclassified"] & arrived, arrived),
        "satisfaction": _mean(leads["satisfaction"][in_order(ledger, arrived)]),
        "need_fit": _mean(leads["fit"][in_order(ledger, arrived & _had_an_offer(ledger))]),
    }


def _had_an_offer(ledger: Ledger) -> Mask:
    """Leads with a task at a stage at which fit counts: there an offer is made."""
    made = np.array([stage.weighs_fit for stage in ledger.plan.stages[: ledger.plan.stage_count]])
    tasks, found = ledger.task_columns, np.zeros(len(ledger.lead_columns["fit"]), dtype=bool)
    found[tasks["lead"][made[tasks["stage"]]]] = True
    return found


def _closed_within_follow_up(ledger: Ledger, followed: Mask, state: int | None = None) -> Mask:
    """Leads among those that closed within the follow-up, counted from their own arrival; in one state, or in any."""
    leads = ledger.lead_columns
    closed = np.asarray(followed & (np.isfinite(leads["closed"]) if state is None else leads["state"] == state))
    inside = closed.copy()
    inside[closed] = days_to_close(ledger, closed) <= ledger.window.follow_up_days
    return inside


def median_response_hours(ledger: Ledger, of: Mask | None = None) -> float:
    """Kaplan-Meier median over leads that arrived in the window, or those among them (Kaplan and Meier, JASA 1958).

    The first task is the event; a lead that went cold untouched is never answered and stays at risk for ever; one that
    still waits at the horizon is censored there. Infinite when half are never answered, NaN when none arrived.
    """
    leads = ledger.lead_columns
    arrived = arrived_in_window(ledger) if of is None else arrived_in_window(ledger) & of
    if not arrived.any():
        return np.nan
    wait = leads["first_touch"][arrived] - leads["arrival"][arrived]
    answered = np.isfinite(wait)
    still = np.isin(leads["state"][arrived], (NEW, WAITING)) & ~answered
    times = np.where(answered, wait, np.where(still, ledger.window.end - leads["arrival"][arrived], np.inf))
    return kaplan_meier_median(times, answered)


def _people(ledger: Ledger) -> dict[str, float]:
    tasks, window, posts = ledger.task_columns, ledger.window, post_hours(ledger)
    busy, lasting = busy_in_window(ledger), lasting_posts(ledger)
    inside = tasks["end"] >= window.start
    travelled, worked = tasks["travel_hours"][inside].sum(), tasks["work_hours"][inside].sum()
    monthly = ledger.seat_columns
    ticks = np.array([*ledger.plan.month_ticks, ledger.plan.end_hours])
    # A month whose days are all closed has a row and no hour: nobody made any effort in it.
    measured = (ticks[monthly["month"]] >= window.start) & (ticks[monthly["month"] + 1] > ticks[monthly["month"]])
    attainment = attainments(ledger)
    pay = _pay_by_seat(ledger)
    return {
        "utilisation": float(busy.sum() / posts) if posts else np.nan,
        "travel_share": travelled / (worked + travelled) if worked + travelled else np.nan,
        "load_spread": gini(busy[lasting]),
        "pay_spread": gini(pay[lasting]),
        "familiarity": _familiarity(ledger, measured),
        "effort": _mean(monthly["effort"][measured]),
        "attainment_median": float(np.median(attainment)) if len(attainment) else np.nan,
        "quota_reached_share": float((attainment >= 1).mean()) if len(attainment) else np.nan,
    }


def _familiarity(ledger: Ledger, measured: Mask) -> float:
    """Mean over the hours of work that ended in the measured months of the familiarity with the task in hand."""
    tasks, monthly, seats = ledger.task_columns, ledger.seat_columns, len(ledger.plan.seats)
    ticks = np.asarray(ledger.plan.month_ticks)
    month = np.searchsorted(ticks, tasks["end"], side="right") - 1
    hours = np.bincount(month * seats + tasks["seat"], tasks["work_hours"], minlength=len(ticks) * seats)
    weights = hours[monthly["month"] * seats + monthly["seat"]]
    counted = measured & (weights > 0)
    return float(np.average(monthly["familiarity"][counted], weights=weights[counted])) if counted.any() else np.nan


def _pay_by_seat(ledger: Ledger) -> Floats:
    """Variable pay that each seat earned in the window."""
    money, window = ledger.money_columns, ledger.window
    inside = (money["time"] >= window.start) & (money["time"] < window.end)
    inside &= money["kind"] == ledger.names["kind"].index("variable pay")
    amounts = np.bincount(money["seat"][inside], -money["amount"][inside], minlength=len(ledger.plan.seats))
    return np.asarray(amounts, dtype=np.float64)


def _stages(ledger: Ledger) -> dict[str, float]:
    tasks, leads, followed = ledger.task_columns, ledger.lead_columns, cohort(ledger)
    of_cohort = followed[tasks["lead"]] & (tasks["outcome"] != JOINED)
    # A lead at a stage that may have no task of it yet waits for it, went cold waiting, or is in work at the horizon.
    untouched = followed & np.isin(leads["state"], (COLD, WAITING, WORKED))
    cohort_years = ledger.window.years - ledger.window.follow_up_days / DAYS_A_YEAR
    found: dict[str, float] = {}
    for index, stage in enumerate(ledger.plan.stages[: ledger.plan.stage_count]):
        here = of_cohort & (tasks["stage"] == index)
        worked = int(here.sum())
        cold = int((followed & (leads["state"] == COLD) & (leads["stage"] == index)).sum())
        reached = untouched & (leads["stage"] == index)
        reached[tasks["lead"][here]] = True
        entered = int(reached.sum())
        wait = (tasks["start"] - tasks["queued"])[here]
        found[f"stage_entered.{stage.name}"] = entered / cohort_years
        onward = np.isin(tasks["outcome"][here], (ADVANCED, SKIPPED))
        found[f"stage_conversion.{stage.name}"] = float(onward.mean()) if worked else np.nan
        found[f"stage_wait_hours.{stage.name}"] = float(wait.mean()) if worked else np.nan
        found[f"stage_cold_share.{stage.name}"] = cold / entered if entered else np.nan
    return found


def _share(part: Mask, whole: Mask) -> float:
    count = int(whole.sum())
    return float(part.sum() / count) if count else np.nan


def _mean(values: Floats) -> float:
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else np.nan
