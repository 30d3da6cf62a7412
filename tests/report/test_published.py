"""What lies in a run folder is of one run and one dress: pages that are not go, and none is made twice for nothing."""

from __future__ import annotations

import json
import threading
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

import sim.report.published as published_module
from sim.inputs.errors import InputError
from sim.report.published import PUBLISHED, REPORTS, language_of, place, published, relative, without_machine_paths


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a run."""
    path = tmp_path / "run"
    path.mkdir()
    stand(path, "one")
    return path


def stand(folder: Path, run_id: str) -> None:
    (folder / "manifest.json").write_text(json.dumps({"run_id": run_id}))


def made(folder: Path, client: str, *languages: str) -> None:
    """Publish pages of run `one` for a client, who is their fingerprint too."""
    staging = folder.parent / f"staging of {client} in {languages}"
    files = {"tables/gains.csv": "shared", **{f"figures/gain.{lang}.svg": client for lang in languages}}
    files |= {f"notebooks/compare.{lang}.ipynb": client for lang in languages}
    for name, text in {**files, **{REPORTS[lang]: client for lang in languages}}.items():
        (staging / name).parent.mkdir(parents=True, exist_ok=True)
        (staging / name).write_text(text)
    place(staging, folder, "one", languages, client)


def test_pages_in_both_languages_are_published_once(folder: Path) -> None:
    made(folder, "Acme", "en", "zh")
    assert published(folder, "Acme") == {"en", "zh"}
    assert published(folder, "Rival") == set()
    assert {path.read_text() for path in folder.glob("report*.html")} == {"Acme"}


def test_languages_made_one_after_the_other_stay_published(folder: Path) -> None:
    made(folder, "Acme", "en")
    assert published(folder, "Acme") == {"en"}
    made(folder, "Acme", "zh")
    assert published(folder, "Acme") == {"en", "zh"}


def test_languages_made_at_the_same_time_both_stay_published(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read, lock, met = published_module._record, published_module.alone_with, threading.Event()
    chinese = threading.Thread(target=lambda: (made(folder, "Acme", "zh"), met.set()))

    def read_as_the_other_comes(where: Path) -> dict[str, Any]:
        found = read(where)
        if threading.current_thread() is threading.main_thread() and not chinese.ident:
            chinese.start()
            # It is through, or waits until this one is.
            assert met.wait(30)
        return found

    def asked(path: Path) -> AbstractContextManager[None]:
        if threading.current_thread() is chinese:
            met.set()
        return lock(path)

    monkeypatch.setattr(published_module, "_record", read_as_the_other_comes)
    monkeypatch.setattr(published_module, "alone_with", asked)
    made(folder, "Acme", "en")
    chinese.join(30)
    assert published(folder, "Acme") == {"en", "zh"}
    assert sorted(path.name for path in folder.glob("report*.html")) == ["report.html", "report.zh.html"]


def test_no_page_of_another_client_stays(folder: Path) -> None:
    made(folder, "Acme", "en", "zh")
    (folder / "notes.zh.md").write_text("a person's own")
    made(folder, "Rival", "en")
    assert published(folder, "Rival") == {"en"}
    assert published(folder, "Acme") == set()
    texts = {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}
    assert "Acme" not in "".join(texts.values())
    assert {name for name in texts if language_of(Path(name)) == "zh"} == {"notes.zh.md"}
    assert texts["tables/gains.csv"] == "shared"


def test_what_is_of_no_language_stays_when_the_page_of_one_goes(folder: Path) -> None:
    made(folder, "Acme", "en", "zh")
    record = json.loads((folder / PUBLISHED).read_text())
    record["zh"]["files"].append("tables/more.csv")
    (folder / PUBLISHED).write_text(json.dumps(record))
    (folder / "tables" / "more.csv").write_text("shared")
    made(folder, "Rival", "en")
    assert (folder / "tables" / "more.csv").read_text() == "shared"


def test_a_page_that_nothing_is_recorded_of_goes(folder: Path) -> None:
    (folder / "report.zh.html").write_text("Acme")
    made(folder, "Rival", "en")
    assert not (folder / "report.zh.html").exists()


@pytest.mark.parametrize(
    "name", ["report.html", "figures/gain.en.svg", "tables/gains.csv", "notebooks/compare.en.ipynb"]
)
def test_what_lost_a_file_is_not_published(folder: Path, name: str) -> None:
    made(folder, "Acme", "en", "zh")
    (folder / name).unlink()
    assert published(folder, "Acme") == (set() if name == "tables/gains.csv" else {"zh"})


@pytest.mark.parametrize(
    "text", ['{"en": {"finge', "", "[]", "3", '{"en": 3}', '{"fingerprint": "Acme", "languages": ["en"]}', "\x00"]
)
def test_a_broken_record_publishes_nothing_and_is_written_anew(folder: Path, text: str) -> None:
    made(folder, "Acme", "en")
    (folder / PUBLISHED).write_text(text)
    assert published(folder, "Acme") == set()
    made(folder, "Acme", "en")
    assert published(folder, "Acme") == {"en"}


def test_pages_are_not_put_beside_the_figures_of_another_run(folder: Path) -> None:
    stand(folder, "two")
    with pytest.raises(InputError, match=r"another run, two, was put there meanwhile, so the reports of one"):
        made(folder, "Acme", "en")
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]


def test_a_run_that_takes_the_folder_while_pages_move_in_gets_no_page(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[Path] = []
    move = Path.replace

    def taken_after_two(self: Path, target: Path) -> Path:
        moved.append(target)
        found = move(self, target)
        if len(moved) == 2:
            stand(folder, "two")
        return found

    monkeypatch.setattr(Path, "replace", taken_after_two)
    with pytest.raises(InputError, match="another run"):
        made(folder, "Acme", "en", "zh")
    assert len(moved) == 2
    assert not list(folder.glob("report*.html"))
    assert published(folder, "Acme") == set()


def test_a_notebook_tells_no_path_of_the_machine() -> None:
    lines = ["# Parameters", 'playbook = "/home/me/ours"', 'overrides = {"run.weeks": 6}']
    lines += ['out = "/home/me/reports/ours/abc"', 'lang = "zh"']
    source = "\n".join(lines)
    cell = new_code_cell(source, metadata={"tags": ["injected-parameters"]})
    other = new_code_cell("out = 3")
    told = {"input_path": "/opt/x.ipynb", "output_path": "/home/me/.abc.report-1/x.ipynb", "duration": 1.5}
    told["parameters"] = {"playbook": "/home/me/ours", "out": "/home/me/reports/ours/abc", "lang": "zh"}
    notebook = new_notebook(cells=[cell, other], metadata={"papermill": told})
    clean = without_machine_paths(notebook, "x.zh.ipynb", {"playbook": "../../ours", "out": ".."})
    assert "/home" not in nbformat.writes(clean)
    assert "/opt" not in nbformat.writes(clean)
    names: dict[str, object] = {}
    exec(clean.cells[0].source, names)
    assert (names["playbook"], names["out"], names["lang"]) == ("../../ours", "..", "zh")
    assert clean.metadata.papermill.parameters == {"playbook": "../../ours", "out": "..", "lang": "zh"}
    assert clean.metadata.papermill.duration == 1.5
    assert clean.cells[1].source == "out = 3"


def test_a_path_is_told_as_seen_from_the_notebook_and_a_name_stays_a_name() -> None:
    assert relative("/home/me/ours", Path("/home/me/reports/ours/abc/notebooks")) == "../../../../ours"
    assert relative("org-design", Path("/home/me")) == "org-design"
