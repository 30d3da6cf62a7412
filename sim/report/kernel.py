"""Between the command and the notebook's kernel: what one tells the other, and what a notebook's first cells need."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sim.inputs.errors import InputError, Problem
from sim.report.view import View
from sim.results.played import Progress
from sim.results.run import Run

TOLD = "FUNNELBENCH_PUBLISHING"
"""Set in kernels that the publisher starts: JSON of folder (for figures and tables), workers, fresh."""


def told() -> dict[str, Any] | None:
    """What the publisher that started this kernel says; None in a kernel that somebody else started."""
    text = os.environ.get(TOLD)
    found: dict[str, Any] | None = None if text is None else json.loads(text)
    return found


@contextmanager
def telling(folder: Path, workers: int | None = None, fresh: bool = False) -> Iterator[None]:
    """Kernels started inside the block draw into `folder` and leave publishing to whoever started them."""
    before = os.environ.get(TOLD)
    os.environ[TOLD] = json.dumps({"folder": str(folder), "workers": workers, "fresh": fresh})
    try:
        yield
    finally:
        del os.environ[TOLD]
        if before is not None:
            os.environ[TOLD] = before


def changes(overrides: Mapping[str, Any] | None, **shorthand: float | None) -> dict[str, Any]:
    """The overrides, with the notebook's shorthands (weeks, replications, seed) that were given laid over them."""
    if not isinstance(overrides, Mapping | None):
        raise InputError(Problem(f"expected a mapping of keys to values, found {overrides!r}", where="overrides"))
    given = {f"run.{name}": value for name, value in shorthand.items() if value is not None}
    return {**(overrides or {}), **given}


def how() -> dict[str, Any]:
    """How `sim.run` is to work here: workers, fresh, progress."""
    said = told() or {}
    return {"workers": said.get("workers"), "fresh": said.get("fresh", False), "progress": progress_bar()}


def where(out: str | Path | None) -> Path | None:
    """The run folder that the notebook's parameter names, or None for the usual place."""
    return None if out is None else Path(out)


def view(run: Run, lang: str) -> View:
    """The run in one language; drawn into the publisher's folder, or the run's own."""
    said = told()
    return View(run, lang, run.folder if said is None else Path(said["folder"]))


def progress_bar() -> Progress:
    """A bar on standard error, which papermill passes on; it appears with the first replication."""
    from tqdm import tqdm

    bars: list[Any] = []

    def advance(done: int, total: int) -> None:
        if not bars:
            bars.append(tqdm(total=total, unit="rep", ncols=80, mininterval=0.5, desc="simulating"))
        bars[0].total = total
        bars[0].update(done - bars[0].n)
        if done >= total:
            bars[0].close()

    return advance
