"""Overflow between territories, on hand-worked floors: who waits at home, who is sent away, and at what price."""

from __future__ import annotations

import pytest

from sim.levers.overflow import desk_with_room
from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, seats, stage, states, task_rows

ROLES = {"work": "rep"}
OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "down": {"region": "south", "heads": 1}}}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
TEAM = [*seats("a", territory="n"), *seats("b", territory="s", office="down")]


def floor(leads, hours, market=None, roles=None, people=None, **levers):
    territory = AREAS if hours is None else AREAS | {"overflow_hours": hours}
    scheme = scheme_of(TEAM, roles or ROLES, {**OFFICES, **(people or {})}, territory=territory, **levers)
    return play(market or one_stage_market(), scheme, leads)


BUSY_NORTH = [Lead(0), Lead(0.25), Lead(0.5), Lead(0.75)]


def test_a_lead_that_finds_so_much_waiting_goes_to_the_nearest_territory_with_less():
    # a begins the first; two hours of work wait with the second, four with the third.
    assert task_rows(floor(BUSY_NORTH, 4)) == [
        (0, 0, 0.0, 2.0),
        (3, 1, 0.75, 2.75),
        (1, 0, 2.0, 4.0),
        (2, 0, 4.0, 6.0),
    ]


def test_without_overflow_or_below_its_hours_all_wait_at_home():
    home = [(0, 0, 0.0, 2.0), (1, 0, 2.0, 4.0), (2, 0, 4.0, 6.0), (3, 0, 6.0, 8.0)]
    assert task_rows(floor(BUSY_NORTH, None)) == home
    assert task_rows(floor(BUSY_NORTH, 4.1)) == home


def test_nobody_is_sent_where_as_much_waits():
    regions = ("north", "north", "south", "south", "north")
    leads = [Lead(at / 8, region=region) for at, region in enumerate(regions)]
    # Two hours wait in each territory when the last one comes: it stays.
    rows = task_rows(floor(leads, 2))
    assert [seat for lead, seat, *_ in rows if lead == 4] == [0]


def test_what_has_been_begun_no_longer_waits():
    # At 2 the second is begun and nothing waits any more: the third stays.
    rows = task_rows(floor([Lead(0), Lead(0.5), Lead(2.5)], 2))
    assert rows == [(0, 0, 0.0, 2.0), (1, 0, 2.0, 4.0), (2, 0, 4.0, 6.0)]


def test_whoever_has_given_up_no_longer_waits():
    market = one_stage_market({"patience": {}}, patience_hours=1)
    leads = [Lead(0, work=[6], patience=[9]), Lead(0.5, patience=[1]), Lead(2, patience=[9])]
    ledger = floor(leads, 2, market)
    assert states(ledger) == ["won", "cold", "won"]
    assert task_rows(ledger) == [(0, 0, 0.0, 6.0), (2, 0, 6.0, 8.0)]


def test_what_moves_within_its_desk_waits_there_once():
    # Lead 1 is put to the front at 1.5; at 2 its two hours wait, and lead 2 stays.
    remind = {"work": {"within_hours": 1, "escalation": [{"after_hours": 1, "action": "remind"}]}}
    rows = task_rows(floor([Lead(0, work=[6]), Lead(0.5), Lead(2)], 4, process={"sla": remind}))
    assert rows == [(0, 0, 0.0, 6.0), (1, 0, 6.0, 8.0), (2, 0, 8.0, 10.0)]


def test_a_lead_that_was_sent_away_stays_there_when_it_is_reminded():
    # a is busy until 20 and b until 5; lead 3 finds no room at home, waits for b, and is reminded at 3.5.
    remind = {"work": {"within_hours": 3, "escalation": [{"after_hours": 3, "action": "remind"}]}}
    leads = [Lead(0, work=[20]), Lead(0, region="south", work=[5]), Lead(0.25), Lead(0.5)]
    rows = task_rows(floor(leads, 2, process={"sla": remind}))
    assert rows == [(1, 1, 0.0, 5.0), (3, 1, 5.0, 7.0), (0, 0, 0.0, 20.0), (2, 0, 20.0, 22.0)]


def test_hours_are_those_of_the_people_there_administration_included():
    # With half of the week lost, two hours of work take four: the third finds four hours and is sent away.
    half = {"week": {"admin_share": 0.5}}
    rows = task_rows(floor(BUSY_NORTH[:3], 4, people=half))
    assert [seat for lead, seat, *_ in rows if lead == 2] == [1]


def test_a_lead_that_was_sent_away_stays_there_for_the_later_stages():
    market = market_of({"call": stage(2), "close": stage(1)})
    roles = {"call": "rep", "close": "rep"}
    ledger = floor(BUSY_NORTH[:3], 2, market, roles)
    assert [(seat, start) for lead, seat, start, _ in task_rows(ledger) if lead == 2] == [(1, 0.5), (1, 2.5)]
    assert ledger.lead_columns["handoffs"].tolist() == [0, 0, 0]


def test_whoever_comes_from_afar_travels_farther():
    effects = {"travel": {"flight_from_km": 400, "working_share": 1, "flight_overhead_hours": 1}}
    market = one_stage_market(effects, on_site_share=1)
    leads = [Lead(at, visits=[True]) for at in (0, 0.25, 0.5)]
    ledger = floor(leads, 2, market)
    km = dict(zip(ledger.task_columns["lead"].tolist(), ledger.task_columns["travel_km"].tolist(), strict=True))
    assert km[0] == km[1] == 0.0
    # Ten degrees of latitude, there and back.
    assert km[2] == pytest.approx(2 * 1112, rel=0.001)


@pytest.mark.parametrize(
    ("waiting", "pace", "goes_to"),
    [
        ([3.9, 0, 0], [1, 1, 1], 0),
        ([4, 0, 0], [1, 1, 1], 2),
        ([4, 0, 4], [1, 1, 1], 1),
        ([4, 4, 4], [1, 1, 1], 0),
        ([4, 0, 0], [1.1, 1, 1], 0),
        ([8, 5, 9], [2, 2, 2], 1),
    ],
)
def test_the_desk_with_room(waiting, pace, goes_to):
    assert desk_with_room(0, (2, 1), waiting, pace, 4) == goes_to
