"""What customers, leads and people experience, chapter by chapter, in sentences made from the ledger's numbers."""

from __future__ import annotations

import math

import pandas as pd

from sim.report import tables
from sim.report.numbers import fixed
from sim.report.view import View


def question(view: View) -> str:
    """The playbook's own question."""
    asked = view.run.playbook.experiment.question
    return "" if asked is None else f"**{asked.of(view.lang)}**"


def market(view: View) -> list[str]:
    """The market in two sentences."""
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
    ]


def funnel(view: View) -> list[str]:
    """Who turns most and fewest leads into wins, and where the subject leaks most."""
    reached = tables.funnel(view)
    rates = tables.conversion(view).loc[view.subject]
    most, fewest, stage = str(reached["wins"].idxmax()), str(reached["wins"].idxmin()), str(rates.idxmin())
    return [
        view.say(
            "funnel.most",
            most=view.scheme(most),
            most_wins=_of(view, most, "wins"),
            fewest=view.scheme(fewest),
            fewest_wins=_of(view, fewest, "wins"),
            leads=_of(view, view.baseline, "leads"),
        ),
        view.say(
            "funnel.leak",
            scheme=view.scheme(view.subject),
            stage=view.stage(stage),
            share=view.share(float(rates[stage])),
        ),
    ]


def waiting(view: View) -> str:
    """The longest queue of all."""
    hours = tables.waiting(view)
    scheme, stage = hours.stack().idxmax()
    return view.say(
        "waiting.longest",
        scheme=view.scheme(str(scheme)),
        stage=view.stage(str(stage)),
        hours=view.say("unit.hours", value=fixed(hours.loc[scheme, stage], 1)),
        baseline=view.scheme(view.baseline),
        before=view.say("unit.hours", value=fixed(hours.loc[view.baseline, stage], 1)),
    )


def response(view: View) -> list[str]:
    """Who leaves fewest and most leads unanswered, and whether the bounds are kept."""
    never = _means(view)["never_answered_share"]
    fewest, most = str(never.idxmin()), str(never.idxmax())
    texts = [
        view.say(
            "response.ends",
            fewest=view.scheme(fewest),
            fewest_share=view.share(float(never[fewest])),
            most=view.scheme(most),
            most_share=view.share(float(never[most])),
            baseline=view.scheme(view.baseline),
            before=view.share(float(never[view.baseline])),
        )
    ]
    states = view.verdict.feasibility
    for rule in view.run.playbook.experiment.decision.subject_to:
        limit = rule.at_most or rule.at_least
        if limit is None:
            continue
        broken = [name for name, state in states.items() if state == "infeasible"]
        unclear = [name for name, state in states.items() if state == "unclear"]
        keep = [
            view.say("response.broken", schemes=view.names(broken)) if broken else "",
            view.say("response.unclear", schemes=view.names(unclear)) if unclear else "",
        ]
        texts.append(
            view.say(
                "response.bound",
                kpi=view.kpi(rule.kpi),
                sense=view.say("sense.at_most" if rule.at_most else "sense.at_least"),
                limit=view.value(rule.kpi, limit.value),
                keep=view.gap.join(filter(None, keep)) or view.say("response.all_keep"),
            )
        )
    return texts


def load(view: View) -> list[str]:
    """Who keeps people busiest and idlest, and how much of the time is spent on the road."""
    means = _means(view)
    busy, road = means["utilisation"], means["travel_share"]
    texts = [
        view.say(
            "load.ends",
            busiest=view.scheme(str(busy.idxmax())),
            busiest_share=view.share(float(busy.max()), 0),
            idlest=view.scheme(str(busy.idxmin())),
            idlest_share=view.share(float(busy.min()), 0),
            baseline=view.scheme(view.baseline),
            before=view.share(float(busy[view.baseline]), 0),
        )
    ]
    if road.max() > 0:
        texts.append(
            view.say(
                "load.travel",
                low=view.share(float(road.min())),
                low_scheme=view.scheme(str(road.idxmin())),
                high=view.share(float(road.max())),
                high_scheme=view.scheme(str(road.idxmax())),
            )
        )
    return texts


def people(view: View) -> list[str]:
    """Who knows the work best; and what may be said about pay plans."""
    return [*familiarity(view), *pay_plans(view)]


def familiarity(view: View) -> list[str]:
    """Where people know the task in hand best, and what that saves; nothing where nobody learns."""
    effects = view.run.playbook.market.effects
    known = _means(view).get("familiarity", pd.Series(dtype=float)).dropna()
    if effects.learning is None or not effects.active("learning") or view.baseline not in known:
        return []
    best, before = str(known.idxmax()), float(known[view.baseline])
    words = {"baseline": view.scheme(view.baseline), "before": fixed(before, 2)}
    if fixed(float(known[best]), 2) == fixed(before, 2):
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
    effort = _means(view)["effort"]
    return [
        view.say("people.pay_on"),
        view.say(
            "people.effort",
            low=fixed(float(effort.min()), 3),
            low_scheme=view.scheme(str(effort.idxmin())),
            high=fixed(float(effort.max()), 3),
            high_scheme=view.scheme(str(effort.idxmax())),
        ),
    ]


def _means(view: View) -> pd.DataFrame:
    return view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False)


def _of(view: View, scheme: str, kpi: str) -> str:
    return view.value(kpi, float(view.run.samples(kpi)[scheme].mean()))
