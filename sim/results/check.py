"""What `funnelbench check` does with one file: find out what it is, and validate it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from sim.inputs.blocks import load_block
from sim.inputs.errors import InputError, Problem
from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.models.people import People
from sim.inputs.places import EXPERIMENT, find_playbook, shipped, shipped_playbooks
from sim.inputs.seats import seat_problems, unstated_heads, with_seats
from sim.inputs.sheet_cells import SHEETS
from sim.inputs.team_sheet import read_team_sheet
from sim.inputs.tree import Tree
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.load import load_from_command
from sim.results.playbook import Playbook

_FOLDERS = (
    f"kinds: {', '.join(BLOCK_MODELS)}; a file of changes is checked with its playbook, "
    "`funnelbench check PLAYBOOK -f FILE`"
)


def check_file(
    path: Path,
    more: Callable[[Playbook, Path], None] | None = None,
    assignments: Sequence[str] = (),
    overrides: Sequence[Path] = (),
) -> str:
    """Validate a playbook, a team sheet, or a market or other block by the folder that it lies in.

    Returns what it is, in words. `more` checks what this layer can't, of a playbook and its folder. A playbook is
    checked with the `-p` and `-f` of the command line, where there are any. Raises InputError.
    """
    if path.suffix.lower() in SHEETS:
        return f"a team sheet of {len(read_team_sheet(path))} seats, no problem found"
    if _is_playbook(path):
        playbook = load_from_command(path, assignments, overrides)
        if more is not None:
            more(playbook, find_playbook(path).parent)
        found = f"a playbook of {len(playbook.experiment.schemes)} schemes, no problem found"
        unused = unused_blocks(find_playbook(path), playbook.overrides)
        return found if not unused else f"{found}; not looked at, since nothing there names them: {', '.join(unused)}"
    if assignments or overrides:
        raise InputError(Problem("-p and -f change a playbook, and this is none", where=path))
    path = path.absolute()
    kind = path.parent.name
    if kind not in BLOCK_MODELS or path.suffix != ".yaml":
        found = f"expected a .yaml file in a folder of its kind, found '{path.name}' in '{kind}'"
        raise InputError(Problem(found, where=path, hint=_FOLDERS))
    block = load_block(kind, path.stem, [path.parent.parent, shipped("params")])
    if kind == "people":
        return _check_people(block, path)
    validate(BLOCK_MODELS[kind], block, (kind,))
    return f"a block of {kind}, no problem found"


def unused_blocks(experiment: Path, overrides: Mapping[str, object]) -> list[str]:
    """Blocks in the `params/` beside a playbook that neither it, nor its overrides, nor a block that it names mention.

    A block counts as named where its name stands as a value, or as a key's new value, under any key: rather one too
    many than a block called unused that is not.
    """
    folder = experiment.parent
    params = folder / "params"
    own = {path: path.stem for kind in BLOCK_MODELS for path in sorted((params / kind).glob("*.yaml"))}
    named, unread = {*_texts(load_tree(experiment).data), *_texts(dict(overrides))}, dict(own)
    while reached := [path for path, name in unread.items() if name in named]:
        for path in reached:
            del unread[path]
            named |= set(_texts(load_tree(path).data))
    return [str(path.relative_to(folder)) for path in unread]


def _texts(data: object) -> Iterator[str]:
    """Every text that stands as a value, at any depth."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for item in data.values() if isinstance(data, dict) else data:
            yield from _texts(item)


def _check_people(block: Tree, path: Path) -> str:
    """Teams and territories of seats are left to the playbook that has them."""
    at = ("schemes", path.stem, "people")
    people = with_seats(Tree({"schemes": {}}, {}).put(at, block), path.parent).at(*at)
    found = validate(People, people, ("people",))
    around, problems_of = (
        Tree({}, {}).put(("people",), people),
        unstated_heads if found.seats is None else seat_problems,
    )
    if problems := list(problems_of(found, around, ("people",))):
        raise InputError(problems)
    sheet = "" if found.sheet is None else f" with the sheet {found.sheet}"
    return f"a block of people{sheet}, no problem found"


def _is_playbook(path: Path) -> bool:
    if path.is_dir() or path.name == EXPERIMENT or (str(path) in shipped_playbooks() and not path.exists()):
        return True
    return "schemes" in _top_keys(path)


def _top_keys(path: Path) -> Iterable[str]:
    data = load_tree(path).data
    return data if isinstance(data, dict) else ()
