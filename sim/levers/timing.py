"""When a deal is signed: before a pay period ends, after it, or when the customer would have signed anyway."""

from __future__ import annotations

AS_DECIDED, BROUGHT_FORWARD, HELD_BACK = range(3)


def signing(
    decided: float, period_ends: float, reach: float, pays_now: float, pays_cheaper_now: float, pays_next: float
) -> int:
    """What the seller would rather do, by clocks, and by what the deal is expected to pay her.

    `pays_now` and `pays_next` are for this pay period and the next, where nothing is lost on the way; the seller of a
    deal that would fall into the next one may bring it forward for `pays_cheaper_now`, at a discount. `pays_next` of a
    deal that would fall into this one already bears the risk of holding it back. Nothing is moved further than `reach`,
    nor where it makes no difference.
    """
    if decided >= period_ends:
        may = decided - period_ends < reach
        return BROUGHT_FORWARD if may and pays_cheaper_now > pays_next else AS_DECIDED
    may = period_ends - decided <= reach
    return HELD_BACK if may and pays_next > pays_now else AS_DECIDED


def stays(lost_share_per_week: float, weeks: float) -> float:
    """Chance that a customer is still there after so many weeks of being held back."""
    stays_a_week = 1 - lost_share_per_week
    return stays_a_week**weeks if stays_a_week > 0 else float(weeks == 0)
