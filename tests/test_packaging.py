"""The files that say what Funnelbench needs agree with each other, with the code, and with what is installed."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions, version
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ["3.11", "3.12", "3.13"]
CONDA_NAMES = {"matplotlib": "matplotlib-base"}  # conda-forge's name where it isn't the one of PyPI
# Imported together with the package that pins them to its own version.
BELONG_TO = {"pydantic-core": "pydantic"}


def specifiers(lines: list[str]) -> dict[str, SpecifierSet]:
    return {str(canonicalize_name(parsed.name)): parsed.specifier for parsed in map(Requirement, lines)}


CORE = specifiers(PROJECT["dependencies"])
DEV = specifiers(PROJECT["optional-dependencies"]["dev"])


def lock_lines() -> list[str]:
    lines = (ROOT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def imported_packages(folder: Path) -> set[str]:
    """Top-level names that the Python files of a folder import, wherever in the file."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - sys.stdlib_module_names - {"sim", "tests"}


def undeclared(folder: Path, declared: set[str]) -> dict[str, set[str]]:
    providers = packages_distributions()
    owners = {
        package: {str(canonicalize_name(name)) for name in providers.get(package, [])}
        for package in imported_packages(folder)
    }
    return {
        package: names
        for package, names in owners.items()
        if not {BELONG_TO.get(name, name) for name in names} & declared
    }


def test_conda_gets_what_pip_gets() -> None:
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda = specifiers([line for line in environment["dependencies"] if isinstance(line, str)])
    assert conda.pop("python") == SpecifierSet(PROJECT["requires-python"])
    assert conda.pop("pip") == SpecifierSet()
    assert conda == {CONDA_NAMES.get(name, name): wanted for name, wanted in CORE.items()}
    assert environment["dependencies"][-1] == {"pip": ["-e ."]}
    assert environment["channels"] == ["conda-forge", "nodefaults"]


def test_the_lock_holds_exact_versions_and_no_address_hash_or_option() -> None:
    pin = re.compile(
        r'[A-Za-z0-9._-]+==[A-Za-z0-9._+!]+( ; python_version == "3\.\d+"( or python_version == "3\.\d+")*)?'
    )
    assert [line for line in lock_lines() if not pin.fullmatch(line)] == []
    names = [line.partition("==")[0].lower() for line in lock_lines()]
    assert names == sorted(set(names))


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_pins_everything_declared_within_its_bounds(python: str) -> None:
    pins = [Requirement(line) for line in lock_lines()]
    here = [pin for pin in pins if pin.marker is None or pin.marker.evaluate({"python_version": python})]
    versions = {str(canonicalize_name(pin.name)): str(pin.specifier).removeprefix("==") for pin in here}
    assert len(versions) == len(here)
    wanted = CORE | DEV
    assert wanted.keys() - versions.keys() == set()
    assert {name: versions[name] for name in wanted if versions[name] not in wanted[name]} == {}


def test_what_is_installed_is_within_the_declared_bounds() -> None:
    installed = {name: version(name) for name in CORE | DEV}
    assert {name: found for name, found in installed.items() if found not in (CORE | DEV)[name]} == {}


def test_the_package_imports_nothing_undeclared() -> None:
    assert undeclared(ROOT / "sim", set(CORE)) == {}


def test_tests_and_tools_import_nothing_undeclared() -> None:
    assert undeclared(ROOT / "tests", set(CORE | DEV)) == {}
    assert undeclared(ROOT / "tools", set(CORE | DEV)) == {}


def test_classifiers_name_the_pythons_that_are_locked() -> None:
    prefix = "Programming Language :: Python :: "
    named = [line.removeprefix(prefix) for line in PROJECT["classifiers"] if line.startswith(prefix + "3.")]
    assert named == PYTHONS
