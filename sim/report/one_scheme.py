"""One scheme in detail, from one replication's ledger: the drill-down notebook's tables and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from sim.floor.ledger import Ledger
from sim.report import kernel, numbers, theme, words
from sim.results.measures.kpi_catalogue import CATALOGUE
from sim.results.measures.kpis import kpis as kpis_of
from sim.results.measures.kpis import money_by_kind
from sim.results.playbook import Playbook

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def open_playbook(
    playbook: str, run_folder: str | Path | None, overrides: Mapping[str, Any], weeks: int | None = None
) -> Playbook:
    """The playbook of a run as it was played, or one loaded anew; `weeks` then shortens it: half are followed up."""
    if run_folder is not None:
        from sim.results.run import open_run

        return open_run(run_folder).playbook
    from sim.results.load import load_playbook

    short = (
        {}
        if weeks is None
        else {"run.weeks": weeks, "run.warm_up_weeks": weeks // 2, "run.follow_up_weeks": weeks // 2}
    )
    return load_playbook(playbook, kernel.changes({**short, **overrides}))


@contextmanager
def drawing(lang: str) -> Iterator[None]:
    """The house style inside the block."""
    with theme.themed(lang):
        yield


def states(playbook: Playbook, ledger: Ledger, lang: str) -> pd.DataFrame:
    """How many leads ended in which state at which stage: rows states, columns stages."""
    leads = ledger.leads
    table = pd.crosstab(leads["state"], leads["stage"], dropna=False)
    # States that this market can't lead to are left out.
    table = table[(table.sum(axis=1) > 0) | ~table.index.isin(["invalid", "merged"])]
    table.index = pd.Index(
        [words.say(lang, f"state.{name}") for name in table.index], name=words.say(lang, "one.state")
    )
    table.columns = pd.Index(
        [_stage(playbook, str(name), lang) for name in table.columns], name=words.say(lang, "one.stage")
    )
    return table


def by_stage(playbook: Playbook, ledger: Ledger, lang: str) -> pd.DataFrame:
    """For each stage: tasks, mean wait, work and travel in hours, and the share that advanced or skipped ahead.

    A task that two people do together counts once.
    """
    tasks = ledger.tasks[ledger.tasks["outcome"] != "joined"].assign(
        wait=lambda frame: frame["start"] - frame["queued"],
        advanced=lambda frame: 100.0 * frame["outcome"].isin(["advanced", "skipped"]),
    )
    groups = tasks.groupby("stage", observed=True)
    table = pd.DataFrame(
        {
            words.say(lang, "one.tasks"): groups.size(),
            words.say(lang, "one.wait"): groups["wait"].mean().round(2),
            words.say(lang, "one.work"): groups["work_hours"].mean().round(2),
            words.say(lang, "one.travel"): groups["travel_hours"].mean().round(2),
            words.say(lang, "one.advanced"): groups["advanced"].mean().round(1),
        }
    )
    table.index = pd.Index(
        [_stage(playbook, str(name), lang) for name in table.index], name=words.say(lang, "one.stage")
    )
    return table


def waits(playbook: Playbook, ledger: Ledger, lang: str) -> Axes:
    """The distribution of waits at each stage. Draw inside `drawing`."""
    import seaborn as sns

    tasks = ledger.tasks
    frame = pd.DataFrame(
        {
            "hours": tasks["start"] - tasks["queued"],
            "stage": tasks["stage"].map(lambda name: _stage(playbook, str(name), lang)),
        }
    )
    axes: Axes = sns.ecdfplot(frame, x="hours", hue="stage")
    axes.set(xlabel=words.say(lang, "one.wait.axis"), ylabel=words.say(lang, "one.tasks.axis"))
    legend = axes.get_legend()
    if legend is not None:
        legend.set_title("")
    return axes


def by_seat(ledger: Ledger, lang: str) -> pd.DataFrame:
    """Tasks and busy hours of each seat, the busiest first."""
    tasks = ledger.tasks
    busy = (
        (tasks["end"] - tasks["start"]).groupby(tasks["seat"]).agg(["size", "sum"]).sort_values("sum", ascending=False)
    )
    names = ledger.names["seat"]
    table = pd.DataFrame(
        {words.say(lang, "one.tasks"): busy["size"], words.say(lang, "one.busy"): busy["sum"].round(1)}
    )
    table.index = pd.Index([names[int(seat)] for seat in busy.index], name=words.say(lang, "one.seat"))
    return table


def by_kind(ledger: Ledger, lang: str) -> pd.DataFrame:
    """Amounts dated in the window by kind, scaled to a year; costs are negative."""
    amounts = money_by_kind(ledger)
    unit = numbers.currency_word(ledger.currency, lang)
    index = pd.Index([words.say(lang, f"money.{kind}") for kind in amounts], name=words.say(lang, "one.kind"))
    return pd.DataFrame({words.say(lang, "one.amount", unit=unit): np.round(list(amounts.values()))}, index=index)


def kpis(playbook: Playbook, ledger: Ledger, lang: str) -> pd.DataFrame:
    """Every KPI of this replication, with its unit."""
    found = kpis_of(ledger)
    place = words.LANGUAGES.index(lang)
    currency = numbers.currency_word(playbook.market.currency, lang)
    rows = [
        (item.title[place], numbers.plain(found[name], 4), words.say(lang, f"unit.name.{item.unit}", currency=currency))
        for name, item in CATALOGUE.items()
    ]
    return pd.DataFrame(rows, columns=[words.say(lang, key) for key in ("one.kpi", "one.value", "column.unit")])


def _stage(playbook: Playbook, name: str, lang: str) -> str:
    stage = playbook.market.stages.get(name)
    return name if stage is None or stage.title is None else stage.title.of(lang)
