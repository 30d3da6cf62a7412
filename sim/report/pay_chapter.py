"""The chapter on pay: what plans promise and cost, who earns it, and what of a gain is behaviour.

Nothing is shown where the schemes do not differ in their pay.
"""

from __future__ import annotations

import math

import pandas as pd

from sim.inputs.models.effects import FOLLOW_PAY
from sim.report import figures_pay, show
from sim.report.view import View
from sim.results import pay
from sim.results.pay_shares import CAUSES, LUCK

WEEKS_A_YEAR = 52


def pay_chapter(view: View) -> pd.DataFrame | None:
    """The chapter, and the table of its cost; None where all schemes are paid alike."""
    if not pay.plans_differ(view.run):
        return None
    cost, shares, behaviour = pay.pay_cost(view.run), pay.shares(view.run), pay.behaviour(view.run)
    show.words(view, f"## {view.say('chapter.pay')}", view.say("chapter.pay.text"))
    figures_pay.payout_curves(view)
    show.words(view, f"### {view.say('pay.heading.cost')}", *cost_told(view, cost))
    figures_pay.cost(view)
    show.keep(view, cost, "pay_cost")
    show.table(view, cost_table(view, cost), None)
    lines = pay.pay_lines(view.run)
    if len(lines):
        show.words(view, view.say("pay.lines"))
        show.keep(view, lines, "pay_lines")
        show.table(view, lines_table(view, lines), None)
    if len(shares):
        show.words(view, f"### {view.say('pay.heading.causes')}", *shares_told(view, shares))
        figures_pay.attainment(view)
        figures_pay.causes(view, shares)
        show.keep(view, shares, "pay_causes")
    if len(behaviour):
        show.words(view, f"### {view.say('pay.heading.behaviour')}", *behaviour_told(view, behaviour))
        figures_pay.behaviour(view, behaviour)
        show.keep(view, behaviour, "pay_behaviour")
        show.table(view, behaviour_table(view, behaviour), None)
    return cost


def spoken_of(view: View, schemes: list[str]) -> list[str]:
    """The baseline and the scheme that the report speaks of, as far as they are among these."""
    return [name for name in dict.fromkeys([view.baseline, view.spoken_of(schemes)]) if name in schemes]


def cost_told(view: View, cost: pd.DataFrame) -> list[str]:
    """What the year's variable pay may come to, and how likely it exceeds its budget."""
    rows = cost.set_index("scheme")
    texts = []
    for scheme in spoken_of(view, list(rows.index)):
        row = rows.loc[scheme]
        texts.append(
            view.say(
                "pay.cost.one",
                scheme=view.scheme(scheme),
                mean=view.money(float(row["mean"])),
                low=view.money(float(row["p10"])),
                middle=view.money(float(row["p50"])),
                high=view.money(float(row["p90"])),
                budget=view.money(float(row["budget"])),
                over=view.share(float(row["over"]), 0),
                over_low=view.share(float(row["over_low"]), 0),
                over_high=view.share(float(row["over_high"]), 0),
            )
        )
    n = int(cost["n"].max())
    weeks = view.run.playbook.experiment.run.weeks
    if weeks != WEEKS_A_YEAR:
        texts.append(view.say("pay.cost.window", weeks=weeks))
    if pay.plans_change(view.run):
        texts.append(view.say("pay.cost.transition"))
    return [*texts, view.say("pay.cost.few", n=n, confidence=view.confidence)]


def shares_told(view: View, shares: pd.DataFrame) -> list[str]:
    """What attainment goes by among people, under the schemes that the report speaks of."""
    texts = []
    for scheme in spoken_of(view, list(dict.fromkeys(shares["scheme"]))):
        rows = shares[shares["scheme"] == scheme].set_index("cause")
        parts = [
            view.say(
                "pay.causes.part",
                cause=view.say(f"pay.cause.{cause}"),
                share=view.share(float(rows["mean"][cause]), 0),
                low=view.share(float(rows["low"][cause]), 0),
                high=view.share(float(rows["high"][cause]), 0),
            )
            for cause in (*CAUSES, LUCK)
        ]
        said = view.say("list.part").join(parts)
        texts.append(view.say("pay.causes.one", scheme=view.scheme(scheme), parts=said, n=int(rows["n"].iloc[0])))
    return [*texts, view.say("pay.causes.how", confidence=view.confidence)]


def behaviour_told(view: View, behaviour: pd.DataFrame) -> list[str]:
    """Which gains behaviour is shown to add to, which it is shown to take from, and what it makes of the baseline."""
    words = {"baseline": view.scheme(view.baseline), "confidence": view.confidence, "n": int(behaviour["n"].min())}
    found: dict[str, list[str]] = {"adds": [], "takes": []}
    open_: list[str] = []
    if not behaviour["owed"].any() and not heeds_pay(view):
        return [view.say("pay.behaviour.how", **words), view.say("pay.behaviour.nobody")]
    own = ""
    for row in behaviour.itertuples():
        if row.scheme == view.baseline:
            amount, interval = view.money_with_interval(row.owed, row.owed_low, row.owed_high, signed=True)
            own = view.say("pay.behaviour.own", baseline=words["baseline"], amount=amount, interval=interval)
            continue
        if row.owed_low <= 0 <= row.owed_high or not math.isfinite(row.owed_low):
            open_.append(row.scheme)
            continue
        amount, interval = view.money_with_interval(row.owed, row.owed_low, row.owed_high, signed=True)
        said = view.say("pay.behaviour.one", scheme=view.named(row.scheme), amount=amount, interval=interval)
        found["adds" if row.owed > 0 else "takes"].append(said)
    texts = [view.say("pay.behaviour.how", **words)]
    texts += [
        view.say(f"pay.behaviour.{kind}", items=view.say("list.part").join(items))
        for kind, items in found.items()
        if items
    ]
    texts += [view.say("pay.behaviour.open", items=view.names(open_))] if open_ else []
    return [*texts, own] if own else texts


def heeds_pay(view: View) -> bool:
    """Whether anything in the market follows pay that is switched off where nobody is to heed it."""
    return any(view.run.playbook.market.effects.active(name) for name in FOLLOW_PAY)


def cost_table(view: View, cost: pd.DataFrame) -> pd.DataFrame:
    """The distribution of pay cost as text, bounds that so few replications can't give as such."""
    return pd.DataFrame(
        {
            "scheme": cost["scheme"],
            **{
                f"pay_{name}": [_bounded(view, *values) for values in _with_bounds(cost, name)]
                for name in pay.QUANTILES
            },
            "pay_budget": cost["budget"],
            "pay_over": [
                view.say("pay.bounded", value=view.share(a, 0), low=view.share(b, 0), high=view.share(c, 0))
                for a, b, c in _with_bounds(cost, "over")
            ],
        }
    )


def lines_table(view: View, lines: pd.DataFrame) -> pd.DataFrame:
    """Amounts a year by line, as text: a row for each scheme."""
    texts = {f"line_{line}": [view.money(float(amount)) for amount in lines[line]] for line in lines}
    return pd.DataFrame({"scheme": list(lines.index), **texts})


def behaviour_table(view: View, behaviour: pd.DataFrame) -> pd.DataFrame:
    """Gains with and without behaviour and the difference between them, as text."""
    shown = behaviour[behaviour["scheme"] != view.baseline]
    columns: dict[str, list[str]] = {}
    for name in ("on", "off", "owed"):
        pairs = (view.money_with_interval(*values, signed=True) for values in _with_bounds(shown, name))
        columns[f"pay_{name}"] = [view.say("gain.with_interval", amount=a, interval=i) for a, i in pairs]
    return pd.DataFrame({"scheme": shown["scheme"], **columns})


def _with_bounds(table: pd.DataFrame, name: str) -> list[tuple[float, float, float]]:
    return [
        (float(a), float(b), float(c))
        for a, b, c in zip(table[name], table[f"{name}_low"], table[f"{name}_high"], strict=True)
    ]


def _bounded(view: View, value: float, low: float, high: float) -> str:
    """A quantile and its bounds, or the one that there is, or the word that there is none."""
    there = math.isfinite(low), math.isfinite(high)
    if all(there):
        return view.say("pay.bounded", value=view.money(value), low=view.money(low), high=view.money(high))
    bound = view.say("interval.none")
    if any(there):
        bound = (
            view.say("pay.at_least", low=view.money(low))
            if there[0]
            else view.say("pay.at_most", high=view.money(high))
        )
    return view.say("pay.half_bounded", value=view.money(value), bound=bound)


__all__ = ["behaviour_told", "cost_told", "pay_chapter", "shares_told"]
