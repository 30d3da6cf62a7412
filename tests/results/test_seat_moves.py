"""One seat moved between neighbouring roles: one person and that person's pay change, and nothing else."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

import sim
from sim.inputs.models.playbook import Scheme
from sim.results.seat_moves import SEAT_MOVED, move_count, moved_roles, seat_moves, with_a_seat_moved
from sim.results.variants import main_variants
from tests.builders import TEAM, merged, resolved, stage
from tests.properties.whole_worlds import BY_SIZE, PEOPLE, STAGES, TWO_AREAS, rich_market
from tests.results.conftest import BLOCKS

LINE = dict(zip(STAGES, ("sdr", "ae", "se"), strict=True))


PAY = {"sdr": 20_000.0, "ae": 36_500.0, "se": 50_007.0}


def line(heads, **levers):
    """An organisation of three roles whose seats cost what PAY says."""
    roles = {
        "sdr": {"salary_per_year": 20_000},
        "ae": {"salary_per_year": 36_500},
        "se": {"salary_per_year": 50_000, "seat_cost_per_year": 7},
    }
    process = {"roles": LINE, **levers.pop("process", {})}
    people = merged(merged(TEAM, PEOPLE), {"roles": roles, "heads": heads})
    scheme = Scheme.model_validate({"people": people, "process": process, **levers})
    return resolved(rich_market(), scheme)


@pytest.mark.parametrize(("giver", "taker"), [("sdr", "ae"), ("ae", "sdr"), ("ae", "se"), ("se", "ae")])
@pytest.mark.parametrize("levers", [{}, {"territory": TWO_AREAS}, {"segmentation": BY_SIZE}])
def test_one_person_changes_role_and_pay_and_keeps_everything_else(giver, taker, levers):
    ready = line({"sdr": 4, "ae": 5, "se": 4}, **levers)
    moved = with_a_seat_moved(rich_market(), ready, giver, taker)
    ((before, after),) = [pair for pair in zip(ready.seats, moved.seats, strict=True) if pair[0] != pair[1]]
    assert (before.role, after.role) == (giver, taker)
    kept = ("name", "office", "number", "home")
    assert all(getattr(before, field) == getattr(after, field) for field in kept)
    assert after.salary_per_year + after.cost_per_year == PAY[taker]
    assert moved.fixed_cost_per_year - ready.fixed_cost_per_year == pytest.approx(PAY[taker] - PAY[giver])
    assert moved.experience is ready.experience
    assert (before.team, before.territory) == (after.team, after.territory)


def test_the_seat_leaves_the_fullest_desk_so_that_none_is_left_empty():
    ready = line({"sdr": 2, "ae": 4, "se": 2}, territory=TWO_AREAS)
    desks = Counter((seat.role, seat.territory) for seat in ready.seats)
    moved = with_a_seat_moved(rich_market(), ready, "ae", "se")
    after = Counter((seat.role, seat.territory) for seat in moved.seats)
    fullest = max((desk for desk in desks if desk[0] == "ae"), key=desks.__getitem__)
    assert desks - after == Counter({fullest: 1})
    assert set(after) >= set(desks)


def test_a_role_keeps_its_last_seat():
    ready = line({"sdr": 1, "ae": 5, "se": 2})
    assert with_a_seat_moved(rich_market(), ready, "sdr", "ae") is None
    assert with_a_seat_moved(rich_market(), ready, "ae", "sdr").heads == {"sdr": 2, "ae": 4, "se": 2}


def test_whoever_leaves_a_shared_desk_finds_one_and_managers_are_counted_anew():
    process = {"shared_roles": ["se"]}
    ready = line({"sdr": 2, "ae": 4, "se": 5}, territory=TWO_AREAS, process=process)
    moved = with_a_seat_moved(rich_market(), ready, "se", "ae")
    assert {seat.territory for seat in moved.seats if seat.role == "ae"} == {"n", "s"}
    # A span of four, by territory: five shared seats have two managers, four have one.
    units = Counter(seat.territory for seat in moved.seats)
    assert units["*"] == 4
    expected = sum(-(-heads // 4) for heads in units.values())
    assert moved.managers == expected
    salary = float(ready.scheme.people.managers.salary_per_year)
    pay = PAY["ae"] - PAY["se"] + (moved.managers - ready.managers) * salary
    assert moved.fixed_cost_per_year - ready.fixed_cost_per_year == pytest.approx(pay)


def test_every_pair_of_neighbours_is_tried_in_both_directions_and_only_there_is_anything_played(tiny):
    people = merged(TEAM, {"offices": {"office": {"heads": 12}}, "roles": {"se": {"salary_per_year": 40_000}}})
    three = {"call": "sdr", "close": "ae", "sign": "se"}
    blocks = {
        "markets/tiny": merged(BLOCKS["markets/tiny"], {"stages": {"sign": stage()}}),
        "people/two": people,
        "process/one-role": {"roles": dict.fromkeys(three, "rep")},
        "process/two-roles": {"roles": three},
        "process/short": {"roles": {**three, "sign": "ae"}},
    }
    path = tiny({"schemes": {"short": {"extends": "line", "process": "short"}}}, **blocks)
    playbook = sim.load_playbook(path)
    main = main_variants(playbook)[0]
    found = {variant.key: variant for variant in seat_moves(playbook, main, None, 5)}
    pairs = [("sdr", "ae"), ("ae", "sdr"), ("ae", "se"), ("se", "ae")]
    assert [moved_roles(key) for key in found] == pairs
    assert all(key.startswith(SEAT_MOVED) for key in found)
    assert [set(variant.schemes) for variant in found.values()] == [{"line", "short"}] * 2 + [{"line"}] * 2
    assert {variant.replications for variant in found.values()} == {5}
    assert move_count(playbook) == 4
    assert [variant.key for variant in seat_moves(playbook, main, ["today"], 5)] == []
    for variant in found.values():
        for name, scheme in variant.schemes.items():
            assert np.array_equal(scheme.experience, main.schemes[name].experience)
