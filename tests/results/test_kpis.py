"""KPIs against hand-worked ledgers of a few leads, and against independent oracles."""

from __future__ import annotations

from dataclasses import replace
from math import inf, isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sim.floor.accounts.cases import DONE
from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.results.areas import areas
from sim.results.measures.kpi_catalogue import kpi_names, kpi_of
from sim.results.measures.kpis import gini, kaplan_meier_median, kpis, money_by_kind, pipeline_margin
from sim.results.slices import slices
from tests.builders import NEVER_ADVANCES, Lead, market_of, one_stage_market, play, resolved, scheme_of, seats, stage
from tests.properties.whole_worlds import TWO_AREAS, organisation, rich_market

HOURS_A_WEEK = 40
YEAR = 365
ONE_REP = scheme_of(seats("ann"), {"work": "rep"})


def followed(ledger: Ledger, cohort_end: float, days: int) -> Ledger:
    """The same ledger with leads followed for so many days."""
    return replace(ledger, window=replace(ledger.window, cohort_end=cohort_end, follow_up_days=days))


def test_money_counts_from_the_windows_start_and_not_at_its_end():
    # Work takes 2 hours: deals close at 2 (warm-up), 40 (the very start), 52, and 120 (the end, so never).
    leads = [Lead(arrival) for arrival in (0, 38, 50, 118)]
    ledger = play(one_stage_market(), ONE_REP, leads, weeks=2, warm_up_weeks=1)
    found, a_year = kpis(ledger), YEAR / 14
    assert found["revenue"] == pytest.approx(200 * a_year)
    assert found["gross_margin"] == pytest.approx(80 * a_year)
    assert found["wins"] == pytest.approx(2 * a_year)
    assert found["fixed_cost"] == pytest.approx(36500 + 73000)
    assert found["contribution"] == pytest.approx(80 * a_year - 36500 - 73000)
    assert found["deal_size"] == pytest.approx(100)
    assert found["cost_to_acquire"] == pytest.approx((36500 + 73000) / (2 * a_year))
    assert found["contribution_per_cost"] == pytest.approx(found["contribution"] / (36500 + 73000))
    assert found["leads"] == pytest.approx(2 * a_year)
    shorter = replace(ledger, window=replace(ledger.window, end=52))
    assert kpis(shorter)["revenue"] == pytest.approx(100 * a_year)


def test_contribution_is_the_sum_of_every_kind_of_money():
    market = one_stage_market(
        {"travel": {"cost_per_km": 2}}, world={"regions": {"south": {"longitude": 1}}}, on_site_share=1
    )
    pay = {
        "period": "month",
        "target_revenue_per_year": 1200,
        "roles": {"rep": {"target_pay_per_year": 1200}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    offers = {"offers": {"one": {"discount_share": 0.1, "service_cost_share": 0.05}}}
    people = {"roles": {"rep": {"seat_cost_per_year": 730}}}
    scheme = scheme_of(seats("ann"), {"work": "rep"}, people, incentives=pay, products=offers)
    lead = Lead(0, longitude=1.0, visits=[True])
    ledger = play(market, scheme, [lead], weeks=8)
    a_year = YEAR / 56
    kilometres = 2 * 111.19  # A degree of the equator there, and back.
    by_kind = money_by_kind(ledger)
    assert by_kind == pytest.approx(
        {
            "revenue": 90 * a_year,
            "cost of goods": -60 * a_year,
            "service promised": -4.5 * a_year,
            "salary": -36500,
            "seat": -730,
            "manager": -73000,
            "relocation": 0,
            "variable pay": -90 * a_year,
            "travel": -2 * kilometres * a_year,
            "research": 0,
            "campaigns": 0,
            "trials": 0,
            "training": 0,
            "transition": 0,
            **dict.fromkeys(("renewals", "cost of renewals", "mending", "salary saved", "hiring", "improvement"), 0),
        },
        rel=1e-3,
    )
    found = kpis(ledger)
    assert found["contribution"] == pytest.approx(sum(by_kind.values()))
    assert found["gross_margin"] == pytest.approx(25.5 * a_year)
    assert found["variable_pay"] == pytest.approx(90 * a_year)
    assert found["travel_cost"] == pytest.approx(-by_kind["travel"])
    assert found["fixed_cost"] == pytest.approx(36500 + 730 + 73000)


def test_a_win_after_the_follow_up_does_not_count_nor_does_a_lead_that_came_too_late():
    leads = [
        Lead(0, thinking=[0]),  # won the same day
        Lead(8, thinking=[40]),  # Tuesday, won the next Tuesday: day 7 of 7
        Lead(16, thinking=[48]),  # Wednesday, won on Thursday of the next week: day 8
        Lead(30, u=NEVER_ADVANCES),
        Lead(125, thinking=[0]),  # won at once, but can't be followed for a week
    ]
    market = one_stage_market(thinking_hours=1)
    ledger = followed(play(market, ONE_REP, leads, weeks=4), 3 * HOURS_A_WEEK, 7)
    found = kpis(ledger)
    assert found["win_rate"] == pytest.approx(2 / 4)
    assert found["cycle_days"] == pytest.approx(3.5)
    assert found["wins"] == pytest.approx(4 * YEAR / 28)
    assert found["sales_velocity"] == pytest.approx(5 * YEAR / 28 * 0.5 * 100 / 3.5)


def test_leads_of_the_warm_up_are_in_no_cohort():
    ledger = play(one_stage_market(), ONE_REP, [Lead(0), Lead(50, u=NEVER_ADVANCES)], weeks=2, warm_up_weeks=1)
    assert kpis(ledger)["win_rate"] == 0


def test_cold_leads_count_within_the_follow_up_and_never_answered_ones_at_once():
    # One rep, busy from 0 to 30. Patience of the others ends at 8 (day 1), 60 and never.
    leads = [
        Lead(0, work=[30], patience=[99]),
        Lead(1, patience=[7]),
        Lead(1, patience=[20]),
        Lead(1, patience=[99], work=[1]),
    ]
    market = one_stage_market({"patience": {}}, patience_hours=10)
    ledger = play(market, ONE_REP, leads, weeks=2)
    whole = kpis(followed(ledger, HOURS_A_WEEK, 7))
    assert whole["never_answered_share"] == pytest.approx(2 / 4)
    assert whole["gone_cold_share"] == pytest.approx(2 / 4)
    assert kpis(followed(ledger, HOURS_A_WEEK, 1))["gone_cold_share"] == pytest.approx(1 / 4)


def test_half_never_answered_is_a_median_that_never_comes():
    leads = [Lead(0, work=[30], patience=[99]), Lead(1, patience=[1]), Lead(1, patience=[2])]
    market = one_stage_market({"patience": {}}, patience_hours=10)
    assert kpis(play(market, ONE_REP, leads))["median_response_hours"] == inf


def test_a_lead_that_still_waits_is_censored_and_not_dropped():
    # Waits: 0, 3, and three that came an hour before the end and still wait. Dropped, they would make the median 0;
    # counted as never answered, infinite.
    leads = [Lead(0, work=[5]), Lead(2, work=[99]), Lead(39), Lead(39), Lead(39)]
    assert kpis(play(one_stage_market(), ONE_REP, leads))["median_response_hours"] == pytest.approx(3)


def test_what_cannot_be_said_is_nan_and_not_zero():
    found = kpis(play(one_stage_market(), ONE_REP, [], weeks=1))
    for name in ("win_rate", "median_response_hours", "cycle_days", "deal_size", "cost_to_acquire", "sales_velocity"):
        assert isnan(found[name]), name
    assert found["contribution"] == pytest.approx(-36500 - 73000)


@given(st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=25), st.integers(0, 8))
def test_kaplan_meier_median_agrees_with_scipy(drawn, never):
    times = np.array([time for time, _ in drawn] + [1000] * never, dtype=np.float64)
    event = np.array([seen for _, seen in drawn] + [False] * never)
    sample = stats.CensoredData(uncensored=times[event], right=times[~event])
    survival = stats.ecdf(sample).sf
    below = np.flatnonzero(survival.probabilities <= 0.5 + 1e-12)
    expected = float(survival.quantiles[below[0]]) if below.size else inf
    infinite = np.where(times == 1000, inf, times)
    assert kaplan_meier_median(infinite, event) == expected


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30).filter(lambda values: sum(values) > 1e-3))
def test_gini_is_half_the_mean_difference_over_the_mean(values):
    amounts = np.array(values)
    brute = np.abs(amounts[:, None] - amounts[None, :]).mean() / (2 * amounts.mean())
    assert gini(amounts) == pytest.approx(brute, abs=1e-9)


def test_gini_of_nothing_is_nan():
    assert isnan(gini(np.zeros(3)))
    assert isnan(gini(np.zeros(0)))


def test_the_pipeline_is_worth_the_chance_from_the_stage_reached():
    market = market_of({"call": stage(2, 0.5, thinking_hours=1), "close": stage(2, 0.25, thinking_hours=1)})
    scheme = scheme_of(seats("a", "b", "c", "d"), {"call": "rep", "close": "rep"})
    leads = [
        Lead(0, thinking=[0, 0]),  # won at 4
        Lead(0, thinking=[1, 99]),  # its first stage is decided at 3, its second at 104
        Lead(0, thinking=[30, 1], u=[0, 0]),  # thinks about the first stage until 32, then advances
        Lead(0, thinking=[30, 1], u=[1, 0]),  # thinks until 32, then is lost: at 10 nobody knows
        Lead(20),  # not there yet
    ]
    ledger = play(market, scheme, leads)
    margin = 40
    assert pipeline_margin(ledger, 10) == pytest.approx(margin * (0.25 + 0.5 * 0.25 + 0.5 * 0.25))
    # At 33 the third has advanced and is in work; the fourth is lost; the fifth was won at 24.
    assert pipeline_margin(ledger, 33) == pytest.approx(margin * (0.25 + 0.25))
    assert kpis(ledger)["pipeline_start"] == pytest.approx(margin * 4 * 0.125)
    assert kpis(ledger)["pipeline_end"] == pytest.approx(margin * 0.25)


def test_every_lead_that_reached_a_stage_is_worked_cold_waiting_or_in_work():
    market = market_of(
        {"call": stage(2), "close": stage(2, patience_hours=10)},
        {"patience": {}},
    )
    scheme = scheme_of(seats("ann"), {"call": "rep", "close": "rep"})
    leads = [
        Lead(0, u=[0, 1], work=[2, 4], patience=[99, 99]),  # both stages worked; lost at the second
        Lead(1, u=[0, 0], work=[2, 4], patience=[99, 1]),  # goes cold waiting for the second
        Lead(1, u=[1, 0], work=[2, 4], patience=[99, 99]),  # lost at the first
        Lead(10, u=[0, 0], work=[2, 99], patience=[99, 99]),  # in work at the second when the week ends
        Lead(13, u=[0, 0], work=[2, 1], patience=[99, 99]),  # still waits for the first
    ]
    found = kpis(play(market, scheme, leads))
    a_year = YEAR / 7
    assert found["stage_entered.call"] == pytest.approx(5 * a_year)
    assert found["stage_entered.close"] == pytest.approx(3 * a_year)
    assert found["stage_conversion.call"] == pytest.approx(3 / 4)
    assert found["stage_conversion.close"] == 0
    assert found["stage_cold_share.close"] == pytest.approx(1 / 3)
    assert found["stage_cold_share.call"] == 0


def test_a_lead_that_goes_back_reached_the_stage_once_and_each_visit_is_one_of_its_conversion():
    back = {"back_share": 1, "back_to": "call", "back_at_most": 1}
    market = market_of({"call": stage(2), "close": stage(2, exits=back)})
    scheme = scheme_of(seats("ann"), {"call": "rep", "close": "rep"})
    leads = [Lead(0, u=[0, 1, 0, 0]), Lead(0, u=[0, 0, 0, 0])]
    found = kpis(play(market, scheme, leads))
    a_year = YEAR / 7
    assert found["stage_entered.call"] == found["stage_entered.close"] == pytest.approx(2 * a_year)
    assert found["stage_conversion.close"] == pytest.approx(2 / 3)
    assert found["wins"] == pytest.approx(2 * a_year)


def test_need_fit_is_that_of_leads_to_whom_an_offer_was_made():
    market = market_of({"call": stage(2), "offer": stage(2, fit_weight=1)}, {"need_fit": {"weight": 1e-9}})
    offers = {"offers": {"cheap": {"performance": 0, "price": 1, "service": 0, "brand": 0}}}
    scheme = scheme_of(seats("ann"), {"call": "rep", "offer": "rep"}, products=offers)
    price, service = (0, 800, 0, 0), (0, 0, 800, 0)
    # Lost at the call, offered, and still waiting for the call at the end.
    leads = [Lead(0, u=[1, 0], needs=service), Lead(0, u=[0, 0], needs=price), Lead(39, needs=service)]
    ledger = play(market, scheme, leads)
    assert ledger.lead_columns["fit"].tolist() == [-1, 1, -1]
    assert kpis(ledger)["need_fit"] == 1
    assert isnan(kpis(play(market, scheme, leads[:1]))["need_fit"])


def test_stage_wait_is_the_mean_of_those_worked():
    leads = [Lead(0, work=[6]), Lead(2, work=[1]), Lead(3, work=[1])]
    found = kpis(play(one_stage_market(), ONE_REP, leads))
    assert found["stage_wait_hours.work"] == pytest.approx((0 + 4 + 4) / 3)


def test_the_funnel_is_counted_over_the_years_in_which_its_leads_arrived():
    ledger = play(one_stage_market(), ONE_REP, [Lead(0), Lead(10)], weeks=4)
    assert kpis(followed(ledger, HOURS_A_WEEK, 21))["stage_entered.work"] == pytest.approx(2 * YEAR / 7)


def test_utilisation_counts_the_part_of_a_task_inside_the_window():
    leads = [Lead(38, work=[4]), Lead(60, work=[6])]
    found = kpis(play(one_stage_market(), ONE_REP, leads, warm_up_weeks=1))
    assert found["utilisation"] == pytest.approx((2 + 6) / 40)


def test_hours_of_hunting_are_busy_hours():
    """One rep, an hour for each account: a task from 38 to 42, of which 2 hours are measured, and hunting around it."""
    market = one_stage_market({"prospecting": {"contact_hours": 1, "response_share": 0}})
    scheme = scheme_of(seats("ann"), {"work": "rep"}, process={"hunting": {"role": "rep", "week_share": 0}})
    ledger = play(market, scheme, [Lead(38, work=[4])], weeks=1, warm_up_weeks=1, accounts=[("north", -1)] * 45)
    found = kpis(ledger)
    # 38 accounts before the task and 7 after it, until 49.
    assert found["hunting_share"] == pytest.approx(7 / 40)
    assert found["utilisation"] == pytest.approx((2 + 7) / 40)
    assert ledger.seat_columns["busy_hours"].sum() == pytest.approx(4 + 45)


def test_territories_are_together_as_busy_as_everyone_hunting_and_service_included():
    market = rich_market({"prospecting": {"contact_hours": 1}, "accounts": {}})
    process = {"hunting": {"role": "rep", "week_share": 0.1}, "after_sales": {"role": "rep"}}
    scheme = organisation(territory=TWO_AREAS, process=process)
    ledger = simulate(market, resolved(market, scheme), horizon=Horizon(2, 10, 2), seed=1, replication=0)
    assert len(ledger.contacts["lead"])
    assert (ledger.case_columns["state"] == DONE).any()
    rows = {(name, measure): value for _, name, measure, value in areas(ledger)}
    busy = sum(rows[name, "people"] * rows[name, "utilisation"] for name in ("n", "s"))
    assert busy / 7 == pytest.approx(kpis(ledger)["utilisation"])


def test_load_spread_counts_hunting_too():
    market = one_stage_market({"prospecting": {"contact_hours": 1, "response_share": 0}})
    process = {"hunting": {"role": "rep", "week_share": 0}}
    scheme = scheme_of(seats("ann", "bob"), {"work": "rep"}, process=process)
    ledger = play(market, scheme, [Lead(0, work=[6])], accounts=[("north", -1)] * 8)
    # Both hunt when the lead comes; then one works it for six hours, and the other hunts for six.
    assert kpis(ledger)["load_spread"] == pytest.approx(0)


def test_load_spread_is_the_gini_of_busy_hours():
    scheme = scheme_of(seats("ann", "bob"), {"work": "rep"}, routing={"policy": "shared-queue"})
    leads = [Lead(0, work=[9]), Lead(0, work=[3])]
    assert kpis(play(one_stage_market(), scheme, leads))["load_spread"] == pytest.approx(0.25)


def test_attainment_is_that_of_whole_periods_in_the_window_and_pay_is_all_that_was_earned():
    pay = {
        "period": "month",
        "target_revenue_per_year": 2400,
        "roles": {"rep": {"target_pay_per_year": 365}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    scheme = scheme_of(seats("ann", "bob"), {"work": "rep"}, incentives=pay)
    leads = [Lead(0), Lead(170, value=500), Lead(171, value=500)]
    # Each of the two has a quota of 100 a month. Of January 27 days: ann 100, bob 0. Of February 22, in which both sell
    # 500: no period is whole.
    found = kpis(play(one_stage_market(), scheme, leads, weeks=7))
    assert isnan(found["attainment_median"])
    assert isnan(found["quota_reached_share"])
    assert found["variable_pay"] == pytest.approx((1 + 5 + 5) * 365 / 12 * YEAR / 49)
    assert found["pay_spread"] == pytest.approx((6 - 5) / (6 + 5) / 2)
    # One week on no hour of February is left: its attainments, 5 and 5, count.
    found = kpis(play(one_stage_market(), scheme, leads, weeks=8))
    assert found["attainment_median"] == pytest.approx(5)
    assert found["quota_reached_share"] == pytest.approx(1)


def test_handoffs_per_win_and_satisfaction_and_travel_share():
    market = market_of(
        {"call": stage(2), "close": stage(2, on_site_share=1)},
        {
            "travel": {"working_share": 1, "road_km_per_hour": 111.19},
            "satisfaction": {"base": 0.75, "response_weight": 0.1},
        },
        regions={"south": {"longitude": 1}},
    )
    scheme = scheme_of([*seats("sam", role="sdr"), *seats("ann", role="ae")], {"call": "sdr", "close": "ae"})
    far = {"longitude": 1.0, "visits": [False, True]}
    found = kpis(play(market, scheme, [Lead(0, **far), Lead(0, u=[0, 1], **far)], weeks=2))
    assert found["handoffs_per_win"] == 1
    assert found["satisfaction"] == pytest.approx((0.75 + 0.75 - 0.1 * np.log1p(2)) / 2, abs=1e-6)
    assert found["travel_share"] == pytest.approx(4 / (4 + 8), rel=1e-3)


def test_every_kpi_of_a_ledger_is_in_the_catalogue_and_the_other_way_round():
    ledger = play(one_stage_market(), ONE_REP, [Lead(0)])
    found = kpis(ledger)
    assert sorted(found) == sorted(kpi_names(["work"]))
    for name in found:
        entry = kpi_of(name)
        assert entry.unit
        assert entry.direction in (-1, 0, 1)
        for text in (entry.title, entry.formula):
            assert len(text) == 2
            assert all(text), name


def test_slices_of_a_dimension_add_up_to_the_whole():
    market = one_stage_market()
    leads = [Lead(0, region="south", value=300), Lead(3, industry="retail"), Lead(9, u=NEVER_ADVANCES)]
    ledger = play(market, ONE_REP, leads)
    rows, found, a_year = slices(ledger), kpis(ledger), YEAR / 7
    for dimension in ("region", "industry", "size", "tier", "source", "product", "segment", "team", "territory"):
        for measure, whole in (("leads", 3 * a_year), ("wins", found["wins"]), ("margin", 160 * a_year)):
            parts = [value for where, _, what, value in rows if (where, what) == (dimension, measure)]
            assert sum(parts) == pytest.approx(whole), (dimension, measure)
    margins = {item: value for where, item, what, value in rows if (where, what) == ("region", "margin")}
    assert margins == pytest.approx({"north": 40 * a_year, "south": 120 * a_year})
    amounts = sum(value for where, _, _, value in rows if where == "money")
    assert amounts == pytest.approx(found["contribution"])


def test_the_mean_of_seats_and_months_leaves_the_warm_up_out():
    ledger = play(one_stage_market(), ONE_REP, [Lead(0)], weeks=8, warm_up_weeks=4)
    effort = np.array([5.0 if month == 0 else 2.0 for month in ledger.seat_columns["month"]])
    changed = replace(ledger, seat_columns={**ledger.seat_columns, "effort": effort})
    assert kpis(changed)["effort"] == 2.0
    silent = replace(ledger, seat_columns={**ledger.seat_columns, "effort": np.full(len(effort), nan)})
    assert isnan(kpis(silent)["effort"])


def test_a_month_of_closed_days_at_the_start_makes_no_effort():
    """Saturday 31 January 2026 is all that there is of the first month."""
    market = one_stage_market(world={"start_date": "2026-01-31"})
    ledger = play(market, scheme_of(seats("a"), {"work": "rep"}), [Lead(0)], weeks=3)
    assert ledger.seat_columns["month"].tolist() == [0, 1]
    assert ledger.seat_columns["capacity_hours"][0] == 0
    changed = replace(ledger, seat_columns={**ledger.seat_columns, "effort": np.array([5.0, 2.0])})
    assert kpis(changed)["effort"] == 2.0
