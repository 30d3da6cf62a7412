"""Replications as the unit of parallel work: a pool of processes, or this one; the same numbers whatever the order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import as_completed, wait
from dataclasses import dataclass, field

import pandas as pd

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.simulate import simulate_on
from sim.inputs.models.market import Market
from sim.market.leads import lead_table
from sim.results.measures.kpis import kpis
from sim.results.slices import SliceRow, slices
from sim.results.weeks import weeks

# Stated, so that a table without any row has the types of one with rows.
KPI_TYPES = {"variant": "str", "scheme": "str", "replication": "int64", "kpi": "str", "value": "float64"}
SLICE_TYPES = {
    "variant": "str",
    "scheme": "str",
    "replication": "int64",
    "dimension": "str",
    "item": "str",
    "measure": "str",
    "value": "float64",
}


@dataclass(frozen=True, slots=True)
class Variant:
    """One set of circumstances under which schemes are compared on the same leads. `key` names it in the results.

    `facts` may tell more of each ledger than the KPIs do.
    """

    key: str
    market: Market = field(repr=False)
    schemes: dict[str, ResolvedScheme] = field(repr=False)
    horizon: Horizon
    seed: int
    replications: int
    with_slices: bool = False
    facts: Callable[[Ledger], Mapping[str, float]] | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """What one replication of one variant gave, for every scheme."""

    variant: str
    replication: int
    kpis: dict[str, dict[str, float]]
    slices: dict[str, list[SliceRow]]


def play(variant: Variant, replication: int) -> Played:
    """Draw the leads once and let every scheme work them."""
    table = lead_table(variant.market, variant.horizon.days, variant.seed, replication)
    found: dict[str, dict[str, float]] = {}
    cut: dict[str, list[SliceRow]] = {}
    # Week by week where one of the schemes is reached from another.
    changes = any(scheme.before is not None for scheme in variant.schemes.values())
    for name, scheme in variant.schemes.items():
        ledger = simulate_on(
            table, variant.market, scheme, horizon=variant.horizon, seed=variant.seed, replication=replication
        )
        found[name] = kpis(ledger)
        if variant.facts is not None:
            found[name] |= variant.facts(ledger)
        if variant.with_slices:
            cut[name] = [*slices(ledger), *(weeks(ledger) if changes else ())]
    return Played(variant.key, replication, found, cut)


def play_all(
    variants: Iterable[Variant], workers: int, progress: Callable[[int], None] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Play every replication of every variant; `progress` is told how many have ended.

    Variants may come one by one: those that are there are played while the next is made ready.

    Returns (kpis, slices): columns variant, scheme, replication, kpi, value; and variant, scheme, replication,
    dimension, item, measure, value; in the order of the variants, replications and schemes, whatever the workers and
    their order. What a replication raises is raised here, and the rest is given up.
    """
    jobs: list[tuple[str, int]] = []

    def each() -> Iterator[tuple[Variant, int]]:
        for variant in variants:
            for replication in range(variant.replications):
                jobs.append((variant.key, replication))
                yield variant, replication

    results: dict[tuple[str, int], Played] = {}
    for played in _played(each(), workers):
        results[played.variant, played.replication] = played
        if progress is not None:
            progress(len(results))
    ordered = [results[job] for job in jobs]
    return _kpi_frame(ordered), _slice_frame(ordered)


def default_workers() -> int:
    """As many as the processors that this process may use."""
    return max(1, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1)


def _played(jobs: Iterable[tuple[Variant, int]], workers: int) -> Iterator[Played]:
    if workers <= 1:
        for variant, replication in jobs:
            yield play(variant, replication)
        return
    # Fresh processes, not forks: the parent may be a notebook kernel with threads of its own. loky, unlike the standard
    # library's spawn, does not import the caller's script again, so that a script needs no guard.
    from loky import ProcessPoolExecutor

    pool = ProcessPoolExecutor(max_workers=workers)
    finished = False
    try:
        waiting = set()
        for variant, replication in jobs:
            waiting.add(pool.submit(play, variant, replication))
            # Those that have ended meanwhile are told while the next variant is made ready.
            done, waiting = wait(waiting, timeout=0)
            yield from (future.result() for future in done)
        for future in as_completed(waiting):
            yield future.result()
        finished = True
    finally:
        pool.shutdown(wait=True, kill_workers=not finished)


def _kpi_frame(results: Sequence[Played]) -> pd.DataFrame:
    rows = [
        (played.variant, scheme, played.replication, kpi, value)
        for played in results
        for scheme, values in played.kpis.items()
        for kpi, value in values.items()
    ]
    return pd.DataFrame(rows, columns=list(KPI_TYPES)).astype(KPI_TYPES)


def _slice_frame(results: Sequence[Played]) -> pd.DataFrame:
    rows = [
        (played.variant, scheme, played.replication, *row)
        for played in results
        for scheme, cut in played.slices.items()
        for row in cut
    ]
    return pd.DataFrame(rows, columns=list(SLICE_TYPES)).astype(SLICE_TYPES)
