"""A real team from one sheet, CSV or Excel: a row for each seat."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.tree import Location, Place, Tree

REQUIRED = ("office", "role", "name")
OPTIONAL = ("team", "manager", "salary", "quota", "territory")
ALIASES = {
    "seat": "name",
    "salary_per_year": "salary",
    "quota_per_year": "quota",
    "姓名": "name",
    "席位": "name",
    "办事处": "office",
    "团队": "team",
    "角色": "role",
    "经理": "manager",
    "薪资": "salary",
    "指标": "quota",
    "辖区": "territory",
}
MAX_ROWS = 20_000
FIELDS = {"salary": "salary_per_year", "quota": "quota_per_year"}
EXCEL = (".xlsx", ".xlsm")
SHEETS = (".csv", *EXCEL)
# Thousands in threes or not at all, and a decimal point: 190000, 190,000, 190000.50. A decimal comma is not guessed.
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


def read_team_sheet(path: Path) -> list[dict[str, Any]]:
    """One mapping for each seat, as `people.seats` wants them; empty cells are left out. Raises as `team_sheet`."""
    seats: list[dict[str, Any]] = team_sheet(path).data
    return seats


def team_sheet(path: Path) -> Tree:
    """As `read_team_sheet`, with the row of each seat, as the spreadsheet counts it.

    Raises InputError for a file that can't be read, is empty or binary, has wrong columns, or a number that is none,
    naming the row.
    """
    rows = _excel(path) if path.suffix.lower() in EXCEL else _csv(path)
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise InputError(Problem("the sheet is empty; expected a row of column names", where=path))
    columns = _columns(rows[0], path)
    seats: list[dict[str, Any]] = []
    lines: dict[Location, Place] = {(): Place(path)}
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            found = f"expected {len(columns)} cells, found {len(row)}: is the file cut short?"
            raise InputError(Problem(found, where=path, line=number))
        lines[(len(seats),)] = Place(path, number)
        seats.append(_seat(dict(zip(columns, (cell.strip() for cell in row), strict=True)), path, number))
    if not seats:
        raise InputError(Problem("the sheet names no seat", where=path))
    return Tree(seats, lines)


def _columns(header: list[str], path: Path) -> list[str]:
    known = (*REQUIRED, *OPTIONAL)
    found = []
    for cell in header:
        name = cell.strip().lower().replace(" ", "_")
        name = ALIASES.get(name, name)
        if name not in known:
            raise InputError(Problem(f"unknown column '{cell.strip()}'", where=path, line=1, hint=nearest(name, known)))
        if name in found:
            raise InputError(Problem(f"column '{name}' stands there twice", where=path, line=1))
        found.append(name)
    if missing := [name for name in REQUIRED if name not in found]:
        raise InputError(
            Problem(f"column '{missing[0]}' is missing", where=path, line=1, hint=f"found: {', '.join(found)}")
        )
    return found


def _seat(cells: dict[str, str], path: Path, number: int) -> dict[str, Any]:
    seat: dict[str, Any] = {}
    for name, text in cells.items():
        if not text:
            if name in REQUIRED:
                raise InputError(Problem(f"'{name}' is empty", where=path, line=number))
            continue
        if name in FIELDS:
            if _NUMBER.fullmatch(text) is None:
                found = f"expected a number for '{name}', found '{text}'"
                raise InputError(Problem(found, where=path, line=number, hint="such as 190000 or 190,000.50"))
            seat[FIELDS[name]] = {"value": float(text.replace(",", "")), "source": f"team sheet {path.name}"}
        else:
            seat[name] = text
    return seat


def _csv(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror}", where=path)) from error
    except UnicodeDecodeError as error:
        raise InputError(Problem("is not text in UTF-8; save the sheet as CSV UTF-8", where=path)) from error
    if "\0" in text:
        raise InputError(Problem("is a binary file, expected CSV", where=path))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True))
    except csv.Error as error:
        raise InputError(Problem(f"is not a whole CSV file: {error}", where=path)) from error
    return _bounded(rows, path)


def _delimiter(text: str) -> str:
    """Spreadsheets of some countries write semicolons or tabs; the names of our columns hold neither."""
    header = text.partition("\n")[0]
    return max((",", ";", "\t"), key=header.count)


def _excel(path: Path) -> list[list[str]]:
    """The first sheet, with the empty cells that a spreadsheet keeps beyond its last column taken off."""
    from xml.etree.ElementTree import ParseError
    from zipfile import BadZipFile
    from zlib import error as BadStream

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            rows = _bounded((list(map(_cell, row)) for row in book.worksheets[0].iter_rows(values_only=True)), path)
        finally:
            book.close()
    except (
        BadZipFile,
        BadStream,
        InvalidFileException,
        ParseError,
        EOFError,
        IndexError,
        KeyError,
        ValueError,
    ) as error:
        raise InputError(Problem("is not a whole Excel workbook", where=path)) from error
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror or error}", where=path)) from error
    width = max((index + 1 for index, cell in enumerate(rows[0]) if cell.strip()), default=0) if rows else 0
    return [_of_width(row, width) for row in rows]


def _of_width(row: list[str], width: int) -> list[str]:
    beyond = [cell for cell in row[width:] if cell.strip()]
    return row[:width] + [""] * (width - len(row)) + beyond


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _bounded(rows: Iterable[list[str]], path: Path) -> list[list[str]]:
    found: list[list[str]] = []
    for row in rows:
        found.append(row)
        if len(found) > MAX_ROWS:
            raise InputError(Problem(f"has more than {MAX_ROWS:,} rows, expected at most that", where=path))
    return found
