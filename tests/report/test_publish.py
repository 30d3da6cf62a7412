"""From one command to the reports: whole or not at all, quick the second time, the same whoever starts it."""

from __future__ import annotations

import errno
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from bs4 import BeautifulSoup

import sim
from sim.inputs.errors import InputError
from sim.report.command import run_command
from sim.report.kernel import TOLD, telling, told
from sim.report.papermill_run import NotebookFailed, execute
from sim.report.publish import Dress, Job, publish_job, template
from sim.report.publish import page as page_of
from sim.report.published import REPORTS

EXPERIMENT = """
title: {en: "Do offers pay?", zh: "差异化方案值得吗？"}
market: china-industrial
baseline: today
schemes:
  today:
    title: {en: Today, zh: 现状}
    people: forty-reps
    segmentation: none
    process: generalist
    routing: office-queue
    territory: by-office
    products: one-offer
    incentives: flat-commission
  offers:
    extends: today
    title: {en: Tailored offers, zh: 差异化方案}
    products: three-offers
run: {weeks: 6, warm_up_weeks: 2, follow_up_weeks: 3, replications: 3, seed: 7}
"""
LESS = "market.demand.scale=0.3"


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("my playbook")
    (folder / "experiment.yaml").write_text(EXPERIMENT, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def published(playbook: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a run that the command made, with a client on its reports."""
    out = tmp_path_factory.mktemp("reports") / "run"
    assert run_command(str(playbook), [LESS], [], out=out, workers=1, client="南海机械") == [
        out / "report.html",
        out / "report.zh.html",
    ]
    return out


@pytest.fixture
def page(published: Path) -> Iterator[dict[str, BeautifulSoup]]:
    yield {
        lang: BeautifulSoup((published / name).read_text(encoding="utf-8"), "html.parser")
        for lang, name in REPORTS.items()
    }


def test_the_run_folder_holds_all_that_the_contract_names(published: Path) -> None:
    names = {path.name for path in published.iterdir()}
    assert names >= {
        "report.html",
        "report.zh.html",
        "summary.json",
        "kpis.parquet",
        "figures",
        "tables",
        "notebooks",
        "params.yaml",
        "manifest.json",
    }
    for lang in REPORTS:
        assert (published / "notebooks" / f"compare-schemes.{lang}.ipynb").is_file()
        for kind in ("svg", "png"):
            assert (published / "figures" / f"gain.{lang}.{kind}").stat().st_size > 1000
    assert (published / "tables" / "gains.csv").read_text(encoding="utf-8").startswith("scheme,mean,low,high")


@pytest.mark.parametrize(
    ("dress", "titles"),
    [
        (Dress(), (None, None)),
        (Dress("Plan"), ("Plan", "Plan")),
        (Dress("Plan", title_zh="方案"), ("Plan", "方案")),
        (Dress(title_zh="方案"), (None, "方案")),
    ],
)
def test_each_language_may_have_a_title_of_its_own(dress: Dress, titles: tuple[str | None, str | None]) -> None:
    assert (dress.title_in("en"), dress.title_in("zh")) == titles


def test_nothing_half_written_is_left_beside_the_folder(published: Path) -> None:
    assert [path.name for path in published.parent.iterdir()] == [published.name]


def test_each_page_speaks_its_own_language_only(page: dict[str, BeautifulSoup]) -> None:
    english, chinese = (page[lang].main.get_text(" ", strip=True) for lang in ("en", "zh"))
    assert not re.search(r"[\u4e00-\u9fff]", english)
    for element in page["zh"].find_all("code"):
        element.decompose()
    body = page["zh"].main
    body.find(class_="provenance").decompose()
    found = set(re.findall(r"[A-Za-z]{2,}", body.get_text(" ")))
    known = {
        "First",
        "Page",
        "Sage",
        "Bridge",
        "Group",
        "Olist",
        "IBM",
        "HBR",
        "Misra",
        "Nair",
        "Oldroyd",
        "Zoltners",
        "Kaplan",
        "Meier",
        "CSV",
        "ln",
        "SVG",
        "PNG",
    }
    assert found - known <= {"B2B", "CRM"}
    assert "差异化方案" in chinese


def test_chapters_without_data_are_left_out(page: dict[str, BeautifulSoup]) -> None:
    headings = [heading.get_text(strip=True) for heading in page["en"].find_all("h2")]
    assert "The funnel" in headings
    for absent in (
        "The ways of organising, ranked",
        "Where the answer may turn",
        "In other circumstances",
        "The first year and the long run",
    ):
        assert absent not in headings


def test_the_page_says_what_the_summary_says(page: dict[str, BeautifulSoup], published: Path) -> None:
    summary = json.loads((published / "summary.json").read_text(encoding="utf-8"))
    sentence = page["en"].find(class_="verdict").p.get_text()
    starts = {
        "undecided": "Not decided yet",
        "equivalent": "Today and Tailored",
        "recommended": ("Tailored offers earns", 'Keep "Today"'),
    }
    assert sentence.startswith(starts[summary["status"]])
    assert summary["run_id"] in page["en"].find(class_="provenance").get_text()
    assert "南海机械" in page["zh"].header.get_text()


def test_the_same_again_is_not_made_again(playbook: Path, published: Path) -> None:
    before = (published / "report.html").stat().st_mtime_ns
    for lang in ("both", "zh", "en"):
        run_command(str(playbook), [LESS], [], out=published, lang=lang, workers=1, client="南海机械")
        assert (published / "report.html").stat().st_mtime_ns == before


def test_a_figure_that_was_deleted_is_made_again(playbook: Path, published: Path) -> None:
    chinese = (published / "report.zh.html").stat().st_mtime_ns
    (published / "figures" / "gain.en.svg").unlink()
    run_command(str(playbook), [LESS], [], out=published, workers=1, client="南海机械")
    assert (published / "figures" / "gain.en.svg").is_file()
    assert (published / "report.zh.html").stat().st_mtime_ns == chinese


def test_nothing_in_the_run_folder_tells_where_it_was_made(playbook: Path, published: Path) -> None:
    places = [str(playbook), str(published.parent), str(Path.home()), str(template().parent)]
    for path in (path for path in published.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not [place for place in places if place.encode() in content], path
    notebook = nbformat.read(published / "notebooks" / "compare-schemes.zh.ipynb", as_version=4)
    parameters = notebook.metadata.papermill.parameters
    assert (published / "notebooks" / parameters["playbook"]).resolve() == playbook.resolve()
    assert (published / "notebooks" / parameters["out"]).resolve() == published.resolve()


def test_a_run_that_took_the_folder_meanwhile_gets_no_report_of_this_one(
    playbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "run"

    def taken(*arguments: object) -> str:
        sim.run(sim.load_playbook(playbook, {"market.demand.scale": 0.2}), out=out, workers=1)
        return page_of(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("sim.report.publish.page", taken)
    with pytest.raises(InputError, match="another run") as caught:
        run_command(str(playbook), [LESS], [], out=out, lang="en", workers=1)
    assert caught.value.problems[0].where == out
    assert not list(out.glob("report*.html"))
    assert not list((out / "figures").iterdir())
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def a_job(playbook: Path, tmp_path: Path) -> Job:
    return Job(str(playbook), sim.load_playbook(playbook), tmp_path / "run", template())


@pytest.mark.parametrize("where", ["execute", "page"])
def test_only_a_disk_that_refuses_is_told_as_a_folder_that_cannot_be_written(
    playbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def starved(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("sim.report.publish._execute_all", lambda *_: [nbformat.v4.new_notebook()])
    if where == "execute":
        monkeypatch.undo()
    monkeypatch.setattr(f"sim.report.publish.{where}", starved)
    with pytest.raises(OSError, match="Too many open files"):
        publish_job(a_job(playbook, tmp_path), ["en"])
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_under_a_notebook_is_told_as_the_run_folders(
    playbook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("sim.report.publish.execute", full)
    with pytest.raises(InputError, match="run: can't write: No space left on device"):
        publish_job(a_job(playbook, tmp_path), ["en"])
    assert list(tmp_path.iterdir()) == []


def test_a_changed_label_makes_the_pages_again_and_no_number(
    playbook: Path, published: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stamps() -> dict[str, int]:
        names = ("report.html", "report.zh.html", "figures/gain.en.svg", "kpis.parquet", "manifest.json")
        return {name: (published / name).stat().st_mtime_ns for name in names}

    before = stamps()
    monkeypatch.setattr("sim.report.publish.package_fingerprint", lambda: "a changed label")
    run_command(str(playbook), [LESS], [], out=published, workers=1, client="南海机械")
    made_again = {name for name, stamp in stamps().items() if stamp != before[name]}
    assert made_again == {"report.html", "report.zh.html", "figures/gain.en.svg"}
    before = stamps()
    run_command(str(playbook), [LESS], [], out=published, workers=1, client="南海机械")
    assert stamps() == before


def test_an_edited_cell_changes_the_report(playbook: Path, published: Path, tmp_path: Path) -> None:
    edited = nbformat.read(template(), as_version=4)
    cell = next(cell for cell in edited.cells if cell.cell_type == "code" and "figures.gain" in cell.source)
    cell.source += "\nshow.words(view, 'EDITED BY HAND')"
    path = tmp_path / "compare-schemes.ipynb"
    nbformat.write(edited, path)
    numbers = pd.read_parquet(published / "kpis.parquet")
    (report,) = run_command(str(playbook), [LESS], [], out=published, lang="en", workers=1, notebook=path)
    assert "EDITED BY HAND" in report.read_text(encoding="utf-8")
    # The Chinese page was of the notebook as it is shipped.
    assert not (published / "report.zh.html").exists()
    pd.testing.assert_frame_equal(pd.read_parquet(published / "kpis.parquet"), numbers)


def test_plain_papermill_gives_the_same_bits_and_both_reports(playbook: Path, published: Path, tmp_path: Path) -> None:
    out = tmp_path / "plain"
    parameters = {"playbook": str(playbook), "out": str(out), "overrides": {"market.demand.scale": 0.3}}
    execute(template(), tmp_path / "out.ipynb", parameters)
    assert all((out / name).is_file() for name in REPORTS.values())
    pd.testing.assert_frame_equal(pd.read_parquet(out / "kpis.parquet"), pd.read_parquet(published / "kpis.parquet"))
    again = sim.run(
        sim.load_playbook(playbook, overrides={"market.demand.scale": 0.3}), out=tmp_path / "api", workers=1
    )
    pd.testing.assert_frame_equal(again.kpis, pd.read_parquet(out / "kpis.parquet"))
    assert again.run_id == json.loads((out / "manifest.json").read_text(encoding="utf-8"))["run_id"]


def test_a_failing_cell_leaves_the_reports_as_they_were(playbook: Path, published: Path, tmp_path: Path) -> None:
    broken = nbformat.read(template(), as_version=4)
    broken.cells[-2].source = "1 / 0"
    path = tmp_path / "compare-schemes.ipynb"
    nbformat.write(broken, path)
    before = {path: path.read_bytes() for path in published.glob("report*.html")}
    assert before
    with pytest.raises(NotebookFailed, match="ZeroDivisionError") as caught:
        run_command(str(playbook), [LESS], [], out=published, lang="zh", workers=1, notebook=path)
    assert caught.value.partial.is_file()
    caught.value.partial.unlink()
    assert {path: path.read_bytes() for path in published.glob("report*.html")} == before


def test_a_cell_that_shows_what_no_page_can_hold_is_a_failure_of_the_notebook(
    playbook: Path, published: Path, tmp_path: Path
) -> None:
    linking = nbformat.read(template(), as_version=4)
    linking.cells.append(nbformat.v4.new_markdown_cell("![x](chart.png)"))
    path = tmp_path / "compare-schemes.ipynb"
    nbformat.write(linking, path)
    before = {path: path.read_bytes() for path in published.glob("report*.html")}
    with pytest.raises(NotebookFailed, match=r"a picture lies outside the page: chart\.png") as caught:
        run_command(str(playbook), [LESS], [], out=published, lang="zh", workers=1, notebook=path)
    assert caught.value.partial.is_file()
    caught.value.partial.unlink()
    assert {path: path.read_bytes() for path in published.glob("report*.html")} == before


def test_a_picture_in_a_guide_is_refused_before_anything_runs(tmp_path: Path) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "experiment.yaml").write_text(EXPERIMENT, encoding="utf-8")
    (book / "guide.en.md").write_text("## Guide\n\n![x](chart.png)\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "sim", "run", str(book), "--out", str(tmp_path / "out")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "guide.en.md:3: the picture 'chart.png' lies outside the report" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"playbook": "org-desing"}, "org-design"),
        ({"assignments": ["market.demand.scael=2"]}, "scale"),
        ({"lang": "fr"}, "--lang"),
        ({"logo": Path("no-such.png")}, "logo"),
    ],
)
def test_what_is_wrong_is_said_before_anything_runs(tmp_path: Path, arguments: dict[str, object], message: str) -> None:
    call = {"playbook": "org-design", "assignments": [], "files": [], "out": tmp_path / "out", **arguments}
    with pytest.raises(InputError, match=message):
        run_command(**call)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_foreign_folder_is_refused(playbook: Path, tmp_path: Path) -> None:
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        run_command(str(playbook), [LESS], [], out=tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["precious.txt"]


def test_kernels_are_told_only_inside_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(TOLD, raising=False)
    assert told() is None
    with telling(tmp_path, workers=3):
        assert told() == {"folder": str(tmp_path), "workers": 3, "fresh": False}
    assert told() is None
