"""The engine without report or comparison: one scheme's KPIs, and its ledger's tables on request."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from sim.floor.simulate import simulate
from sim.inputs.errors import InputError, Problem, nearest
from sim.results.load import load_from_command
from sim.results.means import Known, interval_of
from sim.results.measures.kpi_catalogue import kpi_of
from sim.results.measures.kpis import kpis
from sim.results.run_folder import refuse_foreign, whole_or_nothing, write_json, writing

if TYPE_CHECKING:
    import pandas as pd

TABLES = ("leads", "tasks", "seats", "people", "money", "pay")
LEDGER = "ledger.json"


def simulate_scheme(
    playbook: str,
    scheme: str,
    assignments: Sequence[str] = (),
    files: Sequence[Path] = (),
    *,
    replications: int | None = None,
    ledger: Path | None = None,
    as_json: bool = False,
) -> str:
    """Simulate one scheme; the text to print.

    `ledger` is a folder for `<table>.parquet`, all replications in each, and `ledger.json`, which says what they are.
    Raises InputError for an unknown scheme, naming the nearest one, and for a folder that holds anything but an earlier
    ledger.
    """
    loaded = load_from_command(playbook, assignments, files)
    if scheme not in loaded.experiment.schemes:
        found = f"there is no scheme '{scheme}' in '{loaded.name}'"
        raise InputError(Problem(found, hint=nearest(scheme, loaded.experiment.schemes)))
    if loaded.grid:
        found = "a list of values makes a grid, which `simulate` does not play"
        raise InputError(Problem(found, where="-p", hint="give one value"))
    if ledger is not None:
        refuse_foreign(ledger, LEDGER)
    resolved = loaded.resolve(only=[scheme])[scheme]
    run = loaded.experiment.run
    count = replications or run.replications
    values: dict[str, list[float]] = {}
    frames: dict[str, list[pd.DataFrame]] = {table: [] for table in TABLES}
    for replication in range(count):
        one = simulate(loaded.market, resolved, horizon=loaded.horizon, seed=run.seed, replication=replication)
        for name, value in kpis(one).items():
            values.setdefault(name, []).append(value)
        if ledger is not None:
            for table, kept in frames.items():
                kept.append(getattr(one, table).assign(replication=replication))
    if ledger is not None:
        about = {"playbook": loaded.name, "scheme": scheme, "seed": run.seed, "replications": count}
        _write_ledger(ledger, frames, about)
    return _as_json(scheme, values) if as_json else _as_table(values)


def _write_ledger(folder: Path, frames: Mapping[str, Sequence[pd.DataFrame]], about: Mapping[str, object]) -> None:
    import pandas as pd

    with whole_or_nothing(folder, marker=LEDGER) as staging, writing(folder):
        for table, parts in frames.items():
            pd.concat(parts, ignore_index=True).to_parquet(staging / f"{table}.parquet", index=False)
        write_json(staging / LEDGER, about)


def _as_json(scheme: str, values: Mapping[str, Sequence[float]]) -> str:
    """Every KPI with its mean over the `n` replications in which it exists; null where that is not finite."""
    rows = {
        name: {"mean": found.mean if isfinite(found.mean) else None, "unit": kpi_of(name).unit, "n": found.n}
        for name, found in _means(values).items()
    }
    return json.dumps({"scheme": scheme, "kpis": rows}, indent=2)


def _as_table(values: Mapping[str, Sequence[float]]) -> str:
    """A line for each KPI that has a value in some replication, and how many have none."""
    means = {name: found for name, found in _means(values).items() if found.n}
    width = max((len(name) for name in means), default=0)
    lines = []
    for name, found in means.items():
        count = len(values[name])
        fewer = f"  ({found.n} of {count} replications have a value)" if found.n < count else ""
        lines.append(f"{name:<{width}}  {found.mean:>18,.4f}  {kpi_of(name).unit}{fewer}")
    if without := len(values) - len(means):
        lines.append(f"({without} KPIs without a value are left out; --json lists them)")
    return "\n".join(lines)


def _means(values: Mapping[str, Sequence[float]]) -> dict[str, Known]:
    import pandas as pd

    # Of these intervals nothing is told: at any confidence the means are the same.
    return {name: interval_of(pd.Series(column, dtype=float), 0.95) for name, column in values.items()}
