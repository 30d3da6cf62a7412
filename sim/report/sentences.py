"""The answer in words, made from this run's numbers: never a sentence that the numbers don't bear out."""

from __future__ import annotations

from html import escape

from sim.report.caveats import caveats
from sim.report.numbers import fixed
from sim.report.tables import COSTS, gains_over_baseline
from sim.report.view import View
from sim.results.kpi_catalogue import kpi_of

NEGLIGIBLE_COST = 0.001
"""Differences in running cost below this share of the baseline's are called the same."""


def verdict(view: View) -> str:
    """The one sentence to read aloud: scheme, gain with interval and confidence, what it costs, the largest caveat."""
    found = view.verdict
    common = {"baseline": view.scheme(view.baseline), "confidence": view.confidence, "caveat": caveats(view)[0]}
    if len(view.schemes) == 1:
        return view.say("verdict.only", baseline=view.scheme(view.baseline))
    if not any(state == "feasible" for state in found.feasibility.values()):
        return view.say("verdict.infeasible", best=view.scheme(view.ranking[0]))
    if found.status == "equivalent":
        return view.say(
            "verdict.equivalent",
            possible=view.names(found.possible),
            indifference=view.money(found.indifference),
            **common,
        )
    if found.recommended == view.baseline:
        return _keep(view, common)
    numbers = _gain_in_words(view)
    if found.status == "recommended" and found.recommended is not None:
        return view.say(
            "verdict.recommended",
            scheme=view.scheme(found.recommended),
            cost=running_cost(view, found.recommended),
            **numbers,
            **common,
        )
    others = view.names(name for name in found.possible if name != found.best) or view.scheme(view.baseline)
    if found.best == view.baseline:
        return view.say("verdict.undecided_baseline", others=others, **common)
    return view.say(
        "verdict.undecided",
        best=view.scheme(found.best),
        others=others,
        cost=running_cost(view, found.best),
        **numbers,
        **common,
    )


def _gain_in_words(view: View) -> dict[str, str]:
    row = gains_over_baseline(view).loc[view.subject] if view.subject != view.baseline else None
    if row is None:
        return {}
    return {"gain": view.money(float(row["mean"])), "interval": view.interval(float(row["low"]), float(row["high"]))}


def _keep(view: View, common: dict[str, str]) -> str:
    feasible = [name for name, state in view.verdict.feasibility.items() if state != "infeasible"]
    others = gains_over_baseline(view)
    row = others.loc[[name for name in others.index if name in feasible] or list(others.index)].iloc[0]
    return view.say(
        "verdict.keep",
        runner=view.scheme(str(row.name)),
        gap=view.money(-float(row["mean"])),
        interval=view.interval(-float(row["high"]), -float(row["low"])),
        **common,
    )


def running_cost(view: View, scheme: str) -> str:
    """What a scheme costs to run, against the baseline, as a clause."""
    means = view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False)[list(COSTS)].sum(
        axis=1
    )
    difference = float(means[scheme] - means[view.baseline])
    if abs(difference) <= NEGLIGIBLE_COST * abs(float(means[view.baseline])):
        return view.say("cost.same")
    return view.say("cost.more" if difference > 0 else "cost.less", amount=view.money(abs(difference)))


def below(view: View) -> list[str]:
    """What stands right below the answer: how sure, and the winner's curse taken off."""
    found, challenger = view.verdict, view.challenger
    if challenger is None:
        return []
    samples = view.run.samples(view.run.playbook.experiment.decision.maximise)
    wins = int((samples[challenger] > samples[view.baseline]).sum())
    texts = [
        view.say(
            "sure.paired",
            n=found.replications,
            wins=wins,
            scheme=view.scheme(challenger),
            baseline=view.scheme(view.baseline),
        )
    ]
    if found.best != view.baseline and found.gain[0] > 0:
        texts.append(view.say("sure.shrunk", gain=view.money(found.shrunk_gain)))
    return texts


def answer(view: View) -> str:
    """HTML of the first screen's words: the sentence, and what qualifies it."""
    rest = "".join(f"<p>{escape(text)}</p>" for text in below(view))
    return f'<div class="verdict"><p>{escape(verdict(view))}</p>{rest}</div>'


def cards(view: View) -> str:
    """HTML of four figures: the gain, wins, leads never answered and the cost of a win."""
    challenger = view.challenger
    if challenger is None:
        return ""
    row = gains_over_baseline(view).loc[challenger]
    detail = view.say(
        "card.gain.detail",
        interval=view.interval(float(row["low"]), float(row["high"])),
        baseline=view.scheme(view.baseline),
    )
    kind = "good" if row["low"] > 0 else "bad" if row["high"] < 0 else ""
    found = [
        _card(_in_currency(view, "card.gain"), _short(view, view.money(float(row["mean"]), signed=True)), detail, kind)
    ]
    for key, kpi in (
        ("card.wins", "wins"),
        ("card.response", "never_answered_share"),
        ("card.cost", "cost_to_acquire"),
    ):
        means = view.run.samples(kpi).mean()
        before = view.value(kpi, float(means[view.baseline]))
        text = view.say(
            "card.detail", scheme=view.scheme(challenger), baseline=view.scheme(view.baseline), value=before
        )
        found.append(
            _card(
                _in_currency(view, key) if kpi_of(kpi).unit == "money" else view.say(key),
                _short(view, view.value(kpi, float(means[challenger]))),
                text,
                "",
            )
        )
    return f'<div class="kpi-cards">{"".join(found)}</div>'


def _in_currency(view: View, key: str) -> str:
    """A card's label, with the currency where the figure below leaves it out."""
    label = view.say(key)
    return label if view.lang == "zh" else view.say("column.in_unit", head=label, unit=view.currency)


def _short(view: View, text: str) -> str:
    """Without the currency, which in English stands in the label, so that large figures keep to one line."""
    return text.replace(f"{view.currency} ", "") if view.lang == "en" else text


def _card(label: str, value: str, detail: str, kind: str) -> str:
    return (
        f'<div class="kpi-card {kind}"><div class="kpi-label">{escape(label)}</div>'
        f'<div class="kpi-value">{escape(value)}</div>'
        f'<div class="kpi-detail">{escape(detail)}</div></div>'
    )


def what_would_decide(view: View) -> list[str]:
    """What the run can tell apart, and if undecided how many replications would decide."""
    found = view.verdict
    if found.detectable_gain is None:
        return []
    words = {
        "now": fixed(found.replications, 0),
        "detectable": view.money(found.detectable_gain),
        "indifference": view.money(found.indifference),
    }
    if found.status != "undecided" or found.required_replications is None:
        return [view.say("decide.detectable", **words)]
    needed = fixed(found.required_replications, 0)
    return [
        view.say("decide.shrug", possible=view.names(found.possible)),
        view.say("decide.undecided", n=needed, **words),
        view.say("decide.next", n=found.required_replications, indifference=words["indifference"]),
    ]


def why(view: View) -> list[str]:
    """Why the intervals are what they are: all around zero or not, and what working the same leads saved."""
    found = view.verdict
    gains = gains_over_baseline(view)
    texts = []
    if len(gains) and ((gains["low"] <= 0) & (gains["high"] >= 0)).all():
        texts.append(view.say("why.all_zero", n=found.replications))
    saved = found.variance_saved
    if saved > 0:
        texts.append(view.say("why.pairing" if saved > 1.05 else "why.pairing_none", factor=fixed(saved, 1)))
    return texts
