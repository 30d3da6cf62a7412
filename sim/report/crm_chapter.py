"""Two chapters of a run with a CRM: quarter by quarter, and what the dashboard says beside what is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report import figures_base as base
from sim.report import show
from sim.report.theme import ACCENT, CATEGORIES
from sim.report.view import View
from sim.results.forecasts import CATEGORIES as THIRDS
from sim.results.forecasts import FORECAST, TOLD_RECORDED, TOLD_TRUE, WON_TRUE
from sim.results.means import difference_of
from sim.results.timeline import CONTRIBUTION, QUARTER, SELLING, USE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN = 4


def with_crm(view: View) -> list[str]:
    """The schemes that have a CRM, in the playbook's order: a record can be wrong however far it is used."""
    return [name for name, scheme in view.run.playbook.experiment.schemes.items() if scheme.crm is not None]


def adopting(view: View) -> list[str]:
    """The schemes that have a CRM whose use spreads, in the playbook's order."""
    schemes = view.run.playbook.experiment.schemes
    return [name for name, scheme in schemes.items() if scheme.crm is not None and scheme.crm.adoption is not None]


def dip(view: View) -> pd.DataFrame | None:
    """Gain over the baseline quarter by quarter; None where nobody's use of a CRM grows, or within one quarter."""
    frame = by_quarter(view)
    if frame.empty or frame["quarter"].nunique() < 2:
        return None
    show.words(view, f"## {view.say('chapter.dip')}", view.say("chapter.dip.text"), *dip_findings(view, frame))
    draw_dip(view, frame)
    show.table(view, frame, "quarters")
    return frame


def by_quarter(view: View) -> pd.DataFrame:
    """Schemes with a CRM whose use spreads, by quarter: scheme, quarter, used, selling_time; gain, low, high a year."""
    slices = view.run.slices
    rows = slices[slices["dimension"] == QUARTER]
    shown = [name for name in adopting(view) if name != view.baseline]
    columns = ["scheme", "quarter", "used", "selling_time", "gain", "low", "high"]
    if rows.empty or not shown:
        return pd.DataFrame(columns=columns)
    wide = rows.pivot_table(index=["measure", "item", "replication"], columns="scheme", values="value", sort=False)
    found = []
    for name in shown:
        for item in rows["item"].unique():
            amounts = wide.loc[CONTRIBUTION].loc[item]
            confidence = view.run.playbook.experiment.decision.confidence
            gain = difference_of(amounts[name], amounts[view.baseline], confidence)[:3]
            use, selling = (float(wide.loc[measure].loc[item][name].mean()) for measure in (USE, SELLING))
            found.append((name, str(item), use, selling, *gain))
    return pd.DataFrame(found, columns=columns)


def dip_findings(view: View, frame: pd.DataFrame) -> list[str]:
    """For each scheme drawn, whether the first quarter costs, whether the last gains; nothing more than is shown."""
    texts = []
    for name in drawn(view, frame):
        part = frame[frame["scheme"] == name]
        first, last = part.iloc[0], part.iloc[-1]
        texts.append(
            view.say(
                "dip.one",
                scheme=view.scheme(name),
                first=_gain(view, first),
                last=_gain(view, last),
                used=view.share(float(last["used"]), 0),
            )
        )
    return texts


def _gain(view: View, row: pd.Series) -> str:
    """A gain, a loss or neither, as the interval says."""
    outcome = "gain" if row["low"] > 0 else "loss" if row["high"] < 0 else "open"
    bounds = (float(row["gain"]), float(row["low"]), float(row["high"]))
    if outcome == "loss":
        bounds = (-bounds[0], -bounds[2], -bounds[1])
    amount, interval = view.money_with_interval(*bounds, signed=outcome == "open")
    return view.say(f"dip.{outcome}", amount=amount, interval=interval)


def drawn(view: View, frame: pd.DataFrame) -> list[str]:
    """The schemes of the first way, else the first few: more lines than that can't be told apart."""
    ways = view.run.playbook.experiment.controls()
    among = [name for members in ways.values() for name in members if name in set(frame["scheme"])]
    return (among or list(dict.fromkeys(frame["scheme"])))[:DRAWN]


def draw_dip(view: View, frame: pd.DataFrame) -> Axes:
    """Gain by quarter, a line with intervals for each scheme."""
    names = drawn(view, frame)
    shown = frame[frame["scheme"].isin(names)]
    divisor, unit = base.scale_for(view, shown["gain"], shown["low"], shown["high"])
    quarters = list(dict.fromkeys(frame["quarter"]))
    with base.drawing(view, height=2.9) as axes:
        for index, name in enumerate(names):
            part = shown[shown["scheme"] == name]
            at = np.arange(len(part)) + 0.08 * (index - (len(names) - 1) / 2)
            colour = ACCENT if name == view.verdict.recommended else CATEGORIES[(index + 1) % len(CATEGORIES)]
            low, high = part["gain"] - part["low"], part["high"] - part["gain"]
            axes.errorbar(
                at,
                part["gain"] / divisor,
                yerr=np.array([low, high]) / divisor,
                color=colour,
                marker="o",
                label=view.scheme(name),
                linewidth=1.8,
                elinewidth=1.1,
            )
        base.zero_line(axes, "y")
        axes.set_xticks(range(len(quarters)), [view.say("dip.quarter", number=number) for number in quarters])
        axes.set_ylabel(view.say("axis.gain.alone", unit=unit))
        axes.figure.legend(loc="outside upper left", ncols=len(names))
        caption = view.say("caption.dip", baseline=view.scheme(view.baseline), confidence=view.confidence)
        return base.finish(view, axes, "dip", view.say("alt.dip"), caption)


def dashboard(view: View) -> pd.DataFrame | None:
    """What the record says beside the truth; None where no scheme has a CRM."""
    frame = beside_the_truth(view)
    if frame.empty:
        return None
    show.words(view, f"## {view.say('chapter.dashboard')}", view.say("chapter.dashboard.text"), *told(view, frame))
    show.table(view, frame, "dashboard")
    told_by = by_category(view)
    if len(told_by):
        show.words(view, view.say("dashboard.categories"))
        show.table(view, told_by, "forecasts")
    return frame


RECORDED = ("open_on_record_ratio", "dead_on_record_share", "forecast_error_recorded", "forecast_error_true")


def beside_the_truth(view: View) -> pd.DataFrame:
    """Means of what is recorded against what is true: index scheme, of those with a CRM; KPIs of the record."""
    means = view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False, dropna=False)
    names = [name for name in with_crm(view) if name in means.index]
    columns = [name for name in RECORDED if name in means]
    return means.loc[names, columns].dropna(how="all").rename_axis(columns=None)


def by_category(view: View) -> pd.DataFrame:
    """Forecasts of each third of the funnel: scheme, third, told_recorded, told_true, won (amounts)."""
    slices = view.run.slices
    rows = slices[(slices["dimension"] == FORECAST) & slices["scheme"].isin(drawn_with_crm(view))]
    if rows.empty:
        return pd.DataFrame()
    wide = rows.pivot_table(index=["scheme", "item"], columns="measure", values="value", sort=False)
    found = [
        (name, view.say(f"third.{third}"), *(float(wide.loc[(name, third), key]) for key in _TOLD))
        for name in drawn_with_crm(view)
        for third in THIRDS
        if (name, third) in wide.index
    ]
    return pd.DataFrame(found, columns=["scheme", "third", "told_recorded", "told_true", "won_amount"])


_TOLD = (TOLD_RECORDED, TOLD_TRUE, WON_TRUE)


def drawn_with_crm(view: View) -> list[str]:
    """Schemes of the ways that have a CRM, else the first few that have one."""
    ways = view.run.playbook.experiment.controls()
    among = [name for members in ways.values() for name in members if name in with_crm(view)]
    return (among or with_crm(view))[:DRAWN]


def told(view: View, frame: pd.DataFrame) -> list[str]:
    """How far the dashboard is off, scheme by scheme as drawn; and whose forecast is furthest off among them all."""
    shown = [name for name in drawn_with_crm(view) if name in frame.index]
    texts = []
    for name in shown:
        row = frame.loc[name]
        if np.isfinite(row.get("open_on_record_ratio", np.nan)):
            texts.append(
                view.say(
                    "dashboard.open",
                    scheme=view.scheme(name),
                    ratio=view.value("open_on_record_ratio", float(row["open_on_record_ratio"])),
                    dead=view.share(float(row["dead_on_record_share"]), 0),
                )
            )
    errors = frame.get("forecast_error_recorded", pd.Series(dtype=float)).dropna()
    if len(errors):
        worst = str(errors.abs().idxmax())
        texts.append(
            view.say(
                "dashboard.forecast" if len(errors) > 1 else "dashboard.forecast.one",
                scheme=view.scheme(worst),
                recorded=_signed(view, float(errors[worst])),
                true=_signed(view, float(frame.loc[worst, "forecast_error_true"])),
            )
        )
    return texts


def _signed(view: View, error: float) -> str:
    """An error in words: so much too high or too low, or neither where rounding leaves nothing of it."""
    if view.share(abs(error), 0) == view.share(0.0, 0):
        return view.say("dashboard.even")
    return view.say("dashboard.high" if error >= 0 else "dashboard.low", share=view.share(abs(error), 0))
