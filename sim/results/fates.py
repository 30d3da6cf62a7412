"""What became of the leads that a run follows: won, lost and why, gone cold, none at all, repeated, or still open."""

from __future__ import annotations

import numpy as np

from sim.floor.ledger import Ledger
from sim.floor.states import COLD, LOST, MERGED, NO_LEAD, WON
from sim.results.windows import cohort

WON_FATE, LOST_FATE, COLD_FATE, INVALID_FATE, MERGED_FATE, OPEN_FATE = (
    "won",
    "lost",
    "cold",
    "invalid",
    "duplicate",
    "open",
)
BY_STATE = {WON: WON_FATE, LOST: LOST_FATE, COLD: COLD_FATE, NO_LEAD: INVALID_FATE, MERGED: MERGED_FATE}
FATE = "fate"
LOSS = "loss"
SHARE = "share"
JOIN = ":"


def fates(ledger: Ledger) -> list[tuple[str, str, str, float]]:
    """Rows (dimension, item, measure, share of the followed cohort), as they stand at the horizon; none without leads.

    Dimension `fate`: items won, lost (or lost:REASON), cold, invalid, duplicate, open. Dimension `loss`: items
    STAGE:REASON, of leads lost for a stated reason. Duplicates that were merged when they came in are in neither.
    """
    followed = cohort(ledger)
    total = int(followed.sum())
    if not total:
        return []
    leads = ledger.lead_columns
    state, reason, stage = (leads[name][followed] for name in ("state", "reason", "stage"))
    reasons, stages = ledger.names["reason"], ledger.names["stage"]
    rows: list[tuple[str, str, str, float]] = []
    for code, fate in BY_STATE.items():
        here = state == code
        if code != LOST or len(reasons) == 1:
            rows.append((FATE, fate, SHARE, float(here.sum() / total)))
            continue
        for number, name in enumerate(reasons):
            with_reason = here & (reason == number)
            if name or with_reason.any():
                rows.append((FATE, f"{fate}{JOIN}{name}" if name else fate, SHARE, float(with_reason.sum() / total)))
            for index, at in enumerate(stages) if name else ():
                share = float((with_reason & (stage == index)).sum() / total)
                rows.append((LOSS, f"{at}{JOIN}{name}", SHARE, share))
    decided = np.isin(state, list(BY_STATE))
    rows.append((FATE, OPEN_FATE, SHARE, float((~decided).sum() / total)))
    return rows
