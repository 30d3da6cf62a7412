"""What a run leaves on disk: whole or nothing, whoever else writes, and whatever the disk refuses."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sim.inputs.errors import InputError
from sim.results import run_folder
from sim.results.run import WHOLE
from sim.results.run_folder import (
    MANIFEST,
    code_fingerprint,
    fingerprint,
    package_fingerprint,
    read_manifest,
    read_yaml,
    refuse_foreign,
    tidy_after,
    whole_or_nothing,
    write_json,
    write_whole,
    write_yaml,
    writing,
)


def written(folder: Path, run_id: str) -> None:
    with whole_or_nothing(folder) as staging:
        write_json(staging / MANIFEST, {"run_id": run_id})
        (staging / "numbers").write_text(run_id)


def everything_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.fixture
def earlier(tmp_path: Path) -> Path:
    folder = tmp_path / "run"
    written(folder, "earlier")
    return folder


def test_a_folder_appears_whole_and_replaces_an_earlier_run(earlier):
    assert (earlier / "numbers").read_text() == "earlier"
    written(earlier, "later")
    assert (earlier / "numbers").read_text() == "later"
    assert everything_in(earlier.parent) == {"run", "run/manifest.json", "run/numbers"}


def test_nothing_is_seen_of_it_before_the_end(earlier):
    with whole_or_nothing(earlier) as staging:
        (staging / "numbers").write_text("half")
        assert (earlier / "numbers").read_text() == "earlier"
        write_json(staging / MANIFEST, {"run_id": "later"})
    assert (earlier / "numbers").read_text() == "half"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("a bug"), OSError(errno.EMFILE, "Too many open")])
def test_a_failure_leaves_the_earlier_run_and_nothing_else(earlier, error):
    with pytest.raises(type(error)) as caught, whole_or_nothing(earlier) as staging:
        (staging / "numbers").write_text("half")
        raise error
    # What else went wrong inside is no fault of the folder.
    assert caught.value is error
    assert read_manifest(earlier)["run_id"] == "earlier"
    assert everything_in(earlier.parent) == {"run", "run/manifest.json", "run/numbers"}


def test_folders_made_on_the_way_vanish_with_a_failure(tmp_path):
    folder = tmp_path / "a" / "b" / "run"
    with pytest.raises(InputError, match="run: can't write: No space"), whole_or_nothing(folder), writing(folder):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert everything_in(tmp_path) == set()


def test_only_errors_of_the_named_numbers_may_mean_a_folder_that_cannot_be_written(tmp_path):
    with pytest.raises(OSError, match="Too many") as caught, writing(tmp_path, only={errno.ENOSPC}):
        raise OSError(errno.EMFILE, "Too many open files")
    assert not isinstance(caught.value, InputError)
    with pytest.raises(InputError, match="can't write: No space"), writing(tmp_path, only={errno.ENOSPC}):
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("refused_from", [1, 2])
def test_an_earlier_run_stays_or_comes_back_when_the_new_one_cannot_take_its_place(earlier, monkeypatch, refused_from):
    straight, tries = Path.replace, []

    def refusing(self: Path, target: Path) -> Path:
        if ".new-" in self.name and target == earlier:
            tries.append(target)
        if ".new-" in self.name and len(tries) >= refused_from:
            raise PermissionError(errno.EACCES, "Permission denied")
        return straight(self, target)

    monkeypatch.setattr(Path, "replace", refusing)
    with pytest.raises(InputError, match="Permission denied"):
        written(earlier, "later")
    monkeypatch.undo()
    assert read_manifest(earlier)["run_id"] == "earlier"
    assert everything_in(earlier.parent) == {"run", "run/manifest.json", "run/numbers"}


def test_a_foreign_folder_is_refused_and_left_alone(tmp_path):
    (tmp_path / "photographs").mkdir()
    (tmp_path / "photographs" / "cat.jpg").write_text("cat")
    with pytest.raises(InputError, match=r"not empty.*manifest\.json"):
        written(tmp_path / "photographs", "run")
    assert everything_in(tmp_path) == {"photographs", "photographs/cat.jpg"}


def test_what_someone_puts_there_meanwhile_is_left_alone(tmp_path):
    with pytest.raises(InputError, match="not empty"), whole_or_nothing(tmp_path / "run") as staging:
        write_json(staging / MANIFEST, {"run_id": "run"})
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "cat.jpg").write_text("cat")
    assert everything_in(tmp_path) == {"run", "run/cat.jpg"}


def test_an_empty_folder_will_do(tmp_path):
    (tmp_path / "empty").mkdir()
    written(tmp_path / "empty", "run")
    assert read_manifest(tmp_path / "empty")["run_id"] == "run"


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    (tmp_path / "file").write_text("text")
    with pytest.raises(InputError, match="expected a folder, found a file"):
        refuse_foreign(tmp_path / "file")
    with pytest.raises(InputError):
        written(tmp_path / "file" / "below", "run")
    assert (tmp_path / "file").read_text() == "text"


def test_a_name_that_no_disk_takes_is_refused(tmp_path):
    with pytest.raises(InputError, match="can't"):
        written(tmp_path / ("x" * 300), "run")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder that refuses even root")
def test_a_folder_that_refuses_to_be_written_is_told():
    with pytest.raises(InputError, match="can't write"):
        written(Path("/proc/funnelbench/run"), "run")


def test_a_link_is_followed_and_stays_a_link(earlier, tmp_path):
    link = tmp_path / "latest"
    link.symlink_to(earlier, target_is_directory=True)
    written(link, "later")
    assert link.is_symlink()
    assert read_manifest(earlier)["run_id"] == "later"


def test_many_writers_of_one_folder_leave_one_whole_run(tmp_path):
    folder, failures = tmp_path / "run", []
    start = threading.Barrier(8)

    def write(number: int) -> None:
        start.wait()
        try:
            for turn in range(10):
                written(folder, f"{number}-{turn}")
        except InputError as error:
            failures.append(error)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    assert (folder / "numbers").read_text() == read_manifest(folder)["run_id"]
    assert everything_in(tmp_path) == {"run", "run/manifest.json", "run/numbers"}


def test_what_lies_there_may_stay(earlier):
    with whole_or_nothing(earlier, unless=lambda: True) as staging:
        write_json(staging / MANIFEST, {"run_id": "later"})
    assert read_manifest(earlier)["run_id"] == "earlier"
    assert everything_in(earlier.parent) == {"run", "run/manifest.json", "run/numbers"}


@pytest.mark.parametrize("text", ["", "{", "[1]", "{}", "\x00"])
def test_a_broken_manifest_is_told_with_its_place(tmp_path, text):
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(InputError) as raised:
        read_manifest(tmp_path)
    assert raised.value.problems[0].where == tmp_path / MANIFEST


def test_a_folder_without_a_manifest_holds_no_run(tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(InputError, match="no run here"):
            read_manifest(folder)


def test_yaml_comes_back_as_it_went(tmp_path):
    content = {
        "zh": "销售组织",
        "numbers": [1, 0.1, 1e-9, 1e20, -0.0],
        "text": ["2026-01-05", "1.0", "no", "~", ""],
        "a": {},
    }
    write_yaml(tmp_path / "file.yaml", content)
    assert json.dumps(read_yaml(tmp_path / "file.yaml")) == json.dumps(content)
    assert "销售组织" in (tmp_path / "file.yaml").read_text(encoding="utf-8")
    (tmp_path / "file.yaml").write_text("a: [")
    with pytest.raises(InputError, match="can't be read"):
        read_yaml(tmp_path / "file.yaml")


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "schema.json"
    write_whole(path, "earlier")

    def full(path: Path, text: str, encoding: str) -> None:
        path.write_bytes(text[:2].encode())
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, "later")
    assert path.read_text() == "earlier"
    assert everything_in(tmp_path) == {"schema.json"}


def test_what_a_killed_process_left_is_tidied_and_an_earlier_run_comes_back(earlier):
    mine, other = f".run.new-{os.getpid()}-0a", ".run.new-1-0b"
    for name in (mine, other):
        (earlier.parent / name / "figures").mkdir(parents=True)
    tidy_after(earlier, os.getpid())
    assert {path.name for path in earlier.parent.iterdir()} == {"run", other}
    earlier.replace(earlier.parent / f".run.old-{os.getpid()}-0c")
    tidy_after(earlier, os.getpid())
    assert {path.name for path in earlier.parent.iterdir()} == {"run", other}
    assert read_manifest(earlier)["run_id"] == "earlier"


def test_json_refuses_what_is_no_json(tmp_path):
    with pytest.raises(ValueError, match="Out of range"):
        write_json(tmp_path / "file.json", {"a": float("nan")})


def test_the_fingerprint_does_not_hang_on_the_order_of_keys():
    assert fingerprint({"a": 1, "b": [1, 2]}) == fingerprint({"b": [1, 2], "a": 1})
    assert fingerprint({"a": 1, "b": [1, 2]}) != fingerprint({"a": 1, "b": [2, 1]})


@pytest.fixture
def on_a_small_disk(tmp_path):
    """Run a command on a small disk with an earlier run at `{run}`; what it said, and what then lies on the disk."""

    def tried(command: str, kilobytes: int, marker: str) -> tuple[str, str, list[str]]:
        disk = tmp_path / "disk"
        disk.mkdir()
        line = f"{sys.executable} -m sim {command.format(run=f'{disk}/run')}"
        script = f"""
            mount -t tmpfs -o size={kilobytes}k funnelbench {disk} || exit 77
            mkdir {disk}/run && printf '{{"run_id": "earlier"}}' > {disk}/run/{marker}
            {line} >{tmp_path}/out 2>{tmp_path}/err; echo status $?
            cd {disk} && find . -mindepth 1 -type f | sort
            cat {disk}/run/{marker}
        """
        # In a mount namespace of its own, the disk vanishes with the shell.
        done = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, check=False)
        if done.returncode == 77 or "unshare" in done.stderr:
            pytest.skip("no small disk can be mounted here")
        status, *left = done.stdout.splitlines()
        return status, (tmp_path / "err").read_text(), left

    return tried


SMALL_DISK = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may mount a small disk"
)


@SMALL_DISK
def test_a_full_disk_leaves_the_earlier_run_and_nothing_half_written(on_a_small_disk, tiny):
    status, said, left = on_a_small_disk(f"simulate {tiny()} today --ledger {{run}}", 36, "ledger.json")
    assert status == "status 2", said
    assert "No space left on device" in said
    assert "Traceback" not in said, said
    assert left == ["./run/ledger.json", '{"run_id": "earlier"}']


@SMALL_DISK
def test_a_disk_that_is_full_of_figures_leaves_the_numbers_and_nothing_half_written(on_a_small_disk, tiny):
    command = f"run {tiny()} --out {{run}} --workers 1 --lang en"
    status, said, left = on_a_small_disk(command, 400, "manifest.json")
    assert status == "status 2", said
    assert said.splitlines()[-1].endswith("disk/run: can't write: No space left on device")
    assert "Traceback" not in said, said
    assert {path for path in left if path.startswith("./")} == {f"./run/{name}" for name in WHOLE}
    assert '  "playbook": "tiny",' in left


@pytest.mark.parametrize(
    ("file", "makes_numbers"),
    [
        ("report/words/labels.py", False),
        ("report/figures.py", False),
        ("cli.py", False),
        ("floor/sales_floor.py", True),
        ("results/report.py", True),
        ("inputs/models/market.py", True),
        ("__init__.py", True),
        ("client.py", True),
    ],
)
@pytest.mark.parametrize("change", ["edited", "new", "gone"])
def test_pages_are_made_of_all_the_code_and_numbers_of_what_is_not_for_showing(tmp_path, file, makes_numbers, change):
    for name in ("report/words/labels.py", "cli.py", "floor/sales_floor.py", file):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a = 1\n")
    before = code_fingerprint(tmp_path), package_fingerprint(tmp_path)
    if change == "gone":
        (tmp_path / file).unlink()
    else:
        changed = tmp_path / file
        changed = changed.with_name("another.py") if change == "new" and "/" in file else changed
        changed.write_text("a = 2\n")
    after = code_fingerprint(tmp_path), package_fingerprint(tmp_path)
    assert (after[0] != before[0]) == makes_numbers
    assert after[1] != before[1]


def test_what_makes_numbers_does_not_import_what_shows_them():
    package = run_folder.PACKAGE
    script = "import sys, sim.results.run, sim.results.load, sim.floor.simulate\n"
    script += "print([name for name in sys.modules if name.startswith(('sim.report', 'sim.cli'))])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=package.parent
    )
    assert done.stdout == "[]\n"
