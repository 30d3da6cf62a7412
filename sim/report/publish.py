"""From a run to its reports: the notebook executed once for each language, exported, and moved into the run folder."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from uuid import uuid4

from sim.report import kernel, words
from sim.report.kernels import Kernels
from sim.report.numbers import fixed
from sim.report.papermill_run import REFUSED_BY_DISK, NotebookFailed, execute, write_notebook
from sim.report.published import REPORTS, place, published, relative, without_machine_paths
from sim.report.selection import ReportError
from sim.results.run import Run, is_finished, run_id_of
from sim.results.run_folder import MANIFEST, package_fingerprint, staged, tidy_after, writing

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from sim.results.playbook import Playbook

COMPARE = "compare-schemes.ipynb"
POLL_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Dress:
    """What a report wears besides its content: a title instead of the playbook's, the client's name and logo.

    `title_zh` is the title of the Chinese report, where it is not the same.
    """

    title: str | None = None
    client: str | None = None
    logo: Path | None = None
    title_zh: str | None = None

    def title_in(self, lang: str) -> str | None:
        """The title of the report in that language; None for the playbook's own."""
        return self.title_zh or self.title if lang == "zh" else self.title


@dataclass(frozen=True, slots=True)
class Job:
    """What to publish: the playbook as somebody named it and as it was loaded, and the folder of its run."""

    source: str
    playbook: Playbook
    folder: Path
    notebook: Path
    dress: Dress = Dress()
    workers: int | None = None
    fresh: bool = False

    @property
    def parameters(self) -> dict[str, Any]:
        """Parameters of the notebook, but for the language."""
        return {"playbook": self.source, "overrides": dict(self.playbook.overrides), "out": str(self.folder)}


def publish(
    run: Run,
    *,
    source: str | Path | None = None,
    languages: Sequence[str] = words.LANGUAGES,
    title: str | None = None,
    client: str | None = None,
    logo: Path | None = None,
    notebook: Path | None = None,
    progress: TextIO | None = None,
    title_zh: str | None = None,
) -> list[Path]:
    """Write the reports of a finished run into its folder and return their paths.

    `source` is what the playbook was loaded from, its name if not given. Nothing happens inside a kernel that a
    publisher started: that publisher exports the notebook itself. Raises InputError where the folder can't be written,
    NotebookFailed where a cell fails; then earlier reports stay as they were.
    """
    if kernel.told() is not None:
        return []
    dress = Dress(title, client, logo, title_zh)
    job = Job(str(source or run.playbook.name), run.playbook, run.folder, notebook or template(), dress)
    return publish_job(job, languages, progress)


def publish_job(job: Job, languages: Sequence[str], progress: TextIO | None = None) -> list[Path]:
    """Execute the notebook for each language and move what it made into the run folder, the pages last.

    Raises InputError where the disk refuses, or where another run stands in the folder at the end; NotebookFailed where
    a cell fails, or where what cells show can't become a page.
    """
    # Beside the run folder, and so on the same disk.
    beside = job.folder.parent / f".{job.folder.name}.report-{uuid4().hex[:8]}"
    with staged(job.folder, beside) as staging:
        for lang, notebook in zip(languages, _execute_all(job, languages, staging, progress), strict=True):
            executed = _executed(job, lang, staging)
            try:
                text = page(job, notebook, lang)
            except ReportError as error:
                raise NotebookFailed(job.notebook, _kept(job, executed), str(error)) from error
            inside = {"playbook": relative(job.source, job.folder / executed.parent.name), "out": ".."}
            clean = without_machine_paths(notebook, executed.name, inside)
            with writing(job.folder):
                (staging / REPORTS[lang]).write_text(text, encoding="utf-8")
                write_notebook(clean, executed)
        run_id, fingerprint = run_id_of(job.playbook), fingerprint_of(job)
        with writing(job.folder):
            place(staging, job.folder, run_id, languages, fingerprint)
    return [job.folder / REPORTS[lang] for lang in languages]


def missing(job: Job, languages: Sequence[str]) -> list[str]:
    """Those of the languages whose pages do not stand in the run folder as this job would make them."""
    if job.fresh or not is_finished(job.folder, run_id_of(job.playbook)):
        return list(languages)
    there = published(job.folder, fingerprint_of(job))
    return [lang for lang in languages if lang not in there]


def page(job: Job, notebook: NotebookNode, lang: str) -> str:
    """The HTML page of an executed notebook, in this job's dress."""
    from sim.report.html import export_html

    market, experiment = job.playbook.market, job.playbook.experiment
    leads = fixed(float(market.demand.leads_per_year) * float(market.demand.scale), 0)
    subtitle = words.say(
        lang, "page.subtitle", count=len(experiment.schemes), market=market.title.of(lang), leads=leads
    )
    return export_html(
        notebook,
        lang,
        title=job.dress.title_in(lang) or experiment.title.of(lang),
        subtitle=subtitle,
        kicker=words.say(lang, "page.kicker"),
        client=job.dress.client,
        logo=job.dress.logo,
    )


def template(name: str = COMPARE) -> Path:
    """A notebook that comes with the package."""
    from sim.inputs.places import shipped

    return shipped("notebooks") / name


def fingerprint_of(job: Job) -> str:
    """SHA-256 of everything that the pages show besides the run: the notebook, the code, the dress."""
    digest = hashlib.sha256(package_fingerprint().encode())
    digest.update(job.notebook.read_bytes())
    digest.update(repr((job.dress.title, job.dress.title_zh, job.dress.client)).encode())
    if job.dress.logo is not None and job.dress.logo.is_file():
        digest.update(job.dress.logo.read_bytes())
    for folder in ("template", "fonts"):
        for file in sorted((Path(__file__).parent / folder).rglob("*")):
            digest.update(file.name.encode() + (file.read_bytes() if file.is_file() and folder == "template" else b""))
    return digest.hexdigest()


def _execute_all(job: Job, languages: Sequence[str], staging: Path, progress: TextIO | None) -> list[NotebookNode]:
    """The notebook executed in each language: the first plays the run, the others draw it at the same time as it does.

    Kernels read what they are told when they start, and the others start once the run is there.
    """
    run_id, before = run_id_of(job.playbook), _stamp(job.folder)

    def is_there() -> bool:
        return is_finished(job.folder, run_id) and not (job.fresh and _stamp(job.folder) == before)

    kernels, futures = Kernels(), []
    with ThreadPoolExecutor(max_workers=len(languages)) as pool, kernel.telling(staging, job.workers, job.fresh):
        try:
            first = pool.submit(_execute, job, languages[0], staging, progress, kernels)
            futures.append(first)
            while not (first.done() or is_there()):
                wait([first], timeout=POLL_SECONDS)
            if first.done():
                first.result()
            with kernel.telling(staging, job.workers):
                for lang in languages[1:]:
                    futures.append(pool.submit(_execute, job, lang, staging, progress, kernels))
                return [future.result() for future in futures]
        except (KeyboardInterrupt, SystemExit):
            # The pool waits for its threads, and these for kernels that no Ctrl-C reaches.
            for process in kernels.stop(futures):
                tidy_after(job.folder, process)
            raise


def _stamp(folder: Path) -> int:
    """When the run there was written; 0 where there is none."""
    manifest = folder / MANIFEST
    return manifest.stat().st_mtime_ns if manifest.is_file() else 0


def _executed(job: Job, lang: str, staging: Path) -> Path:
    return staging / "notebooks" / f"{job.notebook.stem}.{lang}.ipynb"


def _execute(job: Job, lang: str, staging: Path, progress: TextIO | None, kernels: Kernels) -> NotebookNode:
    parameters = {**job.parameters, "lang": lang}
    try:
        # Of all that goes on in there only a disk that refuses is a folder that can't be written.
        with _event_loop_of_this_thread(), writing(job.folder, only=REFUSED_BY_DISK):
            return execute(job.notebook, _executed(job, lang, staging), parameters, progress=progress, kernels=kernels)
    except NotebookFailed as error:
        if kernels.stopped:
            raise
        raise NotebookFailed(error.notebook, _kept(job, error.partial), error.reason, error.last_lines) from error


def _kept(job: Job, partial: Path) -> Path:
    """The notebook that ran, moved from the staging folder, which goes, to where somebody can look at it."""
    kept = job.folder.with_name(f"{job.folder.name}.{partial.name}")
    return partial.replace(kept)


@contextmanager
def _event_loop_of_this_thread() -> Iterator[None]:
    """Papermill's client puts a loop of its own in the place of this one, and closes neither."""
    ours = asyncio.new_event_loop()
    asyncio.set_event_loop(ours)
    try:
        yield
    finally:
        for loop in {ours, asyncio.get_event_loop()}:
            loop.close()
        asyncio.set_event_loop(None)
