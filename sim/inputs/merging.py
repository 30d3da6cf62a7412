"""One tree laid over another: mappings merge deeply, lists and scalars replace, null sets nothing.

A number laid over `{value, range, se, source}` keeps the range if it lies inside, drops the standard error, which
belonged to the other number, and says where it was set.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.inputs.tree import Location, Place, Tree

QUANTITY_KEYS = frozenset({"value", "range", "se", "source"})


def merged(base: Tree, over: Tree) -> Tree:
    """`over` laid over `base`; each key keeps the place of whoever set it last."""
    lines: dict[Location, Place] = {}
    if (place := over.lines.get(())) is not None:
        lines[()] = place
    return Tree(_merge(base, over, (), lines), lines)


def is_quantity(data: Any) -> bool:
    """Whether this is a number with provenance as written: a mapping with `value` and no key foreign to a quantity."""
    return isinstance(data, Mapping) and "value" in data and data.keys() <= QUANTITY_KEYS


def is_number(data: Any) -> bool:
    """Whether this is an int or a float; true and false are no numbers."""
    return isinstance(data, int | float) and not isinstance(data, bool)


def _merge(base: Tree, over: Tree, here: Location, lines: dict[Location, Place]) -> Any:
    """The merged data; fills `lines` below `here`, a location in the result."""
    if is_quantity(base.data) and (is_number(over.data) or (is_quantity(over.data) and is_number(over.data["value"]))):
        return _taken(_requantified(base, over), here, lines)
    if not (isinstance(base.data, dict) and isinstance(over.data, dict)):
        return _taken(over, here, lines)
    result: dict[str, Any] = {}
    for key in [*base.data, *(key for key in over.data if key not in base.data)]:
        spot = (*here, key)
        if key not in over.data:
            result[key] = _taken(base.at(key), spot, lines)
        elif key not in base.data:
            result[key] = _taken(over.at(key), spot, lines)
        else:
            part = over.at(key)
            lines |= {spot: part.lines[()]} if () in part.lines else {}
            result[key] = _merge(base.at(key), part, spot, lines)
    return result


def _taken(tree: Tree, here: Location, lines: dict[Location, Place]) -> Any:
    lines |= {(*here, *key): place for key, place in tree.lines.items()}
    return tree.data


def _requantified(base: Tree, over: Tree) -> Tree:
    """The quantity with another value: the range if it still holds, no standard error, and who set it."""
    leaf: dict[str, Any] = dict(over.data) if isinstance(over.data, Mapping) else {"value": over.data}
    lines = dict(over.lines)
    if "range" not in leaf and _inside(leaf["value"], base.data.get("range")):
        leaf["range"] = base.data["range"]
        lines |= {key: place for key, place in base.lines.items() if key[:1] == ("range",)}
    leaf.setdefault("source", _set_by(over.place()))
    return Tree(leaf, lines)


def _inside(number: float, bounds: Any) -> bool:
    if bounds is None:
        return False
    # Bounds that are no two numbers are kept, for the validation to refuse.
    if not (isinstance(bounds, list | tuple) and len(bounds) == 2 and all(is_number(bound) for bound in bounds)):
        return True
    return bool(bounds[0] <= number <= bounds[1])


def _set_by(place: Place | None) -> str:
    return f"set in {place.where.name}" if place is not None and isinstance(place.where, Path) else "override"
