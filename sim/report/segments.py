"""The chapters on segments and on wrong records: who is in which, what each brings, what errors on record cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.inputs.models.levers import Segmentation
from sim.report import figures_base as base
from sim.report import numbers, show
from sim.report.theme import ACCENT, LOSS, MUTED
from sim.report.view import View
from sim.results.decide.picked import largest_shown, together
from sim.results.misrecording import cost_of_records
from sim.results.perfect import PERFECT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEASURES = {
    "leads": "leads",
    "wrong_share": "misclassified_share",
    "response_hours": "median_response_hours",
    "win_rate": "win_rate",
    "contribution": "contribution",
}
"""What is known of each segment, and the KPI whose title and unit it has."""
COST, BEYOND = ("cost", "low", "high"), ("beyond", "beyond_low", "beyond_high")
"""Mean and bounds of what wrong records cost, and of what they cost beyond the baseline's."""


def segments(view: View) -> pd.DataFrame | None:
    """Who is in which segment, how many wrongly, and what each brings; and what every rule matched."""
    frame = by_segment(view)
    if frame.empty:
        return None
    show.words(view, f"## {view.say('chapter.segments')}", view.say("chapter.segments.text"), *_told(view, frame))
    contribution(view)
    show.table(view, frame.drop(columns="segment"), "segments")
    matched = by_rule(view)
    if len(matched):
        show.words(view, f"### {view.say('chapter.rules')}", view.say("chapter.rules.text"))
        show.table(view, matched, "segment_rules")
    return frame


def records(view: View) -> pd.DataFrame | None:
    """What wrong records cost every scheme, and what sorting by them adds to that."""
    if PERFECT not in set(view.run.variants["variant"]):
        return None
    frame = cost_of_records(view.run)
    show.words(view, f"## {view.say('chapter.records')}", view.say("chapter.records.text"), *_cost_told(view, frame))
    cost(view)
    show.table(view, frame.rename(columns={"wrong_share": "misclassified_share"}), "records")
    return frame


def by_segment(view: View) -> pd.DataFrame:
    """A row for each scheme and segment: scheme, segment, customers (in words), and the KPIs of MEASURES, as means."""
    wide = _means(view, "segment")
    rows = []
    for (scheme, segment), values in wide.iterrows() if "contribution" in wide else ():
        if pd.notna(values["contribution"]) and _segmentation(view, scheme) is not None:
            found = [float(values.get(measure, np.nan)) for measure in MEASURES]
            rows.append((scheme, segment, segment_title(view, scheme, segment), *found))
    return pd.DataFrame(rows, columns=["scheme", "segment", "customers", *MEASURES.values()])


def by_rule(view: View) -> pd.DataFrame:
    """A row for each rule of each scheme, in order: scheme, rule (in words), leads a year that it matches and takes."""
    wide = _means(view, "rule")
    rows = []
    for (scheme, item), values in wide.iterrows():
        number, segment = str(item).split(" ", 1)
        rows.append((scheme, f"{number} {segment_title(view, scheme, segment)}", values["matches"], values["takes"]))
    return pd.DataFrame(rows, columns=["scheme", "rule", "matches", "takes"])


def segment_title(view: View, scheme: str, segment: str) -> str:
    """What customers of a segment are called: as the team that serves nobody else, else by the segment's name."""
    segmentation = _segmentation(view, scheme)
    for team in () if segmentation is None else segmentation.teams.values():
        if team.segments == [segment]:
            return view.title(team, segment)
    return segment


def contribution(view: View) -> Axes:
    """Contribution of each segment of each scheme."""
    frame = by_segment(view)
    divisor, unit = base.scale_for(view, frame["contribution"])
    rows = np.arange(len(frame))
    amounts = frame["contribution"].to_numpy() / divisor
    names = [
        view.say("colon", left=view.scheme(scheme), right=customers)
        for scheme, customers in zip(frame["scheme"], frame["customers"], strict=True)
    ]
    with base.drawing(view, height=base.rows_height(len(rows))) as axes:
        axes.barh(rows, amounts, height=0.62, color=[ACCENT if amount >= 0 else LOSS for amount in amounts])
        base.zero_line(axes)
        base.name_rows(axes, rows, names)
        axes.set_xlabel(view.say("axis.contribution", unit=unit))
        caption = view.say("caption.segments", n=view.verdict.replications)
        return base.finish(view, axes, "segments", view.say("alt.segments"), caption)


def cost(view: View) -> Axes:
    """What a perfect record would bring each scheme, with intervals; coloured where it is shown among them all."""
    frame = cost_of_records(view.run)
    joint = together(frame, view.verdict.confidence, COST)
    divisor, unit = base.scale_for(view, frame["cost"])
    rows = np.arange(len(frame))
    with base.drawing(view, height=base.rows_height(len(rows))) as axes:
        means, lows, highs = (frame[key] / divisor for key in ("cost", "low", "high"))
        colours = [LOSS if low > 0 else MUTED for low in joint["low"]]
        base.dots_with_intervals(axes, rows, means, lows, highs, colours)
        base.zero_line(axes)
        base.name_rows(axes, rows, [view.scheme(name) for name in frame["scheme"]])
        axes.set_xlabel(view.say("axis.records", unit=unit))
        caption = view.say("caption.records", confidence=view.confidence, n=int(frame["n"].min()))
        return base.finish(view, axes, "records", view.say("alt.records"), caption)


def _means(view: View, dimension: str) -> pd.DataFrame:
    """Means over the replications: index scheme and item, columns measures; schemes and items in their own order."""
    part = view.run.slices[view.run.slices["dimension"] == dimension]
    order = dict.fromkeys(zip(part["scheme"], part["item"], strict=True))
    wide = part.pivot_table(index=["scheme", "item"], columns="measure", values="value", sort=False)
    return wide.loc[[pair for pair in order if pair in wide.index]]


def _segmentation(view: View, scheme: str) -> Segmentation | None:
    return view.run.playbook.experiment.schemes[scheme].segmentation


def _told(view: View, frame: pd.DataFrame) -> list[str]:
    """Of the scheme that the report speaks of, or else the best with segments: which earn most and least; errors."""
    known = [name for name in view.ranking if name in set(frame["scheme"])]
    scheme = view.challenger if view.challenger in known else known[0]
    part = frame[frame["scheme"] == scheme].sort_values("contribution", ascending=False)
    first, last = part.iloc[0], part.iloc[-1]
    said = {"scheme": view.scheme(str(scheme))}
    if len(part) < 2:
        return [view.say("segments.one", **said)]
    texts = [
        view.say(
            "segments.most",
            first=first["customers"],
            most=view.money(first["contribution"]),
            leads=numbers.fixed(first["leads"], 0),
            last=last["customers"],
            least=view.money(last["contribution"]),
            fewer=numbers.fixed(last["leads"], 0),
            **said,
        )
    ]
    worst = part.loc[part["misclassified_share"].idxmax()] if part["misclassified_share"].notna().any() else None
    if worst is not None and worst["misclassified_share"] > 0:
        share = view.share(worst["misclassified_share"])
        texts.append(view.say("segments.wrong", worst=worst["customers"], share=share, **said))
    else:
        texts.append(view.say("segments.right", **said))
    return texts


def _cost_told(view: View, frame: pd.DataFrame) -> list[str]:
    """Which scheme loses most by wrong records, and which more than the baseline, if that is shown among them all."""
    texts, confidence = [], view.verdict.confidence
    row = largest_shown(frame, confidence, COST, sign=1)
    if row is not None:
        amount, interval = view.money_with_interval(row["cost"], row["low"], row["high"])
        name = view.scheme(row["scheme"])
        words = {"scheme": name, "confidence": view.confidence}
        texts.append(view.say("records.most", amount=amount, interval=interval, **words))
    else:
        texts.append(view.say("records.none", n=int(frame["n"].min())))
    row, baseline = largest_shown(frame, confidence, BEYOND, sign=1), view.scheme(view.baseline)
    if row is not None:
        amount, interval = view.money_with_interval(row["beyond"], row["beyond_low"], row["beyond_high"])
        words = {"scheme": view.scheme(row["scheme"]), "share": view.share(row["wrong_share"]), "baseline": baseline}
        words |= {"confidence": view.confidence}
        texts.append(view.say("records.sorting", amount=amount, interval=interval, **words))
    else:
        texts.append(view.say("records.sorting.none", baseline=baseline))
    joint = together(frame, confidence, COST)
    if len(helped := list(joint.loc[joint["high"] < 0, "scheme"])):
        texts.append(view.say("records.help", items=view.names(helped)))
    return texts
