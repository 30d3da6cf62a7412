"""What a rule of decision can't mean: KPIs that are not there, shares beyond the whole, a bound that is set twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from sim.inputs.errors import Problem
from sim.inputs.models.playbook import Constraint, DecisionRule
from sim.inputs.name_checks import unknown
from sim.inputs.tree import Location, Tree

GOAL = "contribution"
BEYOND_THE_WHOLE = ("attainment_median", "attrition")
"""KPIs that are told as shares and may be more than 1: a quota is passed, a post falls vacant twice a year."""


class KpiTerms(Protocol):
    """What is asked of a KPI: +1 where more is better, and its unit."""

    @property
    def direction(self) -> int:
        """+1 where more is better, -1 where less is, 0 where neither."""

    @property
    def unit(self) -> str:
        """Its unit."""


def decision_problems(rule: DecisionRule, tree: Tree, kpis: Mapping[str, KpiTerms]) -> Iterator[Problem]:
    """Every problem of the rule, which stands at `decision`; `kpis` are those that there are."""
    yield from unknown(tree, ("decision", "maximise"), "KPI", [rule.maximise], kpis)
    if rule.maximise in kpis and rule.maximise != GOAL:
        # What is maximised is contribution: only there are gain, cost and indifference amounts of the same kind.
        hint = "other KPIs may be bounds, in subject_to"
        yield tree.problem(("decision", "maximise"), f"expected {GOAL}, found '{rule.maximise}'", hint)
    for index, constraint in enumerate(rule.subject_to):
        at = ("decision", "subject_to", index)
        yield from unknown(tree, at, "KPI", [constraint.kpi], kpis)
        yield from _no_share(constraint, tree, at, kpis)
        yield from _again(constraint, rule.subject_to[:index], tree, at)


def _no_share(constraint: Constraint, tree: Tree, at: Location, kpis: Mapping[str, KpiTerms]) -> Iterator[Problem]:
    if constraint.kpi not in kpis or kpis[constraint.kpi].unit != "share":
        return
    sense, limit = _bound(constraint)
    if limit < 0 or (limit > 1 and constraint.kpi not in BEYOND_THE_WHOLE):
        found = f"'{constraint.kpi}' is a share, expected a bound from 0 to 1, found {limit:g}"
        hint = f"write {limit / 100:g} for {limit:g} %" if 1 < limit <= 100 else None
        yield tree.problem((*at, sense), found, hint)


def _again(constraint: Constraint, earlier: list[Constraint], tree: Tree, at: Location) -> Iterator[Problem]:
    """A bound of the same KPI on the same side, or one on the other side that leaves nothing between them."""
    sense, limit = _bound(constraint)
    for other in earlier:
        if other.kpi != constraint.kpi:
            continue
        other_sense, other_limit = _bound(other)
        low, high = (limit, other_limit) if sense == "at_least" else (other_limit, limit)
        if other_sense == sense:
            yield tree.problem(at, f"'{constraint.kpi}' is bounded twice by {sense}: {other_limit:g} and {limit:g}")
        elif low > high:
            said = f"'{constraint.kpi}' can't be at least {low:g} and at most {high:g}"
            yield tree.problem(at, said, "at_least is the lower bound, at_most the upper one")


def _bound(constraint: Constraint) -> tuple[str, float]:
    if constraint.at_most is not None:
        return "at_most", float(constraint.at_most)
    return "at_least", float(constraint.at_least or 0.0)
