"""Chapters that only some playbooks have: each shows heading, words, picture and table, or nothing at all.

Each returns the frame behind it to work on, None where the run holds nothing for the chapter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from sim.report import (
    areas,
    figures,
    findings_accounts,
    findings_beside,
    findings_levers,
    findings_money,
    findings_sweep,
    findings_trial_use,
    show,
    tables,
)
from sim.report.grid import grid as points
from sim.report.guide import guide_of
from sim.report.view import View
from sim.results import beside
from sim.results.variants import NULL, STEADY


def ways(view: View) -> pd.DataFrame | None:
    """The ways of subdividing ranked, and whether customer segmentation comes first."""
    if not view.run.playbook.experiment.ways:
        return None
    return _chapter(view, "ways", tables.ways(view), findings_beside.ways(view), figures.ways, listed=True)


def gap(view: View) -> pd.DataFrame | None:
    """The gap between a spreadsheet and the simulation, split by what the spreadsheet does not know."""
    if not beside.has(view.run, "breakdown"):
        return None
    return _chapter(view, "gap", view.run.gap(), findings_money.gap(view), figures.gap)


def sweeps(view: View) -> pd.DataFrame | None:
    """Every sweep of the playbook with its turning point."""
    specs = view.run.playbook.experiment.also.sweeps
    if not specs:
        return None
    swept = pd.concat([beside.sweep(view.run, name).assign(sweep=name) for name in specs], ignore_index=True)
    _chapter(view, "sweeps", swept)
    show.table(view, findings_beside.turns(view), "turns")
    for name, spec in specs.items():
        show.words(view, f"### {spec.title.of(view.lang)}", findings_beside.sweep(view, name))
        figures.sweep(view, name)
        _best(view, name)
    return swept


def _best(view: View, name: str) -> None:
    """Which value of a sweep is best, for the scheme that it is sought for: words, picture and the steps between."""
    best = beside.best_of_sweep(view.run, name)
    if best is not None:
        show.words(view, *findings_sweep.best(view, name, best))
        figures.best_value(view, name, best)
        show.table(view, findings_sweep.steps(view, best), f"best_{name}")


def before_sale(view: View) -> pd.DataFrame | None:
    """What trials take, and what becomes of those who try."""
    if not findings_trial_use.has_trials(view):
        return None
    frame = tables.means_of(view, findings_trial_use.SHOWN)
    return _chapter(view, "trial_use", frame, findings_trial_use.trial_use(view), listed=True)


def after_sale(view: View) -> pd.DataFrame | None:
    """How customers are served, kept and grown."""
    if not findings_accounts.has_accounts(view):
        return None
    frame = tables.means_of(view, findings_accounts.SHOWN)
    texts = findings_accounts.after_sale(view)
    return _chapter(view, "after_sale", frame, texts, figures.after_sale, listed=True)


def trials(view: View) -> pd.DataFrame | None:
    """Each lever alone, where it gains and where it costs."""
    if not view.run.playbook.experiment.also.trials:
        return None
    texts = [findings_levers.chosen(view), *findings_levers.trials(view)]
    return _chapter(view, "trials", tables.trials(view), texts, figures.trials, listed=True)


def bottleneck(view: View) -> pd.DataFrame | None:
    """What one unit of relief of each role, territory and stage brings."""
    also = view.run.playbook.experiment.also
    if not also.bottleneck_replications:
        return None
    frame = tables.bottleneck(view)
    name, scheme = "bottleneck", view.scheme(also.bottleneck_scheme or view.baseline)
    show.words(view, f"## {view.say('chapter.bottleneck')}", view.say("chapter.bottleneck.text", scheme=scheme))
    show.words(view, *findings_levers.bottleneck(view))
    figures.bottleneck(view)
    show.table(view, frame, name)
    return frame


def territories(view: View) -> pd.DataFrame | None:
    """People, load, response and travel of each territory, where some scheme has several."""
    if areas.measured(view).empty:
        return None
    found = areas.measured(view)
    show.words(view, f"## {view.say('chapter.areas')}", view.say("chapter.areas.text"), *areas.findings(view))
    areas.figure(view)
    show.keep(view, found, "areas")
    show.table(view, areas.table(view), None)
    return found


def null_market(view: View) -> pd.DataFrame | None:
    """The same schemes where there is nothing to specialise in."""
    if not beside.has(view.run, NULL):
        return None
    return _chapter(
        view, "null", beside.null(view.run), findings_beside.null(view), figures.null_market, file="null_market"
    )  # fmt: skip


def long_run(view: View) -> pd.DataFrame | None:
    """From today's memory, beside everyone settled in."""
    if not beside.has(view.run, STEADY):
        return None
    gains = beside.steady(view.run)
    return _chapter(view, "steady", gains, findings_beside.steady(view), figures.long_run, file="long_run")


def robustness(view: View) -> pd.DataFrame | None:
    """Who comes first when the budget or a seat changes."""
    circumstances = tables.robustness(view)
    if len(circumstances) < 2:
        return None
    return _chapter(
        view, "robust", circumstances, findings_beside.robustness(view), file="robustness", listed=True
    )  # fmt: skip


def grid(view: View) -> pd.DataFrame | None:
    """The decision at each point of the grid that `-p KEY=[a,b]` asked for."""
    if not view.run.playbook.grid:
        return None
    return _chapter(view, "grid", points(view), listed=True)


def guide(view: View) -> None:
    """The playbook's own text with this run's figures filled in."""
    text = guide_of(view)
    if text is None:
        return
    show.words(view, f"## {view.say('chapter.guide')}")
    # The shipped font draws curly quotes as wide as Chinese characters, which looks wrong in English.
    shown = text.translate({0x201C: '"', 0x201D: '"'}) if view.lang == "en" else text
    show.words(view, shown, as_class="guide")


def _chapter(
    view: View,
    name: str,
    frame: pd.DataFrame,
    texts: Sequence[str] = (),
    draw: Callable[[View], object] | None = None,
    *,
    file: str | None = None,
    listed: bool = False,
) -> pd.DataFrame:
    """Heading, first words, findings, picture and the frame behind them: kept as CSV and, if `listed`, shown."""
    show.words(view, f"## {view.say(f'chapter.{name}')}", view.say(f"chapter.{name}.text"), *texts)
    if draw is not None:
        draw(view)
    (show.table if listed else show.keep)(view, frame, file or name)
    return frame
