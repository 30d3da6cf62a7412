"""The chapter on territories: a table, sentences that follow the figures, and a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report import figures_base as base
from sim.report.theme import ACCENT, MUTED
from sim.report.view import View
from sim.results.areas import AREA, MEASURES
from sim.results.decide.intervals import simultaneous_differences

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ALMOST_NONE = 0.005
# Hours that a report, which tells tenths, would show as the same.
SAME_WAIT = 0.1
SMALLEST_DOT, DOT_A_PERSON = 14.0, 9.0


def measured(view: View) -> pd.DataFrame:
    """Mean over replications of each measure: scheme, area, and a column for each; empty without territories."""
    cut = view.run.slices
    rows = cut[cut["dimension"] == AREA]
    if rows.empty:
        return pd.DataFrame(columns=["scheme", "area", *MEASURES])
    means = rows.groupby(["scheme", "item", "measure"], sort=False)["value"].mean().unstack("measure")
    return means.reset_index().rename(columns={"item": "area"})[["scheme", "area", *MEASURES]]


def table(view: View) -> pd.DataFrame:
    """The baseline's territories and those of the scheme that the report speaks of, as text."""
    found = measured(view)
    shown = found[found["scheme"].isin([view.baseline, view.subject])]
    texts = {
        "scheme": shown["scheme"],
        "area": [view.territory(name) for name in shown["area"]],
        "people": [f"{value:.0f}" for value in shown["people"]],
        "area_load": [view.share(value, 0) for value in shown["utilisation"]],
        "area_response": [view.value("median_response_hours", value) for value in shown["response_hours"]],
        "area_travel": [_share(view, value) for value in shown["travel_share"]],
        "area_elsewhere": [_share(view, value) for value in shown["elsewhere_share"]],
        "area_margin": [view.money(value) for value in shown["margin_per_person"]],
    }
    return pd.DataFrame(texts)


def findings(view: View) -> list[str]:
    """Where people are busiest and leads wait longest, who spreads the load evenly, and who helps whom."""
    found = measured(view)
    texts = []
    for scheme in dict.fromkeys([view.baseline, view.subject]):
        mine = found[found["scheme"] == scheme].set_index("area")
        if mine.empty:
            continue
        load, wait = mine["utilisation"], mine["response_hours"].dropna()
        said = view.say(
            "areas.range",
            scheme=view.scheme(scheme),
            low=view.share(load.min(), 0),
            high=view.share(load.max(), 0),
            idlest=view.territory(str(load.idxmin())),
            busiest=view.territory(str(load.idxmax())),
        )
        if len(wait) and wait.max() - wait.min() > SAME_WAIT:
            hours = view.value("median_response_hours", float(wait.max()))
            slowest = view.say("areas.slowest", slowest=view.territory(str(wait.idxmax())), hours=hours)
            said = f"{said}{' ' if view.lang == 'en' else ''}{slowest}"
        texts.append(said)
    return [*texts, *_spread(view), *_elsewhere(view)]


def _spread(view: View) -> list[str]:
    """The least and the most even scheme, if the difference between them is shown among those of all pairs."""
    samples = view.run.samples("territory_spread").dropna(axis="columns", how="all").dropna()
    if samples.shape[1] < 2 or samples.empty:
        return []
    means = samples.mean()
    uneven, even = str(means.idxmax()), str(means.idxmin())
    if not simultaneous_differences(samples, view.verdict.confidence).between(uneven, even).low > 0:
        return [view.say("areas.spread.same")]
    most, least = (view.value("territory_spread", float(means[name])) for name in (uneven, even))
    names = {"uneven": view.scheme(uneven), "even": view.scheme(even)}
    return [view.say("areas.spread.less", most=most, least=least, **names)]


def _elsewhere(view: View) -> list[str]:
    """Where another territory answers most, if anywhere it does."""
    means = view.run.samples("served_elsewhere_share").mean().dropna()
    if means.empty or means.max() < ALMOST_NONE:
        return []
    most = str(means.idxmax())
    return [view.say("areas.elsewhere", scheme=view.scheme(most), share=view.share(float(means[most]), 0))]


def figure(view: View) -> Axes:
    """Load of every territory, a row for each scheme."""
    found = measured(view)
    schemes = list(dict.fromkeys(found["scheme"]))
    with base.drawing(view, height=base.rows_height(len(schemes))) as axes:
        for row, scheme in enumerate(schemes):
            mine = found[found["scheme"] == scheme]
            colour = ACCENT if scheme == view.subject else MUTED
            size = SMALLEST_DOT + DOT_A_PERSON * mine["people"]
            axes.scatter(mine["utilisation"], np.full(len(mine), row), s=size, color=colour, alpha=0.75, linewidths=0)
        base.name_rows(axes, np.arange(len(schemes)), [view.scheme(name) for name in schemes])
        axes.xaxis.set_major_formatter(lambda value, _: view.share(value, 0))
        axes.set_xlabel(view.say("axis.areas"))
        replications = view.run.slices["replication"].nunique()
        return base.finish(view, axes, "areas", view.say("alt.areas"), view.say("caption.areas", n=replications))


def _share(view: View, value: float) -> str:
    return "—" if np.isnan(value) else view.share(value, 0)


__all__ = ["figure", "findings", "measured", "table"]
