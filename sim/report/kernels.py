"""The kernels that run now, so that whoever is stopped can stop them: each has a session of its own."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Collection
from concurrent.futures import Future, wait
from contextlib import suppress
from typing import Any

GRACE_SECONDS = 5.0
"""How long a kernel may take to end; then it is killed."""
POLL_SECONDS = 0.25


class Kernels:
    """Kernel managers, in the order of their start. `stopped` says that what ends now was told to."""

    def __init__(self) -> None:
        self._managers: list[Any] = []
        self.stopped = False

    def add(self, manager: Any) -> None:
        """Learn of a kernel that is about to start."""
        self._managers.append(manager)

    def stop(self, futures: Collection[Future[Any]]) -> list[int]:
        """End every kernel with all its processes, and return the process ids of those that had begun.

        `futures` are done when their kernels have ended. What a kernel had begun to write is left to the caller.
        """
        self.stopped = True
        for future in futures:
            future.cancel()
        for number in (signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)):
            until = time.monotonic() + GRACE_SECONDS
            # Again and again: one that was about to start a moment ago may have started since.
            while futures and time.monotonic() < until:
                self._signal(number)
                if not wait(futures, timeout=POLL_SECONDS).not_done:
                    break
        return [process.pid for process in self._processes()]

    def _processes(self) -> list[Any]:
        found = [getattr(manager.provisioner, "process", None) for manager in self._managers]
        return [process for process in found if process is not None]

    def _signal(self, number: int) -> None:
        """Send a signal to the process of every kernel that runs, and to those that it started."""
        for process in self._processes():
            if process.poll() is None:
                with suppress(OSError):
                    if hasattr(os, "killpg"):
                        # Started in a session of its own, a kernel leads its group.
                        os.killpg(process.pid, number)
                    else:
                        process.send_signal(number)
