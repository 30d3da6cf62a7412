"""A real team from one sheet, CSV or Excel: a row for each seat."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from sim.inputs.errors import InputError, Problem, nearest

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


def read_team_sheet(path: Path) -> list[dict[str, Any]]:
    """One mapping for each seat, as `people.seats` wants them; empty cells are left out.

    Raises InputError for a file that can't be read, is empty or binary, has wrong columns, or a number that is none,
    naming the row as the spreadsheet counts it.
    """
    rows = _excel(path) if path.suffix.lower() in (".xlsx", ".xlsm") else _csv(path)
    if not rows or not any(cell.strip() for cell in rows[0]):
        raise InputError(Problem("the sheet is empty; expected a row of column names", where=path))
    columns = _columns(rows[0], path)
    seats = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            raise InputError(
                Problem(
                    f"expected {len(columns)} cells, found {len(row)}: is the file cut short?", where=path, line=number
                )
            )
        seats.append(_seat(dict(zip(columns, (cell.strip() for cell in row), strict=True)), path, number))
    if not seats:
        raise InputError(Problem("the sheet names no seat", where=path))
    return seats


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
            try:
                seat[FIELDS[name]] = {"value": float(text.replace(",", "")), "source": f"team sheet {path.name}"}
            except ValueError:
                raise InputError(
                    Problem(f"expected a number for '{name}', found '{text}'", where=path, line=number)
                ) from None
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
        rows = list(csv.reader(io.StringIO(text), strict=True))
    except csv.Error as error:
        raise InputError(Problem(f"is not a whole CSV file: {error}", where=path)) from error
    return _bounded(rows, path)


def _excel(path: Path) -> list[list[str]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror or error}", where=path)) from error
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise InputError(Problem("is not a whole Excel workbook", where=path)) from error
    try:
        sheet = book.worksheets[0]
        rows = [["" if cell is None else _cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    finally:
        book.close()
    return _bounded(rows, path)


def _cell(value: object) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _bounded(rows: list[list[str]], path: Path) -> list[list[str]]:
    if len(rows) > MAX_ROWS:
        raise InputError(Problem(f"has {len(rows):,} rows, expected at most {MAX_ROWS:,}", where=path))
    return rows
