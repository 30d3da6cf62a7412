"""The notebooks themselves: stored without outputs, in both languages, and they run."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest

import sim
from sim.inputs.places import shipped
from sim.report.command import open_lab
from sim.report.papermill_run import NotebookFailed, execute
from sim.report.published import REPORTS
from sim.results.run import Run
from tests.results.conftest import write_playbook

NOTEBOOKS = {path.name: path for path in sorted(shipped("notebooks").glob("*.ipynb"))}
MINE = ("check-the-model.ipynb", "compare-schemes.ipynb", "simulate-scheme.ipynb", "start-here.ipynb")
PARAMETERS = ["playbook", "weeks", "replications", "seed", "lang", "out", "overrides"]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_it_is_stored_without_outputs(name: str) -> None:
    for cell in nbformat.read(NOTEBOOKS[name], as_version=4).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("name", MINE)
def test_its_words_stand_in_both_languages(name: str) -> None:
    cells = nbformat.read(NOTEBOOKS[name], as_version=4).cells
    english = [cell.source for cell in cells if "lang-en" in cell.metadata.get("tags", [])]
    chinese = [cell.source for cell in cells if "lang-zh" in cell.metadata.get("tags", [])]
    assert len(english) == len(chinese) > 0
    for one, other in zip(english, chinese, strict=True):
        assert one.count("#") == other.count("#")
        assert any("\u4e00" <= character <= "\u9fff" for character in other)
    assert all(cell.metadata.get("tags") for cell in cells if cell.cell_type == "markdown")


def test_the_report_has_the_parameters_of_the_contract() -> None:
    import papermill

    assert list(papermill.inspect_notebook(str(NOTEBOOKS["compare-schemes.ipynb"]))) == PARAMETERS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_one_scheme_in_detail_runs(tmp_path: Path, lang: str) -> None:
    done = execute(
        NOTEBOOKS["simulate-scheme.ipynb"],
        tmp_path / "out.ipynb",
        {"lang": lang, "overrides": {"market.demand.scale": 0.3}},
    )
    tables = [
        output for cell in done.cells for output in cell.get("outputs", []) if "text/html" in output.get("data", {})
    ]
    assert len(tables) >= 5
    assert ("赢单" if lang == "zh" else "won") in str(tables)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_model_s_check_tells_what_was_committed(tmp_path: Path, lang: str) -> None:
    done = execute(NOTEBOOKS["check-the-model.ipynb"], tmp_path / "out.ipynb", {"lang": lang}, cwd=tmp_path)
    shown = [output for cell in done.cells for output in cell.get("outputs", [])]
    tables = [output["data"]["text/html"] for output in shown if "text/html" in output.get("data", {})]
    assert len(tables) == 3
    assert ("判定" if lang == "zh" else "Verdict") in tables[0]
    assert "Albers" in tables[0]


def test_the_front_door_opens(tmp_path: Path) -> None:
    done = execute(NOTEBOOKS["start-here.ipynb"], tmp_path / "out.ipynb", {}, cwd=tmp_path)
    shown = [output for cell in done.cells for output in cell.get("outputs", [])]
    assert any("application/vnd.jupyter.widget-view+json" in output.get("data", {}) for output in shown)
    assert not any(output.output_type == "error" for output in shown)


def test_the_front_door_runs_what_was_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from sim.report import front_door

    monkeypatch.chdir(tmp_path)
    door = front_door.open_door("zh")
    assert door.button.description == "运行"
    assert door.overrides() == {}
    door.figures["leads"].value, door.figures["replications"].value = 1.5, 4
    assert door.overrides() == {"market.demand.scale": 1.5, "run.replications": 4}
    door.language.value = "en"
    assert door.button.description == "Run"
    assert "No reports yet" in front_door.earlier_reports(tmp_path).data
    assert "No reports yet" in front_door.earlier_reports().data


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_front_door_answers_inline_and_links_the_reader_s_report_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    from sim.report import front_door

    run = sim.run(sim.load_playbook(write_playbook(tmp_path / "tiny")), out=tmp_path / "run", workers=1)
    made: list[Path] = []

    def publish(finished: Run, source: str, languages: list[str]) -> list[Path]:
        made.append(finished.folder)
        return [finished.folder / REPORTS[each] for each in languages]

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sim.results.run.run", lambda *_, out, **__: replace(run, folder=Path(out).absolute()))
    monkeypatch.setattr("sim.report.publish.publish", publish)
    shown: list[str] = []
    monkeypatch.setattr("IPython.display.display", lambda item: shown.append(getattr(item, "data", "")))
    door = front_door.open_door(lang)
    door.playbook.value = "my-team"
    front_door.run(door)
    assert made[0].relative_to(tmp_path / "reports").parts[0] == "my-team"
    assert 'class="verdict"' in shown[-2]
    first, second = re.findall(r'href="([^"]+)"', shown[-1])
    assert first == f"reports/my-team/{made[0].name}/{REPORTS[lang]}"
    assert second != first
    assert not door.button.disabled

    def failing(*_: object, **__: object) -> None:
        raise NotebookFailed(tmp_path / "a.ipynb", tmp_path / "b.ipynb", "the kernel died")

    monkeypatch.setattr("sim.report.publish.publish", failing)
    front_door.run(door)
    assert not door.button.disabled


def test_reports_of_the_front_door_lie_where_those_of_the_command_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from sim.report import front_door

    monkeypatch.chdir(shipped("notebooks"))
    assert front_door.reports_folder() == shipped("notebooks").parent / "reports"
    monkeypatch.chdir(tmp_path)
    assert front_door.reports_folder() == tmp_path / "reports"


def test_the_front_door_is_served_from_the_folder_where_one_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr("subprocess.call", lambda words: called.append(words) or 0)
    monkeypatch.chdir(shipped("notebooks").parent)
    assert open_lab() == 0
    monkeypatch.chdir(tmp_path)
    assert open_lab() == 0
    copy = tmp_path / "start-here.ipynb"
    assert copy.read_bytes() == NOTEBOOKS["start-here.ipynb"].read_bytes()
    copy.write_text("mine", encoding="utf-8")
    assert open_lab() == 0
    assert copy.read_text(encoding="utf-8") == "mine"
    root = shipped("notebooks").parent
    assert [words[3:] for words in called] == [
        ["lab", str(root / "notebooks" / "start-here.ipynb"), f"--ServerApp.root_dir={root}"],
        *[["lab", str(copy), f"--ServerApp.root_dir={tmp_path}"]] * 2,
    ]
