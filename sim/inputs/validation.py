"""From a composed tree to a checked model; every mistake with its file, line and key, in plain words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.model_tree import fields_of, models_at
from sim.inputs.models.base import WrongAt
from sim.inputs.plain_words import expected, has_the_kind, in_plain_words
from sim.inputs.tree import Location, Place, Tree, dotted, told
from sim.inputs.yaml_words import key_hint

Model = TypeVar("Model", bound=BaseModel)

# What pydantic would coerce and a person did not mean: weeks: true, weeks: "52", enabled: 1, start_date: 20260105.
_COERCED = frozenset({"int_type", "float_type", "bool_type", "date_type"})
_MEANT = re.compile(r"did you mean '([^']+)'\?")


def validate(model_class: type[Model], tree: Tree, prefix: Location = ()) -> Model:
    """The model of a tree. `prefix` is where the tree stands in what the person wrote, for the keys in messages.

    Raises InputError with all the problems that can be found at once, in order of file and line.
    """
    found: list[ErrorDetails] = []
    model: Model | None = None
    try:
        model = model_class.model_validate(tree.data)
    except ValidationError as error:
        found.extend(error.errors(include_url=False))
    found.extend(_coercions(model_class, tree.data))
    if model is not None and not found:
        return model
    problems = list(_once(_problems(model_class, tree, prefix, found)))
    # A key that is missing because its name is misspelt is one mistake.
    misspelt = {problem.hint for problem in problems if problem.message.startswith("unknown key")}
    meant = {f"missing key '{name}'" for hint in misspelt for name in _MEANT.findall(hint or "")}
    raise InputError(sorted((item for item in problems if item.message not in meant), key=_order))


def _coercions(model_class: type[BaseModel], data: Any) -> list[ErrorDetails]:
    """Values that only a loose reading accepts; a whole number written 52.0 and a date written as text are fine."""
    try:
        model_class.model_validate(data, strict=True)
    except ValidationError as error:
        details = error.errors(include_url=False)
        return [detail for detail in details if detail["type"] in _COERCED and _meant_else(detail)]
    return []


def _meant_else(detail: ErrorDetails) -> bool:
    found = detail["input"]
    if detail["type"] == "date_type":
        return not isinstance(found, str)
    return detail["type"] == "bool_type" or isinstance(found, bool | str)


def _problems(
    model_class: type[BaseModel], tree: Tree, prefix: Location, found: Iterable[ErrorDetails]
) -> Iterator[Problem]:
    """One problem for each place, though every member of a union complains there."""
    plain: dict[Location, ErrorDetails] = {}
    forks: dict[Location, dict[str | int, list[_Located]]] = defaultdict(lambda: defaultdict(list))
    for detail in found:
        located = _locate(tree.data, detail)
        if located.member is None:
            plain.setdefault(located.location, detail)
        else:
            forks[located.fork][located.member].append(located)
    for fork, members in forks.items():
        chosen = _member_meant(fork, members)
        if chosen is None:
            yield _nothing_fits(model_class, tree, prefix, fork, members)
        for located in chosen or ():
            plain.setdefault(located.location, located.detail)
    for location, detail in plain.items():
        yield _problem(model_class, tree, prefix, location, detail)


class _Located(NamedTuple):
    """An error, where in the data it is, and if it is a union member's: where that forks, and the member."""

    detail: ErrorDetails
    location: Location
    fork: Location
    member: str | int | None


def _locate(data: Any, detail: ErrorDetails) -> _Located:
    """Keys and names of types mix in pydantic's path: a part that is no key of the data nor missing is a type."""
    location: Location = ()
    fork: Location = ()
    member: str | int | None = None
    for index, part in enumerate(detail["loc"]):
        last = index == len(detail["loc"]) - 1
        known = isinstance(data, Mapping) and part in data
        known = known or (isinstance(data, list) and isinstance(part, int) and part < len(data))
        if known:
            location = (*location, part)
            data = data[part]
        elif last and detail["type"] == "missing" and isinstance(data, Mapping | list):
            location = (*location, part)
        elif member is None and part != "[key]":
            fork, member = location, part
    return _Located(detail, location, fork, member)


def _member_meant(fork: Location, members: Mapping[str | int, list[_Located]]) -> list[_Located] | None:
    """The errors of the member probably meant: all inside it, or about a value of the right kind; else None."""
    inside = [group for group in members.values() if all(len(error.location) > len(fork) for error in group)]
    of_its_kind = [group for group in members.values() if all(has_the_kind(error.detail) for error in group)]
    return min(inside or of_its_kind, key=len, default=None)


def _nothing_fits(
    model_class: type[BaseModel],
    tree: Tree,
    prefix: Location,
    fork: Location,
    members: Mapping[str | int, list[_Located]],
) -> Problem:
    value = _value(tree.data, fork)
    models = models_at(model_class, fork)
    details = [group[0].detail for group in members.values()]
    words = list(dict.fromkeys(said for detail in details if (said := expected(detail, models)) is not None))
    if not words:
        return _problem(model_class, tree, prefix, fork, details[0])
    return _said(tree, prefix, fork, f"expected {' or '.join(words)}, found {told(value)}", None)


def _problem(
    model_class: type[BaseModel], tree: Tree, prefix: Location, location: Location, detail: ErrorDetails
) -> Problem:
    around, last = location[:-1], location[-1] if location else ""
    if detail["type"] == "missing":
        owner = _value(tree.data, around)
        if isinstance(owner, list):
            return _said(tree, prefix, around, f"expected more items than the {len(owner)} found", None)
        return _said(tree, prefix, around, f"missing key '{last}'", None)
    if detail["type"] == "extra_forbidden":
        owner = _value(tree.data, around)
        valid = {name for model in models_at(model_class, around, owner) for name in fields_of(model)}
        return _said(tree, prefix, location, f"unknown key '{last}'", key_hint(str(last)) or nearest(str(last), valid))
    error = detail.get("ctx", {}).get("error")
    if isinstance(error, WrongAt):
        return _said(tree, prefix, (*location, *error.at), str(error), error.hint)
    message, hint = in_plain_words(detail, _value(tree.data, location), models_at(model_class, location))
    return _said(tree, prefix, location, message, hint)


def _value(data: Any, location: Location) -> Any:
    for part in location:
        data = data[part]
    return data


def _said(tree: Tree, prefix: Location, location: Location, message: str, hint: str | None) -> Problem:
    return (tree.place(location) or Place("")).problem(message, dotted((*prefix, *location)), hint)


def _once(problems: Iterable[Problem]) -> Iterable[Problem]:
    """A mistake in a block that many schemes choose, or under a `*`, is one mistake: the first key stands for all."""
    unique: dict[tuple[Any, ...], Problem] = {}
    for problem in problems:
        last = (problem.key or "").rpartition(".")[2]
        unique.setdefault((problem.where, problem.line, last, problem.message), problem)
    return unique.values()


def _order(problem: Problem) -> tuple[str, int, str, str]:
    return (str(problem.where or ""), problem.line or 0, problem.key or "", problem.message)
