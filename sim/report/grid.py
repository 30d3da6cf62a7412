"""The points of a grid that `-p KEY=[a,b]` asked for, each with what the playbook's rule decides there."""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

import pandas as pd

from sim.report.view import View
from sim.report.words.assumptions_zh import in_chinese
from sim.results.assumptions import assumptions
from sim.results.decide.verdict import Verdict, verdict_of
from sim.results.playbook import current, vary


def grid(view: View) -> pd.DataFrame:
    """The comparison itself and each point: point, best, outcome, gain, low, high, n.

    The decision at a point is that of the playbook's rule, bounds included, as in the comparison; `gain` is what the
    best scheme gains over the baseline there, and the intervals of one point hold together.
    """
    points = view.run.playbook.grid
    own = {key: current(view.run.playbook, key) for key in points[0]}
    rows = [_row(view, view.run.verdict, view.say("point.own", point=_named(view, own)))]
    for index, point in enumerate(points):
        # A point may change the rule itself, and what the indifference is a share of.
        varied = vary(view.run.playbook, point)
        verdict = verdict_of(varied, varied.resolve(only=[]), view.run.variants, f"grid {index}")
        rows.append(_row(view, verdict, _named(view, point)))
    return pd.DataFrame(rows, columns=["point", "best", "outcome", "gain", "low", "high", "n"])


def _row(view: View, found: Verdict, point: str) -> tuple[Any, ...]:
    best = found.recommended or found.best
    gain = (0.0, 0.0, 0.0) if best == found.baseline else found.gain
    standing = found.feasibility[best]
    outcome = found.status if standing == "feasible" else standing
    return (point, best, view.say(f"outcome.{outcome}"), *gain, found.replications)


def _named(view: View, point: Mapping[str, Any]) -> str:
    return view.say("list.comma").join(
        view.say("point.one", name=_name(view, key), value=view.say("point.various") if value is None else value)
        for key, value in point.items()
    )


def _name(view: View, key: str) -> str:
    """What a parameter is called: as a sweep of the playbook calls it, else as its description has it, else its key."""
    for spec in view.run.playbook.experiment.also.sweeps.values():
        if spec.parameter == key:
            return spec.title.of(view.lang)
    table = assumptions(view.run.playbook)
    described = table.loc[[fnmatchcase(name, key) for name in table["key"]], "description"]
    if described.empty:
        return key
    text = str(described.iloc[0])
    return (in_chinese(text) if view.lang == "zh" else text).rstrip(".。")
