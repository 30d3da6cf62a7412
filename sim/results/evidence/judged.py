"""The register played and judged: what each check came to, and whether it holds by the rule written down before."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

import pandas as pd

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.models.evidence import Check
from sim.results.evidence.facts import facts
from sim.results.evidence.figures import Estimate, estimate
from sim.results.evidence.register import Registered
from sim.results.executor import Variant, play_all

RESULTS = "results.json"


Verdict = Literal["holds", "undecided", "misses"]
WORSE: tuple[Verdict, ...] = ("holds", "undecided", "misses")


class Judged(NamedTuple):
    """One check of a row, what it came to, and the verdict."""

    row: str
    check: int
    estimate: Estimate
    verdict: Verdict


def verdict(check: Check, found: Estimate) -> Verdict:
    """Holds where the figure lies within the bounds, or its whole interval on the side that was registered.

    Otherwise it misses where no part of the interval lies there, and is undecided where some does.
    """
    if check.within is not None:
        low, high = check.within
        holds, reaches = low <= found.value <= high, found.low <= high and found.high >= low
    elif check.sign == "positive":
        holds, reaches = found.low > 0, found.high > 0
    else:
        holds, reaches = found.high < 0, found.low < 0
    return "holds" if holds else "undecided" if reaches else "misses"


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
    variants = list(_variants(registered, wanted))
    heads = {variant.key: {name: len(scheme.seats) for name, scheme in variant.schemes.items()} for variant in variants}
    kpis, _ = play_all(variants, workers, progress)
    return [
        Judged(number, index, found, verdict(check, found))
        for number in wanted
        for index, check in enumerate(known[number].checks)
        for found in [_estimate(registered, number, check, kpis, heads[check.experiment])]
    ]


def _estimate(
    registered: Registered, number: str, check: Check, kpis: pd.DataFrame, heads: Mapping[str, int]
) -> Estimate:
    try:
        return estimate(check, _values(kpis, check), heads, registered.register.confidence)
    except ValueError as error:
        found = f"can't be judged: {error}"
        hint = "play longer, or more replications, or another experiment"
        raise InputError(Problem(found, where=f"{check.experiment}.yaml", key=f"rows.{number}", hint=hint)) from error


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


def verdicts(judged: Collection[Judged]) -> dict[str, Verdict]:
    """Each row by number: it holds if all of its checks do, and misses if one does."""
    found: dict[str, Verdict] = {}
    for item in judged:
        found[item.row] = max(found.get(item.row, "holds"), item.verdict, key=WORSE.index)
    return found


def write_results(path: Path, judged: Collection[Judged]) -> None:
    """Results as JSON, a list of checks; rows that stand there already and were not played stay, rows in order."""
    rows = {(item.row, item.check): item for item in [*read_results(path), *judged]}
    ordered = sorted(
        rows.values(), key=lambda item: (int(item.row) if item.row.isdecimal() else 0, item.row, item.check)
    )
    told = [{"row": j.row, "check": j.check, **j.estimate._asdict(), "verdict": j.verdict} for j in ordered]
    path.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def read_results(path: Path) -> list[Judged]:
    """What `write_results` wrote; nothing where there is no such file yet."""
    if not path.is_file():
        return []
    written: list[Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Judged(row["row"], row["check"], Estimate(row["value"], row["low"], row["high"], row["n"]), row["verdict"])
        for row in written
    ]
