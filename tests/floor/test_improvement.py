"""Seats that move at reviews, on hand-worked floors: when, from where to where, and what a move does."""

from __future__ import annotations

from dataclasses import replace
from math import isnan

import pytest

from sim.floor.improvement.controller import MOVED, NOT_POSSIBLE, NOTHING
from sim.levers.absence import SICK, Stretch
from sim.results.measures.kpis import kpis
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    fingerprint,
    market_of,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    stage,
    task_rows,
)
from tests.floor.reviews import (
    AREAS,
    BEFORE_THE_FEAST,
    CLOSED_WEEK,
    FULL_CRM,
    LINE,
    NORTH_TO_SOUTH,
    TEAM,
    TO_CLOSERS,
    WEEK,
    desk,
    event_rows,
    line,
    planned,
    reviewed,
)


def test_a_planned_move_changes_what_the_seat_works_from_its_week_on():
    leads = [Lead(0), Lead(0), Lead(0), Lead(0)]
    ledger = line(leads, planned({"week": 1, **TO_CLOSERS}, move_cost=300), close=30)
    sdr, ae = desk(ledger, "sdr"), desk(ledger, "ae")
    assert event_rows(ledger) == [(WEEK, MOVED, 1, sdr, ae)]
    assert money(ledger, "improvement") == [(WEEK, -300)]
    # The last of the callers closes from week 1 on; until then the only closer works one lead after the other.
    assert task_rows(ledger) == [
        (0, 0, 0, 1),
        (1, 1, 0, 1),
        (2, 0, 1, 2),
        (3, 1, 1, 2),
        (0, 2, 1, 31),
        (1, 2, 31, 61),
        (2, 1, 40, 70),
        (3, 2, 61, 91),
    ]
    assert [row[0] for row in task_rows(ledger, "role")] == [0, 0, 0, 0, 1, 1, 1, 1]


def test_whoever_moves_finishes_the_task_at_hand_first_and_passes_it_on():
    leads = [Lead(38), Lead(38), Lead(38.5)]
    ledger = line(leads, planned({"week": 1, **TO_CLOSERS}), call=4, close=10)
    # Seat 1 is at work when it moves: it ends its call, and closes from then on.
    assert sorted(task_rows(ledger)) == [
        (0, 0, 38, 42),
        (0, 1, 42, 52),
        (1, 1, 38, 42),
        (1, 2, 42, 52),
        (2, 0, 42, 46),
        (2, 1, 52, 62),
    ]


def test_leads_of_whoever_moves_stay_with_the_others_who_have_to_read_up_on_them():
    market = market_of({"call": stage(1, thinking_hours=48), "close": stage(2)}, {"context": {"lost_logit": 1}})
    roles = {"call": "rep", "close": "rep"}
    levers = {
        "territory": AREAS,
        "routing": {"policy": "round-robin"},
        **planned(NORTH_TO_SOUTH),
    }
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    leads = [Lead(0), Lead(0, thinking=[50, 0]), Lead(30, thinking=[50, 0])]
    ledger = play(market, scheme_of(team, roles, **levers), leads, weeks=3)
    assert [row[2] for row in event_rows(ledger)] == [1]
    # Lead 1 was the second seat's; after the move it is the first one's, who knows nothing of it.
    assert [(lead, seat) for lead, seat, start, _ in task_rows(ledger) if start >= WEEK] == [(0, 0), (1, 0), (2, 0)]
    assert ledger.lead_columns["handoffs"].tolist() == [0, 1, 0]


def test_what_waits_for_whoever_moves_is_taken_up_by_those_who_stay():
    market = one_stage_market(effort_hours=30)
    levers = {
        "territory": AREAS,
        "routing": {"policy": "round-robin"},
        **planned(NORTH_TO_SOUTH),
    }
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    # Both have one at hand and one that waits; the last lead finds the moved seat at its new desk.
    leads = [Lead(20), Lead(20), Lead(21), Lead(21), Lead(45, region="south"), Lead(46, region="south")]
    ledger = play(market, scheme_of(team, {"work": "rep"}, **levers), leads, weeks=5)
    assert task_rows(ledger) == [
        (0, 0, 20, 50),
        (1, 1, 20, 50),
        (4, 2, 45, 75),
        (2, 0, 50, 80),
        (5, 1, 50, 80),
        (3, 0, 80, 110),
    ]


def test_the_last_one_of_a_desk_stays_and_so_does_whoever_is_already_there():
    team = [*seats("a", role="sdr"), *seats("x", role="ae")]
    ledger = line([Lead(0)], planned({"week": 1, **TO_CLOSERS}, move_cost=300), team=team)
    assert [row[:3] for row in event_rows(ledger)] == [(WEEK, NOT_POSSIBLE, -1)]
    assert money(ledger, "improvement") == []


def test_where_posts_overlap_a_seat_moves_to_another_desk_than_its_own():
    market = one_stage_market()
    into_the_fullest = {"week": 1, "take_from": {"role": "rep"}, "give_to": {"role": "rep", "territory": "n"}}
    from_the_emptiest = {"week": 1, "take_from": {"role": "rep", "territory": "s"}, "give_to": {"role": "rep"}}
    team = [*seats("a", "b", "c", territory="n"), *seats("d", "e", territory="s")]
    for move, seat, source, target in ((into_the_fullest, 4, "s", "n"), (from_the_emptiest, 4, "s", "n")):
        scheme = scheme_of(team, {"work": "rep"}, territory=AREAS, **planned(move))
        ledger = play(market, scheme, [Lead(0)], weeks=2)
        names = {area: desk(ledger, f"rep / {area}") for area in "ns"}
        assert event_rows(ledger) == [(WEEK, MOVED, seat, names[source], names[target])]


def test_a_move_between_posts_that_are_one_and_the_same_desk_is_told_as_not_possible():
    only = {"territories": {"n": {"regions": ["north", "south"]}}}
    move = {"week": 1, "take_from": {"role": "rep"}, "give_to": {"role": "rep", "territory": "n"}}
    scheme = scheme_of(seats("a", "b", territory="n"), {"work": "rep"}, territory=only, **planned(move))
    ledger = play(one_stage_market(), scheme, [Lead(0)], weeks=2)
    assert event_rows(ledger) == [(WEEK, NOT_POSSIBLE, -1, -1, -1)]


def test_weeks_of_reviews_and_moves_and_their_hours_count_from_the_end_of_the_warm_up():
    market, team = one_stage_market(effort_hours=2), [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    roles, leads = {"work": "rep"}, [Lead(week * WEEK) for week in range(4)]
    levers = reviewed(hours_per_review=20, review_weeks=9, cost_per_review=5) | {"territory": AREAS}
    held = play(market, scheme_of(team, roles, **levers), leads, weeks=2, warm_up_weeks=2)
    assert event_rows(held, "time", "kind") == [(3 * WEEK, NOTHING)]
    assert money(held, "improvement") == [(3 * WEEK, -5)]
    assert [end - start for _, _, start, end in task_rows(held)] == pytest.approx([2, 2, 2, 4])
    moved = scheme_of(team, roles, territory=AREAS, **planned(NORTH_TO_SOUTH))
    assert event_rows(play(market, moved, leads, weeks=2, warm_up_weeks=2), "time", "kind") == [(3 * WEEK, MOVED)]


def test_whoever_is_about_to_be_away_does_not_move():
    def change(plan):
        # The last of the north is at work when she falls ill, and when a seat is to move.
        away = [[], [Stretch(WEEK - 5, 3 * WEEK, SICK)], []]
        return replace(plan, absence=replace(plan.absence, stretches=away))

    leads = [Lead(WEEK - 10), Lead(WEEK - 10)]
    ill = of_areas(leads, levers={}, effects={"absence": {}}, change=change, effort_hours=20)
    well = of_areas(leads, levers={}, effort_hours=20)
    assert [event_rows(ledger, "kind", "seat") for ledger in (ill, well)] == [[(MOVED, 0)], [(MOVED, 1)]]


def test_a_plan_stops_where_its_week_has_spent_the_budget():
    team = [*seats("a", "b", "c", role="sdr"), *seats("x", role="ae")]
    moves = [{"week": 1, **TO_CLOSERS}, {"week": 1, **TO_CLOSERS}, {"week": 2, **TO_CLOSERS}]
    spent = line([Lead(0)], planned(*moves, move_cost=500), team=team)
    assert [(row[0], row[2]) for row in event_rows(spent)] == [(WEEK, 2), (2 * WEEK, 1)]
    enough = line([Lead(0)], planned(*moves, move_cost=450), team=team)
    assert [(row[0], row[2]) for row in event_rows(enough)] == [(WEEK, 2), (WEEK, 1), (2 * WEEK, -1)]


def test_a_review_moves_a_seat_to_where_waiting_destroys_most_from_where_least_is_worked():
    ledger = line([Lead(hour / 2) for hour in range(8)], reviewed(waiting_loses=0.25, cost_per_review=20, move_cost=7))
    sdr, ae = desk(ledger, "sdr"), desk(ledger, "ae")
    (first, *_) = event_rows(ledger, "time", "kind", "seat", "source", "target", "destroyed", "slack")
    # At the end of week 0 the closer has closed 3 and works on the fourth; 4 wait, each worth 100 x 0.4. Of 3 results
    # on record all went on, so that a lead at the last stage is won with (3 + 1) / (3 + 2).
    assert first[:5] == (WEEK, MOVED, 1, sdr, ae)
    assert first[5] == pytest.approx(0.25 * 4 * 40 * 4 / 5)
    # Eight calls of an hour by two people of 40 hours each.
    assert first[6] == pytest.approx(1 - 8 / 80)
    assert money(ledger, "improvement")[:2] == [(WEEK, -7), (WEEK, -20)]


def test_a_review_reads_what_is_lag_weeks_old_and_no_more_than_since_the_one_before():
    leads = [Lead(hour / 2) for hour in range(8)]
    fresh = line(leads, reviewed(waiting_loses=0.25), weeks=6)
    late = line(leads, reviewed(waiting_loses=0.25, lag_weeks=2), weeks=6)
    assert event_rows(late, "time", "kind")[:2] == [(WEEK, NOTHING), (2 * WEEK, NOTHING)]
    was, found = (event_rows(ledger, "time", "destroyed", "slack") for ledger in (fresh, late))
    assert (found[2][0], found[2][1:]) == (3 * WEEK, was[0][1:])


def around_a_closed_week(leads, weeks=4, **terms):
    market = one_stage_market(effort_hours=2, **CLOSED_WEEK)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    scheme = scheme_of(team, {"work": "rep"}, territory=AREAS, **reviewed(**terms))
    return play(market, scheme, leads, weeks=weeks)


def test_reviews_that_a_closed_week_brings_together_are_held_once_and_take_their_hours_where_people_work():
    ledger = around_a_closed_week([Lead(BEFORE_THE_FEAST)], cost_per_review=20, hours_per_review=20)
    opens = ledger.plan.week_ticks
    assert ledger.plan.week_of_tick == [0, 2, 3]
    assert ledger.plan.improvement.reviews == (2, 3)
    assert money(ledger, "improvement") == [(opens[1], -20), (opens[2], -20)]
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([4])


def test_a_review_due_in_a_closed_week_only_is_held_in_the_next_one_or_not_at_all():
    rare = {"review_weeks": 4, "cost_per_review": 20, "hours_per_review": 20}
    ledger = around_a_closed_week([Lead(BEFORE_THE_FEAST)], **rare)
    assert ledger.plan.improvement.reviews == (2,)
    assert money(ledger, "improvement") == [(ledger.plan.week_ticks[1], -20)]
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([4])
    assert around_a_closed_week([Lead(0)], weeks=2, **rare).plan.improvement.reviews == ()


def test_what_was_done_before_a_closed_week_is_on_record_in_each_of_the_weeks_that_it_spans():
    # One person in the south has ended 23 tasks of 2 hours and works on another, and 6 wait; 5 were worked up north.
    leads = sorted([Lead(0, region="south")] * 30 + [Lead(0)] * 5, key=lambda lead: lead.region)
    lagged = around_a_closed_week(leads, waiting_loses=0.1, lag_weeks=1)
    (first, *_) = event_rows(lagged, "time", "kind", "destroyed", "slack")
    # The review after the closed week reads week 1 - the closed one - which stands for half of the work and hours.
    assert first[:2] == (BEFORE_THE_FEAST, MOVED)
    assert first[2] == pytest.approx(0.1 * 6 * 40 * (28 + 1) / (28 + 2))
    assert first[3] == pytest.approx(1 - 10 / (2 * BEFORE_THE_FEAST))
    # One that reads both of them finds the same, by the week.
    both = around_a_closed_week(leads, waiting_loses=0.1, review_weeks=2, from_week=2)
    assert event_rows(both, "time", "kind", "destroyed", "slack")[0] == pytest.approx(first)


def test_a_move_planned_for_a_closed_week_is_made_when_people_are_back():
    market = one_stage_market(effort_hours=2, **CLOSED_WEEK)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    scheme = scheme_of(team, {"work": "rep"}, territory=AREAS, **planned(NORTH_TO_SOUTH))
    ledger = play(market, scheme, [Lead(0)], weeks=3)
    assert event_rows(ledger, "time", "kind") == [(BEFORE_THE_FEAST, MOVED)]


def test_everyone_is_in_the_review_for_its_hours():
    market = one_stage_market(effort_hours=2)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    levers = reviewed(hours_per_review=20) | {"territory": AREAS}
    ledger = play(market, scheme_of(team, {"work": "rep"}, **levers), [Lead(0), Lead(WEEK)], weeks=2)
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([2, 4])


def test_whoever_moves_travels_from_the_home_that_she_keeps():
    market = one_stage_market({"travel": {}}, effort_hours=1, on_site_share=1)
    offices = {"offices": {"up": {"region": "north", "heads": 2}, "down": {"region": "south", "heads": 1}}}
    team = [*seats("a", "b", territory="n", office="up"), *seats("c", territory="s", office="down")]
    scheme = scheme_of(team, {"work": "rep"}, offices, territory=AREAS, **planned(NORTH_TO_SOUTH))
    leads = [Lead(WEEK + 1, region="south", latitude=10, visits=[True])] * 2
    ledger = play(market, scheme, leads, weeks=4)
    travelled = dict(task_rows(ledger, "seat", "travel_km"))
    # Ten degrees of latitude there and back, or across the street.
    assert travelled[1] == pytest.approx(2 * 1112, rel=0.01)
    assert travelled[2] == 0


def test_moves_that_come_back_are_counted_as_taken_back():
    back = {"take_from": {"role": "ae"}, "give_to": {"role": "sdr"}}
    moves = [{"week": 1, **TO_CLOSERS}, {"week": 2, **back}, {"week": 3, **TO_CLOSERS}]
    ledger = line([Lead(0)], planned(*moves), weeks=4)
    assert [row[2] for row in event_rows(ledger)] == [1, 1, 1]
    found, year = kpis(ledger), 365 / 28
    assert found["improvement_actions"] == pytest.approx(3 * year)
    assert found["improvement_reversals"] == pytest.approx(2 * year)


def test_nobody_is_moved_where_nothing_is_destroyed():
    ledger = line([Lead(0, NEVER_ADVANCES)], reviewed())
    assert {kind for _, kind in event_rows(ledger, "time", "kind")} == {NOTHING}


def test_reviews_that_take_and_cost_nothing_and_never_act_leave_the_ledger_as_it_was():
    leads = [Lead(hour) for hour in range(30)]
    plain = line(leads, {"crm": FULL_CRM}, close=0.5)
    watched = line(leads, reviewed(), close=0.5)
    assert event_rows(watched, "kind") == [(NOTHING,), (NOTHING,)]
    assert fingerprint(plain) == fingerprint(watched)
    assert isnan(kpis(plain)["improvement_actions"])


def of_areas(leads, *, levers, effects=None, weeks=4, change=lambda plan: plan, **fields):
    """Two people in the north, one in the south; the second moves south in week 1."""
    market = one_stage_market(effects, **fields)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    overflow = levers.pop("overflow_hours", None)
    territory = AREAS if overflow is None else AREAS | {"overflow_hours": overflow}
    scheme = scheme_of(team, {"work": "rep"}, territory=territory, **planned(NORTH_TO_SOUTH), **levers)
    return play(market, scheme, leads, weeks=weeks, change=change)


def test_whoever_moves_again_leaves_the_leads_of_the_role_that_she_worked_last():
    back = {"week": 2, "take_from": {"role": "ae"}, "give_to": {"role": "sdr"}}
    stages = {"call": stage(1), "close": stage(2, thinking_hours=1), "sign": stage(1)}
    market = market_of(stages)
    scheme = scheme_of(TEAM, {**LINE, "sign": "ae"}, **planned({"week": 1, **TO_CLOSERS}, back))
    # The one who has moved closes the second lead, and is back to calls by the time that it is to be signed.
    leads = [Lead(WEEK, thinking=[0, 0, 0]), Lead(WEEK, thinking=[0, 60, 0])]
    ledger = play(market, scheme, leads, weeks=4)
    found = {(lead, step): seat for lead, step, seat in task_rows(ledger, "lead", "stage", "seat")}
    assert found[1, 2] == 2
    assert len(found) == 6


def test_whoever_has_moved_covers_where_she_stands():
    away = [[], [], [Stretch(WEEK + 1, 4 * WEEK, SICK)]]

    def change(plan):
        return replace(plan, absence=replace(plan.absence, stretches=away))

    cover = {"routing": {"cover": {"by": "neighbours", "after_hours": 0}}}
    leads = [Lead(WEEK + 5, region="south")]
    ledger = of_areas(leads, levers=cover, effects={"absence": {}}, change=change)
    assert [seat for _, seat, _, _ in task_rows(ledger)] == [1]


def test_a_desk_that_has_lost_a_seat_is_full_sooner():
    # Two leads of 8 hours fill a desk of one person for 15 hours, but not yet one of two: the others go south.
    leads = [Lead(WEEK + 1), Lead(WEEK + 1), Lead(WEEK + 1), Lead(WEEK + 1)]
    ledger = of_areas(leads, levers={"overflow_hours": 15}, effort_hours=8)
    assert sorted(seat for _, seat, start, _ in task_rows(ledger) if start == WEEK + 1) == [0, 1, 2]


def test_whoever_follows_her_own_pay_finds_the_tasks_of_the_desk_that_she_comes_to():
    pay = {"incentives": pay_plan_of()}

    def change(plan):
        return replace(plan, task_choice=replace(plan.task_choice, follows=[False, True, False]))

    # Both wait as she comes: the dear one is hers.
    leads = [Lead(0, region="south"), Lead(1, region="south"), Lead(2, region="south", value=900)]
    effects = {"task_choice": {"follow_pay_share": 1}}
    ledger = of_areas(leads, levers=pay, effects=effects, change=change, effort_hours=60)
    assert [(lead, seat, start) for lead, seat, start, _ in sorted(task_rows(ledger))] == [
        (0, 2, 0),
        (1, 2, 60),
        (2, 1, 40),
    ]
