"""What a scheme does otherwise than the baseline, in words: its choices, and figures where a name says too little.

Choices of one name, and people, are told apart by the figures that differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from sim.inputs.models.playbook import LEVERS, Scheme
from sim.report import numbers
from sim.report.view import View
from sim.report.words.assumptions_zh import in_chinese
from sim.results.assumptions import figures_of

MOST_FIGURES = 3


def differences(view: View, name: str) -> str:
    """The levers in which a scheme differs from the baseline."""
    schemes = view.run.playbook.experiment.schemes
    scheme, base = schemes[name], schemes[view.baseline]
    if name == view.baseline:
        return view.say("schemes.baseline")
    parts = [_choice(view, scheme, lever) for lever in LEVERS if getattr(scheme, lever) != getattr(base, lever)]
    return view.say("list.part").join(parts) or view.say("schemes.same")


def _choice(view: View, scheme: Scheme, lever: str) -> str:
    chosen = getattr(scheme, lever)
    if lever == "people":
        said = view.say(f"managers.{scheme.people.managers.by}")
        others: Iterable[Scheme] = [view.run.playbook.experiment.schemes[view.baseline]]
    else:
        title = view.say("lever.none") if chosen is None else view.title(chosen, "")
        named = view.say(f"lever.{lever}")
        said = view.say("colon", left=named, right=title) if title else named
        others = view.run.playbook.experiment.schemes.values()
    figures = [] if chosen is None else _figures(view, scheme, lever, others)
    return view.say("choice.figures", choice=said, figures=view.say("list.comma").join(figures)) if figures else said


def _figures(view: View, scheme: Scheme, lever: str, others: Iterable[Scheme]) -> list[str]:
    """Figures in which the choice differs from others of the same name, as far as there are few."""
    chosen = getattr(scheme, lever)
    mine = {key: (value, unit, description) for key, value, unit, description in figures_of(chosen)}
    found: dict[str, str] = {}
    for other in others:
        choice = getattr(other, lever)
        if choice is None or choice == chosen or (lever != "people" and choice.title != chosen.title):
            continue
        theirs = {key: value for key, value, _, _ in figures_of(choice)}
        for key, (value, unit, description) in mine.items():
            if theirs.get(key) != value:
                found[key] = _figure(view, value, unit, description)
    return list(found.values()) if len(found) <= MOST_FIGURES else []


def _figure(view: View, value: float, unit: str, description: str) -> str:
    text = in_chinese(description) if view.lang == "zh" else description
    # What follows the first clause explains it further.
    text = re.split("[;,；，]", text.rstrip(".。"))[0]
    amount = view.share(value, 0) if unit == "share" else numbers.trimmed(value)
    return view.say("choice.figure", what=text[:1].lower() + text[1:], value=amount)
