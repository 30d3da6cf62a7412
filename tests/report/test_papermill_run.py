"""Running a notebook: the right Python, no unknown parameter, nothing half written, errors that say what happened."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.provisioning import LocalProvisioner
from nbformat.v4 import new_code_cell, new_notebook

from sim.inputs.errors import InputError
from sim.report.papermill_run import NotebookFailed, execute

KERNELSPEC = {"kernelspec": {"name": "python3", "language": "python", "display_name": "Python 3"}}


def toy(path: Path, *sources: str) -> Path:
    cells = [new_code_cell("weeks = 52\nscheme = 'today'", metadata={"tags": ["parameters"]})]
    cells += [new_code_cell(source) for source in sources]
    nbformat.write(new_notebook(cells=cells, metadata=KERNELSPEC), path)
    return path


def printed(notebook: nbformat.NotebookNode, stream: str = "stdout") -> str:
    return "".join(
        output.text
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if output.output_type == "stream" and output.name == stream
    )


def test_the_kernel_is_this_python_whatever_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A python3 kernelspec that leads elsewhere stands first in the search path."""
    other = tmp_path / "jupyter" / "kernels" / "python3"
    other.mkdir(parents=True)
    other.joinpath("kernel.json").write_text(
        json.dumps({"argv": ["/bin/false", "{connection_file}"], "display_name": "other", "language": "python"})
    )
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path / "jupyter"))
    folder = tmp_path / "work {2026}"
    folder.mkdir()
    source = toy(
        tmp_path / "toy.ipynb", "import os, sys\nprint(sys.executable)\nprint(os.getcwd())\nprint(weeks, scheme)"
    )
    progress = io.StringIO()

    notebook = execute(source, folder / "out.ipynb", {"weeks": 26, "scheme": "按规模"}, cwd=folder, progress=progress)

    assert printed(notebook).splitlines() == [sys.executable, str(folder), "26 按规模"]
    assert nbformat.read(folder / "out.ipynb", as_version=4).metadata.papermill.output_path == str(folder / "out.ipynb")
    assert [path.name for path in folder.iterdir()] == ["out.ipynb"]
    shown = capfd.readouterr()
    assert (shown.out, shown.err, progress.getvalue()) == ("", "", "")


def test_unknown_parameters_are_refused_before_anything_runs(tmp_path: Path) -> None:
    source = toy(tmp_path / "toy.ipynb", f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(InputError, match=r"unknown parameter 'week' \(did you mean 'weeks'\?\)") as caught:
        execute(source, tmp_path / "out" / "out.ipynb", {"week": 26, "scheem": "x", "weeks": 1})
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "out").exists()


def test_a_failing_cell_names_its_error_and_leaves_the_last_good_output(tmp_path: Path) -> None:
    target = tmp_path / "out.ipynb"
    target.write_text("earlier run")
    source = toy(
        tmp_path / "toy.ipynb", "import sys\nprint('halfway')\nprint('bar 50 %', file=sys.stderr)", "weeks / 0"
    )
    progress = io.StringIO()

    with pytest.raises(NotebookFailed, match="cell 3: ZeroDivisionError: division by zero") as caught:
        execute(source, target, {}, progress=progress)

    assert caught.value.last_lines[-1] == "ZeroDivisionError: division by zero"
    assert any("weeks / 0" in line for line in caught.value.last_lines)
    assert "\x1b" not in str(caught.value)
    assert "halfway" in printed(nbformat.read(caught.value.partial, as_version=4))
    assert target.read_text() == "earlier run"
    assert progress.getvalue() == "bar 50 %\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.failed.ipynb", "out.ipynb", "toy.ipynb"]


def test_an_input_error_in_the_kernel_is_an_input_error_here(tmp_path: Path) -> None:
    source = toy(
        tmp_path / "toy.ipynb", "class InputError(Exception): ...\nraise InputError('a.yaml:3: one\\nb.yaml:4: two')"
    )
    with pytest.raises(InputError) as caught:
        execute(source, tmp_path / "out.ipynb", {})
    assert [str(problem) for problem in caught.value.problems] == ["a.yaml:3: one", "b.yaml:4: two"]
    assert not (tmp_path / "out.ipynb").exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_a_full_disk_in_the_kernel_is_an_error_of_the_disk_here(tmp_path: Path, number: int) -> None:
    source = toy(tmp_path / "toy.ipynb", f"raise OSError({number}, 'whatever', '/somewhere/gain.svg')")
    with pytest.raises(OSError, match=os.strerror(number)) as caught:
        execute(source, tmp_path / "out.ipynb", {})
    assert caught.value.errno == number
    assert [path.name for path in tmp_path.iterdir()] == ["toy.ipynb"]


def test_another_error_of_the_system_in_the_kernel_is_a_failure(tmp_path: Path) -> None:
    source = toy(tmp_path / "toy.ipynb", f"raise OSError({errno.ENOTCONN}, 'whatever')")
    with pytest.raises(NotebookFailed, match="whatever"):
        execute(source, tmp_path / "out.ipynb", {})


def test_a_dead_kernel_is_reported_as_such(tmp_path: Path) -> None:
    source = toy(tmp_path / "toy.ipynb", "import os\nos._exit(9)")
    with pytest.raises(NotebookFailed, match="the kernel died"):
        execute(source, tmp_path / "out.ipynb", {})
    assert not (tmp_path / "out.ipynb").exists()


def test_a_kernel_that_is_done_is_not_interrupted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt that comes just after the last cell ends up on the user's screen, as an error of a good run."""
    sent: list[int] = []
    send = LocalProvisioner.send_signal

    async def recorded(self: LocalProvisioner, number: int) -> None:
        sent.append(number)
        await send(self, number)

    monkeypatch.setattr(LocalProvisioner, "send_signal", recorded)
    execute(toy(tmp_path / "toy.ipynb", "1 + 1"), tmp_path / "out.ipynb", {})
    assert signal.SIGINT not in sent
