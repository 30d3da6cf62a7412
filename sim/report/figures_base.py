"""What every figure shares: an empty drawing in the house style, and its end: saved, shown, described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from sim.report import numbers
from sim.report.theme import INK, LOSS, MUTED, figure_size, save_figure, show_figure, themed
from sim.report.view import View
from sim.results.measures.kpi_catalogue import kpi_of

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

LONG_FOR_AN_AXIS = 1e4
"""Amounts from here on stand on an axis in thousands."""
PANELS_LINE = 72
"""Characters that stand side by side above all the panels of a figure."""
ROW_INCHES = 0.22
"""Height of a scheme's row in a figure that lists schemes downwards."""


@contextmanager
def drawing(view: View, columns: int = 1, rows: int = 1, height: float | None = None, **settings: Any) -> Iterator[Any]:
    """Axes of a new figure at full width, in the house style of the reader's language; `height` in inches."""
    import matplotlib.pyplot as plt

    width, usual = figure_size("full")
    with themed(view.lang):
        _, axes = plt.subplots(rows, columns, figsize=(width, height or usual), squeeze=False, **settings)
        yield axes[0, 0] if axes.size == 1 else axes.ravel()


def finish(view: View, axes: Axes, name: str, alt: str, caption: str) -> Axes:
    """Save the figure as SVG and PNG, show it with its description, and hand the axes back. Call it while drawing."""
    import matplotlib.pyplot as plt
    from matplotlib.figure import Figure

    figure = axes.figure
    if not isinstance(figure, Figure):
        raise TypeError("axes of a whole figure expected")
    # Laid out once, not again for each format: half of the time that a figure takes.
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    saved = save_figure(figure, view.folder / "figures", f"{name}.{view.lang}")
    show_figure(saved, alt=alt, caption=caption, lang=view.lang)
    plt.close(figure)
    return axes


def rows_height(count: int, extra: float = 0.9) -> float:
    """Height in inches of a figure with so many rows."""
    return extra + ROW_INCHES * count


def scale_for(view: View, *amounts: Sequence[float] | Any) -> tuple[float, str]:
    """(divisor, label of the unit) for an axis of amounts a year."""
    values = np.concatenate([np.asarray(values, dtype=np.float64).ravel() for values in amounts])
    scale = numbers.scale_of(values[np.isfinite(values)], view.lang)
    if scale.divisor == 1 and np.nanmax(np.abs(values), initial=0.0) >= LONG_FOR_AN_AXIS:
        scale = numbers.Scale(1e3, view.say("scale.thousand"))
    return scale.divisor, view.amount_unit(scale)


def dots_with_intervals(
    axes: Axes, positions: Any, means: Any, lows: Any, highs: Any, colours: Sequence[str], size: float = 34.0
) -> None:
    """A dot for each mean that there is and a line for its interval, lying along x."""
    import seaborn as sns

    x, y, lows, highs = (np.asarray(values, dtype=np.float64) for values in (means, positions, lows, highs))
    axes.hlines(y, lows, highs, colors=list(colours), linewidth=2.2, zorder=3)
    here = np.isfinite(x)
    shown = [colour for colour, is_here in zip(colours, here, strict=True) if is_here]
    sns.scatterplot(
        x=x[here], y=y[here], c=shown, s=size, ax=axes, zorder=4, edgecolor="white", linewidth=0.8, legend=False
    )


def name_rows(axes: Axes, positions: Any, labels: Sequence[str], bold: Sequence[bool] | None = None) -> None:
    """Rows' names beside the axes, the first on top."""
    axes.set_yticks(list(positions), list(labels))
    axes.set_ylim(max(positions) + 0.6, min(positions) - 0.6)
    axes.grid(visible=False, axis="y")
    for label, strong in zip(axes.get_yticklabels(), bold or [], strict=False):
        label.set_fontweight("bold" if strong else "normal")


def zero_line(axes: Axes, axis: Literal["x", "y"] = "x") -> None:
    """A line where nothing differs from the baseline."""
    (axes.axvline if axis == "x" else axes.axhline)(0, color=INK, linewidth=0.9, zorder=2)


def wrapped(view: View, title: str, characters: int) -> str:
    """A title in lines of at most so many letters, or half as many Chinese characters."""
    return "\n".join(wrap(title, max(1, characters if view.lang == "en" else characters // 2)))


def range_panels(view: View, name: str, kpis: Sequence[str]) -> list[Axes]:
    """A panel for each KPI: mean and range of each scheme's replications; the decision's bounds are drawn.

    A scheme with an infinite value has an infinite mean: its range ends at the edge, with the sign for it.
    """
    samples = {kpi: view.run.samples(kpi)[view.ranking] for kpi in kpis}
    shown = [kpi for kpi in kpis if samples[kpi].fillna(0).ne(0).any(axis=None)]
    if not shown:
        return []
    rows = np.arange(len(view.ranking))
    with drawing(view, len(shown), height=rows_height(len(rows), 1.0), sharey=True) as drawn:
        panels = [drawn] if len(shown) == 1 else list(drawn)
        for panel, kpi in zip(panels, shown, strict=True):
            factor = 100.0 if kpi_of(kpi).unit == "share" else 1.0
            values = factor * samples[kpi]
            means = values.mean()
            if not np.isposinf(means[view.baseline]):
                panel.axvline(means[view.baseline], color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), zorder=0)
            for limit in _limits(view, kpi):
                panel.axvline(factor * limit, color=LOSS, linewidth=1.1, linestyle=(0, (4, 2)), zorder=0)
            colours = [view.colours[scheme] for scheme in view.ranking]
            finite = values.mask(np.isposinf(means), axis="columns")
            dots_with_intervals(panel, rows, finite.mean(), finite.min(), finite.max(), colours)
            for row in np.flatnonzero(np.isposinf(means)):
                _endless(panel, int(row), values.iloc[:, row], colours[row])
            name_rows(panel, rows, [view.scheme(scheme) for scheme in view.ranking])
            panel.locator_params(axis="x", nbins=4)
            unit = {"share": "unit.axis.share", "hours": "unit.axis.hours"}.get(kpi_of(kpi).unit, "unit.axis.index")
            panel.set(xlabel=view.say(unit), ylabel="")
            title = wrapped(view, view.kpi(kpi), PANELS_LINE // len(shown))
            panel.set_title(title, fontsize=9, fontweight="normal")
        caption = view.say(f"caption.{name}", baseline=view.scheme(view.baseline))
        if any(_limits(view, kpi) for kpi in shown):
            caption += view.gap + view.say("caption.bound")
        finish(view, panels[0], name, view.say(f"alt.{name}"), caption)
        return panels


def _endless(panel: Axes, row: int, values: pd.Series, colour: str) -> None:
    """A range that has no end: from its least value to the edge of the panel."""
    left, right = panel.get_xlim()
    least = values.min()
    panel.hlines(row, least if least < right else left, right, colors=colour, linewidth=1.4, linestyles=":", zorder=3)
    panel.set_xlim(left, right)
    at_the_edge = panel.get_yaxis_transform()
    panel.text(0.985, row, "∞", transform=at_the_edge, color=colour, ha="right", va="center", zorder=5)


def _limits(view: View, kpi: str) -> list[float]:
    rules = [rule for rule in view.run.playbook.experiment.decision.subject_to if rule.kpi == kpi]
    return [limit.value for rule in rules if (limit := rule.at_most or rule.at_least) is not None]
