"""The productive share of a week: what administration, meetings, records, coaching and agreeing leave."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.floor.classify import team_names
from sim.floor.crm_use import Floats, long_run_use
from sim.floor.resolving.resolved import SeatSpec
from sim.inputs.models.playbook import Scheme

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


def productive_shares(scheme: Scheme, seats: Sequence[SeatSpec], week_hours: float) -> list[float]:
    """Share of each seat's week of so many hours that is left for work on leads in the long run; at least 5 %."""
    use = np.full((1, len(seats)), long_run_use(scheme))
    found: list[float] = shares_by_week(scheme, seats, use, week_hours)[0].tolist()
    return found


def shares_by_week(
    scheme: Scheme, seats: Sequence[SeatSpec], use: Floats, week_hours: float, otherwise_hours: Floats | None = None
) -> Floats:
    """The same for each week, (weeks, seats), as people use the CRM; in the weeks in which use grows they learn it.

    What is stated in hours a week takes its share of the market's `week_hours`; `otherwise_hours` are hours of each
    week and seat that something else takes.
    """
    week, crm = scheme.people.week, scheme.crm
    always = 1 - float(week.admin_share) - float(week.meeting_share)
    each = float(week.coordination_hours) / week_hours
    share = always - each * np.array(interfaces(scheme, seats), dtype=np.float64)[None, :]
    share = share - np.array([seat.coaching_hours for seat in seats], dtype=np.float64)[None, :] / week_hours
    if crm is not None:
        share = share + use * (float(crm.automation_share) - float(crm.logging_share))
        if crm.adoption is not None and float(crm.learning_hours) > 0 and len(use) > 1:
            way = float(crm.adoption.ceiling_share) - float(crm.adoption.start_share)
            growth = np.diff(use, axis=0, append=use[-1:]) / way if way > 0 else np.zeros_like(use)
            # Being there is not yet learning it: before it is switched on, and at the moment that it is.
            growth[: crm.adoption.switch_on_week] = 0.0
            share = share - float(crm.learning_hours) * growth / week_hours
    if otherwise_hours is not None:
        share = share - otherwise_hours / week_hours
    return np.maximum(share, LEAST_SHARE) + np.zeros_like(use)


def together(*hours: Floats | None) -> Floats | None:
    """The sum of what several things take, each (weeks, seats) or None for nothing."""
    taken = [item for item in hours if item is not None]
    return None if not taken else np.asarray(sum(taken[1:], start=taken[0]))


def productive_by_week(
    scheme: Scheme,
    seats: Sequence[SeatSpec],
    used: Floats | None,
    week_hours: float,
    otherwise_hours: Floats | None,
    week_of_tick: NDArray[np.int64],
) -> list[list[float]] | None:
    """Productive share by week tick and seat; None where neither learning a CRM nor anything else changes it."""
    if used is None and otherwise_hours is None:
        return None
    use = np.full_like(otherwise_hours, long_run_use(scheme)) if used is None else used
    found: list[list[float]] = shares_by_week(scheme, seats, use, week_hours, otherwise_hours)[week_of_tick].tolist()
    return found
