"""What of a run folder was published: which pages in which dress, with which files, and how they get there."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.inputs.errors import InputError, Problem
from sim.report.words import LANGUAGES
from sim.results.alone import alone_with
from sim.results.run_folder import MANIFEST, read_manifest, write_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

REPORTS: Mapping[str, str] = {"en": "report.html", "zh": "report.zh.html"}
PUBLISHED = Path("notebooks") / "published.json"


def published(folder: Path, fingerprint: str) -> set[str]:
    """The languages whose pages stand there with this fingerprint and every file that was published with them.

    A record that can't be read, or is none, says that nothing is published.
    """
    record = _record(folder)
    return {
        lang
        for lang, entry in record.items()
        if entry["fingerprint"] == fingerprint and all((folder / name).is_file() for name in entry["files"])
    }


def place(staging: Path, folder: Path, run_id: str, languages: Collection[str], fingerprint: str) -> None:
    """Move what was made in `staging` into the run folder, each file in one step, the pages last and then the record.

    Pages in other languages with another fingerprint go, with what is theirs alone: they may name another client. Who
    publishes another language of the same run at the same time waits, so that neither takes the other's page for an
    old one. Raises InputError as soon as another run stands in the folder, so that no page lies beside figures of
    another run.
    """
    refuse_other_run(folder, run_id)
    with alone_with(folder / MANIFEST):
        _place(staging, folder, run_id, languages, fingerprint)


def _place(staging: Path, folder: Path, run_id: str, languages: Collection[str], fingerprint: str) -> None:
    record = _record(folder)
    others = set(LANGUAGES) - set(languages)
    stale = {lang for lang in others if record.get(lang, {}).get("fingerprint") != fingerprint}
    for lang in stale:
        for name in (REPORTS[lang], *record.get(lang, {}).get("files", ())):
            if language_of(Path(name)) == lang:
                (folder / name).unlink(missing_ok=True)
    files = sorted(_files(staging), key=lambda path: (path.name in REPORTS.values(), path))
    mine = {
        lang: {
            "fingerprint": fingerprint,
            "files": [path.as_posix() for path in files if language_of(path) in (lang, None)],
        }
        for lang in languages
    }
    kept = {lang: entry for lang, entry in record.items() if lang in others - stale}
    (staging / PUBLISHED).parent.mkdir(exist_ok=True)
    write_json(staging / PUBLISHED, {**kept, **mine})
    for path in (*files, PUBLISHED):
        refuse_other_run(folder, run_id)
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / path).replace(folder / path)


def refuse_other_run(folder: Path, run_id: str) -> None:
    """Raise InputError unless that run stands in the folder: somebody else may have put another one there meanwhile."""
    found = read_manifest(folder)["run_id"]
    if found != run_id:
        said = f"another run, {found}, was put there meanwhile, so the reports of {run_id} were left out"
        raise InputError(Problem(said, where=folder, hint="give each run a folder of its own"))


def language_of(path: Path) -> str | None:
    """The one language that a published file is for: its page, or what has the language before its ending."""
    for lang, name in REPORTS.items():
        if path.name == name:
            return lang
    before = path.name.split(".")[-2:-1]
    return before[0] if before and before[0] in LANGUAGES else None


def without_machine_paths(notebook: NotebookNode, name: str, parameters: Mapping[str, str]) -> NotebookNode:
    """The executed notebook as it lies in the run folder: `parameters` instead of the paths that it was given."""
    import nbformat

    clean = nbformat.from_dict({**notebook, "metadata": {**notebook.metadata}})
    papermill = dict(notebook.metadata.get("papermill", {}))
    papermill |= {"input_path": name, "output_path": name}
    papermill["parameters"] = {**papermill.get("parameters", {}), **parameters}
    clean.metadata["papermill"] = nbformat.from_dict(papermill)
    for cell in clean.cells:
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell.source = "\n".join(_parameter(line, parameters) for line in cell.source.split("\n"))
    return clean


def _parameter(line: str, parameters: Mapping[str, str]) -> str:
    found = re.match(r"(\w+) = ", line)
    name = found[1] if found is not None else ""
    return f"{name} = {json.dumps(parameters[name], ensure_ascii=False)}" if name in parameters else line


def relative(path: str, to: Path) -> str:
    """An absolute path as seen from a folder, its name alone where there is no way; what is no path stays."""
    if not Path(path).is_absolute():
        return path
    try:
        return Path(os.path.relpath(path, to)).as_posix()
    except ValueError:
        return Path(path).name


def _files(folder: Path) -> Iterable[Path]:
    """What a publisher may have made in a folder, as paths from there; a list, so that files may go meanwhile."""
    ours = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return [path for path in ours if path != PUBLISHED]


def _record(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / PUBLISHED).read_text(encoding="utf-8"))
        return {
            lang: {
                "fingerprint": str(found[lang]["fingerprint"]),
                "files": [str(name) for name in found[lang]["files"]],
            }
            for lang in LANGUAGES
            if lang in found
        }
    except (OSError, ValueError, TypeError, KeyError):
        return {}
