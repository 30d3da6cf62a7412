"""How leads end: closed whatever the reason, cold unnoticed, or won, with the credit for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.states import COLD, WAITING, WON
from sim.levers.credit import split

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


def close(floor: SalesFloor, lead: int, state: int, time: float) -> None:
    """Nobody works the lead any more; `time` is when the customer's decision falls."""
    floor.state[lead] = state
    floor.closed[lead] = time
    if not floor.goes_at_once:
        return
    if floor.meetings is not None:
        floor.meetings.release(lead)
    if floor.overflow is not None:
        floor.overflow.waits_no_more(lead)
    if floor.pool is not None:
        floor.pool.closes(lead)
    if floor.counts_loads:
        for owners in floor.owner:
            if owners[lead] >= 0:
                floor.router.count(owners[lead], -1)


def close_the_expired(floor: SalesFloor) -> None:
    """Leads whose patience ended while nobody looked at their queue went cold when it did."""
    end, gives_up = floor.plan.end_hours, floor.gives_up
    for lead, state in enumerate(floor.state):
        if state == WAITING and gives_up[lead] < end:
            close(floor, lead, COLD, gives_up[lead])


def win(floor: SalesFloor, lead: int) -> None:
    """The deal is made: a customer begins, and whoever has a share in it is credited."""
    close(floor, lead, WON, floor.env.time)
    if floor.after_sales is not None:
        floor.after_sales.won(lead)
    books, shared, now = floor.seats.books, floor.plan.shared_credit, floor.env.time
    shares = None if shared is None else shared[int(floor.plan.classified.team[lead])]
    if shares is not None:
        for seat, share in split(shares, [owner[lead] for owner in floor.owner]):
            floor.credited.append((lead, seat, share))
            if books is not None:
                books.credits(seat, lead, share, now)
    elif books is not None:
        for role, share in enumerate(books.pay.credit_share):
            seat = floor.owner[role][lead]
            if seat >= 0 and share:
                books.credits(seat, lead, share, now)
