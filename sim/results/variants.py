"""The sets of circumstances that a playbook asks for: the comparison itself, and what the report shows beside it.

What stands beside is chosen before it is played but after the comparison: the leading scheme is in all of it, whichever
the playbook names, so that the report never leaves out the scheme that it speaks of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.models.playbook import Scheme, Sweep
from sim.results.executor import Variant
from sim.results.perfect import perfect_record
from sim.results.playbook import Playbook, current, vary
from sim.results.relief import relief_variants
from sim.results.seat_moves import seat_moves
from sim.results.static import static_variant
from sim.results.trials import trial_variants

MAIN = "main"
NULL = "null"
STEADY = "steady"
# Cumulative, in this order: the difference between neighbours is what each mechanism costs.
BREAKDOWN: tuple[tuple[str, dict[str, Any]], ...] = (
    ("no response effect", {"market.effects.response": None}),
    ("no queue", {"schemes.*.people.unlimited_capacity": True}),
    ("no hand-offs", {"market.effects.context": None, "schemes.*.process.handoff_delay_hours": 0.0}),
)
OTHER_MARKET = "market "
BUDGET, BUDGETS = "budget ", (0.85, 1.15)


def main_variants(playbook: Playbook) -> list[Variant]:
    """The comparison itself, and the points of a grid."""
    replications = playbook.experiment.run.replications
    found = [replace(_variant(playbook, MAIN, replications), with_slices=True)]
    for index, point in enumerate(playbook.grid):
        varied = vary(playbook, point)
        found.append(_variant(varied, f"grid {index}", varied.experiment.run.replications))
    return found


def variants_beside(playbook: Playbook, main: Variant, leader: str | None) -> Iterator[Variant]:
    """Every other variant, each resolved when it is asked for; fewer replications where only a direction is shown.

    `main` is the comparison, whose staff and memory the breakdown keeps; `leader` its best scheme but the baseline.
    """
    also = playbook.experiment.also
    focus = _with_leader(also.focus, leader)
    if also.steady_replications:
        yield _variant(playbook, STEADY, also.steady_replications, focus, start="steady")
    if also.static_replications:
        yield static_variant(playbook, main)
    if also.breakdown_replications:
        yield from _breakdown(playbook, main, focus, also.breakdown_replications)
    if playbook.null_market is not None:
        yield _variant(replace(playbook, market=playbook.null_market), NULL, also.null_replications)
    ranked = sorted(playbook.experiment.ranked()) or None
    for name, market in playbook.other_markets.items():
        there = replace(playbook, market=market)
        yield _variant(there, f"{OTHER_MARKET}{name}", also.market_replications, ranked)
    if also.robustness_replications:
        for factor in BUDGETS if _some_heads_follow_budget(playbook, focus) else ():
            varied = vary(playbook, {"schemes.*.people.budget_factor": factor})
            yield _variant(varied, f"{BUDGET}{factor:g}", also.robustness_replications, focus)
        yield from seat_moves(playbook, main, focus, also.robustness_replications)
    if also.bottleneck_replications:
        relieved = also.bottleneck_scheme or playbook.baseline
        yield from relief_variants(playbook, main, relieved, also.bottleneck_replications)
    for name, sweep in also.sweeps.items():
        yield from sweep_variants(playbook, name, sweep, leader)
    yield from trial_variants(playbook, main)
    yield from perfect_record(playbook, main)


def _with_leader(schemes: list[str] | None, leader: str | None) -> list[str] | None:
    """The schemes asked for and the leader; None stands for all."""
    return schemes if schemes is None or leader is None or leader in schemes else [*schemes, leader]


def _breakdown(playbook: Playbook, main: Variant, focus: list[str] | None, replications: int) -> Iterator[Variant]:
    """The same people with the same memory, while one mechanism after the other is switched off."""
    chosen = [name for name in main.schemes if focus is None or name in focus or name == playbook.baseline]
    changes: dict[str, Any] = {}
    for name, change in BREAKDOWN:
        changes |= change
        varied = vary(playbook, changes)
        schemes = {key: _as_switched(main.schemes[key], varied.experiment.schemes) for key in chosen}
        yield replace(
            main,
            key=f"breakdown {name}",
            market=varied.market,
            schemes=schemes,
            replications=replications,
            with_slices=False,
        )


def _as_switched(resolved: ResolvedScheme, written: Mapping[str, Scheme]) -> ResolvedScheme:
    """The resolved scheme with other levers, and so that from which its transition starts.

    The territories that were made for its people stay.
    """
    before = None if resolved.before is None else _as_switched(resolved.before, written)
    scheme = written[resolved.name].model_copy(update={"territory": resolved.scheme.territory})
    return replace(resolved, scheme=scheme, before=before)


def _some_heads_follow_budget(playbook: Playbook, focus: list[str] | None) -> bool:
    """Whether another budget changes anything: named seats and stated heads stay as they are."""
    schemes = playbook.experiment.schemes
    everyone = [schemes[name].people for name in focus or schemes]
    return any(people.seats is None and people.heads is None for people in everyone)


def sweep_variants(playbook: Playbook, name: str, sweep: Sweep, leader: str | None = None) -> Iterator[Variant]:
    """One variant for each value of the sweep but those that the comparison shows."""
    schemes = _with_leader(sweep.schemes, leader)
    for value in sweep.values:
        if not shown_by_comparison(playbook, sweep, value):
            varied = vary(playbook, {sweep.parameter: value})
            yield _variant(varied, sweep_key(name, value), sweep.replications, schemes)


def shown_by_comparison(playbook: Playbook, sweep: Sweep, value: float) -> bool:
    """Whether a value is the playbook's own, and the comparison has all the replications of the sweep's points."""
    return value == current(playbook, sweep.parameter) and playbook.experiment.run.replications >= sweep.replications


def sweep_key(name: str, value: float) -> str:
    """The variant of one point of a sweep; different values have different keys, however close they are."""
    return f"sweep {name} {value!r}"


def _variant(
    playbook: Playbook, key: str, replications: int, schemes: list[str] | None = None, start: str | None = None
) -> Variant:
    resolved = playbook.resolve(start, schemes)
    return Variant(key, playbook.market, resolved, playbook.horizon, playbook.experiment.run.seed, replications)
