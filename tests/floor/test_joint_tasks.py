"""Tasks that two roles do together, on hand-worked floors: both are busy, and a meeting must suit both."""

from __future__ import annotations

import pytest

from sim.floor.resolve import resolve_schemes
from sim.inputs.models.playbook import Scheme
from tests.builders import TEAM as TINY
from tests.builders import Lead, market_of, play, scheme_of, seats, stage, states, task_rows

ROLES = {"call": "rep", "close": "rep"}
JOINT = {"joint": {"close": "ae"}}
ROW = ("lead", "stage", "seat", "start", "end")


def joint_floor(team, leads, market=None, **process):
    market = market or market_of({"call": stage(1), "close": stage(2)})
    return play(market, scheme_of(team, ROLES, process={**JOINT, **process}), leads)


TEAM = [*seats("a"), *seats("x", role="ae")]


def test_both_are_busy_from_start_to_end_and_both_tasks_are_recorded():
    ledger = joint_floor(TEAM, [Lead(0)])
    assert task_rows(ledger, *ROW) == [(0, 0, 0, 0.0, 1.0), (0, 1, 0, 1.0, 3.0), (0, 1, 1, 1.0, 3.0)]
    assert [ledger.names["outcome"][code] for code in ledger.task_columns["outcome"]] == [
        "advanced",
        "advanced",
        "joined",
    ]
    assert [ledger.names["role"][code] for code in ledger.task_columns["role"]] == ["rep", "rep", "ae"]
    assert ledger.seat_columns["busy_hours"].tolist() == [3.0, 2.0]
    assert states(ledger) == ["won"]


def test_a_meeting_waits_for_whoever_joins_while_its_own_seat_does_other_work():
    team = [*seats("a", "b"), *seats("x", role="ae")]
    leads = [Lead(0), Lead(0), Lead(1.5)]
    # Both call from 0 to 1. The first meets from 1 to 3; b's lead waits for x, and b calls the third from 1.5 to 2.5;
    # at 3 x keeps free for the second lead and b, at rest since 2.5 (the third lead waits for x too), meets at once.
    assert task_rows(joint_floor(team, leads), *ROW) == [
        (0, 0, 0, 0.0, 1.0),
        (1, 0, 1, 0.0, 1.0),
        (2, 0, 1, 1.5, 2.5),
        (0, 1, 0, 1.0, 3.0),
        (0, 1, 2, 1.0, 3.0),
        (1, 1, 1, 3.0, 5.0),
        (1, 1, 2, 3.0, 5.0),
        (2, 1, 1, 5.0, 7.0),
        (2, 1, 2, 5.0, 7.0),
    ]


def test_whoever_keeps_free_for_a_meeting_waits_for_the_leads_own_seat():
    leads = [Lead(0), Lead(0, work=[1, 2]), Lead(3, work=[4, 2])]
    # One rep: calls 0-1 and 1-2 (the first close comes before the second call by queue: 0-1 call, then call of lead 1).
    ledger = joint_floor(TEAM, leads)
    rows = task_rows(ledger, *ROW)
    assert rows[:2] == [(0, 0, 0, 0.0, 1.0), (1, 0, 0, 1.0, 2.0)]
    joined = [row for row in rows if row[2] == 1]
    led = [row for row in rows if row[2] == 0 and row[1] == 1]
    assert [(row[0], row[3], row[4]) for row in joined] == [(row[0], row[3], row[4]) for row in led]
    assert len(joined) == 3


def test_the_better_of_the_two_decides_how_well_it_goes():
    # At u just above one half only skill can win: that of the joining seat is enough.
    lead = [Lead(0, u=[0, 0.6])]
    skills = {"alone": [[0, 0], [0, 0]], "joined": [[0, 0], [0, 1]], "own": [[0, 1], [0, -1]]}
    found = {}
    for name, rows in skills.items():
        market = market_of({"call": stage(1), "close": stage(2)}, {"skill": {}})
        ledger = play(market, scheme_of(TEAM, ROLES, process=JOINT), lead, skills=rows)
        found[name] = states(ledger)[0]
    assert found == {"alone": "lost", "joined": "won", "own": "won"}


def test_a_customer_who_loses_patience_sets_whoever_kept_free_free():
    effects = {"patience": {}}
    market = market_of({"call": stage(1), "close": stage(2, patience_hours=10)}, effects)
    long = 1e6
    leads = [
        Lead(0, work=[1, 20], patience=[long, long]),
        Lead(0, work=[1, 2], patience=[long, 5]),
        Lead(30, work=[1, 2], patience=[long, long]),
    ]
    ledger = joint_floor(TEAM, leads, market)
    # Lead 0 meets from 2 to 22 (the second call comes first); lead 1 waits from 2 and goes cold at 7.
    assert states(ledger) == ["won", "cold", "won"]
    assert ledger.lead_columns["closed"].tolist()[1] == pytest.approx(7.0)
    assert [row[3] for row in task_rows(ledger, *ROW) if row[0] == 2] == [30.0, 31.0, 31.0]


def test_a_deal_is_credited_to_whoever_joined_too():
    roles = {
        "rep": {"target_pay_per_year": 1_200, "credit_share": 0.5},
        "ae": {"target_pay_per_year": 1_200, "credit_share": 0.5},
    }
    plan = {
        "period": "month",
        "target_revenue_per_year": 12_000,
        "roles": roles,
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    scheme = scheme_of(TEAM, ROLES, process=JOINT, incentives=plan)
    ledger = play(market_of({"call": stage(1), "close": stage(2)}), scheme, [Lead(0, value=1000)], weeks=5)
    assert ledger.statements["attainment"].tolist()[:2] == pytest.approx([1.0, 1.0])


def test_joining_takes_hours_from_the_role_when_heads_are_shared_out():
    people = {**TINY, "offices": {"office": {"region": "north", "heads": 30}}}
    market = market_of({"call": stage(4, 0.9), "close": stage(4, 0.5)}, demand={"leads_per_year": 4_000})
    scheme = Scheme.model_validate({"people": people, "process": {"roles": ROLES, **JOINT}})
    heads = resolve_schemes(market, {"today": scheme}, "today")["today"].heads
    # Of each 4 + .9 x 4 hours of the rep, .9 x 4 are also someone else's.
    assert heads["ae"] / heads["rep"] == pytest.approx(3.6 / 7.6, abs=0.1)
