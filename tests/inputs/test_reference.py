"""The page of every key: it says of each what the models say."""

from __future__ import annotations

from pydantic import BaseModel

from sim.inputs.kinds import BLOCK_MODELS
from sim.inputs.models.playbook import Experiment as WholeExperiment
from sim.inputs.reference import ReferenceRow, model_reference, reference_page
from tests.inputs.test_schema import MODELS, Experiment, People


def test_the_table_tells_every_key_with_unit_bounds_default_range_and_source():
    assert model_reference(People) == [
        ReferenceRow("roles", "", "", "required", "", "", "Kinds of seats."),
        ReferenceRow("roles.<name>.salary", "money in the market's currency", ">= 0", "required", "", "", ""),
        ReferenceRow("roles.<name>.title", "", "", "none", "", "", ""),
        ReferenceRow("admin", "share", ">= 0, <= 1", "0.3", "0.2 to 0.4", "a survey", "Share of the week."),
        ReferenceRow("trend", "", "", "none", "", "", ""),
    ]


def test_the_table_tells_choices_and_plain_bounds():
    rows = {row.key: row for row in model_reference(Experiment)}
    assert rows["schemes.<name>.process.order"].bounds == "one of: first-come, value"
    assert rows["weeks"].bounds == ">= 4, <= 520"
    assert rows["schemes.<name>.process.steps"].default == "[1]"


def test_the_table_of_a_model_inside_itself_ends():
    class Tree(BaseModel):
        children: list[Tree] = []

    Tree.model_rebuild(_types_namespace={"Tree": Tree})
    assert [row.key for row in model_reference(Tree)] == ["children"]


def test_a_block_inside_another_file_has_its_table_once():
    keys = [row.key for row in model_reference(Experiment, [People])]
    assert "schemes.<name>.people" in keys
    assert not any(key.startswith("schemes.<name>.people.") for key in keys)
    page = reference_page(MODELS)
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## people",
        "## process",
        "## experiment",
    ]
    assert page.count("`roles.<name>.salary`") == 1
    row = "| `admin` | Share of the week. | share | >= 0, &lt;= 1 | 0.3 | 0.2 to 0.4 | a survey |"
    assert row in page


def test_every_row_of_the_page_has_every_column():
    class Odd(BaseModel):
        """One | two."""

        choice: str = "a|b"

    for page in (reference_page({"odd": Odd}), reference_page({"experiment": WholeExperiment, **BLOCK_MODELS})):
        rows = [line for line in page.splitlines() if line.startswith("|")]
        assert {line.replace("\\|", "").count("|") for line in rows} == {8}


def test_every_key_of_what_is_shipped_has_a_meaning():
    models = [WholeExperiment, *BLOCK_MODELS.values()]
    lacking = [row.key for model in models for row in model_reference(model) if not row.description]
    assert lacking == []
