"""Whose fault a problem is: the file's, or the override's with which it appears."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.inputs.blame import blamed
from sim.inputs.errors import Problem
from sim.inputs.overrides import Override
from sim.inputs.tree import Place

FILE = Path("experiment.yaml")


def override(key: str, place: Place | None = None) -> Override:
    return Override(tuple(key.split(".")), 1, place or Place(f"-p {key}"))


def world(**needed: set[str]):
    """Problems by message, each there when all the overrides that it needs are; and how often one asked."""
    asked: list[int] = []

    def problems_with(some: Sequence[Override]) -> list[Problem]:
        asked.append(len(some))
        keys = {one.dotted for one in some}
        return [Problem(message, FILE, 1, "run") for message, those in needed.items() if those <= keys]

    return problems_with, asked


def test_each_problem_goes_to_the_override_with_which_it_appears():
    overrides = [override(key) for key in ("a", "b", "c", "d")]
    problems_with, _ = world(file=set(), b={"b"}, d={"d"}, both={"a", "c"})
    found = {problem.message: problem for problem in blamed(problems_with(overrides), overrides, problems_with)}
    assert {message: problem.where for message, problem in found.items()} == {
        "file": FILE, "b": "-p b", "d": "-p d", "both": "-p c",
    }  # fmt: skip
    assert (found["file"].line, found["b"].line, found["b"].key) == (1, None, "run")
    assert (found["file"].hint, found["b"].hint) == (None, "shows in experiment.yaml:1")


def test_a_line_of_a_file_of_overrides_is_told_and_what_knows_its_place_stays():
    overrides = [override("a", Place(Path("more.yaml"), 7))]
    problems_with, asked = world(a={"a"})
    (moved,) = blamed(problems_with(overrides), overrides, problems_with)
    assert (moved.where, moved.line) == (Path("more.yaml"), 7)
    asked.clear()
    assert blamed([moved], overrides, problems_with) == [moved]
    assert asked == []


def test_many_overrides_are_searched_by_halves():
    overrides = [override(f"k{number}") for number in range(500)]
    problems_with, asked = world(one={"k123"})
    (problem,) = blamed(problems_with(overrides), overrides, problems_with)
    assert problem.where == "-p k123"
    assert len(asked) < 15
