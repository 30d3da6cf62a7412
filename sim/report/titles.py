"""What the names in a run's tables stand for, in both languages: to join to any of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from sim.report.view import View
from sim.report.words import LANGUAGES
from sim.results.areas import AREA


def titles(view: View) -> pd.DataFrame:
    """A row for each scheme, KPI, stage, territory and way of the run: kind, name, en, zh."""
    run, experiment = view.run, view.run.playbook.experiment
    cut = run.slices
    said: dict[str, tuple[Iterable[str], Callable[[View, str], str]]] = {
        "scheme": (experiment.schemes, View.scheme),
        "kpi": (run.kpis["kpi"].unique(), View.kpi),
        "stage": (run.playbook.market.stages, View.stage),
        "area": (cut.loc[cut["dimension"] == AREA, "item"].unique(), View.territory),
        "way": (experiment.every_way(), View.way),
    }
    views = [replace(view, lang=lang) for lang in LANGUAGES]
    rows = [
        (kind, name, *(title(spoken, name) for spoken in views))
        for kind, (names, title) in said.items()
        for name in names
    ]
    return pd.DataFrame(rows, columns=["kind", "name", *LANGUAGES])
