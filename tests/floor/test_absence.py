"""People who are away, on hand-worked floors: they take nothing, and the scheme says who works what waits for them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.resolving.regional_plan import AbsencePlan
from sim.floor.resolving.resolved import Horizon
from sim.levers.absence import SICK, VACANT, Stretch, one_after_another, together
from sim.market.leads import lead_table
from tests.builders import Lead, market_of, one_stage_market, play, resolved, scheme_of, seats, stage, states, task_rows

ROLES = {"work": "rep"}
TWO_STAGES = {"call": "rep", "close": "rep"}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "down": {"region": "south", "heads": 1}}}


def away(stretches, by="wait", after=0.0, neighbours=None):
    """What makes the plan's seats be away: one list of (start, end) for each seat."""

    def change(plan):
        found = [[Stretch(start, end, SICK) for start, end in mine] for mine in stretches]
        near = neighbours or [() for _ in plan.desks]
        return replace(plan, absence=AbsencePlan(found, by, after, near))

    return change


def one_stage(team, leads, *absences, effects=None, **cover):
    return play(one_stage_market(effects), scheme_of(team, ROLES), leads, change=away(absences, **cover))


def two_stages(team, leads, *absences, effects=None, **cover):
    market = market_of({"call": stage(1), "close": stage(2)}, effects)
    return play(market, scheme_of(team, TWO_STAGES), leads, change=away(absences, **cover))


def test_whoever_is_away_takes_nothing_and_begins_when_she_is_back():
    assert task_rows(one_stage(seats("a"), [Lead(3)], [(2, 10)])) == [(0, 0, 10.0, 12.0)]


def test_a_task_at_hand_is_finished_first_and_the_absence_still_ends_when_it_would_have():
    ledger = one_stage(seats("a"), [Lead(1), Lead(1)], [(2, 10)])
    assert task_rows(ledger) == [(0, 0, 1.0, 3.0), (1, 0, 10.0, 12.0)]
    assert ledger.absences["start"].tolist() == [3.0]
    assert ledger.absences["end"].tolist() == [10.0]


def test_an_absence_that_would_have_ended_before_the_task_does_is_none():
    ledger = one_stage(seats("a"), [Lead(1), Lead(1)], [(1.5, 2.5)])
    assert task_rows(ledger) == [(0, 0, 1.0, 3.0), (1, 0, 3.0, 5.0)]
    assert len(ledger.absences["start"]) == 0


def test_capacity_leaves_with_whoever_is_away():
    ledger = one_stage(seats("a", "b"), [Lead(1), Lead(1)], [(2, 10)], [])
    assert ledger.seat_columns["capacity_hours"].tolist() == [40 - 7, 40]
    assert ledger.names["absence"][ledger.absences["kind"][0]] == "sick"


def test_a_shared_queue_is_served_by_whoever_is_there():
    ledger = one_stage(seats("a", "b"), [Lead(1), Lead(1)], [(0.5, 30)], [])
    assert task_rows(ledger) == [(0, 1, 1.0, 3.0), (1, 1, 3.0, 5.0)]


def test_waiting_the_owners_lead_waits_until_she_is_back():
    ledger = two_stages(seats("a", "b"), [Lead(0, thinking=[3, 0])], [(1, 20)], [])
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 0, 20.0, 22.0)]
    assert ledger.lead_columns["handoffs"].tolist() == [0]


def test_patience_does_not_know_that_the_owner_is_away():
    market = market_of({"call": stage(1), "close": stage(2, patience_hours=5)}, {"patience": {}})
    lead = Lead(0, thinking=[3, 0], patience=[9, 5])
    for by, became in (("wait", "cold"), ("team", "won")):
        ledger = play(market, scheme_of(seats("a", "b"), TWO_STAGES), [lead], change=away([[(1, 20)], []], by))
        assert states(ledger) == [became]


def test_a_colleague_covers_for_good_and_the_customer_tells_the_story_again():
    thinking = market_of({"call": stage(1, thinking_hours=3), "close": stage(2)})
    plan = away([[(1, 20)], []], "team")
    ledger = play(thinking, scheme_of(seats("a", "b"), TWO_STAGES), [Lead(0, thinking=[3, 0])], change=plan)
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 1, 4.0, 6.0)]
    assert ledger.lead_columns["handoffs"].tolist() == [1]
    assert ledger.lead_columns["owner_rep"].tolist() == [1]


def test_what_already_waits_for_her_is_handed_over_when_cover_begins():
    # b holds a call from 0 to 1, so a is at work on the first lead until 1 and leaves; her close waits from 1.
    leads = [Lead(0), Lead(0, work=[5, 2])]
    ledger = two_stages(seats("a", "b"), leads, [(0.5, 30)], [], by="team", after=2.0)
    # a has left at 1 with a close to do; cover begins at 3; b is busy until 5 and does it next.
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (1, 1, 0.0, 5.0), (0, 1, 5.0, 7.0), (1, 1, 7.0, 9.0)]


def test_cover_does_not_begin_for_an_absence_shorter_than_its_hours():
    leads = [Lead(0), Lead(0, work=[1, 2])]
    ledger = two_stages(seats("a", "b"), leads, [(0.5, 6)], [], by="team", after=5.0)
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (1, 1, 0.0, 1.0), (1, 1, 1.0, 3.0), (0, 0, 6.0, 8.0)]


def two_territories(leads, *absences, by="neighbours", after=0.0):
    team = [*seats("a", territory="n"), *seats("b", territory="s", office="down")]
    change = away(absences, by=by, after=after, neighbours=[(1,), (0,)])
    return play(one_stage_market(), scheme_of(team, ROLES, OFFICES, territory=AREAS), leads, change=change)


def test_where_nobody_of_the_desk_is_left_the_neighbours_take_what_comes_and_what_waits():
    leads = [Lead(0), Lead(1), Lead(4)]
    assert task_rows(two_territories(leads, [(1, 30)], [], after=1.0)) == [
        (0, 0, 0.0, 2.0),
        # a leaves at 2, cover begins at 3.
        (1, 1, 3.0, 5.0),
        (2, 1, 5.0, 7.0),
    ]
    assert task_rows(two_territories(leads, [(1, 30)], [], by="team")) == [
        (0, 0, 0.0, 2.0),
        (1, 0, 30.0, 32.0),
        (2, 0, 32.0, 34.0),
    ]


def test_once_back_she_has_her_territory_again():
    assert task_rows(two_territories([Lead(2), Lead(7)], [(1, 6)], [])) == [(0, 1, 2.0, 4.0), (1, 0, 7.0, 9.0)]


def test_neighbours_who_are_away_too_cover_for_nobody():
    assert task_rows(two_territories([Lead(2)], [(1, 8)], [(1, 20)])) == [(0, 0, 8.0, 10.0)]


def test_a_partner_who_keeps_free_is_released_when_the_owner_leaves():
    team = [*seats("a"), *seats("x", role="ae")]
    scheme = scheme_of(team, TWO_STAGES, process={"joint": {"close": "ae"}})
    leads = [Lead(0), Lead(0.5, work=[4, 2])]
    market = market_of({"call": stage(1), "close": stage(2)})
    # x joins at once where a can; a is away from 5 to 20 with the second close to do, and x is free meanwhile.
    ledger = play(market, scheme, leads, change=away([[(6, 20)], []]))
    assert all(not 7 <= start < 20 for _, seat, start, _ in task_rows(ledger) if seat == 0)
    assert states(ledger) == ["won", "won"]


def test_stretches_follow_one_another_and_those_that_touch_are_one():
    assert one_after_another([(5, 2), (1, 3), (100, 1)], SICK, 50) == [Stretch(5, 7, SICK), Stretch(8, 11, SICK)]
    assert together([Stretch(10, 12, SICK), Stretch(1, 3, SICK), Stretch(2, 5, VACANT), Stretch(12, 13, SICK)]) == [
        Stretch(1, 5, VACANT),
        Stretch(10, 13, SICK),
    ]


def compiled(effects, weeks=520, **levers):
    market = one_stage_market({"absence": effects}, world={"demand": {"leads_per_year": 0}})
    scheme = scheme_of(seats(*"abcdefghijklmnop"), ROLES, **levers)
    ready, horizon = resolved(market, scheme), Horizon(0, weeks, 0)
    table = lead_table(market, horizon.days, 1, 0)
    return compile_plan(market, ready, horizon, table, 1, 0)


def test_stretches_are_as_frequent_and_as_long_as_the_market_says():
    effects = {"sick_spells_per_year": 3, "sick_hours": 16, "vacancies_per_year": 0}
    found = [stretch for mine in compiled(effects).absence.stretches for stretch in mine]
    years, lengths = 16 * 520 / 52, np.array([stretch.end - stretch.start for stretch in found])
    # A year at work and three spells: 2080 + 48 hours make a cycle of three.
    expected = 3 * years * 2080 / 2128
    assert len(found) == pytest.approx(expected, abs=4 * expected**0.5)
    assert lengths.mean() == pytest.approx(16, abs=4 * 16 / len(found) ** 0.5)
    assert {stretch.kind for stretch in found} == {SICK}
    vacant = [
        stretch
        for mine in compiled({"sick_spells_per_year": 0, "vacancies_per_year": 0.5}).absence.stretches
        for stretch in mine
    ]
    assert {stretch.kind for stretch in vacant} == {VACANT}
    # Eight weeks of forty hours each.
    assert np.mean([stretch.end - stretch.start for stretch in vacant]) == pytest.approx(320, rel=0.4)


def test_a_person_is_away_at_the_same_times_whatever_the_scheme_and_the_length_of_the_run():
    short = compiled({}, weeks=52).absence.stretches
    long = compiled({}, weeks=104, routing={"cover": {"by": "team"}}).absence.stretches
    for mine, longer in zip(short, long, strict=True):
        assert longer[: len(mine)] == mine
    assert short[0] != short[1], "and not all at once"


def test_the_nearest_desk_of_the_same_team_and_role_comes_first():
    regions = {"north": {"share": 0.4}, "south": {"share": 0.3, "latitude": 30}, "far": {"share": 0.3, "latitude": 9}}
    market = one_stage_market({"absence": {}}, world={"regions": regions})
    offices = {
        "offices": {name: {"region": name, "heads": 1} for name in regions}
        | {"office": {"region": "north", "heads": 0}}
    }
    team = [seat for name in regions for seat in seats(name, office=name, territory=name)]
    areas = {"territories": {name: {"regions": [name]} for name in regions}}
    ready = resolved(market, scheme_of(team, ROLES, offices, territory=areas))
    horizon = Horizon(0, 1, 0)
    plan = compile_plan(market, ready, horizon, lead_table(market, horizon.days, 1, 0), 1, 0)
    where = [ready.seats[desk[0]].territory for desk in plan.desks]
    near = {where[desk]: [where[other] for other in others] for desk, others in enumerate(plan.absence.neighbours)}
    assert near == {"north": ["far", "south"], "far": ["north", "south"], "south": ["far", "north"]}


def test_nobody_of_another_role_or_team_is_a_neighbour_however_near():
    regions = {"north": {"share": 0.5}, "south": {"share": 0.5, "latitude": 30}}
    market = one_stage_market({"absence": {}}, world={"regions": regions})
    offices = {"offices": {"office": {"region": "north", "heads": 0}, "down": {"region": "south", "heads": 0}}}
    big, small = {"team": "big", "territory": "n"}, {"team": "small", "territory": "n"}
    team = [
        *seats("a", **big),
        *seats("x", role="csm", **big),
        *seats("b", **small),
        *seats("c", office="down", team="big", territory="s"),
        *seats("y", office="down", role="csm", team="big", territory="s"),
    ]
    teams = {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}}
    rules = [{"segment": "large", "when": {"size": ["large"]}}]
    scheme = scheme_of(
        team,
        ROLES,
        {**offices, "roles": {"csm": {"salary_per_year": 36500}}},
        territory=AREAS,
        segmentation={"rules": rules, "residual": "others", "teams": teams},
        process={"after_sales": {"role": "csm"}},
    )
    ready, horizon = resolved(market, scheme), Horizon(0, 1, 0)
    plan = compile_plan(market, ready, horizon, lead_table(market, horizon.days, 1, 0), 1, 0)
    who = [ready.seats[desk[0]].name for desk in plan.desks]
    near = {who[desk]: [who[other] for other in others] for desk, others in enumerate(plan.absence.neighbours)}
    assert near == {"a": ["c"], "c": ["a"], "x": ["y"], "y": ["x"], "b": []}


def test_nobody_makes_up_for_hunting_that_fell_into_an_absence():
    # A quarter of the week is kept for contacts of an hour: at 0, 4 and 8; those of the 20 hours away are excused.
    scheme = scheme_of(seats("a"), ROLES, process={"hunting": {"role": "rep", "week_share": 0.25, "when_idle": False}})
    market = one_stage_market({"prospecting": {"contact_hours": 1}})
    accounts = [("north", -1)] * 40
    ledger = play(market, scheme, [], accounts=accounts, change=away([[(10, 30)]]))
    assert ledger.contacts["start"].tolist() == pytest.approx([0, 4, 8, 32, 36], abs=1e-4)


def test_once_back_she_has_her_own_customers_again_though_who_covered_has_rested_longer():
    leads = [Lead(2, existing=True, account=0.2), Lead(7, existing=True, account=0.2)]
    scheme = scheme_of(seats("a", "b"), ROLES, routing={"policy": "account-owner"})
    ledger = play(one_stage_market(), scheme, leads, change=away([[(1, 6)], []], by="team"))
    assert task_rows(ledger) == [(0, 1, 2.0, 4.0), (1, 0, 7.0, 9.0)]


def test_what_neighbours_have_taken_over_stays_with_them_when_it_is_reminded():
    # a is away until 30, and b is busy until 8; the reminder of lead 1 comes at 5.
    team = [*seats("a", territory="n"), *seats("b", territory="s", office="down")]
    remind = {"work": {"within_hours": 3, "escalation": [{"after_hours": 3, "action": "remind"}]}}
    scheme = scheme_of(team, ROLES, OFFICES, territory=AREAS, process={"sla": remind})
    gone = away([[(1, 30)], []], by="neighbours", neighbours=[(1,), (0,)])
    ledger = play(one_stage_market(), scheme, [Lead(0, region="south", work=[8]), Lead(2)], change=gone)
    assert task_rows(ledger) == [(0, 1, 0.0, 8.0), (1, 1, 8.0, 10.0)]
