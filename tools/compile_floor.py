"""Compile the floor's hot path in place with mypyc, or take that back: the same bits, sooner.

`make fast` and `make plain`. Needs a C compiler and what `make test` installs; a minute or two. The source stays what
is read and tested; `sim.floor.compiled` refuses to play where it has changed since.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SUFFIX = sysconfig.get_config_var("EXT_SUFFIX")
# Each Python has compiled modules, and a stamp, of its own.
STAMP = ROOT / "sim" / "floor" / f"compiled{SUFFIX}.json"
SETUP = """
from mypyc.build import mypycify
from setuptools import setup

setup(
    name="funnelbench-floor",
    packages=[],
    ext_modules=mypycify({modules!r} + ["--config-file", "mypy.ini"], group_name="funnelbench_floor"),
)
"""
MYPY = "[mypy]\nplugins = pydantic.mypy\nignore_missing_imports = True\nfollow_imports = silent\n"


def main(arguments: list[str]) -> int:
    """`--plain` takes compiled modules away; otherwise they are made. The exit code."""
    _take_back()
    return 0 if "--plain" in arguments else _compile()


def _take_back() -> None:
    """Asks nothing of the package: what was compiled may be too old to be imported."""
    for file in [*(ROOT / "sim").rglob("*" + SUFFIX), *ROOT.glob("funnelbench_floor__mypyc*" + SUFFIX)]:
        file.unlink()
    STAMP.unlink(missing_ok=True)


def _compile() -> int:
    from sim.floor.compiled import HOT_PATH, fingerprints

    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    if shutil.which(os.environ.get("CC", compiler)) is None:
        print(
            f"There is no C compiler '{compiler}' here: the floor stays plain Python, which is slower.", file=sys.stderr
        )
        return 2
    modules, written = [f"sim/{name}" for name in HOT_PATH], fingerprints()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        shutil.copytree(ROOT / "sim", place / "sim", ignore=shutil.ignore_patterns("__pycache__", "*" + SUFFIX))
        (place / "setup.py").write_text(SETUP.format(modules=modules), encoding="utf-8")
        (place / "mypy.ini").write_text(MYPY, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": folder}
        command = [sys.executable, "setup.py", "--quiet", "build_ext", "--inplace"]
        built = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
        if built.returncode:
            print(built.stdout + built.stderr, file=sys.stderr)
            print("The floor could not be compiled; it stays plain Python, which is slower.", file=sys.stderr)
            return 2
        STAMP.write_text(json.dumps(written, indent=1), encoding="utf-8")
        for file in place.glob("funnelbench_floor__mypyc*" + SUFFIX):
            shutil.copy(file, ROOT)
        for file in (place / "sim").rglob("*" + SUFFIX):
            shutil.copy(file, ROOT / file.relative_to(place))
    print(f"{len(modules)} modules of the floor are compiled; `make plain` takes that back.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
