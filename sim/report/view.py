"""A run as one reader sees it: in a language, with names instead of keys, and a folder for what is drawn."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from sim.inputs.text import Text
from sim.report import numbers, words
from sim.report.theme import scheme_colours
from sim.results.decide.verdict import Verdict
from sim.results.measures.kpi_catalogue import STAGE_KPIS, kpi_of
from sim.results.run import Run

NAMED = 3
"""From more schemes than these on a sentence counts them instead of naming them."""


@dataclass(frozen=True, eq=False)
class View:
    """`folder` receives `figures/` and `tables/`; it is the run's own unless somebody publishes elsewhere."""

    run: Run
    lang: str
    folder: Path

    def say(self, key: str, **values: object) -> str:
        """Words under a key, in the reader's language.

        A sentence that begins with a scheme whose title holds a comma would be read as a list: it is quoted there.
        """
        first = words.opening(self.lang, key)
        if first is not None and values.get(first) in self._titles:
            values[first] = self._quoted(str(values[first]))
        return words.say(self.lang, key, **values)

    @property
    def verdict(self) -> Verdict:
        """The decision."""
        return self.run.verdict

    @property
    def baseline(self) -> str:
        """The scheme that the others are compared with."""
        return self.run.playbook.baseline

    @property
    def currency(self) -> str:
        """Code of the market's currency."""
        return self.run.playbook.market.currency

    @property
    def schemes(self) -> list[str]:
        """Every scheme, in the playbook's order."""
        return list(self.run.playbook.experiment.schemes)

    @cached_property
    def ranking(self) -> list[str]:
        """Every scheme, the highest mean first."""
        return [str(name) for name in self.verdict.means["mean"].sort_values(ascending=False).index]

    @cached_property
    def keeping(self) -> list[str]:
        """The schemes that are shown to keep every bound, the highest mean first."""
        return [name for name in self.ranking if self.verdict.feasibility[name] == "feasible"]

    @property
    def subject(self) -> str:
        """The scheme that the report speaks of: the recommended one, else the best by its bounds and then its mean."""
        return self.verdict.recommended or self.verdict.best

    @property
    def challenger(self) -> str | None:
        """The subject, or where that is the baseline the leading alternative to it; None where there is no other."""
        return self.verdict.leading(self.ranking) if len(self.ranking) > 1 else None

    def spoken_of(self, among: Iterable[str]) -> str:
        """The challenger where it is among these, else the baseline."""
        challenger = self.challenger
        return challenger if challenger is not None and challenger in set(among) else self.baseline

    @cached_property
    def colours(self) -> dict[str, str]:
        """One colour for each scheme."""
        return scheme_colours(self.schemes, self.verdict.recommended, self.baseline)

    def scheme(self, name: str) -> str:
        """Title of a scheme."""
        return self.run.playbook.title_of(name, self.lang)

    def named(self, name: str) -> str:
        """Title of a scheme as an item of a list: in English quoted where it holds a mark that would end the item."""
        return self._quoted(self.scheme(name))

    @cached_property
    def _titles(self) -> frozenset[str]:
        return frozenset(self.scheme(name) for name in self.run.playbook.experiment.schemes)

    def _quoted(self, title: str) -> str:
        return f'"{title}"' if self.lang == "en" and set(title) & set(",:;") else title

    def names(self, schemes: Iterable[str]) -> str:
        """Titles in a row, as one writes them in a sentence."""
        titles = [self.named(name) for name in schemes]
        if self.lang == "zh":
            return "".join(f"“{title}”" for title in titles)
        return titles[0] if len(titles) == 1 else ", ".join(titles[:-1]) + " and " + titles[-1] if titles else ""

    def few(self, schemes: Sequence[str]) -> str:
        """Names, or where there are many how many, with the baseline if it is one of them."""
        if len(schemes) <= NAMED:
            return self.names(schemes)
        if self.baseline in schemes:
            return self.say("few.with_baseline", count=len(schemes), baseline=self.scheme(self.baseline))
        return self.say("few", count=len(schemes))

    @property
    def gap(self) -> str:
        """What stands between two sentences: Chinese has no space there."""
        return "" if self.lang == "zh" else " "

    def way(self, name: str) -> str:
        """Name of a way of subdividing; a playbook's own ways carry the name that it gave them."""
        return self.say(f"way.{name}") if words.knows(f"way.{name}") else name

    def stage(self, name: str) -> str:
        """Title of a stage of the market."""
        return self.title(self.run.playbook.market.stages.get(name), name)

    def role(self, name: str) -> str:
        """Title of a role, from the first scheme that has it."""
        roles = (scheme.people.roles.get(name) for scheme in self.run.playbook.experiment.schemes.values())
        return self.title(next((role for role in roles if role is not None), None), name)

    def territory(self, name: str) -> str:
        """Title of a territory, from the first scheme that has it."""
        schemes = self.run.playbook.experiment.schemes.values()
        found = (scheme.territory.territories.get(name) for scheme in schemes if scheme.territory is not None)
        given = next((territory for territory in found if territory is not None), None)
        return self.title(given, name) if given is not None else self._made_territory(name)

    def _made_territory(self, name: str) -> str:
        """Title of a territory that a rule has made."""
        schemes = (item.scheme for item in self.run.resolved.values())
        found = (scheme.territory.territories.get(name) for scheme in schemes if scheme.territory is not None)
        return self.title(next((territory for territory in found if territory is not None), None), name)

    def item(self, dimension: str, name: str) -> str:
        """Title of a region, size, product and so on, or of a kind of money."""
        if dimension == "money":
            return self.say(f"money.{name}")
        plural = {"industry": "industries"}.get(dimension, f"{dimension}s")
        return self.title(getattr(self.run.playbook.market, plural, {}).get(name), name)

    def title(self, thing: Any, name: str) -> str:
        """What a titled thing is called; its name where it has no title."""
        title: Text | None = getattr(thing, "title", None)
        return name if title is None else title.of(self.lang)

    def kpi(self, name: str) -> str:
        """Title of a KPI, with its stage where it has one."""
        title = kpi_of(name).title[words.LANGUAGES.index(self.lang)]
        head, _, stage = name.partition(".")
        return f"{title} · {self.stage(stage)}" if head in STAGE_KPIS else title

    def money(self, amount: float, signed: bool = False) -> str:
        """An amount in the market's currency."""
        return numbers.money(amount, self.currency, self.lang, signed)

    def interval(self, low: float, high: float) -> str:
        """Two amounts in the market's currency; or the word that there is no interval."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return self.say("interval.none")
        return numbers.money_interval(low, high, self.currency, self.lang)

    def bounds(self, rows: pd.DataFrame) -> str:
        """Bounds that schemes are to keep (rows of the verdict's constraint values), as a list of clauses."""
        said = [
            self.say(
                "caveat.bound",
                kpi=self.kpi(row.kpi),
                sense=self.say(f"sense.{row.sense.replace(' ', '_')}"),
                limit=self.value(row.kpi, float(row.limit)),
            )
            for row in rows.itertuples()
        ]
        return self.say("list.comma").join(said)

    def money_with_interval(self, mean: float, low: float, high: float, signed: bool = False) -> tuple[str, str]:
        """An amount in the market's currency, and its interval in the same unit; or the word that there is none."""
        if not (math.isfinite(low) and math.isfinite(high)):
            return self.money(mean, signed), self.say("interval.none")
        return numbers.money_with_interval(mean, low, high, self.currency, self.lang, signed)

    def amount_unit(self, scale: numbers.Scale) -> str:
        """What amounts divided by that scale are counted in: 'CNY million', '万元'."""
        unit = numbers.currency_word(self.currency, self.lang)
        return f"{scale.word.strip()}{unit}" if self.lang == "zh" else f"{unit}{scale.word}"

    def share(self, value: float, decimals: int = 1) -> str:
        """A percentage."""
        return numbers.share(value, self.lang, decimals)

    def value(self, kpi: str, value: float, signed: bool = False) -> str:
        """A KPI's value with its unit."""
        unit = kpi_of(kpi).unit
        if unit in {"money", "money/year"}:
            return self.money(value, signed)
        if unit == "share":
            return (
                self.share(value)
                if not signed
                else self.say("unit.points", value=numbers.fixed(100 * value, 1, signed))
            )
        if unit == "hours":
            return self.say("unit.hours", value=numbers.fixed(value, 1, signed))
        if unit == "days":
            return self.say("unit.days", value=numbers.fixed(value, 0, signed))
        return numbers.fixed(value, 0 if unit == "count/year" else 2, signed)

    def value_interval(self, kpi: str, low: float, high: float) -> str:
        """The bounds of a difference in a KPI, the unit said once."""
        unit = kpi_of(kpi).unit
        if unit in {"money", "money/year"}:
            return self.interval(low, high)
        factor, decimals = {"share": (100.0, 1), "hours": (1.0, 1), "days": (1.0, 0), "count/year": (1.0, 0)}.get(
            unit, (1.0, 2)
        )
        bounds = (numbers.fixed(factor * bound, decimals, signed=True) for bound in (low, high))
        both = self.say("interval", **dict(zip(("low", "high"), bounds, strict=True)))
        worded = {"share": "unit.points", "hours": "unit.hours", "days": "unit.days"}
        return self.say(worded[unit], value=both) if unit in worded else both

    @property
    def confidence(self) -> str:
        """The joint confidence of the intervals, as a percentage."""
        return self.share(self.verdict.confidence, 0 if round(100 * self.verdict.confidence, 6).is_integer() else 1)
