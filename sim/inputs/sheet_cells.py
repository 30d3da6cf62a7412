"""The cells of one sheet, CSV or Excel, as text; whatever could be read in two ways is refused with its place."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.inputs.errors import InputError, Problem
from sim.inputs.sheet_text import csv_text
from sim.inputs.tree import Place

MAX_ROWS = 20_000
EXCEL = (".xlsx", ".xlsm")
OLD_EXCEL = (".xls", ".et", ".ods", ".numbers")
SHEETS = (".csv", *EXCEL, *OLD_EXCEL)
_OLE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Cells:
    """Rows of text from the first row on, all of a workbook's of one width; `name` is the worksheet's."""

    path: Path
    rows: Sequence[Sequence[str]]
    name: str | None = None

    def place(self, row: int, column: int | None = None) -> Place:
        """A row counted from 1, or one of its cells by the column's index and the name that it has in the first row."""
        if column is None:
            return Place(self.path, row)
        header = self.rows[0][column].strip() if column < len(self.rows[0]) else ""
        sheet = "" if self.name is None else f"{self.name}!"
        cell = f"cell {sheet}{letters(column)}{row}"
        return Place(self.path, row, f"column '{header}' ({cell})" if header else cell)


def read_cells(path: Path, may_span: Callable[[str], bool]) -> Cells:
    """The rows of a CSV file, or of the first visible sheet of a workbook, where columns named so `may_span` rows.

    Raises InputError for a file that can't be read, is binary, in an old format, too long or cut short, and for cells
    of a workbook that say nothing for certain: hidden rows, merged cells, formulas that were never calculated, errors.
    """
    if path.suffix.lower() in OLD_EXCEL:
        raise InputError(_wrong_format(path, f"is a {path.suffix.lower()} file"))
    if path.suffix.lower() not in EXCEL:
        return Cells(path, _csv(path))
    if read_bytes(path).startswith(_OLE):
        raise InputError(_wrong_format(path, "is an old Excel file, or one with a password"))
    from sim.inputs.workbook import read_workbook

    name, rows = read_workbook(path, MAX_ROWS, may_span)
    return Cells(path, rows, name)


def read_bytes(path: Path) -> bytes:
    """The content of a file. Raises InputError where it can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror or error}", where=path)) from error


def letters(column: int) -> str:
    """What a spreadsheet calls the column with this index: A, B, ... Z, AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _wrong_format(path: Path, found: str) -> Problem:
    return Problem(f"{found}, expected CSV or Excel (.xlsx)", where=path, hint="open it and save it as .xlsx")


def _csv(path: Path) -> list[list[str]]:
    content = read_bytes(path)
    if content.startswith((_OLE, b"PK\x03\x04")):
        found = "is an Excel workbook, though its name says CSV"
        raise InputError(Problem(found, where=path, hint="name it .xlsx, or save it as CSV UTF-8"))
    text = csv_text(content, path)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    rows: list[list[str]] = []
    line = 1
    try:
        for row in reader:
            rows.append(row)
            line = reader.line_num + 1
    except csv.Error as error:
        # A quote that nobody closes swallows the rows below it: it opens where the row begins, not where the file ends.
        hint = _quotes(str(error), spans=reader.line_num > line)
        raise InputError(Problem(f"is not a whole CSV file: {error}", where=path, line=line, hint=hint)) from error
    if len(rows) > MAX_ROWS:
        raise InputError(Problem(f"has more than {MAX_ROWS:,} rows, expected at most that", where=path))
    return _without_empty_columns(rows)


def _quotes(error: str, *, spans: bool) -> str | None:
    """What is likely wrong with a row's quotes; None where nothing speaks of them. `spans`: over more than one line."""
    unclosed, twice = "a quote is opened in this row and not closed", "write a quote inside a cell twice"
    if "unexpected end of data" in error:
        return f"{unclosed}; {twice}"
    if "expected after" in error:
        # The quote that ends the cell may be the next one below, which was meant to open another.
        or_unclosed = f", or {unclosed}" if spans else ""
        return f"text follows the quote that ends a cell{or_unclosed}; {twice}"
    return f"{unclosed}; {twice}" if spans else None


def _without_empty_columns(rows: list[list[str]]) -> list[list[str]]:
    """Without the commas that spreadsheets write for empty columns after the last one; text there stays, to be told."""
    names = rows[0] if rows else []
    width = max((index + 1 for index, name in enumerate(names) if name.strip()), default=0)
    if width in (0, len(names)):
        return rows
    return [row if any(cell.strip() for cell in row[width:]) else row[:width] for row in rows]


def _delimiter(text: str) -> str:
    """Spreadsheets of some countries write semicolons or tabs; the names of our columns hold neither."""
    header = text.partition("\n")[0]
    return max((",", ";", "\t"), key=header.count)
