"""KPIs of people who leave and come; NaN where nobody ever leaves."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.results.busy import post_hours

Floats = NDArray[np.float64]


def turnover_kpis(ledger: Ledger) -> dict[str, float]:
    """Attrition, vacancy and the share of new people, in the measured window."""
    turnover, window, people = ledger.plan.turnover, ledger.window, ledger.person_columns
    whole = post_hours(ledger)
    if turnover is None or not whole:
        return dict.fromkeys(("attrition", "vacancy_share", "new_hire_share"), np.nan)
    start, end, seat = people["start"], people["end"], people["seat"]
    in_post = _overlap(start, end, window.start, window.end)
    ramp = np.where(people["hire"] > 0, np.array(turnover.ramp_hours)[seat], 0.0)
    new = _overlap(start, np.minimum(end, start + ramp), window.start, window.end)
    left = int(((end >= window.start) & (end < window.end)).sum())
    years = in_post.sum() / (window.end - window.start) * window.years
    return {
        "attrition": left / years if years else np.nan,
        "vacancy_share": float(1 - in_post.sum() / whole),
        "new_hire_share": float(new.sum() / in_post.sum()) if in_post.sum() else np.nan,
    }


def _overlap(start: Floats, end: Floats, opens: float, closes: float) -> Floats:
    return np.asarray(np.clip(np.minimum(end, closes) - np.maximum(start, opens), 0, None))
