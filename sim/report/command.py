"""What `funnelbench run` and `funnelbench explore` do: check inputs, run the notebook, export it; open JupyterLab."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.places import find_playbook
from sim.report import words
from sim.report.guide import check_guides
from sim.report.papermill_run import NotebookFailed
from sim.report.publish import Dress, Job, missing, publish_job, template
from sim.report.published import REPORTS
from sim.report.unplayed import warnings

FRONT_DOOR = "start-here.ipynb"


def run_command(
    playbook: str,
    assignments: Sequence[str],
    files: Sequence[Path],
    *,
    out: Path | None = None,
    lang: str = "both",
    workers: int | None = None,
    fresh: bool = False,
    client: str | None = None,
    logo: Path | None = None,
    title: str | None = None,
    title_zh: str | None = None,
    notebook: Path | None = None,
) -> list[Path]:
    """Compare a playbook's schemes and return the paths of the reports. `notebook` replaces the one that is shipped.

    The inputs are checked before anything runs. A run and reports that are already there are not made again, unless
    `fresh`. Raises InputError for what a person wrote wrongly, NotebookFailed where a cell fails.
    """
    from sim.results.load import load_from_command
    from sim.results.run import run_id_of
    from sim.results.run_folder import refuse_foreign

    languages = _languages(lang)
    loaded = load_from_command(playbook, assignments, files)
    check_guides(loaded, find_playbook(playbook).parent)
    for warning in warnings(loaded):
        print(f"warning: {warning}", file=sys.stderr)
    if logo is not None:
        from sim.report.logo import logo_as_data

        logo_as_data(logo)
    run_id = run_id_of(loaded)
    folder = (out or Path("reports") / loaded.name / run_id).absolute()
    refuse_foreign(folder)
    dress = Dress(title, client, logo, title_zh)
    job = Job(_as_named(playbook), loaded, folder, notebook or template(), dress, workers, fresh)
    if unpublished := missing(job, languages):
        publish_job(job, unpublished, progress=sys.stderr)
    return [folder / REPORTS[name] for name in languages]


def open_lab() -> int:
    """Open JupyterLab on the front door, with the Python that calls; returns its exit status when it is closed.

    It serves the current folder, where reports go, and no other: from outside a checkout the front door is copied here.
    Raises InputError where that can't be written.
    """
    here = Path.cwd().resolve()
    door = template(FRONT_DOOR).resolve()
    if here not in door.parents:
        door = _copied(door, here)
    served = f"--ServerApp.root_dir={here}"
    return subprocess.call([sys.executable, "-m", "jupyter", "lab", str(door), served])


def _copied(notebook: Path, folder: Path) -> Path:
    """The notebook in that folder; one that lies there already stays as somebody left it."""
    copy = folder / notebook.name
    try:
        if not copy.exists():
            shutil.copyfile(notebook, copy)
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=copy)) from error
    return copy


def _languages(lang: str) -> tuple[str, ...]:
    if lang == "both":
        return words.LANGUAGES
    if lang not in words.LANGUAGES:
        raise InputError(
            Problem(f"no reports in '{lang}'", where="--lang", hint=nearest(lang, [*words.LANGUAGES, "both"]))
        )
    return (lang,)


def _as_named(playbook: str) -> str:
    """A path made absolute; a shipped name as it is."""
    path = Path(playbook)
    return str(path.absolute()) if path.exists() else playbook


__all__ = ["NotebookFailed", "open_lab", "run_command"]
