"""What is paid for what, and what is said of each person, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.levers.pay import Plan, commission
from sim.results.measures.kpis import kpis
from sim.results.pay_rows import accelerated, pay_lines, pay_rows, people
from sim.results.static import HEEDED, static_market
from tests.builders import Lead, one_stage_market, pay_plan_of, play, scheme_of, seats

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
    # Each lead wins with a chance of a half and is credited with 100; `a` takes two of the three.
    assert [found[name][3] for name in found] == pytest.approx([2 * 50 * of_a_year, 1 * 50 * of_a_year])
    # All of it is the only territory's, which two people share.
    assert [found[name][2] for name in found] == pytest.approx([75 * of_a_year] * 2)
    # February is the only whole month, in which nobody sold anything; nobody differs in skill.
    assert [found[name][0] for name in found] == [0, 0]
    assert [found[name][4] for name in found] == [0, 0]


def test_nothing_is_said_of_people_before_a_whole_period_has_passed():
    assert people(floor(weeks=3)) == {}


def test_without_a_pay_plan_there_is_nothing_to_say():
    ledger = play(one_stage_market(), scheme_of(TWO, ONE_STAGE), [Lead(0)], weeks=5)
    assert pay_rows(ledger) == []
    assert np.isnan(kpis(ledger)["pay_budget"])
    assert np.isnan(kpis(ledger)["pay_over_budget"])


def test_nobody_heeds_pay_in_the_static_market_and_all_else_stays():
    market = one_stage_market({"effort_response": {}, "timing": {}, "task_choice": {}, "pay_beside": {}, "skill": {}})
    still = static_market(market)
    assert all(getattr(still.effects, name, None) is None for name in HEEDED)
    assert still.effects.skill == market.effects.skill
    assert still.model_copy(update={"effects": market.effects}) == market
