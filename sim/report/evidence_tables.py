"""The tables of the model against the evidence, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from sim.inputs.models.evidence import Check, Register
from sim.inputs.text import Text
from sim.report import numbers
from sim.report.numbers import plain, trimmed
from sim.report.words import say
from sim.results.evidence.figures import Estimate
from sim.results.evidence.judged import Judged, verdicts
from sim.results.evidence.register import Registered


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
                    "interval": ""
                    if item is None
                    else _between(plain(item.estimate.low), plain(item.estimate.high), lang),
                    "rule": _rule(check, lang),
                    "verdict": "" if item is None else say(lang, f"evidence.{item.verdict}"),
                }
            )
    level = trimmed(100 * register.confidence)
    names = {name: say(lang, f"evidence.{name}", level=level) for name in rows[0]}
    return pd.DataFrame(rows).rename(columns=names)


def count_of_rows(register: Register, judged: Sequence[Judged], lang: str) -> str:
    """How many of the rows hold, in a sentence."""
    found = list(verdicts(judged).values())
    return say(
        lang,
        "evidence.count",
        held=found.count("holds"),
        undecided=found.count("undecided"),
        played=len(found),
        registered=len(register.rows),
    )


def misses_table(
    registered: Registered, judged: Sequence[Judged], explained: Mapping[str, Text], lang: str
) -> pd.DataFrame:
    """One row for each row of the evidence that doesn't hold, with what the model lacks.

    In an explanation `{0:share}` stands for what the row's first check came to, and `{0:shares}`, `{0:plain}`,
    `{0:amount}` and `{0:amounts}` likewise.
    """
    rows, register = [], registered.register
    for number, found in verdicts(judged).items():
        if found != "holds":
            told = [
                Told(item.estimate, registered.experiments[check.experiment].market.currency, lang)
                for item in judged
                if item.row == number
                for check in [register.rows[number].checks[item.check]]
            ]
            why = explained[number].of(lang).format(*told) if number in explained else say(lang, "evidence.unexplained")
            rows.append((number, register.rows[number].found.of(lang), why))
    return pd.DataFrame(rows, columns=[say(lang, f"evidence.{name}") for name in ("row", "found", "miss")])


class Told:
    """An estimate as a sentence may ask for it; amounts are in the currency of the experiment's market."""

    def __init__(self, found: Estimate, currency: str, lang: str) -> None:
        self.found = found
        self.currency = currency
        self.lang = lang

    def __format__(self, asked: str) -> str:
        found, lang = self.found, self.lang
        if asked == "share":
            return numbers.share(found.value, lang)
        if asked == "shares":
            return _between(numbers.share(found.low, lang), numbers.share(found.high, lang), lang)
        if asked == "amount":
            return numbers.money(found.value, self.currency, lang)
        if asked == "amounts":
            return numbers.money_interval(found.low, found.high, self.currency, lang)
        if asked == "plain":
            return plain(found.value, 2)
        raise ValueError(f"'{asked}' is no way to tell a figure, expected share, shares, amount, amounts or plain")


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
    return _between(trimmed(check.within[0]), trimmed(check.within[1]), lang)


def _between(low: str, high: str, lang: str) -> str:
    return say(lang, "evidence.between", low=low, high=high)
