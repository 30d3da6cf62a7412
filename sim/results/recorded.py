"""What the CRM says beside what is true: stages logged late or never, open leads that are none, and the forecast.

A task's result is logged at once in proportion to how far its seat uses the CRM. Else it is filled in with the next
result of the lead that is logged, or when the deal is won, for an order is always booked; a loss that nobody logs stays
open on record. Whoever goes cold is taken off the record in proportion to everyone's use.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.states import COLD, WON
from sim.results.lead_order import in_order
from sim.results.moves import NOWHERE, moves_of
from sim.results.windows import merged_at_once

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CLOSED = -1


@dataclass(frozen=True, slots=True)
class History:
    """Where leads come to be, as a list of moves in order of time: the lead, its stage (CLOSED: none), the clock.

    `arrival` is inf for those that never come, or are merged when they do. `order` are all leads, in the order in which
    they are summed.
    """

    lead: Ints
    stage: Ints
    clock: Floats
    arrival: Floats
    order: Ints

    def at(self, clock: float) -> Ints:
        """The stage of each lead at a clock; CLOSED for those closed or not yet there."""
        stage = np.where(self.arrival <= clock, 0, CLOSED)
        known = self.clock <= clock
        stage[self.lead[known]] = self.stage[known]
        return stage


def true_history(ledger: Ledger) -> History:
    """What happened, when it did."""
    lead, stage, clock, _, _ = _moves(ledger)
    return _history(ledger, lead, stage, clock)


def recorded_history(ledger: Ledger) -> History:
    """Where leads stand by the CRM; the same as where they stood, and when, where everyone uses it fully.

    What they are worth by it is another matter: see `value_on_record`, which can be wrong under full use too.
    """
    lead, stage, clock, use, u = _moves(ledger)
    booked = (stage == CLOSED) & (ledger.lead_columns["state"][lead] == WON)
    at_once = (u < use) | booked
    logged = np.where(at_once, clock, np.inf)
    # Filled in with the lead's next result that is logged: backwards in time, each lead remembers the last one seen.
    following = np.full(len(ledger.lead_columns["state"]), np.inf)
    for index in range(len(lead) - 1, -1, -1):
        if at_once[index]:
            following[lead[index]] = clock[index]
        else:
            logged[index] = following[lead[index]]
    return _history(ledger, lead, stage, logged)


def _history(ledger: Ledger, lead: Ints, stage: Ints, clock: Floats) -> History:
    known = np.isfinite(clock)
    # Of two moves logged at the same clock the later one happened later, and a stable sort keeps it last.
    order = np.argsort(clock[known], kind="stable")
    arrival = np.where(merged_at_once(ledger), np.inf, ledger.lead_columns["arrival"])
    return History(lead[known][order], stage[known][order], clock[known][order], arrival, in_order(ledger))


def _moves(ledger: Ledger) -> tuple[Ints, Ints, Floats, Floats, Floats]:
    """(lead, stage it moves to, clock, use of the CRM by whoever is to log it, uniform) of every move, by clock."""
    leads, plan, moves = ledger.lead_columns, ledger.plan, moves_of(ledger)
    u = np.zeros(len(moves.place))
    for number, stage in enumerate(plan.stages):
        here = moves.place == number
        u[here] = plan.table.uniforms("record", "logged", stage.name, number // plan.stage_count)[moves.lead[here]]
    cold = np.flatnonzero(leads["state"] == COLD)
    target = np.where(moves.goes_to == NOWHERE, CLOSED, moves.goes_to % plan.stage_count)
    columns = (
        np.concatenate([moves.lead, cold]),
        np.concatenate([target, np.full(len(cold), CLOSED)]),
        np.concatenate([moves.decided, leads["closed"][cold]]),
        np.concatenate([_use(ledger, moves.decided, moves.seat), _use(ledger, leads["closed"][cold], None)]),
        np.concatenate([u, plan.table.uniforms("record", "logged", "cold")[cold]]),
    )
    order = np.argsort(columns[2], kind="stable")
    return tuple(column[order] for column in columns)  # type: ignore[return-value]


def _use(ledger: Ledger, clock: Floats, seat: Ints | None) -> Floats:
    """Use of the CRM at each clock, by that seat or by everyone on average.

    What happened before it was switched on is taken over as it was: it counts as logged.
    """
    if ledger.plan.crm_use is None:
        return np.ones(len(clock))
    use = np.array(ledger.plan.crm_use)
    week = np.clip(np.searchsorted(ledger.plan.week_ticks, clock, side="right") - 1, 0, len(use) - 1)
    found = use[week, seat] if seat is not None else use.mean(axis=1)[week]
    adoption = ledger.resolved.scheme.crm.adoption if ledger.resolved.scheme.crm is not None else None
    calendar = ledger.plan.table.calendar
    # A run may end before it is switched on.
    week_on = 0 if adoption is None else min(adoption.switch_on_week, calendar.days // 7)
    since = calendar.weeks_to_clock(week_on)
    return np.where(clock < since, 1.0, found)


def value_on_record(ledger: Ledger, won_at: Floats, now: float) -> Floats:
    """What the record says at a clock that each deal would bring, discount included; what is won is booked as it is."""
    plan = ledger.plan
    value, net, recorded = (np.asarray(column) for column in (plan.value, plan.net_value, plan.recorded_value))
    expected = np.where(
        recorded == value, net, recorded * np.divide(net, value, out=np.ones_like(net), where=value > 0)
    )
    return np.where(won_at <= now, ledger.lead_columns["revenue"], expected)


def forecast(history: History, won_at: Floats, value: Floats, now: float, span: float, stages: int) -> float:
    """What a pipeline report of `now` expects to be won within `span` hours: the sum of `forecast_by_stage`."""
    return sum(forecast_by_stage(history, won_at, value, now, span, stages))


def forecast_by_stage(
    history: History, won_at: Floats, value: Floats, now: float, span: float, stages: int
) -> list[float]:
    """What is expected to be won within `span` hours of what stands at each stage `now`: its value x its win rate.

    A stage's rate is the share of the leads that stood there `span` hours ago and were won since. `won_at` is inf for
    those not won.
    """
    before, today = history.at(now - span), history.at(now)
    told = []
    for stage in range(stages):
        stood = before == stage
        rate = float(((won_at > now - span) & (won_at <= now))[stood].mean()) if stood.any() else 0.0
        stands = history.order[today[history.order] == stage]
        told.append(rate * float(value[stands].sum()))
    return told


def recorded_kpis(ledger: Ledger) -> dict[str, float]:
    """How the record differs from the truth at the window's end, and how wrong forecasts from both were.

    Forecasts are made one follow-up before the end, for that follow-up. NaN without a CRM, or too short a run.
    """
    names = ("open_on_record_ratio", "dead_on_record_share", "forecast_error_recorded", "forecast_error_true")
    if ledger.resolved.scheme.crm is None:
        return dict.fromkeys(names, np.nan)
    true, recorded = true_history(ledger), recorded_history(ledger)
    end = ledger.window.end
    open_true, open_recorded = true.at(end) != CLOSED, recorded.at(end) != CLOSED
    leads = ledger.lead_columns
    won_at = np.where(leads["state"] == WON, leads["closed"], np.inf)
    span = end - ledger.window.cohort_end
    now = ledger.window.cohort_end
    found = {
        "open_on_record_ratio": float(open_recorded.sum() / open_true.sum()) if open_true.any() else np.nan,
        "dead_on_record_share": float((open_recorded & ~open_true).sum() / open_recorded.sum())
        if open_recorded.any()
        else np.nan,
    }
    there = true.at(now) != CLOSED
    value = np.asarray(ledger.plan.net_value)
    actual = float(leads["revenue"][in_order(ledger, there & (won_at > now) & (won_at <= end))].sum())
    enough = span > 0 and now - span > 0 and actual > 0
    on_record = value_on_record(ledger, won_at, now)
    for name, history, amount in (
        ("forecast_error_recorded", recorded, on_record),
        ("forecast_error_true", true, value),
    ):
        told = forecast(history, won_at, amount, now, span, ledger.plan.stage_count) if enough else np.nan
        found[name] = told / actual - 1 if enough else np.nan
    return found
