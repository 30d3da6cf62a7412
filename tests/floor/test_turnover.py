"""People who leave and those who come after them, on hand-worked floors whose hazards and draws are written down."""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest

from sim.floor.regional_plan import Person
from sim.floor.sales_floor import SalesFloor
from sim.levers.turnover import log_hazard_of_pay, narrowness
from tests.builders import (
    Lead,
    fingerprint,
    market_of,
    merged,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)

ROLES = {"work": "rep"}
TWO_STAGES = {"call": "rep", "close": "rep"}
# A hazard of exactly 1 a week, and nothing else that moves people.
CERTAIN = {"base_per_year": 52, "pay_weight": 0, "contagion_weight": 0, "focus_weight": 0, "relationship_lost": 0}
STAYS = Person(inf, 0, [])
HALF_SPEED = {"hiring": {"ramp_start_share": 0.5, "ramp_weeks": 2}}
WEEK = 40.0


def held_by(*posts, **changes):
    """What makes these persons hold the posts, one list for each seat; whoever comes last stays."""

    def person(seat, hire):
        mine = posts[seat] if seat < len(posts) else []
        return mine[hire] if hire < len(mine) else comes_after(WEEK)

    def change(plan):
        def of_its_stages(seat, hire):
            found = person(seat, hire)
            return found._replace(skill=found.skill[: len(plan.stages)])

        return replace(plan, turnover=replace(plan.turnover, person=of_its_stages, **changes))

    return change


def leaves_after(weeks):
    return Person(weeks - 0.5, 0, [])


def comes_after(hours, weeks=inf, skill=0.0):
    return Person(weeks - 0.5, hours, [skill, skill])


def one_stage(team, leads, *posts, effects=None, turnover=None, people=HALF_SPEED, weeks=6, levers=None, **fields):
    market = one_stage_market({"turnover": CERTAIN | (turnover or {}), **(effects or {})}, **fields)
    scheme = scheme_of(team, ROLES, people, **(levers or {}))
    return play(market, scheme, leads, change=held_by(*posts), weeks=weeks)


def two_stages(team, leads, *posts, effects=None, weeks=6, levers=None, thinking=0):
    market = market_of(
        {"call": stage(1, thinking_hours=thinking), "close": stage(2)}, {"turnover": CERTAIN, **(effects or {})}
    )
    scheme = scheme_of(team, TWO_STAGES, HALF_SPEED, **(levers or {}))
    return play(market, scheme, leads, change=held_by(*posts), weeks=weeks)


def people_rows(ledger):
    columns = ledger.person_columns
    return list(zip(*(columns[name].tolist() for name in ("seat", "hire", "start", "end")), strict=True))


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
    from sim.floor.regional_plan import AbsencePlan
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


HAZARD = 0.25
PULL = {"base_per_year": 52 * HAZARD, "contagion_weight": 2, "contagion_weeks": 1}


def test_a_colleagues_departure_raises_the_hazard_exactly_by_the_formula_and_for_so_many_weeks():
    """Three in the unit: one of two colleagues leaves in week 2, which counts for week 3 alone."""
    once = HAZARD * exp(2 * 1 / 2)
    weeks = 8
    for enough, leaves_at in ((3 * HAZARD + once - 1e-9, 3), (3 * HAZARD + once + 1e-9, 5), (2 * HAZARD, 2)):
        # After week 3, at 2 x 0.25 + 0.68; at the end of week 4, 3 x 0.25 + 0.68.
        ledger = one_stage(
            seats("a", "b", "c"),
            [],
            [Person(2 * HAZARD, 0, []), comes_after(WEEK)],
            [Person(enough, 0, [])],
            [STAYS],
            turnover=PULL,
            weeks=weeks,
        )
        left = next(row[3] for row in people_rows(ledger) if row[0] == 1)
        expected = {3: 4 * WEEK, 5: 5 * WEEK, 2: 2 * WEEK}[leaves_at]
        assert left == expected


def test_a_unit_is_those_who_have_the_same_manager():
    areas = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
    offices = {"offices": {"office": {"region": "north", "heads": 0}, "down": {"region": "south", "heads": 0}}}
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s", office="down")]
    plans = []
    market = one_stage_market({"turnover": {}})
    play(market, scheme_of(team, ROLES, offices, territory=areas), [], change=lambda plan: plans.append(plan) or plan)
    north, also_north, south = plans[0].turnover.unit
    assert north == also_north != south


def hazards(schemes, baseline, effects=None, market=None):
    """log of the weekly hazard of pay of each seat, by scheme."""
    from sim.floor.compile import compile_plan
    from sim.floor.resolve import resolve_schemes
    from sim.floor.resolved import Horizon
    from sim.market.leads import lead_table

    market = market or one_stage_market({"turnover": {"base_per_year": 0.2, "pay_weight": 2, **(effects or {})}})
    horizon, found = Horizon(0, 1, 0), {}
    for name, ready in resolve_schemes(market, schemes, baseline).items():
        plan = compile_plan(market, ready, horizon, lead_table(market, 7, 1, 0), 1, 0)
        found[name] = plan.turnover.log_of_pay
    return found


def test_who_is_paid_above_what_today_pays_the_role_leaves_less_by_the_elasticity():
    plan = pay_plan_of(roles={"rep": {"target_pay_per_year": 13_500}})
    more = {"roles": {"rep": {"salary_per_year": 50_000}}}
    schemes = {
        "today": scheme_of(seats("a", "b"), ROLES, incentives=plan),
        "better": scheme_of(seats("a", "b"), ROLES, more, incentives=plan),
        "no variable": scheme_of(seats("a", "b"), ROLES),
        "one more": scheme_of([*seats("a"), *seats("b", salary_per_year=86_500)], ROLES, incentives=plan),
    }
    base = log(0.2 / 52)
    found = hazards(schemes, "today")
    assert found["today"] == pytest.approx([base, base])
    assert found["better"] == pytest.approx([base + 2 * log(50_000 / 63_500)] * 2)
    assert found["no variable"] == pytest.approx([base + 2 * log(50_000 / 36_500)] * 2)
    assert found["one more"] == pytest.approx([base, base + 2 * log(1 / 2)])
    dearer = hazards(schemes, "today", {"market_pay": 1.2})
    assert dearer["today"] == pytest.approx([base + 2 * log(1.2)] * 2)


def test_nobody_leaves_while_an_organisation_is_planned_so_that_heads_and_quotas_are_the_same():
    from sim.floor.resolve import resolve_schemes

    plan = pay_plan_of(same_cost_as_baseline=True, tiers=[{"attainment_from": 0, "rate": 0.5}])
    schemes = {
        "today": scheme_of({"rep": 3}, TWO_STAGES, incentives=pay_plan_of()),
        "other": scheme_of({"rep": 3}, TWO_STAGES, incentives=plan),
    }
    funnel = {"call": stage(1), "close": stage(2)}
    without = resolve_schemes(market_of(funnel, {"learning": {}}), schemes, "today")
    there = resolve_schemes(market_of(funnel, {"learning": {}, "turnover": {"base_per_year": 20}}), schemes, "today")
    for name in schemes:
        assert there[name].heads == without[name].heads
        assert there[name].pay_scale == without[name].pay_scale
        assert (there[name].experience == without[name].experience).all()


def test_pay_says_nothing_without_any_and_nobody_leaves_without_a_base():
    assert log_hazard_of_pay(0.2, 3, 0, 0) == pytest.approx(log(0.2 / 52))
    assert log_hazard_of_pay(0, 3, 1, 1) == -inf
    assert log_hazard_of_pay(52, 1, 100, 0) == pytest.approx(log(1000))


def paid(ledger):
    rows = ledger.statements
    names = ("start", "end", "attainment", "amount", "whole")
    return list(zip(*(rows[name].tolist() for name in names), strict=True))


def test_each_is_paid_for_her_part_of_the_period_and_the_parts_add_up():
    """A month of 20 or more days; a flat plan pays 100 at the quota of 1,000 of a whole month."""
    levers = {"incentives": pay_plan_of()}
    leads = [Lead(0, value=300), Lead(125, value=500)]
    left = one_stage(seats("a"), leads, [leaves_after(2), comes_after(WEEK)], levers=levers, weeks=8)
    stayed = one_stage(seats("a"), leads, [STAYS], levers=levers, weeks=8)
    end = stayed.plan.month_ticks[1]
    assert end > 125 + 4, "the first month ends after the second deal"
    (_, _, of_both, whole_pay, _), *_ = paid(stayed)
    (start, gone, hers, first, whole), (came, ended, new, second, also), *_ = paid(left)
    assert (start, gone, whole) == (0.0, 80.0, False)
    assert (came, ended, also) == (120.0, end, False)
    month = 100 * stayed.plan.pay.first_period_share
    assert hers == pytest.approx(300 / (10 * month * 80 / end))
    assert new == pytest.approx(500 / (10 * month * (end - 120) / end))
    # A flat plan pays by what is sold, whatever the quota: nothing is lost, and nothing is paid twice.
    assert first + second == pytest.approx(whole_pay) == pytest.approx(80)
    assert of_both == pytest.approx(800 / (10 * month))


def test_an_empty_post_earns_nothing_and_its_next_holder_has_whole_periods_again():
    levers = {"incentives": pay_plan_of()}
    ledger = one_stage(seats("a"), [], [leaves_after(2), comes_after(6 * WEEK)], levers=levers, weeks=18)
    months = ledger.plan.month_ticks
    rows = paid(ledger)
    assert rows[0][:2] == (0.0, 80.0)
    assert rows[1][0] == 320.0
    assert rows[2][0] == rows[1][1] in months
    assert rows[2][4] is True


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


def test_fixed_pay_of_an_empty_post_is_saved_and_each_hire_costs_what_recruiting_costs():
    people = {"hiring": {"cost": 700, "roles": {"rep": {"cost": 900}}}}
    # Away from 81 to 141: 39 of week 3's 40 hours, and 21 of week 4's.
    ledger = one_stage(seats("a"), [Lead(79)], [leaves_after(2), comes_after(60)], people=people, weeks=5)
    weekly = 36500 * 7 / 365
    assert money(ledger, "salary saved") == [
        (80.0, pytest.approx(weekly * 39 / 40)),
        (120.0, pytest.approx(weekly * 21 / 40)),
    ]
    assert money(ledger, "hiring") == [(141.0, -900.0)]
    assert money(ledger, "salary") == [(week * WEEK, pytest.approx(-weekly)) for week in range(5)]
    assert ledger.seat_columns["capacity_hours"].sum() == 5 * WEEK - 60


def test_a_post_that_nobody_takes_before_the_end_is_vacant_until_then():
    ledger = one_stage(seats("a"), [], [leaves_after(2), comes_after(999)], weeks=4)
    assert people_rows(ledger) == [(0, 0, 0.0, 80.0)]
    weekly = pytest.approx(36500 * 7 / 365)
    assert money(ledger, "salary saved") == [(80.0, weekly), (120.0, weekly)]
    assert money(ledger, "hiring") == []


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


def test_narrow_work_is_a_herfindahl_index_by_kind_averaged_over_kinds():
    kinds = [[0, 1], [2, 3, 4]]
    hours = np.array([[3.0, 1, 5, 5, 0], [0, 7, 0, 0, 2], [0, 0, 0, 0, 0], [1, 1, 0, 0, 0]])
    found = narrowness(hours, kinds)
    assert found[:2].tolist() == [pytest.approx((10 / 16 + 1 / 2) / 2), 1.0]
    assert np.isnan(found[2:]).all()


@pytest.mark.parametrize("weight", [2.0, -1.0])
def test_whoever_remembers_narrower_work_than_today_leaves_more_or_less_by_the_weight(weight):
    """Two industries, in which a has worked alike and b in one alone, and one stage and product, where all is alike."""
    effects = {"turnover": CERTAIN | {"base_per_year": 5.2, "focus_weight": weight}, "learning": {}}
    market, plans = one_stage_market(effects), []
    scheme = scheme_of(seats("a", "b", "c"), ROLES, HALF_SPEED)
    play(market, scheme, [], change=lambda plan: plans.append(plan) or plan)
    ready = resolved(market, scheme)
    metal, retail = (ready.categories.index(("industry", name)) for name in ("metal", "retail"))
    others = [ready.categories.index(category) for category in (("stage", "work"), ("product", "tool"))]
    own = []
    for in_metal, in_retail in ((20.0, 20.0), (0.0, 40.0), (0.0, 0.0)):
        hours = [0.0] * len(ready.categories)
        hours[metal], hours[retail] = in_metal, in_retail
        for place in others:
            hours[place] = in_metal + in_retail
        own.append(hours)
    own_seats = tuple(replace(seat, hours=hours) for seat, hours in zip(plans[0].seats, own, strict=True))
    floor = SalesFloor(replace(plans[0], seats=own_seats), scheme.routing)
    # Today's people have worked in both industries alike: on average they are as narrow as a is.
    assert plans[0].turnover.reference == pytest.approx((1 + 0.5 + 1) / 3, abs=0.01)
    narrower = 1.0 - plans[0].turnover.reference
    assert floor.turnover.hazards() == [
        pytest.approx(0.1 * exp(weight * (2.5 / 3 - plans[0].turnover.reference))),
        pytest.approx(0.1 * exp(weight * narrower)),
        pytest.approx(0.1),
    ]


def test_focus_moves_nobody_where_nobody_learns():
    plans = []
    market = one_stage_market({"turnover": {"focus_weight": 2}})
    play(market, scheme_of(seats("a"), ROLES), [], change=lambda plan: plans.append(plan) or plan)
    assert plans[0].turnover.focus_weight == 0
