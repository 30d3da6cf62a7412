"""Desks: the seats that share a queue. A place without seats of its own is served by the nearest wider desk."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sim.floor.resolving.resolved import SeatSpec

Cell = tuple[str, str, str]
Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Desks:
    """`seats[d]` are the seat indices of desk d; `serving[(role, team, territory)]` the desks, one for each pod."""

    seats: tuple[tuple[int, ...], ...]
    serving: dict[Cell, tuple[int, ...]]


def desks_of(
    seats: Sequence[SeatSpec],
    roles: Sequence[str],
    teams: Sequence[str],
    territories: Sequence[str],
    shared_roles: Sequence[str],
    distance_km: Mapping[tuple[str, str], float],
    absent: Collection[int] = (),
) -> Desks:
    """Group seats by role, team, territory and pod; then widen: the team anywhere, the territory's other teams, anyone.

    A place that is served from outside its territory is served by the desk whose people live nearest, with its pods;
    `distance_km` is by territory and home; `absent` seats are at no desk. Every lead of a place must find someone of
    the role; a role without any seat is a programming error (staffing sees to it).
    """
    members: dict[Key, list[int]] = {}
    for index, seat in enumerate(seats):
        if index in absent:
            continue
        shared = seat.role in shared_roles
        key = (seat.role, "*", "*", 0) if shared else (seat.role, seat.team, seat.territory, seat.pod)
        members.setdefault(key, []).append(index)
    order = sorted(members)
    homes = {key: [seats[seat].home for seat in members[key]] for key in order}
    serving: dict[Cell, tuple[int, ...]] = {}
    for role in roles:
        of_role = [key for key in order if key[0] == role]
        if not of_role:
            raise ValueError(f"no seat of role '{role}'")
        for team in teams:
            for territory in territories:
                keys = _serving(of_role, team, territory, homes, distance_km)
                serving[role, team, territory] = tuple(order.index(key) for key in keys)
    return Desks(tuple(tuple(members[key]) for key in order), serving)


def _serving(
    keys: Sequence[Key],
    team: str,
    territory: str,
    homes: Mapping[Key, Sequence[str]],
    distance_km: Mapping[tuple[str, str], float],
) -> Sequence[Key]:
    """The desks of a role, all pods of one team in one territory, that serve a place."""
    inside = [key for key in keys if key[2] in (territory, "*")]
    if own := [key for key in inside if key[1] in (team, "*")]:
        return own
    team_anywhere = [key for key in keys if key[1] == team]
    if not team_anywhere and inside:
        return inside
    away: dict[tuple[str, str], list[float]] = {}
    for key in team_anywhere or keys:
        away.setdefault(key[1:3], []).extend(distance_km[territory, home] for home in homes[key])
    nearest = min(away, key=lambda place: sum(away[place]) / len(away[place]))
    return [key for key in keys if key[1:3] == nearest]
