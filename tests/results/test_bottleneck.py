"""One unit of relief: who comes, what that costs, and what it brings before its cost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import sim
from sim.results.bottleneck import bottleneck_of, bottlenecks
from sim.results.relief import LESS_EFFORT, relief_count, relief_variants, with_a_seat
from sim.results.variants import main_variants
from tests.builders import TEAM, merged, resolved
from tests.properties.whole_worlds import LINE, TWO_AREAS, organisation, rich_market

MARKET = rich_market()
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}


@pytest.fixture
def ready():
    return resolved(rich_market(), organisation({"sdr": 2, "ae": 5}, LINE, territory=TWO_AREAS))


def test_a_seat_joins_the_fullest_desk_and_knows_what_its_people_know(ready):
    more = with_a_seat(MARKET, ready, role="ae")
    old, new = ready.seats, more.seats[-1]
    coaching = [seat.coaching_hours for seat in more.seats]
    assert more.seats[:-1] == tuple(
        replace(seat, coaching_hours=hours) for seat, hours in zip(old, coaching[:-1], strict=True)
    )
    areas = [seat.territory for seat in old if seat.role == "ae"]
    assert new.territory == max(set(areas), key=areas.count)
    assert new.name not in {seat.name for seat in old}
    desk = [index for index, seat in enumerate(old) if (seat.role, seat.territory) == ("ae", new.territory)]
    assert more.experience[-1] == pytest.approx(ready.experience[desk].mean(axis=0))
    cost = new.salary_per_year + new.cost_per_year
    cost += (more.managers - ready.managers) * float(ready.scheme.people.managers.salary_per_year)
    assert more.fixed_cost_per_year == pytest.approx(ready.fixed_cost_per_year + cost)


def test_one_more_than_a_manager_can_lead_needs_another_and_until_then_coaching_is_divided_by_more():
    """A span of four, by territory: three in the south, four in the north."""
    market = rich_market({"coaching": {}})
    people = {"managers": {"coaching_hours": 6}}
    scheme = organisation({"rep": 7}, territory=TWO_AREAS)
    managers = scheme.people.managers.model_validate({**scheme.people.managers.model_dump(), **people["managers"]})
    scheme = scheme.model_copy(update={"people": scheme.people.model_copy(update={"managers": managers})})
    ready = resolved(market, scheme)
    heads = Counter(seat.territory for seat in ready.seats)
    assert heads == {"n": 4, "s": 3}
    given = {area: {seat.coaching_hours for seat in ready.seats if seat.territory == area} for area in heads}
    for area, more_managers in (("n", 1), ("s", 0)):
        more = with_a_seat(market, ready, territory=area)
        assert more.managers == ready.managers + more_managers
        (hours,) = {seat.coaching_hours for seat in more.seats if seat.territory == area}
        (before,) = given[area]
        assert hours == pytest.approx(before * (1 + more_managers) * heads[area] / (heads[area] + 1))
        assert [seat.coached_hours for seat in more.seats[:-1]] == [seat.coached_hours for seat in ready.seats]


def test_a_seat_for_a_territory_sits_there(ready):
    assert {with_a_seat(MARKET, ready, territory=area).seats[-1].territory for area in ("n", "s")} == {"n", "s"}
    with pytest.raises(ValueError, match="nobody has role"):
        with_a_seat(MARKET, ready, role="nobody")


def test_every_role_territory_and_stage_is_relieved_once(tiny):
    offices = {"office": {"region": "north", "heads": 5}, "far": {"region": "south", "heads": 4}}
    block = {"territory/areas": AREAS, "people/two": merged(TEAM, {"offices": offices})}
    changes = {"schemes": {"today": {"territory": "areas", "process": "two-roles"}}}
    playbook = sim.load_playbook(tiny(changes, **block))
    main = main_variants(playbook)[0]
    variants = {variant.key: variant for variant in relief_variants(playbook, main, "today", 3)}
    relieved = ["role sdr", "role ae", "territory n", "territory s", "stage call", "stage close"]
    assert set(variants) == {f"relief {name}" for name in relieved}
    assert len(variants) == relief_count(playbook, "today")
    assert {tuple(variant.schemes) for variant in variants.values()} == {("today",)}
    stages = variants["relief stage call"].market.stages
    assert float(stages["call"].effort_hours) == pytest.approx(
        LESS_EFFORT * float(playbook.market.stages["call"].effort_hours)
    )
    assert stages["close"] == playbook.market.stages["close"]
    assert len(variants["relief role sdr"].schemes["today"].seats) == len(main.schemes["today"].seats) + 1


def test_what_relief_brings_is_paired_and_told_before_its_cost():
    main = pd.Series([10.0, 20.0, 30.0])
    samples = {
        "main": main,
        "relief role ae": pd.Series([9.0, 21.0, 29.0]),
        "relief stage call": pd.Series([11.0, 21.0, 31.0]),
    }
    paid = {
        "main": pd.Series([50.0, 60.0, 70.0]),
        "relief role ae": pd.Series([55.0, 66.0, 74.0]),
        "relief stage call": pd.Series([50.0, 60.0, 73.0]),
    }
    table = bottlenecks(samples, paid, 0.95).set_index("item")
    # Contribution -1, +1, -1; what is paid +5, +6, +4.
    assert table.loc["ae", ["brings", "costs", "left"]].tolist() == pytest.approx([5 - 1 / 3, 5, -1 / 3])
    assert table.loc["call", ["brings", "costs", "left", "left_low", "left_high"]].tolist() == [2, 1, 1, 1, 1]
    for column, values in (("brings", [4, 7, 3]), ("left", [-1, 1, -1])):
        high = {"brings": "high", "left": "left_high"}[column]
        half = 4.302653 * np.std(values, ddof=1) / np.sqrt(3)
        assert table.loc["ae", high] - table.loc["ae", column] == pytest.approx(half, rel=1e-5)
    assert list(table.index) == ["ae", "call"], "most valuable first"


@pytest.mark.parametrize(("main", "relieved"), [(3, 2), (2, 3)])
def test_only_replications_that_both_played_are_paired(main, relieved):
    before, after = pd.Series([10.0, 20.0, 60.0][:main]), pd.Series([14.0, 26.0, -500.0][:relieved])
    nothing = {"main": before * 0, "relief role ae": after * 0}
    row = bottlenecks({"main": before, "relief role ae": after}, nothing, 0.95).iloc[0]
    assert (row["brings"], row["n"]) == (5, 2)


def test_who_brings_nothing_brings_nothing_whatever_the_last_digit_of_large_amounts():
    main, cost = pd.Series([1e8 + 0.1, 2e8 + 0.3]), 195_000.7
    samples = {"main": main, "relief territory far": main - cost}
    paid = {"main": pd.Series([0.1, 0.7]), "relief territory far": pd.Series([0.1 + cost, 0.7 + cost])}
    assert ((samples["relief territory far"] - main + cost) != 0).any()
    row = bottlenecks(samples, paid, 0.95).iloc[0]
    assert row[["brings", "low", "high"]].tolist() == [0, 0, 0]
    assert row["left"] == pytest.approx(-cost)


def test_the_variable_pay_of_what_is_added_is_cost_and_not_less_brought(tiny, tmp_path):
    """What a seat brings is gross margin less travel, whatever the plan pays for it."""
    found = []
    for target in (0, 50_000):
        pay = {
            "target_revenue_per_year": 10_000,
            "roles": {"rep": {"target_pay_per_year": target}},
            "tiers": [{"attainment_from": 0, "rate": 1}],
        }
        changes = {
            "also": {"bottleneck_replications": 2},
            "schemes": {"today": {"incentives": "flat"}, "line": {"incentives": None}},
        }
        path = tiny(changes, name=f"paid-{target}", **{"incentives/flat": pay})
        busy = sim.load_playbook(path, {"market.demand.scale": 20})
        run = sim.run(busy, out=tmp_path / f"run-{target}", workers=1)
        found.append(bottleneck_of(run).set_index(["kind", "item"]).sort_index())
    free, paid = found
    pd.testing.assert_frame_equal(free[["brings", "low", "high"]], paid[["brings", "low", "high"]], rtol=1e-9)
    assert (free["costs"] != paid["costs"]).any()


def test_a_playbook_that_asks_for_it_gets_the_table(tiny, tmp_path):
    playbook = sim.load_playbook(tiny({"also": {"bottleneck_replications": 2}}))
    table = bottleneck_of(sim.run(playbook, out=tmp_path / "run", workers=1))
    assert set(table["kind"]) == {"role", "stage"}
    assert table.loc[table["kind"] == "role", "costs"].tolist() == pytest.approx([36_500.0], rel=1e-2)
    assert table["n"].tolist() == [2, 2, 2]
