"""How busy each seat was in the measured window: on leads, on customers after the sale, and contacting accounts."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_ledger import occupied
from sim.floor.ledger import Columns, Ledger

Floats = NDArray[np.float64]


def busy_in_window(ledger: Ledger) -> Floats:
    """Hours of tasks, travel, service, contacting accounts and sham follow-ups of each seat in the window."""
    worked = hours_in_window(ledger, occupied(ledger.task_columns, ledger.case_columns)) + contact_hours(ledger)
    return worked + hours_in_window(ledger, ledger.shams)


def contact_hours(ledger: Ledger) -> Floats:
    """Hours of the window that each seat spent on contacting accounts."""
    return hours_in_window(ledger, ledger.contacts)


def post_hours(ledger: Ledger) -> float:
    """Hours of the window in which there were posts, summed over them: of those that came or went, as long as they
    were there.
    """
    posts, window = ledger.post_columns, ledger.window
    if (posts["start"] == 0).all() and np.isinf(posts["end"]).all():
        return len(posts["seat"]) * (window.end - window.start)
    return float(hours_in_window(ledger, posts).sum())


def lasting_posts(ledger: Ledger) -> NDArray[np.int64]:
    """The seats that there were for the whole run."""
    posts = ledger.post_columns
    found: NDArray[np.int64] = posts["seat"][(posts["start"] == 0) & np.isinf(posts["end"])]
    return found


def hours_in_window(ledger: Ledger, blocks: Columns) -> Floats:
    """Hours of the window that these blocks of time (seat, start, end) took each seat."""
    window = ledger.window
    overlap = np.minimum(blocks["end"], window.end) - np.maximum(blocks["start"], window.start)
    found = np.bincount(blocks["seat"], np.clip(overlap, 0, None), minlength=len(ledger.plan.seats))
    return np.asarray(found, dtype=np.float64)
