"""Walking the types of a pydantic model along a dotted key: which models, lists or choices may stand there."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

ANY_KEY = "*"
_LISTS = (list, tuple, set, frozenset, Sequence)


def alternatives(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The plain types that an annotation allows, each with its metadata; unions and Annotated opened."""
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        yield from alternatives(inner, (*metadata, *extra))
    elif get_origin(annotation) in (Union, types.UnionType):
        for member in get_args(annotation):
            yield from alternatives(member, metadata)
    else:
        yield annotation, metadata


def field_annotation(field: FieldInfo) -> Any:
    """A field's annotation with the metadata that pydantic took off it put back."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """A model's fields under the names that people write."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def is_model(kind: Any) -> bool:
    """Whether a plain type is a pydantic model."""
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def is_list(kind: Any) -> bool:
    """Whether a plain type takes a list."""
    return kind in _LISTS or get_origin(kind) in _LISTS


def annotations_at(annotation: Any, location: Sequence[str | int]) -> list[Any]:
    """The annotations that may stand at a location below an annotation; `*` is any key. Empty: nothing may."""
    found = [annotation]
    for part in location:
        found = [child for parent in found for kind, _ in alternatives(parent) for child in _children(kind, part)]
    return found


def models_at(annotation: Any, location: Sequence[str | int], data: Any = None) -> list[type[BaseModel]]:
    """The models that may stand at a location; only those that `data` chooses, where it does so by a literal field."""
    models = [
        kind for found in annotations_at(annotation, location) for kind, _ in alternatives(found) if is_model(kind)
    ]
    chosen = [model for model in models if isinstance(data, Mapping) and _chosen_by(model, data)]
    return chosen or models


def takes_list(annotation: Any, location: Sequence[str | int]) -> bool:
    """Whether a list may stand at a location."""
    return any(is_list(kind) for found in annotations_at(annotation, location) for kind, _ in alternatives(found))


def _children(kind: Any, part: str | int) -> list[Any]:
    if is_model(kind):
        fields = fields_of(kind)
        if part == ANY_KEY:
            return [field_annotation(field) for field in fields.values()]
        return [field_annotation(fields[part])] if part in fields else []
    arguments = get_args(kind)
    if get_origin(kind) in (dict, Mapping):
        return [arguments[1]]
    if is_list(kind) and arguments and (isinstance(part, int) or part == ANY_KEY or part.isdigit()):
        if get_origin(kind) is tuple and Ellipsis not in arguments:
            if part == ANY_KEY:
                return list(arguments)
            return [arguments[int(part)]] if int(part) < len(arguments) else []
        return [arguments[0]]
    return []


def _chosen_by(model: type[BaseModel], data: Mapping[str, Any]) -> bool:
    """Whether every literal field that the data gives agrees with the model, and there is one."""
    given = [
        data[name] in get_args(kind)
        for name, field in fields_of(model).items()
        for kind, _ in alternatives(field_annotation(field))
        if name in data and get_origin(kind) is Literal and isinstance(data[name], str)
    ]
    return bool(given) and all(given)
