"""The chapter on going over to another organisation: the dip, when it is made good, and what turning back costs.

Nothing is shown where every scheme is there from the start.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from sim.inputs.origins import origin_of
from sim.report import figures_base as base
from sim.report import numbers, show
from sim.report.theme import CATEGORIES, MUTED
from sim.report.view import View
from sim.results.dip import BreakEven, Floats, Low, break_even, lowest, path, total, weekly_gains
from sim.results.weeks import WEEK

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN = 6


class Going(NamedTuple):
    """A scheme that is reached from another: from which, when first, when back, and its weekly gains over staying."""

    scheme: str
    stayed: str
    first: int
    back: int | None
    gains: Floats


def transition(view: View) -> pd.DataFrame | None:
    """The chapter, and the weekly sums behind it; None where nothing changes."""
    found = goings(view)
    if not found:
        return None
    text = view.say("chapter.transition.text", confidence=view.confidence)
    show.words(view, f"## {view.say('chapter.transition')}", text, findings(view, found))
    draw(view, found)
    frame = sums(view, found)
    show.keep(view, frame, "transition")
    show.table(view, table(view, found), None)
    return frame


def goings(view: View) -> list[Going]:
    """Every scheme with a transition, in the playbook's order, against the organisation that there was first of all."""
    experiment, slices = view.run.playbook.experiment, view.run.slices
    played = set(slices[slices["dimension"] == WEEK]["scheme"])
    found = []
    for name, scheme in experiment.schemes.items():
        chain = [name]
        while (origin := origin_of(chain[-1], experiment.schemes[chain[-1]], view.baseline)) is not None:
            chain.append(origin)
        terms = scheme.transition
        if terms is None or len(chain) == 1 or not {name, chain[-1]} <= played:
            continue
        first = experiment.schemes[chain[-2]].transition
        assert first is not None, "whatever starts from another has a transition"
        gains = weekly_gains(slices, name, chain[-1])
        found.append(Going(name, chain[-1], first.week, terms.turn_back_week, gains))
    return found


def findings(view: View, found: list[Going]) -> list[str]:
    """For each, how deep the dip is, from when on it is made good, and what turning back has cost."""
    return [view.gap.join(_told(view, going)) for going in found]


def _told(view: View, going: Going) -> list[str]:
    confidence = view.verdict.confidence
    low, in_all = lowest(going.gains, confidence), total(going.gains, confidence)
    dip = (
        view.say("transition.no_low", scheme=view.scheme(going.scheme), first=going.first)
        if low.week is None
        else view.say(
            "transition.low",
            scheme=view.scheme(going.scheme),
            first=going.first,
            week=low.week,
            **_amount(view, *low[1:]),
        )
    )
    if going.back is None:
        even = _even(view, break_even(going.gains, going.first, confidence))
        return [dip, even, view.say("transition.end", **_amount(view, *in_all))]
    after = _amount(view, *total(going.gains, confidence, going.back))
    back = view.say(
        "transition.back",
        back=going.back,
        after=after["amount"],
        after_interval=after["interval"],
        **_amount(view, *in_all),
    )
    return [dip, back]


def _even(view: View, even: BreakEven) -> str:
    share = view.share(even.share, 0)
    if even.week is None:
        return view.say("transition.never" if even.earliest is None else "transition.never.open", share=share)
    if even.latest is None:
        return view.say("transition.even.open", week=even.week, share=share)
    return view.say("transition.even", week=even.week, earliest=even.earliest, latest=even.latest, share=share)


def _amount(view: View, mean: float, low: float, high: float) -> dict[str, str]:
    amount, interval = view.money_with_interval(mean, low, high, signed=True)
    return {"amount": amount, "interval": interval}


def table(view: View, found: list[Going]) -> pd.DataFrame:
    """A row for each scheme, as text."""
    confidence = view.verdict.confidence
    rows = []
    for going in found:
        low, even = lowest(going.gains, confidence), break_even(going.gains, going.first, confidence)
        rows.append(
            {
                "scheme": going.scheme,
                "stayed": view.scheme(going.stayed),
                "changes": str(going.first),
                "turns_back": view.say("transition.never_back") if going.back is None else str(going.back),
                "dip": _with_interval(view, low) if low.week is not None else "–",
                "dip_week": "–" if low.week is None else str(low.week),
                "even": _span(view, even),
                "even_share": view.share(even.share, 0),
                "in_all": _with_interval(view, Low(None, *total(going.gains, confidence))),
            }
        )
    return pd.DataFrame(rows)


def _with_interval(view: View, low: Low) -> str:
    return view.say("gain.with_interval", **_amount(view, low.mean, low.low, low.high))


def _span(view: View, even: BreakEven) -> str:
    if even.week is None:
        return view.say("transition.even.none")
    if even.latest is None:
        return view.say("transition.even.after", week=even.week, earliest=even.earliest)
    key = "transition.even.weeks" if even.earliest == even.latest else "transition.even.span"
    return view.say(key, week=even.week, earliest=even.earliest, latest=even.latest)


def sums(view: View, found: list[Going]) -> pd.DataFrame:
    """The numbers behind the picture: scheme, week, sum so far against having stayed, low, high."""
    rows = []
    for going in found:
        sums_of = path(going.gains.cumsum(axis=1), view.verdict.confidence)
        for week, values in enumerate(zip(*sums_of, strict=True)):
            rows.append((going.scheme, week, *values))
    return pd.DataFrame(rows, columns=["scheme", "week", "sum", "low", "high"])


def draw(view: View, found: list[Going]) -> Axes:
    """The sums by week with their bands, a line for each scheme."""
    shown = found[:DRAWN]
    paths = [path(going.gains.cumsum(axis=1), view.verdict.confidence) for going in shown]
    bounded = [values for item in paths for values in item if np.isfinite(values).all()]
    divisor, unit = base.scale_for(view, *bounded)
    with base.drawing(view, height=3.4) as axes:
        for going, item, colour in zip(shown, paths, itertools.cycle(CATEGORIES), strict=False):
            weeks = np.arange(len(item.mean))
            axes.plot(weeks, item.mean / divisor, color=colour, linewidth=1.8, label=view.scheme(going.scheme))
            if np.isfinite(item.low).all():
                axes.fill_between(
                    weeks, item.low / divisor, item.high / divisor, color=colour, alpha=0.15, linewidth=0, zorder=1
                )
        for week in sorted({week for going in shown for week in (going.first, going.back) if week is not None}):
            axes.axvline(week, color=MUTED, linewidth=0.9, linestyle=":", zorder=1)
        base.zero_line(axes, "y")
        axes.set(xlabel=view.say("axis.transition.week"), ylabel=view.say("axis.transition.sum", unit=unit))
        axes.figure.legend(loc="outside upper left", ncols=2)
        caption = view.say("caption.transition", confidence=view.confidence, n=numbers.fixed(len(shown[0].gains), 0))
        return base.finish(view, axes, "transition", view.say("alt.transition"), caption)


__all__ = ["draw", "findings", "goings", "sums", "table", "transition"]
