"""The sets of circumstances that a playbook asks for: the comparison itself, and what the report shows beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from sim.floor.resolved import ResolvedScheme
from sim.inputs.models.playbook import Sweep
from sim.results.executor import Variant
from sim.results.playbook import Playbook, current, vary

MAIN = "main"
NULL = "null"
STEADY = "steady"
# Cumulative, in this order: the difference between neighbours is what each mechanism costs.
BREAKDOWN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no response effect", {"market.effects.response": None}),
    ("no queue", {"schemes.*.people.unlimited_capacity": True}),
    ("no hand-offs", {"market.effects.context": None, "schemes.*.process.handoff_delay_hours": 0.0}),
)
BUDGETS = (0.85, 1.15)


def all_variants(playbook: Playbook) -> list[Variant]:
    """Every variant, the comparison first; fewer replications where the report only shows a direction."""
    also, run = playbook.experiment.also, playbook.experiment.run
    focus = also.focus or list(playbook.experiment.schemes)
    main = replace(_variant(playbook, MAIN, run.replications), with_slices=True)
    found = [main]
    for index, point in enumerate(playbook.grid):
        varied = vary(playbook, point)
        found.append(_variant(varied, f"grid {index}", varied.experiment.run.replications))
    if also.steady_replications:
        found.append(_variant(playbook, STEADY, also.steady_replications, focus, start="steady"))
    if also.breakdown_replications:
        changes: dict[str, Any] = {}
        for name, change in BREAKDOWN:
            changes |= change
            found.append(_variant(vary(playbook, changes), f"breakdown {name}", also.breakdown_replications, focus))
    if playbook.null_market is not None:
        null = replace(playbook, market=playbook.null_market)
        found.append(_variant(null, NULL, also.null_replications, focus))
    if also.robustness_replications:
        for factor in BUDGETS if _some_heads_follow_budget(playbook, focus) else ():
            varied = vary(playbook, {"schemes.*.people.budget_factor": factor})
            found.append(_variant(varied, f"budget {factor:g}", also.robustness_replications, focus))
        found.extend(_seat_moves(playbook, main.schemes, focus, also.robustness_replications))
    for name, sweep in also.sweeps.items():
        found.extend(sweep_variants(playbook, name, sweep))
    return found


def _some_heads_follow_budget(playbook: Playbook, focus: list[str]) -> bool:
    """Whether another budget changes anything: named seats and stated heads stay as they are."""
    everyone = [playbook.experiment.schemes[name].people for name in focus]
    return any(people.seats is None and people.heads is None for people in everyone)


def sweep_variants(playbook: Playbook, name: str, sweep: Sweep) -> list[Variant]:
    """One variant for each value of the sweep; the value that the playbook itself has is the comparison's own."""
    here = current(playbook, sweep.parameter)
    return [
        _variant(vary(playbook, {sweep.parameter: value}), sweep_key(name, value), sweep.replications, sweep.schemes)
        for value in sweep.values
        if value != here
    ]


def sweep_key(name: str, value: float) -> str:
    """The variant of one point of a sweep; different values have different keys, however close they are."""
    return f"sweep {name} {value!r}"


def _variant(
    playbook: Playbook, key: str, replications: int, schemes: list[str] | None = None, start: str | None = None
) -> Variant:
    resolved = playbook.resolve(start, schemes)
    return Variant(key, playbook.market, resolved, playbook.horizon, playbook.experiment.run.seed, replications)


def _seat_moves(
    playbook: Playbook, resolved: Mapping[str, ResolvedScheme], focus: list[str], replications: int
) -> list[Variant]:
    """One seat moved between neighbouring roles, in both directions, in every scheme that has more than one role.

    Named seats stay where they are.
    """
    found = []
    for direction in ("forward", "back"):
        changes: dict[str, Any] = {}
        for name in focus:
            if playbook.experiment.schemes[name].people.seats is not None:
                continue
            heads = resolved[name].heads
            order = [
                role
                for role in dict.fromkeys(playbook.experiment.schemes[name].process.roles.values())
                if role in heads
            ]
            for earlier, later in list(pairwise(order))[:1]:
                giver, taker = (earlier, later) if direction == "forward" else (later, earlier)
                if heads[giver] > 1:
                    changes[f"schemes.{name}.people.heads"] = heads | {giver: heads[giver] - 1, taker: heads[taker] + 1}
        if changes:
            found.append(_variant(vary(playbook, changes), f"seat moved {direction}", replications, focus))
    return found
