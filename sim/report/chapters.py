"""Chapters that only some playbooks have: each shows heading, words, picture and table, or nothing at all.

Each returns the frame behind it to work on, None where the run holds nothing for the chapter.
"""

from __future__ import annotations

import pandas as pd

from sim.report import figures, findings, findings_beside, show, tables
from sim.report.guide import guide_of
from sim.report.view import View
from sim.results import beside
from sim.results.variants import NULL, STEADY


def ways(view: View) -> pd.DataFrame | None:
    """The ways of subdividing ranked, and whether customer segmentation comes first."""
    if not view.run.playbook.experiment.ways:
        return None
    _open(view, "ways")
    show.words(view, *findings_beside.ways(view))
    figures.ways(view)
    ranked = tables.ways(view)
    if beside.has_controls(view.run):
        show.table(view, ranked, "ways")
    else:
        show.keep(view, ranked, "ways")
    return ranked


def gap(view: View) -> pd.DataFrame | None:
    """The gap between a spreadsheet and the simulation, split by what the spreadsheet does not know."""
    if not beside.has(view.run, "breakdown"):
        return None
    _open(view, "gap")
    show.words(view, *findings.gap(view))
    figures.gap(view)
    parts = view.run.gap()
    show.keep(view, parts, "gap")
    return parts


def sweeps(view: View) -> pd.DataFrame | None:
    """Every sweep of the playbook with its turning point."""
    names = list(view.run.playbook.experiment.also.sweeps)
    if not names:
        return None
    _open(view, "sweeps")
    found = []
    for name in names:
        show.words(
            view,
            f"### {view.run.playbook.experiment.also.sweeps[name].title.of(view.lang)}",
            *findings_beside.sweep(view, name),
        )
        figures.sweep(view, name)
        found.append(beside.sweep(view.run, name).assign(sweep=name))
    swept = pd.concat(found, ignore_index=True)
    show.keep(view, swept, "sweeps")
    return swept


def null_market(view: View) -> pd.DataFrame | None:
    """The same schemes where there is nothing to specialise in."""
    if not beside.has(view.run, NULL):
        return None
    _open(view, "null")
    show.words(view, *findings_beside.null(view))
    figures.null_market(view)
    gains = beside.null(view.run)
    show.keep(view, gains, "null_market")
    return gains


def long_run(view: View) -> pd.DataFrame | None:
    """From today's memory, beside everyone settled in."""
    if not beside.has(view.run, STEADY):
        return None
    _open(view, "steady")
    show.words(view, findings_beside.steady(view))
    figures.long_run(view)
    gains = beside.steady(view.run)
    show.keep(view, gains, "long_run")
    return gains


def robustness(view: View) -> pd.DataFrame | None:
    """Who comes first when the budget or a seat changes."""
    if not beside.has(view.run, "budget"):
        return None
    _open(view, "robust")
    circumstances = tables.robustness(view)
    show.words(view, findings_beside.robustness(view))
    show.table(view, circumstances, "robustness")
    return circumstances


def grid(view: View) -> pd.DataFrame | None:
    """Gains over the baseline at each point of the grid that `-p KEY=[a,b]` asked for."""
    if not view.run.playbook.grid:
        return None
    _open(view, "grid")
    points = tables.grid(view)
    show.table(view, points, "grid")
    return points


def guide(view: View) -> None:
    """The playbook's own text with this run's figures filled in."""
    text = guide_of(view)
    if text is None:
        return
    show.words(view, f"## {view.say('chapter.guide')}")
    # The shipped font draws curly quotes as wide as Chinese characters, which looks wrong in English.
    shown = text.translate({0x201C: '"', 0x201D: '"'}) if view.lang == "en" else text
    show.words(view, shown, as_class="guide")


def _open(view: View, name: str) -> None:
    show.words(view, f"## {view.say(f'chapter.{name}')}", view.say(f"chapter.{name}.text"))
