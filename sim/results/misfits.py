"""What does not fit together in a playbook, or does not fit a computer, in itself and in its variations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sim.inputs.cross_checks import cross_checks
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment
from sim.inputs.tree import Place, Tree
from sim.results.decide.limits import limits
from sim.results.measures.kpi_catalogue import kpi_names, kpi_of
from sim.results.playbook import Playbook, vary


def misfits(experiment: Experiment, market: Market, tree: Tree) -> list[Problem]:
    """Every problem that the models could not see; `tree` has the market at `market`."""
    kpis = {name: kpi_of(name) for name in kpi_names(market.stages)}
    return [*cross_checks(experiment, market, tree, kpis), *limits(experiment, market, tree)]


def misfits_of_variations(playbook: Playbook, tree: Tree, axes: Mapping[str, Place]) -> list[Problem]:
    """The same of each point of a sweep and each side of a trial, told there, and of the grid, told at its `axes`."""
    problems: list[Problem] = []
    for name, trial in playbook.experiment.also.trials.items():
        for side, circumstances in trial.sides().items():
            place = tree.place(("also", "trials", name, side)) or Place("")
            problems.extend(place.problem(*said) for said in _said(playbook, circumstances.set))
    for name, sweep in playbook.experiment.also.sweeps.items():
        place = tree.place(("also", "sweeps", name, "parameter")) or Place("")
        for value in sweep.values:
            problems.extend(place.problem(*said) for said in _said(playbook, {sweep.parameter: value}))
    problems.extend(problem for point in playbook.grid for problem in _misfits_of_point(playbook, point, axes))
    return list(dict.fromkeys(problems))


def _misfits_of_point(playbook: Playbook, point: Mapping[str, Any], axes: Mapping[str, Place]) -> Iterator[Problem]:
    """What one axis does wrong alone is told there; what only several do together, at the last of them."""
    found = _said(playbook, point)
    alone = {key: _said(playbook, {key: value}) for key, value in point.items()} if found else {}
    for said in found:
        at_fault = [key for key, wrong in alone.items() if said in wrong]
        yield axes[at_fault[0] if at_fault else list(point)[-1]].problem(*said)


def _said(playbook: Playbook, changes: Mapping[str, Any]) -> Sequence[tuple[str, str | None, str | None]]:
    """Message, key and hint of what is wrong after these changes."""
    try:
        varied = vary(playbook, changes)
        problems: Sequence[Problem] = misfits(varied.experiment, varied.market, Tree({}, {}))
    except InputError as error:
        problems = error.problems
    return [(problem.message, problem.key, problem.hint) for problem in problems]
