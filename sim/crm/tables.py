"""CSV exports as frames of text, refused with a line number where they are not whole, readable tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from sim.inputs.errors import InputError, Problem

LINE = "line"


def read_table(path: Path) -> pd.DataFrame:
    """The rows of a UTF-8 CSV file with a header, every column as text, plus `line` (the row's line in the file).

    Raises InputError for a file that is missing, unreadable, empty, binary, not UTF-8, without rows, with two columns
    of one name, or with a row of more or fewer fields than the header (a file cut short ends so).
    """
    text = _text_of(path)
    try:
        rows = list(_numbered_rows(text))
    except csv.Error as error:
        raise InputError(
            Problem(f"is not a CSV file: {error}", where=path, hint="expected comma-separated text with closed quotes")
        ) from error
    if len(rows) < 2:
        raise InputError(Problem("has a header but no rows", where=path, hint="is the export complete?"))
    (_, header), *body = rows
    repeated = sorted({name for name in header if header.count(name) > 1} | ({LINE} & set(header)))
    if repeated:
        raise InputError(Problem(f"has the column {repeated[0]!r} more than once", where=path, line=1))
    problems = [
        Problem(
            f"has {len(row)} fields, expected {len(header)}",
            where=path,
            line=line,
            hint="the file looks cut short here" if (line, row) == body[-1] else "is a comma in a field not quoted?",
        )
        for line, row in body
        if len(row) != len(header)
    ]
    if problems:
        raise InputError(problems[:5])
    frame = pd.DataFrame([row for _, row in body], columns=header, dtype=object)
    return frame.assign(**{LINE: [line for line, _ in body]})


def _numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    for row in reader:
        if row:
            yield reader.line_num, [field.strip() for field in row]


def _text_of(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror}", where=path, hint="expected a CSV file")) from error
    if not raw.strip():
        raise InputError(Problem("is empty", where=path, hint="expected a header and rows"))
    if b"\0" in raw:
        raise InputError(Problem("is a binary file", where=path, hint="expected comma-separated text; unpack archives"))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InputError(
            Problem("is not UTF-8 text", where=path, line=line, hint="save the export as CSV UTF-8")
        ) from error
