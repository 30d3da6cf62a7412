"""Every number that a run stands on, with unit, range and source: the assumptions table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
from pydantic import BaseModel

from sim.inputs.models.turnover import Hiring
from sim.inputs.quantity import Measure, Quantity
from sim.results.playbook import Playbook

COLUMNS = ["key", "value", "low", "high", "se", "unit", "source", "description"]


def assumptions(playbook: Playbook) -> pd.DataFrame:
    """One row for each quantity of the market and of the schemes; what several share stands once, under the first."""
    rows = list(_rows(playbook.market, "market"))
    seen: set[tuple[Any, ...]] = set()
    people_leave = playbook.market.effects.active("turnover") is not None
    for name, scheme in playbook.experiment.schemes.items():
        found = list(_rows(scheme, f"schemes.{name}"))
        if people_leave and scheme.people.hiring is None:
            found += _rows(Hiring(), f"schemes.{name}.people.hiring")
        for row in found:
            short = (row[0].split(".", 2)[-1], *row[1:])
            if short not in seen:
                seen.add(short)
                rows.append(row)
    return pd.DataFrame(rows, columns=COLUMNS)


def figures_of(model: BaseModel) -> list[tuple[str, float, str, str]]:
    """(key, value, unit, description) of every quantity in a model, keys below it."""
    return [(row[0], float(row[1]), row[5], row[7]) for row in _rows(model, "")]


def _rows(node: Any, key: str, unit: str = "", description: str = "") -> Iterator[tuple[Any, ...]]:
    if isinstance(node, Quantity):
        low, high = node.range or (None, None)
        yield (key, node.value, low, high, node.se, unit, node.source or "stated without a source", description)
    elif isinstance(node, BaseModel):
        for name, info in type(node).model_fields.items():
            value = getattr(node, name)
            if value is not None:
                yield from _rows(
                    value, f"{key}.{name}", _unit(info.metadata) or _unit_of(info.annotation), info.description or ""
                )
    elif isinstance(node, dict):
        for name, value in node.items():
            yield from _rows(value, f"{key}.{name}", unit, description)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _rows(value, f"{key}.{index}", unit, description)


def _unit(metadata: list[Any]) -> str:
    return next((item.unit for item in metadata if isinstance(item, Measure)), "")


def _unit_of(annotation: Any) -> str:
    """The unit inside a container or union, such as `list[Share]` or `Hours | None`."""
    found = _unit(list(getattr(annotation, "__metadata__", ())))
    for part in getattr(annotation, "__args__", ()):
        found = found or _unit_of(part)
    return found
