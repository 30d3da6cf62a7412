"""How busy people are, how well they know their work, and how pay is spread."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sim.report import figures_base as base
from sim.report.theme import MUTED
from sim.report.view import View
from sim.results.kpi_catalogue import kpi_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def load(view: View) -> list[Axes]:
    """Utilisation and the share of working time spent on the road, replication by replication."""
    return _panels(view, "load", ["utilisation", "travel_share", "load_spread"])


def people(view: View) -> list[Axes]:
    """Familiarity, satisfaction of customers, and what pay plans do: effort and the spread of pay."""
    kpis = ["familiarity", "need_fit"]
    if view.run.playbook.market.effects.need_fit is None:
        kpis.remove("need_fit")
    paid = any(scheme.incentives is not None for scheme in view.run.playbook.experiment.schemes.values())
    return _panels(view, "people", [*kpis, "satisfaction", *(["pay_spread"] if paid else [])])


def _panels(view: View, name: str, kpis: list[str]) -> list[Axes]:
    import seaborn as sns

    shown = [kpi for kpi in kpis if not view.run.samples(kpi).isna().all(axis=None)]
    with base.drawing(view, len(shown), height=base.rows_height(len(view.ranking), 1.0), sharey=True) as drawn:
        panels = [drawn] if len(shown) == 1 else list(drawn)
        palette = {view.scheme(scheme): view.colours[scheme] for scheme in view.ranking}
        for panel, kpi in zip(panels, shown, strict=True):
            factor = 100.0 if kpi_of(kpi).unit == "share" else 1.0
            long = (factor * view.run.samples(kpi)[view.ranking]).rename(columns=view.scheme).melt(var_name="scheme", value_name="value")
            sns.boxplot(
                long, x="value", y="scheme", hue="scheme", palette=palette, width=0.55, linewidth=0.7, fliersize=0, ax=panel, legend=False, whis=(0, 100), linecolor=MUTED,
            )
            here = factor * float(np.nanmean(view.run.samples(kpi)[view.baseline]))
            panel.axvline(here, color=MUTED, linewidth=0.8, linestyle=(0, (3, 2)), zorder=0)
            panel.grid(visible=False, axis="y")
            panel.locator_params(axis="x", nbins=4)
            unit = view.say("unit.axis.share") if factor == 100 else view.say("unit.axis.index")
            panel.set(xlabel=unit, ylabel="")
            panel.set_title(view.kpi(kpi), fontsize=9, fontweight="normal")
        base.finish(view, panels[0], name, view.say(f"alt.{name}"), view.say(f"caption.{name}", baseline=view.scheme(view.baseline)))
        return panels
