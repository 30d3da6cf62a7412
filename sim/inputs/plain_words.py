"""What pydantic says about a value, in words for people who never heard of pydantic."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from sim.inputs.errors import nearest
from sim.inputs.tree import told
from sim.inputs.written_numbers import date_meant, number_meant, switch_meant

_KINDS = {
    "int": "a whole number", "float": "a number", "finite": "a finite number", "bool": "true or false",
    "string": "text", "list": "a list", "tuple": "a list", "set": "a list", "frozen": "a list", "dict": "a mapping",
    "mapping": "a mapping", "model": "a mapping", "none": "null or none", "date": "a date such as 2026-01-05",
}  # fmt: skip
_BOUNDS = {
    "greater_than": ("more than", "gt"), "greater_than_equal": ("at least", "ge"),
    "less_than": ("less than", "lt"), "less_than_equal": ("at most", "le"),
}  # fmt: skip
_ABOUT_THE_VALUE = ("value_error", "assertion_error", "greater_", "less_", "too_", "string_too_", "string_pattern_")
_SIZES = {
    "too_short": ("at least", "min_length", "item"), "too_long": ("at most", "max_length", "item"),
    "string_too_short": ("at least", "min_length", "character"),
    "string_too_long": ("at most", "max_length", "character"),
}  # fmt: skip


def has_the_kind(detail: ErrorDetails) -> bool:
    """Whether the value is of the kind expected, and only the value itself is wrong."""
    return detail["type"].startswith(_ABOUT_THE_VALUE)


def expected(detail: ErrorDetails, models: Sequence[type[BaseModel]]) -> str | None:
    """What should stand there, such as 'a whole number', or None where that is not what the error is about.

    `models` may stand there; a model that is not written as a mapping says so in `WRITTEN_AS`.
    """
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in _BOUNDS:
        words, name = _BOUNDS[kind]
        return f"{words} {context[name]}"
    if kind in ("literal_error", "enum"):
        return f"one of: {', '.join(_choices(context))}"
    if kind == "string_pattern_mismatch":
        return f"text that matches {context['pattern']}"
    if kind.startswith("model"):
        named = [model for model in models if model.__name__ == context.get("class_name")]
        return str(getattr(named[0], "WRITTEN_AS", _KINDS["model"])) if named else _KINDS["model"]
    return _KINDS.get(kind.split("_")[0])


def in_plain_words(detail: ErrorDetails, value: Any, models: Sequence[type[BaseModel]]) -> tuple[str, str | None]:
    """Message and hint for an error about `value`, which is what the person wrote."""
    kind, context = detail["type"], detail.get("ctx", {})
    if kind in ("value_error", "assertion_error"):
        return str(context.get("error", detail["msg"])), None
    if kind in _SIZES:
        words, name, unit = _SIZES[kind]
        count = context[name]
        size = len(value) if hasattr(value, "__len__") else context.get("actual_length", "another number")
        return f"expected {words} {count} {unit}{'' if count == 1 else 's'}, found {size}", None
    if kind == "union_tag_invalid":
        tags = re.findall(r"'([^']*)'", str(context["expected_tags"]))
        tag = str(context["tag"])
        owner = str(context["discriminator"]).strip("'")
        message = f"expected {owner} to be one of: {', '.join(tags)}, found '{tag}'"
        return message, nearest(tag, tags)
    if kind == "union_tag_not_found":
        return f"missing key {context['discriminator']}", None
    if (wanted := expected(detail, models)) is not None:
        return f"expected {wanted}, found {told(value)}", _hint(detail, value)
    return re.sub(r"^(Input|Value) should ", "expected to ", detail["msg"]) + f", found {told(value)}", None


def _hint(detail: ErrorDetails, value: Any) -> str | None:
    if not isinstance(value, str):
        return None
    if detail["type"] in ("literal_error", "enum"):
        close = nearest(value, _choices(detail.get("ctx", {})))
        return close if close is not None and close.startswith("did") else None
    kind = detail["type"].partition("_")[0]
    if kind == "bool":
        return switch_meant(value)
    return date_meant(value) if kind == "date" else number_meant(value)


def _choices(context: Mapping[str, Any]) -> list[str]:
    words = str(context.get("expected", ""))
    return re.findall(r"'([^']*)'", words) or [words]
