"""What a run leaves on disk, written whole or not at all; and reading it back."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from sim.inputs.errors import InputError, Problem

MANIFEST = "manifest.json"
PACKAGES = ("numpy", "scipy", "pandas", "simpy", "pydantic", "holidays", "matplotlib", "seaborn", "papermill", "nbconvert")


def fingerprint(content: Any) -> str:
    """SHA-256 of the canonical JSON of plain data."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def code_fingerprint() -> str:
    """SHA-256 of the package's own source, so that a changed engine never passes for an old run."""
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def package_versions() -> dict[str, str]:
    """Versions of the packages that numbers and pictures depend on."""
    return {name: version(name) for name in PACKAGES}


def refuse_foreign(folder: Path) -> None:
    """Raise InputError if the folder holds anything but an earlier run, or can't be made."""
    if folder.exists() and not folder.is_dir():
        raise InputError(Problem("expected a folder, found a file", where=folder))
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MANIFEST).is_file():
        raise InputError(Problem("the folder is not empty and holds no earlier run; name another one", where=folder))


@contextmanager
def whole_or_nothing(folder: Path) -> Iterator[Path]:
    """A folder to write into that takes `folder`'s place when all went well, and vanishes when not.

    Raises InputError where the disk refuses (no permission, no space), leaving an earlier run as it was.
    """
    refuse_foreign(folder)
    staging = folder.parent / f".{folder.name}.{uuid4().hex[:8]}"
    try:
        staging.mkdir(parents=True)
        yield staging
        replaced = folder.parent / f".{folder.name}.old-{uuid4().hex[:8]}"
        if folder.exists():
            os.replace(folder, replaced)
        os.replace(staging, folder)
        shutil.rmtree(replaced, ignore_errors=True)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=folder)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def write_json(path: Path, content: Any) -> None:
    """Readable JSON with a fixed order of keys as given."""
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n", encoding="utf-8")


def write_yaml(path: Path, content: Any) -> None:
    """Readable YAML, keys in the order given."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120), encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder. Raises InputError where there is none or it is broken."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(Problem("no run here: manifest.json is missing", where=folder))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise InputError(Problem(f"manifest.json can't be read: {error}", where=path)) from error
    if not isinstance(content, dict) or "run_id" not in content:
        raise InputError(Problem("manifest.json names no run_id", where=path))
    return content
