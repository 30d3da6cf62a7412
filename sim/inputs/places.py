"""Where playbooks, blocks and notebooks lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from sim.inputs.errors import InputError, Problem, closest

EXPERIMENT = "experiment.yaml"


def shipped(what: Literal["params", "playbooks", "notebooks"]) -> Path:
    """The folder of what comes with the package: in the repository of a checkout, else `sim/_shipped` of a wheel."""
    package = Path(__file__).resolve().parents[1]
    inside = package / "_shipped"
    return (inside if inside.is_dir() else package.parent) / what


def params_folders(playbook_dir: Path) -> list[Path]:
    """Where blocks are looked for, in order: the playbook's own params folder, if it has one, then the shipped one."""
    own = playbook_dir.absolute() / "params"
    ours = shipped("params")
    return [own, ours] if own.is_dir() and own != ours else [ours]


def shipped_playbooks() -> dict[str, Path]:
    """The experiment file of each shipped playbook, by name, in order of name."""
    folder = shipped("playbooks")
    return {file.parent.name: file for file in sorted(folder.glob(f"*/{EXPERIMENT}"))}


def _beside(path: Path | None) -> dict[str, str]:
    """The playbooks beside the path, and in `playbooks/` below the current folder: as one writes them, by name."""
    around = [Path("playbooks"), *([] if path is None else [path.parent])]
    return {file.parent.name: str(file.parent) for folder in around for file in sorted(folder.glob(f"*/{EXPERIMENT}"))}


def find_playbook(name_or_path: str | Path) -> Path:
    """The absolute path of a playbook's experiment file, whose folder is the playbook's.

    Takes a folder with experiment.yaml or the YAML file itself, relative to the current folder, or else the name of a
    shipped playbook. Raises InputError that lists the shipped names and the nearest.
    """
    written = str(name_or_path)
    ours = shipped_playbooks()
    path = Path(written).expanduser() if written.strip() else None
    try:
        if path is not None and (path / EXPERIMENT).is_file():
            return (path / EXPERIMENT).absolute()
        if path is not None and path.is_file():
            return path.absolute()
        if written in ours:
            return ours[written]
        exists = path is not None and path.is_dir()
    except (OSError, ValueError) as error:
        # A name too long for a file system, or with a null byte in it.
        raise InputError(Problem(f"can't be a path: {error}", where="PLAYBOOK")) from error
    names = ", ".join(ours) or "none"
    found = f"the folder holds no {EXPERIMENT}" if exists else "there is no such playbook, folder or file"
    if path is not None and exists and (path / "experiment.yml").is_file():
        raise InputError(Problem(found, where=written, hint=f"rename its experiment.yml to {EXPERIMENT}"))
    choices = _beside(path) | {name: name for name in ours}
    close = closest(written if path is None else path.name, choices)
    hint = f"shipped: {names}" if close is None else f"did you mean '{choices[close]}'?; shipped: {names}"
    raise InputError(Problem(found, where=written or "PLAYBOOK", hint=hint))
