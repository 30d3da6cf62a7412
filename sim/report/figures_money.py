"""Where the money of each scheme comes from and goes to, and why a spreadsheet promises more."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report import figures_base as base
from sim.report import numbers, tables
from sim.report.theme import ACCENT, BASELINE, CATEGORIES, INK, LOSS, MUTED
from sim.report.view import View
from sim.results import beside

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def money(view: View) -> Axes:
    """Each scheme's difference to the baseline, stacked by kind of money: earning to the right, costing to the left."""
    table = tables.money_differences(view)
    # Costs that no scheme has more of than another need neither a bar nor a name; margin always has both.
    moved = [kind for kind in table.columns if kind == "gross_margin" or table[kind].any()]
    kinds = [kind for kind in moved if kind != "contribution"]
    divisor, unit = base.scale_for(view, table[kinds].clip(lower=0).sum(axis=1), table[kinds].clip(upper=0).sum(axis=1))
    with base.drawing(view, height=base.rows_height(len(table), 1.35)) as axes:
        rows = np.arange(len(table))
        right, left = np.zeros(len(table)), np.zeros(len(table))
        for kind, colour in zip(kinds, CATEGORIES[: len(kinds)], strict=True):
            amounts = table[kind].to_numpy() / divisor
            starts = np.where(amounts >= 0, right, left)
            axes.barh(rows, amounts, left=starts, height=0.62, color=colour, label=view.say(f"money.group.{kind}"))
            right, left = right + np.maximum(amounts, 0), left + np.minimum(amounts, 0)
        axes.scatter(
            table["contribution"] / divisor,
            rows,
            marker="D",
            s=26,
            color="white",
            edgecolor=INK,
            linewidth=1,
            zorder=5,
            label=view.say("label.net"),
        )
        base.zero_line(axes)
        base.name_rows(
            axes,
            rows,
            [view.scheme(name) for name in table.index],
            [name == view.verdict.recommended for name in table.index],
        )
        axes.set_xlabel(view.say("axis.difference", baseline=view.scheme(view.baseline), unit=unit))
        axes.margins(x=0.06)
        axes.figure.legend(loc="outside upper left", ncols=len(kinds) + 1, handlelength=1.0, columnspacing=1.1)
        return base.finish(
            view, axes, "money", view.say("alt.money"), view.say("caption.money", baseline=view.scheme(view.baseline))
        )


def where(view: View) -> list[Axes]:
    """Where the challenger makes more or less margin than the baseline: by region, size of customer and product."""
    import seaborn as sns

    challenger = view.challenger
    if challenger is None:
        return []
    found = beside.gains(view.run, challenger)
    margins = found[(found["measure"] == "margin") & (found["kind"] != "money")]
    kinds = [kind for kind in ("region", "size", "product") if (margins["kind"] == kind).sum() > 1]
    if not kinds:
        return []
    shown = margins[margins["kind"].isin(kinds)]
    divisor, unit = base.scale_for(view, shown["mean"], shown["low"], shown["high"])
    most = max(int((margins["kind"] == kind).sum()) for kind in kinds)
    with base.drawing(view, len(kinds), height=base.rows_height(most, 1.0)) as drawn:
        panels = [drawn] if len(kinds) == 1 else list(drawn)
        for panel, kind in zip(panels, kinds, strict=True):
            part = margins[margins["kind"] == kind].sort_values("mean", ascending=False)
            labels = [view.item(kind, item) for item in part["item"]]
            colours = [ACCENT if mean >= 0 else LOSS for mean in part["mean"]]
            sns.barplot(
                x=part["mean"].to_numpy() / divisor,
                y=labels,
                hue=labels,
                palette=dict(zip(labels, colours, strict=True)),
                ax=panel,
                legend=False,
                width=0.6 * len(part) / most,
                saturation=1,
            )
            panel.hlines(np.arange(len(part)), part["low"] / divisor, part["high"] / divisor, color=INK, linewidth=1)
            base.zero_line(panel)
            panel.grid(visible=False, axis="y")
            panel.locator_params(axis="x", nbins=4)
            panel.set_title(view.say(f"dimension.{kind}"), fontsize=9, fontweight="normal")
            panel.set_xlabel(unit)
        caption = view.say(
            "caption.where",
            scheme=view.scheme(challenger),
            baseline=view.scheme(view.baseline),
            confidence=view.confidence,
        )
        base.finish(view, panels[0], "where", view.say("alt.where", scheme=view.scheme(challenger)), caption)
        return panels


def gap(view: View) -> Axes | None:
    """From the spreadsheet's contribution down to the simulated one, by what the spreadsheet does not know."""
    found = view.run.gap()
    schemes = set(found["scheme"])
    name = view.spoken_of(schemes)
    if name not in schemes:
        return None
    amounts = found[found["scheme"] == name].set_index("part")["mean"]
    divisor, unit = base.scale_for(view, amounts)
    steps = [part for part in amounts.index if part not in {"simulation", "spreadsheet"}]
    order = ["spreadsheet", *steps[::-1], "simulation"]
    with base.drawing(view, height=0.9 + 0.26 * len(order)) as axes:
        level = float(amounts["spreadsheet"]) / divisor
        for row, part in enumerate(order):
            amount = float(amounts[part]) / divisor
            if part in steps:
                axes.barh(row, -amount, left=level, height=0.58, color=LOSS if amount > 0 else ACCENT)
                axes.plot([level - amount] * 2, [row, row + 1], color=MUTED, linewidth=0.7)
                text, level = numbers.plain(-amount, 3, signed=True), level - amount
            else:
                axes.barh(row, amount, height=0.58, color=BASELINE)
                text = numbers.plain(amount, 3)
            axes.annotate(
                text,
                (max(level, level + amount if part in steps else amount, 0.0), row),
                xytext=(5, 0),
                textcoords="offset points",
                va="center",
                fontsize=8.5,
            )
        base.zero_line(axes)
        base.name_rows(axes, np.arange(len(order)), [view.say(f"gap.{part}") for part in order])
        axes.margins(x=0.12)
        axes.set_xlabel(view.say("axis.amount", unit=unit))
        return base.finish(
            view,
            axes,
            "gap",
            view.say("alt.gap", scheme=view.scheme(name)),
            view.say("caption.gap", scheme=view.scheme(name)),
        )
