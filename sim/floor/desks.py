"""Desks: the seats that share a queue. A place without seats of its own is served by the nearest wider desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.floor.resolved import SeatSpec

Cell = tuple[str, str, str]


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
) -> Desks:
    """Group seats by role, team, territory and pod; then widen: the team anywhere, the territory's other teams, anyone.

    Every lead of a place must find someone of the role; a role without any seat is a programming error (staffing sees
    to it).
    """
    members: dict[tuple[str, str, str, int], list[int]] = {}
    for index, seat in enumerate(seats):
        shared = seat.role in shared_roles
        key = (seat.role, "*", "*", 0) if shared else (seat.role, seat.team, seat.territory, seat.pod)
        members.setdefault(key, []).append(index)
    order = sorted(members)
    serving: dict[Cell, tuple[int, ...]] = {}
    for role in roles:
        of_role = [key for key in order if key[0] == role]
        if not of_role:
            raise ValueError(f"no seat of role '{role}'")
        for team in teams:
            for territory in territories:
                for wider in (
                    [key for key in of_role if key[1] in (team, "*") and key[2] in (territory, "*")],
                    [key for key in of_role if key[1] == team],
                    [key for key in of_role if key[2] == territory],
                    of_role,
                ):
                    if wider:
                        serving[role, team, territory] = tuple(order.index(key) for key in wider)
                        break
    return Desks(tuple(tuple(members[key]) for key in order), serving)
