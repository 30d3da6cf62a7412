"""A team from one sheet: what it may look like, and every way in which it can be broken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from sim.inputs.errors import InputError
from sim.inputs.sheet_cells import MAX_ROWS
from sim.inputs.team_sheet import read_team_sheet, team_sheet

HEADER = "office,team,role,name,manager,salary,quota,territory\n"
ANN = "shanghai,,rep,Ann,Zoe,190000,1700000,\n"


@pytest.fixture
def csv(tmp_path):
    def written(text: str | bytes, name: str = "team.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written


@pytest.fixture
def excel(tmp_path):
    def written(rows: list[list[object]]) -> Path:
        book = Workbook()
        for row in rows:
            book.active.append(row)
        book.create_sheet("notes").append(["not", "read"])
        book.save(tmp_path / "team.xlsx")
        return tmp_path / "team.xlsx"

    return written


def problem_of(path: Path) -> tuple[str, int | None]:
    with pytest.raises(InputError) as raised:
        read_team_sheet(path)
    (problem,) = raised.value.problems
    assert problem.where == path
    return f"{problem.message} ({problem.hint})", problem.line


def amount(value: float, name: str = "team.csv") -> dict[str, object]:
    return {"value": value, "source": f"team sheet {name}"}


@pytest.mark.parametrize("row", [2, 3])
def test_a_quote_that_nobody_closes_is_told_with_the_line_where_it_opens(csv, row):
    rows = [ANN] * 4
    rows[row - 2] = ANN.replace("Ann", '"Ann')
    message, line = problem_of(csv(HEADER + "".join(rows)))
    assert line == row
    assert "not a whole CSV file" in message and "not closed" in message


UNCLOSED, AFTER = "a quote is opened in this row and not closed", "text follows the quote that ends a cell"


@pytest.mark.parametrize(
    ("rows", "line", "told"),
    [
        (ANN.replace("Ann", '"Ann"a') + ANN, 2, (False, True)),
        (ANN + ANN.replace("Ann", '"Ann" "a"'), 3, (False, True)),
        (ANN.replace("Ann", '"Ann') + ANN, 2, (True, False)),
        # Closed by the quote that should open another cell: nobody knows which of the two it is.
        (ANN.replace("Ann", '"Ann') + ANN + ANN.replace("Ann", '"Bo"'), 2, (True, True)),
        # As long as it goes on, it is a quote that swallows the sheet before it is a cell that is too long.
        (ANN.replace("Ann", '"Ann') + ANN * 6000, 2, (True, False)),
        (ANN + ANN.replace("Ann", "A" * 140_000), 3, (False, False)),
    ],
)
def test_what_is_wrong_with_a_quote_is_told_as_it_is(csv, rows, line, told):
    message, found = problem_of(csv(HEADER + rows))
    assert "is not a whole CSV file" in message
    assert (UNCLOSED in message, AFTER in message) == told
    assert ("write a quote inside a cell twice" in message) == any(told)
    assert found == line


def test_a_row_is_a_seat_and_empty_cells_are_left_out(csv):
    path = csv(HEADER + ANN + "beijing,key,ae,Bob,,,,north\n")
    assert read_team_sheet(path) == [
        {
            "office": "shanghai", "role": "rep", "name": "Ann", "manager": "Zoe",
            "salary_per_year": amount(190000), "quota_per_year": amount(1700000),
        },
        {"office": "beijing", "team": "key", "role": "ae", "name": "Bob", "territory": "north"},
    ]  # fmt: skip


def test_each_seat_knows_its_row_and_empty_rows_count(csv):
    tree = team_sheet(csv(HEADER + "\n" + ANN + ",,,,,,,\n" + ANN.replace("Ann", "Bob")))
    assert [tree.place((index,)).line for index in range(2)] == [3, 5]


@pytest.mark.parametrize(
    "header",
    ["Seat,Role,Office", "姓名,角色,办事处", " name , ROLE ,office", "\ufeffname,role,office"],
)
def test_columns_go_by_other_names_in_any_order_and_case(csv, header):
    assert read_team_sheet(csv(f"{header}\nAnn,rep,shanghai\n")) == [
        {"name": "Ann", "role": "rep", "office": "shanghai"}
    ]


@pytest.mark.parametrize("separator", [";", "\t"])
def test_semicolons_and_tabs_separate_too(csv, separator):
    text = (HEADER + '"shanghai",,rep,"Ann; of us",Zoe,190000,,\n'.replace(";", "")).replace(",", separator)
    assert read_team_sheet(csv(text))[0]["salary_per_year"] == amount(190000)


@pytest.mark.parametrize(
    ("written", "value"),
    [("190000", 190000), ('"190,000"', 190000), ("190000.5", 190000.5), ('"1,234,567.25"', 1234567.25)],
)
def test_numbers_may_have_thousands(csv, written, value):
    path = csv(HEADER + f"shanghai,,rep,Ann,,{written},,\n")
    assert read_team_sheet(path)[0]["salary_per_year"] == amount(value)


@pytest.mark.parametrize(
    "written", ["lots", '"190,5"', '"1.900,00"', '"19,00,00"', "nan", "inf", "1_000", "1e5", "0x10", "19万"]
)
def test_what_could_be_read_in_two_ways_is_no_number(csv, written):
    message, line = problem_of(csv(HEADER + ANN + f"shanghai,,rep,Bob,,{written},,\n"))
    assert "expected a number for 'salary'" in message
    assert line == 3


@pytest.mark.parametrize(
    ("text", "said", "line"),
    [
        ("", "the sheet is empty", None),
        ("\n\n", "the sheet is empty", None),
        (HEADER, "names no seat", None),
        (HEADER + ",,,,,,,\n", "names no seat", None),
        ("office,role,salari,name\n", "unknown column 'salari' (did you mean 'salary'?)", 1),
        ("office,role\nshanghai,rep\n", "column 'name' is missing", 1),
        ("office,role,name,seat\n", "column 'name' stands there twice", 1),
        (HEADER + ANN + "shanghai,,rep,Bo", "expected 8 cells, found 4: is the file cut short?", 3),
        (HEADER + ANN + 'shanghai,,rep,"Bo', "is not a whole CSV file", 3),
        (HEADER + ANN[:-1] + ",extra\n", "expected 8 cells, found 9", 2),
        (HEADER + ",,rep,Ann,,,,\n", "'office' is empty", 2),
        (b"office\x00,role,name\n", "is a binary file", None),
        (b"\x89PNG\r\n\x1a\n\xff\xfe", "is not text in UTF-8", 1),
        ("office，role，name\n", "separate columns with a plain comma", 1),
        ("office,dienst,name\n", "or in Chinese: 姓名", 1),
        ("Our team 2026,,,\noffice,role,name\n", "the first row names the columns; delete titles above it", 1),
        ("office,,role,name\n", "unknown column ''", 1),
        ("office,role,name,,\nshanghai,rep,Ann,,note\n", "expected 3 cells, found 5", 2),
        ("office,role,name\n" + "a,rep,b\n" * MAX_ROWS, "rows", None),
    ],
)
def test_a_broken_sheet_is_told_with_its_row(csv, text, said, line):
    message, found = problem_of(csv(text))
    assert said in message
    assert found == line


def test_commas_of_empty_columns_at_the_end_are_nothing(csv):
    assert len(read_team_sheet(csv("office,role,name,,\nshanghai,rep,Ann,,\nshanghai,rep,Bob\n"))) == 2


def test_a_folder_or_nothing_is_told(tmp_path):
    (tmp_path / "folder.csv").mkdir()
    for name in ("folder.csv", "nothing.csv", "nothing.xlsx"):
        assert "can't be read" in problem_of(tmp_path / name)[0]


def test_excel_says_the_same_as_csv(csv, excel):
    rows = [HEADER.strip().split(","), ["shanghai", None, "rep", "Ann", "Zoe", 190000, 1700000.0, None]]
    found = read_team_sheet(excel(rows))
    expected = read_team_sheet(csv(HEADER + ANN))
    plain = [{**seat, "salary_per_year": 0, "quota_per_year": 0} for seat in (found[0], expected[0])]
    assert plain[0] == plain[1]
    assert (found[0]["salary_per_year"], found[0]["quota_per_year"]) == (
        amount(190000, "team.xlsx"), amount(1700000, "team.xlsx"),
    )  # fmt: skip


def test_every_wrong_column_and_cell_is_told_at_once(csv):
    def told(text: str) -> list[tuple[int | None, str | None]]:
        with pytest.raises(InputError) as raised:
            read_team_sheet(csv(text))
        return [(problem.line, problem.key) for problem in raised.value.problems]

    assert told("offise,role,nam\n") == [(1, "column 'offise' (cell A1)"), (1, "column 'nam' (cell C1)")]
    rows = "shanghai,,rep,Bob,,lots,many,\n" + "shanghai,,,Cem,,,,\n"
    assert told(HEADER.replace("role", "角色") + ANN + rows) == [
        (3, "column 'salary' (cell F3)"),
        (3, "column 'quota' (cell G3)"),
        (4, "column '角色' (cell C4)"),
    ]


def test_large_and_broken_numbers_of_excel_keep_their_digits(excel):
    header = ["office", "role", "name", "salary", "quota"]
    (seat,) = read_team_sheet(excel([header, ["a", "rep", "Ann", 123456789012.0, 1234567.891]]))
    assert (seat["salary_per_year"]["value"], seat["quota_per_year"]["value"]) == (123456789012, 1234567.891)


def test_empty_cells_beyond_the_last_column_are_nothing_but_text_there_is_told(excel):
    header = ["office", "role", "name", None, None]
    assert len(read_team_sheet(excel([header, ["a", "rep", "Ann", None, None], [None] * 5, ["a", "rep", "Bob"]]))) == 2
    assert "expected 3 cells, found 4" in problem_of(excel([header, ["a", "rep", "Ann", None, "note"]]))[0]
    assert "the sheet is empty" in problem_of(excel([[None]]))[0]


def test_a_broken_workbook_is_told(tmp_path, excel):
    whole = excel([["office", "role", "name"], ["a", "rep", "Ann"]]).read_bytes()
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("a.txt", "not a workbook")
    middle = len(whole) // 3
    torn = whole[:middle] + bytes(200) + whole[middle + 200 :]
    for content in (b"", b"office,role,name\n", whole[: len(whole) // 2], torn, (tmp_path / "other.zip").read_bytes()):
        path.write_bytes(content)
        assert "is not a whole Excel workbook" in problem_of(path)[0]
