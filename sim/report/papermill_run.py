"""Run one notebook through papermill, with the checks that papermill leaves out, in the Python that calls."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sim.inputs.errors import InputError, Problem, nearest

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode

_LAST_LINES = 12
_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


class NotebookFailed(RuntimeError):
    """A cell raised, or the kernel died. `partial` is the notebook as far as it ran; `last_lines` end its traceback."""

    def __init__(self, notebook: Path, partial: Path, reason: str, last_lines: tuple[str, ...] = ()) -> None:
        self.notebook = notebook
        self.partial = partial
        self.reason = reason
        self.last_lines = last_lines
        ending = "".join(f"\n    {line}" for line in last_lines)
        super().__init__(f"{notebook.name} failed: {reason}{ending}\n  the notebook as far as it ran: {partial}")


def execute(
    notebook_path: Path,
    output_path: Path,
    parameters: Mapping[str, Any],
    *,
    cwd: Path | None = None,
    progress: TextIO | None = None,
) -> NotebookNode:
    """Execute the notebook with these parameters, write it to `output_path` when it is complete, and return it.

    The kernel is the Python that calls, whatever kernels are installed; it works in `cwd`, the caller's folder by
    default. `progress` receives live what the kernel writes to its standard error; by default nothing is shown.

    Raises InputError before anything runs for a parameter that the notebook doesn't declare, and where a cell raised
    InputError; NotebookFailed for any other failure. Then `output_path` is not touched, and the notebook as far as it
    ran lies beside it as `<name>.failed.ipynb`.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    notebook_path, output_path = notebook_path.resolve(), output_path.resolve()
    check_parameters(notebook_path, parameters)
    output_path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = output_path.with_name(f".{output_path.stem}.unfinished.ipynb")
    failed = output_path.with_name(f"{output_path.stem}.failed.ipynb")
    try:
        notebook = papermill.execute_notebook(
            _literal(notebook_path),
            _literal(unfinished),
            dict(parameters),
            kernel_name="python3",
            progress_bar=False,
            stderr_file=progress,
            kernel_manager_class=_kernel_manager_of_this_python(),
            resources={"metadata": {"path": str((cwd or Path.cwd()).resolve())}},
            # Without it every kernel prints a warning that its traffic is not encrypted.
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )
        notebook.metadata.papermill.output_path = str(output_path)
        _write(notebook, unfinished)
        unfinished.replace(output_path)
        failed.unlink(missing_ok=True)
    except PapermillExecutionError as error:
        unfinished.replace(failed)
        if error.ename == InputError.__name__:
            raise InputError([Problem(line) for line in str(error.evalue).splitlines()]) from error
        raise NotebookFailed(
            notebook_path, failed, f"cell {error.exec_count}: {error.ename}: {error.evalue}", _ending(error.traceback)
        ) from error
    except DeadKernelError as error:
        unfinished.replace(failed)
        raise NotebookFailed(notebook_path, failed, "the kernel died (out of memory, or killed)") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return notebook


def check_parameters(notebook_path: Path, parameters: Mapping[str, Any]) -> None:
    """Raise InputError unless the notebook's cell tagged `parameters` declares each name; papermill only warns."""
    import papermill

    if not notebook_path.is_file():
        raise InputError(Problem("no such notebook", notebook_path))
    declared = papermill.inspect_notebook(_literal(notebook_path))
    problems = [
        Problem(f"unknown parameter '{name}'", notebook_path, hint=nearest(name, declared))
        for name in parameters
        if name not in declared
    ]
    if problems:
        raise InputError(problems)


def _literal(path: Path) -> str:
    """Papermill fills in braces in a path; a folder may be called `{2026}`."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _kernel_manager_of_this_python() -> type[AsyncKernelManager]:
    """A kernel manager that looks at no installed kernel: with none, 'python3' is ipykernel in `sys.executable`."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class KernelManager(AsyncKernelManager):
        def __init__(self, **settings: Any) -> None:
            super().__init__(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]), **settings)

    return KernelManager


def _write(notebook: NotebookNode, path: Path) -> None:
    import nbformat

    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def _ending(traceback: list[str]) -> tuple[str, ...]:
    lines = [_TERMINAL_COLOUR.sub("", line) for block in traceback for line in block.splitlines()]
    return tuple(line.rstrip() for line in lines if line.strip())[-_LAST_LINES:]
