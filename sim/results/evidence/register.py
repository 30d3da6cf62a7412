"""The register of evidence, read: the rows, and the experiments that they name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.evidence import Check, Explained, Register
from sim.inputs.places import shipped
from sim.inputs.text import Text
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree
from sim.results.evidence.facts import FACTS
from sim.results.load import load_playbook
from sim.results.measures.kpi_catalogue import CATALOGUE
from sim.results.playbook import Playbook

REGISTERED = "registered.yaml"
EXPLAINED = "explained.yaml"


@dataclass(frozen=True, slots=True)
class Registered:
    """The rows and the experiments, by name."""

    register: Register = field(repr=False)
    experiments: Mapping[str, Playbook] = field(repr=False)


def read_explained(folder: Path | None = None) -> dict[str, Text]:
    """By row, what the model lacks where it misses; raises InputError for what is no text."""
    tree = load_tree((evidence_folder() if folder is None else folder) / EXPLAINED)
    return dict(validate(Explained, tree).rows)


def evidence_folder() -> Path:
    """Where the shipped register, its experiments and its results lie."""
    return shipped("notebooks") / "evidence"


def read_register(folder: Path | None = None) -> Registered:
    """The register of a folder, the shipped one if none is named.

    Raises InputError for what can't be read, a file that is not there, a scheme or a KPI that does not exist.
    """
    folder = evidence_folder() if folder is None else folder
    tree = load_tree(folder / REGISTERED)
    register = validate(Register, tree)
    names = dict.fromkeys(check.experiment for row in register.rows.values() for check in row.checks)
    files = {file.stem for file in folder.glob("*.yaml")} - {Path(name).stem for name in (REGISTERED, EXPLAINED)}
    problems, experiments = [], {}
    for name in names:
        if name in files:
            experiments[name] = load_playbook(folder / f"{name}.yaml")
    for name, playbook in experiments.items():
        if playbook.experiment.run.replications < 2:
            found = "one replication tells no interval, expected two at least"
            problems.append(Problem(found, where=folder / f"{name}.yaml", key="run.replications"))
    for number, row in register.rows.items():
        for index, check in enumerate(row.checks):
            for key, found, valid in _named(check, experiments, files):
                if found not in valid:
                    place = ("rows", number, "checks", index, key)
                    problems.append(tree.problem(place, f"there is no '{found}'", nearest(found, valid)))
    if problems:
        raise InputError(problems)
    return Registered(register, experiments)


def _named(check: Check, experiments: Mapping[str, Playbook], files: set[str]) -> list[tuple[str, str, set[str]]]:
    """(key, name, names that there are) of all that a check names."""
    if check.experiment not in experiments:
        return [("experiment", check.experiment, files)]
    schemes = set(experiments[check.experiment].experiment.schemes)
    return [("of", check.of, {*CATALOGUE, *FACTS}), *(("schemes", scheme, schemes) for scheme in check.schemes)]
