"""The command as a person types it: exit statuses, messages, and nothing half written."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan
from pathlib import Path

import pandas as pd
import pytest

from sim.cli import app
from sim.inputs.places import shipped
from tests.builders import TEAM, merged
from tests.results.conftest import write_playbook


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


def process(*words: object, cwd: Path | None = None) -> Said:
    """The command in a process of its own, as a person runs it."""
    line = [sys.executable, "-m", "sim", *map(str, words)]
    done = subprocess.run(line, capture_output=True, text=True, cwd=cwd, check=False)
    return Said(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """The command in this process, which saves the imports; what it does not catch fails the test."""

    def said(*words: object, cwd: Path | None = None) -> Said:
        if cwd is not None:
            monkeypatch.chdir(cwd)
        with pytest.raises(SystemExit) as left:
            app([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(int(left.value.code or 0), out, err)

    return said


@pytest.fixture(scope="module")
def playbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_playbook(tmp_path_factory.mktemp("command") / "tiny")


def everything_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


HEAVY = (
    "numpy",
    "pandas",
    "scipy",
    "simpy",
    "matplotlib",
    "seaborn",
    "papermill",
    "nbconvert",
    "pydantic",
    "yaml",
    "sim.inputs",
)


def test_help_works_and_imports_nothing_heavy():
    script = (
        "import sys\nfrom sim.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit as done:\n    print('status', done.code)\n"
        f"print('heavy', [name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    for name in ("run", "simulate", "check", "list", "schema", "calibrate", "verify", "explore"):
        assert f"\n  {name} " in done.stdout
    assert "status 0\nheavy []" in done.stdout


def test_importing_sim_imports_nothing_heavy():
    script = f"import sys, sim\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_simulate_prints_json_and_writes_the_ledger(command, playbook, tmp_path):
    said = command("simulate", playbook, "line", "--replications", 3, "--json", "--ledger", tmp_path / "ledger")
    assert (said.status, said.err) == (0, "")
    found = json.loads(said.out)
    assert found["scheme"] == "line"
    assert found["kpis"]["fixed_cost"].keys() == {"mean", "unit", "n"}
    assert found["kpis"]["fixed_cost"]["n"] == 3
    assert found["kpis"]["cycle_days"]["n"] <= 3
    tables = {
        name: pd.read_parquet(tmp_path / "ledger" / f"{name}.parquet") for name in ("leads", "tasks", "seats", "money")
    }
    assert all(sorted(table["replication"].unique()) == [0, 1, 2] for table in tables.values())
    assert set(tables["tasks"]["role"]) == {"sdr", "ae"}
    paid = pd.read_parquet(tmp_path / "ledger" / "pay.parquet")
    assert {"seat", "attainment", "amount", "commission", "contest", "clawback", "draws_owed"} <= set(paid.columns)
    about = json.loads((tmp_path / "ledger" / "ledger.json").read_text())
    assert about == {"playbook": "tiny", "scheme": "line", "seed": 3, "replications": 3}


def test_a_taken_folder_is_refused_before_anything_is_simulated(command, playbook, tmp_path, monkeypatch):
    (tmp_path / "precious").write_text("")
    monkeypatch.setattr("sim.results.engine_alone.simulate", lambda *_, **__: pytest.fail("simulated"))
    said = command("simulate", playbook, "today", "--ledger", tmp_path)
    refused(said, "not empty", tmp_path, {"precious"})


def test_simulate_prints_a_table_and_takes_parameters(command, playbook, tmp_path):
    (tmp_path / "more.yaml").write_text("run: {replications: 1}\n")
    said = command("simulate", playbook, "today", "-p", "market.demand.scale=0", "-f", tmp_path / "more.yaml")
    assert (said.status, said.err) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in said.out.splitlines()}
    assert rows["leads"] == ["0.0000", "count/year"]
    assert rows["fixed_cost"] == ["255,500.0000", "money/year"]


def test_kpis_without_a_value_are_counted_instead_of_printed(command, playbook):
    said = command("simulate", playbook, "today", "-p", "market.demand.scale=0", "--replications", 2).out
    assert "nan" not in said
    *rows, last = said.splitlines()
    everything = json.loads(command("simulate", playbook, "today", "-p", "market.demand.scale=0", "--json").out)["kpis"]
    assert last == f"({len(everything) - len(rows)} KPIs without a value are left out; --json lists them)"
    assert {row.split()[0] for row in rows} == {name for name, found in everything.items() if found["n"]}


@pytest.mark.parametrize("key", ["market.stages.cal.conversion=0.5", "market.regions.nort.latitude=31"])
def test_a_misspelt_name_above_the_last_key_is_told_with_the_nearest(command, playbook, key):
    said = command("check", playbook, "-p", key)
    where = key.partition("=")[0]
    name = where.split(".")[2]
    assert said.status == 2
    assert f"-p {where}" in said.err and f"there is no '{name}' in" in said.err
    assert "did you mean" in said.err and "missing key" not in said.err


def test_check_list_and_schema(command, playbook, tmp_path):
    said = command("check", playbook, playbook / "params" / "markets" / "tiny.yaml")
    assert (said.status, said.err) == (0, "")
    assert said.out.startswith(f"{playbook}: a playbook of 3 schemes, no problem found")
    said = command("list", "--lang", "zh")
    assert (said.status, said.err) == (0, "")
    assert "org-design" in said.out
    assert "哪种销售组织最赚钱？" in said.out
    said = command("schema", tmp_path / "schemas")
    assert (said.status, said.err) == (0, "")
    assert len(said.out.splitlines()) == len(everything_in(tmp_path / "schemas")) > 5
    assert "reference.md" not in said.out
    said = command("schema", tmp_path / "schemas", "--markdown")
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines()[-1] == str(tmp_path / "schemas" / "reference.md")
    assert "`demand.leads_per_year`" in (tmp_path / "schemas" / "reference.md").read_text(encoding="utf-8")


# What is written where, and what should be said; every one leaves with 2.
EXPERIMENT = "experiment.yaml"
BOMB = "a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
BAD_FILES = {
    "unknown key": (
        EXPERIMENT,
        "decision:\n  maximise: contribution",
        "decision:\n  maximize: contribution",
        "maximise",
    ),
    "wrong type": (EXPERIMENT, "weeks: 4", "weeks: four", "expected a whole number"),
    "negative rate": ("params/markets/tiny.yaml", "leads_per_year: 400", "leads_per_year: -400", "at least 0"),
    "missing block": (EXPERIMENT, "process: two-roles", "process: too-roles", "did you mean 'two-roles'"),
    "circular extends": ("params/process/one-role.yaml", "roles:", "extends: one-role\nroles:", "circle"),
    "unreadable yaml": (EXPERIMENT, "run:", "run: [", EXPERIMENT),
    "python tag": (EXPERIMENT, "title:", "evil: !!python/object/apply:os.system ['echo evil']\ntitle:", "tag"),
    "alias bomb": (EXPERIMENT, "title:", f"{BOMB}title:", "aliases"),
    "empty playbook": (EXPERIMENT, None, "", EXPERIMENT),
    "binary playbook": (EXPERIMENT, None, "\x00\x01\x02", EXPERIMENT),
    "missing market": (EXPERIMENT, "market: tiny", "market: tinny", "did you mean 'tiny'"),
}
SHEET = "office,role,name\noffice,rep,Ann\n"
BAD_SHEETS = {
    "empty csv": ("", "the sheet is empty"),
    "truncated csv": ("office,role,name\noffice,rep,Ann\noffice,re", "is the file cut short?"),
    "binary csv": ("office,role\x00name\n", "is a binary file"),
    "wrong columns": ("office,role,nome\noffice,rep,Ann\n", "did you mean 'name'"),
}


def refused(said: Said, words: str, folder: Path, before: set[str]) -> None:
    assert (said.status, said.out) == (2, ""), said
    assert words in said.err
    assert "Traceback" not in said.err
    assert all(line.startswith("funnelbench: ") for line in said.err.splitlines())
    assert everything_in(folder) == before


def spoiled(folder: Path, file: str, old: str | None, new: str) -> Path:
    path = write_playbook(folder / "tiny") / file
    text = path.read_text()
    assert old is None or old in text
    path.write_text(new if old is None else text.replace(old, new))
    return folder / "tiny"


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_told_and_nothing_is_written(command, tmp_path, case):
    file, old, new, words = BAD_FILES[case]
    path = spoiled(tmp_path, file, old, new)
    before = everything_in(tmp_path)
    said = command("simulate", path, "today", "--ledger", tmp_path / "out" / "ledger")
    refused(said, words, tmp_path, before)
    assert str(tmp_path / "tiny") in said.err


@pytest.mark.parametrize("case", BAD_SHEETS)
def test_a_bad_sheet_is_told_with_its_file_and_nothing_is_written(command, tmp_path, case):
    text, words = BAD_SHEETS[case]
    people = merged(TEAM, {"sheet": "team.csv"})
    path = write_playbook(tmp_path / "tiny", **{"people/two": people})
    (path / "params" / "people" / "team.csv").write_text(text)
    before = everything_in(tmp_path)
    said = command("simulate", path, "today", "--ledger", tmp_path / "ledger")
    refused(said, words, tmp_path, before)
    assert "team.csv" in said.err


def test_a_bad_file_leaves_a_process_with_2_and_no_traceback(tmp_path):
    file, old, new, words = BAD_FILES["alias bomb"]
    path = spoiled(tmp_path, file, old, new)
    before = everything_in(tmp_path)
    refused(process("simulate", path, "today", "--ledger", tmp_path / "ledger"), words, tmp_path, before)


def test_every_mistake_is_told_at_once(command, tmp_path):
    path = spoiled(tmp_path, EXPERIMENT, "replications: 2", "replications: -2\n  sead: 3")
    said = command("check", path)
    assert said.status == 2
    assert len(said.err.splitlines()) == 2
    assert "did you mean 'seed'" in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["simulate", "org-desing", "today"], "did you mean 'org-design'"),
        (["simulate", "PLAYBOOK", "lime"], "did you mean 'line'"),
        (["simulate", "PLAYBOOK", "line", "-p", "run.week=3"], "did you mean 'weeks'"),
        (["simulate", "PLAYBOOK", "line", "-p", "run.weeks"], "expected KEY=VALUE"),
        (["simulate", "PLAYBOOK", "line", "-p", "run.seed=[1,2]"], "makes a grid"),
        (["simulate", "PLAYBOOK", "line", "-f", "nowhere.yaml"], "nowhere.yaml"),
        (["simulate", "PLAYBOOK", "line", "-p", "schemes=null"], "-p schemes: expected a mapping, found nothing"),
        (["simulate", "PLAYBOOK", "line", "-p", "*=3"], "-p *: schemes: expected a mapping, found 3"),
        (["simulate", "PLAYBOOK", "line", "-f", "HERE/three.yaml"], "three.yaml:1: schemes: expected a mapping"),
        (["simulate", "PLAYBOOK", "line", "-p", f"schemes.*.people.sheet={'a' * 300}"], "expected the name of a sheet"),
        (["simulate", "PLAYBOOK", "line", "-p", "market=[tiny, tiny]"], "a grid takes numbers, not blocks"),
        (["simulate", "PLAYBOOK", "line", "-p", "schemes.*.process=[one-role]"], "a grid takes numbers, not blocks"),
        (["simulate", "PLAYBOOK", "line", "--ledger", "HERE/taken"], "not empty"),
        (["simulate", "PLAYBOOK", "line", "--ledger", "HERE/a-file/below"], "can't"),
        (["simulate", "PLAYBOOK", "line", "--ledger", "/proc/nobody/may"], "can't write"),
        (["check", "HERE/nothing.yaml"], "nothing.yaml"),
        (["verify", "HERE"], "no run here"),
        (["list", "--lang", "fr"], "no titles in 'fr'"),
        (["schema", "HERE/a-file"], "can't write"),
    ],
    ids=lambda part: " ".join(part[:1] + part[-1:]) if isinstance(part, list) else None,
)
def test_wrong_words_are_told(command, playbook, tmp_path, words, message):
    (tmp_path / "a-file").write_text("")
    (tmp_path / "three.yaml").write_text("schemes: 3\n")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "precious").write_text("")
    before = everything_in(tmp_path)
    said = command(*(word.replace("PLAYBOOK", str(playbook)).replace("HERE", str(tmp_path)) for word in words))
    refused(said, message, tmp_path, before)


def test_simulate_says_of_which_means_some_replications_have_no_value(command, playbook, monkeypatch):
    values = iter(
        [{"cycle_days": 3.0, "median_response_hours": inf}, {"cycle_days": nan, "median_response_hours": 2.0}]
    )
    monkeypatch.setattr("sim.results.engine_alone.simulate", lambda *_, **__: None)
    monkeypatch.setattr("sim.results.engine_alone.kpis", lambda _: next(values))
    days, hours = command("simulate", playbook, "line", "--replications", 2).out.splitlines()
    assert days.split() == ["cycle_days", "3.0000", "days", *["(1", "of", "2", "replications", "have", "a", "value)"]]
    assert hours.split() == ["median_response_hours", "inf", "hours"]


def test_what_the_system_refuses_meanwhile_is_a_failure_and_no_traceback(command, playbook, tmp_path, monkeypatch):
    def starved(*_: object, **__: object) -> None:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr("sim.results.engine_alone.simulate", starved)
    said = command("simulate", playbook, "line", "--ledger", tmp_path / "ledger")
    assert (said.status, said.out) == (1, "")
    assert said.err == "funnelbench: failed: [Errno 24] Too many open files\n"
    assert not (tmp_path / "ledger").exists()


def test_a_folder_that_was_deleted_is_told(tmp_path):
    gone = tmp_path / "gone"
    gone.mkdir()
    script = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m sim run org-design"
    root = str(shipped("playbooks").parent)
    done = subprocess.run(
        ["sh", "-c", script], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": root}
    )
    refused(Said(done.returncode, done.stdout, done.stderr), "the current folder can't be used", tmp_path, set())


def test_titles_that_a_terminal_cannot_show_are_replaced():
    line = [sys.executable, "-m", "sim", "list", "--lang", "zh"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    done = subprocess.run(line, capture_output=True, check=False, env=environment)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"org-design" in done.stdout
    assert b"???" in done.stdout


def test_a_home_that_cannot_be_written_is_told_before_anything_runs(playbook, tmp_path):
    line = [sys.executable, "-m", "sim", "run", str(playbook), "--out", str(tmp_path / "reports" / "run")]
    nowhere = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON", "XDG"))}
    done = subprocess.run(line, capture_output=True, text=True, check=False, env={**nowhere, "HOME": "/proc"})
    refused(Said(done.returncode, done.stdout, done.stderr), "set HOME to a folder", tmp_path, set())
    assert "/proc" in done.stderr


LONG = ("-p", "run.weeks=400", "-p", "run.replications=400", "--workers", "2", "--lang", "both")


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped_leaves_nothing_behind(playbook, tmp_path, sent, status):
    line = [sys.executable, "-m", "sim", "run", str(playbook), *LONG, "--out", str(tmp_path / "a" / "run")]
    # Alone in a session, so that what it starts can be found; the signal goes to the command only.
    started = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        until = time.monotonic() + 120
        while not list(tmp_path.glob("a/.run.new-*")) and time.monotonic() < until:
            assert started.poll() is None, started.communicate()
            time.sleep(0.1)
        (working,) = tmp_path.glob("a/.run.new-*")
        kernel = int(working.name.split("-")[1])
        time.sleep(1)
        os.kill(started.pid, sent)
        out, err = started.communicate(timeout=60)
    finally:
        started.kill()
    assert (started.returncode, out) == (status, ""), err
    assert "funnelbench: stopped" in err
    assert "Traceback" not in err
    assert everything_in(tmp_path) == set()
    with pytest.raises(ProcessLookupError):
        os.kill(kernel, 0)


def test_a_word_that_the_command_does_not_know_leaves_with_2():
    said = process("simulat")
    assert (said.status, said.out) == (2, "")
    assert "No such command" in said.err


def test_my_team_can_be_checked_and_simulated_from_any_folder(tmp_path):
    shutil.copytree(shipped("playbooks") / "my-team", tmp_path / "ours")
    (tmp_path / "elsewhere").mkdir()
    short = ["-p", "run.weeks=5", "-p", "run.warm_up_weeks=0", "-p", "run.follow_up_weeks=1"]
    said = process("simulate", "../ours", "today", "--replications", 1, "--json", *short, cwd=tmp_path / "elsewhere")
    assert (said.status, said.err) == (0, "")
    own = json.loads(said.out)["kpis"]["fixed_cost"]["mean"]
    rows = (tmp_path / "ours" / "params" / "people" / "our-team.csv").read_text().splitlines()[1:]
    salaries = sum(float(row.split(",")[5]) for row in rows)
    assert own == pytest.approx(salaries + len(rows) * 15000 + 3 * 300000)


IDLE = ("-p", "schemes.today.marketing={spend_per_year: {web: 5}}")


def test_check_warns_of_levers_without_effect_and_finds_no_problem(command, playbook):
    plain, said = command("check", playbook), command("check", playbook, *IDLE)
    assert (plain.status, plain.err) == (0, "")
    assert (said.status, said.out) == (0, plain.out)
    assert said.err.startswith("warning: ")
    assert "money for campaigns is not spent" in said.err


def test_run_warns_of_levers_without_effect_before_it_runs(command, playbook, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.report.command.missing", lambda job, languages: ())
    said = command("run", playbook, *IDLE, cwd=tmp_path)
    assert (said.status, len(said.out.splitlines())) == (0, 2)
    assert said.err.startswith("warning: -p schemes.today.marketing")
    assert "money for campaigns is not spent" in said.err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--lang", "fr"], "no reports in 'fr'"),
        (["-p", "run.week=3"], "did you mean 'weeks'"),
        (["--out", "HERE"], "not empty"),
        (["--logo", "HERE/nothing.png"], "nothing.png"),
        (["--logo", "HERE/precious"], "not a picture that a page can show"),
    ],
)
def test_run_checks_its_words_before_anything_runs(command, playbook, tmp_path, words, message):
    (tmp_path / "precious").write_text("")
    said = command("run", playbook, *(word.replace("HERE", str(tmp_path)) for word in words), cwd=tmp_path)
    refused(said, message, tmp_path, {"precious"})
