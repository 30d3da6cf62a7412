"""The engine without report or comparison: one scheme's KPIs, and its ledger's tables on request."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sim.floor.simulate import simulate
from sim.inputs.errors import InputError, Problem, nearest
from sim.results.kpi_catalogue import kpi_of
from sim.results.kpis import kpis
from sim.results.load import load_from_command
from sim.results.run_folder import whole_or_nothing

TABLES = ("leads", "tasks", "seats", "money")


def simulate_scheme(
    playbook: str, scheme: str, assignments: Sequence[str] = (), files: Sequence[Path] = (), *,
    replications: int | None = None, ledger: Path | None = None, as_json: bool = False,
) -> str:
    """Simulate one scheme; the text to print. `ledger` is a folder for `<table>.parquet`, all replications in each.

    Raises InputError for an unknown scheme, naming the nearest one.
    """
    loaded = load_from_command(playbook, assignments, files)
    if scheme not in loaded.experiment.schemes:
        raise InputError(Problem(f"there is no scheme '{scheme}' in '{loaded.name}'", hint=nearest(scheme, loaded.experiment.schemes)))
    if loaded.grid:
        raise InputError(Problem("a list of values makes a grid, which `simulate` does not play; give one value", where="-p"))
    resolved = loaded.resolve(only=[scheme])[scheme]
    run = loaded.experiment.run
    ledgers = [
        simulate(loaded.market, resolved, horizon=loaded.horizon, seed=run.seed, replication=replication)
        for replication in range(replications or run.replications)
    ]
    if ledger is not None:
        import pandas as pd

        with whole_or_nothing(ledger) as staging:
            for table in TABLES:
                frames = [getattr(one, table).assign(replication=one.replication) for one in ledgers]
                pd.concat(frames, ignore_index=True).to_parquet(staging / f"{table}.parquet", index=False)
            (staging / "manifest.json").write_text(
                json.dumps({"run_id": "ledger", "playbook": loaded.name, "scheme": scheme, "seed": run.seed, "replications": len(ledgers)}) + "\n",
                encoding="utf-8",
            )
    values: dict[str, list[float]] = {}
    for one in ledgers:
        for name, value in kpis(one).items():
            values.setdefault(name, []).append(value)
    return _as_json(scheme, values) if as_json else _as_table(values)


def _mean(column: list[float]) -> float:
    known = [value for value in column if not np.isnan(value)]
    return float(np.mean(known)) if known else float("nan")


def _as_json(scheme: str, values: dict[str, list[float]]) -> str:
    rows = {
        name: {"mean": mean if np.isfinite(mean := _mean(column)) else None, "unit": kpi_of(name).unit, "n": len(column)}
        for name, column in values.items()
    }
    return json.dumps({"scheme": scheme, "kpis": rows}, indent=2)


def _as_table(values: dict[str, list[float]]) -> str:
    width = max(len(name) for name in values)
    return "\n".join(f"{name:<{width}}  {_mean(column):>18,.4f}  {kpi_of(name).unit}" for name, column in values.items())
