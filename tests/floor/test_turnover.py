"""People who leave and those who come after them, on hand-worked floors whose hazards and draws are written down."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf

import pytest

from sim.floor.resolving.regional_plan import Person
from sim.floor.sales_floor import SalesFloor
from tests.builders import (
    Lead,
    fingerprint,
    market_of,
    merged,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)
from tests.floor.posts import (
    CERTAIN,
    HALF_SPEED,
    ROLES,
    STAYS,
    TWO_STAGES,
    WEEK,
    comes_after,
    held_by,
    leaves_after,
    one_stage,
    people_rows,
    two_stages,
)


def test_someone_leaves_her_post_is_vacant_and_whoever_comes_works_at_half_speed_at_first():
    leads = [Lead(0), Lead(2 * WEEK + 1), Lead(4 * WEEK + 10), Lead(5 * WEEK + 10)]
    ledger = one_stage(seats("a"), leads, [leaves_after(2), comes_after(WEEK)])
    assert people_rows(ledger) == [(0, 0, 0.0, 80.0), (0, 1, 120.0, inf)]
    # At 120 at half speed; a week later three quarters of it, and two weeks later all of it.
    assert task_rows(ledger) == [
        (0, 0, 0.0, 2.0),
        (1, 0, 120.0, 124.0),
        (2, 0, 170.0, pytest.approx(170 + 2 / 0.75)),
        (3, 0, 210.0, 212.0),
    ]
    away = ledger.absences
    assert [away[name].tolist() for name in ("start", "end", "seat")] == [[80.0], [120.0], [0]]
    assert ledger.names["absence"][away["kind"][0]] == "vacant"


def test_a_task_at_hand_is_finished_before_she_leaves_and_the_post_is_vacant_from_then():
    ledger = one_stage(seats("a"), [Lead(79), Lead(79.5)], [leaves_after(2), comes_after(WEEK)])
    assert people_rows(ledger) == [(0, 0, 0.0, 81.0), (0, 1, 121.0, inf)]
    assert task_rows(ledger) == [(0, 0, 79.0, 81.0), (1, 0, 121.0, 125.0)]


def test_whoever_comes_after_may_leave_too_and_only_her_own_weeks_count():
    posts = [leaves_after(2), comes_after(60, weeks=1), comes_after(10)]
    # She comes in the middle of week 3 (at 140): half a week has passed at 160, and a whole one and a half at 200.
    assert people_rows(one_stage(seats("a"), [], posts)) == [
        (0, 0, 0.0, 80.0),
        (0, 1, 140.0, 160.0),
        (0, 2, 170.0, inf),
    ]
    posts = [leaves_after(2), comes_after(60.1, weeks=1), comes_after(10)]
    assert people_rows(one_stage(seats("a"), [], posts))[1] == (0, 1, 140.1, 200.0)


def test_nobody_leaves_before_her_hazard_is_used_up_nor_where_there_is_none():
    assert people_rows(one_stage(seats("a"), [], [Person(6.01, 0, [])], weeks=6)) == [(0, 0, 0.0, inf)]
    never = one_stage(seats("a"), [], [Person(1e-9, 0, [])], turnover={"base_per_year": 0})
    assert people_rows(never) == [(0, 0, 0.0, inf)]


def test_whoever_is_ill_leaves_when_she_is_back_and_nobody_is_ill_in_an_empty_post():
    from sim.floor.resolving.regional_plan import AbsencePlan
    from sim.levers.absence import SICK, Stretch

    sick = [Stretch(70, 90, SICK), Stretch(100, 150, SICK), Stretch(155, 156, SICK)]
    hold = held_by([leaves_after(2), comes_after(WEEK)])
    market = one_stage_market({"turnover": CERTAIN})
    ledger = play(
        market,
        scheme_of(seats("a"), ROLES, HALF_SPEED),
        [Lead(75)],
        change=lambda plan: replace(hold(plan), absence=AbsencePlan([sick], "wait", 0.0, [()])),
        weeks=5,
    )
    assert people_rows(ledger) == [(0, 0, 0.0, 90.0), (0, 1, 130.0, inf)]
    assert list(zip(ledger.absences["start"].tolist(), ledger.absences["end"].tolist(), strict=True)) == [
        (70.0, 90.0),
        (90.0, 130.0),
        (155.0, 156.0),
    ]
    assert task_rows(ledger) == [(0, 0, 130.0, 134.0)]


def test_the_lead_that_she_owned_tells_its_story_again_to_whoever_holds_her_post():
    context = {"context": {"lost_logit": 1}}
    # With a logit of 0 less the context lost, 1 / (1 + e) = 0.27: only the lead that kept its owner advances.
    leads = [Lead(0, u=[0, 0.4], thinking=[90, 0]), Lead(0, u=[0, 0.4], thinking=[30, 0])]
    ledger = two_stages(seats("a"), leads, [leaves_after(2), comes_after(WEEK)], effects=context)
    # The second is closed at 31; the first comes back at 91, while the post is vacant.
    assert task_rows(ledger) == [
        (0, 0, 0.0, 1.0),
        (1, 0, 1.0, 2.0),
        (1, 0, 32.0, 34.0),
        (0, 0, 120.0, 124.0),
    ]
    assert ledger.lead_columns["handoffs"].tolist() == [1, 0]
    assert states(ledger) == ["lost", "won"]
    stays = two_stages(seats("a"), leads, [STAYS], effects=context)
    assert states(stays) == ["won", "won"]
    assert stays.lead_columns["handoffs"].tolist() == [0, 0]


def test_a_lead_that_someone_else_worked_last_is_hers_no_more_either():
    """a called, x showed the product, and the close is a's again: her successor, from 80 on, knows nothing of it."""
    market = market_of({"call": stage(1), "demo": stage(2), "close": stage(2)}, {"turnover": CERTAIN})
    roles = {"call": "rep", "demo": "ae", "close": "rep"}
    scheme = scheme_of([*seats("a"), *seats("x", role="ae")], roles, HALF_SPEED)
    posts = held_by([leaves_after(1), Person(inf, WEEK, [0, 0, 0])], [STAYS])
    ledger = play(market, scheme, [Lead(0, thinking=[0, 60, 0])], change=posts, weeks=6)
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 1, 1.0, 3.0), (0, 0, 80.0, 84.0)]
    assert ledger.lead_columns["handoffs"].tolist() == [2]


def test_a_lead_that_was_taken_from_her_before_she_left_is_new_to_whoever_holds_her_post():
    """Nobody owns lead 0 since it waited for half an hour; a worked it last, and leaves when lead 1 is done, at 61."""
    sla = {"close": {"within_hours": 0.25, "escalation": [{"after_hours": 0.5, "action": "reassign"}]}}
    leads = [Lead(0), Lead(0.5, u=1, work=[60, 1])]
    ledger = two_stages(seats("a"), leads, [leaves_after(1), comes_after(WEEK)], levers={"process": {"sla": sla}})
    assert task_rows(ledger)[-1] == (0, 0, 101.0, 105.0)
    assert ledger.lead_columns["handoffs"].tolist() == [1, 0]


def test_her_lead_is_anyones_of_the_desk_when_the_customer_comes_back():
    ledger = two_stages(seats("a", "b"), [Lead(0, thinking=[90, 0])], [leaves_after(2)], [STAYS])
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 1, 91.0, 93.0)]
    assert ledger.lead_columns["owner_rep"].tolist() == [1]
    assert ledger.lead_columns["handoffs"].tolist() == [1]


def test_what_already_waits_for_her_waits_for_whoever_comes_or_goes_to_whoever_covers():
    # a is busy from 76 to 81 and then leaves, with a close of hers in line since 78; b is busy until 90.
    leads = [Lead(0, thinking=[78 - 1, 0]), Lead(60, work=[30, 2]), Lead(76, work=[5, 2], u=[1, 1])]
    for cover, expected in ((None, (0, 121.0, 125.0)), ({"by": "team", "after_hours": 2}, (1, 90.0, 92.0))):
        ledger = two_stages(
            seats("a", "b"),
            leads,
            [leaves_after(2), comes_after(WEEK)],
            [STAYS],
            levers={"routing": {"policy": "round-robin", "cover": cover}},
        )
        assert task_rows(ledger, "lead", "seat", "start")[:2] == [(0, 0, 0.0), (2, 0, 76.0)]
        closing = [row[1:] for row in task_rows(ledger) if row[0] == 0][-1]
        assert closing == expected
        assert ledger.lead_columns["handoffs"].tolist()[0] == 1


@pytest.mark.parametrize("comes", [130.0, 170.0])
def test_a_new_person_remembers_nothing_and_has_her_own_skill(comes):
    learning = {"learning": {"exponent": 0.5, "conversion_weight": 0, "reference_hours": 10, "half_life_weeks": 1e9}}
    people = merged(HALF_SPEED, {"hiring": {"ramp_start_share": 1}})
    found = []
    for post in ([STAYS], [leaves_after(2), comes_after(WEEK, skill=-9)]):
        market = one_stage_market({"turnover": CERTAIN, **learning, "skill": {"spread": 0}})
        floor = []
        change = held_by(post)
        ledger = play(
            market,
            scheme_of(seats("a"), ROLES, people),
            [Lead(0, u=0.4), Lead(comes, u=0.4)],
            change=lambda plan, change=change, floor=floor: floor.append(plan) or change(plan),
            weeks=5,
        )
        found.append((ledger, floor[0]))
    (stayed, plan), (left, _) = found
    reference = plan.learning.reference
    assert states(left)[0] == states(stayed)[0] == "won"
    # Nobody remembers anything: familiarity is 0, the gain minus the reference.
    assert task_rows(left)[1][2:] == (comes, pytest.approx(comes + 2 * exp(0.5 * reference)))
    assert task_rows(stayed)[1][3] < task_rows(left)[1][3]
    assert states(stayed)[1] == "won"
    assert states(left)[1] == "lost", "by her skill of -9"


def test_no_coaching_of_her_predecessors_is_remembered():
    from sim.levers.coaching import after_a_week, skill_added

    floors = []
    market = one_stage_market({"turnover": CERTAIN, "coaching": {"most_logit": 1, "half_hours": 10}})
    people = merged(HALF_SPEED, {"managers": {"coaching_hours": 4}})
    hold = held_by([leaves_after(2), comes_after(0.0)], [STAYS])
    plans = []
    scheme = scheme_of(seats("a", "b"), ROLES, people)
    play(market, scheme, [], change=lambda plan: plans.append(hold(plan)) or plans[0], weeks=4)
    floor = SalesFloor(plans[0], scheme.routing)
    floor.run()
    floors.append(floor)
    # From 80 on: one week, with two hours for each of two people.
    hours = after_a_week(0.0, 2.0, plans[0].coaching.half_life_weeks)
    assert floor.seats.coached[0] == pytest.approx(hours)
    assert floor.seats.coached[1] > 5 * hours
    assert floor.seats.skill[0][0] == pytest.approx(skill_added(hours, 1, 10) - plans[0].coaching.reference)


def test_the_road_takes_no_notice_of_who_is_new():
    travel = {"travel": {"working_share": 1, "road_km_per_hour": 100, "flight_from_km": 9000}}
    market = one_stage_market({"turnover": CERTAIN, **travel}, on_site_share=1)
    lead = Lead(100, latitude=1.0, visits=[True])
    ledger = play(
        market,
        scheme_of(seats("a"), ROLES, HALF_SPEED),
        [lead],
        change=held_by([leaves_after(2), comes_after(WEEK)]),
        weeks=5,
    )
    ((start, end, travelled),) = task_rows(ledger, "start", "end", "travel_hours")
    assert (start, end) == (120.0, pytest.approx(120 + 2 / 0.5 + travelled))
    assert travelled > 1


def test_switched_off_it_is_not_there_and_without_a_hazard_it_changes_nothing():
    leads = [Lead(0, thinking=[90, 0]), Lead(3), Lead(100)]
    markets = [
        market_of({"call": stage(1), "close": stage(2)}, {"patience": {}, **effects})
        for effects in ({}, {"turnover": {"enabled": False, "base_per_year": 9}}, {"turnover": {"base_per_year": 0}})
    ]
    scheme = scheme_of(seats("a", "b"), TWO_STAGES, HALF_SPEED, incentives=pay_plan_of())
    absent, disabled, never = (play(market, scheme, leads, weeks=6) for market in markets)
    assert fingerprint(absent) == fingerprint(disabled) == fingerprint(never)
    assert disabled.plan.turnover is None
    assert people_rows(absent) == [(0, 0, 0.0, inf), (1, 0, 0.0, inf)]
    assert money(absent, "hiring") == []


def test_whoever_comes_has_attended_no_course():
    from sim.floor.seat_state import SeatStates

    effects = {"turnover": CERTAIN, "training": {"most_logit": 2, "half_hours": 8, "half_life_weeks": 1e9}}
    course = {"teaches": {"stages": ["work"]}, "hours": 8, "every_weeks": 1}
    plans = []
    play(
        one_stage_market(effects),
        scheme_of(seats("a", "b"), ROLES, HALF_SPEED, training={"courses": {"c": course}}),
        [],
        change=lambda plan: plans.append(plan) or plan,
    )
    states = SeatStates(plans[0])
    states.trained.weeks_pass(0, 1)
    before = [list(gain) for gain in states.trained.stage_gain]
    states.starts(0, 30.0, [0.25], 1.0)
    assert before[0] == before[1] == states.trained.stage_gain[1]
    assert [hours[:2] for hours in states.trained.hours] == [[0.0, states.trained.hours[0][1]]]
    assert states.trained.stage_gain[0] < before[0]
    assert states.skill[0] == [0.25 + states.trained.stage_gain[0][0]]


def test_nobody_keeps_free_for_a_desk_whose_only_post_is_vacant():
    # x is to join a's close of lead 0, and is busy with lead 1 until 90; a has left at 80, and x goes on with lead 2.
    team = [*seats("a"), *seats("x", role="ae")]
    scheme = scheme_of(team, {"call": "ae", "close": "rep"}, HALF_SPEED, process={"joint": {"close": "ae"}})
    market = market_of({"call": stage(1, thinking_hours=1), "close": stage(2)}, {"turnover": CERTAIN})
    leads = [Lead(0, thinking=[74, 0]), Lead(70, u=[1, 1], work=[20, 2]), Lead(85, u=[1, 1])]
    ledger = play(market, scheme, leads, change=held_by([leaves_after(2), comes_after(WEEK)], [STAYS]), weeks=4)
    assert task_rows(ledger, "lead", "seat", "start") == [
        (0, 1, 0.0),
        (1, 1, 70.0),
        (2, 1, 90.0),
        (0, 0, 120.0),
        (0, 1, 120.0),
    ]


def test_leads_go_to_whoever_is_the_best_now():
    levers = {"routing": {"policy": "skill"}}
    market = one_stage_market({"turnover": CERTAIN})
    scheme = scheme_of(seats("a", "b"), ROLES, HALF_SPEED, **levers)
    for skill, seat in ((1.0, 0), (-1.0, 1)):
        hold = held_by([leaves_after(2), comes_after(WEEK, skill=skill)], [STAYS])
        ledger = play(market, scheme, [Lead(10), Lead(130)], change=hold, skills=[[0.0], [0.5]], weeks=4)
        assert [row[1] for row in task_rows(ledger)] == [1, seat]
