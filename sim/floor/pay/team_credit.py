"""How a team shares the credit of a deal between roles."""

from __future__ import annotations

from sim.inputs.models.playbook import Scheme


def shared_credit(scheme: Scheme, roles: tuple[str, ...]) -> list[list[float] | None] | None:
    """By team the share of each role in a deal, None for teams that leave it to the pay plan; None if all do."""
    teams = [] if scheme.segmentation is None else list(scheme.segmentation.teams.values())
    if not any(team.credit for team in teams):
        return None
    return [
        [float(team.credit[role]) if role in team.credit else 0.0 for role in roles] if team.credit else None
        for team in teams
    ]
