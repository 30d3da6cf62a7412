"""What stands beside the comparison: sweeps, the null market, the long run."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report import figures_base as base
from sim.report import tables
from sim.report.numbers import three_digits, trimmed
from sim.report.theme import ACCENT, CATEGORIES, LOSS, MUTED
from sim.report.view import View
from sim.results import beside
from sim.results.decide.best_value import BestValue

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOUBLE_ROW_INCHES = 0.28
"""Height of a row with two intervals."""


def sweep(view: View, name: str) -> Axes:
    """Gain over the baseline along one parameter with its band, a line for each scheme; where the leader turns."""
    import seaborn as sns

    table, flip = beside.sweep(view.run, name), beside.flip(view.run, name)
    divisor, unit = base.scale_for(view, table["mean"])
    title = view.run.playbook.experiment.also.sweeps[name].title.of(view.lang)
    order = [flip.scheme, *(scheme for scheme in dict.fromkeys(table["scheme"]) if scheme != flip.scheme)]
    palette = {
        view.scheme(scheme): colour for scheme, colour in zip(order, itertools.cycle(CATEGORIES), strict=False)
    }  # fmt: skip
    with base.drawing(view, height=2.5) as axes:
        scaled = table.assign(gain=table["mean"] / divisor, title=table["scheme"].map(view.scheme))
        sns.lineplot(
            scaled, x="value", y="gain", hue="title", hue_order=list(palette), palette=palette, marker="o", ax=axes,
            errorbar=None,
        )  # fmt: skip
        for scheme in order:
            part = scaled[scaled["scheme"] == scheme].replace([np.inf, -np.inf], np.nan).sort_values("value")
            leads = scheme == flip.scheme
            axes.fill_between(
                part["value"], part["low"] / divisor, part["high"] / divisor,
                color=palette[view.scheme(scheme)], alpha=0.28 if leads else 0.1, linewidth=0, zorder=1,
            )  # fmt: skip
        # Bands are shown whole: one that is cut at the edge looks surer than it is.
        shown = scaled[["gain", "low", "high"]].assign(low=scaled["low"] / divisor, high=scaled["high"] / divisor)
        finite = shown.to_numpy(dtype=float).ravel()
        finite = np.append(finite[np.isfinite(finite)], 0.0)
        margin = 0.05 * (float(np.ptp(finite)) or 1.0)
        axes.set_ylim(float(finite.min()) - margin, float(finite.max()) + margin)
        base.zero_line(axes, "y")
        if flip.located is not None:
            _mark(axes, *flip.located)
        axes.set(xlabel=title, ylabel=view.say("axis.gain.short", unit=unit))
        axes.legend(title=None, loc="center left", bbox_to_anchor=(1.0, 0.5))
        caption = view.say(
            "caption.sweep" if flip.located else "caption.sweep.unmarked",
            confidence=view.confidence,
            n=int(table["n"].min()),
            scheme=view.scheme(flip.scheme),
        )
        return base.finish(view, axes, f"sweep-{name}", view.say("alt.sweep", title=title), caption)


def best_value(view: View, name: str, found: BestValue) -> Axes:
    """Each value of a sweep less the best of the others, with the bounds of the comparison with the best."""
    spec = view.run.playbook.experiment.also.sweeps[name]
    mean, low, high = np.array(found.short).T
    divisor, unit = base.scale_for(view, mean)
    rows, scheme = np.arange(len(found.values)), view.scheme(spec.best_of or view.baseline)
    with base.drawing(view, height=base.rows_height(len(rows), 1.0)) as axes:
        colours = [ACCENT if value in found.kept else MUTED for value in found.values]
        base.dots_with_intervals(axes, rows, mean / divisor, low / divisor, high / divisor, colours)
        base.zero_line(axes)
        base.name_rows(axes, rows, [trimmed(value) for value in found.values], [v == found.best for v in found.values])
        axes.set(xlabel=view.say("axis.short", unit=unit), ylabel="")
        title = spec.title.of(view.lang)
        caption = view.say("caption.best", scheme=scheme, title=title, confidence=view.confidence, n=found.n)
        return base.finish(view, axes, f"best-{name}", view.say("alt.best", title=title), caption)


def _mark(axes: Axes, value: float, low: float, high: float) -> None:
    """The flip value, and the interval in which it lies."""
    axes.axvspan(low, high, color=LOSS, alpha=0.09, linewidth=0, zorder=0)
    axes.axvline(value, color=LOSS, linewidth=1, linestyle=(0, (4, 2)))
    axes.annotate(
        three_digits(value), (value, 1), xycoords=("data", "axes fraction"), xytext=(4, -10),
        textcoords="offset points", color=LOSS, fontsize=8.5,
    )  # fmt: skip


def null_market(view: View) -> Axes:
    """Gains in the market itself beside gains in the null market, on the same scale."""
    null = beside.null(view.run)
    here = tables.gains_over_baseline(view).loc[null["scheme"].tolist()].reset_index()
    table = pd.concat([here.assign(where="market"), null.assign(where="null")])
    return _beside(view, table, "where", ["market", "null"], "null")


def long_run(view: View) -> Axes:
    """Gains from today's memory beside gains when everyone has settled in."""
    return _beside(view, beside.steady(view.run), "start", ["today", "steady"], "steady")


def _beside(view: View, table: pd.DataFrame, column: str, kinds: list[str], name: str) -> Axes:
    first = table[table[column] == kinds[0]].sort_values("mean", ascending=False)
    order = first["scheme"].tolist()
    divisor, unit = base.scale_for(view, table["mean"])
    with base.drawing(view, height=1.1 + DOUBLE_ROW_INCHES * len(order)) as axes:
        for kind, colour, shift in zip(kinds, (ACCENT, MUTED), (-0.13, 0.13), strict=True):
            part = table[table[column] == kind].set_index("scheme").loc[order]
            rows = np.arange(len(order)) + shift
            base.dots_with_intervals(
                axes, rows, part["mean"] / divisor, part["low"] / divisor, part["high"] / divisor, [colour] * len(order)
            )
            axes.plot([], [], "o-", color=colour, linewidth=2.2, label=view.say(f"label.{name}.{kind}"))
        base.zero_line(axes)
        base.name_rows(axes, np.arange(len(order)), [view.scheme(scheme) for scheme in order])
        axes.figure.legend(loc="outside upper left", ncols=2)
        axes.set_xlabel(view.say("axis.gain", baseline=view.scheme(view.baseline), unit=unit))
        return base.finish(
            view,
            axes,
            name,
            view.say(f"alt.{name}"),
            view.say(f"caption.{name}", confidence=view.confidence, n=int(part["n"].min())),
        )


__all__ = ["best_value", "long_run", "null_market", "sweep"]
