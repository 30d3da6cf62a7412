"""The notebooks themselves: stored without outputs, in both languages, and they run."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from sim.inputs.places import shipped
from sim.report.papermill_run import execute

NOTEBOOKS = {path.name: path for path in sorted(shipped("notebooks").glob("*.ipynb"))}
MINE = ("compare-schemes.ipynb", "simulate-scheme.ipynb", "start-here.ipynb")
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
