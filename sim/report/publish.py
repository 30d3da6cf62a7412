"""From a run to its reports: the notebook executed once for each language, exported, and moved into the run folder."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO
from uuid import uuid4

from sim.inputs.errors import InputError, Problem
from sim.report import kernel, words
from sim.report.numbers import fixed
from sim.report.papermill_run import NotebookFailed, execute
from sim.results.run import Run, is_finished, run_id_of
from sim.results.run_folder import MANIFEST, package_fingerprint, write_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from sim.results.playbook import Playbook

COMPARE = "compare-schemes.ipynb"
REPORTS: Mapping[str, str] = {"en": "report.html", "zh": "report.zh.html"}
POLL_SECONDS = 0.25
PUBLISHED = Path("notebooks") / "published.json"


@dataclass(frozen=True, slots=True)
class Dress:
    """What a report wears besides its content: a title instead of the playbook's, the client's name and logo."""

    title: str | None = None
    client: str | None = None
    logo: Path | None = None


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
) -> list[Path]:
    """Write the reports of a finished run into its folder and return their paths.

    `source` is what the playbook was loaded from, its name if not given. Nothing happens inside a kernel that a
    publisher started: that publisher exports the notebook itself. Raises InputError where the folder can't be written,
    NotebookFailed where a cell fails; then earlier reports stay as they were.
    """
    if kernel.told() is not None:
        return []
    job = Job(
        str(source or run.playbook.name), run.playbook, run.folder, notebook or template(), Dress(title, client, logo)
    )
    return publish_job(job, languages, progress)


def publish_job(job: Job, languages: Sequence[str], progress: TextIO | None = None) -> list[Path]:
    """Execute the notebook for each language and move what it made into the run folder, the pages last."""
    with _staging(job.folder) as staging:
        for lang, notebook in zip(languages, _execute_all(job, languages, staging, progress), strict=True):
            (staging / REPORTS[lang]).write_text(page(job, notebook, lang), encoding="utf-8")
        (staging / PUBLISHED).parent.mkdir(exist_ok=True)
        write_json(staging / PUBLISHED, {"fingerprint": fingerprint_of(job), "languages": list(languages)})
        _move(staging, job.folder)
    return [job.folder / REPORTS[lang] for lang in languages]


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
        title=job.dress.title or experiment.title.of(lang),
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
    digest.update(repr((job.dress.title, job.dress.client)).encode())
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

    with ThreadPoolExecutor(max_workers=len(languages)) as pool, kernel.telling(staging, job.workers, job.fresh):
        first = pool.submit(_execute, job, languages[0], staging, progress)
        while not (first.done() or is_there()):
            wait([first], timeout=POLL_SECONDS)
        if first.done():
            first.result()
        with kernel.telling(staging, job.workers):
            others = [pool.submit(_execute, job, lang, staging, progress) for lang in languages[1:]]
            return [future.result() for future in (first, *others)]


def _stamp(folder: Path) -> int:
    """When the run there was written; 0 where there is none."""
    manifest = folder / MANIFEST
    return manifest.stat().st_mtime_ns if manifest.is_file() else 0


def _execute(job: Job, lang: str, staging: Path, progress: TextIO | None) -> NotebookNode:
    executed = staging / "notebooks" / f"{job.notebook.stem}.{lang}.ipynb"
    try:
        with _event_loop_of_this_thread():
            return execute(job.notebook, executed, {**job.parameters, "lang": lang}, progress=progress)
    except NotebookFailed as error:
        # The staging folder goes; what ran stays where somebody can look at it.
        kept = job.folder.with_name(f"{job.folder.name}.{error.partial.name}")
        error.partial.replace(kept)
        raise NotebookFailed(error.notebook, kept, error.reason, error.last_lines) from error


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


@contextmanager
def _staging(folder: Path) -> Iterator[Path]:
    """A folder beside the run folder that vanishes afterwards, whatever happens."""
    staging = folder.parent / f".{folder.name}.report-{uuid4().hex[:8]}"
    try:
        staging.mkdir(parents=True)
        yield staging
    except OSError as error:
        raise InputError(Problem(f"can't write: {error.strerror or error}", where=folder)) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _move(staging: Path, folder: Path) -> None:
    """Each file in one step, the pages last, so that a page never stands beside figures of another run."""
    files = sorted(
        (path for path in staging.rglob("*") if path.is_file()), key=lambda path: (path.name in REPORTS.values(), path)
    )
    for path in files:
        target = folder / path.relative_to(staging)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)
