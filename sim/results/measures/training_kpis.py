"""KPIs of training; NaN where nobody takes part in any."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import DAYS_A_YEAR, Ledger


def training_kpis(ledger: Ledger) -> dict[str, float]:
    """The KPIs of the training catalogue."""
    hours, window, skill = ledger.plan.training_hours, ledger.window, ledger.training_skill
    each = share = np.nan
    if hours is not None and hours.shape[1]:
        weeks = round(window.years * DAYS_A_YEAR / 7)
        a_week = float(hours[len(hours) - weeks :].mean())
        each, share = a_week * DAYS_A_YEAR / 7, a_week / ledger.plan.table.calendar.week_hours
    return {
        "training_hours": each,
        "training_share": share,
        "training_skill": float(np.mean(skill)) if len(skill) else np.nan,
        "cohesion": ledger.cohesion,
    }
