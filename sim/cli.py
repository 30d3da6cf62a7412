"""The command: parses, calls, prints. Exit status 0 done, 1 the run failed, 2 the input is wrong, 130 stopped."""

from __future__ import annotations

import errno
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from sim.results.playbook import Playbook

app = typer.Typer(
    name="funnelbench",
    help="A wind tunnel for sales organisations.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Assignments = Annotated[
    list[str] | None, typer.Option("-p", metavar="KEY=VALUE", help="Set a parameter; a list of values makes a grid.")
]
Files = Annotated[list[Path] | None, typer.Option("-f", metavar="FILE", help="Set parameters from a YAML file.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Processes; as many as there are processors if not given.")]
PlaybookName = Annotated[str, typer.Argument(metavar="PLAYBOOK", help="A playbook's name, folder or experiment.yaml.")]


def _told(command: Callable[..., Any]) -> Callable[..., Any]:
    """Say what is wrong on standard error and leave with the contract's status instead of a traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        from concurrent.futures import BrokenExecutor

        from sim.inputs.errors import InputError

        try:
            _refuse_a_vanished_folder()
            with _stopped_by_signals():
                return command(*args, **kwargs)
        except InputError as error:
            for problem in error.problems:
                print(f"funnelbench: {problem}", file=sys.stderr)
            raise typer.Exit(2) from None
        except BrokenExecutor:
            print("funnelbench: the run failed: a worker died (out of memory, or killed)", file=sys.stderr)
            raise typer.Exit(1) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # who read the output has left: nobody is there to be told
                raise
            print(f"funnelbench: failed: {error}", file=sys.stderr)
            raise typer.Exit(1) from None
        except KeyboardInterrupt as stopped:
            print("funnelbench: stopped", file=sys.stderr)
            raise typer.Exit(128 + (stopped.args[0] if stopped.args else signal.SIGINT)) from None

    return wrapped


def _refuse_a_vanished_folder() -> None:
    """Raise InputError where the current folder was deleted: every relative path would fail somewhere else."""
    from sim.inputs.errors import InputError, Problem

    try:
        Path.cwd()
    except OSError as error:
        found = f"the current folder can't be used: {error.strerror}"
        raise InputError(Problem(found, hint="change to a folder that exists")) from error


@contextmanager
def _stopped_by_signals() -> Iterator[None]:
    """Inside the block a request to end, or a closed terminal, is what Ctrl-C is, so that nothing is left behind."""

    def stop(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(number)

    names = ("SIGTERM", "SIGHUP") if threading.current_thread() is threading.main_thread() else ()
    found = [getattr(signal, name) for name in names if hasattr(signal, name)]
    # Who started this with the hang-up signal ignored (nohup) means it to go on.
    before = {number: signal.signal(number, stop) for number in found if signal.getsignal(number) != signal.SIG_IGN}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@app.command()
@_told
def run(
    playbook: PlaybookName,
    p: Assignments = None,
    f: Files = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="The run folder; reports/PLAYBOOK/RUN-ID if not given.")
    ] = None,
    lang: Annotated[str, typer.Option(help="Language of the report: en, zh or both.")] = "both",
    workers: Workers = None,
    fresh: Annotated[bool, typer.Option(help="Run again even if the same run lies there already.")] = False,
    client: Annotated[str | None, typer.Option(help="Client named on the report.")] = None,
    logo: Annotated[Path | None, typer.Option(help="Picture shown on the report: PNG, JPEG or SVG.")] = None,
    title: Annotated[str | None, typer.Option(help="Title of the report, instead of the playbook's.")] = None,
    title_zh: Annotated[
        str | None, typer.Option("--title-zh", help="Title of the Chinese report; that of --title if not given.")
    ] = None,
) -> None:
    """Compare the schemes of a playbook and write the report."""
    from sim.report.command import NotebookFailed, run_command

    try:
        reports = run_command(
            playbook,
            p or [],
            f or [],
            out=out,
            lang=lang,
            workers=workers,
            fresh=fresh,
            client=client,
            logo=logo,
            title=title,
            title_zh=title_zh,
        )
    except NotebookFailed as error:
        print(f"funnelbench: the run failed: {error}", file=sys.stderr)
        raise typer.Exit(1) from None
    for path in reports:
        print(path)


@app.command()
@_told
def simulate(
    playbook: PlaybookName,
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help="A scheme of the playbook.")],
    p: Assignments = None,
    f: Files = None,
    replications: Annotated[int | None, typer.Option(min=1, help="Replications; the playbook's if not given.")] = None,
    ledger: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Also write the ledger's tables there, as Parquet.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="KPIs as JSON instead of a table.")] = False,
) -> None:
    """Run the engine alone for one scheme and print its KPIs."""
    from sim.results.engine_alone import simulate_scheme

    print(simulate_scheme(playbook, scheme, p or [], f or [], replications=replications, ledger=ledger, as_json=json))


@app.command()
@_told
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Playbooks, markets or blocks.")],
    p: Assignments = None,
    f: Files = None,
) -> None:
    """Validate files without running anything; a playbook also with the changes of -p and -f."""
    from sim.results.check import check_file

    def more(playbook: Playbook, folder: Path) -> None:
        if playbook.guides:
            from sim.report.guide import check_guides

            check_guides(playbook, folder)
        if playbook.unplayed:
            from sim.report.unplayed import warnings

            for warning in warnings(playbook):
                print(f"warning: {warning}", file=sys.stderr)

    for path in files:
        print(f"{path}: {check_file(path, more, p or [], f or [])}")


@app.command("list")
@_told
def list_(lang: Annotated[str, typer.Option(help="Language of the titles: en or zh.")] = "en") -> None:
    """List playbooks, markets and blocks."""
    from sim.results.listing import listing

    print(listing(lang))


@app.command()
@_told
def schema(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the schemas.")] = Path("schemas"),
    markdown: Annotated[bool, typer.Option("--markdown", help="Also write a page of every key, reference.md.")] = False,
) -> None:
    """Write JSON Schemas for editors, and a page of every key for people."""
    from sim.results.schema_files import write_schemas

    for path in write_schemas(out, markdown):
        print(path)


@app.command()
@_told
def calibrate(
    exports: Annotated[list[Path], typer.Argument(metavar="EXPORT...", help="CSV files of the export.")],
    format: Annotated[str, typer.Option(help="Format of the export: olist.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The market file to write.")],
) -> None:
    """Fit a market to a CRM export."""
    from sim.crm.calibrate import calibrate as fit

    print(fit(exports, format, out))


@app.command()
@_told
def verify(
    run_dir: Annotated[Path, typer.Argument(metavar="RUN_DIR", help="A run folder.")], workers: Workers = None
) -> None:
    """Run a run folder again and compare the numbers."""
    from sim.results.verify import verify as again

    same, text = again(run_dir, workers)
    print(text)
    raise typer.Exit(0 if same else 1)


@app.command()
@_told
def evidence(
    rows: Annotated[
        list[str] | None, typer.Argument(metavar="[ROW...]", help="Rows of the register; all if none.")
    ] = None,
    workers: Workers = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Also write what came out there, as JSON.")] = None,
    lang: Annotated[str, typer.Option(help="Language of the table: en or zh.")] = "en",
) -> None:
    """Play the experiments that hold the model against published findings, and judge them by the rules registered."""
    from sim.report.evidence_command import evidence_command

    print(evidence_command(rows or [], workers, out, lang))


@app.command()
@_told
def explore() -> None:
    """Open JupyterLab on the front door."""
    from sim.report.command import open_lab

    raise typer.Exit(open_lab())


def main() -> None:
    """Entry point of the `funnelbench` command."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that can't show Chinese gets question marks instead of a traceback.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    app()
