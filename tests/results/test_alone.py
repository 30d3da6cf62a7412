"""A file's lock keeps other processes out, ends with its block, and follows a file that took another's place."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from sim.results.alone import alone_with

TRIES = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print("kept out")
    else:
        print("let in")
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "manifest.json"
    path.write_text("{}")
    return path


def tried(path: Path) -> str:
    return subprocess.run(
        [sys.executable, "-c", TRIES, path], capture_output=True, text=True, check=True
    ).stdout.strip()


@pytest.mark.skipif(sys.platform == "win32", reason="asks for the lock of another system")
def test_another_process_is_kept_out_until_the_block_ends_however_it_does(file: Path) -> None:
    with pytest.raises(RuntimeError, match="a bug"), alone_with(file):
        assert tried(file) == "kept out"
        raise RuntimeError("a bug")
    assert tried(file) == "let in"
    assert file.read_text() == "{}"


def test_who_waited_for_a_file_that_was_replaced_locks_the_one_in_its_place(file: Path) -> None:
    inside, entered, leave = threading.Event(), threading.Event(), threading.Event()

    def other() -> None:
        inside.set()
        with alone_with(file):
            entered.set()
            leave.wait(30)

    thread = threading.Thread(target=other)
    with alone_with(file):
        thread.start()
        inside.wait(30)
        (file.parent / "new").write_text("new")
        (file.parent / "new").replace(file)
    assert entered.wait(30)
    if sys.platform != "win32":
        assert tried(file) == "kept out"
    leave.set()
    thread.join(30)


def test_a_file_that_is_not_there_cannot_be_locked(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), alone_with(tmp_path / "nothing"):
        pass
