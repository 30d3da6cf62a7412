"""A resolved scheme with some of its seats changed, as it would have been staffed with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.floor.people.coaching import with_coaching
from sim.floor.resolving.resolved import Floats, ResolvedScheme, SeatSpec
from sim.floor.resolving.staffing import finished
from sim.inputs.models.market import Market


def restaffed(
    market: Market, resolved: ResolvedScheme, seats: Sequence[SeatSpec], experience: Floats
) -> ResolvedScheme:
    """The scheme with these seats, and their memory (seats, categories).

    Managers are counted anew, and their hours of coaching are divided anew; whoever was there before keeps the coaching
    that she remembers, whoever is new has the average. The fixed cost follows.
    """
    coached = with_coaching(market, resolved.scheme, seats, resolved.seats)
    staff = finished(resolved.scheme, coached, resolved.moved)
    return replace(
        resolved,
        seats=staff.seats,
        managers=staff.managers,
        fixed_cost_per_year=staff.fixed_cost_per_year,
        experience=experience,
    )
