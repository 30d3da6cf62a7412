"""From trees to models: every mistake with its file, line and key, in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.inputs.blocks import compose_schemes, load_block
from sim.inputs.errors import InputError
from sim.inputs.overrides import apply_overrides, parse_assignments
from sim.inputs.quantity import Hours, Quantity, Share, q
from sim.inputs.text import Text
from sim.inputs.tree import Place, Tree
from sim.inputs.validation import validate
from sim.inputs.yaml_tree import load_tree


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Pull(Strict):
    kind: Literal["pull"]
    cap: int = Field(1, ge=1, le=9)


class Push(Strict):
    kind: Literal["push"]
    weight: Share = q(0.5)


class Stage(Strict):
    effort_hours: Hours
    conversion: Share
    title: Text | None = None


class Process(Strict):
    stages: dict[str, Stage] = Field(default={}, min_length=1)
    routing: Annotated[Pull | Push, Field(discriminator="kind")] | None = None
    loose: Pull | Push | None = None
    order: Literal["first-come", "value"] = "first-come"
    weeks: int = 52
    on: bool = False
    start: date = date(2026, 1, 5)
    names: list[str] = Field([], max_length=2)
    pair: tuple[float, float] | None = None
    level: Share | list[Share] = q(0.5)
    currency: str = Field("CNY", pattern="^[A-Z]{3}$")
    short: Annotated[str, Field(min_length=2)] = "ab"
    plain: Quantity | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Process:
        if self.weeks == 13:
            raise ValueError("weeks can't be 13, found 13")
        return self


STAGES = "stages:\n  call: {effort_hours: 1, conversion: 0.4}\n"


def complaints(write, text, model=Process, prefix=()):
    with pytest.raises(InputError) as caught:
        validate(model, load_tree(write("block.yaml", text)), prefix)
    return [(problem.line, problem.key, problem.message, problem.hint) for problem in caught.value.problems]


def complaint(write, text):
    (found,) = complaints(write, STAGES + text)
    return found


def test_what_is_right_becomes_the_model(write):
    text = """\
stages:
  call: {effort_hours: {value: 1.5, range: [1, 2], source: me}, conversion: 0.4, title: 电话}
routing: {kind: push, weight: 1}
loose: {kind: pull, cap: 3}
weeks: 26.0
on: true
start: 2026-03-02
pair: [1, 2.5]
level: [0.1, {value: 0.2}]
"""
    model = validate(Process, load_tree(write("block.yaml", text)))
    assert model.stages["call"].effort_hours == Quantity(value=1.5, range=(1, 2), source="me")
    assert model.stages["call"].title.of("en") == "电话"
    assert (model.routing, model.loose) == (
        Push(kind="push", weight=q(1).model_copy(update={"source": None})),
        Pull(kind="pull", cap=3),
    )
    assert (model.weeks, model.on, model.start, model.pair) == (26, True, date(2026, 3, 2), (1.0, 2.5))
    assert [float(level) for level in model.level] == [0.1, 0.2]


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ("weeks: 5.5", "weeks", "expected a whole number, found 5.5"),
        ("weeks: many", "weeks", "expected a whole number, found text 'many'"),
        ("weeks: '52'", "weeks", "expected a whole number, found text '52'"),
        ("weeks: true", "weeks", "expected a whole number, found true"),
        ("weeks: null", "weeks", "expected a whole number, found nothing (null)"),
        ("weeks: [1]", "weeks", "expected a whole number, found a list of 1"),
        ("weeks: {a: 1}", "weeks", "expected a whole number, found a mapping"),
        ("on: yes", "on", "expected true or false, found text 'yes'"),
        ("on: 1", "on", "expected true or false, found 1"),
        ("on: 'true'", "on", "expected true or false, found text 'true'"),
        ("start: 20260105", "start", "expected a date such as 2026-01-05, found 20260105"),
        ("start: 86400", "start", "expected a date such as 2026-01-05, found 86400"),
        ("start: 5 January", "start", "expected a date such as 2026-01-05, found text '5 January'"),
        ("start: 2026-02-30", "start", "expected a date such as 2026-01-05, found text '2026-02-30'"),
        ("currency: 5", "currency", "expected text, found 5"),
        ("currency: yuan", "currency", "expected text that matches ^[A-Z]{3}$, found text 'yuan'"),
        ("short: a", "short", "expected at least 2 characters, found 1"),
        ("names: east", "names", "expected a list, found text 'east'"),
        ("names: [a, b, c]", "names", "expected at most 2 items, found 3"),
        ("names: [a, 5]", "names.1", "expected text, found 5"),
        ("pair: [1]", "pair", "expected more items than the 1 found"),
        ("pair: [1, 2, 3]", "pair", "expected at most 2 items, found 3"),
        ("plain: x", "plain", "expected a number, or a mapping of value, range and source, found text 'x'"),
        ("plain: true", "plain", "expected a number, found true or false"),
        ("plain: {value: '5'}", "plain.value", "expected a number, found text '5'"),
        ("plain: {value: 1, range: [0, true]}", "plain", "expected two numbers as range, found [0, True]"),
        ("plain: {value: 1, range: ['0', 2]}", "plain", "expected two numbers as range, found ['0', 2]"),
        ("plain: {value: 5, range: [1, 2]}", "plain", "value 5 lies outside its own range [1.0, 2.0]"),
        ("plain: {value: 1, range: [2, 0]}", "plain", "the range [2, 0] runs backwards, expected low, then high"),
        ("plain: {value: 1, se: -1}", "plain.se", "expected at least 0.0, found -1"),
        ("plain: {range: [1, 2]}", "plain", "missing key 'value'"),
        ("plain: [1]", "plain", "expected a number, or a mapping of value, range and source, found a list of 1"),
        ("level: 1.5", "level", "expected at most 1 share, found 1.5"),
        ("level: [0.5, -1]", "level.1", "expected at least 0 share, found -1"),
        ("level: {value: 1, rnge: [0, 1]}", "level.rnge", "unknown key 'rnge'"),
        ("level: x", "level", "expected a number, or a mapping of value, range and source or a list, found text 'x'"),
        ("routing: {kind: pull, cap: 0}", "routing.cap", "expected at least 1, found 0"),
        ("routing: {kind: pul}", "routing", "expected kind to be one of: pull, push, found 'pul'"),
        ("routing: {cap: 3}", "routing", "missing key 'kind'"),
        ("routing: {kind: push, wieght: 1}", "routing.wieght", "unknown key 'wieght'"),
        ("routing: pull", "routing", "expected a mapping, found text 'pull'"),
        ("loose: {kind: push, weight: 2}", "loose.weight", "expected at most 1 share, found 2"),
        ("loose: {kind: push, wieght: 1}", "loose.wieght", "unknown key 'wieght'"),
        ("loose: 3", "loose", "expected a mapping, found 3"),
        ("weeks: 13", None, "weeks can't be 13, found 13"),
    ],
)  # fmt: skip
def test_a_wrong_value_says_what_was_found_and_expected(write, text, key, message):
    line, found_key, found_message, _ = complaint(write, text)
    assert (found_key, found_message) == (key, message)
    assert line == (1 if key is None else 3)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("weekss: 5", "did you mean 'weeks'?"),
        ("routing: {kind: push, wieght: 1}", "did you mean 'weight'?"),
        ("loose: {kind: push, caps: 1}", "valid: kind, weight"),
        ("order: valeu", "did you mean 'value'?"),
        ("routing: {kind: pul}", "did you mean 'pull'?"),
        ("plain: 20 %", "write a share, not a percentage: 0.2"),
        ("plain: {value: 1, sorce: x}", "did you mean 'source'?"),
        ("weeks: x", None),
    ],
)
def test_the_nearest_valid_choice_of_that_very_model_is_named(write, text, hint):
    assert complaint(write, text)[3] == hint


def test_every_problem_is_told_at_once_in_order_of_lines(write):
    found = complaints(
        write,
        """\
stages:
  call:
    effort_hours: -1
    conversion: 0.4
    titel: x
  close:
    effort_hours: {value: 1, range: [2, 3]}
order: random
nonsense: 1
""",
        prefix=("schemes", "today", "process"),
    )
    root = "schemes.today.process"
    assert [(line, key) for line, key, _, _ in found] == [
        (3, f"{root}.stages.call.effort_hours"),
        (5, f"{root}.stages.call.titel"),
        (6, f"{root}.stages.close"),
        (7, f"{root}.stages.close.effort_hours"),
        (8, f"{root}.order"),
        (9, f"{root}.nonsense"),
    ]
    assert found[2][2] == "missing key 'conversion'"


@pytest.mark.parametrize("title", ["5", "[a]", "{en: 5}", "{de: x}", "{}"])
def test_a_text_is_a_string_or_english_and_chinese(write, title):
    text = f"stages:\n  call:\n    effort_hours: 1\n    conversion: 0.4\n    title: {title}\n"
    (line, key, _, _), *others = complaints(write, text)
    assert line == 5
    assert key.startswith("stages.call.title")
    assert not others


def test_a_missing_key_at_the_top_names_the_file(write):
    class Needy(Strict):
        market: str

    assert complaints(write, "{}", Needy) == [(1, None, "missing key 'market'", None)]


def test_an_error_points_to_the_file_that_set_the_key(write, tmp_path):
    block = write("params/process/base.yaml", STAGES + "weeks: 5\n")
    child = write("params/process/child.yaml", "extends: base\nstages:\n  call:\n    conversion: 4\n")
    write("params/process/child2.yaml", "extends: child\nweeks: 6\n")
    with pytest.raises(InputError) as caught:
        validate(Process, load_block("process", "child2", [tmp_path / "params"]))
    (problem,) = caught.value.problems
    assert (problem.where, problem.line) == (child, 4)
    assert block != child


def test_an_option_is_named_without_repeating_its_key(write):
    tree = load_tree(write("a.yaml", STAGES))
    with pytest.raises(InputError) as caught:
        validate(Process, apply_overrides(tree, parse_assignments(["weeks=x", "stages.*.conversin=1"])))
    assert str(caught.value).splitlines() == [
        "-p stages.*.conversin: stages.call.conversin: unknown key 'conversin' (did you mean 'conversion'?)",
        "-p weeks: expected a whole number, found text 'x'",
    ]


def test_a_mistake_in_a_block_that_many_schemes_choose_is_told_once(write, tmp_path):
    class Scheme(Strict):
        process: Process

    class Experiment(Strict):
        schemes: dict[str, Scheme]

    write("params/process/bad.yaml", STAGES + "wekes: 5\n")
    tree = load_tree(write("e.yaml", "schemes:\n  a: {process: bad}\n  b: {extends: a}\n  c: {process: bad}\n"))
    for name, scheme in compose_schemes(tree.at("schemes"), [tmp_path / "params"], ["process"]).schemes.items():
        tree = tree.put(("schemes", name), scheme)
    with pytest.raises(InputError) as caught:
        validate(Experiment, tree)
    (problem,) = caught.value.problems
    assert (problem.key, problem.line) == ("schemes.a.process.wekes", 3)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Process.model_fields, "value", "range", "kind", "cap", "call"]), inner)
    ),
    max_leaves=12,
)


@given(data=st.dictionaries(st.sampled_from([*Process.model_fields, "odd"]), PLAIN))
def test_any_data_is_a_model_or_a_list_of_problems_in_the_file(data):
    place = Place(Path("any.yaml"), 1)
    try:
        validate(Process, Tree(data, {(): place}))
    except InputError as error:
        assert error.problems
        assert all(problem.where == place.where and "Input" not in problem.message for problem in error.problems)


def test_a_union_of_a_name_and_a_model_explains_the_one_that_was_meant(write):
    class Choice(Strict):
        process: str | Pull

    assert complaints(write, "process: {kind: pull, cap: x}", Choice)[0][1:3] == (
        "process.cap",
        "expected a whole number, found text 'x'",
    )
    assert complaints(write, "process: 5", Choice)[0][2] == "expected text or a mapping, found 5"
