"""The picture beside the answer, and the ways of subdividing ranked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report import figures_base as base
from sim.report import numbers, tables
from sim.report.theme import INK, MUTED, OTHER, RULE
from sim.report.view import View
from sim.results import beside

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def gain(view: View) -> Axes:
    """Gain over the baseline of every scheme, with simultaneous intervals and the band of indifference."""
    table = tables.gains_over_baseline(view)
    verdict = view.verdict
    divisor, unit = base.scale_for(view, table["mean"], table["low"], table["high"])
    with base.drawing(view, height=0.9 + 0.25 * len(table)) as axes:
        rows = np.arange(len(table))
        band = verdict.indifference / divisor
        axes.axvspan(-band, band, color=RULE, alpha=0.55, linewidth=0, zorder=0)
        base.zero_line(axes)
        colours = [_colour(view, str(name)) for name in table.index]
        base.dots_with_intervals(
            axes, rows, table["mean"] / divisor, table["low"] / divisor, table["high"] / divisor, colours
        )
        base.name_rows(
            axes,
            rows,
            [view.scheme(name) for name in table.index],
            [name == verdict.recommended for name in table.index],
        )
        _write_values(
            axes,
            rows,
            (table["mean"] / divisor).tolist(),
            (table["high"] / divisor).tolist(),
            [name == verdict.recommended for name in table.index],
        )
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


def ways(view: View) -> Axes:
    """The best scheme of each way of subdividing, the best way first."""
    table = beside.ways(view.run)
    divisor, unit = base.scale_for(view, table["mean"], table["low"], table["high"])
    with base.drawing(view, height=base.rows_height(len(table), 0.9)) as axes:
        rows = np.arange(len(table))
        base.zero_line(axes)
        colours = [view.colours[name] if view.colours[name] != OTHER else MUTED for name in table["scheme"]]
        base.dots_with_intervals(
            axes, rows, table["mean"] / divisor, table["low"] / divisor, table["high"] / divisor, colours, size=52
        )
        labels = [
            view.say("label.way_and_scheme", way=view.way(row.way), scheme=view.scheme(row.scheme))
            for row in table.itertuples()
        ]
        base.name_rows(axes, rows, labels)
        _write_values(axes, rows, (table["mean"] / divisor).tolist(), (table["high"] / divisor).tolist())
        axes.set_xlabel(view.say("axis.gain", baseline=view.scheme(view.baseline), unit=unit))
        return base.finish(
            view,
            axes,
            "ways",
            view.say("alt.ways", first=view.way(str(table["way"].iloc[0]))),
            view.say("caption.ways", confidence=view.confidence),
        )


def _write_values(
    axes: Axes, rows: np.ndarray, means: list[float], highs: list[float], bold: list[bool] | None = None
) -> None:
    """The mean in figures, to the right of each interval."""
    left, right = axes.get_xlim()
    axes.set_xlim(left, right + 0.09 * (right - left))
    for row, mean, high, strong in zip(rows, means, highs, bold or [False] * len(means), strict=True):
        axes.annotate(
            numbers.fixed(mean, 2 if max(map(abs, means)) < 20 else 0, signed=True),
            (max(high, mean), row),
            xytext=(6, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.5,
            color=INK,
            fontweight="bold" if strong else "normal",
        )
