"""JSON Schemas of what people write, for editors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_REF = "#/$defs/"
_PARTIAL = "partial-"


def schemas(models: Mapping[str, type[BaseModel]]) -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of every kind of file, by the kind's name.

    As people write them: a file may extend another one of its kind, and then needs no key; where a model holds another
    one of `models` (a scheme its levers), a block's name, `none` or part of a block will do, and that model may extend
    too; where it holds None only, `none` will do. A model with such a model in it (the experiment) extends nothing.
    """
    blocks = frozenset(model.__name__ for model in models.values())
    return {name: _schema(model, blocks - {model.__name__}) for name, model in models.items()}


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
