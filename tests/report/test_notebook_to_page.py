"""From a notebook's source to the page: what a cell computes, and how it is edited, is what the reader sees."""

from __future__ import annotations

from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from sim.report.html import export_html
from sim.report.papermill_run import execute

DRAW = """
from pathlib import Path
import seaborn as sns
from matplotlib.figure import Figure
from sim.report import theme
with theme.themed(lang):
    figure = Figure()
    sns.barplot(x=["今天", "by size"], y=[1, gain], hue=["今天", "by size"], ax=figure.add_subplot())
    saved = theme.save_figure(figure, Path("figures"), "gain")
theme.show_figure(saved, alt=f"gain is {gain}", lang=lang)
"""


def test_editing_one_cell_of_the_notebook_changes_the_page(tmp_path: Path) -> None:
    parameters = new_code_cell("gain = 2\nlang = 'zh'", metadata={"tags": ["parameters"]})
    verdict = new_code_cell("from IPython.display import HTML\nHTML(f'<p>gain {gain}</p>')")
    notebook = new_notebook(cells=[parameters, new_markdown_cell("## 增益"), verdict, new_code_cell(DRAW)])
    notebook.metadata["kernelspec"] = {"name": "python3", "language": "python", "display_name": "Python 3"}
    mains = []
    for name in ("before", "after"):
        nbformat.write(notebook, tmp_path / f"{name}.ipynb")
        executed = execute(tmp_path / f"{name}.ipynb", tmp_path / name / "run.ipynb", {"gain": 3}, cwd=tmp_path)
        mains.append(BeautifulSoup(export_html(executed, "zh", title="标题"), "html.parser").main)
        notebook.cells[2].source = notebook.cells[2].source.replace("gain {gain}", "gain of {gain}!")

    assert [main.get_text(" ", strip=True) for main in mains] == ["增益 gain 3", "增益 gain of 3!"]
    assert [main.img["alt"] for main in mains] == ["gain is 3", "gain is 3"]
    assert mains[0].img["src"] == mains[1].img["src"]
    assert (tmp_path / "figures" / "gain.png").stat().st_size > 1000
