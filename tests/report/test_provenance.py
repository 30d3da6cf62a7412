"""The command that makes the same run again names a playbook only where that name leads to the same inputs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.inputs.places import shipped
from sim.report import provenance
from sim.report.view import View
from sim.results.run import Run, plain, playbook_of
from tests.results.conftest import write_playbook

SHORT = {"run.weeks": 20, "market.demand.scale": 0.5}


@pytest.fixture
def command(small_run: Run, view_of: Callable[[Run, str], View]) -> Callable[[Path | str], str]:
    """What is said of a playbook; as it is when a run folder is opened again."""

    def said(source: Path | str) -> str:
        playbook = playbook_of(plain(sim.load_playbook(source, SHORT)))
        return provenance.command(view_of(replace(small_run, playbook=playbook), "en"))

    return said


def test_a_shipped_playbook_is_named(command: Callable[[Path | str], str]) -> None:
    assert command("my-team") == "funnelbench run my-team -p run.weeks=20 -p market.demand.scale=0.5"


def test_a_playbook_of_ones_own_has_a_path(command: Callable[[Path | str], str], tmp_path: Path) -> None:
    assert command(write_playbook(tmp_path / "mine", {"run": {"weeks": 30}})).startswith(
        "funnelbench run path/to/mine -p"
    )


def test_a_copy_with_a_shipped_name_has_a_path_once_it_differs(
    command: Callable[[Path | str], str], tmp_path: Path
) -> None:
    copy = shutil.copytree(shipped("playbooks") / "my-team", tmp_path / "my-team")
    assert command(copy).startswith("funnelbench run my-team ")
    team = copy / "params" / "people" / "our-team.csv"
    team.write_text(team.read_text(encoding="utf-8").replace("190000", "190001"), encoding="utf-8")
    assert command(copy).startswith("funnelbench run path/to/my-team ")
