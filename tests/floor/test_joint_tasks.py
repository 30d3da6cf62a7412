"""Tasks that two roles do together, on hand-worked floors: both are busy, and a meeting must suit both."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.inputs.models.playbook import Scheme
from sim.levers.travel import distance_km
from sim.results.measures.kpis import kpis
from tests.builders import TEAM as TINY
from tests.builders import Lead, market_of, money, pay_plan_of, play, scheme_of, seats, stage, states, task_rows

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


def test_without_a_queue_both_are_there_at_once_whatever_else_they_do():
    """Three leads at the same time: each has its call, then its meeting, and nobody waits."""
    leads = [Lead(0), Lead(0), Lead(0.5)]
    market = market_of({"call": stage(1), "close": stage(2)})
    ledger = play(market, scheme_of(TEAM, ROLES, {"unlimited_capacity": True}, process=JOINT), leads)
    assert task_rows(ledger, *ROW) == [
        (0, 0, 0, 0.0, 1.0),
        (1, 0, 0, 0.0, 1.0),
        (2, 0, 0, 0.5, 1.5),
        (0, 1, 0, 1.0, 3.0),
        (0, 1, 1, 1.0, 3.0),
        (1, 1, 0, 1.0, 3.0),
        (1, 1, 1, 1.0, 3.0),
        (2, 1, 0, 1.5, 3.5),
        (2, 1, 1, 1.5, 3.5),
    ]
    # At u just above one half only the skill of whoever joins can win.
    market = market_of({"call": stage(1), "close": stage(2)}, {"skill": {}})
    scheme = scheme_of(TEAM, ROLES, {"unlimited_capacity": True}, process=JOINT)
    assert states(play(market, scheme, [Lead(0, u=[0, 0.6])], skills=[[0, 0], [0, 1]])) == ["won"]


def test_whoever_joins_and_hunts_has_less_time_for_hunting_without_a_queue_too():
    market = market_of({"call": stage(1), "close": stage(2)}, {"prospecting": {"contact_hours": 1}})
    hunting = {"hunting": {"role": "ae", "week_share": 0}}
    for unlimited in (False, True):
        scheme = scheme_of(TEAM, ROLES, {"unlimited_capacity": unlimited}, process={**JOINT, **hunting})
        ledger = play(market, scheme, [Lead(0)], accounts=[("north", -1)] * 3)
        assert ledger.contacts["start"].round(3).tolist() == [0, 3, 4]


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
    scheme = scheme_of(TEAM, ROLES, process=JOINT, incentives=pay_plan_of(roles=roles))
    ledger = play(
        market_of({"call": stage(1), "close": stage(2)}, start_date="2026-06-01"),
        scheme,
        [Lead(0, value=1000)],
        weeks=5,
    )
    assert ledger.statements["attainment"].tolist()[:2] == pytest.approx([1.0, 1.0])


def test_joining_takes_hours_from_the_role_when_heads_are_shared_out():
    people = {**TINY, "offices": {"office": {"region": "north", "heads": 30}}}
    market = market_of({"call": stage(4, 0.9), "close": stage(4, 0.5)}, demand={"leads_per_year": 4_000})
    scheme = Scheme.model_validate({"people": people, "process": {"roles": ROLES, **JOINT}})
    heads = resolve_schemes(market, {"today": scheme}, "today")["today"].heads
    # Of each 4 + .9 x 4 hours of the rep, .9 x 4 are also someone else's.
    assert heads["ae"] / heads["rep"] == pytest.approx(3.6 / 7.6, abs=0.1)


def test_whoever_has_joined_knows_the_story_when_it_comes_to_her():
    market = market_of({"call": stage(1), "demo": stage(2), "close": stage(1)})
    roles = {"call": "rep", "demo": "rep", "close": "ae"}
    for process, handoffs in (({"joint": {"demo": "ae"}}, 0), ({}, 1)):
        ledger = play(market, scheme_of(TEAM, roles, process=process), [Lead(0)])
        assert ledger.lead_columns["handoffs"].tolist() == [handoffs]


def test_a_visit_that_two_people_serve_keeps_its_service_level_once():
    levels = {"sla": {name: {"within_hours": 0.5} for name in ("call", "close")}}
    leads = [Lead(0, work=[1, 9]), Lead(20), Lead(20.1, work=[1, 1])]
    ledger = joint_floor([*seats("a", "b"), *seats("x", role="ae")], leads, **levels)
    # Six visits; only the last lead's close has to wait, for whoever joins.
    assert kpis(ledger)["sla_kept_share"] == pytest.approx(5 / 6)


# ln(1 + hours) of the stage, which halves every week; at an exponent of 1 a gain of ln 2 halves the work.
WEIGHTS = dict.fromkeys(("stage", "industry", "size", "region", "product", "offer"), 0) | {"stage": 1}
CURVE = {"exponent": 1, "conversion_weight": 0, "reference_hours": 1, "half_life_weeks": 1, "weights": WEIGHTS}


def learning_floor(leads, weeks=1, reps=("a",), knows=0.0):
    """Nobody remembers anything but the joining seat, which remembers so many hours of closing."""

    def fresh(plan):
        new = tuple(replace(seat, hours=[0.0] * len(seat.hours)) for seat in plan.seats)
        close = plan.learning.stage_category[1]
        expert = [knows if index == close else 0.0 for index in range(len(new[-1].hours))]
        new = (*new[:-1], replace(new[-1], hours=expert))
        return replace(plan, seats=new, learning=replace(plan.learning, reference=0.0))

    market = market_of({"call": stage(1), "close": stage(2)}, {"learning": CURVE})
    team = [*seats(*reps), *seats("x", role="ae")]
    scheme = scheme_of(team, ROLES, process=JOINT, routing={"policy": "round-robin"})
    return play(market, scheme, leads, weeks=weeks, change=fresh)


def test_the_more_practised_of_the_two_sets_the_pace():
    assert task_rows(learning_floor([Lead(0)], knows=1), *ROW)[1] == (0, 1, 0, 1.0, pytest.approx(2.0))
    assert task_rows(learning_floor([Lead(0)]), *ROW)[1] == (0, 1, 0, 1.0, pytest.approx(3.0))


def test_whoever_joins_learns_too():
    # In turn a, b: of the first meeting's two hours one is left a week later, and only the joining seat knows of it.
    ledger = learning_floor([Lead(0), Lead(40)], weeks=2, reps=("a", "b"))
    closing = {row[:3]: row[4] - row[3] for row in task_rows(ledger, *ROW) if row[1] == 1}
    assert closing[1, 1, 1] == pytest.approx(1.0)


@pytest.mark.parametrize("unlimited", [False, True])
def test_each_travels_from_the_own_home_and_whoever_is_there_first_waits(unlimited):
    """The customer is a degree (111 km) from a's home and nine from x's: both are busy while x travels."""
    travel = {"road_km_per_hour": 50, "flight_from_km": 4000, "working_share": 1, "cost_per_km": 1}
    market = market_of({"call": stage(1), "close": stage(2, on_site_share=0.5)}, {"travel": travel})
    offices = {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}
    people = {"offices": offices, "unlimited_capacity": unlimited}
    team = [*seats("a"), *seats("x", role="ae", office="far")]
    lead = Lead(0, latitude=1, visits=[False, True])
    ledger = play(market, scheme_of(team, ROLES, people, process=JOINT), [lead], weeks=2)
    degree = float(distance_km(0.0, 0.0, 1.0, 0.0))
    hours = 2 * 9 * degree / 50
    rows = task_rows(ledger, "seat", "start", "end", "travel_hours", "travel_km")[1:]
    assert sorted(rows) == [
        (0, 1.0, pytest.approx(3 + hours), pytest.approx(hours), pytest.approx(2 * degree)),
        (1, 1.0, pytest.approx(3 + hours), pytest.approx(hours), pytest.approx(2 * 9 * degree)),
    ]
    assert sum(amount for _, amount in money(ledger, "travel")) == pytest.approx(-20 * degree)


def test_a_reminded_lead_that_waits_for_whoever_joins_comes_before_the_others_who_do():
    """x joins the first until 11. The second waits for her since 2, the third since 3 with a step after 4 hours."""
    market = market_of({"call": stage(1), "close": stage(2)})
    team = [*seats("a", "b", "c"), *seats("x", role="ae")]
    leads = [Lead(0, work=[1, 10]), Lead(1, work=[1, 1]), Lead(2, work=[1, 1])]

    def closes(**process):
        scheme = scheme_of(team, ROLES, process={**JOINT, **process}, routing={"policy": "round-robin"})
        ledger = play(market, scheme, leads)
        rows = [row for row in task_rows(ledger, *ROW) if row[1:3] in ((1, 0), (1, 1), (1, 2))]
        return [(row[0], row[2], row[3]) for row in rows], ledger.lead_columns["escalations"].tolist()

    assert closes() == ([(0, 0, 1.0), (1, 1, 11.0), (2, 2, 12.0)], [0, 0, 0])
    for action in ("remind", "reassign", "overflow"):
        steps = [{"after_hours": 4, "action": action}]
        found = closes(sla={"close": {"within_hours": 2, "escalation": steps}})
        assert found == ([(0, 0, 1.0), (2, 2, 11.0), (1, 1, 12.0)], [0, 1, 1]), "the third is reminded last"
