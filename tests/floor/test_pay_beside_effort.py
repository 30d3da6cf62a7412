"""Effort that follows contests and team pools, on floors worked by hand."""

from __future__ import annotations

from datetime import date
from math import erfc, exp, pi, sqrt

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from sim.market.calendar import business_calendar
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    fingerprint,
    market_of,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    stage,
    task_rows,
)
from tests.floor.posts import STAYS, comes_after, leaves_after, one_stage

ONE_STAGE = {"work": "rep"}
# No pace becomes known, so that everyone goes on as her quota says.
BLIND = {"half_weeks": 1e12}
RESPONSE = {"strength": 1, "attainment_deviation": 0.5, "floor": 0.05, "ceiling": 9, "conversion_weight": 0}
# Two reps: a quota of 500 a month each, target pay of 100 each: a fifth of what is credited.
TWO = seats("a", "b")
MONTHS_A_YEAR = 12
# January has 31 days, of which 27 are left on the 5th.
JANUARY = 27 / 31
PRIZE = {"sprint": {"measure": "credit", "pool": 300, "prizes": [1]}}


def hours(ledger):
    """(lead, seat, hours) of each task, in order."""
    return [(lead, seat, end - start) for lead, seat, start, end in sorted(task_rows(ledger))]


def played(leads, heeds, terms, response=RESPONSE, team=TWO, weeks=3, people=None, world=None):
    effects = {"effort_response": response, **({} if heeds is None else {"pay_beside": heeds})}
    plan = pay_plan_of(**terms)
    return play(
        one_stage_market(effects, world=world), scheme_of(team, ONE_STAGE, people, incentives=plan), leads, weeks=weeks
    )


def effort_for(gap, left, pool):
    """Of either of two, by the gap between what they are expected to sell and the months left.

    A tie's density, with both results spread by 0.5 of a year's quota of 6,000 x the root of what is left of a year.
    A unit of credit pays 0.2 in commission, which is normal.
    """
    spread = sqrt(2) * 0.5 * 6_000 * sqrt(left / MONTHS_A_YEAR)
    return 1 + pool * exp(-0.5 * (gap / spread) ** 2) / spread / sqrt(2 * pi) / 0.2


def test_effort_follows_the_chance_that_one_more_deal_wins_the_prize():
    """Both stand alike at first; after a week a is ahead by 400, which moves both less."""
    leads = [Lead(0, value=400), Lead(0, NEVER_ADVANCES), Lead(40, NEVER_ADVANCES), Lead(40, NEVER_ADVANCES)]
    found = hours(played(leads, BLIND, {"contests": PRIZE}))
    first = effort_for(0, JANUARY, 300 * JANUARY)
    later = effort_for(400, JANUARY - 12 / 52, 300 * JANUARY)
    assert first > 1.1
    assert [took for _, _, took in found] == pytest.approx([2 / first, 2 / first, 2 / later, 2 / later], rel=1e-6)


def test_effort_of_a_contest_between_weeks_ends_with_it():
    """Two weeks from the second on: nobody cares before, and nobody after."""
    plan = {"dash": {"measure": "credit", "pool": 300, "prizes": [1], "from_week": 1, "to_week": 3}}
    leads = [Lead(clock, NEVER_ADVANCES) for clock in (0, 40, 80, 120)]
    found = [took for _, _, took in hours(played(leads, BLIND, {"contests": plan}, weeks=5))]
    month = 52 / 12
    expected = [2, 2 / effort_for(0, 2 / month, 300), 2 / effort_for(0, 1 / month, 300), 2]
    assert found == pytest.approx(expected, rel=1e-6)


def test_a_contest_over_holidays_lasts_its_calendar_weeks():
    """From Monday 28 September 2026: three days are worked before China's week of holidays. Quotas ask all the same."""
    world = {"country": "CN", "start_date": "2026-09-28"}
    plan = {"dash": {"measure": "credit", "pool": 300, "prizes": [1], "from_week": 0, "to_week": 3}}
    leads = [Lead(0, NEVER_ADVANCES)]
    found = hours(played(leads, BLIND, {"contests": plan}, weeks=4, world=world))[0][2]
    assert found == pytest.approx(2 / effort_for(0, 3 * 12 / 52, 300), rel=1e-6)


def test_what_somebody_sells_over_holidays_is_her_pace_of_calendar_weeks():
    """a sold 400 in the first of three weeks by 19 October, of which the second had two working days."""
    world = {"country": "CN", "start_date": "2026-09-28"}
    clock = business_calendar("CN", date(2026, 9, 28), 60, 8).weeks_to_clock(3)
    plan = {"dash": {"measure": "credit", "pool": 300, "prizes": [1], "from_week": 3, "to_week": 5}}
    leads = [Lead(0, value=400), Lead(0, NEVER_ADVANCES), Lead(clock, NEVER_ADVANCES)]
    found = hours(played(leads, {"half_weeks": 13}, {"contests": plan}, weeks=6, world=world))[2][2]
    assert found == pytest.approx(2 / effort_for(400 / 16 * 2, 2 * 12 / 52, 300), rel=1e-6)


def test_whoever_has_a_quota_and_no_target_pay_is_a_rival_all_the_same():
    """b is paid nothing for her quota of 1,000 but the prize. Of what a sells, she is paid a tenth."""
    roles = {"rep": {"target_pay_per_year": 1_200}, "ae": {"target_pay_per_year": 0}}
    team = [*seats("a"), *seats("b", role="ae")]
    market = market_of({"work": stage(), "close": stage()}, {"effort_response": RESPONSE, "pay_beside": BLIND})
    plan = pay_plan_of(roles=roles, contests=PRIZE)
    scheme = scheme_of(team, {"work": "rep", "close": "ae"}, incentives=plan)
    found = hours(play(market, scheme, [Lead(0, NEVER_ADVANCES)]))[0][2]
    pool, spread = 300 * JANUARY, sqrt(2) * 0.5 * 12_000 * sqrt(JANUARY / MONTHS_A_YEAR)
    assert found == pytest.approx(2 / (1 + pool / spread / sqrt(2 * pi) / 0.1), rel=1e-6)


def test_a_contest_that_the_run_does_not_come_to_the_end_of_moves_nobody():
    plan = {"dash": {"measure": "credit", "pool": 300, "prizes": [1], "from_week": 0, "to_week": 40}}
    assert hours(played([Lead(0, NEVER_ADVANCES)], BLIND, {"contests": plan})) == [(0, 0, pytest.approx(2.0))]


@pytest.mark.parametrize("measure", ["credit", "deals", "attainment"])
def test_what_ranks_makes_no_difference_where_all_deals_and_quotas_are_alike(measure):
    """Scores are the same in other units: so are the odds."""
    leads = [Lead(0, value=400), Lead(0, NEVER_ADVANCES, value=400), Lead(40, NEVER_ADVANCES, value=400)]
    plan = {"sprint": PRIZE["sprint"] | {"measure": measure}}
    found = hours(played(leads, BLIND, {"contests": plan}, world={"products": {"tool": {"value_median": 400}}}))
    assert found[2][2] == pytest.approx(2 / effort_for(400, JANUARY - 12 / 52, 300 * JANUARY), rel=1e-6)


def test_people_learn_who_sells_more_than_her_quota():
    """In February everyone begins anew. Of a, who sold 400 in January's four weeks, 92 more a month are expected.

    At 13 weeks for half: (13 x her quota + 400) / (13 + 4) a week, beside (13 x her quota) / 17 for b.
    """
    leads = [Lead(0, value=400), Lead(0, NEVER_ADVANCES), Lead(160, NEVER_ADVANCES)]
    found = hours(played(leads, {"half_weeks": 13}, {"contests": PRIZE}, weeks=6))
    gap = 400 / 17 * 52 / 12
    assert gap == pytest.approx(101.96, abs=0.01)
    assert found[2][2] == pytest.approx(2 / effort_for(gap, 1, 300), rel=1e-6)


def test_whoever_is_new_is_expected_to_sell_what_her_quota_says():
    """a, of whom 400 were known, leaves after a week; her successor's odds are those of anybody with her quota."""
    leads = [Lead(0, value=400), Lead(160, NEVER_ADVANCES)]
    posts = [[leaves_after(1), comes_after(20)], [STAYS]]
    effects = {"effort_response": RESPONSE, "pay_beside": {"half_weeks": 13}}
    levers = {"incentives": pay_plan_of(contests=PRIZE)}
    ledger = one_stage(TWO, leads, *posts, effects=effects, levers=levers, people={"hiring": {"ramp_start_share": 1}})
    took = hours(ledger)[1][2]
    # b has sold nothing in four weeks, the new one nothing in two and a half.
    week = 500 * 12 / 52
    behind = week * (13 / (13 + 2.5) - 13 / 17) * 52 / 12
    assert took == pytest.approx(2 / effort_for(behind, 1, 300), rel=1e-6)


POOL = {"team_pool": {"unit": "all", "share_of_target_pay": 0.5}}


@pytest.mark.parametrize("heads", [1, 2, 4])
def test_of_what_she_adds_to_the_pool_each_has_an_equal_part(heads):
    """Half of the pay is her own, and of the other half a part of 1/n: free riding."""
    team = seats(*"abcd"[:heads])
    today = scheme_of(team, ONE_STAGE, incentives=pay_plan_of())
    pooled = scheme_of(team, ONE_STAGE, incentives=pay_plan_of(**POOL))
    market = one_stage_market({"effort_response": RESPONSE, "pay_beside": {}})
    ready = resolve_schemes(market, {"today": today, "pool": pooled}, "today")["pool"]
    ledger = play(market, pooled, [Lead(0, NEVER_ADVANCES)], ready=ready)
    assert hours(ledger)[0][2] == pytest.approx(2 / (0.5 + 0.5 / heads))


def test_a_plan_that_pays_by_the_team_alone_leaves_a_part_of_one_nth():
    all_of_it = {"team_pool": {"unit": "all", "share_of_target_pay": 1}}
    today = scheme_of(TWO, ONE_STAGE, incentives=pay_plan_of())
    pooled = scheme_of(TWO, ONE_STAGE, incentives=pay_plan_of(**all_of_it))
    for effects, took in (({"pay_beside": {}}, 2 / 0.5), ({}, 2 / 0.05)):
        market = one_stage_market({"effort_response": RESPONSE, **effects})
        ready = resolve_schemes(market, {"today": today, "pool": pooled}, "today")["pool"]
        assert hours(play(market, pooled, [Lead(0, NEVER_ADVANCES)], ready=ready, weeks=2))[0][2] == pytest.approx(took)


def test_a_team_far_below_its_threshold_gives_up_the_pool():
    tiers = [{"attainment_from": 0, "rate": 0}, {"attainment_from": 0.9, "rate": 10}]
    terms = {"team_pool": {"unit": "all", "share_of_target_pay": 0.5, "tiers": tiers}}
    response = RESPONSE | {"attainment_deviation": 0}
    # A week on, nobody has sold anything: 0.74 of 0.87 months are left.
    leads = [Lead(0, NEVER_ADVANCES), Lead(80, NEVER_ADVANCES)]
    found = [took for _, _, took in hours(played(leads, {}, terms, response))]
    # Of a plan held against itself, its own half is normal; half of ten times the other half is on top.
    assert found == pytest.approx([2 / (1 + 10 / 2), 2])


def test_what_a_team_reaches_is_less_uncertain_than_what_its_members_do():
    """What two sell spreads by 1/sqrt(2) of what one does, beside their quota; it pays 10 for each unit above 1.2."""
    tiers = [{"attainment_from": 0, "rate": 0}, {"attainment_from": 1.2, "rate": 10}]
    terms = {"team_pool": {"unit": "all", "share_of_target_pay": 0.5, "tiers": tiers}}
    found = hours(played([Lead(0, NEVER_ADVANCES)], {}, terms))[0][2]
    deviation = 0.5 * sqrt(MONTHS_A_YEAR * JANUARY) / JANUARY / sqrt(2)
    above = 0.5 * erfc(0.2 / deviation / sqrt(2))
    assert found == pytest.approx(2 / (1 + 10 / 2 * above))


def test_nobody_competes_with_an_empty_post():
    """a leaves after a week. b, then alone in the contest, wins whatever she does."""
    effects = {"effort_response": RESPONSE, "pay_beside": BLIND}
    levers = {"incentives": pay_plan_of(contests=PRIZE)}
    posts = [[leaves_after(1), comes_after(400)], [STAYS]]
    leads = [Lead(0, NEVER_ADVANCES), Lead(0, NEVER_ADVANCES), Lead(80, NEVER_ADVANCES)]
    found = hours(one_stage(TWO, leads, *posts, effects=effects, levers=levers))
    assert found[1][2] < 1.9
    assert found[2] == (2, 1, pytest.approx(2.0))


def test_weights_say_how_much_it_counts():
    def first(**weights):
        return hours(played([Lead(0, NEVER_ADVANCES)], BLIND | weights, {"contests": PRIZE, **POOL}))[0][2]

    contest = (effort_for(0, JANUARY, 300 * JANUARY) - 1) * 2  # half of the pay is normal
    assert first(contest_weight=0, pool_weight=0) == pytest.approx(2.0)
    assert first(contest_weight=2, pool_weight=0) == pytest.approx(2 / (1 + 2 * contest), rel=1e-6)
    assert first(contest_weight=0, pool_weight=2) == pytest.approx(2 / (1 + 2 * 0.5))


def test_without_contests_and_pools_or_without_a_response_it_changes_no_bit():
    leads = [Lead(0, value=400), Lead(0), Lead(40), Lead(40, NEVER_ADVANCES)]
    tiers = [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1, "rate": 2}]
    for terms, response in (({"tiers": tiers}, RESPONSE), ({"contests": PRIZE, **POOL}, {"enabled": False})):
        plain = fingerprint(played(leads, None, terms, response))
        assert fingerprint(played(leads, {}, terms, response)) == plain
    plain = fingerprint(played(leads, None, {"contests": PRIZE}))
    assert fingerprint(played(leads, {"enabled": False, "contest_weight": 9}, {"contests": PRIZE})) == plain
