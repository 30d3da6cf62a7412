"""From a name or path to a playbook ready to run: blocks composed, overrides laid over, everything checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.inputs.blocks import block_files, compose_schemes, load_block
from sim.inputs.cross_checks import cross_checks
from sim.inputs.errors import InputError, Problem, nearest
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
from sim.inputs.places import EXPERIMENT, find_playbook, params_folders, shipped, shipped_playbooks
from sim.inputs.team_sheet import SHEETS, read_team_sheet, team_sheet
from sim.inputs.tree import Location, Place, Tree, told
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.kpi_catalogue import kpi_names, kpi_of
from sim.results.playbook import ANY, Playbook, vary

MARKETS = "markets"
PLACED_BY = {"team": "segmentation", "territory": "territory"}
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
    path = find_playbook(name_or_path)
    folder = path.parent
    folders = params_folders(folder)
    choices = [override for override in overrides if _chooses_block(override)]
    rest = [override for override in overrides if override not in choices]
    written = apply_overrides(_written(path), choices)
    composed = _composed(written, folders)
    _refuse_unknown_schemes(composed, rest)
    fixed = without_grid(rest, composed, MODELS)
    points = grid(rest, composed, MODELS)
    tree = _with_sheets(apply_overrides(composed, fixed), folder)
    experiment, market = _validated(tree, written.data["market"])
    null = experiment.also.null_market
    playbook = Playbook(
        name=folder.resolve().name,
        experiment=experiment,
        market=market,
        null_market=None if null is None else _null_market(null, folders, tree, composed.at("market"), fixed),
        guides=_guides(folder),
        overrides=plain_overrides([*choices, *rest]),
        grid=tuple(points),
    )
    _check_variations(playbook, tree)
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
    lever = len(key) == 3 and key[0] == "schemes" and key[2] in LEVERS
    return lever and (value is None or isinstance(value, str | dict))


def _refuse_unknown_schemes(tree: Tree, overrides: Iterable[Override]) -> None:
    """Raise InputError for a key below a scheme that does not exist, which would make half a scheme."""
    schemes = tree.data["schemes"]
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


def _composed(tree: Tree, folders: Sequence[Path]) -> Tree:
    """The experiment with its schemes' levers resolved and its market's block at `market`."""
    if "schemes" not in tree.data:
        raise InputError(tree.problem((), "there are no schemes"))
    for name, scheme in compose_schemes(tree.at("schemes"), folders, LEVERS).items():
        tree = tree.put(("schemes", name), scheme)
    if not isinstance(tree.data.get("market"), str):
        raise InputError(tree.problem(("market",), "expected the name of a market"))
    return tree.put(("market",), load_block(MARKETS, tree.at("market"), folders))


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
        problems.extend(
            cross_checks(experiment, market, tree, {name: kpi_of(name) for name in kpi_names(market.stages)})
        )
    if problems or experiment is None or market is None:
        raise InputError(problems)
    return experiment, market


def _null_market(name: str, folders: Sequence[Path], tree: Tree, before: Tree, overrides: Iterable[Override]) -> Market:
    """The null market, with those overrides of the market that it does not itself take back."""
    at = ("also", "null_market")
    null = load_block(MARKETS, Tree(name, {(): place} if (place := tree.place(at)) is not None else {}), folders)
    shared = [
        Override(override.key[1:], override.value, override.place)
        for override in overrides
        if override.key[0] == "market" and _same(null.data, before.data, override.key[1:])
    ]
    return validate(Market, apply_overrides(null, shared), ("null_market",))


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


def _with_sheets(tree: Tree, folder: Path) -> Tree:
    """Seats read from the sheets that people blocks name, relative to the file that names them.

    What a sheet says of teams or territories is nothing to a scheme that has none.
    """
    read: dict[Path, Tree] = {}
    for name, scheme in tree.data["schemes"].items():
        people = (scheme.get("people") if isinstance(scheme, dict) else None) or {}
        sheet = people.get("sheet") if isinstance(people, dict) else None
        if not isinstance(sheet, str):
            continue
        at = ("schemes", name, "people", "sheet")
        if people.get("seats") is not None:
            raise InputError(tree.problem(at, "expected either a sheet or seats, found both"))
        place = tree.place(at)
        beside = place.where.parent if place is not None and isinstance(place.where, Path) else folder
        path = beside / sheet
        if path not in read:
            if not path.is_file():
                raise InputError(tree.problem(at, f"there is no file {path}"))
            read[path] = team_sheet(path)
        nothing = {column for column, lever in PLACED_BY.items() if scheme.get(lever) is None}
        seats = [{key: value for key, value in seat.items() if key not in nothing} for seat in read[path].data]
        tree = tree.put(("schemes", name, "people", "seats"), Tree(seats, read[path].lines))
    return tree


def _check_variations(playbook: Playbook, tree: Tree) -> None:
    """Raise InputError for a point of a sweep or of the grid that could not be played."""
    problems: list[Problem] = []
    for name, sweep in playbook.experiment.also.sweeps.items():
        place = tree.place(("also", "sweeps", name, "parameter"))
        for value in sweep.values:
            problems.extend(_problems_at(playbook, {sweep.parameter: value}, place))
    for point in playbook.grid:
        problems.extend(_problems_at(playbook, point, Place("-p")))
    if problems:
        raise InputError(dict.fromkeys(problems))


def _problems_at(playbook: Playbook, changes: Mapping[str, Any], place: Place | None) -> Sequence[Problem]:
    try:
        varied = vary(playbook, changes, place)
    except InputError as error:
        return error.problems
    where = Tree({}, {} if place is None else {(): place})
    return cross_checks(
        varied.experiment, varied.market, where, {name: kpi_of(name) for name in kpi_names(varied.market.stages)}
    )


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
    """Validate a playbook, a team sheet, or a market or other block by the folder that it lies in.

    Returns what it is, in words. Raises InputError.
    """
    if path.suffix.lower() in SHEETS:
        return f"a team sheet of {len(read_team_sheet(path))} seats, no problem found"
    if path.is_dir() or path.name == EXPERIMENT or "schemes" in _top_keys(path):
        playbook = load_playbook(path)
        return f"a playbook of {len(playbook.experiment.schemes)} schemes, no problem found"
    path = path.absolute()
    kind, models = path.parent.name, block_models()
    if kind not in models or path.suffix != ".yaml":
        found = f"expected a .yaml file in a folder of its kind, found '{path.name}' in '{kind}'"
        raise InputError(Problem(found, where=path, hint=f"kinds: {', '.join(models)}"))
    block = load_block(kind, path.stem, [path.parent.parent, shipped("params")])
    validate(models[kind], block, (kind,))
    sheet = block.data.get("sheet") if kind == "people" else None
    if sheet is not None:
        scheme = Tree({"schemes": {}}, {}).put(("schemes", path.stem, "people"), block)
        validate(models[kind], _with_sheets(scheme, path.parent).at("schemes", path.stem, "people"), (kind,))
        return f"a block of {kind} with the sheet {sheet}, no problem found"
    return f"a block of {kind}, no problem found"


def _top_keys(path: Path) -> Iterable[str]:
    data = load_tree(path).data
    return data if isinstance(data, dict) else ()


def block_models() -> dict[str, Any]:
    """The model of each kind of block, by the folder below params that holds them."""
    from sim.inputs.models import levers, people

    return {
        MARKETS: Market,
        "people": people.People,
        "segmentation": levers.Segmentation,
        "process": levers.Process,
        "routing": levers.Routing,
        "territory": levers.Territories,
        "products": levers.Products,
        "crm": levers.Crm,
        "incentives": levers.Incentives,
    }


def listing(lang: str = "en") -> str:
    """Playbooks and blocks that come with the package, with their titles. Raises InputError for an unknown language."""
    from sim.inputs.text import Text

    if lang not in ("en", "zh"):
        raise InputError(Problem(f"no titles in '{lang}'", where="--lang", hint="valid: en, zh"))

    def title(data: Any) -> str:
        found = data.get("title") if isinstance(data, dict) else None
        return Text.model_validate(found).of(lang) if found is not None else ""

    lines = ["playbooks"]
    lines += [f"  {name:<28} {title(load_tree(path).data)}" for name, path in shipped_playbooks().items()]
    for kind in block_models():
        lines.append(kind)
        lines += [
            f"  {name:<28} {title(load_tree(path).data)}"
            for name, path in block_files(kind, [shipped("params")]).items()
        ]
    return "\n".join(lines)


def write_schemas(out: Path) -> list[Path]:
    """JSON Schemas of the playbook and of every kind of block, for editors; the files written.

    Raises InputError where the disk refuses.
    """
    from sim.inputs.schema import schemas
    from sim.results.run_folder import write_whole

    paths = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, schema in schemas({"experiment": Experiment, **block_models()}).items():
            path = out / f"{name}.schema.json"
            write_whole(path, schema)
            paths.append(path)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=out)) from error
    return paths
