"""Seats of people blocks that name a team sheet."""

from __future__ import annotations

from pathlib import Path

from sim.inputs.errors import InputError
from sim.inputs.team_sheet import team_sheet
from sim.inputs.tree import Tree

PLACED_BY = {"team": "segmentation", "territory": "territory"}


def with_sheets(tree: Tree, folder: Path) -> Tree:
    """Seats read from the sheets that people blocks name, relative to the file that names them.

    What a sheet says of teams or territories is nothing to a scheme that has none.
    """
    read: dict[Path, Tree] = {}
    for name, scheme in tree.data["schemes"].items():
        people = (scheme.get("people") if isinstance(scheme, dict) else None) or {}
        sheet = people.get("sheet") if isinstance(people, dict) else None
        if not isinstance(sheet, str):
            continue
        at = ("schemes", name, "people", "sheet")
        if people.get("seats") is not None:
            raise InputError(tree.problem(at, "expected either a sheet or seats, found both"))
        place = tree.place(at)
        beside = place.where.parent if place is not None and isinstance(place.where, Path) else folder
        path = beside / sheet
        if path not in read:
            if not path.is_file():
                raise InputError(tree.problem(at, f"there is no file {path}"))
            read[path] = team_sheet(path)
        nothing = {column for column, lever in PLACED_BY.items() if scheme.get(lever) is None}
        seats = [{key: value for key, value in seat.items() if key not in nothing} for seat in read[path].data]
        tree = tree.put(("schemes", name, "people", "seats"), Tree(seats, read[path].lines))
    return tree
