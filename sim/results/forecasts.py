"""A pipeline report by category, from the record and from the truth, beside what was won of those deals."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import Ledger
from sim.floor.states import WON
from sim.results.lead_order import in_order
from sim.results.recorded import CLOSED, History, forecast_by_stage, recorded_history, true_history, value_on_record

FORECAST = "forecast"
CATEGORIES = ("early", "middle", "late")
TOLD_RECORDED, TOLD_TRUE, WON_TRUE, OPEN_RECORDED, OPEN_TRUE = (
    "told by the record",
    "told by the truth",
    "won",
    "open on record",
    "truly open",
)


def category_of(stage: int, stages: int) -> str:
    """The third of the funnel in which a stage lies."""
    return CATEGORIES[min(3 * stage // stages, 2)]


def forecasts(ledger: Ledger) -> list[tuple[str, str, str, float]]:
    """Rows (dimension, category, measure, value), made one follow-up before the window's end for that follow-up.

    Measures: amounts told by the record and by the truth, amount won of the deals that truly stood there, leads open on
    record and truly open. None without a CRM, without a follow-up, or in a window too short for a rate.
    """
    window = ledger.window
    now, span = window.cohort_end, window.end - window.cohort_end
    if ledger.resolved.scheme.crm is None or span <= 0 or now - span <= 0:
        return []
    leads, stages = ledger.lead_columns, ledger.plan.stage_count
    won_at = np.where(leads["state"] == WON, leads["closed"], np.inf)
    value, on_record = np.asarray(ledger.plan.net_value), value_on_record(ledger, won_at, now)
    true, recorded = true_history(ledger), recorded_history(ledger)
    at = true.at(now)
    won_of = np.where((won_at <= window.end) & (at != CLOSED), leads["revenue"], 0.0)
    by_stage = {
        TOLD_RECORDED: forecast_by_stage(recorded, won_at, on_record, now, span, stages),
        TOLD_TRUE: forecast_by_stage(true, won_at, value, now, span, stages),
        WON_TRUE: [float(won_of[in_order(ledger, at == stage)].sum()) for stage in range(stages)],
        OPEN_RECORDED: _open(recorded, now, stages),
        OPEN_TRUE: _open(true, now, stages),
    }
    rows = []
    for category in CATEGORIES:
        here = [stage for stage in range(stages) if category_of(stage, stages) == category]
        for measure, values in by_stage.items():
            rows.append((FORECAST, category, measure, sum(values[stage] for stage in here)))
    return rows


def _open(history: History, now: float, stages: int) -> list[float]:
    at = history.at(now)
    return [float((at == stage).sum()) for stage in range(stages)]
