"""The register played and judged: what each check came to, and whether it holds by the rule written down before."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.evidence import Check
from sim.results.evidence.facts import facts
from sim.results.evidence.figures import Estimate, estimate
from sim.results.evidence.register import Registered
from sim.results.executor import Variant, play_all

RESULTS = "results.json"


class Judged(NamedTuple):
    """One check of a row: what it came to, and whether it holds."""

    row: str
    check: int
    estimate: Estimate
    holds: bool


def holds(check: Check, found: Estimate) -> bool:
    """Whether the figure lies within the bounds, or its whole interval on the side that was registered."""
    if check.within is not None:
        return check.within[0] <= found.value <= check.within[1]
    return found.low > 0 if check.sign == "positive" else found.high < 0


def play_register(
    registered: Registered, workers: int, rows: Collection[str] = (), progress: Callable[[int], None] | None = None
) -> list[Judged]:
    """Play the experiments of these rows, or of all, and judge them; the numbers do not depend on `workers`.

    Raises InputError for a row that is not registered.
    """
    known = registered.register.rows
    for row in rows:
        if row not in known:
            found = f"row {row} is not registered, expected one of: {', '.join(known)}"
            raise InputError(Problem(found, where="ROW", hint=nearest(row, known)))
    wanted = [number for number in known if not rows or number in rows]
    kpis, _ = play_all(_variants(registered, wanted), workers, progress)
    return [
        Judged(number, index, found, holds(check, found))
        for number in wanted
        for index, check in enumerate(known[number].checks)
        for found in [estimate(check, _values(kpis, check), registered.register.confidence)]
    ]


def _variants(registered: Registered, rows: Collection[str]) -> Iterator[Variant]:
    """Each experiment of these rows once."""
    asked = (check.experiment for row in rows for check in registered.register.rows[row].checks)
    for name in dict.fromkeys(asked):
        playbook = registered.experiments[name]
        run = playbook.experiment.run
        yield Variant(
            key=name,
            market=playbook.market,
            schemes=playbook.resolve(),
            horizon=playbook.horizon,
            seed=run.seed,
            replications=run.replications,
            facts=facts,
        )


def _values(kpis: pd.DataFrame, check: Check) -> dict[str, list[float]]:
    mine = kpis[(kpis["variant"] == check.experiment) & (kpis["kpi"] == check.of)]
    return {scheme: mine.loc[mine["scheme"] == scheme, "value"].tolist() for scheme in check.schemes}


def rows_that_hold(judged: Collection[Judged]) -> dict[str, bool]:
    """Each row by number: a row holds if all of its checks do."""
    found: dict[str, bool] = {}
    for item in judged:
        found[item.row] = found.get(item.row, True) and item.holds
    return found


def write_results(path: Path, judged: Collection[Judged]) -> None:
    """Results as JSON, a list of checks in the order of the register."""
    rows = [{"row": j.row, "check": j.check, **j.estimate._asdict(), "holds": j.holds} for j in judged]
    path.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> list[Judged]:
    """What `write_results` wrote; nothing where there is no such file yet."""
    if not path.is_file():
        return []
    written: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Judged(row["row"], row["check"], Estimate(row["value"], row["low"], row["high"], row["n"]), row["holds"])
        for row in written
    ]
