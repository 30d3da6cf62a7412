"""Plain data together with where each key of it was written, through every composition and override."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.errors import Problem

Location = tuple[str | int, ...]


class Place(NamedTuple):
    """A file and a line of it counted from 1, or an option such as '-p run.weeks', which has no line.

    A place in a team sheet has a row as its line, and names the column or cell in words.
    """

    where: Path | str
    line: int | None = None
    cell: str | None = None

    def problem(self, message: str, key: str | None = None, hint: str | None = None) -> Problem:
        """A problem here with what stands at a dotted key; a cell, or an option that ends in the key, says it all."""
        named = isinstance(self.where, str) and self.where.endswith(f" {key}")
        return Problem(message, self.where or None, self.line, self.cell or (None if named else key or None), hint)


@dataclass(frozen=True, slots=True)
class Tree:
    """`data` is made of dict, list, str, int, float, bool and None; `lines` says where each key or item was written.

    The empty location is the whole. Trees share parts of their data, so nobody changes it in place.
    """

    data: Any
    lines: Mapping[Location, Place]

    def place(self, location: Location = ()) -> Place | None:
        """Where the key at this location was written, or the nearest one around it; None if nothing is known."""
        for length in range(len(location), -1, -1):
            if (found := self.lines.get(location[:length])) is not None:
                return found
        return None

    def problem(self, location: Location, message: str, hint: str | None = None) -> Problem:
        """A problem at this location, with its file and line."""
        return (self.place(location) or Place("")).problem(message, dotted(location), hint)

    def at(self, *location: str | int) -> Tree:
        """The part at a location as a tree of its own. Raises KeyError or IndexError where there is none."""
        data, depth = self.data, len(location)
        for part in location:
            data = data[part]
        lines = {key[depth:]: place for key, place in self.lines.items() if key[:depth] == location}
        if () not in lines and (around := self.place(location)) is not None:
            lines[()] = around
        return Tree(data, lines)

    def put(self, location: Location, part: Tree) -> Tree:
        """A copy with another part at a location; what is no mapping on the way there becomes one."""
        depth = len(location)
        lines = {key: place for key, place in self.lines.items() if key[:depth] != location}
        lines |= {(*location, *key): place for key, place in part.lines.items()}
        for length in range(1, depth):
            if location[:length] not in lines and () in part.lines:
                lines[location[:length]] = part.lines[()]
        return Tree(_replaced(self.data, location, part.data), lines)

    def without(self, *keys: str) -> Tree:
        """A copy of a mapping without these keys."""
        data = {key: value for key, value in self.data.items() if key not in keys}
        return Tree(data, {key: place for key, place in self.lines.items() if not key or key[0] not in keys})

    def items(self) -> Iterator[tuple[str, Tree]]:
        """Keys and parts of a mapping, in order."""
        for key in self.data:
            yield key, self.at(key)


def dotted(location: Location) -> str:
    """A location as a person writes it: `schemes.today.people`."""
    return ".".join(str(part) for part in location)


def told(value: Any) -> str:
    """A value as a message names it: text 'abc', 5, true, a list, a mapping, nothing."""
    if value is None:
        return "nothing (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, str):
        return f"text '{value if len(value) <= 60 else value[:57] + '...'}'"
    text = f"{value}"
    return text if len(text) <= 60 else text[:57] + "..."


def _replaced(data: Any, location: Location, value: Any) -> Any:
    if not location:
        return value
    part, rest = location[0], location[1:]
    if isinstance(data, list) and isinstance(part, int):
        return [_replaced(item, rest, value) if index == part else item for index, item in enumerate(data)]
    mapping = data if isinstance(data, dict) else {}
    return mapping | {part: _replaced(mapping.get(part), rest, value)}
