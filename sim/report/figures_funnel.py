"""Where leads get to, how long they wait at each stage, and how soon they hear from anyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report import figures_base as base
from sim.report import numbers, tables
from sim.report.theme import ACCENT, INK, LOSS, MUTED
from sim.report.view import View

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 14
"""Characters of a column's head in one line, so that neighbours don't run into each other."""


def funnel(view: View) -> Axes:
    """Leads that reach each stage, and wins, a year: numbers in the cells, colour by the difference to the baseline."""
    reached = tables.funnel(view)
    relative = reached.div(reached.loc[view.baseline], axis=1) - 1
    # What nobody reaches in the baseline has no relative difference.
    limit = _largest(relative.abs(), 0.02)
    return _heat(view, "funnel", relative, reached.map(lambda value: numbers.fixed(value, 0)), -limit, limit)


def waiting(view: View) -> Axes:
    """Mean business hours queued at each stage."""
    hours = tables.waiting(view)
    return _heat(
        view,
        "waiting",
        hours,
        hours.map(lambda value: numbers.fixed(value, 1)),
        0.0,
        _largest(hours, 0.1),
    )


def response(view: View) -> list[Axes]:
    """How soon leads hear from anyone, replication by replication: median, mean wait for the first task, and never."""
    first = next(iter(view.run.playbook.market.stages))
    return base.range_panels(
        view, "response", ["median_response_hours", f"stage_wait_hours.{first}", "never_answered_share"]
    )


def _largest(table: pd.DataFrame, least: float) -> float:
    """The largest finite number of a table, if it is more than `least`."""
    values = table.to_numpy(dtype=np.float64)
    return float(np.max(values[np.isfinite(values)], initial=least))


def _heat(view: View, name: str, colour_by: pd.DataFrame, text: pd.DataFrame, low: float, high: float) -> Axes:
    import seaborn as sns
    from matplotlib.colors import LinearSegmentedColormap

    colours = ["#ffffff", "#e8a77f", LOSS] if low == 0 else [LOSS, "#ffffff", ACCENT]
    with base.drawing(view, height=base.rows_height(len(colour_by), 0.95)) as axes:
        sns.heatmap(
            # A cell without a colour of its own is white, and has its figure nevertheless.
            colour_by.replace([np.inf, -np.inf], np.nan).fillna(0.0),
            annot=text.to_numpy(),
            fmt="",
            cmap=LinearSegmentedColormap.from_list(name, colours),
            vmin=low,
            vmax=high,
            cbar=False,
            linewidths=2,
            linecolor="white",
            ax=axes,
            annot_kws={"fontsize": 8.5},
        )
        _write_legibly(axes)
        heads = [base.wrapped(view, _column(view, column), LINE) for column in colour_by.columns]
        axes.set_xticklabels(heads, rotation=0)
        axes.set_yticklabels([view.scheme(scheme) for scheme in colour_by.index], rotation=0)
        for label, scheme in zip(axes.get_yticklabels(), colour_by.index, strict=True):
            label.set_fontweight("bold" if scheme == view.verdict.recommended else "normal")
            label.set_color(MUTED if scheme == view.baseline else INK)
        axes.xaxis.tick_top()
        axes.set(xlabel="", ylabel="")
        axes.grid(visible=False)
        return base.finish(
            view, axes, name, view.say(f"alt.{name}"), view.say(f"caption.{name}", baseline=view.scheme(view.baseline))
        )


def _write_legibly(axes: Axes) -> None:
    """Dark figures on all but the darkest cells."""
    faces = np.asarray(axes.collections[0].get_facecolor(), dtype=np.float64)[:, :3]
    linear = np.where(faces <= 0.04045, faces / 12.92, ((faces + 0.055) / 1.055) ** 2.4)
    # The contrast of white is the higher one below this relative luminance (WCAG 2.2).
    for text, luminance in zip(axes.texts, linear @ (0.2126, 0.7152, 0.0722), strict=True):
        text.set_color("white" if luminance < 0.18 else INK)


def _column(view: View, name: str) -> str:
    return view.say("label.wins") if name == "wins" else view.stage(name)
