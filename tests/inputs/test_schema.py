"""JSON Schemas for editors."""

from __future__ import annotations

import json
from typing import Literal

import pytest
from jsonschema import Draft202012Validator
from pydantic import BaseModel, ConfigDict, Field

from sim.inputs.quantity import Money, Quantity, Share, q
from sim.inputs.schema import schemas
from sim.inputs.text import Text


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Role(Strict):
    salary: Money
    title: Text | None = None


class People(Strict):
    roles: dict[str, Role] = Field(min_length=1, description="Kinds of seats.")
    admin: Share = Field(q(0.3, 0.2, 0.4, "a survey"), description="Share of the week.")
    trend: Quantity | None = None


class Process(Strict):
    order: Literal["first-come", "value"] = "value"
    steps: list[Share] = Field([q(1)], description="Steps.")


class Scheme(Strict):
    people: People
    process: Process | None = None
    training: None = None
    title: Text | None = None


class Experiment(Strict):
    baseline: str
    schemes: dict[str, Scheme]
    weeks: int = Field(52, ge=4, le=520)


MODELS = {"people": People, "process": Process, "experiment": Experiment}
PEOPLE = {"roles": {"rep": {"salary": 1}}}


def valid(kind: str, data: object) -> bool:
    return Draft202012Validator(schemas(MODELS)[kind]).is_valid(data)


def test_every_schema_is_a_schema_of_the_draft_it_names():
    for schema in schemas(MODELS).values():
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)
        assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize(
    ("change", "right"),
    [
        ({"admin": 0.5}, True),
        ({"admin": {"value": 0.5, "range": [0, 1], "source": "x"}}, True),
        ({"admin": 1.5}, False),
        ({"admin": {"value": 1.5}}, False),
        ({"admin": {"value": 1, "range": [0, 2]}}, False),
        ({"admin": {"range": [0, 1]}}, False),
        ({"admin": "high"}, False),
        ({"trend": -4}, True),
        ({"trend": {"value": -4}}, True),
        ({"trend": None}, True),
        ({"roles": {"rep": {"salary": 1, "title": "Rep"}}}, True),
        ({"roles": {"rep": {"salary": 1, "title": {"en": "Rep", "zh": "销售"}}}}, True),
        ({"roles": {"rep": {"salary": 1, "title": 5}}}, False),
        ({"roles": {}}, False),
        ({"roles": {"rep": {}}}, False),
        ({"unknown": 1}, False),
    ],
)
def test_a_block_is_checked_as_its_model_checks_it(change, right):
    assert valid("people", PEOPLE | change) is right


def test_a_block_that_extends_may_leave_anything_out_but_invent_nothing():
    assert not valid("people", {"admin": 0.1})
    assert valid("people", {"extends": "forty", "admin": 0.1})
    assert valid("people", {"extends": "forty", "roles": {"rep": {"title": "x", "salary": None}}})
    assert not valid("people", {"extends": "forty", "roles": {"rep": None}})
    assert valid("people", {"extends": "forty", "trend": {"range": [0, 1]}, "roles": {}})
    assert not valid("people", {"extends": "forty", "admni": 0.1})
    assert not valid("people", {"extends": "forty", "roles": {"rep": {"salry": 1}}})
    assert not valid("people", {"extends": "forty", "admin": 7})
    assert not valid("people", {"extends": ["forty"]})


@pytest.mark.parametrize(
    ("scheme", "right"),
    [
        ({"people": "forty", "process": "none"}, True),
        ({"extends": "today", "process": {"extends": "line", "order": "value"}}, True),
        ({"extends": "today", "people": {"admin": 0.1}}, True),
        ({"process": None, "training": "none"}, True),
        ({"training": None}, True),
        ({"training": "course"}, False),
        ({"people": 5}, False),
        ({"people": ["forty"]}, False),
        ({"process": {"order": "random"}}, False),
        ({"procss": "line"}, False),
    ],
)
def test_a_lever_is_a_name_none_or_a_part_of_a_block(scheme, right):
    assert valid("experiment", {"baseline": "a", "schemes": {"a": scheme}}) is right


def test_an_experiment_extends_nothing_and_needs_its_keys():
    assert not valid("experiment", {"schemes": {}})
    assert not valid("experiment", {"extends": "x", "baseline": "a", "schemes": {}})
    assert not valid("experiment", {"baseline": "a", "schemes": {}, "weeks": 3})
