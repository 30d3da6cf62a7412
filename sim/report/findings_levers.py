"""Levers alone and the bottleneck view, in sentences that follow the intervals whichever side they lie on."""

from __future__ import annotations

import pandas as pd

from sim.report.view import View
from sim.results.bottleneck import bottleneck_of
from sim.results.decide.picked import together
from sim.results.trial_results import trials_of


def chosen(view: View) -> str:
    """How the trials' circumstances were chosen, as far as the playbook says: a seed of their own says, on others."""
    experiment = view.run.playbook.experiment
    elsewhere = [
        experiment.also.trials[name].title.of(view.lang)
        for name, seed in experiment.trial_seeds().items()
        if seed != experiment.run.seed
    ]
    stated = view.say("trials.chosen")
    if not elsewhere:
        return stated
    if len(elsewhere) == len(experiment.also.trials):
        return stated + view.gap + view.say("trials.chosen.elsewhere")
    return stated + view.gap + view.say("trials.chosen.some", titles=view.say("list.comma").join(elsewhere))


def trials(view: View) -> list[str]:
    """What each lever alone gained and cost, and which did not do as the playbook expected."""
    table, specs = trials_of(view.run), view.run.playbook.experiment.also.trials
    texts = []
    for name, part in table.groupby("trial", sort=False):
        first, second = (_side(view, row) for row in part.itertuples())
        row = part.iloc[0]
        names = {"scheme": view.scheme(row["scheme"]), "against": view.scheme(row["against"])}
        title = specs[str(name)].title.of(view.lang)
        texts.append(view.say("trials.one", title=title, first=first, second=second, **names))
    return [*texts, *_expected(view, table)]


def _side(view: View, row: object) -> str:
    """One side: a gain, a loss, or neither, as the interval says."""
    low, high = row.low, row.high  # type: ignore[attr-defined]
    outcome = "gain" if low > 0 else "loss" if high < 0 else "open"
    bounds = (row.mean, low, high)  # type: ignore[attr-defined]
    mean, low, high = (-bounds[0], -bounds[2], -bounds[1]) if outcome == "loss" else bounds
    amount, interval = view.money_with_interval(mean, low, high, signed=outcome == "open")
    trial = view.run.playbook.experiment.also.trials[row.trial]  # type: ignore[attr-defined]
    where = trial.sides()[row.side].title.of(view.lang)  # type: ignore[attr-defined]
    return view.say(f"trials.{outcome}", where=where, amount=amount, interval=interval)


def _expected(view: View, table: pd.DataFrame) -> list[str]:
    """Whether the levers did as was expected of them."""
    gains = table["side"] == "gains"
    wrong = (gains & (table["high"] < 0)) | (~gains & (table["low"] > 0))
    specs = view.run.playbook.experiment.also.trials

    def titles(rows: pd.Series) -> str:
        return view.say("list.comma").join(
            specs[name].title.of(view.lang) for name in dict.fromkeys(table.loc[rows, "trial"])
        )

    if table["shown"].all():
        return [view.say("trials.all", n=len(specs))] if len(specs) > 1 else []
    texts = [view.say("trials.against", titles=titles(wrong))] if wrong.any() else []
    unshown = ~table["shown"] & ~wrong
    return [*texts, view.say("trials.unshown", titles=titles(unshown))] if unshown.any() else texts


def bottleneck(view: View) -> list[str]:
    """The relief that brings most, whether that pays, and what is not shown to help; the intervals hold together."""
    table = relieved_together(view)
    helps, harms = table[table["low"] > 0], table[table["high"] < 0]
    harm = [view.say("bottleneck.harm", items=_reliefs(view, harms))] if len(harms) else []
    if helps.empty:
        return [view.say("bottleneck.none", n=int(table["n"].min())), *harm]
    first = helps.iloc[0]
    amount, interval = view.money_with_interval(first["brings"], first["low"], first["high"])
    item = relief(view, first["kind"], first["item"])
    words = {"confidence": view.confidence}
    texts = [view.say("bottleneck.most", item=item, amount=amount, interval=interval, **words)]
    cost = float(first["costs"])
    if cost > 0:
        word = "worth" if first["left_low"] > 0 else "not_worth" if first["left_high"] < 0 else "open"
        left, interval = view.money_with_interval(first["left"], first["left_low"], first["left_high"], signed=True)
        texts.append(view.say(f"bottleneck.{word}", cost=view.money(cost), left=left, interval=interval, **words))
    nothing = table[(table["low"] <= 0) & (table["high"] >= 0)]
    if len(nothing):
        texts.append(view.say("bottleneck.nothing", items=_reliefs(view, nothing)))
    return [*texts, *harm]


def _reliefs(view: View, table: pd.DataFrame) -> str:
    """Units of relief in words, one after the other."""
    items = [relief(view, kind, item) for kind, item in zip(table["kind"], table["item"], strict=True)]
    return view.say("list.comma").join(items)


def relieved_together(view: View) -> pd.DataFrame:
    """The table of `bottleneck_of` with intervals of what each relief brings, and leaves, that hold for all of them."""
    table = together(bottleneck_of(view.run), view.verdict.confidence, ("brings", "low", "high"))
    return together(table, view.verdict.confidence, ("left", "left_low", "left_high"))


def relief(view: View, kind: str, item: str) -> str:
    """A unit of relief in words."""
    return view.say(f"relief.{kind}", item=relieved(view, kind, item))


def relieved(view: View, kind: str, item: str) -> str:
    """Title of the role, territory or stage that is relieved."""
    if kind == "role":
        return view.role(item)
    return view.stage(item) if kind == "stage" else view.territory(item)
