"""Every sentence, label, unit and reason of the report, in English and in Chinese.

Each module holds one topic as `WORDS`: key -> (English, Chinese); braces are filled in by `say`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module

LANGUAGES = ("en", "zh")
TOPICS = (
    "labels",
    "verdict",
    "caveats",
    "unplayed",
    "findings",
    "beside",
    "sweeps",
    "markets",
    "levers",
    "segments",
    "after_sale",
    "process",
    "pay",
    "transition",
    "crm",
    "areas",
    "tables",
    "chapters",
    "one_scheme",
    "front_door",
    "evidence",
)


def say(lang: str, key: str, **values: object) -> str:
    """The words under a key in that language, the values filled in. Raises KeyError for a key that is not there."""
    return _all()[key][LANGUAGES.index(lang)].format(**values)


def opening(lang: str, key: str) -> str | None:
    """The value with which the words under a key begin in that language, a blank after it; None for other words."""
    found = re.match(r"\{(\w+)\} ", _all()[key][LANGUAGES.index(lang)])
    return found[1] if found else None


def knows(key: str) -> bool:
    """Whether there are words under that key."""
    return key in _all()


def entries() -> Iterator[tuple[str, tuple[str, str]]]:
    """Every key with its words, topic by topic."""
    for topic in TOPICS:
        yield from import_module(f"sim.report.words.{topic}").WORDS.items()


@lru_cache(maxsize=1)
def _all() -> dict[str, tuple[str, str]]:
    return dict(entries())
