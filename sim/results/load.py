"""From a name or path to a playbook ready to run: blocks composed, overrides laid over, everything checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.blocks import block_files, compose_schemes, load_block
from sim.inputs.cross_checks import cross_checks
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import LEVERS, Experiment
from sim.inputs.overrides import (
    Override, apply_overrides, grid, overrides_from, parse_assignments, plain_overrides, without_grid,
)
from sim.inputs.places import find_playbook, params_folders, shipped, shipped_playbooks
from sim.inputs.team_sheet import read_team_sheet
from sim.inputs.tree import Location, Tree
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.kpi_catalogue import CATALOGUE
from sim.results.playbook import Playbook, vary

MARKETS = "markets"
MODELS: Mapping[Location, Any] = {(): Experiment, ("market",): Market}


def load_playbook(name_or_path: str | Path, overrides: Mapping[str, Any] | None = None) -> Playbook:
    """A shipped playbook by name, or any by its folder or experiment.yaml, with overrides by dotted or nested key.

    Raises InputError with every problem found, each with its file and line.
    """
    return _load(name_or_path, overrides_from(overrides or {}))


def load_from_command(name_or_path: str | Path, assignments: Sequence[str] = (), files: Sequence[Path] = ()) -> Playbook:
    """As `load_playbook`, with the `-p` and `-f` of the command line."""
    return _load(name_or_path, parse_assignments(assignments, files))


def _load(name_or_path: str | Path, overrides: Sequence[Override]) -> Playbook:
    path = find_playbook(name_or_path)
    folder = path.parent
    folders = params_folders(folder)
    choices = [override for override in overrides if _chooses_block(override)]
    tree = _composed(apply_overrides(load_tree(path), choices), folders)
    overrides = [override for override in overrides if override not in choices]
    fixed = without_grid(overrides, tree, MODELS)
    points = grid(overrides, tree, MODELS)
    plain_market = tree.at("market")
    tree = _with_sheets(apply_overrides(tree, fixed), folder)
    experiment, market = _validated(tree)
    null = experiment.also.null_market
    playbook = Playbook(
        name=folder.name, experiment=experiment, market=market,
        null_market=None if null is None else _null_market(null, folders, tree, plain_market, fixed),
        guides=_guides(folder), overrides=plain_overrides([*choices, *overrides]), grid=tuple(points),
    )
    for sweep in experiment.also.sweeps.values():
        vary(playbook, {sweep.parameter: sweep.values[0]})
    for point in points:
        vary(playbook, point)
    return playbook


def _chooses_block(override: Override) -> bool:
    """Whether an override names another block for a lever or the market, which must be known before blocks are composed."""
    lever = len(override.key) == 3 and override.key[0] == "schemes" and override.key[2] in LEVERS
    return isinstance(override.value, str) and (lever or override.key == ("market",))


def _composed(tree: Tree, folders: Sequence[Path]) -> Tree:
    """The experiment with its schemes' levers resolved and its market's block at `market`."""
    if "schemes" not in tree.data:
        raise InputError(tree.problem((), "there are no schemes"))
    for name, scheme in compose_schemes(tree.at("schemes"), folders, LEVERS).items():
        tree = tree.put(("schemes", name), scheme)
    if not isinstance(tree.data.get("market"), str):
        raise InputError(tree.problem(("market",), "expected the name of a market"))
    return tree.put(("market",), load_block(MARKETS, tree.at("market"), folders))


def _validated(tree: Tree) -> tuple[Experiment, Market]:
    market_tree = tree.at("market")
    problems: list[Problem] = []
    market = experiment = None
    try:
        market = validate(Market, market_tree, ("market",))
    except InputError as error:
        problems.extend(error.problems)
    try:
        experiment = validate(Experiment, tree.put(("market",), Tree("composed", {})))
    except InputError as error:
        problems.extend(error.problems)
    if experiment is not None and market is not None:
        problems.extend(cross_checks(experiment, market, tree, CATALOGUE))
    if problems or experiment is None or market is None:
        raise InputError(problems)
    return experiment, market


def _null_market(name: str, folders: Sequence[Path], tree: Tree, before: Tree, overrides: Iterable[Override]) -> Market:
    """The null market, with those overrides of the market that it does not itself take back."""
    null = load_block(MARKETS, Tree(name, {(): place} if (place := tree.place(("also", "null_market"))) else {}), folders)
    shared = [
        Override(override.key[1:], override.value, override.place)
        for override in overrides
        if override.key[0] == "market" and len(override.key) > 1 and _same(null.data, before.data, override.key[1:])
    ]
    return validate(Market, apply_overrides(null, shared), ("null_market",))


def _same(one: Any, other: Any, key: Sequence[str]) -> bool:
    for part in key:
        if not isinstance(one, dict) or not isinstance(other, dict) or part not in one or part not in other:
            return False
        one, other = one[part], other[part]
    return bool(one == other)


def _with_sheets(tree: Tree, folder: Path) -> Tree:
    """Seats read from the sheets that people blocks name, relative to the file that names them."""
    read: dict[Path, list[dict[str, Any]]] = {}
    for name, scheme in tree.data["schemes"].items():
        people = scheme.get("people") if isinstance(scheme, dict) else None
        sheet = people.get("sheet") if isinstance(people, dict) else None
        if not isinstance(sheet, str):
            continue
        at = ("schemes", name, "people", "sheet")
        place = tree.place(at)
        beside = place.where.parent if place is not None and isinstance(place.where, Path) else folder
        path = beside / sheet
        if not path.is_file():
            raise InputError(tree.problem(at, f"there is no file {path}"))
        seats = read.setdefault(path, read_team_sheet(path))
        tree = tree.put(("schemes", name, "people", "seats"), Tree(seats, {(): place} if place is not None else {}))
    return tree


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


def check_file(path: Path) -> str:
    """Validate a playbook, a market, or a block by the folder that it lies in; what it is, in words. Raises InputError."""
    if path.is_dir() or path.name == "experiment.yaml" or "schemes" in _top_keys(path):
        playbook = load_playbook(path)
        return f"a playbook of {len(playbook.experiment.schemes)} schemes, no problem found"
    kind = path.absolute().parent.name
    folders = [path.absolute().parent.parent, shipped("params")]
    models = block_models()
    if kind not in models:
        raise InputError(Problem(f"a block lies in a folder of its kind, found '{kind}'", where=path, hint=f"kinds: {', '.join(models)}"))
    validate(models[kind], load_block(kind, path.stem, folders), (kind,))
    return f"a block of {kind}, no problem found"


def _top_keys(path: Path) -> Iterable[str]:
    data = load_tree(path).data
    return data if isinstance(data, dict) else ()


def block_models() -> dict[str, Any]:
    """The model of each kind of block, by the folder below params that holds them."""
    from sim.inputs.models import levers, people

    return {
        MARKETS: Market, "people": people.People, "segmentation": levers.Segmentation, "process": levers.Process,
        "routing": levers.Routing, "territory": levers.Territories, "products": levers.Products, "crm": levers.Crm,
        "incentives": levers.Incentives,
    }


def listing(lang: str = "en") -> str:
    """Playbooks and blocks that come with the package, with their titles."""
    from sim.inputs.text import Text

    def title(data: Any) -> str:
        found = data.get("title") if isinstance(data, dict) else None
        return Text.model_validate(found).of(lang) if found is not None else ""

    lines = ["playbooks"]
    lines += [f"  {name:<28} {title(load_tree(path).data)}" for name, path in shipped_playbooks().items()]
    for kind in block_models():
        lines.append(kind)
        lines += [f"  {name:<28} {title(load_tree(path).data)}" for name, path in block_files(kind, [shipped("params")]).items()]
    return "\n".join(lines)


def write_schemas(out: Path) -> list[Path]:
    """JSON Schemas of the playbook and of every kind of block, for editors. Raises InputError where they can't be written."""
    from sim.inputs.schema import schemas
    from sim.results.run_folder import write_json

    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas({"experiment": Experiment, **block_models()}).items():
            path = out / f"{name}.schema.json"
            write_json(path, schema)
            paths.append(path)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=out)) from error
    return paths
