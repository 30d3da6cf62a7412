"""A playbook played: first the comparison, which shows the leading scheme, then what stands beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from sim.results.executor import Variant, play_all
from sim.results.playbook import Playbook
from sim.results.relief import relief_count
from sim.results.seat_moves import move_count
from sim.results.variants import BREAKDOWN, BUDGETS, MAIN, main_variants, shown_by_comparison, variants_beside

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class PlayedPlaybook:
    """`kpis`: variant, scheme, replication, kpi, value. `slices`: those of the comparison. Replications by variant."""

    kpis: pd.DataFrame
    slices: pd.DataFrame
    replications: dict[str, int]


def play_playbook(playbook: Playbook, workers: int, progress: Progress | None = None) -> PlayedPlaybook:
    """Play everything that the playbook asks for; the numbers do not depend on `workers`.

    `progress` is told how many replications have ended, and how many there will be at the most; at the end the two are
    equal.
    """
    planned, replications = most_replications(playbook), dict[str, int]()
    comparison = main_variants(playbook)

    def counted(variants: Iterable[Variant]) -> Iterator[Variant]:
        for variant in variants:
            replications[variant.key] = variant.replications
            yield variant

    def told(before: int) -> Callable[[int], None] | None:
        return None if progress is None else lambda ended: progress(before + ended, max(planned, before + ended))

    first, slices = play_all(counted(comparison), workers, told(0))
    leader = leading(first[first["variant"] == MAIN], playbook)
    done = sum(replications.values())
    beside = counted(variants_beside(playbook, comparison[0], leader))
    second, _ = play_all(beside, workers, told(done))
    if progress is not None:
        progress(sum(replications.values()), sum(replications.values()))
    slices = slices[slices["variant"] == MAIN].drop(columns="variant").reset_index(drop=True)
    return PlayedPlaybook(pd.concat([first, second], ignore_index=True), slices, replications)


def leading(kpis: pd.DataFrame, playbook: Playbook) -> str | None:
    """The scheme with the best mean of what the decision maximises, the baseline left out; None without any other."""
    wanted = playbook.experiment.decision.maximise
    values = kpis[(kpis["kpi"] == wanted) & (kpis["scheme"] != playbook.baseline)]
    means = values.groupby("scheme", sort=False)["value"].mean()
    means = means[np.isfinite(means)]
    return None if means.empty else str(means.idxmax())


def most_replications(playbook: Playbook) -> int:
    """Replications of all variants, at the most: where no budget or seat can be moved there are fewer."""
    also, run = playbook.experiment.also, playbook.experiment.run
    total = run.replications * (1 + len(playbook.grid))
    total += also.steady_replications + also.static_replications + len(BREAKDOWN) * also.breakdown_replications
    total += (len(BUDGETS) + move_count(playbook)) * also.robustness_replications
    total += also.null_replications if playbook.null_market is not None else 0
    total += also.market_replications * len(playbook.other_markets)
    total += also.bottleneck_replications * relief_count(playbook, also.bottleneck_scheme or playbook.baseline)
    total += 2 * sum(trial.replications for trial in also.trials.values())
    for sweep in also.sweeps.values():
        total += sweep.replications * sum(not shown_by_comparison(playbook, sweep, value) for value in sweep.values)
    return total
