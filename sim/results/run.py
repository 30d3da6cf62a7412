"""A run: the playbook played, its numbers kept in a run folder, and the questions that one asks of it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment
from sim.results.breakdown import Spreadsheet, gap_parts, spreadsheet
from sim.results.decide.verdict import Verdict, compare, verdict_of
from sim.results.executor import default_workers
from sim.results.playbook import Playbook
from sim.results.played import Progress, play_playbook
from sim.results.run_folder import (
    MANIFEST,
    code_fingerprint,
    fingerprint,
    package_versions,
    platform_of_this_machine,
    read_manifest,
    read_yaml,
    whole_or_nothing,
    write_json,
    write_yaml,
    writing,
)
from sim.results.summary import summary_of
from sim.results.variants import MAIN

KPIS, VARIANTS, SLICES, PARAMS, SUMMARY = (
    "kpis.parquet",
    "variants.parquet",
    "slices.parquet",
    "params.yaml",
    "summary.json",
)
WHOLE = (MANIFEST, KPIS, VARIANTS, SLICES, PARAMS, SUMMARY)


@dataclass(frozen=True)
class Run:
    """A finished run.

    `kpis`: scheme, replication, kpi, value. `variants`: the same with a column variant, the main included. `slices`:
    scheme, replication, dimension, item, measure, value. `folder` is where it is kept.
    """

    playbook: Playbook
    run_id: str
    folder: Path
    variants: pd.DataFrame = field(repr=False)
    slices: pd.DataFrame = field(repr=False)
    manifest: dict[str, Any] = field(repr=False)

    @property
    def kpis(self) -> pd.DataFrame:
        """KPIs of the comparison itself: columns scheme, replication, kpi, value."""
        main = self.variants[self.variants["variant"] == MAIN]
        return main.drop(columns="variant").reset_index(drop=True)

    @cached_property
    def resolved(self) -> dict[str, ResolvedScheme]:
        """Every scheme with whole heads."""
        return self.playbook.resolve()

    def samples(self, kpi: str, variant: str = MAIN) -> pd.DataFrame:
        """One KPI, a row for each replication and a column for each scheme, in the playbook's order."""
        return samples(self.variants, kpi, variant)

    def compare(self, kpi: str | None = None) -> pd.DataFrame:
        """All pairwise paired differences with simultaneous intervals, of what the decision maximises or of `kpi`."""
        return compare(self.samples(kpi or self.playbook.experiment.decision.maximise), self.playbook)

    @cached_property
    def verdict(self) -> Verdict:
        """The decision with everything that the report says about it."""
        return verdict_of(self.playbook, self.resolved, self.variants)

    def recommend(self) -> Verdict:
        """The decision: status, recommended scheme or none, and why."""
        return self.verdict

    def spreadsheets(self) -> dict[str, Spreadsheet]:
        """The naive spreadsheet of each scheme."""
        return {name: spreadsheet(self.playbook.market, scheme) for name, scheme in self.resolved.items()}

    def gap(self) -> pd.DataFrame:
        """The gap between simulation and spreadsheet, in parts; empty where the playbook asks for no breakdown."""
        return gap_parts(self.variants, self.spreadsheets())


def samples(variants: pd.DataFrame, kpi: str, variant: str = MAIN) -> pd.DataFrame:
    """One KPI of one variant: rows replications, columns schemes in order of appearance."""
    part = variants[(variants["variant"] == variant) & (variants["kpi"] == kpi)]
    order = list(dict.fromkeys(part["scheme"]))
    return part.pivot(index="replication", columns="scheme", values="value")[order]


def run(
    playbook: Playbook,
    out: str | Path | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    fresh: bool = False,
) -> Run:
    """Play the playbook and keep the run; an earlier run of the same inputs and code is opened instead, unless `fresh`.

    `out` is the run folder; `reports/<playbook>/<run id>` below the current folder if not given. Raises InputError
    where it can't be written. The numbers do not depend on `workers`. Where the same run is made twice at the same
    time, the first to end stays.
    """
    run_id = run_id_of(playbook)
    folder = Path(out or Path("reports") / playbook.name / run_id).absolute()

    def is_there() -> bool:
        return not fresh and is_finished(folder, run_id)

    if is_there():
        return open_run(folder)
    started = time.perf_counter()
    with whole_or_nothing(folder, unless=is_there) as staging:
        found = play_playbook(playbook, workers or default_workers(), progress)
        manifest = _manifest(playbook, run_id, found.replications, started)
        played = Run(playbook, run_id, folder, found.kpis, found.slices, manifest)
        with writing(folder):
            _write(played, staging)
    return played


def run_id_of(playbook: Playbook) -> str:
    """Twelve hexadecimal digits of everything that the numbers depend on: inputs, code and package versions."""
    return fingerprint({"inputs": plain(playbook), "code": code_fingerprint(), "packages": package_versions()})[:12]


def is_finished(folder: Path, run_id: str) -> bool:
    """Whether the folder holds this very run, whole."""
    return all((folder / name).is_file() for name in WHOLE) and read_manifest(folder)["run_id"] == run_id


def open_run(folder: str | Path) -> Run:
    """An earlier run. Raises InputError where the folder holds none, or one that has lost a part."""
    folder = Path(folder).absolute()
    manifest = read_manifest(folder)
    params = read_yaml(folder / PARAMS)
    try:
        playbook = playbook_of(params)
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(Problem(f"is not what a run wrote: {error}", where=folder / PARAMS)) from error
    return Run(
        playbook=playbook,
        run_id=manifest["run_id"],
        folder=folder,
        variants=read_table(folder / VARIANTS),
        slices=read_table(folder / SLICES),
        manifest=manifest,
    )


def read_table(path: Path) -> pd.DataFrame:
    """A table of a run folder. Raises InputError where it is missing or broken."""
    try:
        return pd.read_parquet(path)
    except (OSError, ValueError) as error:
        raise InputError(Problem(f"can't be read: {error}", where=path)) from error


def plain(playbook: Playbook) -> dict[str, Any]:
    """The playbook as plain data, from which `playbook_of` makes it again."""
    return {
        "playbook": playbook.name,
        "overrides": playbook.overrides,
        "grid": list(playbook.grid),
        "guides": {lang: text for lang in ("en", "zh") if (text := playbook.guide(lang)) is not None},
        "experiment": playbook.experiment.model_dump(mode="json"),
        "market": playbook.market.model_dump(mode="json"),
        "other_markets": {name: market.model_dump(mode="json") for name, market in playbook.other_markets.items()},
        "null_market": None if playbook.null_market is None else playbook.null_market.model_dump(mode="json"),
    }


def playbook_of(params: Mapping[str, Any]) -> Playbook:
    """The playbook that `plain` wrote down."""
    null = params["null_market"]
    return Playbook(
        name=params["playbook"],
        experiment=Experiment.model_validate(params["experiment"]),
        market=Market.model_validate(params["market"]),
        null_market=None if null is None else Market.model_validate(null),
        other_markets={name: Market.model_validate(market) for name, market in params.get("other_markets", {}).items()},
        guides=dict(params["guides"]),
        overrides=dict(params["overrides"]),
        grid=tuple(params["grid"]),
    )


def _manifest(playbook: Playbook, run_id: str, replications: Mapping[str, int], started: float) -> dict[str, Any]:
    return {
        "run_id": run_id,
        "playbook": playbook.name,
        "seed": playbook.experiment.run.seed,
        "inputs_sha256": fingerprint(plain(playbook)),
        "code_sha256": code_fingerprint(),
        "packages": package_versions(),
        **platform_of_this_machine(),
        "replications": dict(replications),
        "duration_seconds": round(time.perf_counter() - started, 3),
    }


def _write(played: Run, folder: Path) -> None:
    for name in ("figures", "tables", "notebooks"):
        (folder / name).mkdir()
    played.kpis.to_parquet(folder / KPIS, index=False)
    played.variants.to_parquet(folder / VARIANTS, index=False)
    played.slices.to_parquet(folder / SLICES, index=False)
    write_yaml(folder / PARAMS, plain(played.playbook))
    write_json(folder / SUMMARY, summary_of(played.playbook, played.run_id, played.verdict, played.kpis))
    write_json(folder / MANIFEST, played.manifest)


__all__ = ["Run", "open_run", "plain", "playbook_of", "run", "run_id_of", "samples"]
