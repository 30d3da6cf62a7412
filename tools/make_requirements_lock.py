"""Resolve every dependency of `pyproject.toml` to one version for all supported Pythons, and write the lock file.

Run through `make lock`, which names one interpreter of each supported version, the oldest first:

    python tools/make_requirements_lock.py requirements.lock python3.11 python3.12 python3.13

The oldest Python decides the versions, as it is the one that the newest releases drop first; the others resolve under
its pins, and what only some of them need gets a marker. The file holds names and versions only, so it works with any
package index.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
HEADER = "# One version of everything, for every supported Python; written by `make lock`, used as `pip install -c`.\n"


def main() -> None:
    """Parse the command line, resolve, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lock", type=Path, help="the file to write")
    parser.add_argument("pythons", nargs="+", help="an interpreter of each supported Python, the oldest first")
    arguments = parser.parse_args()
    wanted = requirements(PYPROJECT)
    pins: dict[str, dict[str, str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, python in enumerate(arguments.pythons):
            known = {name: version for found in pins.values() for name, version in found.items()}
            pins[python_version(python)] = resolve(python, wanted, known, Path(folder) / str(number))
    arguments.lock.write_text(HEADER + "".join(f"{line}\n" for line in lock_lines(pins)), encoding="utf-8")


def requirements(pyproject: Path) -> list[str]:
    """All dependencies that the project declares, with those of its extras."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]


def python_version(python: str) -> str:
    """Major and minor version of an interpreter, such as "3.12"; CalledProcessError where it doesn't run."""
    command = [python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def resolve(python: str, wanted: Iterable[str], known: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Install what is wanted into a new virtual environment, under the known pins; name to version of all that came."""
    folder.mkdir()
    constraints, asked = folder / "known.txt", folder / "wanted.txt"
    constraints.write_text("".join(f"{name}=={version}\n" for name, version in known.items()), encoding="utf-8")
    asked.write_text("".join(f"{line}\n" for line in wanted), encoding="utf-8")
    subprocess.run([python, "-m", "venv", folder / "venv"], check=True)
    pip: list[str | Path] = [folder / "venv" / "bin" / "python", "-m", "pip"]
    subprocess.run([*pip, "install", "--quiet", "--constraint", constraints, "--requirement", asked], check=True)
    frozen = subprocess.run([*pip, "freeze"], check=True, capture_output=True, text=True).stdout
    return {name: version for name, _, version in (line.partition("==") for line in frozen.splitlines())}


def lock_lines(pins: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Lines of a lock file, sorted by name, from {Python: {name: version}}; a marker where some Pythons lack it."""
    versions = {name: version for found in pins.values() for name, version in found.items()}
    return [
        f"{name}=={versions[name]}{_marker([python for python in pins if name in pins[python]], pins)}"
        for name in sorted(versions, key=str.lower)
    ]


def _marker(needing: Sequence[str], pins: Mapping[str, Mapping[str, str]]) -> str:
    if len(needing) == len(pins):
        return ""
    return " ; " + " or ".join(f'python_version == "{python}"' for python in needing)


if __name__ == "__main__":
    main()
