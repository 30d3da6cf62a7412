"""The first visible sheet of an Excel workbook as rows of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile
from zlib import error as BadStream

from sim.inputs.errors import InputError, Problem

MAX_BYTES = 100_000_000
MAX_COLUMNS = 30
# The reader's own slips on odd content among them: it looks for the drawing of a chart sheet that has none.
_BROKEN = (BadZipFile, BadStream, ParseError, EOFError, IndexError, KeyError, ValueError, TypeError, AttributeError)


def read_workbook(path: Path, max_rows: int, may_span: Callable[[str], bool]) -> tuple[str, list[list[str]]]:
    """Name and rows of the sheet, all as wide as the first row's last text, unless there is text beyond.

    A cell merged down a column stands in each of its rows, if the column of that name `may_span` rows. Raises
    InputError for a file that is no whole workbook or too large, and with the cells for hidden rows, other merged
    cells, formulas that were never calculated and errors.
    """
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(path) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_BYTES:
                raise InputError(Problem(f"holds more than {MAX_BYTES // 1_000_000} MB, expected a team", where=path))
        values, formulas = _sheet(path, data_only=True), _sheet(path, data_only=False)
    except (*_BROKEN, InvalidFileException) as error:
        hint = "open it in a spreadsheet and save the sheet alone, as .xlsx or CSV"
        raise InputError(Problem("is not a whole Excel workbook that can be read", where=path, hint=hint)) from error
    except OSError as error:
        raise InputError(Problem(f"can't be read: {error.strerror or error}", where=path)) from error
    for found, most, what in ((values.max_row, max_rows, "rows"), (values.max_column, MAX_COLUMNS, "columns")):
        if found > most:
            said = f"has more than {most:,} {what} ({values.dimensions}), expected at most that"
            raise InputError(Problem(said, where=path, hint="delete what stands far from the table"))
    if problems := _doubts(path, values, formulas, may_span):
        raise InputError(problems)
    rows = [[_text(cell.value) for cell in row] for row in values.iter_rows()]
    for merged in values.merged_cells.ranges:
        for row in range(merged.min_row, merged.max_row):
            rows[row][merged.min_col - 1] = rows[merged.min_row - 1][merged.min_col - 1]
    width = max((index + 1 for index, cell in enumerate(rows[0]) if cell.strip()), default=0) if rows else 0
    return str(values.title), [_of_width(row, width) for row in rows]


def _sheet(path: Path, *, data_only: bool) -> Any:
    from openpyxl import load_workbook

    book = load_workbook(path, data_only=data_only)
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not visible:
        found = "holds no visible worksheet, expected one with a row for each seat"
        hint = "a chart has no rows" if book.chartsheets else None
        raise InputError(Problem(found, where=path, hint=hint))
    return visible[0]


def _doubts(path: Path, values: Any, formulas: Any, may_span: Callable[[str], bool]) -> list[Problem]:
    """Cells that a person sees otherwise than we would read them."""
    found = []

    def doubt(row: int, cell: str, message: str, hint: str) -> None:
        found.append(Problem(message, where=path, line=row, key=f"cell {values.title}!{cell}", hint=hint))

    for merged in values.merged_cells.ranges:
        name = str(values.cell(1, merged.min_col).value)
        if merged.min_col < merged.max_col or merged.min_row == 1:
            message = f"cells {merged.coord} are merged, expected one value in each"
            doubt(merged.min_row, merged.start_cell.coordinate, message, "unmerge them; the first row names columns")
        elif not may_span(name):
            message = f"cells {merged.coord} of '{name}' are merged, expected one value for each seat"
            doubt(merged.min_row, merged.start_cell.coordinate, message, "unmerge them")
    for number, row in values.row_dimensions.items():
        if row.hidden and any(cell.value is not None for cell in values[number]):
            hint = "show it (clear the filter), or delete it"
            doubt(number, f"A{number}", "the row is hidden, so nobody knows whether it counts", hint)
    for cells in formulas.iter_rows():
        for cell in cells:
            value = values[cell.coordinate].value
            if cell.data_type == "f" and value is None:
                hint = "open it in a spreadsheet and save it, or paste the values"
                doubt(cell.row, cell.coordinate, f"the formula {cell.value} was never calculated", hint)
            elif values[cell.coordinate].data_type == "e":
                doubt(cell.row, cell.coordinate, f"expected a value, found the error {value}", "mend the formula")
    return found


def _of_width(row: list[str], width: int) -> list[str]:
    beyond = [cell for cell in row[width:] if cell.strip()]
    return row[:width] + [""] * (width - len(row)) + beyond


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
