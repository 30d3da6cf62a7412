"""Named seats, from a sheet or written out: what they name must exist, and heads must be counted the same way twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.people import People
from sim.inputs.models.playbook import Scheme
from sim.inputs.team_sheet import team_sheet
from sim.inputs.tree import Location, Tree

# What places a seat: its field, the lever that has the names, and where in the lever they stand.
PLACED_BY = {"team": ("segmentation", "teams"), "territory": ("territory", "territories")}
EMPTY_MEANS = {"team": "dealt by the scheme", "territory": "that of the office"}


def with_seats(tree: Tree, folder: Path) -> Tree:
    """The schemes of a tree with the seats of the sheets that their people blocks name.

    A sheet lies beside the file that names it. Schemes may share a team: the team or territory of a seat is left out of
    a scheme that has no such team or territory if another scheme has it; one that no scheme has stays, for
    `unknown_placings` to refuse.

    Raises InputError with every problem of the sheets.
    """
    if not isinstance(tree.data.get("schemes"), dict):
        # An override may have put something else there, for the validation to refuse.
        return tree
    read: dict[Path, Tree] = {}
    schemes = {name: tree.at("schemes", name) for name, data in tree.data["schemes"].items() if isinstance(data, dict)}
    anywhere = {what: {name for scheme in schemes.values() for name in _names(scheme, what)} for what in PLACED_BY}
    for name, scheme in schemes.items():
        people = _mapping(scheme.data.get("people"))
        if isinstance(people.get("sheet"), str):
            scheme = scheme.put(("people", "seats"), _sheet_of(scheme, tree, ("schemes", name), folder, read))
        seats = _mapping(scheme.data.get("people")).get("seats")
        if isinstance(seats, list) and all(isinstance(seat, dict) for seat in seats):
            elsewhere = {what: anywhere[what] - _names(scheme, what) for what in PLACED_BY}
            kept = [_without(seat, elsewhere) for seat in seats]
            scheme = scheme.put(("people", "seats"), Tree(kept, scheme.at("people", "seats").lines))
            tree = tree.put(("schemes", name), scheme)
    return tree


def seat_problems(people: People, tree: Tree, at: Location) -> Iterator[Problem]:
    """Seats whose role or office the block does not have, names that stand twice, offices with other heads than seats.

    `at` is where the people block stands in the tree.
    """
    seats = people.seats or []
    first: dict[str, int] = {}
    for index, seat in enumerate(seats):
        spot = (*at, "seats", index)
        for what, name, known in (("role", seat.role, people.roles), ("office", seat.office, people.offices)):
            if name not in known:
                said = f"the people block has no {what} '{name}'"
                yield tree.problem((*spot, what), said, nearest(name, known))
        if seat.name in first:
            other = tree.place((*at, "seats", first[seat.name], "name"))
            line = "" if other is None or other.line is None else f", first in row {other.line}"
            hint = "names are unique; add a number or the office"
            yield tree.problem((*spot, "name"), f"'{seat.name}' stands there twice{line}", hint)
        first.setdefault(seat.name, index)
    if any(seat.office not in people.offices for seat in seats):
        # Mended, the counts are others.
        return
    for name, office in people.offices.items():
        found = [index for index, seat in enumerate(seats) if seat.office == name]
        if office.heads != len(found):
            said = (
                f"expected {len(found)}, as there are seats in '{name}'{_rows(tree, at, found)}, found {office.heads}"
            )
            yield tree.problem((*at, "offices", name, "heads"), said, "leave heads out to count the seats")


def unstated_heads(people: People, tree: Tree, at: Location) -> Iterator[Problem]:
    """Offices that state no heads where no seats say who lives there; `at` is where the people block stands."""
    for name, office in people.offices.items() if people.seats is None else ():
        if "heads" not in office.model_fields_set:
            hint = "they may be left out only where seats or a sheet say who lives where"
            yield tree.problem((*at, "offices", name), "missing key 'heads'", hint)


def placings(schemes: Iterable[Scheme]) -> dict[str, set[str]]:
    """The names of every team and every territory that any of the schemes has."""
    found: dict[str, set[str]] = {"team": set(), "territory": set()}
    for scheme in schemes:
        found["team"].update(scheme.segmentation.teams if scheme.segmentation is not None else ())
        found["territory"].update(scheme.territory.names() if scheme.territory is not None else ())
    return found


def unknown_placings(
    people: People, known: Mapping[str, Collection[str]], tree: Tree, at: Location
) -> Iterator[Problem]:
    """Seats with a team or territory that no scheme of the playbook has; `at` is where the people block stands."""
    for index, seat in enumerate(people.seats or ()):
        for what, names in known.items():
            name = getattr(seat, what)
            if name is not None and name not in names:
                close = nearest(name, names)
                rule = f"what only another scheme has is left out here, and empty means {EMPTY_MEANS[what]}"
                said = f"there is no {what} '{name}' in any scheme of the playbook"
                hint = f"{close}; {rule}" if close is not None else rule
                yield tree.problem((*at, "seats", index, what), said, hint)


def _names(scheme: Tree, what: str) -> set[str]:
    lever, key = PLACED_BY[what]
    return set(_mapping(_mapping(scheme.data.get(lever)).get(key)))


def _mapping(data: Any) -> Mapping[str, Any]:
    return data if isinstance(data, dict) else {}


def _without(seat: Mapping[str, Any], elsewhere: Mapping[str, set[str]]) -> dict[str, Any]:
    return {key: value for key, value in seat.items() if not (key in elsewhere and str(value) in elsewhere[key])}


def _sheet_of(scheme: Tree, tree: Tree, around: Location, folder: Path, read: dict[Path, Tree]) -> Tree:
    """The seats of the sheet that a scheme's people name; into `read` with them, as schemes share sheets."""
    people, at = scheme.data["people"], (*around, "people", "sheet")
    if people.get("seats") is not None:
        raise InputError(tree.problem(at, "expected either a sheet or seats, found both"))
    place = tree.place(at)
    beside = place.where.parent if place is not None and isinstance(place.where, Path) else folder
    path = beside / people["sheet"]
    if path not in read:
        try:
            is_there = path.is_file()
            names = [other.name for other in path.parent.iterdir()] if not is_there and path.parent.is_dir() else []
        except (OSError, ValueError) as error:
            # A name too long for a file system, with a null byte in it, or in a folder that may not be looked into.
            found = f"expected the name of a sheet, CSV or Excel: {getattr(error, 'strerror', None) or error}"
            raise InputError(tree.problem(at, found)) from error
        if not is_there:
            raise InputError(tree.problem(at, f"there is no file {path}", nearest(path.name, names)))
        read[path] = team_sheet(path)
    return read[path]


def _rows(tree: Tree, at: Location, seats: Sequence[int]) -> str:
    """Where the seats stand, if in a sheet: ' (team.csv, column 'office', rows 2, 3)'."""
    places = [place for index in seats if (place := tree.place((*at, "seats", index, "office"))) and place.cell]
    if not places or not isinstance(places[0].where, Path):
        return ""
    rows = ", ".join(str(place.line) for place in places[:8]) + (", ..." if len(places) > 8 else "")
    column = str(places[0].cell).partition(" (")[0]
    return f" ({places[0].where.name}, {column}, row{'s' if len(places) > 1 else ''} {rows})"
