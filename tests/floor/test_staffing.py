"""Whole heads: as stated, or as many as the baseline's money pays for, where the work is."""

from __future__ import annotations

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.inputs.errors import InputError
from tests.builders import one_stage_market, resolved, scheme_of, seats
from tests.properties.whole_worlds import LINE, PEOPLE, TWO_AREAS, organisation, rich_market

ONE_STAGE = {"work": "rep"}


def by_budget(roles=None, people=None, **levers):
    """An organisation without stated heads: as many as the baseline's fixed cost pays for."""
    return scheme_of([], roles or dict.fromkeys(LINE, "rep"), PEOPLE | {"seats": None} | (people or {}), **levers)


def test_the_baseline_keeps_its_offices_heads_and_the_others_stay_within_its_cost():
    schemes = {"today": by_budget(), "line": by_budget(LINE), "areas": by_budget(territory=TWO_AREAS)}
    ready = resolve_schemes(rich_market(), schemes, "today")
    assert ready["today"].heads == {"rep": 8}, "four, three, and the tiny office's one"
    for scheme in ready.values():
        assert scheme.unspent_per_year >= 0
        assert scheme.fixed_cost_per_year <= ready["today"].fixed_cost_per_year
    dearest = 36_500 + 73_000
    assert ready["areas"].unspent_per_year < dearest, "one head more, with a manager, would not be paid for"


def test_a_larger_budget_buys_more_heads():
    schemes = {"today": by_budget(), "more": by_budget(people={"budget_factor": 1.3})}
    ready = resolve_schemes(rich_market(), schemes, "today")
    assert ready["more"].heads["rep"] > 8
    assert ready["more"].fixed_cost_per_year <= 1.3 * ready["today"].fixed_cost_per_year


def test_the_same_people_sit_in_every_scheme():
    schemes = {"today": by_budget(), "line": by_budget(LINE), "areas": by_budget(territory=TWO_AREAS)}
    ready = resolve_schemes(rich_market(), schemes, "today")
    today = {(seat.office, seat.number) for seat in ready["today"].seats}
    for scheme in ready.values():
        people = [(seat.office, seat.number) for seat in scheme.seats]
        assert len(set(people)) == len(people)
        assert len(set(people) - today) <= max(0, len(people) - 8)


def test_heads_go_where_the_work_is_in_proportion_to_the_hours_of_each_role():
    ready = resolved(rich_market({}), organisation({"sdr": 2, "ae": 5}, LINE, territory=TWO_AREAS))
    assert ready.heads == {"sdr": 2, "ae": 5}
    by_area = [sum(seat.territory == area for seat in ready.seats) for area in ("n", "s")]
    assert sorted(by_area) == [3, 4]


def test_a_role_that_works_no_stage_is_refused():
    with pytest.raises(InputError, match="2 heads of role 'sdr', who works no stage") as refusal:
        resolved(one_stage_market(), scheme_of({"rep": 2, "sdr": 2}, ONE_STAGE))
    assert "roles that work a stage: rep" in str(refusal.value)


def test_a_budget_that_pays_for_nobody_is_refused():
    schemes = {"today": by_budget(), "poor": by_budget(LINE, people={"budget_factor": 0.05})}
    with pytest.raises(InputError, match="does not pay for one seat of each role"):
        resolve_schemes(rich_market(), schemes, "today")


def test_a_market_without_demand_still_has_people():
    market = one_stage_market(world={"demand": {"leads_per_year": 0}})
    assert resolved(market, scheme_of({"rep": 3}, ONE_STAGE)).heads == {"rep": 3}


def test_people_of_a_shared_role_are_no_part_of_any_pod():
    team = [*seats("s", role="sdr"), *seats("x", "y", "z", "w", role="ae")]
    process = {"pod_size": 2, "shared_roles": ["sdr"]}
    ready = resolved(rich_market({}), scheme_of(team, LINE, process=process))
    assert [(seat.team, seat.pod) for seat in ready.seats] == [("*", 0), *[("everyone", pod) for pod in (0, 1, 0, 1)]]


@pytest.mark.parametrize(
    ("size", "sdr", "ae", "pods"),
    [
        (3, 3, 6, 3),  # Nine in threes.
        (9, 3, 6, 1),
        (5, 3, 6, 2),  # Nine over five is nearer to two than to one.
        (7, 3, 6, 1),
        (1, 3, 6, 3),  # The scarcest role has one seat in each.
        (3, 1, 8, 1),
    ],
)
def test_so_many_pods_as_their_size_asks_for_and_the_scarcest_role_can_staff(size, sdr, ae, pods):
    team = [
        *seats(*(f"s{number}" for number in range(sdr)), role="sdr"),
        *seats(*(f"a{number}" for number in range(ae)), role="ae"),
    ]
    ready = resolved(rich_market({}), scheme_of(team, LINE, process={"pod_size": size}))
    for role, count in (("sdr", sdr), ("ae", ae)):
        dealt = [seat.pod for seat in ready.seats if seat.role == role]
        assert dealt == [number % pods for number in range(count)]


def test_each_territory_has_pods_of_its_own():
    team = [
        *seats("a", "b", "c", role="sdr", territory="n"),
        *seats("d", "e", "f", role="ae", territory="n"),
        *seats("g", role="sdr", territory="s"),
        *seats("h", "i", role="ae", territory="s"),
    ]
    ready = resolved(rich_market({}), scheme_of(team, LINE, process={"pod_size": 2}, territory=TWO_AREAS))
    assert [seat.pod for seat in ready.seats] == [0, 1, 2, 0, 1, 2, 0, 0, 0]
