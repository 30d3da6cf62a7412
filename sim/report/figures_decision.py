"""The picture beside the answer, and the ways of organising ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from sim.report import figures_base as base
from sim.report import numbers, tables
from sim.report.theme import CATEGORIES, INK, MUTED, OTHER, RULE
from sim.report.view import View
from sim.results import beside

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TWO_LINES = 1.3
"""How much taller the picture is where some names have a second line."""


def gain(view: View) -> Axes:
    """Gain over the baseline of every scheme, with simultaneous intervals and the band of indifference."""
    table = tables.gains_over_baseline(view)
    verdict = view.verdict
    divisor, unit = base.scale_for(view, table["mean"], table["low"], table["high"])
    names = [_with_standing(view, str(name)) for name in table.index]
    taller = TWO_LINES if any("\n" in name for name in names) else 1.0
    with base.drawing(view, height=base.rows_height(len(table), 0.8) * taller) as axes:
        rows = np.arange(len(table))
        band = verdict.indifference / divisor
        axes.axvspan(-band, band, color=RULE, alpha=0.55, linewidth=0, zorder=0)
        base.zero_line(axes)
        colours = [_colour(view, str(name)) for name in table.index]
        base.dots_with_intervals(
            axes, rows, table["mean"] / divisor, table["low"] / divisor, table["high"] / divisor, colours
        )
        bold = [name == verdict.recommended for name in table.index]
        base.name_rows(axes, rows, names, bold)
        _write_values(axes, rows, (table["mean"] / divisor).tolist(), bold)
        axes.set_xlabel(view.say("axis.gain", baseline=view.scheme(view.baseline), unit=unit))
        caption = view.say(
            "caption.gain",
            baseline=view.scheme(view.baseline),
            n=verdict.replications,
            confidence=view.confidence,
            band=view.money(verdict.indifference),
        )
        return base.finish(
            view,
            axes,
            "gain",
            view.say(
                "alt.gain",
                first=view.scheme(str(table.index[0])),
                mean=view.money(float(table["mean"].iloc[0]), signed=True),
            ),
            caption,
        )


def _colour(view: View, name: str) -> str:
    """Accent for the recommended; where nothing is decided, dark for those that may still be best."""
    if view.verdict.recommended is None and name in view.verdict.possible:
        return MUTED
    return view.colours[name]


def _with_standing(view: View, name: str) -> str:
    """A scheme's title, and below it the bounds that it breaks, or is not shown to keep."""
    state = view.verdict.feasibility[name]
    label = {"infeasible": "label.breaks", "unclear": "label.unclear"}.get(state)
    if label is None:
        return view.scheme(name)
    table = view.verdict.constraint_values
    rows = table[(table["scheme"] == name) & (table["state"] == state)]
    return view.say(label, scheme=view.scheme(name), bounds=view.bounds(rows))


def ways(view: View) -> Axes:
    """The best scheme of each way, the best way first: its whole gain and, where there are controls, that alone."""
    table = beside.ways(view.run)
    controlled = bool((table["control"] != view.baseline).any())
    shown = ["mean", "low", "high", *(["alone_mean", "alone_low", "alone_high"] if controlled else [])]
    divisor, unit = base.scale_for(view, *(table[column] for column in shown))
    scaled = table.assign(**{column: table[column] / divisor for column in shown})
    rows, shift = np.arange(len(table)), 0.17 if controlled else 0.0
    with base.drawing(view, height=base.rows_height(len(table), 0.9) * (1.7 if controlled else 1.0)) as axes:
        base.zero_line(axes)
        colours = [view.colours[name] if view.colours[name] != OTHER else MUTED for name in table["scheme"]]
        base.dots_with_intervals(axes, rows - shift, scaled["mean"], scaled["low"], scaled["high"], colours, size=52)
        if controlled:
            orange = [CATEGORIES[1]] * len(table)
            alone = (scaled["alone_mean"], scaled["alone_low"], scaled["alone_high"])
            base.dots_with_intervals(axes, rows + shift, *alone, orange, size=40)
            _legend_of_ways(view, axes)
        base.name_rows(axes, rows, [_way_label(view, row, controlled) for row in table.itertuples()])
        _write_values(axes, rows - shift, scaled["mean"].tolist())
        if controlled:
            _write_values(axes, rows + shift, scaled["alone_mean"].tolist(), colour=MUTED)
        label = "axis.gain.short" if controlled else "axis.gain"
        axes.set_xlabel(view.say(label, baseline=view.scheme(view.baseline), unit=unit))
        caption = view.say(
            "caption.ways.alone" if controlled else "caption.ways",
            confidence=view.confidence,
            baseline=view.scheme(view.baseline),
        )
        alt = view.say("alt.ways", first=view.way(str(table["way"].iloc[0])))
        return base.finish(view, axes, "ways", alt, caption)


def _way_label(view: View, row: Any, controlled: bool) -> str:
    label = view.say("label.way_and_scheme", way=view.way(row.way), scheme=view.scheme(row.scheme))
    if not controlled:
        return label
    return f"{label}\n{view.say('label.way_and_control', control=view.scheme(row.control))}"


def _legend_of_ways(view: View, axes: Axes) -> None:
    for colour, key in ((MUTED, "label.ways.total"), (CATEGORIES[1], "label.ways.alone")):
        axes.plot(
            [], [], color=colour, marker="o", linewidth=2.2, label=view.say(key, baseline=view.scheme(view.baseline))
        )
    axes.figure.legend(loc="outside upper left", ncols=2)


def _write_values(
    axes: Axes, rows: np.ndarray, means: list[float], bold: list[bool] | None = None, colour: str = INK
) -> None:
    """The means in figures, in a column of their own to the right, where no line crosses them."""
    decimals = 2 if max(map(abs, means)) < 20 else 0
    for row, mean, strong in zip(rows, means, bold or [False] * len(means), strict=True):
        axes.annotate(
            numbers.fixed(mean, decimals, signed=True),
            (1.0, row),
            xycoords=("axes fraction", "data"),
            xytext=(48, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=8.5,
            color=colour,
            fontweight="bold" if strong else "normal",
        )
