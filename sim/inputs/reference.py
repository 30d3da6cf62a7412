"""The page of every key that people may write, made from the models themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.inputs.model_tree import alternatives, field_annotation, fields_of, is_list, is_model
from sim.inputs.quantity import Measure, Quantity

_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
_HEAD = ("key", "meaning", "unit", "allowed", "default", "plausible", "source")
_INTRODUCTION = """# Every key that you may write

Made from the models by `funnelbench schema --markdown`. `<name>` is any name of yours, `[]` an item of a list. A number
is written bare, or as `{value: 1.5, range: [0.8, 3], source: "assumption: call, notes, mail"}`; a text as `Today`, or
`{en: Today, zh: 现状}`. A block may extend another one of its kind, and then states only what differs.
"""


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """One key that a person may write; empty text where there is nothing to say."""

    key: str
    unit: str
    bounds: str
    default: str
    range: str
    source: str
    description: str


def reference_page(models: Mapping[str, type[BaseModel]]) -> str:
    """A page in Markdown: a table for each kind of file, by its name; what has one is not repeated in another."""
    parts = [_INTRODUCTION]
    for name, model in models.items():
        elsewhere = [other for other in models.values() if other is not model]
        about = (model.__doc__ or "").strip()
        lines = [f"| {' | '.join(_HEAD)} |", f"|{'---|' * len(_HEAD)}"]
        lines += [_line(row) for row in model_reference(model, elsewhere)]
        parts.append(f"## {name}\n\n{about}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def model_reference(model: type[BaseModel], elsewhere: Collection[type[BaseModel]] = ()) -> list[ReferenceRow]:
    """Every key of a model in order, models inside after their key, but for those `elsewhere`.

    `<name>` is any key, `[]` any item.
    """
    return list(_rows(model, "", (), elsewhere))


def _line(row: ReferenceRow) -> str:
    texts = (row.description, row.unit, row.bounds, row.default, row.range, row.source)
    cells = (text.replace("|", "\\|").replace("<", "&lt;") for text in texts)
    return f"| `{row.key}` | {' | '.join(cells)} |"


def _rows(
    model: type[BaseModel], prefix: str, inside: tuple[type[BaseModel], ...], elsewhere: Collection[type[BaseModel]]
) -> Iterator[ReferenceRow]:
    for name, field in fields_of(model).items():
        key = prefix + name
        yield _row(key, field)
        for child, suffix in _models_below(field_annotation(field), ""):
            if child not in (*inside, model, *elsewhere):
                yield from _rows(child, f"{key}{suffix}.", (*inside, model), elsewhere)


def _models_below(annotation: Any, suffix: str) -> Iterator[tuple[type[BaseModel], str]]:
    for kind, _ in alternatives(annotation):
        arguments = get_args(kind)
        if is_model(kind):
            if "WRITTEN_AS" not in vars(kind):
                yield kind, suffix
        elif get_origin(kind) in (dict, Mapping):
            yield from _models_below(arguments[1], suffix + ".<name>")
        elif is_list(kind) and arguments:
            yield from _models_below(arguments[0], suffix + "[]")


def _row(key: str, field: FieldInfo) -> ReferenceRow:
    kinds = list(_leaf_kinds(field_annotation(field)))
    metadata = [item for _, found in kinds for item in found]
    measures = [item for item in metadata if isinstance(item, Measure)]
    bounds = [
        f"{sign} {limit:g}"
        for item in metadata
        for name, sign in _SIGNS.items()
        if (limit := _limit(item, name)) is not None
    ]
    choices = [str(choice) for kind, _ in kinds if get_origin(kind) is Literal for choice in get_args(kind)]
    default = None if field.is_required() else field.get_default(call_default_factory=True)
    number = default if isinstance(default, Quantity) else None
    return ReferenceRow(
        key=key,
        unit=measures[0].unit if measures else "",
        bounds=", ".join(dict.fromkeys(bounds)) or (f"one of: {', '.join(choices)}" if choices else ""),
        default="required" if field.is_required() else _written(default),
        range="" if number is None or number.range is None else f"{number.range[0]:g} to {number.range[1]:g}",
        source="" if number is None else number.source or "",
        description=field.description or "",
    )


def _leaf_kinds(annotation: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The plain types of a field, lists and mappings opened, each with its metadata."""
    for kind, metadata in alternatives(annotation):
        arguments = get_args(kind)
        if is_list(kind) and arguments:
            yield from _leaf_kinds(arguments[0])
        elif get_origin(kind) in (dict, Mapping):
            yield from _leaf_kinds(arguments[1])
        else:
            yield kind, metadata


def _limit(item: Any, name: str) -> float | None:
    limit = getattr(item, name, None)
    return float(limit) if isinstance(limit, int | float) else None


def _written(default: Any) -> str:
    """A default as one would write it; nothing for what is a table of its own."""
    if default is None or default is PydanticUndefined:
        return "none"
    if isinstance(default, Quantity):
        return f"{default.value:g}"
    if isinstance(default, BaseModel):
        return "see below"
    if isinstance(default, bool):
        return "true" if default else "false"
    if isinstance(default, list | tuple):
        return "[" + ", ".join(_written(item) for item in default) + "]"
    return "{}" if default == {} else str(default)
