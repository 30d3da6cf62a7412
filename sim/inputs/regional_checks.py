"""Regional teams that can't be: managers whom nobody knows or who report to each other, territories without anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.likeness import likely_meant
from sim.inputs.models.market import Market
from sim.inputs.models.people import People
from sim.inputs.models.playbook import Scheme
from sim.inputs.tree import Location, Tree


def manager_problems(people: People, tree: Tree, at: Location) -> Iterator[Problem]:
    """Managers of seats who are not among those named, and circles of seats that manage each other.

    `at` is where the people block stands in the tree.
    """
    seats = people.seats or []
    index = {seat.name: number for number, seat in enumerate(seats)}
    known = None if people.managers.names is None else {*people.managers.names, *index}
    manager = {seat.name: seat.manager for seat in seats}
    if known is None:
        yield from _misspelt(people, tree, at)
    told: set[str] = set()
    for number, seat in enumerate(seats):
        spot = (*at, "seats", number, "manager")
        if seat.manager is not None and known is not None and seat.manager not in known:
            hint = nearest(seat.manager, known) or f"managers: {', '.join(people.managers.names or ())}"
            yield tree.problem(spot, f"there is no manager '{seat.manager}'", hint)
        circle = _circle(seat.name, manager)
        if circle and not told & set(circle):
            told.update(circle)
            chain = " reports to ".join(f"'{name}'" for name in (*circle, circle[0]))
            yield tree.problem(spot, f"{chain}: managers in a circle")


def _misspelt(people: People, tree: Tree, at: Location) -> Iterator[Problem]:
    """Managers who are one slip away from a seat or from a manager of more people: each would be one more manager."""
    seats = people.seats or []
    names, reports = {seat.name for seat in seats}, Counter(seat.manager for seat in seats if seat.manager is not None)
    # Of two alike, the one whom more people name, or who is named first, is spelt right.
    others = sorted((name for name in reports if name not in names), key=lambda name: -reports[name])
    for number, seat in enumerate(seats):
        if seat.manager is None or seat.manager in names:
            continue
        meant = likely_meant(seat.manager, [*names, *others[: others.index(seat.manager)]])
        if meant is not None:
            said = f"'{seat.manager}' is nobody's seat and would be one more manager"
            hint = f"did you mean '{meant}'? Two people of like names are listed under `managers.names`"
            yield tree.problem((*at, "seats", number, "manager"), said, hint)


def coaching_problems(people: People, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Managers who would coach for longer than a week lasts; `at` is where the people block stands in the tree."""
    hours = float(people.managers.coaching_hours)
    if hours > market.week_hours:
        found = f"each manager coaches {hours:g} hours a week, which has {market.week_hours:g}"
        yield tree.problem((*at, "managers", "coaching_hours"), found, f"expected at most {market.week_hours:g}")


def vacancies_twice(market: Market, tree: Tree) -> Iterator[Problem]:
    """Posts that fall vacant by themselves in a market in which people leave."""
    absence = market.effects.absence
    if absence is None or not market.effects.active("absence") or not market.effects.active("turnover"):
        return
    yearly = float(absence.vacancies_per_year)
    if yearly > 0:
        found = f"posts fall vacant {yearly:g} times a year here, and by turnover as people leave: expected one of them"
        where = ("market", "effects", "absence", "vacancies_per_year")
        yield tree.problem(where, found, "vacancies_per_year: 0, or turnover.enabled: false")


def unserved(scheme: Scheme, tree: Tree, at: Location) -> Iterator[Problem]:
    """Territories given by hand that would have nobody; `at` is where the scheme stands in the tree.

    Those made by a rule are looked at once they are made.
    """
    people, territory = scheme.people, scheme.territory
    if territory is None or not territory.territories or people.heads is not None:
        return
    if territory.heads == "by-workload" and people.seats is None:
        heads = sum(office.heads for office in people.offices.values())
        if 0 < heads < len(territory.territories):
            found = f"{heads} people for {len(territory.territories)} territories: some would have nobody"
            yield tree.problem((*at, "territory", "territories"), found)
        return
    for name in without_people(scheme):
        hint = "give it a region where an office has people, or heads: by-workload"
        if people.seats is not None:
            hint = "name it as the territory of a seat, or give it the region of an office that has one"
        said = f"nobody works in the territory '{name}'"
        yield tree.problem((*at, "territory", "territories", name), said, hint)


def without_people(scheme: Scheme) -> list[str]:
    """Territories in which nobody lives and to which no seat is assigned; none where shared roles alone work."""
    people, territory = scheme.people, scheme.territory
    if territory is None:
        return []
    of_region = {region: name for name, item in territory.territories.items() for region in item.regions}
    if people.seats is None:
        served = {of_region.get(office.region) for office in people.offices.values() if office.heads}
        return [name for name in territory.territories if served and name not in served]
    if any(seat.territory is not None and seat.territory not in territory.territories for seat in people.seats):
        # Mended, that seat may be the one that serves there.
        return []
    seats = [seat for seat in people.seats if seat.role not in scheme.process.shared_roles]
    served = {
        seat.territory or of_region.get(people.offices[seat.office].region)
        for seat in seats
        if seat.office in people.offices
    }
    return [name for name in territory.territories if served and name not in served]


def _circle(name: str, manager: dict[str, str | None]) -> list[str]:
    """The seats that manage each other, from this one on; empty where it is in no circle."""
    chain, above = [name], manager[name]
    while above is not None and above in manager and above not in chain:
        chain.append(above)
        above = manager[above]
    return chain if above == name else []
