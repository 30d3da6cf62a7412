"""The best value of a sweep in sentences: which leads, which others may be the best, and what each step brings."""

from __future__ import annotations

import pandas as pd

from sim.report.numbers import fixed, trimmed
from sim.report.view import View
from sim.results.decide.best_value import BestValue


def best(view: View, name: str, found: BestValue) -> list[str]:
    """The leading value, the values that may be the best, and how far the grid bears it out."""
    spec = view.run.playbook.experiment.also.sweeps[name]
    kept, (low, high) = found.kept, found.around
    scheme = view.scheme(spec.best_of or view.baseline)
    words = {"scheme": scheme, "title": spec.title.of(view.lang), "confidence": view.confidence}
    leads = view.say(
        "best.leads", count=len(found.values), value=trimmed(found.best), n=fixed(found.n, 0), **words
    )  # fmt: skip
    kind = "best.alone" if len(kept) == 1 else "best.all" if len(kept) == len(found.values) else "best.set"
    listed = view.say("list.comma").join(trimmed(value) for value in kept)
    texts = [leads + view.gap + view.say(kind, confidence=view.confidence, kept=listed)]
    if kind == "best.all":
        return texts
    if found.open_below:
        texts.append(view.say("best.open.below", low=trimmed(low)))
    if found.open_above:
        texts.append(view.say("best.open.above", high=trimmed(high)))
    if not found.open_below and not found.open_above:
        texts.append(view.say("best.between", low=trimmed(low), high=trimmed(high)))
    return texts


def steps(view: View, found: BestValue) -> pd.DataFrame:
    """What each step from one value to the next brings: step, gain, low, high, outcome, n; intervals hold together."""
    rows = [
        (
            view.say("step.one", below=trimmed(step.below), above=trimmed(step.above)),
            step.mean,
            step.low,
            step.high,
            view.say(f"step.{'rises' if step.low > 0 else 'falls' if step.high < 0 else 'unshown'}"),
            found.n,
        )
        for step in found.steps
    ]
    return pd.DataFrame(rows, columns=["step", "gain", "low", "high", "outcome", "n"])
