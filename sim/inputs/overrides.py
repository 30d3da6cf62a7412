"""Overrides laid over a composed tree: `-p KEY=VALUE`, `-f FILE` and mappings from Python; and the grid they ask for.

A key is dotted, `market.demand.scale` or `market.demand.month_factors.0`; `*` stands for every key there, as in
`schemes.*.people.budget_factor`. Later overrides win over earlier ones, `-p` over `-f`.
"""

from __future__ import annotations

import itertools
import math
import numbers
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from sim.inputs.errors import InputError, Problem, first_twice
from sim.inputs.merging import QUANTITY_KEYS, is_number, is_quantity, merged
from sim.inputs.model_tree import ANY_KEY, takes_list
from sim.inputs.tree import Location, Place, Tree
from sim.inputs.yaml_tree import MAX_DEPTH, load_tree, parse_tree

MAX_POINTS = 64
Models = Mapping[Location, type[BaseModel]]


@dataclass(frozen=True, slots=True)
class Override:
    """One leaf to set: parts of its key (list indices as text), the value, and who said so."""

    key: tuple[str, ...]
    value: Any
    place: Place

    @property
    def dotted(self) -> str:
        """The key as a person writes it."""
        return ".".join(self.key)


def parse_assignments(assignments: Sequence[str] = (), files: Sequence[str | Path] = ()) -> tuple[Override, ...]:
    """The overrides of `-f FILE...` then `-p KEY=VALUE...`; a key that is set again counts once, where it is set last.

    Values are YAML. Raises InputError for a file that can't be read, an assignment without key or value, and bad YAML.
    """
    found: list[Override] = []
    for file in files:
        tree = load_tree(file)
        found.extend(_leaves(tree, (), ()))
    for assignment in assignments:
        key, equals, text = assignment.partition("=")
        where = f"-p {key.strip()}"
        if not equals or not text.strip():
            raise InputError(Problem("expected KEY=VALUE", where=f"-p {assignment}", hint="write KEY=null for nothing"))
        parts = _parts(key.strip(), Place(where))
        value = parse_tree(text, where)
        found.extend(_leaves(Tree(value.data, {(): Place(where)}), (), parts))
    return _last_of_each(found)


def overrides_from(mapping: Mapping[str, Any], where: str = "overrides") -> tuple[Override, ...]:
    """The overrides of a mapping with nested or dotted keys, as from Python or a notebook's parameters."""
    tree = Tree(_plain(mapping, where, 0), {(): Place(where)})
    return _last_of_each(_leaves(tree, (), ()))


def plain_overrides(overrides: Iterable[Override]) -> dict[str, Any]:
    """Dotted key -> value, in order; `overrides_from` makes overrides of it again."""
    return {override.dotted: override.value for override in overrides}


def apply_overrides(tree: Tree, overrides: Iterable[Override]) -> Tree:
    """The tree with every override set, in order; a number that has a range and source keeps them as blocks do.

    A key that does not exist is made, for the validation to refuse with the override's place. Raises InputError for an
    item that a list has not, and for a `*` where there is nothing.
    """
    for override in overrides:
        for location in _locations(tree.data, override):
            tree = _set(tree, location, Tree(override.value, {(): override.place}))
    return tree


def grid(overrides: Iterable[Override], tree: Tree, models: Models) -> list[dict[str, Any]]:
    """The points of the grid: one mapping of dotted keys for each combination, the first key slowest; [] for no grid.

    An override spans a grid if its value is a list where no list may stand: neither does one stand there in the tree,
    nor do the models, given by the location of their root, allow one. Raises InputError beyond 64 points.
    """
    axes = [override for override in overrides if _spans(override, tree, models)]
    if not axes:
        return []
    for axis in axes:
        if not axis.value:
            raise InputError(_said(axis, "expected at least one value, found an empty list"))
        if (again := first_twice(axis.value)) is not None:
            raise InputError(_said(axis, f"the value {again} stands there twice, expected each once"))
    points = math.prod(len(axis.value) for axis in axes)
    if points > MAX_POINTS:
        sizes = " x ".join(str(len(axis.value)) for axis in axes)
        raise InputError(_said(axes[-1], f"a grid has at most {MAX_POINTS} points, found {sizes} = {points:,}"))
    keys = [axis.dotted for axis in axes]
    return [dict(zip(keys, values, strict=True)) for values in itertools.product(*(axis.value for axis in axes))]


def without_grid(overrides: Iterable[Override], tree: Tree, models: Models) -> tuple[Override, ...]:
    """The overrides that span no grid: those that hold at every point of it."""
    return tuple(override for override in overrides if not _spans(override, tree, models))


def _spans(override: Override, tree: Tree, models: Models) -> bool:
    if not isinstance(override.value, list):
        return False
    # An earlier override may be what makes the place a list; the models know every place that may be one.
    root = max((root for root in models if override.key[: len(root)] == root), key=len, default=None)
    if root is not None and takes_list(models[root], override.key[len(root) :]):
        return False
    return not any(isinstance(_standing(tree.data, spot), list) for spot in _spots(tree.data, override.key))


def _standing(data: Any, location: Location) -> Any:
    for part in location:
        if isinstance(data, dict):
            data = data.get(str(part))
        elif isinstance(data, list) and isinstance(part, int):
            data = data[part]
        else:
            return None
    return data


def _leaves(tree: Tree, here: Location, key: tuple[str, ...]) -> Iterator[Override]:
    """Every leaf of an override's mapping; a quantity is one leaf, so is what extends a block, and an empty mapping."""
    data = _standing(tree.data, here)
    place = tree.place(here) or Place("")
    if isinstance(data, dict) and (not key or (data and not is_quantity(data) and "extends" not in data)):
        for name in data:
            yield from _leaves(tree, (*here, name), (*key, *_parts(name, tree.place((*here, name)) or place)))
    else:
        yield Override(key, data, place)


def _parts(key: str, place: Place) -> tuple[str, ...]:
    parts = tuple(part.strip() for part in key.split("."))
    if not all(parts):
        message = f"expected a dotted key such as run.weeks, found '{key}'"
        raise InputError(Problem(message, where=place.where, line=place.line))
    return parts


def _last_of_each(overrides: Iterable[Override]) -> tuple[Override, ...]:
    found: dict[tuple[str, ...], Override] = {}
    for override in overrides:
        found.pop(override.key, None)
        found[override.key] = override
    return tuple(found.values())


def _plain(value: Any, where: str, depth: int) -> Any:
    """Values from Python as YAML would have given them."""
    if depth > MAX_DEPTH:
        raise InputError(Problem(f"is nested more than {MAX_DEPTH} deep", where=where))
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Mapping):
        return {str(key): _plain(item, where, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, where, depth + 1) for item in value]
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        if not math.isfinite(value):
            raise InputError(Problem(f"expected a finite number, found {value}", where=where))
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    message = f"expected numbers, text, lists and mappings, found {type(value).__name__}"
    raise InputError(Problem(message, where=where))


def _locations(data: Any, override: Override) -> list[Location]:
    spots = _spots(data, override.key)
    if not spots:
        raise InputError(_said(override, "nothing stands where '*' is"))
    for spot in spots:
        for depth, part in enumerate(spot):
            items = _standing(data, spot[:depth])
            if isinstance(items, list) and not isinstance(part, int):
                around = ".".join(override.key[:depth])
                raise InputError(_said(override, f"there is no item '{part}' in {around}, {_has(items)}"))
    return spots


def _has(items: list[Any]) -> str:
    return f"which has items 0 to {len(items) - 1}" if items else "which has none"


def _spots(data: Any, key: tuple[str, ...]) -> list[Location]:
    """The locations that a key means: `*` opened, and digits as indices of lists that have them."""
    if not key:
        return [()]
    part, rest = key[0], key[1:]
    if part == ANY_KEY:
        parts: list[Any] = list(data) if isinstance(data, dict) else []
        parts = list(range(len(data))) if isinstance(data, list) else parts
    elif isinstance(data, list) and part.isascii() and part.isdigit() and int(part) < len(data):
        parts = [int(part)]
    else:
        parts = [part]
    return [(found, *spot) for found in parts for spot in _spots(_standing(data, (found,)), rest)]


def _set(tree: Tree, location: Location, part: Tree) -> Tree:
    around, last = location[:-1], location[-1]
    owner = _standing(tree.data, around)
    if last in QUANTITY_KEYS and is_number(owner):
        # `market.x.range=[0, 1]` where x is a bare number: what stood there is its value.
        tree = tree.put(around, Tree({"value": owner}, tree.at(*around).lines))
        owner = _standing(tree.data, around)
    if last == "value" and is_quantity(owner):
        return tree.put(around, merged(tree.at(*around), part))
    current = _standing(tree.data, location)
    return tree.put(location, merged(tree.at(*location), part) if is_quantity(current) else part)


def _said(override: Override, message: str, hint: str | None = None) -> Problem:
    return Problem(message, where=override.place.where, line=override.place.line, key=override.dotted, hint=hint)
