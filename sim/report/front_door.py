"""The front door in JupyterLab: choose a playbook, change three figures, run, read the answer, open earlier reports."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from sim.inputs.errors import InputError
from sim.inputs.places import shipped, shipped_playbooks
from sim.report import kernel, sentences, words
from sim.report.papermill_run import NotebookFailed
from sim.report.published import REPORTS
from sim.report.view import View

KEYS = {"leads": "market.demand.scale", "budget": "schemes.*.people.budget_factor", "replications": "run.replications"}
"""What the three figures set."""


@dataclass(frozen=True)
class Door:
    """The widgets that stand on the page; `answer` receives what a run says."""

    language: Any
    playbook: Any
    figures: dict[str, Any]
    button: Any
    answer: Any

    def overrides(self) -> dict[str, Any]:
        """The figures that differ from the playbook's own."""
        neutral = {"leads": 1.0, "budget": 1.0, "replications": 0}
        return {KEYS[name]: widget.value for name, widget in self.figures.items() if widget.value != neutral[name]}


def open_door(lang: str = "en") -> Door:
    """Show the widgets, in a language that can be changed on the page, and return them."""
    import ipywidgets as widgets
    from IPython import display

    door = Door(
        language=widgets.ToggleButtons(options=[("English", "en"), ("中文", "zh")], value=lang),
        playbook=widgets.Dropdown(options=list(shipped_playbooks())),
        figures={
            "leads": widgets.FloatSlider(value=1.0, min=0.5, max=2.0, step=0.05, readout_format=".2f"),
            "budget": widgets.FloatSlider(value=1.0, min=0.5, max=2.0, step=0.05, readout_format=".2f"),
            "replications": widgets.IntSlider(value=0, min=0, max=100),
        },
        button=widgets.Button(button_style="primary"),
        answer=widgets.Output(),
    )
    for widget in (door.language, door.playbook, *door.figures.values()):
        widget.style.description_width = "20em"
        widget.layout.width = "42em"
    _label(door)
    door.language.observe(lambda _change: _label(door), names="value")
    door.button.on_click(lambda _button: run(door))
    show: Any = display.display
    show(widgets.VBox([door.language, door.playbook, *door.figures.values(), door.button, door.answer]))
    return door


def run(door: Door) -> None:
    """Run the chosen playbook, show its answer inline, then write the reports and link them."""
    from concurrent.futures import BrokenExecutor

    from sim.report.publish import publish
    from sim.results.load import load_playbook
    from sim.results.run import run as play
    from sim.results.run import run_id_of

    lang = door.language.value
    door.button.disabled = True
    page = _page()
    try:
        with door.answer:
            page.clear_output()
            print(words.say(lang, "door.running"))
            playbook = load_playbook(door.playbook.value, door.overrides())
            folder = reports_folder() / playbook.name / run_id_of(playbook)
            finished = play(playbook, out=folder, progress=kernel.progress_bar())
            answer = page.HTML(sentences.answer(View(finished, lang, finished.folder)))
            page.clear_output()
            page.display(answer)
            print(words.say(lang, "door.reporting"))
            languages = sorted(words.LANGUAGES, key=lambda each: each != lang)
            reports = publish(finished, source=door.playbook.value, languages=languages)
            page.clear_output()
            page.display(answer)
            page.display(page.HTML(_links(reports, lang)))
    except (InputError, NotebookFailed, BrokenExecutor) as error:
        with door.answer:
            page.clear_output()
            print(words.say(lang, "door.wrong", problem=error))
    finally:
        door.button.disabled = False


def reports_folder() -> Path:
    """Where the command puts reports too: beside the folder of the shipped notebooks, else below the current one."""
    here = Path.cwd()
    return (here.parent if here == shipped("notebooks") else here) / "reports"


def earlier_reports(folder: Path | None = None) -> Any:
    """Links to the reports below a folder (`reports_folder` if not given), the newest first."""
    html = _page().HTML
    found = [path for name in REPORTS.values() for path in (folder or reports_folder()).glob(f"*/*/{name}")]
    newest = sorted({path.resolve() for path in found}, key=lambda path: path.stat().st_mtime, reverse=True)
    if not newest:
        return html(f"<p>{words.say('en', 'door.none')} {words.say('zh', 'door.none')}</p>")
    return html(_links(newest, None))


def _page() -> Any:
    """IPython's display module, which has no types."""
    from IPython import display

    return display


def _links(paths: list[Path], lang: str | None) -> str:
    """Links relative to the current folder, which JupyterLab serves."""
    import os

    items = "".join(
        f'<li><a href="{escape(os.path.relpath(path))}" target="_blank">'
        f"{escape(' · '.join((*path.parts[-3:-1], path.name)))}</a></li>"
        for path in paths
    )
    head = "" if lang is None else f"<p>{words.say(lang, 'door.done')}</p>"
    return f"{head}<ul>{items}</ul>"


def _label(door: Door) -> None:
    lang = door.language.value
    door.language.description = words.say(lang, "door.language")
    door.playbook.description = words.say(lang, "door.playbook")
    for name, widget in door.figures.items():
        widget.description = words.say(lang, f"door.{name}")
    door.button.description = words.say(lang, "door.run")
