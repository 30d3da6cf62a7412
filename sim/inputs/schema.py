"""JSON Schemas of what people write, for editors; and the table of every key of a model, for the documentation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.inputs.model_tree import alternatives, field_annotation, fields_of, is_list, is_model
from sim.inputs.quantity import Measure, Quantity

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/"
_PARTIAL = "partial-"
_SIGNS = {"ge": ">=", "gt": ">", "le": "<=", "lt": "<"}


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


def schemas(models: Mapping[str, type[BaseModel]]) -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of every kind of file, by the kind's name.

    As people write them: a file may extend another one of its kind, and then needs no key; where a model holds another
    one of `models` (a scheme its levers), a block's name, `none` or part of a block will do, and that model may extend
    too; where it holds None only, `none` will do. A model with such a model in it (the experiment) extends nothing.
    """
    blocks = frozenset(model.__name__ for model in models.values())
    return {name: _schema(model, blocks - {model.__name__}) for name, model in models.items()}


def model_reference(model: type[BaseModel]) -> list[ReferenceRow]:
    """Every key of a model in order, models inside after their key: `<name>` is any key, `[]` any item."""
    return list(_rows(model, "", ()))


def _schema(model: type[BaseModel], blocks: frozenset[str]) -> dict[str, Any]:
    whole = model.model_json_schema(ref_template=_REF + "{model}")
    definitions = whole.pop("$defs", {})
    partial = {_PARTIAL + name: _partial(part) for name, part in definitions.items()}
    for part in [whole, *definitions.values(), *partial.values()]:
        _open_levers(part, blocks)
    for name in blocks & definitions.keys():
        partial[_PARTIAL + name] = _with_extends(partial[_PARTIAL + name])
    # What holds blocks is no block itself, and extends nothing.
    root = whole if blocks & definitions.keys() else _extendable(whole, _partial(whole))
    return {"$schema": DIALECT, **root, "$defs": {**definitions, **partial}}


def _extendable(whole: dict[str, Any], partial: dict[str, Any]) -> dict[str, Any]:
    """Whole, or part of it with `extends`."""
    named: dict[str, Any] = {key: whole[key] for key in ("title", "description") if key in whole}
    return {**named, "if": {"required": ["extends"]}, "then": _with_extends(partial), "else": whole}


def _with_extends(partial: dict[str, Any]) -> dict[str, Any]:
    extends = {"type": "string", "description": "What this is laid over."}
    return {**partial, "properties": {"extends": extends, **partial.get("properties", {})}}


def _partial(schema: dict[str, Any]) -> dict[str, Any]:
    """The same with nothing required and null allowed, as what is laid over something else: all the way down."""
    return _relaxed(deepcopy(schema))  # type: ignore[no-any-return]


def _relaxed(node: Any) -> Any:
    if isinstance(node, list):
        return [_relaxed(item) for item in node]
    if not isinstance(node, dict):
        return node
    relaxed = {key: value for key, value in node.items() if key not in ("required", "minProperties")}
    for key, value in relaxed.items():
        if key == "$ref":
            relaxed[key] = value.replace(_REF, _REF + _PARTIAL)
        elif key == "properties":
            relaxed[key] = {name: {"anyOf": [_relaxed(part), {"type": "null"}]} for name, part in value.items()}
        elif key not in ("default", "enum", "const", "examples"):
            relaxed[key] = _relaxed(value)
    return relaxed


def _open_levers(schema: dict[str, Any], blocks: frozenset[str]) -> None:
    """Change a schema just made, in place: where its properties are blocks, take names and parts of blocks too."""
    properties: dict[str, Any] = schema.get("properties", {})
    levers = {name: block for name, part in properties.items() if (block := _block_of(part, blocks)) is not None}
    if not levers:
        return
    for name, part in properties.items():
        if name in levers:
            choices = [{"type": ["string", "null"]}, {"$ref": _REF + _PARTIAL + levers[name]}]
            properties[name] = {"anyOf": choices, "description": part.get("description", "")}
        elif part.get("type") == "null":
            properties[name] = {**part, "type": ["null", "string"], "enum": [None, "none"]}
    schema.pop("required", None)
    properties["extends"] = {"type": "string", "description": "What this is laid over."}


def _block_of(part: Any, blocks: frozenset[str]) -> str | None:
    references = re.findall(rf"{re.escape(_REF)}(?:{_PARTIAL})?([^']+)'", str(part))
    return next((name for name in references if name in blocks), None)


def _rows(model: type[BaseModel], prefix: str, inside: tuple[type[BaseModel], ...]) -> Iterator[ReferenceRow]:
    for name, field in fields_of(model).items():
        key = prefix + name
        yield _row(key, field)
        for child, suffix in _models_below(field_annotation(field), ""):
            if child not in (*inside, model):
                yield from _rows(child, f"{key}{suffix}.", (*inside, model))


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
