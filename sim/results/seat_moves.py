"""One seat moved between neighbouring roles: the variants in which the comparison's winner is tried with other heads.

A person changes role and keeps everything else: the same people, with the same memory. So only the schemes in which
somebody moves are played again; the others are what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from sim.floor.resolving.resolved import ResolvedScheme, SeatSpec
from sim.floor.resolving.restaff import restaffed
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.results.executor import Variant
from sim.results.playbook import Playbook

SEAT_MOVED = "seat moved "
_ARROW = " > "


def moved_roles(key: str) -> tuple[str, str]:
    """The role that gives a seat and the one that takes it, of a variant's key."""
    giver, _, taker = key.removeprefix(SEAT_MOVED).partition(_ARROW)
    return giver, taker


def move_count(playbook: Playbook) -> int:
    """How many variants `seat_moves` gives, at the most."""
    return len(_moves(playbook.experiment.schemes.values()))


def seat_moves(playbook: Playbook, main: Variant, focus: Iterable[str] | None, replications: int) -> Iterator[Variant]:
    """One variant for each pair of roles that are neighbours in some scheme, and each direction.

    It holds the schemes in which somebody can move so: named seats stay where they are, and a role keeps one seat.
    """
    schemes = {name: playbook.experiment.schemes[name] for name in focus or playbook.experiment.schemes}
    for giver, taker in _moves(schemes.values()):
        changed: dict[str, ResolvedScheme] = {}
        for name, scheme in schemes.items():
            if (giver, taker) in _moves([scheme]):
                moved = with_a_seat_moved(main.market, main.schemes[name], giver, taker)
                changed |= {} if moved is None else {name: moved}
        if changed:
            key = f"{SEAT_MOVED}{giver}{_ARROW}{taker}"
            yield replace(main, key=key, schemes=changed, replications=replications, with_slices=False)


def _moves(schemes: Iterable[Scheme]) -> list[tuple[str, str]]:
    """Giver and taker of every move, in order of appearance."""
    found: dict[tuple[str, str], None] = {}
    for scheme in schemes:
        if scheme.people.seats is None:
            for earlier, later in pairwise(scheme.working_roles()):
                found |= {(earlier, later): None, (later, earlier): None}
    return list(found)


def with_a_seat_moved(market: Market, resolved: ResolvedScheme, giver: str, taker: str) -> ResolvedScheme | None:
    """The scheme with the last seat of the giver's fullest desk at a desk of the taker; None if it is the only one.

    The desk is the nearest to the old one. The person keeps name, office, home and memory, and is paid as the new role;
    managers and their coaching are counted anew.
    """
    desks: dict[tuple[str, str, int], list[int]] = {}
    for index, seat in enumerate(resolved.seats):
        if seat.role == giver:
            desks.setdefault(_place(seat), []).append(index)
    if sum(map(len, desks.values())) < 2:
        return None
    index = max(desks.values(), key=len)[-1]
    person = resolved.seats[index]
    colleagues = [seat for seat in resolved.seats if seat.role == taker]
    nearest = max(
        colleagues, key=lambda seat: [mine == own for mine, own in zip(_place(seat), _place(person), strict=True)]
    )
    seat = replace(
        nearest,
        name=person.name,
        office=person.office,
        number=person.number,
        home=person.home,
        quota_per_year=None,
        role_before=person.role_before or person.role,
    )
    seats = (*resolved.seats[:index], seat, *resolved.seats[index + 1 :])
    return restaffed(market, resolved, seats, resolved.experience)


def _place(seat: SeatSpec) -> tuple[str, str, int]:
    """Where a seat's desk is, the widest first."""
    return seat.territory, seat.team, seat.pod
