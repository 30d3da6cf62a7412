"""Where capacity is unlimited: everyone serves any number of leads at the same time, and nothing ever waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.clock import COMPLETION, Moment
from sim.floor.task import begin, finish

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


def serve_at_once(floor: SalesFloor, lead: int, seat: int) -> None:
    """The seat begins the lead's task now, whatever else it does."""
    started = floor.env.time
    if floor.meetings is not None:
        floor.meetings.joins_at_once(lead)
    work, travelled, km, gain = begin(floor, seat, lead)
    hours = floor.seats.hours_for(seat, started, work + travelled * floor.seats.pace[seat])
    if floor.hunting is not None:
        floor.hunting.is_kept_from(seat, hours)
        if floor.meetings is not None and (partner := floor.meetings.partner_of[lead]) >= 0:
            floor.hunting.is_kept_from(partner, hours)

    def done(_: Moment) -> None:
        finish(floor, seat, lead, started, work, travelled, km, gain)

    floor.env.at(started + hours, COMPLETION + lead, None, done)
