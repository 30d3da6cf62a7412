"""What pages are known by: all that they show besides the run, and nothing of where they lie."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import sim
from sim.report.publish import Dress, Job, fingerprint_of, missing, template
from sim.results.playbook import Playbook


@pytest.fixture(scope="module")
def playbook() -> Playbook:
    return sim.load_playbook("org-design")


@pytest.fixture
def job(tmp_path: Path, playbook: Playbook) -> Job:
    (tmp_path / "logo.png").write_bytes(b"red")
    dress = Dress("A title", "A client", tmp_path / "logo.png")
    return Job("org-design", playbook, tmp_path / "run", template(), dress)


@pytest.mark.parametrize("other", [{"title": "Another"}, {"client": "Another"}, {"logo": None}, {"client": None}])
def test_another_dress_makes_other_pages(job: Job, other: dict[str, object]) -> None:
    changed = replace(job, dress=replace(job.dress, **other))  # type: ignore[arg-type]
    assert fingerprint_of(changed) != fingerprint_of(job)


def test_another_picture_in_the_same_place_and_another_notebook_make_other_pages(job: Job, tmp_path: Path) -> None:
    before = fingerprint_of(job)
    (tmp_path / "logo.png").write_bytes(b"blue")
    assert fingerprint_of(job) != before
    (tmp_path / "mine.ipynb").write_text(job.notebook.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fingerprint_of(replace(job, notebook=tmp_path / "mine.ipynb")) != fingerprint_of(job)


def test_the_same_pages_in_another_folder_are_the_same(job: Job, tmp_path: Path) -> None:
    elsewhere = replace(job, folder=tmp_path / "elsewhere", source="somewhere", workers=3)
    assert fingerprint_of(elsewhere) == fingerprint_of(job)


@pytest.mark.parametrize(("there", "left"), [({"en"}, ["zh"]), ({"zh"}, ["en"]), (set(), ["en", "zh"])])
def test_only_the_language_that_is_not_there_is_made(
    job: Job, monkeypatch: pytest.MonkeyPatch, there: set[str], left: list[str]
) -> None:
    monkeypatch.setattr("sim.report.publish.is_finished", lambda *_: True)
    monkeypatch.setattr("sim.report.publish.published", lambda folder, known: there)
    assert missing(job, ["en", "zh"]) == left
    assert missing(replace(job, fresh=True), ["en", "zh"]) == ["en", "zh"]
