"""Named seats of a playbook, from a sheet or written out: what they name, and where a mistake in them is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.people import Office, People
from sim.results.check import check_file
from tests.builders import TEAM, Document, fingerprint, merged

HEADER = ["office", "team", "role", "name", "manager", "salary", "quota", "territory"]
ROWS: list[list[object]] = [
    HEADER,
    ["office", None, "rep", "Ann", "Zoe", 40000, 900, None],
    ["office", None, "rep", "Bob", "Zoe", 35000.5, None, None],
    ["office", None, "rep", "Cem", "Zoe", None, 500, None],
]
SEATS = [
    {
        "name": "Ann", "role": "rep", "office": "office", "manager": "Zoe",
        "salary_per_year": 40000, "quota_per_year": 900,
    },
    {"name": "Bob", "role": "rep", "office": "office", "manager": "Zoe", "salary_per_year": 35000.5},
    {"name": "Cem", "role": "rep", "office": "office", "manager": "Zoe", "quota_per_year": 500},
]  # fmt: skip
AREAS: Document = {"title": "Areas", "territories": {"upper": {"regions": ["north"]}, "lower": {"regions": ["south"]}}}
TEAMS: Document = {
    "rules": [{"segment": "big", "when": {"size": ["large"]}}],
    "residual": "rest",
    "teams": {"key": {"segments": ["big"]}, "others": {"segments": ["rest"]}},
}
OFFICE = {"office": {"region": "north"}}


def write_sheet(path: Path, kind: str, rows: list[list[object]]) -> None:
    if kind == "csv":
        path.write_text("\n".join(",".join(str(cell or "") for cell in row) for row in rows), encoding="utf-8")
        return
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)


@pytest.fixture
def with_sheet(tiny):
    """A playbook whose people come from a sheet of these rows; every scheme has one role."""

    def made(rows: list[list[object]], changes: Any = None, kind: str = "csv", **people: Any) -> Path:
        team = {**TEAM, "offices": OFFICE, "sheet": f"team.{kind}", **people}
        one_role = {"schemes": {"line": {"process": "one-role"}}}
        blocks = {"people/two": team, "territory/areas": AREAS, "segmentation/teams": TEAMS}
        path = tiny(merged(one_role, changes or {}), **blocks)
        write_sheet(path / "params" / "people" / f"team.{kind}", kind, rows)
        return path

    return made


def problems(path: Path, overrides: dict[str, object] | None = None) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as raised:
        sim.load_playbook(path, overrides)
    return raised.value.problems


def one_problem(path: Path) -> Problem:
    (problem,) = problems(path)
    return problem


def test_a_team_from_csv_excel_and_yaml_gives_the_same_ledgers(tiny):
    ledgers = []
    for kind in ("csv", "xlsx", "yaml"):
        people = {**TEAM, "offices": OFFICE, **({"seats": SEATS} if kind == "yaml" else {"sheet": f"team.{kind}"})}
        path = tiny(name=kind, **{"people/two": people})
        if kind != "yaml":
            write_sheet(path / "params" / "people" / f"team.{kind}", kind, ROWS)
        playbook = sim.load_playbook(path, {"schemes.line.process": "one-role"})
        resolved = playbook.resolve()["dealt"]
        assert [seat.name for seat in resolved.seats] == ["Ann", "Bob", "Cem"]
        assert (resolved.managers, resolved.fixed_cost_per_year) == (1, 40000 + 35000.5 + 36500 + 73000)
        ledgers.append(sim.simulate(playbook.market, resolved, horizon=playbook.horizon, seed=3, replication=0))
    prints = {fingerprint(ledger) for ledger in ledgers}
    assert len(prints) == 1
    assert len(ledgers[0].tasks) > 0


def placed(rows: list[tuple[str | None, str | None]]) -> list[list[object]]:
    """A sheet of people with a team and a territory each."""
    return [HEADER, *(["office", team, "rep", f"P{n}", None, None, None, area] for n, (team, area) in enumerate(rows))]


def test_a_sheet_may_be_shared_by_schemes_with_and_without_its_teams_and_territories(with_sheet):
    schemes = {"dealt": {"territory": "areas"}, "line": {"segmentation": "teams"}}
    path = with_sheet(placed([("key", "lower"), ("others", "upper")]), {"schemes": schemes})
    playbook = sim.load_playbook(path)
    resolved = playbook.resolve()
    found = {name: [(seat.team, seat.territory) for seat in scheme.seats] for name, scheme in resolved.items()}
    assert found == {
        "today": [("everyone", "everywhere")] * 2,
        "dealt": [("everyone", "lower"), ("everyone", "upper")],
        "line": [("key", "everywhere"), ("others", "everywhere")],
    }
    for scheme in resolved.values():
        sim.simulate(playbook.market, scheme, horizon=playbook.horizon, seed=3, replication=0)


def test_two_divisions_may_share_a_sheet_and_each_takes_its_own_names(with_sheet):
    other = {**TEAMS, "teams": {"hunters": {"segments": ["big"]}, "farmers": {"segments": ["rest"]}}}
    schemes = {"dealt": {"segmentation": "teams"}, "line": {"segmentation": other}}
    path = with_sheet(placed([("key", None), ("others", None), ("key", None)]), {"schemes": schemes})
    resolved = sim.load_playbook(path).resolve()
    assert [seat.team for seat in resolved["dealt"].seats] == ["key", "others", "key"]
    assert [seat.team for seat in resolved["line"].seats] == ["hunters", "farmers", "hunters"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("row", "schemes", "cell", "said"),
    [
        ((None, "uper"), {"line": {"territory": "areas"}}, "column 'territory' (cell H2)", "did you mean 'upper'?"),
        ((None, "uper"), {}, "column 'territory' (cell H2)", "empty means that of the office"),
        (("kee", None), {"line": {"segmentation": "teams"}}, "column 'team' (cell B2)", "did you mean 'key'?"),
        (("kee", None), {}, "column 'team' (cell B2)", "empty means dealt by the scheme"),
    ],
)
def test_a_team_or_territory_that_no_scheme_has_is_told_with_its_cell(with_sheet, kind, row, schemes, cell, said):
    path = with_sheet(placed([row]), {"schemes": schemes}, kind)
    problem = one_problem(path)
    assert (problem.where, problem.line) == (path / "params" / "people" / f"team.{kind}", 2)
    assert problem.key == cell.replace("cell ", "cell Sheet!" if kind == "xlsx" else "cell ")
    assert "in any scheme of the playbook" in problem.message
    assert said in str(problem.hint)


@pytest.mark.parametrize(
    ("row", "cell", "message", "hint"),
    [
        (["offise", "rep", "Bob", None], "column 'office' (cell A3)", "has no office 'offise'", "'office'"),
        (["office", "repp", "Bob", None], "column 'role' (cell B3)", "has no role 'repp'", "'rep'"),
        (["office", "rep", "Ann", None], "column 'name' (cell C3)", "'Ann' stands there twice, first in row 2", ""),
        (["office", "rep", "Bob", -5], "column 'salary' (cell D3)", "more than 0 money", ""),
        (["office", "rep", "Bob", "5%"], "column 'salary' (cell D3)", "expected a number for 'salary', found '5%'", ""),
        (["office", None, "Bob", None], "column 'role' (cell B3)", "'role' is empty", ""),
    ],
)
def test_a_wrong_cell_is_told_with_its_sheet_row_and_column(with_sheet, row, cell, message, hint):
    path = with_sheet([["office", "role", "name", "salary"], ["office", "rep", "Ann", 40000], row])
    sheet = path / "params" / "people" / "team.csv"
    found = problems(path)[0]
    assert (found.where, found.line, found.key) == (sheet, 3, cell)
    assert message in found.message
    assert hint in str(found.hint)
    with pytest.raises(InputError) as raised:
        check_file(path / "params" / "people" / "two.yaml")
    assert raised.value.problems[0] == found


def test_every_wrong_cell_of_a_sheet_is_told_at_once(with_sheet):
    path = with_sheet([["office", "role", "name"], ["offise", "repp", "Ann"], ["office", "rep", "Ann"]])
    assert [(problem.line, problem.key) for problem in problems(path)] == [
        (2, "column 'role' (cell B2)"),
        (2, "column 'office' (cell A2)"),
        (3, "column 'name' (cell C3)"),
    ]


def test_heads_that_differ_from_the_rows_are_told_with_both_places(with_sheet):
    path = with_sheet(ROWS, offices={"office": {"region": "north", "heads": 4}})
    problem = one_problem(path)
    block = path / "params" / "people" / "two.yaml"
    assert (problem.where, problem.key) == (block, "schemes.today.people.offices.office.heads")
    assert "heads: 4" in block.read_text().splitlines()[problem.line - 1]
    assert "expected 3" in problem.message
    assert "(team.csv, column 'office', rows 2, 3, 4), found 4" in problem.message
    for heads in (3, None):
        path = with_sheet(ROWS, offices={"office": {"region": "north", "heads": heads}})
        assert sim.load_playbook(path).experiment.schemes["today"].people.offices["office"].heads == 3


def test_an_office_without_heads_is_refused_where_no_seats_say_who_lives_there(tiny):
    people = {**TEAM, "offices": {"main": {"region": "north", "heads": 4}, "branch": {"region": "south"}}}
    path = tiny(**{"people/two": people})
    problem = one_problem(path)
    block = path / "params" / "people" / "two.yaml"
    assert (problem.where, problem.key) == (block, "schemes.today.people.offices.branch")
    assert "branch:" in block.read_text().splitlines()[problem.line - 1]
    assert problem.message == "missing key 'heads'"
    assert "seats or a sheet" in problem.hint
    with pytest.raises(InputError, match=r"people\.offices\.branch: missing key 'heads'"):
        check_file(block)


def test_an_office_may_leave_its_heads_to_seats_in_the_model_too():
    people = {**TEAM, "offices": {"office": {"region": "north"}, "empty": {"region": "south"}}, "seats": SEATS}
    found = People.model_validate(people)
    assert {name: office.heads for name, office in found.offices.items()} == {"office": 3, "empty": 0}
    assert "heads" not in Office.model_json_schema()["required"]


def test_heads_are_not_counted_while_an_office_is_misspelt(with_sheet):
    rows = [["office", "role", "name"], ["offise", "rep", "Ann"], ["office", "rep", "Bob"]]
    path = with_sheet(rows, offices={"office": {"region": "north", "heads": 2}})
    assert one_problem(path).key == "column 'office' (cell A2)"


def test_heads_of_seats_written_out_are_counted_too(tiny):
    people = {**TEAM, "offices": {"office": {"region": "north", "heads": 2}}, "seats": SEATS}
    path = tiny({"schemes": {"line": {"process": "one-role"}}}, **{"people/two": people})
    assert "expected 3, as there are seats in 'office', found 2" in one_problem(path).message


def test_a_missing_sheet_is_told_where_it_is_named(with_sheet):
    path = with_sheet(ROWS)
    (path / "params" / "people" / "team.csv").rename(path / "params" / "people" / "teem.csv")
    problem = one_problem(path)
    assert "there is no file" in problem.message
    assert (problem.where, problem.hint) == (path / "params" / "people" / "two.yaml", "did you mean 'teem.csv'?")


def test_a_sheet_beside_seats_is_refused(with_sheet):
    path = with_sheet(ROWS, seats=SEATS)
    assert "either a sheet or seats" in problems(path)[0].message
