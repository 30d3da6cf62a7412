"""Sheets as people's spreadsheets save them: read where they say one thing, refused with the cell where not."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from sim.inputs.errors import InputError, Problem
from sim.inputs.sheet_cells import Cells, letters, read_cells
from sim.inputs.team_sheet import read_team_sheet

TEXT = "姓名,角色,办事处\n王芳,客户经理,上海\n李喆,客户经理,北京\n"
ROWS = [["姓名", "角色", "办事处"], ["王芳", "客户经理", "上海"], ["李喆", "客户经理", "北京"]]


def cells_of(path: Path) -> Cells:
    return read_cells(path, lambda name: name == "office")


def problems_of(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        cells_of(path)
    assert {problem.where for problem in raised.value.problems} == {path}
    return raised.value.problems


@pytest.fixture
def csv(tmp_path):
    def written(content: bytes) -> Path:
        path = tmp_path / "team.csv"
        path.write_bytes(content)
        return path

    return written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_csv_is_read_in_the_encodings_in_which_excel_saves_it(csv, encoding, ending):
    assert cells_of(csv(TEXT.replace("\n", ending).encode(encoding))).rows == ROWS


def test_gbk_is_read_where_only_the_names_are_chinese(csv):
    assert cells_of(csv("name,role,office\n陈静,rep,shanghai\n".encode("gbk"))).rows[1][0] == "陈静"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("name,role,office\n\nJosé Müller,rep,Köln\n", "cp1252"),
        ("name,role,office\n\nSørensen Ærø,rep,Århus\n", "cp1252"),
        ("name,role,office\n\nJürgen Groß,rep,Münster\n", "cp1252"),
        ("name,role,office\n\n陳靜怡,業務,臺北\n林志豪,業務,高雄\n", "big5"),
        ("name,role,office\n\n山田太郎,営業,東京\nすずきはなこ,営業,おおさか\n", "shift_jis"),
        ("name,role,office\n\nИванов,продажи,Москва\n", "cp1251"),
    ],
)
def test_what_is_not_plainly_chinese_is_not_guessed(csv, text, encoding):
    (problem,) = problems_of(csv(text.encode(encoding)))
    assert problem.line == 3
    assert "save the sheet as CSV UTF-8" in str(problem.hint)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("team.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is a .xls file, expected CSV or Excel"),
        ("team.ods", b"PK\x03\x04", "is a .ods file"),
        ("team.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "or one with a password"),
        ("team.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Excel workbook, though its name says CSV"),
        ("team.csv", b"PK\x03\x04 and more", "is an Excel workbook, though its name says CSV"),
        ("team.csv", TEXT.encode("utf-16")[:-1], "cut short"),
    ],
)
def test_a_sheet_in_another_format_is_told(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    (problem,) = problems_of(tmp_path / name)
    assert said in problem.message


@pytest.fixture
def book(tmp_path):
    """A workbook that a test may spoil, and where it is saved."""
    book = Workbook()
    book.active.title = "Team"
    for row in [["office", "role", "name", "salary"], ["a", "rep", "Ann", 1], ["a", "rep", "Bob", 2]]:
        book.active.append(row)
    return book


def saved(book: Workbook, folder: Path) -> Path:
    book.save(folder / "team.xlsx")
    return folder / "team.xlsx"


def test_cells_merged_down_a_column_stand_in_each_row(book, tmp_path):
    book.active.merge_cells("A2:A3")
    assert [seat["office"] for seat in read_team_sheet(saved(book, tmp_path))] == ["a", "a"]


@pytest.mark.parametrize("cells", ["B2:C2", "A1:A2", "A1:D1", "B2:C3"])
def test_cells_merged_across_or_over_the_names_of_columns_are_told(book, tmp_path, cells):
    book.active.merge_cells(cells)
    (problem,) = problems_of(saved(book, tmp_path))
    assert f"cells {cells} are merged" in problem.message
    assert (problem.line, problem.key) == (int(cells[1]), f"cell Team!{cells[:2]}")


def test_names_and_amounts_are_not_merged(book, tmp_path):
    for cells, column in (("C2:C3", "name"), ("D2:D3", "salary")):
        book.active.merge_cells(cells)
        with pytest.raises(InputError) as raised:
            read_team_sheet(saved(book, tmp_path))
        (problem,) = raised.value.problems
        assert f"cells {cells} of '{column}' are merged" in problem.message
        book.active.unmerge_cells(cells)


def test_hidden_rows_are_told_and_hidden_columns_and_sheets_are_not(book, tmp_path):
    notes = book.create_sheet("Notes", 0)
    notes.append(["not", "read"])
    notes.sheet_state = "hidden"
    sheet = book["Team"]
    sheet.column_dimensions["D"].hidden = True
    assert cells_of(saved(book, tmp_path)).rows[1] == ["a", "rep", "Ann", "1"]
    sheet.row_dimensions[3].hidden = True
    (problem,) = problems_of(saved(book, tmp_path))
    assert "the row is hidden" in problem.message
    assert (problem.line, problem.key) == (3, "cell Team!A3")


def test_formulas_that_were_never_calculated_and_errors_are_told(book, tmp_path):
    book.active["D2"] = "=1+1"
    book.active["D3"] = "#N/A"
    found = {problem.key: problem.message for problem in problems_of(saved(book, tmp_path))}
    assert found == {
        "cell Team!D2": "the formula =1+1 was never calculated",
        "cell Team!D3": "expected a value, found the error #N/A",
    }


@pytest.mark.parametrize(
    ("cell", "said"), [((15000, 3000), "more than 30 columns"), ((20_001, 1), "more than 20,000 rows")]
)
def test_a_stray_cell_far_from_the_table_is_told_at_once(book, tmp_path, monkeypatch, cell, said):
    book.active.cell(*cell, "x")
    path = saved(book, tmp_path)
    monkeypatch.setattr(
        "openpyxl.worksheet.worksheet.Worksheet.iter_rows", lambda *_, **__: pytest.fail("went through")
    )
    (problem,) = problems_of(path)
    assert said in problem.message
    assert f"{letters(max(cell[1], 4) - 1)}{cell[0]}" in problem.message


@pytest.mark.parametrize("with_chart", [True, False])
def test_a_chart_is_no_sheet(book, tmp_path, with_chart):
    sheet = book.create_chartsheet("Chart", 0)
    if with_chart:
        sheet.add_chart(BarChart())
        assert cells_of(saved(book, tmp_path)).name == "Team"
        book.active = 0
        book["Team"].sheet_state = "hidden"
    (problem,) = problems_of(saved(book, tmp_path))
    assert problem.message.startswith("holds no visible worksheet" if with_chart else "is not a whole Excel workbook")
    assert problem.where == tmp_path / "team.xlsx"
    assert problem.hint


def test_a_cell_is_named_as_a_spreadsheet_names_it(book, tmp_path):
    cells = cells_of(saved(book, tmp_path))
    assert cells.place(3, 3).cell == "column 'salary' (cell Team!D3)"
    assert [letters(column) for column in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
