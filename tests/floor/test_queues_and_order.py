"""Who takes what next, worked by hand on floors of one to three people."""

from __future__ import annotations

import pytest

from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    market_of,
    one_stage_market,
    play,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)

ONE_STAGE = {"work": "rep"}


def test_one_rep_serves_first_come_first_served():
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE_STAGE), [Lead(0), Lead(0.5, NEVER_ADVANCES), Lead(5)])
    assert task_rows(ledger, "lead", "queued", "start", "end", "outcome") == [
        (0, 0.0, 0.0, 2.0, 1),
        (1, 0.5, 2.0, 4.0, 0),
        (2, 5.0, 5.0, 7.0, 1),
    ]
    assert states(ledger) == ["won", "lost", "won"]
    assert ledger.lead_columns["closed"].tolist() == [2.0, 4.0, 7.0]
    assert ledger.lead_columns["first_touch"].tolist() == [0.0, 2.0, 5.0]


def test_two_reps_pull_from_one_queue_as_they_get_free():
    leads = [Lead(0, work=[3]), Lead(1, work=[1]), Lead(1.5, work=[1]), Lead(1.75, work=[1])]
    ledger = play(one_stage_market(), scheme_of(seats("a", "b"), ONE_STAGE), leads)
    assert task_rows(ledger) == [(1, 1, 1.0, 2.0), (0, 0, 0.0, 3.0), (2, 1, 2.0, 3.0), (3, 0, 3.0, 4.0)]


def test_whoever_has_rested_longest_is_called():
    leads = [Lead(0, work=[1]), Lead(0.25, work=[0.25]), Lead(2, work=[1])]
    ledger = play(one_stage_market(), scheme_of(seats("a", "b"), ONE_STAGE), leads)
    assert task_rows(ledger) == [(1, 1, 0.25, 0.5), (0, 0, 0.0, 1.0), (2, 1, 2.0, 3.0)]


def test_administration_and_meetings_stretch_the_work():
    people = {"week": {"admin_share": 0.4, "meeting_share": 0.1}}
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE_STAGE, people), [Lead(0), Lead(1)])
    assert task_rows(ledger) == [(0, 0, 0.0, 4.0), (1, 0, 4.0, 8.0)]
    assert ledger.task_columns["work_hours"].tolist() == [2.0, 2.0]


def test_unlimited_capacity_starts_every_lead_at_once():
    scheme = scheme_of(seats("a"), ONE_STAGE, {"unlimited_capacity": True})
    assert task_rows(play(one_stage_market(), scheme, [Lead(0), Lead(1), Lead(1.5)])) == [
        (0, 0, 0.0, 2.0),
        (1, 0, 1.0, 3.0),
        (2, 0, 1.5, 3.5),
    ]


VALUES = [Lead(0, value=50), Lead(0.5, value=10), Lead(1, value=30), Lead(1.5, value=20)]


@pytest.mark.parametrize(("order", "served"), [("first-come", [0, 1, 2, 3]), ("value", [0, 2, 3, 1])])
def test_task_order_picks_among_those_that_wait(order, served):
    scheme = scheme_of(seats("a"), ONE_STAGE, routing={"task_order": order})
    assert [row[0] for row in task_rows(play(one_stage_market(), scheme, VALUES))] == served


def test_score_order_weighs_value_and_hidden_quality():
    market = one_stage_market({"quality": {"weight": 0}})
    scheme = scheme_of(seats("a"), ONE_STAGE, routing={"task_order": "score"})
    # Scores ln(value) + quality: 3.4 + 0, 3.0 + 1, 2.3 + 0.
    leads = [Lead(0), Lead(0.5, value=30), Lead(1, value=20, quality=1), Lead(1.5, value=10)]
    assert [row[0] for row in task_rows(play(market, scheme, leads))] == [0, 2, 1, 3]


@pytest.mark.parametrize(
    ("late_first", "order"), [(False, [(0, 0), (1, 0), (2, 0), (0, 1)]), (True, [(0, 0), (1, 0), (0, 1), (2, 0)])]
)
def test_late_stages_first_overtakes_older_first_contacts(late_first, order):
    market = market_of({"call": stage(2), "close": stage(2)})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, routing={"late_stages_first": late_first})
    leads = [Lead(0, thinking=[1, 0]), Lead(0.5, NEVER_ADVANCES), Lead(1)]
    assert task_rows(play(market, scheme, leads), "lead", "stage")[:4] == order


@pytest.mark.parametrize(("order", "served"), [("first-come", [1, 2, 3]), ("score", [2, 1, 3]), ("value", [2, 1, 3])])
def test_late_stages_first_keeps_the_order_within_a_stage_however_little_two_leads_differ(order, served):
    """Four leads reach the last stage, three while the first is worked there: a hair apart in time, value and score."""
    stages = {name: stage(0.001) for name in "abcde"} | {"close": stage(9)}
    market = market_of(stages)
    rules = {"late_stages_first": True, "task_order": order}
    scheme = scheme_of(seats("x"), dict.fromkeys(stages, "rep"), routing=rules)
    leads = [Lead(0), Lead(1, value=104.9), Lead(1.01, value=105), Lead(1.02, value=100)]
    at_last = [row for row in task_rows(play(market, scheme, leads, weeks=2), "lead", "stage") if row[1] == 5]
    assert [lead for lead, _ in at_last] == [0, *served]


def test_the_customer_thinks_between_stages_and_before_the_end():
    market = market_of({"call": stage(2, thinking_hours=1), "close": stage(1, thinking_hours=1)})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"})
    ledger = play(market, scheme, [Lead(0, thinking=[5, 3]), Lead(0, [0, 1], thinking=[0.5, 4])])
    assert task_rows(ledger, "lead", "stage", "queued", "start", "end") == [
        (0, 0, 0.0, 0.0, 2.0),
        (1, 0, 0.0, 2.0, 4.0),
        (1, 1, 4.5, 4.5, 5.5),
        (0, 1, 7.0, 7.0, 8.0),
    ]
    assert ledger.lead_columns["closed"].tolist() == [11.0, 9.5]


def test_at_one_instant_an_arrival_comes_before_dispatch():
    scheme = scheme_of(seats("a"), ONE_STAGE, routing={"task_order": "value"})
    ledger = play(one_stage_market(), scheme, [Lead(0), Lead(1, value=10), Lead(2, value=1000)])
    assert [row[0] for row in task_rows(ledger)] == [0, 2, 1]


def test_at_one_instant_an_expiry_comes_before_dispatch():
    market = one_stage_market({"patience": {}}, patience_hours=5)
    leads = [Lead(0, patience=[9]), Lead(1, patience=[1]), Lead(1, patience=[9])]
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), leads)
    assert states(ledger) == ["won", "cold", "won"]
    assert task_rows(ledger) == [(0, 0, 0.0, 2.0), (2, 0, 2.0, 4.0)]


def test_at_one_instant_a_lead_that_decides_comes_before_dispatch():
    market = market_of({"call": stage(2), "close": stage(1)})
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, routing={"late_stages_first": True})
    assert task_rows(play(market, scheme, [Lead(0), Lead(1)]), "lead", "stage", "start") == [
        (0, 0, 0.0),
        (0, 1, 2.0),
        (1, 0, 3.0),
        (1, 1, 5.0),
    ]


def test_ties_go_by_lead_and_then_by_seat():
    ledger = play(one_stage_market(), scheme_of(seats("a", "b"), ONE_STAGE), [Lead(0), Lead(0), Lead(0), Lead(0)])
    assert task_rows(ledger) == [(0, 0, 0.0, 2.0), (1, 1, 0.0, 2.0), (2, 0, 2.0, 4.0), (3, 1, 2.0, 4.0)]


def test_two_who_finish_together_both_finish_before_either_takes_the_next():
    market = market_of({"call": stage(2), "close": stage(2)})
    scheme = scheme_of(seats("a", "b"), {"call": "rep", "close": "rep"}, routing={"task_order": "value"})
    leads = [Lead(0, value=1), Lead(0, value=2), Lead(1, value=9)]
    rows = task_rows(play(market, scheme, leads), "lead", "stage", "seat", "start")
    # Both are back at 2; the first seat takes the best that waits for it, the second its own.
    assert rows[:4] == [(0, 0, 1, 0.0), (1, 0, 0, 0.0), (0, 1, 1, 2.0), (2, 0, 0, 2.0)]


def test_nobody_rests_while_a_lead_of_the_desk_waits():
    """The seat called for a shared lead finds one of its own instead; somebody else must be called."""
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, routing={"policy": "account-owner", "task_order": "value"})
    leads = [Lead(0, value=1), Lead(0, value=10, existing=True, account=0.1)]
    assert task_rows(play(one_stage_market(), scheme, leads)) == [(0, 1, 0.0, 2.0), (1, 0, 0.0, 2.0)]


def test_who_worked_a_lead_keeps_it_for_the_later_stages_of_the_role():
    market = market_of({"call": stage(2, thinking_hours=1), "close": stage(1)})
    scheme = scheme_of(seats("a", "b"), {"call": "rep", "close": "rep"})
    leads = [Lead(0, thinking=[1, 0]), Lead(1, thinking=[0, 0]), Lead(2.5, thinking=[0, 0])]
    ledger = play(market, scheme, leads)
    # Lead 0 is ready at 3 and waits for its own rep until 4.5, though the other rests from 4 on.
    assert task_rows(ledger, "lead", "stage", "seat", "start") == [
        (0, 0, 0, 0.0),
        (1, 0, 1, 1.0),
        (1, 1, 1, 3.0),
        (2, 0, 0, 2.5),
        (0, 1, 0, 4.5),
        (2, 1, 0, 5.5),
    ]
    assert ledger.lead_columns["handoffs"].tolist() == [0, 0, 0]


def test_leads_that_decide_at_the_horizon_or_after_it_stay_open():
    market = one_stage_market(thinking_hours=1)
    leads = [
        Lead(30, thinking=[1.5]),  # decides at 33.5
        Lead(30, thinking=[8], u=NEVER_ADVANCES),  # would lose at 40, the very end
        Lead(30, thinking=[8]),  # would win at 40
        Lead(30, thinking=[20]),
        Lead(39),  # in work at the end
    ]
    ledger = play(market, scheme_of(seats("a", "b", "c", "d"), ONE_STAGE), leads)
    assert states(ledger) == ["won", "thinking", "thinking", "thinking", "in work"]
    assert ledger.lead_columns["closed"].tolist()[0] == 33.5
    assert set(ledger.lead_columns["closed"].tolist()[1:]) == {float("inf")}
    assert ledger.lead_columns["revenue"].tolist() == [100.0, 0.0, 0.0, 0.0, 0.0]


def test_leads_that_still_wait_or_have_not_come_are_open_too():
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE_STAGE), [Lead(39), Lead(39.5), Lead(40)])
    assert states(ledger) == ["in work", "waiting", "new"]
    assert task_rows(ledger) == []


def test_a_lead_that_thinks_still_stands_at_the_stage_it_thinks_about():
    market = market_of({"call": stage(2, thinking_hours=1), "close": stage(1)})
    scheme = scheme_of(seats("a", "b"), {"call": "rep", "close": "rep"})
    leads = [Lead(30, thinking=[20, 0]), Lead(30, NEVER_ADVANCES, thinking=[20, 0])]
    ledger = play(market, scheme, leads)
    assert ledger.lead_columns["stage"].tolist() == [0, 0], "the table must not tell who will advance"
