"""Run one notebook through papermill, with the checks that papermill leaves out, in the Python that calls."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from sim.inputs.errors import InputError, Problem, nearest
from sim.report.kernels import Kernels

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager
    from nbformat import NotebookNode

REFUSED_BY_DISK = {errno.ENOSPC, errno.EROFS, errno.EDQUOT}
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
    kernels: Kernels | None = None,
) -> NotebookNode:
    """Execute the notebook with these parameters, write it to `output_path` when it is complete, and return it.

    The kernel is the Python that calls, whatever kernels are installed; it works in `cwd`, the caller's folder by
    default. `progress` receives live what the kernel writes to its standard error; by default nothing is shown.
    `kernels` learns of the kernel, so that somebody else can stop it.

    Raises InputError before anything runs for a parameter that the notebook doesn't declare, or where Jupyter can't
    keep its own files, and where a cell raised InputError; OSError where a cell met a disk that is full or can't be
    written; NotebookFailed for any other failure. Then `output_path` is not touched, and the notebook as far as it ran
    lies beside it as `<name>.failed.ipynb`, unless the disk was full.
    """
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    notebook_path, output_path = notebook_path.resolve(), output_path.resolve()
    check_parameters(notebook_path, parameters)
    _refuse_without_home()
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
            kernel_manager_class=_kernel_manager_of_this_python(kernels),
            resources={"metadata": {"path": str((cwd or Path.cwd()).resolve())}},
            # Without it every kernel prints a warning that its traffic is not encrypted.
            config=Config({"KernelManager": {"transport_encryption": "auto"}}),
        )
        notebook.metadata.papermill.output_path = str(output_path)
        write_notebook(notebook, unfinished)
        unfinished.replace(output_path)
        failed.unlink(missing_ok=True)
    except PapermillExecutionError as error:
        unfinished.replace(failed)
        if error.ename == InputError.__name__:
            raise InputError([Problem(line) for line in str(error.evalue).splitlines()]) from error
        if (refused := _refused_by_disk(error.ename, str(error.evalue))) is not None:
            failed.unlink(missing_ok=True)
            raise refused from error
        raise NotebookFailed(
            notebook_path, failed, f"cell {error.exec_count}: {error.ename}: {error.evalue}", _ending(error.traceback)
        ) from error
    except DeadKernelError as error:
        unfinished.replace(failed)
        raise NotebookFailed(notebook_path, failed, "the kernel died (out of memory, or killed)") from error
    except RuntimeError as error:
        if "Kernel died" not in str(error) or not unfinished.is_file():
            raise
        unfinished.replace(failed)
        raise NotebookFailed(notebook_path, failed, "the kernel died before it was ready") from error
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


def _refuse_without_home() -> None:
    """Raise InputError where the folders can't be made that Jupyter wants: its kernel would die without saying so."""
    from IPython.paths import get_ipython_dir
    from jupyter_core.paths import jupyter_runtime_dir

    try:
        get_ipython_dir()
        Path(jupyter_runtime_dir()).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        found = f"can't be made, and the kernel of a notebook needs it: {error.strerror or error}"
        hint = "set HOME to a folder that can be written"
        raise InputError(Problem(found, where=str(error.filename or Path.home()), hint=hint)) from error


def _refused_by_disk(name: str, value: str) -> OSError | None:
    """The error of a cell again, if it says that the disk is full or can't be written."""
    found = re.match(r"\[Errno (\d+)\]", value)
    number = int(found[1]) if found is not None else 0
    return OSError(number, os.strerror(number)) if name == OSError.__name__ and number in REFUSED_BY_DISK else None


def _kernel_manager_of_this_python(kernels: Kernels | None) -> type[AsyncKernelManager]:
    """A kernel manager that looks at no installed kernel: with none, 'python3' is ipykernel in `sys.executable`."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    class KernelManager(AsyncKernelManager):
        def __init__(self, **settings: Any) -> None:
            super().__init__(kernel_spec_manager=KernelSpecManager(kernel_dirs=[]), **settings)
            if kernels is not None:
                kernels.add(self)

        async def _async_interrupt_kernel(self) -> None:
            """Who has nothing left to do is asked to end, not interrupted first: at times it would complain of that."""
            if not self.shutting_down:
                await super()._async_interrupt_kernel()

    return KernelManager


def write_notebook(notebook: NotebookNode, path: Path) -> None:
    """Write a notebook as a file. Raises OSError."""
    import nbformat

    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def _ending(traceback: list[str]) -> tuple[str, ...]:
    lines = [_TERMINAL_COLOUR.sub("", line) for block in traceback for line in block.splitlines()]
    return tuple(line.rstrip() for line in lines if line.strip())[-_LAST_LINES:]
