"""The chapter on other markets: which way of subdividing matters most where, and how surely that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from sim.report import figures_base as base
from sim.report import show
from sim.report.theme import ACCENT, LOSS
from sim.report.view import View
from sim.results.decide.market_ranking import ways_by_market
from sim.results.decide.ways import Place

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LINE = 26
"""Characters of a column's name in one line."""


def markets(view: View) -> pd.DataFrame | None:
    """The chapter; None where the playbook names no other market or ranks nothing."""
    if not view.run.playbook.other_markets or not view.run.playbook.experiment.every_way():
        return None
    table = ways_by_market(view.run)
    show.words(view, f"## {view.say('chapter.markets')}", view.say("chapter.markets.text"), findings(view, table))
    figure(view, table)
    show.keep(view, table, "markets")
    titles = [title_of(view, name) for name in table["market"]]
    outcomes = [view.say(f"place.{place}") for place in table["place"]]
    shown = table.drop(columns="place").assign(market=titles, outcome=outcomes).rename(columns={"mean": "gain"})
    show.table(view, shown, "markets_shown")
    return table


def title_of(view: View, name: str) -> str:
    """A market's title; the comparison's own is named ""."""
    playbook = view.run.playbook
    return (playbook.other_markets[name] if name else playbook.market).title.of(view.lang)


def findings(view: View, table: pd.DataFrame) -> Sequence[str]:
    """One sentence a market: the way that comes first there, its gain, and what of that is shown."""
    texts = []
    for market, part in table.groupby("market", sort=False):
        best = part.iloc[0]
        mean, low, high = (float(best[key]) for key in ("mean", "low", "high"))
        gain, interval = view.money_with_interval(mean, low, high, signed=True)
        order = "first" if best["place"] == Place.FIRST else "open"
        sign = "gains" if low > 0 else "loses" if high < 0 else "unshown"
        texts.append(
            view.say(
                "markets.sentence",
                market=title_of(view, str(market)),
                way=view.way(str(best["way"])),
                scheme=view.scheme(str(best["scheme"])),
                gain=gain,
                interval=interval,
                baseline=view.scheme(view.baseline),
                order=view.say(f"markets.order.{order}"),
                sign=view.say(f"markets.sign.{sign}", baseline=view.scheme(view.baseline)),
                n=int(best["n"]),
            )
        )
    firsts = table.groupby("market", sort=False).head(1)
    kind = "same" if firsts["way"].nunique() == 1 else "differs"
    texts.append(view.say(f"markets.{kind}", way=view.way(str(firsts["way"].iloc[0]))))
    if not (firsts["place"] == Place.FIRST).any():
        texts.append(view.say("markets.nowhere"))
    return texts


def figure(view: View, table: pd.DataFrame) -> Axes:
    """Gains of each way's best scheme, a row for each way and a column for each market."""
    import seaborn as sns

    order = list(dict.fromkeys(table["market"]))
    wide = table.pivot(index="way", columns="market", values="mean").loc[list(dict.fromkeys(table["way"])), order]
    divisor, unit = base.scale_for(view, table["mean"])
    shown = ((table["low"] > 0) | (table["high"] < 0)).to_numpy()
    marked = table.assign(shown=shown).pivot(index="way", columns="market", values="shown").loc[wide.index, order]
    texts = [
        [
            f"{value / divisor:+.2f}".replace("-", "−") + ("" if sure else " ?")
            for value, sure in zip(row, sures, strict=True)
        ]
        for row, sures in zip(wide.to_numpy(), marked.to_numpy(), strict=True)
    ]
    reach = float((wide / divisor).abs().to_numpy().max()) or 1.0
    colours = sns.blend_palette([LOSS, "white", ACCENT], as_cmap=True)
    with base.drawing(view, height=0.9 + 0.42 * len(wide)) as axes:
        sns.heatmap(
            (wide / divisor).rename(index=view.way, columns=lambda key: base.wrapped(view, title_of(view, key), LINE)),
            annot=texts, fmt="", cmap=colours, vmin=-reach, vmax=reach, linewidths=2, ax=axes,
            cbar=False, annot_kws={"fontsize": 9},
        )  # fmt: skip
        axes.grid(visible=False)
        axes.tick_params(length=0, rotation=0)
        axes.set(xlabel=view.say("axis.gain", baseline=view.scheme(view.baseline), unit=unit), ylabel="")
        caption = view.say("caption.markets", confidence=view.confidence, n=int(table["n"].min()))
        return base.finish(view, axes, "markets", view.say("alt.markets"), caption)
