"""Whose fault a problem is: the file's that it was found in, or an override's that was laid over it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.inputs.errors import Problem
from sim.inputs.overrides import Override
from sim.inputs.tree import Place

Problems = Sequence[Problem]


def blamed(
    problems: Problems, overrides: Sequence[Override], problems_with: Callable[[Sequence[Override]], Problems]
) -> list[Problem]:
    """The problems, each that an override made placed where that override was written.

    A problem shows where something does not fit, such as a baseline that is no scheme, shares that add up to more than
    1, a role that nobody has: all that it names may be right in its file. So the file is at fault for what it shows
    without overrides, and else the first override with which the problem appears and stays. `problems_with` gives the
    problems with only some of the overrides.
    """
    written = {override.place[:2] for override in overrides}
    without = None
    found = []
    for problem in problems:
        if (problem.where or "", problem.line) not in written and overrides:
            without = _marks(problems_with(())) if without is None else without
            if _mark(problem) not in without:
                problem = _moved(problem, _culprit(problem, overrides, problems_with))
        found.append(problem)
    return found


def _culprit(
    problem: Problem, overrides: Sequence[Override], problems_with: Callable[[Sequence[Override]], Problems]
) -> Place:
    """By halving: without the first `fine` overrides' successors it is not there, with the first `wrong` it is."""
    fine, wrong = 0, len(overrides)
    while wrong - fine > 1:
        middle = (fine + wrong) // 2
        if _mark(problem) in _marks(problems_with(overrides[:middle])):
            wrong = middle
        else:
            fine = middle
    return overrides[wrong - 1].place


def _moved(problem: Problem, place: Place) -> Problem:
    """The problem placed at the override; where it shows in a file, the hint says where."""
    shows = None if problem.line is None else f"shows in {problem.where}:{problem.line}"
    hint = "; ".join(part for part in (problem.hint, shows) if part)
    return place.problem(problem.message, problem.key, hint or None)


def _mark(problem: Problem) -> tuple[str, str | None]:
    return problem.message, problem.key


def _marks(problems: Problems) -> set[tuple[str, str | None]]:
    return {_mark(problem) for problem in problems}
