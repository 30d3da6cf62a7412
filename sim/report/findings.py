"""What customers, leads and people experience, chapter by chapter, in sentences made from the ledger's numbers."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from sim.report import tables
from sim.report.numbers import fixed
from sim.report.view import View

MANY_OPEN = 0.1
"""From this share of leads that are still open at the end of their follow-up on, the win rate is said to be cut off."""


def question(view: View) -> str:
    """The playbook's own question."""
    asked = view.run.playbook.experiment.question
    return "" if asked is None else f"**{asked.of(view.lang)}**"


def market(view: View) -> list[str]:
    """The market in two sentences, and whether all have the same budget."""
    found = view.run.playbook.market
    sheet = view.run.spreadsheets()[view.baseline]
    about = getattr(found, "about", None)
    deal = sum(float(item.share) * float(item.value_median) for item in found.products.values())
    heads = sum(view.run.resolved[view.baseline].heads.values())
    return [
        view.say(
            "market.sentence",
            market=found.title.of(view.lang),
            leads=fixed(sheet.leads, 0),
            wins_share=view.share(sheet.win_rate),
            deal=view.money(deal),
            about="" if about is None else about.of(view.lang),
        ),
        view.say("market.load", heads=heads, each=fixed(sheet.leads / heads, 0)),
        *_budget(view),
    ]


def _budget(view: View) -> list[str]:
    """Whether the schemes have the same to spend on fixed cost."""
    if len(view.schemes) < 2:
        return []
    budgets = {name: item.fixed_cost_per_year + item.unspent_per_year for name, item in view.run.resolved.items()}
    low, high = min(budgets, key=lambda name: budgets[name]), max(budgets, key=lambda name: budgets[name])
    words = {"low": view.money(budgets[low]), "high": view.money(budgets[high])}
    if words["low"] == words["high"]:
        return [view.say("market.budget.same", amount=words["low"])]
    return [view.say("market.budget.differs", low_scheme=view.scheme(low), high_scheme=view.scheme(high), **words)]


def funnel(view: View) -> list[str]:
    """Who turns most and fewest leads into wins, and where the subject leaks most; what nobody reached is left out."""
    texts = []
    if found := _ends(view, "wins", lambda wins: view.value("wins", wins)):
        first = next(iter(view.run.playbook.market.stages))
        winner = str(_means(view, "wins").idxmax())
        entered = f"stage_entered.{first}"
        horizon = view.run.playbook.experiment.run
        texts.append(
            view.say(
                "funnel.most",
                stage=view.stage(first),
                followed=view.value(entered, float(_means(view, entered)[winner])),
                most=found.high,
                most_wins=found.most,
                fewest=found.low,
                fewest_wins=found.least,
                leads=view.value("leads", float(_means(view, "leads")[winner])),
                # Each is a year's worth of its own weeks: neither is a part of the other.
                weeks=fixed(horizon.weeks, 0),
                early=fixed(horizon.weeks - horizon.follow_up_weeks, 0),
            )
        )
    rates = tables.conversion(view).loc[view.subject].dropna()
    if len(rates):
        stage = str(rates.idxmin())
        words = {"scheme": view.scheme(view.subject), "stage": view.stage(stage)}
        texts.append(view.say("funnel.leak", share=view.share(float(rates[stage])), **words))
    open_share = float(_means(view, "still_open_share")[view.subject])
    if open_share >= MANY_OPEN:
        weeks = fixed(view.run.playbook.experiment.run.follow_up_weeks, 0)
        scheme = view.scheme(view.subject)
        texts.append(view.say("funnel.open", share=view.share(open_share), weeks=weeks, scheme=scheme))
    return texts


def waiting(view: View) -> str:
    """The longest queue of all; nothing where nobody waited."""
    table = tables.waiting(view)
    hours = table.stack().dropna()
    if fixed(float(hours.max()), 1) in {fixed(0, 1), fixed(math.nan, 1)}:
        return ""
    scheme, stage = hours.idxmax()
    longest = view.value("stage_wait_hours", float(hours.max()))
    words = {"scheme": view.scheme(str(scheme)), "stage": view.stage(str(stage))}
    said = view.say("waiting.longest", hours=longest, **words)
    before = float(table.loc[view.baseline, stage])
    if scheme == view.baseline or math.isnan(before):
        return said
    there = view.value("stage_wait_hours", before)
    return said + view.gap + view.say("waiting.baseline", baseline=view.scheme(view.baseline), before=there)


def response(view: View) -> list[str]:
    """Who leaves fewest and most leads unanswered, and bound by bound who is not shown to keep it."""
    texts = []
    if found := _ends(view, "never_answered_share", view.share):
        texts.append(
            view.say(
                "response.ends",
                fewest=found.low,
                fewest_share=found.least,
                most=found.high,
                most_share=found.most,
                tail=found.tail,
            )
        )
    bounds = view.verdict.constraint_values
    for (kpi, sense, limit), rows in bounds.groupby(["kpi", "sense", "limit"], sort=False):
        keep = [
            view.say(f"response.{word}", schemes=view.names(schemes))
            for word, state in (("broken", "infeasible"), ("unclear", "unclear"))
            if (schemes := list(rows.loc[rows["state"] == state, "scheme"]))
        ]
        texts.append(
            view.say(
                "response.bound",
                kpi=view.kpi(str(kpi)),
                sense=view.say(f"sense.{str(sense).replace(' ', '_')}"),
                limit=view.value(str(kpi), float(limit)),
                keep=view.gap.join(keep) or view.say("response.all_keep"),
            )
        )
    return texts


def load(view: View) -> list[str]:
    """Who keeps people busiest and idlest, and how much of the time is spent on the road."""
    texts = []
    if found := _ends(view, "utilisation", lambda value: view.share(value, 0)):
        words = {"busiest": found.high, "busiest_share": found.most, "idlest": found.low, "idlest_share": found.least}
        texts.append(view.say("load.ends", **words, tail=found.tail))
    if found := _ends(view, "travel_share", view.share):
        words = {"low": found.least, "low_scheme": found.low, "high": found.most, "high_scheme": found.high}
        texts.append(view.say("load.travel", **words))
    return texts


def people(view: View) -> list[str]:
    """Who knows the work best; and what may be said about pay plans."""
    return [*familiarity(view), *pay_plans(view)]


def familiarity(view: View) -> list[str]:
    """Where people know the task in hand best, and what that saves; nothing where nobody learns."""
    effects = view.run.playbook.market.effects
    known = _means(view, "familiarity").dropna()
    if effects.learning is None or not effects.active("learning") or view.baseline not in known:
        return []
    best, before = str(known.idxmax()), float(known[view.baseline])
    words = {"baseline": view.scheme(view.baseline), "before": fixed(before, 2)}
    if fixed(float(known[best]), 2) == words["before"]:
        return [view.say("people.familiarity.baseline", **words)]
    saved = -math.expm1(-float(effects.learning.exponent) * (float(known[best]) - before))
    return [
        view.say(
            "people.familiarity",
            best=view.scheme(best),
            value=fixed(float(known[best]), 2),
            share=view.share(saved),
            **words,
        )
    ]


def pay_plans(view: View) -> list[str]:
    """Whether this run can rank pay plans; nothing where every scheme pays alike and effort doesn't respond."""
    schemes = view.run.playbook.experiment.schemes.values()
    if all(scheme.incentives is None for scheme in schemes):
        return []
    response = view.run.playbook.market.effects.effort_response
    if response is None or not response.enabled:
        return [view.say("people.pay_off")]
    texts = [view.say("people.pay_on")]
    if found := _ends(view, "effort", lambda value: fixed(value, 3)):
        words = {"low": found.least, "low_scheme": found.low, "high": found.most, "high_scheme": found.high}
        texts.append(view.say("people.effort", **words))
    return texts


class _Ends(NamedTuple):
    """The scheme with the lowest value and that with the highest, and their values, all in words.

    `tail` ends the sentence with the baseline's value; empty where the baseline is one of the two.
    """

    low: str
    least: str
    high: str
    most: str
    tail: str


def _ends(view: View, kpi: str, said: Callable[[float], str]) -> _Ends | None:
    """Where a KPI's range begins and ends; None where it has no value, or reads the same at both ends."""
    means = _means(view, kpi)
    known = means.dropna()
    if known.empty or said(float(known.min())) == said(float(known.max())):
        return None
    low, high = str(known.idxmin()), str(known.idxmax())
    before = {"baseline": view.scheme(view.baseline), "before": said(float(means[view.baseline]))}
    tail = "" if view.baseline in {low, high} else view.say("ends.baseline", **before)
    return _Ends(view.scheme(low), said(float(known[low])), view.scheme(high), said(float(known[high])), tail)


def _means(view: View, kpi: str) -> pd.Series:
    """A KPI's mean over replications for each scheme; NaN where it has none in all of them."""
    return view.run.samples(kpi).mean()
