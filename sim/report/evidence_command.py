"""What `funnelbench evidence` does: play rows of the register, judge them, and tell what came out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sim.inputs.errors import InputError, Problem
from sim.report import words
from sim.report.evidence_tables import count_of_rows
from sim.results.evidence.judged import play_register, write_results
from sim.results.evidence.register import read_register
from sim.results.executor import default_workers


def evidence_command(rows: Sequence[str], workers: int | None, out: Path | None, lang: str) -> str:
    """A line for each check, and how many rows hold. `out` gets the same as JSON, beside rows that stand there already.

    Raises InputError for a row that is not registered, an unknown language, or a folder that is not there.
    """
    if lang not in words.LANGUAGES:
        raise InputError(Problem(f"no words in '{lang}'", where="--lang", hint="valid: en, zh"))
    if out is not None and not out.absolute().parent.is_dir():
        raise InputError(Problem("there is no such folder", where=str(out.parent)))
    registered = read_register()
    judged = play_register(registered, workers or default_workers(), rows)
    if out is not None:
        write_results(out, judged)
    lines = []
    for item in judged:
        check, found = registered.register.rows[item.row].checks[item.check], item.estimate
        lines.append(
            f"{item.row:>3}  {check.title.of(lang)}: {found.value:.4g} [{found.low:.4g}, {found.high:.4g}], "
            f"n = {found.n}; {words.say(lang, f'evidence.{item.verdict}')}"
        )
    return "\n".join([*lines, count_of_rows(registered.register, judged, lang)])
