"""Team pools, draws and contests on floors worked by hand: what is paid beside one's own deals."""

from __future__ import annotations

import pytest

from sim.floor.resolving.resolve import resolve_schemes
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
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
from tests.floor.posts import STAYS, comes_after, leaves_after, one_stage

ONE_STAGE = {"work": "rep"}
FROM_JUNE = {"start_date": "2026-06-01"}
# June 2026 has 22 working days, July 23, August 21.
JULY, AUGUST, SEPTEMBER = 176.0, 360.0, 528.0
TWO_OFFICES = {"offices": {"office": {"region": "north", "heads": 2}, "far": {"region": "north", "heads": 1}}}
TEAM = [*seats("a", "b"), *seats("c", office="far")]
CERTAIN = {"strength": 1, "attainment_deviation": 0, "floor": 0.05, "ceiling": 4, "conversion_weight": 0}


def statements(leads, team=None, people=None, weeks=5, market=None, **terms):
    """Statements by (start, seat) of a plan with these terms."""
    scheme = scheme_of(team or seats("a"), ONE_STAGE, people, incentives=pay_plan_of(**terms))
    ledger = play(market or one_stage_market(world=FROM_JUNE), scheme, leads, weeks=weeks)
    found = ledger.statements
    assert -sum(amount for _, amount in money(ledger, "variable pay")) == pytest.approx(found["amount"].sum())
    rows = zip(found["start"].tolist(), found["seat"].tolist(), range(len(found["seat"])), strict=True)
    return {(start, seat): {name: column[row] for name, column in found.items()} for start, seat, row in rows}


def june(found, line):
    """This line of June's statements, by seat."""
    return pytest.approx([value[line] for (start, _), value in sorted(found.items()) if start == 0])


# a, b and c take one deal each at once.
THREE = [Lead(0, value=400), Lead(0, NEVER_ADVANCES), Lead(0, value=500)]


@pytest.mark.parametrize(
    ("unit", "pools"),
    [
        # A quota of a third of 1,000 each. The office has 400 of two thirds, 60 % of 25 each; c is alone with 150 %.
        ("office", [15, 15, 37.5]),
        # All together have 900 of 1,000.
        ("all", [22.5] * 3),
        ("role", [22.5] * 3),
        ("team", [22.5] * 3),
    ],
)
def test_a_quarter_of_target_pay_follows_the_attainment_of_the_unit(unit, pools):
    found = statements(THREE, TEAM, TWO_OFFICES, team_pool={"unit": unit, "share_of_target_pay": 0.25})
    assert june(found, "team_pool") == pools
    # One's own: 120 %, 0 and 150 % of 75.
    assert june(found, "commission") == [90, 0, 112.5]
    assert june(found, "amount") == [90 + pools[0], pools[1], 112.5 + pools[2]]


def test_two_roles_are_two_units():
    roles = {
        "sdr": {"target_pay_per_year": 1_200, "credit_share": 0.4},
        "ae": {"target_pay_per_year": 2_400, "credit_share": 0.6},
    }
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    market = market_of({"call": stage(1), "close": stage(1)}, **FROM_JUNE)
    pool = {"unit": "role", "share_of_target_pay": 0.5}
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, incentives=pay_plan_of(roles=roles, team_pool=pool))
    ledger = play(market, scheme, [Lead(0, value=500)], weeks=5)
    assert ledger.statements["team_pool"].tolist()[:2] == pytest.approx([25, 50])


def test_a_pool_may_have_tiers_and_a_cap_of_its_own():
    pool = {
        "unit": "all",
        "share_of_target_pay": 0.5,
        "tiers": [{"attainment_from": 0, "rate": 0}, {"attainment_from": 0.8, "rate": 2}],
        "cap_attainment": 1.2,
    }
    for sold, paid in ((700, 0), (1000, 20), (2000, 40)):
        found = statements([Lead(0, value=sold)], team_pool=pool)
        assert found[0.0, 0]["team_pool"] == pytest.approx(paid)
        assert found[0.0, 0]["commission"] == pytest.approx(0.05 * sold)


def test_what_is_in_the_pool_moves_nobodys_effort():
    """Three quarters of today's pay for each unit are left: effort of 0.75, and a lead takes 2 hours over that."""
    pool = {"unit": "all", "share_of_target_pay": 0.25}
    schemes = {
        "today": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of()),
        "pool": scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(team_pool=pool)),
    }
    market = one_stage_market({"effort_response": CERTAIN})
    for today, hours in (("today", 2 / 0.75), ("pool", 2.0)):
        ready = resolve_schemes(market, schemes, today)["pool"]
        assert task_rows(play(market, schemes["pool"], [Lead(0, 1)], ready=ready), "end") == [(pytest.approx(hours),)]


def test_a_pool_in_proportion_costs_as_much_as_its_share_of_a_flat_plan():
    pool = {"unit": "all", "share_of_target_pay": 0.25}
    asking = pay_plan_of(team_pool=pool, same_cost_as_baseline=True)
    double = {"attainment_from": 0, "rate": 2}
    richer = pay_plan_of(team_pool=pool | {"tiers": [double]}, same_cost_as_baseline=True)
    market = one_stage_market(world={"demand": {"leads_per_year": 2_000}})
    schemes = {
        "today": scheme_of(seats("a", "b"), ONE_STAGE, incentives=pay_plan_of()),
        "pool": scheme_of(seats("a", "b"), ONE_STAGE, incentives=asking),
        "richer": scheme_of(seats("a", "b"), ONE_STAGE, incentives=richer),
    }
    ready = resolve_schemes(market, schemes, "today")
    assert ready["pool"].pay_scale == pytest.approx(1.0)
    assert ready["richer"].pay_scale == pytest.approx(1 / 1.25)


# Sold: 100 in June, 350 in July, 1,000 in August; of which a flat plan pays a tenth.
THREE_MONTHS = [Lead(0, value=100), Lead(JULY, value=350), Lead(AUGUST, value=1000)]


@pytest.mark.parametrize(
    ("recoverable", "rows"),
    [
        # (commission, draw, recovered, owed after): at least 30 a month.
        (True, [(10, 20, 0, 20), (35, 0, -5, 15), (100, 0, -15, 0)]),
        (False, [(10, 20, 0, 0), (35, 0, 0, 0), (100, 0, 0, 0)]),
    ],
)
def test_a_draw_over_three_periods(recoverable, rows):
    draw = {"share_of_target_pay": 0.3, "recoverable": recoverable}
    found = statements(THREE_MONTHS, weeks=14, draw=draw)
    lines = ("commission", "draw", "recovered", "draws_owed")
    months = [tuple(found[start, 0][line] for line in lines) for start in (0.0, JULY, AUGUST)]
    assert months == [pytest.approx(row) for row in rows]
    # September has 6 of its 30 days: a fifth of the guarantee.
    assert found[SEPTEMBER, 0]["amount"] == pytest.approx(6)


def contest(**changes):
    return {"spring": {"measure": "credit", "pool": 1_000, "prizes": [0.6, 0.4], **changes}}


def test_a_contest_of_every_period_ranks_anew_and_gives_its_pool_each_time():
    leads = [Lead(0, value=400), Lead(0, value=300), Lead(0, value=500), Lead(JULY, value=100)]
    found = statements(leads, TEAM, TWO_OFFICES, contests=contest())
    assert june(found, "contest") == [400, 0, 600]
    # July has 5 of its 31 days. a, the longest resting, sells; b and c share the second prize.
    july = [found[JULY, seat]["contest"] for seat in range(3)]
    assert july == pytest.approx([600 * 5 / 31, 200 * 5 / 31, 200 * 5 / 31])


def test_a_three_way_tie_over_two_prizes():
    found = statements([Lead(0, value=400)] * 3, TEAM, TWO_OFFICES, contests=contest())
    assert june(found, "contest") == [1000 / 3] * 3


def test_credit_deals_and_attainment_rank_differently():
    """a has one deal of 500; b two of 100; c one of 300 with a third of their quota."""
    team = [*seats("a", "b", quota_per_year=12_000), *seats("c", quota_per_year=4_000)]
    leads = [
        Lead(0, value=500, work=[9]),
        Lead(0, value=100, work=[1]),
        Lead(0, value=300, work=[9]),
        Lead(1, value=100, work=[1]),
    ]
    first = {}
    for measure in ("credit", "deals", "attainment"):
        found = statements(leads, team, contests=contest(measure=measure, prizes=[1]))
        first[measure] = [found[0.0, seat]["contest"] for seat in range(3)].index(1000)
    assert first == {"credit": 0, "deals": 1, "attainment": 2}


@pytest.mark.parametrize(
    ("who", "prizes"),
    [
        ({"offices": ["office"]}, [600, 400, 0]),
        ({"offices": ["far"]}, [0, 0, 1000]),
        ({"roles": ["rep"]}, [400, 0, 600]),
    ],
)
def test_only_who_is_named_competes(who, prizes):
    leads = [Lead(0, value=400), Lead(0, value=300), Lead(0, value=500)]
    assert june(statements(leads, TEAM, TWO_OFFICES, contests=contest(**who)), "contest") == prizes


@pytest.mark.parametrize(
    ("weeks", "prizes"),
    [
        # Deals at 2, at 42 and at 122: in the first, the second and the fourth week.
        ((0, 1), [1000, 0, 0]),
        ((1, 2), [0, 1000, 0]),
        ((0, 3), [1000, 0, 0]),
        ((2, 4), [0, 0, 1000]),
        ((3, 99), [0, 0, 0]),
    ],
)
def test_a_contest_between_two_weeks_is_paid_once_with_the_period_in_which_it_ends(weeks, prizes):
    leads = [Lead(0, value=500, work=[2]), Lead(40, value=400, work=[2]), Lead(120, value=600, work=[2])]
    # Whoever rests the longest takes the next: a, b, c.
    plan = contest(from_week=weeks[0], to_week=weeks[1], prizes=[1])
    found = statements(leads, TEAM, TWO_OFFICES, contests=plan)
    assert june(found, "contest") == prizes
    assert [found[JULY, seat]["contest"] for seat in range(3)] == [0, 0, 0]


def test_a_contest_that_ends_in_july_is_paid_with_july():
    found = statements([Lead(0, value=500)], contests=contest(from_week=0, to_week=5, prizes=[1]))
    assert [found[start, 0]["contest"] for start in (0.0, JULY)] == [0, 1000]


def test_a_role_without_a_quota_wins_nothing():
    roles = {"rep": {"target_pay_per_year": 1_200}}
    team = [*seats("a"), *seats("s", role="sdr")]
    market = market_of({"call": stage(1), "close": stage(1)}, **FROM_JUNE)
    plan = pay_plan_of(roles=roles, contests=contest())
    ledger = play(market, scheme_of(team, {"call": "sdr", "close": "rep"}, incentives=plan), [Lead(0)], weeks=5)
    assert ledger.statements["seat"].tolist() == [0, 0]
    assert ledger.statements["contest"][0] == 1000


# From Monday 5 January 2026: January ends at 160. Quotas of a whole month are 500 each, target pay is 100 each.
COUPLE = seats("a", "b")
GOES = [leaves_after(2), comes_after(20)]


def with_a_leaver(leads, *posts, **terms):
    """Statements of a and b until the middle of February, who holds which post as `posts` say."""
    return one_stage(COUPLE, leads, *posts, levers={"incentives": pay_plan_of(**terms)}, people={}, weeks=6).statements


def row(found, seat, start):
    (place,) = ((found["seat"] == seat) & (found["start"] == start)).nonzero()[0].tolist()
    return {name: column[place] for name, column in found.items()}


def test_who_leaves_is_paid_her_own_and_has_no_part_in_pools_and_contests_that_still_run():
    """a sells 300, leaves after two weeks, at 80; her post is empty until 100. b sells 200 in January."""
    plan = {"team_pool": {"unit": "all", "share_of_target_pay": 0.5}, "contests": contest(prizes=[1])}
    found = with_a_leaver([Lead(0, value=300), Lead(0, value=200)], GOES, [STAYS], **plan)
    left = row(found, 0, 0.0)
    assert (left["end"], left["contest"], left["team_pool"]) == (80.0, 0, 0)
    assert left["commission"] == pytest.approx(0.5 * 300 / 5)
    stays, new = row(found, 1, 0.0), row(found, 0, 100.0)
    assert (stays["end"], new["end"]) == (160.0, 160.0)
    # b wins the whole pool of 27 of January's 31 days, with 200 against nothing.
    assert (stays["contest"], new["contest"]) == (pytest.approx(1000 * 27 / 31), 0)
    # The pool knows b and, for 60 of January's 160 hours, who is new: 200 of both quotas, half of both target pays.
    of_new = 60 / 160
    reached = 200 / (500 * 27 / 31 * (1 + of_new))
    pool = reached * 0.5 * 100 * 27 / 31 * (1 + of_new)
    assert (stays["team_pool"], new["team_pool"]) == pytest.approx((pool / 2, pool / 2))


def test_what_who_leaves_owes_is_lost_and_nobody_elses_debt():
    """Nothing is sold: everyone is given the draw, a part of it who is there for a part."""
    found = with_a_leaver([], GOES, [STAYS], draw={"share_of_target_pay": 0.4})
    month = 40 * 27 / 31
    owed = [row(found, 0, 0.0)["draws_owed"], row(found, 0, 100.0)["draws_owed"], row(found, 1, 0.0)["draws_owed"]]
    assert owed == pytest.approx([month / 2, month * 60 / 160, month])
    february = row(found, 0, 160.0)
    assert february["draws_owed"] == pytest.approx(month * 60 / 160 + february["draw"])


def test_where_nobody_is_there_no_prize_is_given_out():
    gone = [leaves_after(2), comes_after(400)]
    found = with_a_leaver([Lead(0, value=300)], gone, gone, contests=contest(prizes=[1]))
    assert found["end"].tolist() == [80.0, 80.0]
    assert not found["contest"].any()


def test_an_empty_post_takes_no_rank():
    """Two prizes, and only b is there as January ends: both are hers."""
    found = with_a_leaver(
        [Lead(0, value=300), Lead(0, value=200)], [leaves_after(2), comes_after(400)], contests=contest()
    )
    assert row(found, 1, 0.0)["contest"] == pytest.approx(1000 * 27 / 31)
