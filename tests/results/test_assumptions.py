"""The assumptions table: every number with unit, range and source, each once."""

from __future__ import annotations

import sim
from sim.results.assumptions import COLUMNS, assumptions


def table_of(path, overrides=None):
    return assumptions(sim.load_playbook(path, overrides)).set_index("key")


def test_a_number_has_its_value_range_error_unit_and_source(tiny):
    market = {
        "extends": "tiny",
        "demand": {"leads_per_year": {"value": 400, "range": [300, 500], "se": 9, "source": "CRM"}},
    }
    path = tiny({"market": "ours"}, **{"markets/ours": market})
    table = assumptions(sim.load_playbook(path))
    assert list(table.columns) == COLUMNS
    row = table.set_index("key").loc["market.demand.leads_per_year"]
    assert (row["value"], row["low"], row["high"], row["se"], row["source"]) == (400, 300, 500, 9, "CRM")
    assert row["unit"] == "count a year"
    assert row["description"].startswith("Expected number")


def test_a_bare_number_says_that_it_has_no_source(tiny):
    row = table_of(tiny()).loc["market.stages.call.conversion"]
    assert (row["source"], row["unit"]) == ("stated without a source", "probability")


def test_numbers_in_lists_and_mappings_are_there_with_their_unit(tiny):
    table = table_of(tiny())
    assert table.loc["market.demand.weekday_factors.0", "value"] == 1.4
    assert table.loc["market.demand.weekday_factors.0", "unit"] == "ratio"
    assert table.loc["market.regions.north.share", "unit"] == "share"
    assert table.loc["market.stages.call.patience_hours", "unit"] == "business hours"


def test_what_schemes_share_stands_once_and_what_they_differ_in_for_each(tiny):
    path = tiny({"schemes": {"dear": {"extends": "today", "people": {"managers": {"salary_per_year": 90000}}}}})
    table = table_of(path)
    salaries = table[table.index.str.endswith("managers.salary_per_year")]
    assert salaries["value"].to_dict() == {
        "schemes.today.people.managers.salary_per_year": 73000,
        "schemes.dear.people.managers.salary_per_year": 90000,
    }
    assert sum(key.endswith("people.week.admin_share") for key in table.index) == 1


def test_a_mechanism_that_is_switched_off_has_no_numbers(tiny):
    table = table_of(tiny())
    assert "market.effects.context.lost_logit" in table.index
    assert not any(key.startswith("market.effects.learning") for key in table.index)


def test_an_override_is_said_to_be_one(tiny):
    market = {"extends": "tiny", "need_spread": {"value": 0.5, "range": [0, 1], "source": "a survey"}}
    path = tiny({"market": "ours"}, **{"markets/ours": market})
    row = table_of(path, {"market.need_spread": 0.7}).loc["market.need_spread"]
    assert (row["value"], row["low"], row["high"], row["source"]) == (0.7, 0, 1, "override")
