"""Python's cycle collector at rest while a floor runs: nothing there is a cycle, so it would search in vain."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Switch the collector off, and on again afterwards if it was on.

    What was made meanwhile counts as old then: it would otherwise be searched through at once. Where somebody has
    frozen objects for good, it is.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()
