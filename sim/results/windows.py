"""Which leads a KPI speaks of: those that arrived, or were won, in the measured window, or those that are followed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger
from sim.floor.states import MERGED, WON

Mask = NDArray[np.bool_]


def arrived_in_window(ledger: Ledger) -> Mask:
    """Leads that arrived in the measured window; duplicates that were merged when they came in are none."""
    arrival = ledger.lead_columns["arrival"]
    return np.asarray((arrival >= ledger.window.start) & (arrival < ledger.window.end) & ~merged_at_once(ledger))


def won_in_window(ledger: Ledger) -> Mask:
    """Leads that were won in the measured window, whenever they arrived."""
    leads, window = ledger.lead_columns, ledger.window
    return np.asarray((leads["state"] == WON) & (leads["closed"] >= window.start) & (leads["closed"] < window.end))


def merged_at_once(ledger: Ledger) -> Mask:
    """Duplicates that the CRM merged when they came in: they never were open."""
    leads = ledger.lead_columns
    return np.asarray((leads["state"] == MERGED) & ~np.isfinite(leads["first_touch"]))


def cohort(ledger: Ledger) -> Mask:
    """Leads that arrived early enough in the window to be followed for the whole follow-up."""
    arrival = ledger.lead_columns["arrival"]
    return np.asarray((arrival >= ledger.window.start) & (arrival < ledger.window.cohort_end) & ~merged_at_once(ledger))
