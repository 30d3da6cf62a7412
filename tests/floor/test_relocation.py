"""What moving people costs: written off week by week from the start of the measured window."""

from __future__ import annotations

import pytest

from sim.results.measures.kpis import kpis, money_by_kind
from tests.builders import money, one_stage_market, play, resolved, scheme_of
from tests.properties.whole_worlds import TWO_AREAS

# Five people in the north and one in the south, which offers half of the work: two move, for 2,600 each.
PEOPLE = {
    "offices": {"office": {"heads": 5}, "far": {"region": "south", "heads": 1}},
    "seats": None,
    "relocation_cost": 2_600,
    "relocation_weeks": 52,
}


def ledger_of(weeks, warm_up_weeks=2, **people):
    areas = TWO_AREAS | {"heads": "by-workload"}
    scheme = scheme_of([], {"work": "rep"}, PEOPLE | people, territory=areas)
    assert resolved(one_stage_market(), scheme).moved == 2
    return play(one_stage_market(), scheme, [], weeks=weeks, warm_up_weeks=warm_up_weeks)


def test_the_write_off_starts_with_the_window_and_adds_up_to_the_cost():
    charged = money(ledger_of(60), "relocation")
    assert charged == [(40.0 * week, pytest.approx(-100)) for week in range(2, 54)]
    assert sum(amount for _, amount in charged) == pytest.approx(-2 * 2_600)


def test_the_last_part_of_a_week_is_charged_as_such():
    charged = money(ledger_of(8, relocation_weeks=4.25), "relocation")
    each = 5_200 / 4.25
    assert [amount for _, amount in charged] == pytest.approx([-each] * 4 + [-each / 4])


@pytest.mark.parametrize("weeks", [4, 26, 52])
def test_a_shorter_window_bears_as_much_a_year_as_a_longer_one(weeks):
    ledger = ledger_of(weeks)
    assert money_by_kind(ledger)["relocation"] == pytest.approx(-100 * 365 / 7)
    fixed = 6 * 36_500 + 2 * 73_000
    assert kpis(ledger)["fixed_cost"] == pytest.approx(fixed + 100 * 365 / 7)


def test_who_stays_costs_nothing():
    scheme = scheme_of([], {"work": "rep"}, PEOPLE, territory=TWO_AREAS)
    assert resolved(one_stage_market(), scheme).moved == 0
    assert money(play(one_stage_market(), scheme, [], weeks=8), "relocation") == []
