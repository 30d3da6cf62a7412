"""Every number of a pay plan is described in Chinese too, and so is every source and unit of a shipped plan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from sim.inputs.blocks import block_files, load_block
from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.models import pay
from sim.inputs.places import shipped
from sim.inputs.validation import validate
from sim.report.words.assumptions_zh import in_chinese
from sim.results.assumptions import _rows, _unit, _unit_of

MODELS = [item for item in vars(pay).values() if isinstance(item, type) and issubclass(item, BaseModel)]
PARAMS = shipped("params")
PLANS = list(block_files("incentives", [PARAMS]))


def described() -> Iterator[tuple[str, str]]:
    """Description and unit of everything that has a unit."""
    for model in MODELS:
        for name, info in model.model_fields.items():
            unit = _unit(info.metadata) or _unit_of(info.annotation)
            if unit:
                yield info.description or f"{model.__name__}.{name}", unit


@pytest.mark.parametrize(("description", "unit"), sorted(set(described())))
def test_a_number_of_a_pay_plan_and_its_unit_are_in_chinese(description, unit):
    assert in_chinese(description) != description
    assert in_chinese(unit) != unit


@pytest.mark.parametrize("name", PLANS)
def test_every_source_of_a_shipped_plan_is_in_chinese(name):
    plan = validate(BLOCK_MODELS["incentives"], load_block("incentives", name, [PARAMS]))
    sources = {row[6] for row in _rows(plan, name)}
    assert {source for source in sources if in_chinese(source) == source} == set()
