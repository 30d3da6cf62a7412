"""One at a time: what reads a file's neighbours and then changes them is not to meet another that does the same."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    # Far behind the end, where nobody reads: on this system others could not read what is locked.
    _FAR = 1 << 30

    def _lock(file: BinaryIO) -> None:
        file.seek(_FAR)
        while True:
            try:
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLOCK:  # it waited for ten seconds
                    raise

    def _unlock(file: BinaryIO) -> None:
        file.seek(_FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)


@contextmanager
def alone_with(path: Path) -> Iterator[None]:
    """Inside the block no other process or thread is in such a block with the same file; who comes later waits.

    The file is there already, and is neither read nor changed. The lock is the system's, so it ends with a process that
    is killed; where a disk knows no locks there is none. Raises OSError where the file can't be opened.
    """
    with _locked(path) as file:
        try:
            yield
        finally:
            with suppress(OSError):
                _unlock(file)


def _locked(path: Path) -> BinaryIO:
    """The file opened and locked; opened anew where another took its place meanwhile, since others lock that one."""
    while True:
        with ExitStack() as closing:
            file = closing.enter_context(path.open("r+b"))
            with suppress(OSError):
                _lock(file)
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                closing.pop_all()
                return file
