"""KPIs of continuous improvement; NaN where nobody improves anything."""

from __future__ import annotations

import numpy as np

from sim.floor.improvement.controller import COACHED, MOVED
from sim.floor.ledger import Ledger
from sim.levers.improvement import is_reversal


def improvement_kpis(ledger: Ledger) -> dict[str, float]:
    """The KPIs of the improvement catalogue. A reversal may take back what was done before the window."""
    if ledger.plan.improvement is None:
        return {"improvement_actions": np.nan, "improvement_reversals": np.nan}
    events, window = ledger.improvement_events, ledger.window
    acted = events["time"][np.isin(events["kind"], (MOVED, COACHED))]
    done = events["kind"] == MOVED
    moves = list(zip(events["source"][done].tolist(), events["target"][done].tolist(), strict=True))
    inside = (events["time"][done] >= window.start) & (events["time"][done] < window.end)
    back = np.array([is_reversal(moves[:place], *move) for place, move in enumerate(moves)], dtype=bool)
    return {
        "improvement_actions": float(((acted >= window.start) & (acted < window.end)).sum()) / window.years,
        "improvement_reversals": float((inside & back).sum()) / window.years,
    }
