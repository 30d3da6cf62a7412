"""A real team from one sheet, CSV or Excel: a row for each seat."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sim.inputs.errors import InputError, Problem, nearest
from sim.inputs.sheet_cells import Cells, read_cells
from sim.inputs.tree import Location, Place, Tree

REQUIRED = ("office", "role", "name")
# What a cell merged over several rows can say of each of them.
SHARED = ("office", "team", "role", "manager", "territory")
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
FIELDS = {"salary": "salary_per_year", "quota": "quota_per_year"}
# Thousands in threes or not at all, and a decimal point: 190000, 190,000, 190000.50. A decimal comma is not guessed.
_NUMBER = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")


def read_team_sheet(path: Path) -> list[dict[str, Any]]:
    """One mapping for each seat, as `people.seats` wants them; empty cells are left out. Raises as `team_sheet`."""
    seats: list[dict[str, Any]] = team_sheet(path).data
    return seats


def team_sheet(path: Path) -> Tree:
    """As `read_team_sheet`, with the row of each seat, as the spreadsheet counts it, and the cell of each value.

    Raises InputError for a file that can't be read, is empty or binary or has wrong columns; and with every cell in
    which a value is missing or a number is none.
    """
    cells = read_cells(path, lambda name: _our_name(name) in SHARED)
    if not cells.rows or not any(cell.strip() for cell in cells.rows[0]):
        raise InputError(Problem("the sheet is empty; expected a row of column names", where=path))
    columns = _columns(cells)
    seats: list[dict[str, Any]] = []
    lines: dict[Location, Place] = {(): Place(path)}
    problems: list[Problem] = []
    for number, row in enumerate(cells.rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(columns):
            found, hint = f"expected {len(columns)} cells, found {len(row)}", None
            if len(row) < len(columns):
                found += ": is the file cut short?"
            else:
                hint = 'a cell that holds what separates cells stands in quotes, such as "190,000"'
            problems.append(cells.place(number, min(len(row), len(columns))).problem(found, hint=hint))
            continue
        seat, wrong = _seat(cells, columns, number)
        problems += wrong
        lines[(len(seats),)] = cells.place(number)
        for index, name in enumerate(columns):
            lines[(len(seats), FIELDS.get(name, name))] = cells.place(number, index)
        seats.append(seat)
    if problems:
        raise InputError(problems)
    if not seats:
        raise InputError(Problem("the sheet names no seat", where=path))
    return Tree(seats, lines)


def _columns(cells: Cells) -> list[str]:
    """Our name of each column. Raises InputError with every column that is unknown, twice there or missing."""
    known = (*REQUIRED, *OPTIONAL)
    found: list[str] = []
    problems = []
    for index, cell in enumerate(cells.rows[0]):
        name = _our_name(cell)
        if name not in known:
            hint = _column_hint(name, alone=sum(bool(other.strip()) for other in cells.rows[0]) == 1)
            problems.append(cells.place(1, index).problem(f"unknown column '{cell.strip()}'", hint=hint))
        elif name in found:
            problems.append(cells.place(1, index).problem(f"column '{name}' stands there twice"))
        found.append(name)
    if (missing := [name for name in REQUIRED if name not in found]) and not problems:
        problems.append(cells.place(1).problem(f"column '{missing[0]}' is missing", hint=f"found: {', '.join(found)}"))
    if problems:
        raise InputError(problems)
    return found


def _our_name(cell: str) -> str:
    name = cell.strip().lower().replace(" ", "_")
    return ALIASES.get(name, name)


def _column_hint(name: str, alone: bool) -> str:
    if "，" in name:
        return "separate columns with a plain comma"
    if alone:
        return "the first row names the columns; delete titles above it"
    close = nearest(name, (*REQUIRED, *OPTIONAL, *ALIASES))
    if close is not None and close.startswith("did"):
        return close
    chinese = [name for name in ALIASES if not name.isascii()]
    return f"valid: {', '.join((*REQUIRED, *OPTIONAL))}, or in Chinese: {', '.join(chinese)}"


def _seat(cells: Cells, columns: list[str], number: int) -> tuple[dict[str, Any], list[Problem]]:
    seat: dict[str, Any] = {}
    problems = []
    for index, name in enumerate(columns):
        text = cells.rows[number - 1][index].strip()
        place = cells.place(number, index)
        if not text:
            if name in REQUIRED:
                problems.append(place.problem(f"'{name}' is empty, expected a value in every row"))
        elif name not in FIELDS:
            seat[name] = text
        elif _NUMBER.fullmatch(text) is None:
            hint = "such as 190000 or 190,000.50"
            problems.append(place.problem(f"expected a number for '{name}', found '{text}'", hint=hint))
        else:
            source = f"team sheet {cells.path.name}"
            seat[FIELDS[name]] = {"value": float(text.replace(",", "")), "source": source}
    return seat, problems
