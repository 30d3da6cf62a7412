"""Whole heads within the baseline's fixed cost, in proportion to the hours that the scheme's work offers each role."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.floor.classify import team_names, territory_names, territory_of_regions
from sim.floor.people.coaching import unit_of
from sim.floor.resolving.offered import Cell, hours_offered
from sim.floor.resolving.resolved import SeatSpec
from sim.floor.resolving.workload import Workload
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.heads import largest_remainder, managers_needed

LOOK_BEYOND = 4


@dataclass(frozen=True, slots=True)
class Staff:
    """Seats with their managers, and what that costs a year."""

    seats: tuple[SeatSpec, ...]
    managers: int
    moved: int
    fixed_cost_per_year: float


def staff_to_budget(market: Market, scheme: Scheme, name: str, workload: Workload, budget_per_year: float) -> Staff:
    """The most heads whose fixed cost stays within the budget. Raises InputError if not even one of each role does."""
    cheapest = min(float(role.salary_per_year) for role in scheme.people.roles.values())
    low, high = 0, int(budget_per_year / cheapest) + 1
    while low < high:
        middle = (low + high + 1) // 2
        staff = staff_of(market, scheme, workload, middle)
        low, high = (
            (middle, high) if staff is None or staff.fixed_cost_per_year <= budget_per_year else (low, middle - 1)
        )
    # Cost is not quite monotone in heads: a head more may need a manager less. Look a little beyond, then down.
    for total in range(low + LOOK_BEYOND, 0, -1):
        staff = staff_of(market, scheme, workload, total)
        if staff is not None and staff.fixed_cost_per_year <= budget_per_year:
            return staff
    raise InputError(
        Problem(
            f"the budget of {budget_per_year:,.0f} {market.currency} a year does not pay for one seat of each role "
            "and their managers",
            key=f"schemes.{name}.people",
        )
    )


def staff_of(market: Market, scheme: Scheme, workload: Workload, total: int) -> Staff | None:
    """So many heads, dealt; None when some role would have nobody."""
    homes = _people(scheme, total)
    cells = _cells(market, scheme, workload, total, homes)
    if {role for (_, _, role), heads in cells.items() if heads} != set(scheme.working_roles()):
        return None
    dealt, moved = _deal(market, scheme, cells, homes)
    return finished(scheme, _with_pods(scheme, dealt), moved)


def staff_of_sheet(scheme: Scheme) -> Staff:
    """The named seats of a team sheet; an empty team is dealt in turn, an empty territory is that of the home."""
    teams, territories = team_names(scheme), territory_names(scheme)
    regions = (
        {}
        if scheme.territory is None
        else {region: name for name, item in scheme.territory.territories.items() for region in item.regions}
    )
    numbers: dict[str, int] = {}
    seats = []
    for index, seat in enumerate(scheme.people.seats or ()):
        number = numbers[seat.office] = numbers.get(seat.office, -1) + 1
        home = scheme.people.offices[seat.office].region
        team = seat.team or teams[index % len(teams)]
        territory = seat.territory or regions.get(home, territories[0])
        usual = _seat(scheme, (seat.office, number), seat.role, team, territory, home)
        seats.append(
            replace(
                usual,
                name=seat.name,
                salary_per_year=float(seat.salary_per_year or usual.salary_per_year),
                quota_per_year=None if seat.quota_per_year is None else float(seat.quota_per_year),
                manager=seat.manager,
            )
        )
    return finished(scheme, _with_pods(scheme, seats), 0)


def _people(scheme: Scheme, total: int) -> list[tuple[str, int]]:
    """Office and number of each person; the first of an office are the same whatever the total."""
    offices = {name: float(office.heads) for name, office in scheme.people.offices.items()}
    heads = largest_remainder(total, offices)
    return [(name, number) for name in offices for number in range(heads[name])]


def _cells(
    market: Market, scheme: Scheme, workload: Workload, total: int, homes: list[tuple[str, int]]
) -> dict[Cell, int]:
    """Heads of each territory, team and role."""
    owner = territory_of_regions(scheme, tuple(market.regions))
    hours = hours_offered(market, scheme, workload, territory_names(scheme), owner)
    explicit = scheme.people.heads
    if explicit is not None:
        cells: dict[Cell, int] = {}
        for role, heads in explicit.items():
            offered = {cell: value for cell, value in hours.items() if cell[2] == role}
            if heads and not offered:
                raise InputError(
                    Problem(
                        f"{heads} heads of role '{role}', who works no stage",
                        key=f"people.heads.{role}",
                        hint=f"roles that work a stage: {', '.join(scheme.working_roles())}",
                    )
                )
            # Without any demand nothing weighs more than anything else.
            weights = offered if sum(offered.values()) > 0 else dict.fromkeys(offered, 1.0)
            cells |= largest_remainder(heads, weights)
        return cells
    territories = territory_names(scheme)
    if scheme.territory is not None and scheme.territory.heads == "by-workload":
        by_territory = {name: sum(value for cell, value in hours.items() if cell[0] == name) for name in territories}
        heads_of = largest_remainder(total, by_territory, at_least=1)
    else:
        regions = tuple(market.regions)
        heads_of = dict.fromkeys(territories, 0)
        for office, _ in homes:
            heads_of[territories[owner[regions.index(scheme.people.offices[office].region)]]] += 1
    cells = {}
    for territory in territories:
        mine = {cell: value for cell, value in hours.items() if cell[0] == territory}
        enough = heads_of[territory] >= sum(value > 0 for value in mine.values())
        if sum(mine.values()) > 0:
            cells |= largest_remainder(heads_of[territory], mine, at_least=1 if enough else 0)
        elif heads_of[territory]:
            first = next(iter(mine))
            cells[first] = heads_of[territory]
    return cells


def _deal(
    market: Market, scheme: Scheme, cells: Mapping[Cell, int], homes: list[tuple[str, int]]
) -> tuple[list[SeatSpec], int]:
    """People to cells: locals stay; the others go where seats are left, and move house if heads follow the workload."""
    offices = scheme.people.offices
    regions = tuple(market.regions)
    owner = territory_of_regions(scheme, regions)
    territories = territory_names(scheme)
    wanted = {
        territory: sum(heads for cell, heads in cells.items() if cell[0] == territory) for territory in territories
    }
    staying: dict[str, list[tuple[str, int]]] = {territory: [] for territory in territories}
    spare: list[tuple[str, int]] = []
    for person in homes:
        territory = territories[owner[regions.index(offices[person[0]].region)]]
        (staying[territory] if len(staying[territory]) < wanted[territory] else spare).append(person)
    follows_work = (
        scheme.territory is not None and scheme.territory.heads == "by-workload" and scheme.people.heads is None
    )
    seats: list[SeatSpec] = []
    moved = 0
    for territory in territories:
        local = [name for name in offices if territories[owner[regions.index(offices[name].region)]] == territory]
        main = max(local, key=lambda name: offices[name].heads) if local else None
        arriving = spare[: wanted[territory] - len(staying[territory])]
        spare = spare[len(arriving) :]
        mine = {cell[1:]: heads for cell, heads in cells.items() if cell[0] == territory and heads}
        places = _interleaved(mine)
        for person, (team, role) in zip([*staying[territory], *arriving], places, strict=True):
            moves = follows_work and person in arriving and main is not None
            moved += moves
            home = offices[main if moves and main is not None else person[0]].region
            seats.append(_seat(scheme, person, role, team, territory, home))
    return seats, moved


def _interleaved(heads: Mapping[tuple[str, str], int]) -> list[tuple[str, str]]:
    """Each place as often as its heads, spread evenly, so that neighbours in the list (one office) get a mix."""
    slots = [
        ((number + 0.5) / count, order, place)
        for order, (place, count) in enumerate(heads.items())
        for number in range(count)
    ]
    return [place for _, _, place in sorted(slots)]


def _seat(scheme: Scheme, person: tuple[str, int], role: str, team: str, territory: str, home: str) -> SeatSpec:
    """The seat of a person (office, number) as its role has it; a shared role's is of no team or territory."""
    shared = role in scheme.process.shared_roles
    crm = 0.0 if scheme.crm is None else float(scheme.crm.seat_cost_per_year)
    return SeatSpec(
        name=f"{person[0]}-{person[1] + 1}",
        office=person[0],
        number=person[1],
        role=role,
        team="*" if shared else team,
        territory="*" if shared else territory,
        pod=0,
        home=home,
        salary_per_year=float(scheme.people.roles[role].salary_per_year),
        cost_per_year=float(scheme.people.roles[role].seat_cost_per_year) + crm,
    )


def _with_pods(scheme: Scheme, seats: list[SeatSpec]) -> tuple[SeatSpec, ...]:
    """Number the pods of each territory and team, seats dealt in turn; the scarcest role has one seat in each."""
    size = scheme.process.pod_size
    if size is None:
        return tuple(seats)
    places: dict[tuple[str, str], dict[str, int]] = {}
    for seat in seats:
        if seat.team != "*":
            roles = places.setdefault((seat.territory, seat.team), {})
            roles[seat.role] = roles.get(seat.role, 0) + 1
    pods = {place: max(1, min(round(sum(roles.values()) / size), *roles.values())) for place, roles in places.items()}
    dealt: dict[tuple[str, str, str], int] = {}
    numbered = []
    for seat in seats:
        number = 0
        if seat.team != "*":
            key = (seat.territory, seat.team, seat.role)
            number = dealt.get(key, 0) % pods[seat.territory, seat.team]
            dealt[key] = dealt.get(key, 0) + 1
        numbered.append(replace(seat, pod=number))
    return tuple(numbered)


def finished(scheme: Scheme, seats: tuple[SeatSpec, ...], moved: int) -> Staff:
    """Count managers, by name where there are any, else by unit, and add up the fixed cost of a year.

    Who manages beside a seat of her own is paid for the seat. What moving costs is paid once, beside it.
    """
    named = {seat.manager for seat in seats if seat.manager}
    if named:
        managers = len(named - {seat.name for seat in seats})
    else:
        units = Counter(unit_of(scheme, seat) for seat in seats)
        managers = managers_needed(list(units.values()), float(scheme.people.managers.span))
    cost = sum(seat.salary_per_year + seat.cost_per_year for seat in seats)
    cost += managers * float(scheme.people.managers.salary_per_year)
    return Staff(seats, managers, moved, cost)
