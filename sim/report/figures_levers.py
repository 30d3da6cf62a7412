"""Pictures of levers alone and of the bottleneck view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report import figures_base as base
from sim.report.findings_levers import relief, relieved_together
from sim.report.theme import ACCENT, INK, LOSS, MUTED
from sim.report.view import View
from sim.results.trial_results import TRIAL_CONFIDENCE, trials_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SIDE_COLOURS = {"gains": ACCENT, "costs": LOSS}


def trials(view: View) -> Axes:
    """Gain of each lever where it is expected to gain and where it is expected to cost, with 99 % intervals."""
    table, specs = trials_of(view.run), view.run.playbook.experiment.also.trials
    divisor, unit = base.scale_for(view, table["mean"])
    names = list(specs)
    with base.drawing(view, height=1.1 + 0.34 * len(names)) as axes:
        for side, shift in (("gains", -0.15), ("costs", 0.15)):
            part = table[table["side"] == side].set_index("trial").loc[names]
            colour = SIDE_COLOURS[side]
            rows = np.arange(len(names)) + shift
            means, lows, highs = (part[key] / divisor for key in ("mean", "low", "high"))
            base.dots_with_intervals(axes, rows, means, lows, highs, [colour] * len(names))
            axes.plot([], [], "o-", color=colour, linewidth=2.2, label=view.say(f"side.{side}"))
        base.zero_line(axes)
        base.name_rows(axes, np.arange(len(names)), [specs[name].title.of(view.lang) for name in names])
        axes.figure.legend(loc="outside upper left", ncols=2)
        axes.set_xlabel(view.say("axis.gain.alone", unit=unit))
        caption = view.say("caption.trials", confidence=view.share(TRIAL_CONFIDENCE, 0), n=int(table["n"].min()))
        return base.finish(view, axes, "trials", view.say("alt.trials"), caption)


def bottleneck(view: View) -> Axes:
    """What each unit of relief brings, with its interval among them all, and its cost; coloured where that shows it."""
    table = relieved_together(view)
    divisor, unit = base.scale_for(view, table["brings"])
    rows = np.arange(len(table))
    names = [relief(view, kind, item) for kind, item in zip(table["kind"], table["item"], strict=True)]
    colours = [ACCENT if low > 0 else MUTED for low in table["low"]]
    with base.drawing(view, height=base.rows_height(len(rows))) as axes:
        means, lows, highs = (table[key] / divisor for key in ("brings", "low", "high"))
        base.dots_with_intervals(axes, rows, means, lows, highs, colours)
        paid = table["costs"] > 0
        axes.plot(table.loc[paid, "costs"] / divisor, rows[paid], "|", color=INK, markersize=11, markeredgewidth=1.6)
        base.zero_line(axes)
        base.name_rows(axes, rows, names)
        axes.set_xlabel(view.say("axis.gain.alone", unit=unit))
        also = view.run.playbook.experiment.also
        caption = view.say(
            "caption.bottleneck",
            scheme=view.scheme(also.bottleneck_scheme or view.baseline),
            confidence=view.confidence,
            n=int(table["n"].min()),
        )
        return base.finish(view, axes, "bottleneck", view.say("alt.bottleneck"), caption)


__all__ = ["bottleneck", "trials"]
