"""What went wrong in something a person wrote: found, where, expected, nearest valid choice."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `where` is a file or an option; `line` counts from 1; `key` is the dotted path in the file."""

    message: str
    where: Path | str | None = None
    line: int | None = None
    key: str | None = None
    hint: str | None = None

    def __str__(self) -> str:
        place = "" if self.where is None else str(self.where)
        if self.line is not None:
            place += f":{self.line}"
        parts = [part for part in (place, self.key, self.message) if part]
        text = ": ".join(parts)
        return f"{text} ({self.hint})" if self.hint else text


class InputError(Exception):
    """The input is wrong; carries every problem found, so that one reading mends them all. The command exits with 2."""

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        return (InputError, (self.problems,))


def closest(found: str, valid: Iterable[str]) -> str | None:
    """The valid name closest to what was found, or None where nothing is close."""
    close = difflib.get_close_matches(found, sorted(valid), n=1, cutoff=0.5)
    return close[0] if close else None


def first_twice(items: Iterable[Any]) -> Any:
    """The first item that stands there again, or None."""
    seen: list[Any] = []
    for item in items:
        if item in seen:
            return item
        seen.append(item)
    return None


def did_you_mean(found: str, valid: Iterable[str]) -> str | None:
    """The valid name closest to what was found, as a hint, or None: for messages that list the valid names already."""
    close = closest(found, valid)
    return None if close is None else f"did you mean '{close}'?"


def nearest(found: str, valid: Iterable[str]) -> str | None:
    """The valid name closest to what was found, as a hint for a message, or None where nothing is close."""
    names = sorted(valid)
    close = closest(found, names)
    if close is not None:
        return f"did you mean '{close}'?"
    return f"valid: {', '.join(names)}" if names and len(names) <= 20 else None
