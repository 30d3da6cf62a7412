"""The productive share of a week: what administration, meetings, records and agreeing with others leave."""

from __future__ import annotations

from sim.floor.classify import team_names
from sim.inputs.models.playbook import Scheme

WEEK_HOURS = 40.0
LEAST_SHARE = 0.05


def interfaces(scheme: Scheme) -> int:
    """Further roles and teams that a person has to agree with."""
    roles = len(set(scheme.process.roles.values()))
    return roles - 1 + len(team_names(scheme)) - 1


def productive_share(scheme: Scheme) -> float:
    """Share of a seat's hours that is left for work on leads; at least 5 %."""
    week = scheme.people.week
    logging = 0.0 if scheme.crm is None else float(scheme.crm.logging_share)
    coordination = float(week.coordination_hours) * interfaces(scheme) / WEEK_HOURS
    return max(1 - float(week.admin_share) - float(week.meeting_share) - logging - coordination, LEAST_SHARE)
