"""The productive share of a week: what administration, meetings, records and agreeing with others leave."""

from __future__ import annotations

from collections.abc import Sequence

from sim.floor.classify import team_names
from sim.floor.resolved import SeatSpec
from sim.inputs.models.playbook import Scheme

WEEK_HOURS = 40.0
LEAST_SHARE = 0.05


def interfaces(scheme: Scheme, seats: Sequence[SeatSpec]) -> list[int]:
    """For each seat the further roles, and the further teams of its territory, that it has to agree with.

    A team that serves other places only is none of a seat's business; a shared role deals with all teams.
    """
    roles, teams = len(scheme.working_roles()), team_names(scheme)
    present: dict[str, set[str]] = {}
    for seat in seats:
        if seat.team != "*":
            present.setdefault(seat.territory, set()).add(seat.team)
    return [roles - 1 + (len(teams) if seat.team == "*" else len(present[seat.territory])) - 1 for seat in seats]


def productive_shares(scheme: Scheme, seats: Sequence[SeatSpec]) -> list[float]:
    """Share of each seat's hours that is left for work on leads; at least 5 %."""
    week = scheme.people.week
    logging = 0.0 if scheme.crm is None else float(scheme.crm.logging_share)
    always = 1 - float(week.admin_share) - float(week.meeting_share) - logging
    each = float(week.coordination_hours) / WEEK_HOURS
    return [max(always - each * number, LEAST_SHARE) for number in interfaces(scheme, seats)]
