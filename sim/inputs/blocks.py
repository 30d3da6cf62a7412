"""Blocks, composed: a choice by name, a mapping, or a mapping that extends a block; and schemes that extend schemes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.merging import merged
from sim.inputs.tree import Place, Tree, told
from sim.inputs.yaml_tree import load_tree

NONE = "none"
EXTENDS = "extends"
MAX_CHAIN = 50
# What names a scheme is its own: a scheme that extends "Today" is not called "Today".
NOT_INHERITED = ("title",)


def load_block(
    kind: str, choice: str | Mapping[str, Any] | Tree | None, folders: Sequence[Path], place: Place | None = None
) -> Tree:
    """The block that is chosen: `<folder>/<kind>/<choice>.yaml`, `none` (data None), or a mapping that may extend one.

    The first folder that has the name wins. A block that extends its own name extends that of a later folder. `place`
    is where the choice was written, for messages; a choice that is a Tree knows it. Raises InputError for a missing
    block, naming the nearest one and where it was looked for, and for a circle of `extends`, showing it.
    """
    if not isinstance(choice, Tree):
        choice = Tree(choice, {} if place is None else {(): place})
    return _resolved(kind, choice, tuple(folders), ())


def block_files(kind: str, folders: Sequence[Path]) -> dict[str, Path]:
    """The file of every block of a kind by name, in order of name; the first folder that has a name wins."""
    found: dict[str, Path] = {}
    for folder in folders:
        for file in (folder / kind).glob("*.yaml"):
            found.setdefault(file.stem, file)
    return dict(sorted(found.items()))


class Composition(NamedTuple):
    """Schemes as far as they could be composed, what was wrong, and the location of each lever that was left out."""

    schemes: dict[str, Tree]
    problems: dict[tuple[str, str], InputError]


def compose_schemes(schemes: Tree, folders: Sequence[Path], levers: Collection[str]) -> Composition:
    """Every scheme of a playbook with its levers resolved: name -> tree of the scheme, a lever that is `none` as None.

    What is wrong with a lever's choice is kept, by scheme and lever, and the lever left out, so that the rest can be
    read all the same. Raises InputError for what is wrong with a scheme itself.

    A scheme may extend another one of the same playbook. For each lever the child's choice then stands thus: a name, or
    `none`, replaces the parent's; a mapping that extends starts from that block; a mapping without merges deeply over
    what the parent has resolved. Titles are not inherited. Keys that are no levers are merged, and left to validation.
    """
    if not isinstance(schemes.data, dict):
        raise InputError(schemes.problem((), f"expected a mapping of schemes, found {told(schemes.data)}"))
    found = Composition({}, {})
    for name in schemes.data:
        _compose_scheme(name, schemes, tuple(folders), levers, (), found)
    return Composition({name: found.schemes[name] for name in schemes.data}, found.problems)


def _compose_scheme(
    name: str,
    schemes: Tree,
    folders: tuple[Path, ...],
    levers: Collection[str],
    chain: tuple[str, ...],
    found: Composition,
) -> Tree:
    """The scheme, and into `found` with it; `chain` is who extends it."""
    if name in found.schemes:
        return found.schemes[name]
    scheme = schemes.at(name)
    if not isinstance(scheme.data, dict):
        raise InputError(schemes.problem((name,), f"expected a mapping of levers, found {told(scheme.data)}"))
    chain = (*chain, name)
    parent = Tree({}, {})
    if EXTENDS in scheme.data:
        other = scheme.data[EXTENDS]
        if not isinstance(other, str) or other not in schemes.data:
            others = [known for known in schemes.data if known != name]
            hint = nearest(other, others) if isinstance(other, str) else None
            message = f"expected the name of a scheme of this playbook, found {told(other)}"
            raise InputError(schemes.problem((name, EXTENDS), message, hint))
        if other in chain:
            circle = " -> ".join([*chain[chain.index(other) :], other])
            raise InputError(schemes.problem((name, EXTENDS), f"schemes extend each other in a circle: {circle}"))
        if len(chain) > MAX_CHAIN:
            raise InputError(schemes.problem((name, EXTENDS), f"more than {MAX_CHAIN} schemes extend each other"))
        parent = _compose_scheme(other, schemes, folders, levers, chain, found).without(*NOT_INHERITED)
    own = scheme.without(EXTENDS, *levers)
    result = merged(parent, own)
    for lever in levers:
        if lever in scheme.data:
            try:
                result = result.put((lever,), _lever(lever, scheme.at(lever), parent, folders))
            except InputError as error:
                found.problems[name, lever] = error
    found.schemes[name] = result
    return result


def _lever(lever: str, choice: Tree, parent: Tree, folders: tuple[Path, ...]) -> Tree:
    inherits = isinstance(choice.data, dict) and EXTENDS not in choice.data and parent.data.get(lever) is not None
    if inherits:
        return merged(parent.at(lever), choice)
    return _resolved(lever, choice, folders, ())


def _resolved(kind: str, choice: Tree, folders: tuple[Path, ...], chain: tuple[Path, ...]) -> Tree:
    """`chain` is the files that led here, by `extends`."""
    if choice.data is None or choice.data == NONE:
        return Tree(None, {(): place} if (place := choice.lines.get(())) else {})
    if isinstance(choice.data, str):
        return _named(kind, choice.data, choice.place(), folders, chain)
    if not isinstance(choice.data, Mapping):
        expected = f"expected the name of a block of {kind}, none, or a mapping"
        raise InputError(choice.problem((), f"{expected}, found {told(choice.data)}"))
    if EXTENDS not in choice.data:
        return choice
    base_name = choice.data[EXTENDS]
    own = choice.without(EXTENDS)
    if base_name is None or base_name == NONE:
        return own
    if not isinstance(base_name, str):
        raise InputError(choice.problem((EXTENDS,), f"expected the name of a block of {kind}, found {told(base_name)}"))
    return merged(_named(kind, base_name, choice.place((EXTENDS,)), folders, chain), own)


def _named(kind: str, name: str, place: Place | None, folders: tuple[Path, ...], chain: tuple[Path, ...]) -> Tree:
    if len(chain) > MAX_CHAIN:
        raise InputError(_problem(place, f"more than {MAX_CHAIN} blocks of {kind} extend each other"))
    for index in range(len(folders)):
        file = block_files(kind, folders[index : index + 1]).get(name)
        if file is None:
            continue
        if file in chain:
            if file == chain[-1] and index + 1 < len(folders) and name in block_files(kind, folders[index + 1 :]):
                continue
            circle = " -> ".join(other.stem for other in (*chain[chain.index(file) :], file))
            raise InputError(_problem(place, f"blocks of {kind} extend each other in a circle: {circle}"))
        return _resolved(kind, load_tree(file), folders, (*chain, file))
    raise InputError(_missing(kind, name, place, folders))


def _missing(kind: str, name: str, place: Place | None, folders: tuple[Path, ...]) -> Problem:
    known = block_files(kind, folders)
    looked = ", ".join(str(folder / kind) for folder in folders)
    other = next((file for folder in folders for file in (folder / kind).glob("*.yml") if file.stem == name), None)
    close = nearest(name, known) if other is None else f"rename {other} to {name}.yaml"
    hint = "; ".join(part for part in (close, f"looked in {looked}") if part)
    return _problem(place, f"there is no block '{name}' of {kind}", hint)


def _problem(place: Place | None, message: str, hint: str | None = None) -> Problem:
    return (place or Place("")).problem(message, hint=hint)
