"""What pay does to effort, worked by hand: effort follows the pay that the next deal is expected to bring."""

from __future__ import annotations

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.levers.travel import distance_km
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    states,
    task_rows,
)

ONE_STAGE = {"work": "rep"}
# The tiny market starts on Monday 5 January 2026; February starts after 20 working days.
FEBRUARY = 160.0
JUST = 1e-9
# At quota it pays half of the target pay: that is normal, and its tiers are 1 and 4 times as much.
RUSH = [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1, "rate": 2}]
# Here normal is 2, and its tiers are 1 and an eighth of that.
REST = [{"attainment_from": 0, "rate": 2}, {"attainment_from": 1, "rate": 0.25}]
CERTAIN = {"strength": 1, "attainment_deviation": 0, "floor": 0.05, "ceiling": 4, "conversion_weight": 0}


def test_effort_follows_the_pay_that_the_next_deal_is_expected_to_bring():
    """At the pace that the quota assumes, tier 2 is reached at first, missed a week on, reached after a deal."""
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(tiers=RUSH))
    leads = [Lead(0, NEVER_ADVANCES), Lead(40, value=500), Lead(80, NEVER_ADVANCES)]
    ledger = play(one_stage_market({"effort_response": CERTAIN}), scheme, leads, weeks=3)
    assert task_rows(ledger) == [(0, 0, 0.0, 0.5), (1, 0, 40.0, 42.0), (2, 0, 80.0, 80.5)]


def test_a_new_period_starts_the_chase_anew():
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(tiers=RUSH))
    leads = [Lead(arrival, NEVER_ADVANCES) for arrival in (120, FEBRUARY, FEBRUARY + 40)]
    ledger = play(one_stage_market({"effort_response": CERTAIN}), scheme, leads, weeks=6)
    assert [end - start for _, _, start, end in task_rows(ledger)] == [2.0, 0.5, 2.0]


@pytest.mark.parametrize(("value", "hours"), [(1_130, 0.5), (1_125, 2.0)])
def test_the_first_period_is_chased_for_the_part_of_the_quota_that_is_left_of_it(value, hours):
    """27 of January's 31 days ask for 871, and tier 2 is reached at 1,306: after three weeks 179 are still expected."""
    tiers = [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1.5, "rate": 2}]
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(tiers=tiers))
    leads = [Lead(0, value=value, work=[1]), Lead(120, NEVER_ADVANCES)]
    ledger = play(one_stage_market({"effort_response": CERTAIN}), scheme, leads, weeks=4)
    assert task_rows(ledger, "start", "end")[1] == (120.0, 120.0 + hours)


def test_effort_is_held_between_floor_and_ceiling_and_damped_by_its_strength():
    def hours(tiers, **changes):
        scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(tiers=tiers))
        market = one_stage_market({"effort_response": CERTAIN | changes})
        leads = [Lead(0, 1.0), Lead(40, 1.0)]
        return [end - start for _, _, start, end in task_rows(play(market, scheme, leads, weeks=2))]

    assert hours(RUSH, ceiling=1.25) == pytest.approx([2 / 1.25, 2])
    assert hours(REST, floor=0.8) == pytest.approx([2 / 0.8, 2])
    assert hours(REST) == pytest.approx([2 * 8, 2])
    assert hours(RUSH, strength=0.5) == pytest.approx([2 / 2, 2])
    assert hours(RUSH, strength=0) == [2.0, 2.0]


def worked(schemes, name="other", strength=1.0, **changes):
    """Hours that a lone rep takes for a lead under a scheme, held against the first one as today's."""
    market = one_stage_market({"effort_response": CERTAIN | {"strength": strength}}, **changes)
    ready = resolve_schemes(market, schemes, next(iter(schemes)))
    ledger = play(market, schemes[name], [Lead(0, NEVER_ADVANCES)], ready=ready[name])
    return task_rows(ledger, "end")[0][0]


@pytest.mark.parametrize(("pay", "hours"), [(1_200, 2.0), (600, 4.0), (120, 20.0), (2_400, 1.0)])
def test_effort_follows_money_and_not_the_way_in_which_a_plan_is_written(pay, hours):
    """Target pay of 1,200 today. Twice the rate on half the target pay is the same plan."""
    today = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    for rate in (1.0, 0.5, 4.0):
        terms = {"roles": {"rep": {"target_pay_per_year": pay / rate}}, "tiers": [{"attainment_from": 0, "rate": rate}]}
        other = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(**terms))
        assert worked({"today": today, "other": other}) == pytest.approx(hours)
        assert worked({"other": other}) == pytest.approx(2.0), "what is paid today is normal, whatever it is"


def test_a_plan_that_is_scaled_to_todays_cost_moves_effort_by_what_it_then_pays():
    today = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    double = pay_plan_of(roles={"rep": {"target_pay_per_year": 2_400}}, same_cost_as_baseline=True)
    market = {"demand": {"leads_per_year": 2_000}}
    schemes = {"today": today, "other": scheme_of(seats("a"), ONE_STAGE, incentives=double)}
    ready = resolve_schemes(one_stage_market(world=market), schemes, "today")
    assert ready["other"].pay_scale == pytest.approx(0.5)
    assert ready["other"].pay_level == {"rep": pytest.approx(1.0)}


def test_a_role_that_todays_plan_does_not_pay_is_held_against_its_own_plan():
    today = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    for pay in (10, 10_000):
        terms = {"roles": {"ae": {"target_pay_per_year": pay}}, "tiers": [{"attainment_from": 0, "rate": 3}]}
        other = scheme_of(seats("a", role="ae"), {"work": "ae"}, incentives=pay_plan_of(**terms))
        assert worked({"today": today, "other": other}) == pytest.approx(2.0)


@pytest.mark.parametrize(("u", "state"), [(4 / 5 - JUST, "won"), (4 / 5 + JUST, "lost")])
def test_effort_moves_the_outcome_by_its_logarithm(u, state):
    market = one_stage_market({"effort_response": CERTAIN | {"conversion_weight": 1}})
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(tiers=RUSH))
    assert states(play(market, scheme, [Lead(0, u)])) == [state], "effort 4 makes the odds four times as high"


def test_a_flat_plan_asks_for_normal_effort():
    market = one_stage_market({"effort_response": {"strength": 1, "floor": 0.25, "ceiling": 4}})
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    ledger = play(market, scheme, [Lead(0, value=700), Lead(40), Lead(200)], weeks=6)
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([2.0, 2.0, 2.0], abs=1e-12)


@pytest.mark.parametrize("unlimited", [False, True])
def test_effort_makes_work_shorter_and_the_road_as_long_as_it_is(unlimited):
    """Four times the normal effort on a visit of 2 hours, 100 km away: half an hour of work and 4 hours on the road."""
    travel = {"road_km_per_hour": 50, "flight_from_km": 400, "working_share": 1}
    market = one_stage_market({"effort_response": CERTAIN, "travel": travel}, on_site_share=0.5)
    people = {"unlimited_capacity": unlimited, "week": {"admin_share": 0.5}}
    scheme = scheme_of(seats("a"), ONE_STAGE, people, incentives=pay_plan_of(tiers=RUSH))
    a_hundred_km = 100 / float(distance_km(0.0, 0.0, 1.0, 0.0))
    ledger = play(market, scheme, [Lead(0, NEVER_ADVANCES, latitude=a_hundred_km, visits=[True])])
    assert task_rows(ledger, "end")[0][0] == pytest.approx((2 / 4 + 4) / 0.5)
