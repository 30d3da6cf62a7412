"""What can happen to a lead of a claim pool; `pool_events` of the ledger holds a row for each time it did."""

from __future__ import annotations

(
    LIES,
    MOVED,
    CLAIMED,
    ASSIGNED,
    TAKEN_BACK,
    RECLAIMED_FOLLOW_UP,
    RECLAIMED_DEAL,
    TIMED_OUT,
    RETURNED,
    RELEASED,
    HANDED_ON,
    CONVERTED,
    ENDED,
    LEFT,
) = range(14)
KINDS = (
    "lies in the pool",
    "moved to another pool",
    "claimed",
    "assigned",
    "taken back from a later role",
    "reclaimed: no follow-up",
    "reclaimed: no deal",
    "reclaimed: not begun",
    "returned: wrong team",
    "released: away or overdue",
    "handed on",
    "won",
    "ended",
    "customer left",
)
BEGINNINGS = (CLAIMED, ASSIGNED, TAKEN_BACK)
RECLAIMS = (RECLAIMED_FOLLOW_UP, RECLAIMED_DEAL, TIMED_OUT)
ENDINGS = (*RECLAIMS, RETURNED, RELEASED, HANDED_ON, CONVERTED, ENDED)
"""How a claim begins, and how it ends; an ending without a seat is that of a lead which lay in a pool."""
