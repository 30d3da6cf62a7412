"""Reports of written-down results, made once for each process of tests, with everything that they said."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pandas as pd

import sim
from sim.floor.resolving.resolved import ResolvedScheme
from sim.results.run import Run
from tests.report.opposite import LOUD, QUIET, Hearing, arranged
from tests.report.told_of import told

PLAYBOOKS = (
    "customer-segments", "sales-process", "regions-and-markets", "products-and-service", "crm-adoption",
    "training", "lead-pool", "incentives", "every-chapter", "org-design", "transition",
)  # fmt: skip
LANGUAGES = ("en", "zh")
NOISY = 0
"""Beside the signs 1 and -1: the means of sign 1, in noise in which nothing is shown."""


class Report(NamedTuple):
    view: Hearing
    texts: list[str]
    means: pd.Series
    shown: bool

    def mean(self, kpi: str, variant: str = "main") -> pd.Series:
        """A KPI's mean by title of scheme, taken from the frame itself."""
        return self.means.loc[variant, kpi].rename(self.view.scheme)

    def gain(self, scheme: object, kpi: str = "contribution", variant: str = "main") -> float:
        found = self.mean(kpi, variant)
        return float(found[str(scheme)] - found[self.view.scheme(self.view.baseline)])


@cache
def playbook_of(name: str) -> sim.Playbook:
    return sim.load_playbook(name)


@cache
def resolved_of(name: str) -> dict[str, ResolvedScheme]:
    return playbook_of(name).resolve()


@cache
def run_of(name: str, sign: int) -> Run:
    noise = LOUD if sign == NOISY else QUIET
    return arranged(playbook_of(name), resolved_of(name), sign or 1, Path("nowhere"), noise)


@cache
def report(name: str, sign: int, lang: str) -> Report:
    """The report of a run with these differences (1), their opposites (-1), or with noise around them (NOISY)."""
    view = Hearing(run_of(name, sign), lang, Path("nowhere"))
    means = view.run.variants.groupby(["variant", "kpi", "scheme"])["value"].mean()
    return Report(view, list(told(view)), means, sign != NOISY)
