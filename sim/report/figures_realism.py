"""Figures of the check against a real funnel: days to win, win rates by origin, leads of a weekday, a later season."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from sim.crm.predict_olist import Miss
from sim.report.theme import ACCENT, BASELINE, INK, LOSS, figure_size, themed
from sim.results.realism import KS_LIMIT, Realism, days_to_win, miss_table

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WORDS = {
    "real": ("Real", "真实"),
    "simulated": ("Simulated", "模拟"),
    "days": ("Days from first contact to win (log scale)", "从首次接触到赢单的天数（对数坐标）"),
    "won": ("Share of wins so far", "累计赢单占比"),
    "days.title": ("Days to win: distance {ks:.3f}, limit {limit:.2f}", "赢单用时：距离{ks:.3f}，上限{limit:.2f}"),
    "rate": ("Win rate, %", "赢单率（%）"),
    "origins.title": ("Win rate by origin, with the real 95 % interval", "各来源赢单率与真实数据的95%区间"),
    "dispersion": ("Dispersion of weekday leads (variance / mean)", "工作日线索数的离散指数（方差 ÷ 均值）"),
    "dispersion.title": ("How unevenly leads arrive", "线索到达的不均匀程度"),
    "interval": ("Real, 95 % interval", "真实数据及95%区间"),
    "mean": ("Mean of the replications", "各次模拟的均值"),
    "one": ("One replication", "单次模拟"),
    "predicted": ("Predicted from January and February", "由一、二月预测"),
    "observed": ("Observed in March and April, 95 % interval", "三、四月实际值及95%区间"),
    "miss.title": ("January and February predict March and April", "用一、二月预测三、四月"),
    "all": ("all leads", "全部线索"),
}  # fmt: skip


def days_figure(realism: Realism, lang: str) -> Figure:
    """Distribution functions of real and simulated days to win."""
    import seaborn as sns

    days = pd.concat(
        [
            pd.DataFrame({"days": days_to_win(leads) + 1, "who": _say(who, lang)})
            for who, leads in (("real", realism.real), ("simulated", realism.simulated))
        ],
        ignore_index=True,
    )
    with themed(lang):
        figure, axes = _empty()
        palette = {_say("real", lang): INK, _say("simulated", lang): ACCENT}
        sns.ecdfplot(days.rename(columns={"who": ""}), x="days", hue="", palette=palette, ax=axes, linewidth=1.8)
        # A win of the same day is 0 days, which a log scale has no place for: the axis is shifted by one.
        ticks = [0, 1, 3, 7, 14, 30, 60, 120, 300]
        axes.set_xscale("log")
        axes.set_xticks([tick + 1 for tick in ticks], [str(tick) for tick in ticks])
        axes.minorticks_off()
        axes.set(xlabel=_say("days", lang), ylabel=_say("won", lang))
        axes.set_title(_say("days.title", lang).format(ks=realism.days_ks, limit=KS_LIMIT))
    return figure


def origins_figure(realism: Realism, lang: str) -> Figure:
    """Each origin's simulated rate beside the real one with its Wilson interval; rates outside stand out."""
    table = realism.origins.rename(columns={"real": "middle", "simulated": "point"})
    names = [_origin(realism, str(name), lang) for name in table.index]
    with themed(lang):
        return _intervals(table, names, "real", "simulated", "origins.title", lang)


def miss_figure(realism: Realism, miss: Miss, lang: str) -> Figure:
    """Win rates of the later months as predicted from the earlier ones, beside those observed."""
    table = miss_table(miss).drop(index="leads").rename(columns={"observed": "middle", "predicted": "point"})
    names = [
        _say("all", lang) if "," not in name else _origin(realism, name.split(", ", 1)[1], lang)
        for name in map(str, table.index)
    ]
    with themed(lang):
        return _intervals(table, names, "observed", "predicted", "miss.title", lang)


def dispersion_figure(realism: Realism, lang: str) -> Figure:
    """The dispersion index of each replication, their mean, and the real one with its bootstrap interval."""
    import seaborn as sns

    values = realism.simulated_dispersion
    with themed(lang):
        figure, axes = _empty(0.3)
        real = realism.dispersion
        axes.axvspan(real.low, real.high, color=BASELINE, alpha=0.18, label=_say("interval", lang))
        axes.axvline(real.value, color=INK)
        height = np.linspace(-0.25, 0.25, len(values))
        sns.scatterplot(x=values, y=height, ax=axes, color=ACCENT, s=24, label=_say("one", lang))
        axes.axvline(float(values.mean()), color=ACCENT, linestyle="--", label=_say("mean", lang))
        axes.set(yticks=[], ylim=(-0.6, 0.6), xlabel=_say("dispersion", lang), ylabel="")
        axes.set_title(_say("dispersion.title", lang))
        axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def _intervals(table: pd.DataFrame, names: list[str], middle: str, point: str, title: str, lang: str) -> Figure:
    """Rows downwards: an interval with its middle, and the point that is compared with it; percentages."""
    import seaborn as sns

    figure, axes = _empty(0.12 + 0.045 * len(table))
    rows = np.arange(len(table))
    axes.hlines(rows, 100 * table["low"], 100 * table["high"], color=BASELINE, linewidth=5, alpha=0.35)
    percent = 100 * table[["middle", "point"]]
    tick = {"color": INK, "marker": "|", "s": 120, "linewidth": 1.6}
    sns.scatterplot(x=percent["middle"], y=rows, ax=axes, label=_say(middle, lang), **tick)
    colours = [ACCENT if inside else LOSS for inside in table["inside"]]
    sns.scatterplot(x=percent["point"], y=rows, ax=axes, c=colours, s=34, label=_say(point, lang), zorder=3)
    axes.set_yticks(rows, names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set(xlabel=_say("rate", lang), ylabel="", title=_say(title, lang))
    axes.set_xlim(left=0)
    axes.legend(loc="upper left", bbox_to_anchor=(0, -0.16 if len(rows) > 8 else -0.2), ncols=2)
    return figure


def _empty(ratio: float = 0.45) -> tuple[Figure, Axes]:
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=figure_size("full", ratio))
    # Detached from pyplot: a notebook then shows it once, where it is asked for.
    plt.close(figure)
    return figure, axes


def _origin(realism: Realism, source: str, lang: str) -> str:
    found = realism.playbook.market.sources.get(source)
    return source if found is None or found.title is None else found.title.of(lang)


def _say(key: str, lang: str) -> str:
    return WORDS[key][lang == "zh"]
