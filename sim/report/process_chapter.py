"""What becomes of leads, why they are lost, whether service levels are kept and what duplicates take.

Nothing is shown of what no scheme of the run has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.report import figures_base as base
from sim.report import show
from sim.report.theme import ACCENT, BASELINE, LOSS, OTHER
from sim.report.view import View
from sim.results.fates import (
    COLD_FATE,
    FATE,
    INVALID_FATE,
    JOIN,
    LOST_FATE,
    MERGED_FATE,
    WON_FATE,
)
from sim.results.fates import (
    LOSS as LOSS_DIMENSION,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

KPIS = (
    "sla_kept_share",
    "escalations_per_lead",
    "duplicate_work_share",
    "hunting_share",
    "leads_found",
    "handoffs_per_win",
)
COLOURS = {WON_FATE: ACCENT, COLD_FATE: LOSS, INVALID_FATE: BASELINE, MERGED_FATE: "#5E2A4A"}


def process(view: View) -> pd.DataFrame | None:
    """The chapter, and the table of fates behind it; None where leads are won, lost or cold and nothing else."""
    shares = fates(view)
    special = [name for name in shares.columns if name not in (WON_FATE, LOST_FATE, COLD_FATE, "open")]
    shown = kpis(view)
    if not special and "sla_kept_share" not in shown and "hunting_share" not in shown:
        return None
    show.words(view, f"## {view.say('chapter.process')}", view.say("chapter.process.text"), *findings(view, shares))
    draw(view, shares)
    if len(found := losses(view)):
        show.words(view, view.say("process.losses", scheme=view.scheme(view.baseline)))
        show.table(view, found, "losses")
    if len(shown.columns):
        show.words(view, *measured(view, shown))
        show.table(view, shown, "process")
    show.keep(view, shares, "fates")
    return shares


def fates(view: View) -> pd.DataFrame:
    """Share of the followed leads with each fate: index scheme, the best first; columns in the order of the ledger."""
    slices = view.run.slices
    rows = slices[slices["dimension"] == FATE]
    if rows.empty:
        return pd.DataFrame(index=pd.Index(view.ranking, name="scheme"))
    table = rows.pivot_table(index="scheme", columns="item", values="value", sort=False)
    table = table.loc[[name for name in view.ranking if name in table.index]]
    return table.loc[:, (table > 0).any()].rename_axis(columns=None)


def losses(view: View) -> pd.DataFrame:
    """Why leads are lost under the baseline: stage and reason in words, share of all leads; by stage."""
    slices = view.run.slices
    rows = slices[(slices["dimension"] == LOSS_DIMENSION) & (slices["scheme"] == view.baseline)]
    if rows.empty:
        return pd.DataFrame()
    means = rows.groupby("item", sort=False)["value"].mean()
    order = list(view.run.playbook.market.stages)
    rows_of: list[tuple[str, str, float]] = []
    for item, share in means[means > 0].items():
        stage, _, why = str(item).partition(JOIN)
        rows_of.append((stage, why, float(share)))
    rows_of.sort(key=lambda row: (order.index(row[0]), -row[2]))
    return pd.DataFrame(
        [(view.stage(stage), reason(view, name), share) for stage, name, share in rows_of],
        columns=["stage", "reason", "share"],
    )


def kpis(view: View) -> pd.DataFrame:
    """Means of the KPIs of this chapter that some scheme has: index scheme, the best first."""
    means = view.run.kpis.pivot_table(index="scheme", columns="kpi", values="value", sort=False, dropna=False)
    found = [name for name in KPIS if name in means and means[name].fillna(0).ne(0).any()]
    return means.loc[view.ranking, found].rename_axis(columns=None)


def findings(view: View, shares: pd.DataFrame) -> list[str]:
    """What the fates say: how many are none at all, and what most are lost for."""
    if shares.empty or view.baseline not in shares.index:
        return []
    base_shares = shares.loc[view.baseline]
    texts = []
    for name in (INVALID_FATE, MERGED_FATE):
        if base_shares.get(name, 0.0) > 0:
            share, scheme = view.share(float(base_shares[name])), view.scheme(view.baseline)
            texts.append(view.say(f"process.{name}", share=share, scheme=scheme))
    with_reason = base_shares[[name for name in base_shares.index if name.startswith(LOST_FATE + JOIN)]]
    if len(with_reason):
        first = str(with_reason.idxmax())
        share = view.share(float(with_reason[first]))
        texts.append(view.say("process.reason", reason=fate(view, first), share=share))
    return texts


def measured(view: View, table: pd.DataFrame) -> list[str]:
    """Where service levels are kept best, and who works most on duplicates."""
    texts = []
    if "sla_kept_share" in table and (kept := table["sla_kept_share"].dropna()).size:
        best, worst = str(kept.idxmax()), str(kept.idxmin())
        texts.append(
            view.say("process.sla", scheme=view.scheme(best), share=view.share(float(kept[best])))
            if len(kept) == 1
            else view.say("process.sla.same", share=view.share(float(kept[best])))
            if view.share(float(kept[best])) == view.share(float(kept[worst]))
            else view.say(
                "process.sla.ends",
                best=view.scheme(best),
                best_share=view.share(float(kept[best])),
                worst=view.scheme(worst),
                worst_share=view.share(float(kept[worst])),
            )
        )
    if "duplicate_work_share" in table:
        doubled = table["duplicate_work_share"].dropna()
        most = str(doubled.idxmax())
        texts.append(view.say("process.doubled", scheme=view.scheme(most), share=view.share(float(doubled[most]))))
    return texts


def draw(view: View, shares: pd.DataFrame) -> Axes | None:
    """A bar for each scheme: what became of a hundred leads."""
    if shares.empty:
        return None
    rows, left = np.arange(len(shares)), np.zeros(len(shares))
    lost = [name for name in shares.columns if name.startswith(LOST_FATE)]
    ambers = ["#E39A2D", "#D9CF95", "#9CCBE0", "#C9A37A", "#B7C9A8", "#E8C9B5", "#A9A1C4"]
    with base.drawing(view, height=base.rows_height(len(rows), 1.75)) as axes:
        for name in _order(shares):
            values = 100 * shares[name].to_numpy()
            colour = COLOURS.get(name) or (ambers[lost.index(name) % len(ambers)] if name in lost else OTHER)
            axes.barh(rows, values, left=left, height=0.62, color=colour, label=fate(view, name))
            left = left + values
        base.name_rows(axes, rows, [view.scheme(scheme) for scheme in shares.index])
        axes.set_xlim(0, 100)
        axes.set_xlabel(view.say("axis.fates"))
        axes.figure.legend(loc="outside upper left", ncols=4, fontsize=7.5)
        return base.finish(view, axes, "fates", view.say("alt.fates"), view.say("caption.fates"))


def _order(shares: pd.DataFrame) -> list[str]:
    """Won first, then lost by how much, then those who never were leads."""
    lost = sorted(
        (name for name in shares.columns if name.startswith(LOST_FATE)), key=lambda name: -shares[name].mean()
    )
    rest = [name for name in shares.columns if name != WON_FATE and name not in lost]
    return [*([WON_FATE] if WON_FATE in shares else []), *lost, *rest]


def fate(view: View, name: str) -> str:
    """A fate in words; a reason of loss by its own title."""
    return reason(view, name.split(JOIN, 1)[1]) if JOIN in name else view.say(f"fate.{name}")


def reason(view: View, name: str) -> str:
    """Title of a reason of loss."""
    title = view.run.playbook.market.reason_titles.get(name)
    return name if title is None else title.of(view.lang)


__all__ = ["draw", "fates", "findings", "kpis", "losses", "measured", "process"]
