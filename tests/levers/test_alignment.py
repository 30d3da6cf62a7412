"""Units dealt to territories by count and by balance, against brute force."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sim.floor.resolving.align import aligned
from sim.floor.resolving.workload import planning_table
from sim.inputs.models.market import Market
from sim.levers.alignment import by_balance, by_count
from tests.builders import WORLD, scheme_of, seats, stage


def test_by_count_cuts_the_order_into_runs_longer_ones_first():
    assert by_count("abcdefg", 3) == [["a", "b", "c"], ["d", "e"], ["f", "g"]]
    assert by_count("ab", 2) == [["a"], ["b"]]


def test_by_balance_gives_the_heaviest_to_the_lightest():
    assert by_balance({"a": 3, "b": 5, "c": 2, "d": 4}, 2) == [["b", "c"], ["a", "d"]]
    assert by_balance({"a": 0, "b": 0, "c": 0}, 3) == [["a"], ["b"], ["c"]], "nobody is left without a unit"


loads = st.lists(st.floats(0, 100), min_size=2, max_size=7)


@given(loads, st.integers(2, 3))
def test_every_unit_is_dealt_once_and_no_territory_exceeds_grahams_bound(load, territories):
    workload = {str(index): value for index, value in enumerate(load)}
    dealt = by_balance(workload, territories)
    assert sorted(unit for group in dealt for unit in group) == sorted(workload)
    heaviest = max(sum(workload[unit] for unit in group) for group in dealt)
    best = min(
        max(
            sum(value for value, owner in zip(load, owners, strict=True) if owner == which)
            for which in range(territories)
        )
        for owners in product(range(territories), repeat=len(load))
    )
    assert heaviest <= best * (4 / 3 - 1 / (3 * territories)) + 1e-9


def test_balance_is_of_hours_and_not_of_leads():
    regions = {
        "west": {"share": 0.4},
        "east": {"share": 0.4},
        "hills": {"share": 0.2, "effort_factor": 5},
    }
    document = {**WORLD, "regions": regions, "stages": {"work": stage()}}
    market = Market.model_validate(document)
    people = {"offices": {"office": {"region": "west", "heads": 1}, "high": {"region": "hills", "heads": 1}}}
    for rule, expected in (("balance", [["hills"], ["west", "east"]]), ("count", [["west", "east"], ["hills"]])):
        territory = {"align": {"rule": rule, "into": 2}}
        scheme = scheme_of([*seats("a"), *seats("b", office="high")], {"work": "rep"}, people, territory=territory)
        made = aligned(market, scheme, planning_table(market)).territory
        assert made is not None
        assert [list(item.regions) for item in made.territories.values()] == expected
        assert tuple(made.territories) == ("area-1", "area-2")


def test_the_order_of_units_decides_only_between_equals():
    assert by_balance({"a": 1, "b": 1, "c": 9}, 2) == [["c"], ["a", "b"]]
