"""What is paid for what, and what is said of each person, by hand."""

from __future__ import annotations

import numpy as np
import pytest

import sim
from sim.inputs.models.effects import FOLLOW_PAY
from sim.levers.pay import Plan, commission
from sim.results.measures.kpis import kpis
from sim.results.pay_rows import OF_A_PERSON, accelerated, pay_lines, pay_rows, people
from sim.results.static import static_market, static_variant
from sim.results.variants import main_variants
from tests.builders import (
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
from tests.floor.posts import CERTAIN, STAYS, TWO_STAGES, WEEK, comes_after, held_by, leaves_after

ONE_STAGE = {"work": "rep"}
TWO = seats("a", "b")
YEAR = 365 / 35


def floor(weeks=5, **terms):
    """From 5 January: three deals of 100 in January, of which `a` makes two, and none in February."""
    leads = [Lead(0), Lead(0), Lead(2)]
    plan = pay_plan_of(**terms)
    return play(one_stage_market(), scheme_of(TWO, ONE_STAGE, incentives=plan), leads, weeks=weeks)


@pytest.mark.parametrize(
    ("plan", "attainment", "share"),
    [
        (Plan((0.0,), (1.0,), (), np.inf), 2.0, 0.0),
        # 0.8 up to 1 and 1.8 from there: at 2 it is 2.6, of which 1.6 is by the first rate.
        (Plan((0.0, 1.0), (0.8, 1.8), (), np.inf), 2.0, 1 / 2.6),
        (Plan((0.0, 1.0), (0.8, 1.8), (), np.inf), 1.0, 0.0),
        # A cap at 1.5 leaves 0.8 + 0.9, of which 1.2 is by the first rate.
        (Plan((0.0, 1.0), (0.8, 1.8), (), 1.5), 9.0, 0.5 / 1.7),
        # Nothing below half of the quota: the first tier that pays starts there.
        (Plan((0.0, 0.5, 1.0), (0.0, 1.0, 2.0), (), np.inf), 1.5, 0.5 / 1.5),
        # Retroactive: 1.2 on all of 2 instead of 0.8.
        (Plan((0.0, 1.0), (0.8, 1.2), (), np.inf, True), 2.0, 1 / 3),
        (Plan((0.0,), (0.0,), (), np.inf), 2.0, 0.0),
    ],
)
def test_the_accelerator_is_what_is_paid_beyond_the_first_rate_that_pays(plan, attainment, share):
    assert accelerated(plan, attainment) == pytest.approx(share)
    assert commission(plan, attainment) * (1 - accelerated(plan, attainment)) >= 0


def test_the_lines_of_pay_sum_to_variable_pay_and_the_base_is_salaries():
    ledger = floor(bonuses=[{"attainment": 0.01, "share_of_target_pay": 0.5}])
    lines, found = pay_lines(ledger), kpis(ledger)
    assert sum(amount for line, amount in lines.items() if line != "base") == pytest.approx(found["variable_pay"])
    assert lines["base"] == pytest.approx(2 * 36500 * 7 * 5 / 365 * YEAR)
    assert lines["bonus"] > 0


def test_a_statement_that_began_before_the_window_counts_by_the_part_that_lies_in_it():
    plan = pay_plan_of()
    scheme = scheme_of(TWO, ONE_STAGE, incentives=plan)
    ledger = play(one_stage_market(), scheme, [Lead(0), Lead(0), Lead(2)], weeks=3, warm_up_weeks=2)
    lines = pay_lines(ledger)
    assert lines["commission"] > 0
    assert sum(lines.values()) - lines["base"] == pytest.approx(kpis(ledger)["variable_pay"])


def test_the_budget_is_what_is_paid_if_everyone_just_reaches_the_quota_unless_one_is_stated():
    plain = kpis(floor())
    # Two reps with a target pay of 100 a month.
    assert plain["pay_budget"] == pytest.approx(2 * 100 * 12)
    steps = kpis(floor(bonuses=[{"attainment": 1, "share_of_target_pay": 0.5}]))
    assert steps["pay_budget"] == pytest.approx(1.5 * 2 * 100 * 12)
    prized = kpis(floor(contests={"sprint": {"measure": "credit", "pool": 300, "prizes": [1]}}))
    assert prized["pay_budget"] == pytest.approx(2 * 100 * 12 + 300 * 12)
    once = {"measure": "credit", "pool": 300, "prizes": [1], "from_week": 1, "to_week": 3}
    # Five weeks are measured: a year has so many times the prizes that they pay.
    assert kpis(floor(contests={"once": once}))["pay_budget"] == pytest.approx(2 * 100 * 12 + 300 * YEAR)
    assert kpis(floor(weeks=2, contests={"once": once}))["pay_budget"] == pytest.approx(2 * 100 * 12), "not in the run"
    stated = kpis(floor(budget_per_year=100))
    assert stated["pay_budget"] == 100
    assert stated["pay_over_budget"] == pytest.approx(stated["variable_pay"] - 100)
    assert kpis(floor(budget_per_year=1e9))["pay_over_budget"] == 0


def test_a_stated_budget_changes_nothing_on_the_floor():
    plain, stated = floor(), floor(budget_per_year=5)
    assert plain.money.equals(stated.money)
    assert plain.tasks.equals(stated.tasks)


def test_what_fell_to_people_is_the_potential_of_the_leads_that_they_were_first_to_work():
    ledger, of_a_year = floor(weeks=10), 365 / 70
    found = people(ledger)
    assert list(found) == ["rep|a", "rep|b"]
    # Each lead wins with a chance of a half and is credited with 100, of a quota of 500; `a` takes two of the three.
    assert told(found, "leads") == pytest.approx([2 * 50 / 500 * of_a_year, 1 * 50 / 500 * of_a_year])
    # All of it is the only territory's, which two people share.
    assert told(found, "territory") == pytest.approx([75 / 500 * of_a_year] * 2)
    # February is the only whole month, in which nobody sold anything; nobody differs in skill.
    assert told(found, "attainment") == [0, 0]
    assert told(found, "skill") == [0, 0]


def told(found, measure):
    return [values[OF_A_PERSON.index(measure)] for values in found.values()]


def relay(own=24_000, **levers):
    """Four leads, of which one is from the south: called by an SDR (a half go on), closed by three AEs (a quarter win).

    In February, of which everyone's period is whole. Of the AEs one has a quota of her own.
    """
    market = market_of({"call": stage(2), "close": stage(2, 0.25)})
    team = [
        *seats("s", role="sdr"),
        *seats("n1", "n2", role="ae", territory="n"),
        *seats("x", role="ae", territory="s", quota_per_year=own),
    ]
    terms = {"target_pay_per_year": 1_200}
    scheme = scheme_of(
        team,
        {"call": "sdr", "close": "ae"},
        incentives=pay_plan_of(roles={"sdr": terms, "ae": terms}),
        territory={"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}},
        **levers,
    )
    leads = [Lead(170), Lead(170, u=(0, 1), region="south"), Lead(170, u=(1, 1)), Lead(170, u=(0, 1))]
    return play(market, scheme, leads, weeks=10, skills=[(1, 2), (3, 4), (5, 6), (7, 8)])


def test_leads_fall_to_every_role_from_where_it_takes_them_over_in_quotas_of_each_person():
    ledger, of_a_year = relay(), 365 / 70
    assert [(lead, seat) for lead, seat, stage in task_rows(ledger, "lead", "seat", "stage") if stage == 1] == [
        (0, 1),
        (1, 3),
        (3, 2),
    ]
    assert [seat.quota for seat in ledger.plan.seats] == pytest.approx([1000, 1000 / 3, 1000 / 3, 2000])
    found = people(ledger)
    assert list(found) == ["sdr|s", "ae|n1", "ae|n2", "ae|x"]
    # A lead is worth 100 / 8 to the SDR; to an AE, who gets those that go on, 100 / 4.
    leads = [4 * 12.5 / 1000, 25 * 3 / 1000, 25 * 3 / 1000, 25 / 2000]
    assert told(found, "leads") == pytest.approx([of_a_year * value for value in leads])
    # The SDR is alone of her role in the north; two AEs share it.
    territory = [3 * 12.5 / 1000, 1.5 * 12.5 * 3 / 1000, 1.5 * 12.5 * 3 / 1000, 12.5 / 2000]
    assert told(found, "territory") == pytest.approx([of_a_year * value for value in territory])
    assert told(found, "attainment") == pytest.approx([100 / 1000, 100 * 3 / 1000, 0, 0])
    # Of the stage that the role works.
    assert told(found, "skill") == [1, 4, 6, 8]


def test_a_quota_twice_as_high_halves_what_territory_and_leads_are_to_a_person():
    low, high = people(relay())["ae|x"], people(relay(own=48_000))["ae|x"]
    assert (high[1], high[2]) == pytest.approx((low[1] / 2, low[2] / 2))
    assert low[2] > 0


def test_the_spread_of_attainment_is_from_the_lower_tenth_to_the_upper():
    # A tenth for the SDR and three tenths for an AE, the two others nothing.
    found = kpis(relay())
    assert (found["attainment_p10"], found["attainment_p90"]) == pytest.approx((0, 0.1 + 0.7 * 0.2))


def test_who_has_no_territory_of_her_own_serves_all_of_them():
    found = people(relay(process={"shared_roles": ["sdr"]}))
    assert told(found, "territory")[0] == pytest.approx(4 * 12.5 / 1000 * 365 / 70)


@pytest.mark.parametrize(
    ("roles", "worth", "from_there"),
    [
        # AEs join the close of two reps and work nothing else: what they come along to falls to them.
        ({"call": "rep", "close": "rep"}, 12.5, 25),
        # Where they sign too (a half do), a lead falls to them when they take it over, not when they came along.
        ({"call": "rep", "close": "rep", "sign": "ae"}, 6.25, 50),
    ],
)
def test_leads_fall_to_whoever_only_comes_along_unless_her_role_works_a_stage_itself(roles, worth, from_there):
    stages = {"call": stage(1), "close": stage(2, 0.25), "sign": stage(1)}
    market = market_of({name: stages[name] for name in roles})
    plan = pay_plan_of(roles={name: {"target_pay_per_year": 1_200} for name in ("rep", "ae")})
    team = [*seats("a", "b"), *seats("x", role="ae")]
    scheme = scheme_of(team, roles, process={"joint": {"close": "ae"}}, incentives=plan)
    ledger = play(market, scheme, [Lead(170), Lead(170), Lead(180)], weeks=10)
    assert [seat.quota for seat in ledger.plan.seats] == pytest.approx([500, 500, 1000])
    fell = [value / (365 / 70) for value in told(people(ledger), "leads")]
    assert fell == pytest.approx([2 * worth / 500, worth / 500, 3 * from_there / 1000])


def with_leavers():
    """Three reps from week 4 on: `b`'s post was taken over in week 3, and `c` leaves hers in week 9, for good.

    Everyone gets a lead in week 4, and the customer of `c` comes back after she has left.
    """
    market = market_of({"call": stage(1), "close": stage(2)}, {"turnover": CERTAIN})
    scheme = scheme_of(seats("a", "b", "c"), TWO_STAGES, incentives=pay_plan_of(team_pool=POOL))
    leads = [Lead(165), Lead(165), Lead(165, thinking=(200, 0))]
    posts = held_by([STAYS], [leaves_after(2), comes_after(WEEK)], [leaves_after(9), comes_after(1e9)])
    return play(market, scheme, leads, change=posts, warm_up_weeks=4, weeks=9)


POOL = {"unit": "all", "share_of_target_pay": 0.25, "tiers": [{"attainment_from": 0, "rate": 2}]}


def test_only_who_held_her_post_all_the_time_is_spoken_of_and_a_lead_is_that_of_who_began_it():
    ledger = with_leavers()
    assert (2, 0, 1) in task_rows(ledger, "lead", "seat", "stage"), "a closes what c began"
    found = people(ledger)
    assert list(found) == ["rep|a"]
    assert told(found, "leads") == pytest.approx([25 * 3 / 1000 * 365 / 63])


def test_the_base_is_what_was_paid_in_salaries_and_an_empty_post_has_none():
    ledger, lines = with_leavers(), pay_lines(with_leavers())
    # `a` and `b` all nine weeks, `c` for five of them.
    assert lines["base"] == pytest.approx((9 + 9 + 5) * 7 * 100 * 365 / 63)
    assert sum(lines.values()) - lines["base"] == pytest.approx(kpis(ledger)["variable_pay"])


def test_of_what_reaching_the_quota_pays_a_team_s_pool_takes_its_part():
    # Three reps with a target pay of 100 a month: three quarters at a rate of 1, a quarter at the pool's rate of 2.
    assert kpis(with_leavers())["pay_budget"] == pytest.approx(3 * 100 * (0.75 + 0.25 * 2) * 12)


def test_nothing_is_said_of_people_before_a_whole_period_has_passed():
    assert people(floor(weeks=3)) == {}


def test_without_a_pay_plan_there_is_nothing_to_say():
    ledger = play(one_stage_market(), scheme_of(TWO, ONE_STAGE), [Lead(0)], weeks=5)
    assert pay_rows(ledger) == []
    assert np.isnan(kpis(ledger)["pay_budget"])
    assert np.isnan(kpis(ledger)["pay_over_budget"])


SIX = ("effort_response", "pay_beside", "timing", "task_choice", "odds_discount", "motivation")
HEEDS = {
    "effort_response": {"strength": 0.5},
    "pay_beside": {},
    "timing": {"reach_weeks": 3},
    "task_choice": {"follow_pay_share": 1},
    "odds_discount": {"logit_per_tenth": 0.5},
    "motivation": {},
}


def test_nobody_heeds_pay_in_the_static_market_and_all_else_stays():
    market = one_stage_market({**HEEDS, "skill": {}})
    still = static_market(market)
    assert set(FOLLOW_PAY) == set(SIX) == set(HEEDS)
    assert all(market.effects.active(name) and not still.effects.active(name) for name in SIX)
    assert still.effects.skill == market.effects.skill
    assert still.model_copy(update={"effects": market.effects}) == market


def heeding(market):
    share = {"share": 0.4, "ceiling_share": 0.4, "approval_hours": 0}
    prizes = {"sprint": {"measure": "credit", "pool": 300, "prizes": [1]}}
    plan = pay_plan_of(team_pool=POOL, contests=prizes, bonuses=[{"attainment": 1, "share_of_target_pay": 2}])
    products = {"offers": {"only": {"performance": 0.5}}, "discount_authority": share}
    leads = [Lead(0.5 * number, 0.45 + 0.01 * (number % 9), value=50 + 40 * (number % 5)) for number in range(80)]
    return fingerprint(play(market, scheme_of(TWO, ONE_STAGE, incentives=plan, products=products), leads, weeks=14))


@pytest.mark.parametrize("left_on", [None, *(name for name in SIX if name != "pay_beside")])
def test_where_nobody_heeds_pay_a_run_is_that_of_a_market_in_which_there_is_nothing_to_heed(left_on):
    """Each mechanism by itself moves this floor; contests and pools do through effort alone."""
    fields = {"thinking_hours": 30}
    nothing = heeding(one_stage_market(**fields))
    if left_on is None:
        assert heeding(static_market(one_stage_market(HEEDS, **fields))) == nothing
        assert heeding(one_stage_market(HEEDS, **fields)) != nothing
    else:
        assert heeding(one_stage_market({left_on: HEEDS[left_on]}, **fields)) != nothing


def test_the_run_without_behaviour_is_the_main_one_in_the_static_market():
    playbook = sim.load_playbook("org-design")
    main = main_variants(playbook)[0]
    still = static_variant(playbook, main)
    assert still.market == static_market(main.market) != main.market
    assert (still.schemes, still.seed, still.horizon) == (main.schemes, main.seed, main.horizon)
    assert (still.key, still.replications) == ("static", playbook.experiment.also.static_replications)
