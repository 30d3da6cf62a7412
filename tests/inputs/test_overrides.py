"""Overrides from the command line, files and Python, and the grids that they ask for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from pydantic import BaseModel

from sim.inputs.errors import InputError
from sim.inputs.overrides import (
    apply_overrides,
    grid,
    overrides_from,
    parse_assignments,
    plain_overrides,
    without_grid,
)
from sim.inputs.quantity import NonNegative, q
from sim.inputs.tree import Place
from sim.inputs.yaml_tree import load_tree


class Demand(BaseModel):
    scale: NonNegative = q(1)
    months: list[NonNegative] = []
    pair: tuple[NonNegative, NonNegative] | None = None


class Market(BaseModel):
    demand: Demand = Demand()


class Run(BaseModel):
    weeks: int = 52


class Scheme(BaseModel):
    budget: float = 1
    offers: dict[str, list[str]] | None = None


class Experiment(BaseModel):
    market: str = ""
    run: Run = Run()
    schemes: dict[str, Scheme] = {}


MODELS = {(): Experiment, ("market",): Market}


@pytest.fixture
def tree(write):
    return load_tree(
        write(
            "experiment.yaml",
            """\
run: {weeks: 52}
market:
  demand:
    months: [1, 2, 3]
    trend: {value: 0.1, range: [0, 0.2], se: 0.01, source: survey}
    bare: 5
schemes:
  a: {budget: 1}
  b: {budget: 2, people: none}
""",
        )
    )


def applied(tree, *assignments):
    return apply_overrides(tree, parse_assignments(assignments)).data


def test_values_are_yaml(tree):
    found = plain_overrides(
        parse_assignments(["a=1e3", "b.c=no", "d=[1, x]", "e=null", "f=x=y", "g='7'", " h = true "])
    )
    assert found == {"a": 1000.0, "b.c": "no", "d": [1, "x"], "e": None, "f": "x=y", "g": "7", "h": True}


def test_an_override_replaces_one_leaf_and_nothing_else(tree):
    before = tree.data["run"]
    found = applied(tree, "run.weeks=26")
    assert found == {**tree.data, "run": {"weeks": 26}}
    assert before == {"weeks": 52}


def test_an_override_names_itself_as_the_place(tree):
    found = apply_overrides(tree, parse_assignments(["run.weeks=x", "run.new={a: [1]}"]))
    assert found.lines[("run", "weeks")] == Place("-p run.weeks")
    assert found.place(("run", "new", "a", 0)) == Place("-p run.new")


@pytest.mark.parametrize(
    ("assignment", "leaf"),
    [
        ("market.demand.trend=0.2", {"value": 0.2, "range": [0, 0.2], "source": "override"}),
        ("market.demand.trend=0.3", {"value": 0.3, "source": "override"}),
        ("market.demand.trend.value=0.05", {"value": 0.05, "range": [0, 0.2], "source": "override"}),
        (
            "market.demand.trend.range=[-1, 1]",
            {"value": 0.1, "range": [-1, 1], "se": 0.01, "source": "survey"},
        ),
        ("market.demand.trend={value: 7, range: [6, 8]}", {"value": 7, "range": [6, 8], "source": "override"}),
        ("market.demand.trend=null", None),
    ],
)
def test_a_quantity_keeps_what_still_holds(tree, assignment, leaf):
    assert applied(tree, assignment)["market"]["demand"]["trend"] == leaf


def test_a_bare_number_may_be_given_a_range(tree):
    assert applied(tree, "market.demand.bare.range=[4, 6]")["market"]["demand"]["bare"] == {"value": 5, "range": [4, 6]}
    assert applied(tree, "market.demand.bare.value=6")["market"]["demand"]["bare"]["value"] == 6


def test_items_and_every_key_can_be_addressed(tree):
    assert applied(tree, "market.demand.months.1=9")["market"]["demand"]["months"] == [1, 9, 3]
    assert applied(tree, "market.demand.months.*=0")["market"]["demand"]["months"] == [0, 0, 0]
    schemes = applied(tree, "schemes.*.budget=1.5")["schemes"]
    assert [scheme["budget"] for scheme in schemes.values()] == [1.5, 1.5]


@pytest.mark.parametrize("item", ["3", "-1", "first", "٢"])
def test_an_item_that_is_not_there_is_refused(tree, item):
    with pytest.raises(InputError, match=r"there is no item .* in market\.demand\.months, which has items 0 to 2"):
        applied(tree, f"market.demand.months.{item}=1")


def test_every_key_of_nothing_is_refused(tree):
    with pytest.raises(InputError, match="nothing stands where '\\*' is"):
        applied(tree, "sweeps.*.replications=1")


def test_a_key_that_does_not_exist_is_made_for_validation_to_refuse(tree):
    found = apply_overrides(tree, parse_assignments(["run.wekes=3", "schemes.c.budget=1"]))
    assert found.data["run"] == {"weeks": 52, "wekes": 3}
    assert found.data["schemes"]["c"] == {"budget": 1}
    assert found.place(("schemes", "c")) == Place("-p schemes.c.budget")


def test_later_ones_win_and_options_win_over_files(tree, write):
    one = write("one.yaml", "run: {weeks: 1, warm: 2}\nmarket.demand.bare: 1\n")
    two = write("two.yaml", "# c\nrun:\n  weeks: 3\nmarket:\n  demand: {trend: 0.15}\n  demand.months: [4]\n")
    found = parse_assignments(["market.demand.bare=7", "market.demand.bare=8"], [one, two])
    assert plain_overrides(found) == {
        "run.warm": 2,
        "run.weeks": 3,
        "market.demand.trend": 0.15,
        "market.demand.months": [4],
        "market.demand.bare": 8,
    }
    result = apply_overrides(tree, found)
    assert result.lines[("run", "weeks")] == Place(two, 3)
    assert result.data["market"]["demand"]["trend"]["source"] == "set in two.yaml"
    assert result.data["market"]["demand"]["trend"]["range"] == [0, 0.2]


def test_order_matters_where_one_key_lies_inside_another(tree):
    assert applied(tree, "run=null", "run.weeks=1")["run"] == {"weeks": 1}
    assert applied(tree, "run.weeks=1", "run=null")["run"] is None
    assert applied(tree, "run.weeks=1", "run=null", "run.weeks=2")["run"] == {"weeks": 2}


def test_mappings_are_laid_over_what_stands_there(tree):
    assert applied(tree, "schemes={a: {budget: 9}}")["schemes"] == {
        "a": {"budget": 9},
        "b": {"budget": 2, "people": "none"},
    }
    assert applied(tree, "schemes.a.new={}")["schemes"]["a"]["new"] == {}


@pytest.mark.parametrize(
    "assignment", ["run.weeks", "run.weeks=", "=5", "  =5", "run..weeks=1", ".run=1", "run.=1", ""]
)
def test_what_is_no_assignment_is_refused(assignment):
    with pytest.raises(InputError, match=r"expected KEY=VALUE|expected a dotted key"):
        parse_assignments([assignment])


@pytest.mark.parametrize(
    "value", ["[1", "!!python/name:os.system x", "{a: 1, a: 2}", "*a", "x\0", "\udcff", ".inf", "[" * 99]
)
def test_a_bad_value_is_refused_by_the_name_of_its_option(value):
    with pytest.raises(InputError) as caught:
        parse_assignments([f"run.weeks={value}"])
    (problem,) = caught.value.problems
    assert problem.where == "-p run.weeks"
    assert problem.line is None


def test_a_bad_file_is_refused(write, tmp_path):
    with pytest.raises(InputError, match="no such file"):
        parse_assignments([], [tmp_path / "none.yaml"])
    with pytest.raises(InputError, match="no mapping"):
        parse_assignments([], [write("list.yaml", "- 1\n")])
    with pytest.raises(InputError, match="dotted key"):
        parse_assignments([], [write("dots.yaml", "run..weeks: 1\n")])
    assert parse_assignments([], [write("nothing.yaml", "{}\n")]) == ()


def test_python_values_become_plain_ones():
    found = overrides_from(
        {"run": {"weeks": np.int64(26)}, "x.y": (np.float64(0.5), True), "start": date(2026, 1, 5), "n": None}
    )
    assert plain_overrides(found) == {"run.weeks": 26, "x.y": [0.5, True], "start": "2026-01-05", "n": None}
    assert type(found[0].value) is int
    assert overrides_from(plain_overrides(found)) == found


def test_python_values_that_are_not_plain_are_refused():
    endless: dict[str, object] = {}
    endless["a"] = endless
    for mapping in ({"a": object()}, {"a": float("nan")}, {"a": {1, 2}}, endless):
        with pytest.raises(InputError):
            overrides_from(mapping)


def test_a_list_where_no_list_may_stand_makes_a_grid(tree):
    found = parse_assignments(["run.weeks=[1, 2, 3]", "market.demand.scale=[0.9, 1.1]", "schemes.*.budget=2"])
    points = grid(found, tree, MODELS)
    assert len(points) == 6
    assert points[:3] == [
        {"run.weeks": 1, "market.demand.scale": 0.9},
        {"run.weeks": 1, "market.demand.scale": 1.1},
        {"run.weeks": 2, "market.demand.scale": 0.9},
    ]
    assert plain_overrides(without_grid(found, tree, MODELS)) == {"schemes.*.budget": 2}


@pytest.mark.parametrize(
    "assignment",
    [
        "market.demand.months=[1, 2]",
        "market.demand.pair=[1, 2]",
        "market.demand.scale.range=[1, 2]",
        "schemes.a.offers.x=[care]",
        "schemes.*.offers.x=[care]",
        "run.weeks=4",
    ],
)
def test_a_list_where_a_list_may_stand_is_a_value(tree, assignment):
    found = parse_assignments([assignment])
    assert grid(found, tree, MODELS) == []
    assert without_grid(found, tree, MODELS) == found


def test_a_list_that_the_tree_has_is_a_value_though_no_model_knows_it(tree):
    assert grid(parse_assignments(["market.demand.months=[1, 2]"]), tree, {}) == []


def test_whole_markets_and_every_scheme_make_a_grid(tree):
    assert len(grid(parse_assignments(["market=[china, null-market]"]), tree, MODELS)) == 2
    assert len(grid(parse_assignments(["schemes.*.budget=[1, 2]"]), tree, MODELS)) == 2


def test_a_grid_has_at_most_64_points(tree):
    eight = "[1,2,3,4,5,6,7,8]"
    assert len(grid(parse_assignments([f"run.weeks={eight}", f"run.warm={eight}"]), tree, MODELS)) == 64
    with pytest.raises(InputError, match="at most 64 points, found 8 x 8 x 2 = 128"):
        grid(parse_assignments([f"run.weeks={eight}", f"run.warm={eight}", "run.x=[1,2]"]), tree, MODELS)
    with pytest.raises(InputError, match="empty list"):
        grid(parse_assignments(["run.weeks=[]"]), tree, MODELS)


def test_what_extends_a_block_is_one_leaf(tree):
    (found,) = parse_assignments(["schemes.a.people={extends: forty, week: {admin: 0}}"])
    assert found.key == ("schemes", "a", "people")
    assert found.value == {"extends": "forty", "week": {"admin": 0}}
