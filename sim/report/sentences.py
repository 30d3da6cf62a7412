"""The first screen's words and figures around the one sentence, and what the run can tell apart."""

from __future__ import annotations

import math
from html import escape

from sim.inputs.models.playbook import MOST_REPLICATIONS
from sim.report import headline
from sim.report.numbers import fixed
from sim.report.tables import gains_over_baseline
from sim.report.view import View
from sim.results.measures.kpi_catalogue import kpi_of

LITTLE_SAVED = 1.5
"""Below this ratio of variances pairing is said to save little, at 1 or below nothing."""


def below(view: View) -> list[str]:
    """What stands right below the answer: how sure, and the winner's curse taken off."""
    found, challenger = view.verdict, view.challenger
    if challenger is None:
        return []
    if found.replications < 2:
        return [view.say("sure.one")]
    samples = view.run.samples(view.run.playbook.experiment.decision.maximise)
    wins = int((samples[challenger] > samples[view.baseline]).sum())
    texts = [
        view.say(
            "sure.paired",
            n=found.replications,
            wins=wins,
            scheme=view.scheme(challenger),
            baseline=view.scheme(view.baseline),
            pairing=_pairing(view, challenger),
        )
    ]
    if challenger == found.best and found.gain[0] > 0:
        shrunk, _ = view.money_with_interval(found.shrunk_gain, *found.gain[1:])
        if shrunk != view.money_with_interval(*found.gain)[0]:  # less than what rounding hides is not worth a line
            texts.append(view.say("sure.shrunk", gain=shrunk))
    return texts


def _pairing(view: View, scheme: str) -> str:
    """What working the same leads saved for one scheme, in replications; empty where nothing varies."""
    ratio = view.verdict.saved_by_scheme.get(scheme)
    if ratio is None:
        return ""
    kind = "nothing" if ratio <= 1 else "little" if ratio < LITTLE_SAVED else "saves"
    return view.say(f"sure.pairing.{kind}", unpaired=fixed(math.ceil(ratio * view.verdict.replications), 0))


def answer(view: View) -> str:
    """HTML of the first screen's words: the sentence, and what qualifies it."""
    rest = "".join(f"<p>{escape(text)}</p>" for text in below(view))
    return f'<div class="verdict"><p>{escape(headline.verdict(view))}</p>{rest}</div>'


def cards(view: View) -> str:
    """HTML of four figures: the gain, wins, leads never answered and the cost of a win."""
    challenger = view.challenger
    if challenger is None:
        return ""
    row = gains_over_baseline(view).loc[challenger]
    mean, low, high = float(row["mean"]), float(row["low"]), float(row["high"])
    gain, interval = view.money_with_interval(mean, low, high, signed=True)
    words = {"scheme": view.scheme(challenger), "baseline": view.scheme(view.baseline), "interval": interval}
    detail = view.say("card.gain.detail" if view.verdict.replications > 1 else "card.gain.one", **words)
    kind = "good" if low > 0 else "bad" if high < 0 else ""
    found = [_card(_in_currency(view, "card.gain"), _short(view, gain), detail, kind)]
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
    if found.detectable_gain is None or found.replications < 2:
        return []
    words = {
        "now": fixed(found.replications, 0),
        "detectable": view.money(found.detectable_gain),
        "indifference": view.money(found.indifference),
    }
    if found.status != "undecided" or found.required_replications is None:
        return [view.say("decide.detectable", **words)]
    needed, possible = (
        fixed(found.required_replications, 0),
        view.say("decide.shrug", possible=view.names(found.possible)),
    )
    if found.required_replications <= found.replications:
        return [possible, *_narrow_but_open(view, words)]
    if found.required_replications > MOST_REPLICATIONS:
        return [possible, view.say("decide.beyond", n=needed, most=fixed(MOST_REPLICATIONS, 0), **words)]
    return [
        possible,
        view.say("decide.undecided", n=needed, **words),
        view.say("decide.next", n=found.required_replications, indifference=words["indifference"]),
    ]


def _narrow_but_open(view: View, words: dict[str, str]) -> list[str]:
    """Where the intervals are as narrow as the indifference, but lie across its edge: what may settle it."""
    needed = view.verdict.decision.replications_if_differences_stand
    if needed is None or needed > MOST_REPLICATIONS:
        return [view.say("decide.narrow", **words)]
    needed = max(needed, view.verdict.replications + 1)
    return [view.say("decide.narrow", **words), view.say("decide.if_stands", n=needed)]


def why(view: View) -> list[str]:
    """Why the intervals are what they are: all around zero or not, and what working the same leads saved."""
    found = view.verdict
    gains = gains_over_baseline(view)
    texts = []
    if found.replications > 1 and len(gains) and ((gains["low"] <= 0) & (gains["high"] >= 0)).all():
        texts.append(view.say("why.all_zero", n=found.replications, baseline=view.scheme(view.baseline)))
    saved = found.saved_by_scheme
    if not saved:
        return texts
    words = {
        "baseline": view.scheme(view.baseline),
        "low": fixed(min(saved.values()), 1),
        "high": fixed(max(saved.values()), 1),
        "factor": fixed(found.variance_saved, 1),
        "n": fixed(found.replications, 0),
    }
    texts.append(view.say("why.pairing" if found.variance_saved > 1 else "why.pairing.nothing", **words))
    if found.variance_saved < LITTLE_SAVED:
        texts.append(view.say("why.pairing.little"))
    return texts
