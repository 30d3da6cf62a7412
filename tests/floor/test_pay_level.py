"""The level of a pay plan: what it costs at given sales, by hand, and the scale that makes two plans cost the same."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.compile import compile_plan
from sim.floor.resolving import resolve
from sim.floor.resolving.pay_level import MONTHS, WARM_UP_WEEKS, YEARS, cost_per_year, monthly_sales
from sim.floor.resolving.planning_case import PlanningCase
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.resolving.workload import PLANNING_REPLICATION, PLANNING_SEED
from sim.floor.simulate import simulate
from sim.floor.states import WON
from sim.inputs.errors import InputError
from sim.inputs.models.pay import Incentives
from sim.market.leads import lead_table
from tests.builders import one_stage_market, resolved, scheme_of, seats
from tests.properties.whole_worlds import OFFERS, PAY, organisation, rich_market

ONE_STAGE = {"work": "rep"}
# Two people: 1,500 of quota and 300 of target pay each in a quarter.
FLAT = {
    "period": "quarter",
    "target_revenue_per_year": 12_000,
    "roles": {"rep": {"target_pay_per_year": 1_200}},
    "tiers": [{"attainment_from": 0, "rate": 1}],
}
STEEP = FLAT | {
    "tiers": [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1, "rate": 2}],
    "bonuses": [{"attainment": 1, "share_of_target_pay": 0.1}],
    "cap_attainment": 1.5,
}
AS_MUCH = STEEP | {"same_cost_as_baseline": True}


def two_years():
    """In the first year a sells 100 every month, and b 3,000 in May; in the second nobody sells anything."""
    sales = np.zeros((2, MONTHS, 2))
    sales[0, :, 0] = 100
    sales[0, 4, 1] = 3000
    return sales


def cost(plan, sales=None, team=None):
    scheme = scheme_of(team or seats("a", "b"), ONE_STAGE, incentives=plan)
    today = resolved(one_stage_market(), scheme)
    return cost_per_year(Incentives.model_validate(plan), today, two_years() if sales is None else sales)


def test_a_flat_plan_costs_the_attainment_of_every_period():
    # a: four quarters at 0.2, 60 each; b: one at 2, 600; over two years.
    assert cost(FLAT) == pytest.approx((4 * 60 + 600) / 2)


def test_a_tiered_plan_costs_its_rates_bonus_and_cap():
    # a: four times 0.1 of 300; b: 0.5 + 2 x (1.5 - 1) + 0.1 = 1.6 of 300.
    assert cost(STEEP) == pytest.approx((4 * 30 + 480) / 2)


@pytest.mark.parametrize(("period", "expected"), [("month", 12 * 0.1 * 100 + 160), ("year", 600 * 0.2 / 2 * 2 + 300)])
def test_other_periods_cut_the_same_sales_otherwise(period, expected):
    """A month: a at 0.2 of 500, b at 6, above the cap. A year: a at 1,200 of 6,000, b at half."""
    monthly = 12 * 0.5 * 0.2 * 100 + 1.6 * 100
    yearly = 0.5 * 0.2 * 1200 + 0.5 * 0.5 * 1200
    assert cost(STEEP | {"period": period}) == pytest.approx({"month": monthly, "year": yearly}[period] / 2)


def test_a_share_of_the_credit_comes_with_that_share_of_the_quota_and_a_seats_own_quota_counts():
    shared = FLAT | {"roles": {"rep": {"target_pay_per_year": 1_200, "credit_share": 0.5}}}
    assert cost(shared) == pytest.approx(cost(FLAT))
    own = [*seats("a", quota_per_year=3_000), *seats("b")]
    assert cost(FLAT, team=own) == pytest.approx((4 * 120 + 600) / 2), "a's 300 are 0.4 of 750"


def test_roles_without_terms_are_paid_nothing():
    assert cost(FLAT | {"roles": {"ae": {"target_pay_per_year": 1_200}}}) == 0


def schemes(today, other):
    team = seats("a", "b")
    return {
        "today": scheme_of(team, ONE_STAGE, incentives=today),
        "other": scheme_of(team, ONE_STAGE, incentives=other),
    }


def test_the_scale_is_what_todays_plan_costs_over_what_the_own_one_does(monkeypatch):
    monkeypatch.setattr(resolve, "monthly_sales", lambda *_: two_years())
    market = one_stage_market()
    ready = resolve_schemes(market, schemes(FLAT, AS_MUCH), "today")
    assert ready["today"].pay_scale == 1
    assert ready["other"].pay_scale == pytest.approx(840 / 600)
    horizon = Horizon(0, 2, 0)
    table = lead_table(market, horizon.days, 1, 0)
    paid = {name: compile_plan(market, scheme, horizon, table, 1, 0).seats[0] for name, scheme in ready.items()}
    assert paid["today"].target_pay == 300
    assert paid["other"].target_pay == pytest.approx(300 * 840 / 600)
    assert paid["other"].quota == paid["today"].quota == 1500


def test_a_plan_that_does_not_ask_is_paid_as_it_is_written(monkeypatch):
    monkeypatch.setattr(resolve, "monthly_sales", lambda *_: pytest.fail("nobody asked"))
    ready = resolve_schemes(one_stage_market(), schemes(FLAT, STEEP), "today")
    assert {scheme.pay_scale for scheme in ready.values()} == {1.0}


def test_the_same_plan_is_scaled_by_one():
    asking = FLAT | {"same_cost_as_baseline": True}
    ready = resolve_schemes(one_stage_market(), schemes(FLAT, asking), "today")
    assert ready["other"].pay_scale == 1
    twice = asking | {"roles": {"rep": {"target_pay_per_year": 2_400}}}
    assert resolve_schemes(one_stage_market(), schemes(FLAT, twice), "today")["other"].pay_scale == pytest.approx(0.5)


def test_it_takes_a_baseline_with_a_plan_and_a_plan_that_pays_something():
    with pytest.raises(InputError, match="the baseline has no pay plan to cost the same as") as refusal:
        resolve_schemes(one_stage_market(), schemes(None, AS_MUCH), "today")
    assert refusal.value.problems[0].key == "schemes.other.incentives.same_cost_as_baseline"
    nothing = AS_MUCH | {"tiers": [{"attainment_from": 0, "rate": 0}], "bonuses": []}
    with pytest.raises(InputError, match="the plan pays nothing for the results of today's people") as refusal:
        resolve_schemes(one_stage_market(), schemes(FLAT, nothing), "today")
    assert refusal.value.problems[0].key == "schemes.other.incentives.same_cost_as_baseline"


def months_of(ledger):
    """Clocks of the month starts from the first calendar quarter in the window on."""
    ticks = zip(ledger.plan.month_ticks, ledger.plan.month_of_tick, strict=True)
    inside = [(tick, month) for tick, month in ticks if tick >= ledger.window.start]
    while inside[0][1] not in (1, 4, 7, 10):
        inside.pop(0)
    return [tick for tick, _ in inside]


def planning_ledger(market, ready, year):
    """A little longer than what the sales are taken from, which leaves earlier weeks alone."""
    replication = PLANNING_REPLICATION - 1 - year
    return simulate(market, ready, horizon=Horizon(WARM_UP_WEEKS, 70, 0), seed=PLANNING_SEED, replication=replication)


@pytest.mark.parametrize("start", ["2026-01-05", "2026-01-01", "2026-03-04"])
def test_monthly_sales_are_the_deals_that_each_seat_owned_counted_anew(start):
    """From 1 January the window opens on 2 July, a quarter of which nothing is taken: the year ends 455 days later."""
    market, scheme = (
        rich_market({"quality": {}}, start_date=start),
        organisation({"sdr": 2, "ae": 3}, {"call": "sdr", "needs": "ae", "close": "ae"}, products=OFFERS),
    )
    ready = resolved(market, scheme)
    found = monthly_sales(PlanningCase.of(market, ready))
    assert found.shape == (YEARS, MONTHS, 5)
    for year in (0, YEARS - 1):
        ledger = planning_ledger(market, ready, year)
        leads = ledger.lead_columns
        opens = months_of(ledger)
        for month in range(MONTHS):
            inside = (leads["state"] == WON) & (leads["closed"] >= opens[month]) & (leads["closed"] < opens[month + 1])
            for seat, spec in enumerate(ready.seats):
                mine = inside & (leads[f"owner_{spec.role}"] == seat)
                assert found[year, month, seat] == pytest.approx(leads["revenue"][mine].sum())
    assert len({found[year].sum() for year in range(YEARS)}) == YEARS, "no year is another once more"


@pytest.mark.parametrize("period", ["month", "quarter"])
def test_on_the_floor_both_plans_cost_the_same_at_todays_results(period):
    """Over the planning years, as long as people do not respond to pay; in any single year they differ."""
    market = rich_market({"quality": {}})
    plan = PAY | {"period": period}
    flat = plan | {"tiers": [{"attainment_from": 0, "rate": 1}], "bonuses": [], "cap_attainment": None}
    both = {
        "today": organisation(incentives=flat),
        "steep": organisation(incentives=plan | {"same_cost_as_baseline": True}),
    }
    ready = resolve_schemes(market, both, "today")
    assert ready["steep"].pay_scale != pytest.approx(1, abs=0.02)
    paid = {name: [] for name in both}
    for name, scheme in ready.items():
        for year in range(YEARS):
            ledger = planning_ledger(market, scheme, year)
            opens = months_of(ledger)
            start = ledger.statements["start"]
            measured = (start >= opens[0]) & (start < opens[MONTHS])
            assert ledger.statements["whole"][measured].all()
            paid[name].append(ledger.statements["amount"][measured].sum())
    assert sum(paid["steep"]) == pytest.approx(sum(paid["today"]), rel=1e-9)
    assert paid["steep"] != pytest.approx(paid["today"], rel=1e-3)


def test_the_way_in_which_todays_plan_is_written_changes_nothing_in_planning_years_either():
    """Half the rates and bonus on twice the target pay are the same plan: people plan, learn and earn the same."""
    double = {role: 2 * terms["target_pay_per_year"] for role, terms in PAY["roles"].items()}
    roles = {role: terms | {"target_pay_per_year": double[role]} for role, terms in PAY["roles"].items()}
    tiers = [tier | {"rate": tier["rate"] / 2} for tier in PAY["tiers"]]
    bonuses = [bonus | {"share_of_target_pay": bonus["share_of_target_pay"] / 2} for bonus in PAY["bonuses"]]
    flat = PAY | {"tiers": FLAT["tiers"], "bonuses": [], "same_cost_as_baseline": True}
    one, two = (
        resolve_schemes(
            rich_market(), {"today": organisation(incentives=plan), "other": organisation(incentives=flat)}, "today"
        )
        for plan in (PAY, PAY | {"roles": roles, "tiers": tiers, "bonuses": bonuses})
    )
    assert two["today"].experience == pytest.approx(one["today"].experience)
    assert two["other"].pay_scale == pytest.approx(one["other"].pay_scale)
    assert one["other"].pay_scale != 1
