"""What sentences of the bottleneck view claim, judged from the frame of the run and not by the view's own table."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from sim.report import words
from tests.report.amounts import amount_is
from tests.report.opposite import REPLICATIONS
from tests.report.reports import Report

Values = Mapping[str, object]


def reliefs(said: Report) -> pd.DataFrame:
    """By relief in words, what brings most first: brings, costs, left; means of the frame."""
    run = said.view.run
    scheme = run.playbook.experiment.also.bottleneck_scheme or run.playbook.baseline
    frame = run.variants[run.variants["scheme"] == scheme]
    means = frame.groupby(["variant", "kpi"])["value"].mean().unstack()
    keys = [key for key in means.index if str(key).startswith("relief ")]
    change = means.loc[keys] - means.loc["main"]
    costs = change["fixed_cost"] + change["variable_pay"]
    found = pd.DataFrame({"brings": change["contribution"] + costs, "costs": costs, "left": change["contribution"]})
    found.index = pd.Index([_in_words(said, str(key)) for key in keys])
    return found.sort_values("brings", ascending=False)


def _in_words(said: Report, key: str) -> str:
    _, kind, item = key.split(" ", 2)
    titles = {"role": said.view.role, "territory": said.view.territory, "stage": said.view.stage}
    return words.say(said.view.lang, f"relief.{kind}", item=titles[kind](item))


def most_told(said: Report, values: Values) -> bool:
    table = reliefs(said)
    first = table.iloc[0]
    return values["item"] == table.index[0] and first["brings"] > 0 and amount_is(values["amount"], first["brings"])


def harm_told(said: Report, values: Values) -> bool:
    return _listed(said, values, reliefs(said).query("brings < 0"))


def nothing_told(said: Report, values: Values) -> bool:
    return not said.shown and _listed(said, values, reliefs(said))


def none_told(said: Report, values: Values) -> bool:
    return values["n"] == REPLICATIONS and (not said.shown or not (reliefs(said)["brings"] > 0).any())


def _listed(said: Report, values: Values, table: pd.DataFrame) -> bool:
    return len(table) > 0 and values["items"] == words.say(said.view.lang, "list.comma").join(table.index)


def left_told(said: Report, values: Values) -> float:
    """What is left of the first relief after its cost, if that is what is told; 0 if not."""
    left = float(reliefs(said)["left"].iloc[0])
    return left if amount_is(values["left"], left) else 0.0


def cost_told(said: Report, values: Values) -> bool:
    return amount_is(values["cost"], float(reliefs(said)["costs"].iloc[0]))
