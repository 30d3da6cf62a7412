"""What a run leaves on disk, written whole or not at all; and reading it back."""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import platform
import shutil
import stat
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml

from sim.inputs.errors import InputError, Problem

MANIFEST = "manifest.json"
MOST_RIVALS = 100
PACKAGE = Path(__file__).resolve().parents[1]
# Nothing below these is imported by what makes numbers: the layers of the package forbid it.
ONLY_SHOWS = ("report/", "cli.py", "__main__.py")
# What a system says of a folder that can't be replaced because it is not empty.
TAKEN = {errno.ENOTEMPTY, errno.EEXIST, *([errno.EACCES] if os.name == "nt" else [])}
PACKAGES = (
    "numpy",
    "scipy",
    "pandas",
    "simpy",
    "pydantic",
    "holidays",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
)


def fingerprint(content: Any) -> str:
    """SHA-256 of the canonical JSON of plain data."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def code_fingerprint(package: Path = PACKAGE) -> str:
    """SHA-256 of the source that numbers come from, so that a changed engine never passes for an old run.

    What only shows them is left out: a changed label makes pages again, and no run.
    """
    return _digest(package, leaving_out=ONLY_SHOWS)


def package_fingerprint(package: Path = PACKAGE) -> str:
    """SHA-256 of all the source, which pages come from."""
    return _digest(package)


def _digest(package: Path, leaving_out: tuple[str, ...] = ()) -> str:
    digest = hashlib.sha256()
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if not name.startswith(leaving_out):
            digest.update(name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def package_versions() -> dict[str, str]:
    """Versions of the packages that numbers and pictures depend on."""
    return {name: version(name) for name in PACKAGES}


def platform_of_this_machine() -> dict[str, str]:
    """What else the last digits of a number depend on: the version of Python, the operating system, the processor."""
    return {"python": platform.python_version(), "system": platform.system(), "machine": platform.machine()}


def refuse_foreign(folder: Path, marker: str = MANIFEST) -> None:
    """Raise InputError if the folder holds anything but an earlier run, or can't be looked into.

    A run is known by its manifest; what is known by another file names it as `marker`.
    """
    try:
        foreign = _is_foreign(folder, marker)
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror or error}", where=folder)) from error
    if foreign:
        found = f"the folder is not empty, and not of this kind: it has no {marker}"
        raise InputError(Problem(found, where=folder, hint="name another one"))


def _is_foreign(folder: Path, marker: str) -> bool:
    """Whether something lies in the folder, and no marker beside it; nothing does in one that is not there."""
    with suppress(FileNotFoundError):
        # One look only: what two looks see may be two folders, where a rival writes.
        before = folder.stat()
        if not stat.S_ISDIR(before.st_mode):
            raise InputError(Problem("expected a folder, found a file", where=folder))
        names = {path.name for path in folder.iterdir()}
        if not names or marker in names:
            return False
        # Another folder stands there by now if a rival took its place, and the names may be half of what was removed.
        return os.path.samestat(before, folder.stat())
    return False


@contextmanager
def whole_or_nothing(
    folder: Path, unless: Callable[[], bool] = lambda: False, marker: str = MANIFEST
) -> Iterator[Path]:
    """A folder to write into that takes `folder`'s place when all went well, and vanishes when not.

    Several may write the same folder at once: each takes its place whole, the last one stays. If `unless()` says so at
    the end, what lies there already stays instead. Raises InputError where the disk refuses the folder (no permission,
    no space), leaving an earlier run as it was; the block tells by `writing` which of its own errors mean that.
    """
    folder = folder.resolve()
    refuse_foreign(folder, marker)
    with staged(folder, _beside(folder, "new")) as staging:
        yield staging
        if not unless():
            # Something else may have been put there meanwhile.
            refuse_foreign(folder, marker)
            with writing(folder):
                _take_place(staging, folder)


@contextmanager
def writing(folder: Path, only: Collection[int] | None = None) -> Iterator[None]:
    """Inside the block an OSError is a folder that can't be written, told as InputError; `only` with these numbers.

    It belongs around what writes and nothing else: too many open files while numbers are made is no fault of a folder.
    """
    try:
        yield
    except OSError as error:
        if only is not None and error.errno not in only:
            raise
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=folder)) from error


@contextmanager
def staged(folder: Path, staging: Path) -> Iterator[Path]:
    """The folder `staging`, made beside `folder`, which vanishes afterwards unless it was moved, whatever happens.

    Raises InputError where it can't be made.
    """
    missing = [parent for parent in folder.parents if not parent.exists()]
    try:
        with writing(folder):
            staging.mkdir(parents=True)
        yield staging
    finally:
        shutil.rmtree(staging, ignore_errors=True)
        for parent in missing:
            # Folders made on the way vanish too, unless something lies in them.
            with suppress(OSError):
                parent.rmdir()


def write_json(path: Path, content: Any) -> None:
    """Readable JSON with a fixed order of keys as given."""
    path.write_text(json_text(content), encoding="utf-8")


def json_text(content: Any) -> str:
    """What `write_json` writes."""
    return json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_whole(path: Path, text: str) -> None:
    """Text that takes the file's place when it is whole, and leaves nothing where the disk refuses. Raises OSError."""
    staging = _beside(path, "new")
    try:
        staging.write_text(text, encoding="utf-8")
        staging.replace(path)
    finally:
        staging.unlink(missing_ok=True)


def write_yaml(path: Path, content: Any) -> None:
    """Readable YAML, keys in the order given."""
    # The same text as SafeDumper's, several times faster, where PyYAML was built with its C library.
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(content, Dumper=dumper, allow_unicode=True, sort_keys=False, width=120)
    path.write_text(text, encoding="utf-8")


def read_yaml(path: Path) -> Any:
    """What `write_yaml` wrote. Raises InputError where the file is missing or broken."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InputError(Problem(f"can't be read: {error}", where=path)) from error


def tidy_after(folder: Path, process: int) -> None:
    """Remove what a process that was killed had begun to write for that folder; an earlier run stays, or comes back."""
    name = f".{glob.escape(folder.name)}"
    for path in folder.parent.glob(f"{name}.old-{process}-*"):
        if not folder.exists():
            path.replace(folder)
    for path in (*folder.parent.glob(f"{name}.new-{process}-*"), *folder.parent.glob(f"{name}.old-{process}-*")):
        shutil.rmtree(path, ignore_errors=True)


def _beside(folder: Path, what: str) -> Path:
    """A name that nothing has, on the same disk as the folder; it tells the process that made it."""
    return folder.parent / f".{folder.name}.{what}-{os.getpid()}-{uuid4().hex[:8]}"


def _take_place(staging: Path, folder: Path) -> None:
    """Put the staged folder where `folder` is, in one step; an earlier one comes back if that fails."""
    for _ in range(MOST_RIVALS):
        if _placed(staging, folder):
            return
        earlier = _beside(folder, "old")
        try:
            # A rival may have moved it meanwhile.
            with suppress(FileNotFoundError):
                folder.replace(earlier)
            if _placed(staging, folder):
                return
        except OSError:
            if earlier.exists():
                earlier.replace(folder)
            raise
        finally:
            shutil.rmtree(earlier, ignore_errors=True)
    raise OSError(f"{MOST_RIVALS} other writers got there first")


def _placed(staging: Path, folder: Path) -> bool:
    """Whether the staged folder took its place; not where another one stands there. Raises OSError for the rest."""
    try:
        staging.replace(folder)
    except OSError as error:
        if error.errno in TAKEN:
            return False
        raise
    return True


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a run folder. Raises InputError where there is none or it is broken."""
    path = folder / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(Problem("no run here: manifest.json is missing", where=folder)) from error
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"manifest.json can't be read: {error}", where=path)) from error
    if not isinstance(content, dict) or "run_id" not in content:
        raise InputError(Problem("manifest.json names no run_id", where=path))
    return content
