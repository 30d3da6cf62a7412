"""Regional teams that can't be are refused before anything runs, with file, line and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import sim
from sim.floor.resolving.align import aligned
from sim.floor.resolving.workload import planning_table
from sim.inputs.errors import InputError
from tests.builders import one_stage_market, resolved, scheme_of, seats
from tests.inputs.test_cross_checks import load, write

ROLES = {"work": "rep"}


def of_people(folder: Path, named: list[dict[str, Any]], **managers: Any) -> list[tuple[str, str | None]]:
    people = {"seats": named, "offices": {"office": {"heads": len(named)}}, "managers": managers}
    found = load(folder, "experiment.yaml", {"schemes": {"today": {"people": people}}})
    assert all(problem.where == folder / "experiment.yaml" and problem.line for problem in found)
    return [(problem.message, problem.hint) for problem in found]


def team(**managers: str) -> list[dict[str, Any]]:
    roles = {"a": "sdr", "b": "ae", "c": "ae"}
    return [
        {"name": name, "role": role, "office": "office", **({"manager": managers[name]} if name in managers else {})}
        for name, role in roles.items()
    ]


def test_a_circle_of_managers_is_told_once(tmp_path):
    found = of_people(tmp_path, team(a="b", b="c", c="a"))
    assert [said for said, _ in found] == ["'a' reports to 'b' reports to 'c' reports to 'a': managers in a circle"]


def test_nobody_is_her_own_manager(tmp_path):
    found = of_people(tmp_path, team(b="b"))
    assert [said for said, _ in found] == ["'b' reports to 'b': managers in a circle"]


def test_a_manager_who_is_not_among_those_named_is_told_with_the_nearest_name(tmp_path):
    found = of_people(tmp_path, team(a="Zhao Lie", b="Zhao Lei", c="b"), names=["Zhao Lei", "Lin Tao"])
    assert found == [("there is no manager 'Zhao Lie'", "did you mean 'Zhao Lei'?")]


def test_chains_without_a_circle_and_managers_from_outside_are_fine(tmp_path):
    changes = {"people": {"seats": team(a="b", b="c", c="Zhao Lei"), "offices": {"office": {"heads": 3}}}}
    sim.load_playbook(write(tmp_path, "experiment.yaml", {"schemes": {"today": changes}}).parent)


def test_a_manager_with_a_seat_is_paid_for_the_seat_alone():
    def managers(**of):
        named = [seat | ({"manager": of[seat["name"]]} if seat["name"] in of else {}) for seat in seats("a", "b", "c")]
        return resolved(one_stage_market(), scheme_of(named, ROLES)).managers

    assert managers(a="zoe", b="zoe", c="zoe") == 1
    assert managers(a="c", b="c") == 0
    assert managers(a="c", b="zoe", c="zoe") == 1


TWO = {"north-only": {"regions": ["north"]}, "south-only": {"regions": ["south"]}}


@pytest.mark.parametrize(
    ("territory", "people", "said"),
    [
        ({"territories": TWO}, {}, ["nobody works in the territory 'south-only'"]),
        (
            {"territories": TWO, "heads": "by-workload"},
            {"offices": {"office": {"heads": 1}}},
            ["1 people for 2 territories: some would have nobody"],
        ),
        (
            {"territories": TWO},
            {"seats": team(), "offices": {"office": {"heads": 3}}},
            ["nobody works in the territory 'south-only'"],
        ),
    ],
)
def test_a_territory_in_which_nobody_works_is_refused(tmp_path, territory, people, said):
    changes = {"schemes": {"today": {"territory": territory, **({"people": people} if people else {})}}}
    found = load(tmp_path, "experiment.yaml", changes)
    assert [problem.message for problem in found] == said
    assert all(problem.where == tmp_path / "experiment.yaml" and problem.line for problem in found)


def test_a_rule_that_makes_a_territory_in_which_nobody_lives_is_refused():
    market = one_stage_market()
    scheme = scheme_of({"rep": 1}, ROLES, territory={"align": {"rule": "count", "into": 2}})
    people = scheme.people.model_copy(update={"heads": None})
    with pytest.raises(InputError, match="makes a territory of south, where nobody lives"):
        aligned(market, scheme.model_copy(update={"people": people}), planning_table(market))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"need_spread": -1}, "expected at least 0"),
        ({"regions": {"north": {"needs": None}}}, "needs"),
        ({"tiers": {"high": {"needs": {"prise": 1}}}}, "prise"),
        ({"tiers": {"high": {"needs": {"price": "much"}}}}, "price"),
        ({"regions": {"north": {"rivals": -1}}}, "expected at least 0"),
        ({"effects": {"coaching": {"half_hours": 0}}}, "expected more than 0"),
        ({"effects": {"absence": {"sick_spells_per_year": -1}}}, "expected at least 0"),
        ({"effects": {"turnover": {"base_per_year": -1}}}, "expected at least 0"),
        ({"effects": {"turnover": {"relationship_lost": 2}}}, "expected at most 1"),
        (
            {"effects": {"absence": {"vacancies_per_year": 0.3}, "turnover": {}}},
            "as people leave: expected one of them",
        ),
        ({"effects": {"absence": {}, "turnover": {}}}, "posts fall vacant 0.2 times a year here"),
    ],
)
def test_needs_and_regional_figures_that_cannot_be_are_refused(tmp_path, changes, said):
    found = load(tmp_path, "params/markets/small.yaml", changes)
    assert len(found) == 1
    assert said in f"{found[0].key} {found[0].message}"
    assert found[0].line


@pytest.mark.parametrize(
    "effects",
    [
        {"absence": {"vacancies_per_year": 0}, "turnover": {}},
        {"absence": {"vacancies_per_year": 0.3}, "turnover": {"enabled": False}},
        {"absence": {"enabled": False, "vacancies_per_year": 0.3}, "turnover": {}},
    ],
)
def test_posts_that_fall_vacant_in_one_way_alone_are_fine(tmp_path, effects):
    write(tmp_path, "params/markets/small.yaml", {"effects": effects})
    assert sim.load_playbook(tmp_path).market.effects.turnover is not None


@pytest.mark.parametrize(
    ("hiring", "said"),
    [
        ({"delay_weeks": 0}, "expected more than 0"),
        ({"ramp_start_share": 0}, "expected more than 0"),
        ({"roles": {"rap": {"ramp_weeks": 3}}}, "hiring speaks of role 'rap', expected one of: rep"),
        ({"ramp_week": 3}, "ramp_weeks"),
    ],
)
def test_hiring_that_cannot_be_is_refused(tmp_path, hiring, said):
    found = load(tmp_path, "experiment.yaml", {"schemes": {"today": {"people": {"hiring": hiring}}}})
    assert len(found) == 1
    assert said in f"{found[0].message} {found[0].hint}"
    assert found[0].line


def test_offers_cannot_be_of_negative_strength(tmp_path):
    found = load(tmp_path, "params/products/ours.yaml", {"offers": {"standard": {"price": -0.1}}})
    assert [problem.message for problem in found] == ["expected at least 0 share, found -0.1"]
