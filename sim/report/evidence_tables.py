"""The tables of the model against the evidence, in the reader's language."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from sim.inputs.models.evidence import Check, Register
from sim.inputs.text import Text
from sim.report.numbers import plain, trimmed
from sim.report.words import say
from sim.results.evidence.judged import Judged, rows_that_hold


def checks_table(register: Register, judged: Sequence[Judged], lang: str) -> pd.DataFrame:
    """One row for each check: the finding, what came out, its interval, the rule, and whether it holds."""
    found = {(item.row, item.check): item for item in judged}
    rows = []
    for number, row in register.rows.items():
        for index, check in enumerate(row.checks):
            item = found.get((number, index))
            rows.append(
                {
                    "row": number,
                    "found": row.found.of(lang),
                    "source": row.source,
                    "check": check.title.of(lang),
                    "value": say(lang, "evidence.not_played") if item is None else plain(item.estimate.value),
                    "interval": "" if item is None else _between(item.estimate.low, item.estimate.high, lang),
                    "rule": _rule(check, lang),
                    "holds": "" if item is None else say(lang, "evidence.yes" if item.holds else "evidence.no"),
                }
            )
    level = trimmed(100 * register.confidence)
    names = {name: say(lang, f"evidence.{name}", level=level) for name in rows[0]}
    return pd.DataFrame(rows).rename(columns=names)


def count_of_rows(register: Register, judged: Sequence[Judged], lang: str) -> str:
    """How many of the rows hold, in a sentence."""
    held = rows_that_hold(judged)
    return say(lang, "evidence.count", held=sum(held.values()), played=len(held), registered=len(register.rows))


def misses_table(
    register: Register, judged: Sequence[Judged], explained: Mapping[str, Text], lang: str
) -> pd.DataFrame:
    """One row for each row of the evidence that doesn't hold, with what the model lacks."""
    missed = [number for number, held in rows_that_hold(judged).items() if not held]
    rows = [(number, register.rows[number].found.of(lang), explained[number].of(lang)) for number in missed]
    return pd.DataFrame(rows, columns=[say(lang, f"evidence.{name}") for name in ("row", "found", "miss")])


def experiments_table(register: Register, lang: str) -> pd.DataFrame:
    """How the experiment of each row stands for the finding, and why a row was registered anew."""
    rows = [
        (number, row.stands_for.of(lang), "" if row.before is None else row.before.of(lang))
        for number, row in register.rows.items()
    ]
    return pd.DataFrame(rows, columns=[say(lang, f"evidence.{name}") for name in ("row", "stands_for", "before")])


def _rule(check: Check, lang: str) -> str:
    if check.within is None:
        return say(lang, f"evidence.{check.sign}")
    return say(lang, "evidence.between", low=trimmed(check.within[0]), high=trimmed(check.within[1]))


def _between(low: float, high: float, lang: str) -> str:
    if math.isnan(low):
        return ""
    return say(lang, "evidence.between", low=plain(low), high=plain(high))
