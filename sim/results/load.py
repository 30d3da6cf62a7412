"""From a name or path to a playbook ready to run: blocks composed, overrides laid over, everything checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.inputs.blame import blamed
from sim.inputs.blocks import compose_schemes, load_block
from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.kinds import MARKETS
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import LEVERS, Experiment
from sim.inputs.overrides import (
    Override,
    apply_overrides,
    grid,
    overrides_from,
    parse_assignments,
    plain_overrides,
    without_grid,
)
from sim.inputs.places import find_playbook, params_folders
from sim.inputs.seats import with_seats
from sim.inputs.tree import Location, Tree, told
from sim.inputs.unplayed import unplayed
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.misfits import misfits, misfits_of_variations
from sim.results.playbook import ANY, Playbook

MODELS: Mapping[Location, Any] = {(): Experiment, ("market",): Market}


def load_playbook(name_or_path: str | Path, overrides: Mapping[str, Any] | None = None) -> Playbook:
    """A shipped playbook by name, or any by its folder or experiment.yaml, with overrides by dotted or nested key.

    Raises InputError with every problem found, each with its file and line.
    """
    return _load(name_or_path, overrides_from(overrides or {}))


def load_from_command(
    name_or_path: str | Path, assignments: Sequence[str] = (), files: Sequence[Path] = ()
) -> Playbook:
    """As `load_playbook`, with the `-p` and `-f` of the command line."""
    return _load(name_or_path, parse_assignments(assignments, files))


def _load(name_or_path: str | Path, overrides: Sequence[Override]) -> Playbook:
    """The playbook; what is wrong only with the overrides is told where they were written."""
    path = find_playbook(name_or_path)

    def problems_with(some: Sequence[Override]) -> Sequence[Problem]:
        try:
            _assembled(path, some)
        except InputError as error:
            return error.problems
        return ()

    try:
        return _assembled(path, overrides)
    except InputError as error:
        raise InputError(blamed(error.problems, overrides, problems_with)) from None


def _assembled(path: Path, overrides: Sequence[Override]) -> Playbook:
    folder = path.parent
    folders = params_folders(folder)
    choices = [override for override in overrides if _chooses_block(override)]
    rest = [override for override in overrides if override not in choices]
    written = _written(path)
    _refuse_unknown_schemes(written, overrides)
    written = apply_overrides(written, choices)
    composed = _composed(written, folders)
    fixed = without_grid(rest, composed, MODELS)
    _refuse_grid_of_blocks([override for override in rest if override not in fixed])
    points = grid(rest, composed, MODELS)
    tree = with_seats(apply_overrides(composed, fixed), folder)
    try:
        experiment, market = _validated(tree, written.data["market"])
    except InputError as error:
        raise InputError(dict.fromkeys(_half_made(problem, composed) for problem in error.problems)) from None
    null_market = None
    if experiment.also.null_market is not None:
        place = ("also", "null_market")
        null_market = _market_beside(place, "null_market", experiment, folders, tree, composed.at("market"), fixed)
        _refuse_learning(null_market, tree, place)
    others = {
        name: _market_beside(
            ("also", "markets", index), f"also.markets.{index}", experiment, folders, tree, composed.at("market"), fixed
        )
        for index, name in enumerate(experiment.also.markets)
    }
    playbook = Playbook(
        name=folder.resolve().name,
        experiment=experiment,
        market=market,
        null_market=null_market,
        other_markets=others,
        guides=_guides(folder),
        overrides=plain_overrides([*choices, *rest]),
        grid=tuple(points),
        unplayed=unplayed(experiment, market, tree),
    )
    axes = {axis.dotted: axis.place for axis in rest if axis not in fixed}
    if problems := misfits_of_variations(playbook, tree, axes):
        raise InputError(problems)
    return playbook


def _written(path: Path) -> Tree:
    tree = load_tree(path)
    if not isinstance(tree.data, dict):
        found = f"expected a playbook, a mapping of title, market, schemes and so on, found {told(tree.data)}"
        raise InputError(tree.problem((), found))
    return tree


def _chooses_block(override: Override) -> bool:
    """Whether an override chooses a block for a lever or the market, or writes a scheme: known before composing."""
    value, key = override.value, override.key
    if key == ("market",):
        return isinstance(value, str)
    if len(key) == 2 and key[0] == "schemes":
        return isinstance(value, dict)
    return _is_lever(key) and (value is None or isinstance(value, str | dict))


def _is_lever(key: Sequence[str]) -> bool:
    return len(key) == 3 and key[0] == "schemes" and key[2] in LEVERS


def _refuse_grid_of_blocks(axes: Iterable[Override]) -> None:
    """Raise InputError for a grid where a block stands: a point of it would not reach the schemes that extend one."""
    problems = [
        Problem(
            "a grid takes numbers, not blocks",
            where=axis.place.where,
            line=axis.place.line,
            key=None if isinstance(axis.place.where, str) else axis.dotted,
            hint="compare blocks as schemes of their own, or run once for each",
        )
        for axis in axes
        if axis.key == ("market",) or _is_lever(axis.key)
    ]
    if problems:
        raise InputError(problems)


def _refuse_unknown_schemes(tree: Tree, overrides: Sequence[Override]) -> None:
    """Raise InputError for a key below a scheme that does not exist, which would make half a scheme."""
    added = {override.key[1] for override in overrides if override.key[0] == "schemes" and len(override.key) == 2}
    written = tree.data.get("schemes")
    schemes = {*(written if isinstance(written, dict) else ()), *added}
    problems = [
        Problem(
            f"there is no scheme '{override.key[1]}'",
            where=override.place.where,
            line=override.place.line,
            hint=nearest(override.key[1], schemes),
        )
        for override in overrides
        if override.key[0] == "schemes" and len(override.key) > 2 and override.key[1] not in (*schemes, ANY)
    ]
    if problems:
        raise InputError(problems)


def _half_made(problem: Problem, before: Tree) -> Problem:
    """A key that is missing in what only an override made is a name that does not exist, most likely a misspelt one."""
    *around, name = (problem.key or "").split(".")
    if not problem.message.startswith("missing key '") or not around:
        return problem
    items: Any = before.data
    for part in around:
        items = items.get(part) if isinstance(items, dict) else None
    if not isinstance(items, dict) or not items or name in items:
        return problem
    found = f"there is no '{name}' in {'.'.join(around)}, and a new one needs more keys than were set"
    return replace(problem, message=found, hint=nearest(name, items))


def _composed(tree: Tree, folders: Sequence[Path]) -> Tree:
    """The experiment with its schemes' levers resolved and its market's block at `market`.

    Raises InputError with what is wrong with any block, and with all else that can be told without it.
    """
    if "schemes" not in tree.data:
        raise InputError(tree.problem((), "there are no schemes"))
    if not isinstance(tree.data.get("market"), str):
        raise InputError(tree.problem(("market",), "expected the name of a market"))
    composition, choice = compose_schemes(tree.at("schemes"), folders, LEVERS), tree.at("market")
    for name, scheme in composition.schemes.items():
        tree = tree.put(("schemes", name), scheme)
    problems = [problem for error in composition.problems.values() for problem in error.problems]
    try:
        whole = tree.put(("market",), load_block(MARKETS, choice, folders))
    except InputError as error:
        problems += error.problems
    if problems:
        problems += _wrong_besides(tree, {lever for _, lever in composition.problems})
        raise InputError(sorted(problems, key=lambda problem: (str(problem.where), problem.line or 0)))
    return whole


def _wrong_besides(tree: Tree, levers: Collection[str]) -> list[Problem]:
    """What is wrong with the experiment besides those levers, which schemes lack because of what was told already."""
    try:
        validate(Experiment, tree)
    except InputError as error:
        consequences = {f"missing key '{lever}'" for lever in levers}
        return [problem for problem in error.problems if problem.message not in consequences]
    return []


def _validated(tree: Tree, market_name: str) -> tuple[Experiment, Market]:
    problems: list[Problem] = []
    market = experiment = None
    try:
        market = validate(Market, tree.at("market"), ("market",))
    except InputError as error:
        problems.extend(error.problems)
    try:
        experiment = validate(Experiment, tree.put(("market",), Tree(market_name, {})))
    except InputError as error:
        problems.extend(error.problems)
    if experiment is not None and market is not None:
        problems.extend(misfits(experiment, market, tree))
    if problems or experiment is None or market is None:
        raise InputError(problems)
    return experiment, market


def _market_beside(
    where: Location,
    key: str,
    experiment: Experiment,
    folders: Sequence[Path],
    tree: Tree,
    before: Tree,
    overrides: Iterable[Override],
) -> Market:
    """The market that is named at `where`, with those overrides of the market that it does not itself take back.

    `key` is what messages call it. Raises InputError for one that is missing, wrong, or does not fit the schemes.
    """
    beside = load_block(MARKETS, tree.at(*where), folders)
    shared = [
        Override(override.key[1:], override.value, override.place)
        for override in overrides
        if override.key[0] == "market" and _same(beside.data, before.data, override.key[1:])
    ]
    overlaid = apply_overrides(beside, shared)
    market = validate(Market, overlaid, (key,))
    around = tree.put(("market",), overlaid)
    if problems := misfits(experiment, market, around):
        raise InputError(replace(problem, key=_beside_key(problem.key, key)) for problem in problems)
    return market


def _refuse_learning(null_market: Market, tree: Tree, where: Location) -> None:
    """Raise InputError for a null market in which people learn: whoever subdivides would gain by repetition there."""
    learning = null_market.effects.learning
    if learning is not None and learning.enabled and float(learning.exponent) > 0:
        name, block = tree.at(*where).data, "effects: {learning: null}"
        said = f"in the market '{name}' people learn what they repeat, so that subdividing has something to gain there"
        raise InputError(tree.problem(where, said, f"expected a market with {block}, or with a learning exponent of 0"))


def _beside_key(key: str | None, beside: str) -> str | None:
    """A key of the market, told as one of the market beside it; other keys as they are."""
    head, dot, rest = (key or "").partition(".")
    return f"{beside}{dot}{rest}" if head == "market" else key


def _same(one: Any, other: Any, key: Sequence[str]) -> bool:
    """Whether both trees say the same at a key; nothing in both, the models' default, is the same too."""
    if not key or not isinstance(one, dict) or not isinstance(other, dict):
        return bool(one == other)
    part, rest = key[0], key[1:]
    if part == ANY:
        return one.keys() == other.keys() and all(_same(one[name], other[name], rest) for name in one)
    if part not in one or part not in other:
        return part not in one and part not in other
    return _same(one[part], other[part], rest)


def _guides(folder: Path) -> dict[str, str]:
    found = {}
    for lang in ("en", "zh"):
        path = folder / f"guide.{lang}.md"
        if path.is_file():
            try:
                found[lang] = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise InputError(Problem(f"can't be read: {error}", where=path)) from error
    return found
