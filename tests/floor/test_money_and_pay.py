"""Ledgers of money worked by hand: deals, fixed cost, visits, pay statements, and what expected pay does to effort."""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter

import pytest

from sim.floor.pay.pay_terms import quotas_per_year
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.simulate import simulate
from sim.inputs.quantity import q
from sim.levers.travel import distance_km
from sim.results.load import load_playbook
from sim.results.measures.kpis import money_by_kind
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    market_of,
    money,
    one_stage_market,
    pay_plan_of,
    play,
    resolved,
    scheme_of,
    seats,
    stage,
    task_rows,
)

ONE_STAGE = {"work": "rep"}
OFFER = {"offers": {"deep": {"discount_share": 0.1, "service_cost_share": 0.05}}}
# The tiny market starts on Monday 5 January 2026; February starts after 20 working days, March after 40.
FEBRUARY, MARCH = 160.0, 320.0
JUST = 1e-9
# Pay periods are whole from the start where a month begins: June 2026 has 22 working days, July 23.
FROM_JUNE = {"start_date": "2026-06-01"}
JULY, AUGUST = 176.0, 360.0


def before(clock):
    """The last instant before: what is earned up to a clock is dated within."""
    return nextafter(clock, -inf)


def test_a_deal_brings_its_discounted_price_and_costs_its_goods_and_service():
    leads = [Lead(0, value=1000), Lead(0, NEVER_ADVANCES, value=5000)]
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE_STAGE, products=OFFER), leads)
    assert money(ledger, "revenue") == [(2.0, 900.0)]
    assert money(ledger, "cost of goods") == [(2.0, -600.0)], "goods cost 60 % of the list price, discount or not"
    assert money(ledger, "service promised") == [(2.0, pytest.approx(-45.0, abs=1e-12))]
    assert ledger.lead_columns["margin"].tolist() == [pytest.approx(255.0, abs=1e-12), 0.0]
    assert ledger.lead_columns["revenue"].tolist() == [900.0, 0.0]


def test_fixed_cost_is_paid_at_the_start_of_every_week():
    team = [*seats("a", "b"), *seats("c", salary_per_year=365 * 10)]
    people = {"roles": {"rep": {"seat_cost_per_year": 3650}}, "managers": {"span": 2}}
    ledger = play(one_stage_market(), scheme_of(team, ONE_STAGE, people, crm={"seat_cost_per_year": 365}), [], weeks=2)
    assert money(ledger, "salary") == [
        (0.0, -700.0),
        (0.0, -700.0),
        (0.0, -70.0),
        (40.0, -700.0),
        (40.0, -700.0),
        (40.0, -70.0),
    ]
    assert money(ledger, "seat") == [(when, pytest.approx(-77.0)) for when in (0.0, 0.0, 0.0, 40.0, 40.0, 40.0)]
    assert money(ledger, "manager") == [(0.0, -2800.0), (40.0, -2800.0)], "three people with a span of two need two"


def test_fixed_cost_in_the_ledger_is_what_the_scheme_was_resolved_to():
    scheme = scheme_of(seats("a", "b"), ONE_STAGE)
    ledger = play(one_stage_market(), scheme, [], weeks=10)
    paid = -sum(amount for kind in ("salary", "seat", "manager") for _, amount in money(ledger, kind))
    assert paid == pytest.approx(resolved(one_stage_market(), scheme).fixed_cost_per_year * 70 / 365)


def test_named_managers_are_counted_once_each():
    team = [*seats("a", "b", manager="wang"), *seats("c", manager="li")]
    ledger = play(one_stage_market(), scheme_of(team, ONE_STAGE, {"managers": {"span": 1}}), [])
    assert money(ledger, "manager") == [(0.0, -2800.0)]


def test_a_visit_adds_hours_kilometres_and_money():
    travel = {"road_km_per_hour": 50, "flight_from_km": 400, "working_share": 0.5, "cost_per_km": 0.8}
    market = one_stage_market({"travel": travel}, on_site_share=0.5)
    leads = [Lead(0, latitude=1, visits=[True]), Lead(0, latitude=1, visits=[False])]
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), leads)
    km = float(distance_km(0.0, 0.0, 1.0, 0.0))
    hours = 2 * km / 50 * 0.5
    assert task_rows(ledger, "lead", "start", "end", "work_hours", "travel_hours", "travel_km") == [
        (0, 0.0, pytest.approx(2 + hours), 2.0, pytest.approx(hours), pytest.approx(2 * km)),
        (1, pytest.approx(2 + hours), pytest.approx(4 + hours), 2.0, 0.0, 0.0),
    ]
    assert money(ledger, "travel") == [(pytest.approx(2 + hours), pytest.approx(-0.8 * 2 * km))]


def test_a_visit_starts_from_the_home_of_who_goes():
    market = one_stage_market({"travel": {}}, on_site_share=0.5)
    people = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
    scheme = scheme_of([*seats("a"), *seats("b", office="far")], ONE_STAGE, people)
    leads = [Lead(0, latitude=10, visits=[True]), Lead(0, latitude=10, visits=[True])]
    ledger = play(market, scheme, leads)
    kilometres = dict(task_rows(ledger, "seat", "travel_km"))
    assert kilometres[0] == pytest.approx(2 * 1111.95, rel=1e-4)
    assert kilometres[1] == pytest.approx(0, abs=1e-9), "who lives there does not travel"


@pytest.mark.parametrize(
    ("changes", "pay"),
    [
        ({}, 150.0),
        ({"tiers": [{"attainment_from": 0, "rate": 1}, {"attainment_from": 1, "rate": 2}]}, 200.0),
        ({"bonuses": [{"attainment": 1.5, "share_of_target_pay": 0.1}]}, 160.0),
        ({"bonuses": [{"attainment": 1.6, "share_of_target_pay": 0.1}]}, 150.0),
        ({"cap_attainment": 1.2}, 120.0),
        ({"roles": {"rep": {"target_pay_per_year": 1_200, "credit_share": 0.5}}}, 150.0),
    ],
)
def test_pay_at_the_end_of_the_period(changes, pay):
    """One deal of 1,500 on a quota of 1,000; half the credit comes with half the quota."""
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(**changes))
    ledger = play(one_stage_market(world=FROM_JUNE), scheme, [Lead(0, value=1500)], weeks=5)
    # Nothing is sold in the five days of July.
    assert money(ledger, "variable pay") == [(before(JULY), pytest.approx(-pay, abs=1e-9)), (before(200.0), 0.0)]
    assert ledger.statements["attainment"].tolist() == [1.5, 0.0]
    assert ledger.seats.groupby("month")["variable_pay"].sum().tolist() == pytest.approx([pay, 0.0])


def test_every_period_starts_from_nothing_and_what_an_unfinished_one_earned_is_owed():
    leads = [
        Lead(0, value=500),
        Lead(150, value=250),
        Lead(175, value=800),
        Lead(200, value=100),
        Lead(365, value=9000),
    ]
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    ledger = play(one_stage_market(world=FROM_JUNE), scheme, leads, weeks=10)
    # The third deal closes at 177, in July; the last in August, of which a flat plan owes all.
    assert money(ledger, "variable pay") == [
        (before(JULY), -75.0),
        (before(AUGUST), -90.0),
        (before(400.0), pytest.approx(-900.0)),
    ]


def test_an_unfinished_period_is_owed_pro_rata():
    """Five of July's 31 days, with 5 / 31 of the quota and of the target pay: the cap binds at twice those."""
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(cap_attainment=2))
    ledger = play(one_stage_market(world=FROM_JUNE), scheme, [Lead(180, value=1000)], weeks=5)
    found = [ledger.statements[name].tolist() for name in ("start", "end", "attainment", "amount", "whole")]
    assert found == [
        [0.0, JULY],
        [JULY, 200.0],
        [0.0, pytest.approx(31 / 5)],
        [0.0, pytest.approx(2 * 100 * 5 / 31)],
        [True, False],
    ]


@pytest.mark.parametrize(
    ("start", "period", "share"),
    [
        ("2026-01-05", "month", 27 / 31),
        ("2026-02-16", "quarter", 44 / 90),
        ("2026-03-16", "quarter", 16 / 90),
        ("2026-07-01", "quarter", 1.0),
    ],
)
def test_a_period_that_began_before_the_start_has_so_much_of_its_quota_and_pay(start, period, share):
    """A deal of twice what is asked for in what is left of the first period, on a plan that is capped there."""
    quota, target = (1000.0, 100.0) if period == "month" else (3000.0, 300.0)
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(period=period, cap_attainment=2))
    market = one_stage_market(world={"start_date": start, "country": "NONE"})
    ledger = play(market, scheme, [Lead(0, value=3 * share * quota)], weeks=20)
    first = {name: ledger.statements[name][0] for name in ("start", "attainment", "amount", "whole")}
    assert first == {
        "start": 0.0,
        "attainment": pytest.approx(3.0),
        "amount": pytest.approx(2 * share * target),
        "whole": share == 1,
    }


@pytest.mark.parametrize(
    ("start", "weeks", "shares"),
    [
        ("2026-02-01", 4, (1.0, 28 / 90)),  # The horizon ends with Saturday 28 February.
        ("2026-01-04", 4, (28 / 31, 28 / 90)),  # Before 1 February, a Sunday.
        ("2026-01-05", 8, (1.0, 56 / 90)),  # Before Monday 2 March, when March has not been worked yet.
        ("2026-01-06", 8, (2 / 31, 56 / 90)),  # Before Tuesday 3 March: Monday was worked.
        ("2026-09-05", 4, (26 / 30, 26 / 92)),  # Before Saturday 3 October, in the holidays from 1 to 7 October.
        ("2026-09-10", 4, (21 / 30, 21 / 92)),  # Before Thursday 8 October, when work begins again.
        ("2026-09-11", 4, (8 / 31, 8 / 92)),  # Before Friday 9 October: Thursday was worked.
        ("2026-09-02", 4, (28 / 30, 28 / 92)),  # Before Wednesday 30 September, a working day.
        ("2026-07-01", 13, (29 / 30, 91 / 92)),  # Before Wednesday 30 September.
        ("2026-07-01", 14, (1.0, 1.0)),  # Before Wednesday 7 October, still in the holidays.
    ],
)
@pytest.mark.parametrize("period", ["month", "quarter"])
def test_the_last_period_counts_as_far_as_it_lies_between_start_and_horizon(start, weeks, shares, period):
    """Quarters and months begin together on 1 October, and no quarter begins in February or March."""
    share = shares[period == "quarter"]
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(period=period))
    market = one_stage_market(world={"start_date": start, "country": "CN"})
    ledger = play(market, scheme, [Lead(1, value=1000)], weeks=weeks)
    statements = ledger.statements
    assert bool(statements["whole"][-1]) == (share == 1)
    assert statements["end"][-1] == ledger.window.end
    # The deal is in the last period if there was no other.
    sold = 1000.0 if statements["start"][-1] <= 3.0 else 0.0
    assert statements["attainment"][-1] == pytest.approx(sold / (share * (1000 if period == "month" else 3000)))


def test_pay_for_a_period_that_began_before_the_window_is_split_at_its_start():
    """The window opens at 80 of the 160 hours of January: it bears half of January, and all of February."""
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    leads = [Lead(10, value=600), Lead(170, value=300)]
    ledger = play(one_stage_market(), scheme, leads, weeks=3, warm_up_weeks=2)
    # The horizon ends with 9 February, when a flat plan owes the 300 that were sold.
    assert money(ledger, "variable pay") == [
        (before(80.0), -30.0),
        (before(FEBRUARY), -30.0),
        (before(200.0), pytest.approx(-30.0)),
    ]
    assert money_by_kind(ledger)["variable pay"] == pytest.approx(-60 * 365 / 21)


@pytest.mark.parametrize("start", ["2026-01-05", "2026-02-17", "2026-03-31"])
@pytest.mark.parametrize("weeks", [26, 39, 52])
@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_a_window_bears_the_same_yearly_pay_for_steady_sales_whether_it_matches_the_periods_or_not(
    start, weeks, period
):
    """One deal of 100 each working day on a flat plan that pays a tenth: 10 for each working day of the window."""
    market = one_stage_market(world={"start_date": start, "country": "NONE"}, effort_hours=1)
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(period=period))
    leads = [Lead(8.0 * day + 1, value=100) for day in range(5 * (weeks + 8))]
    ledger = play(market, scheme, leads, weeks=weeks, warm_up_weeks=8)
    inside = money_by_kind(ledger)["variable pay"] * ledger.window.years
    # Only the split at the window's start is by time and not by deals: it is out by a deal at the most.
    assert -inside == pytest.approx(10 * 5 * weeks, abs=10)
    assert sum(amount for _, amount in money(ledger, "variable pay")) == pytest.approx(-10 * len(leads))


def test_a_quota_is_the_target_divided_among_the_heads_unless_the_seat_has_its_own():
    team = [*seats("a", "b"), *seats("c", quota_per_year=24_000)]
    leads = [Lead(0, value=1000, work=[1]), Lead(0, value=1000, work=[1]), Lead(0, value=1000, work=[1])]
    scheme = scheme_of(team, ONE_STAGE, incentives=pay_plan_of())
    ledger = play(one_stage_market(world=FROM_JUNE), scheme, leads, weeks=5)
    assert ledger.statements["attainment"].tolist() == pytest.approx([3.0, 3.0, 0.5, 0, 0, 0]), "June and July"


def test_another_size_of_the_organisation_leaves_everyone_the_quota_that_heads_have_today():
    """Target of 12,000 a year, two heads today: 500 a month for each, also where there are three or one."""
    market = one_stage_market(world=FROM_JUNE)
    sizes = {f"{count} heads": scheme_of({"rep": count}, ONE_STAGE, incentives=pay_plan_of()) for count in (2, 3, 1)}
    ready = resolve_schemes(market, sizes, "2 heads")
    assert {name: quotas_per_year(item) for name, item in ready.items()} == {
        "2 heads": [6_000.0] * 2,
        "3 heads": [6_000.0] * 3,
        "1 heads": [6_000.0],
    }


def test_a_role_that_today_does_not_have_divides_the_target_among_the_heads_that_todays_budget_would_pay_for():
    roles = {"rep": {"target_pay_per_year": 1}, "ae": {"target_pay_per_year": 1, "credit_share": 0.5}}
    today = scheme_of({"rep": 2}, ONE_STAGE, incentives=pay_plan_of(roles=roles))
    line = scheme_of({"ae": 4}, {"work": "ae"}, incentives=pay_plan_of(roles=roles))
    ready = resolve_schemes(one_stage_market(), {"today": today, "line": line}, "today")
    assert quotas_per_year(ready["line"]) == [1_500.0] * 4
    half = ready["line"].scheme.people.model_copy(update={"heads": None, "budget_factor": q(0.5)})
    smaller = replace(ready["line"], scheme=ready["line"].scheme.model_copy(update={"people": half}))
    assert quotas_per_year(smaller) == [750.0] * 4, "four heads for half the budget: eight for all of it"


def test_a_deal_is_credited_to_the_owner_of_each_role_by_its_share():
    market = market_of({"call": stage(1), "close": stage(1)}, **FROM_JUNE)
    roles = {
        "sdr": {"target_pay_per_year": 1_200, "credit_share": 0.2},
        "ae": {"target_pay_per_year": 2_400, "credit_share": 0.8},
    }
    scheme = scheme_of(
        [*seats("s", role="sdr"), *seats("x", "y", role="ae")],
        {"call": "sdr", "close": "ae"},
        incentives=pay_plan_of(roles=roles),
        products=OFFER,
    )
    ledger = play(market, scheme, [Lead(0, value=1000)], weeks=5)
    # Credit is of what the customer pays: 900. Quotas: 200 for the SDR, 400 for each of two account executives.
    assert ledger.statements["attainment"].tolist() == pytest.approx([180 / 200, 720 / 400, 0, 0, 0, 0])
    assert [amount for _, amount in money(ledger, "variable pay")] == pytest.approx([-90.0, -360.0, 0, 0, 0, 0])


def test_the_seats_table_counts_every_hour_of_finished_work():
    ledger = play(
        one_stage_market(), scheme_of(seats("a", "b"), ONE_STAGE), [Lead(0), Lead(158, work=[7]), Lead(170)], weeks=6
    )
    table = ledger.seats
    assert table["capacity_hours"].tolist() == [160.0, 160.0, 80.0, 80.0]
    assert table["busy_hours"].tolist() == [2.0, 2.0, 2.0, 5.0]


def test_a_week_without_an_open_day_is_paid_once_in_its_own_year():
    """Spring Festival 2026 closes the week before the window opens: its pay belongs to the warm-up."""
    playbook = load_playbook("org-design", {"run.warm_up_weeks": 7, "run.weeks": 20, "run.follow_up_weeks": 2})
    today = playbook.resolve(only=["today"])["today"]
    ledger = simulate(playbook.market, today, horizon=playbook.horizon, seed=1, replication=0)
    inside = money_by_kind(ledger)
    paid = -sum(inside[kind] for kind in ("salary", "seat", "manager"))
    assert paid == pytest.approx(today.fixed_cost_per_year, rel=1e-12)


def test_a_window_that_opens_with_a_closed_week_bears_its_pay_too():
    """The week from Monday 16 February 2026 is Spring Festival's: the first of a window of three."""
    market = one_stage_market(world={"start_date": "2026-01-05", "country": "CN"})
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE), [], weeks=3, warm_up_weeks=6)
    opens = ledger.window.start
    clocks = [clock for clock, _ in money(ledger, "salary")]
    assert clocks[6] == opens, "the closed week"
    assert clocks[7] == opens, "the week in which work begins again"
    assert money_by_kind(ledger)["salary"] == pytest.approx(-36_500)


@pytest.mark.parametrize(("start", "period"), [("2026-01-31", "month"), ("2024-06-30", "quarter")])
def test_a_start_on_closed_last_days_of_a_period_leaves_the_next_one_whole(start, period):
    """Work begins with the first day of the period: it has its whole quota, and the months before their rows."""
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of(period=period))
    quota, target = (1000.0, 100.0) if period == "month" else (3000.0, 300.0)
    market = one_stage_market(world={"start_date": start, "country": "NONE"})
    ledger = play(market, scheme, [Lead(0, value=quota / 2)], weeks=20)
    first = {name: ledger.statements[name][0] for name in ("start", "attainment", "amount", "whole")}
    assert first == {
        "start": 0.0,
        "attainment": pytest.approx(0.5),
        "amount": pytest.approx(0.5 * target),
        "whole": True,
    }
    table = ledger.seats
    assert table["month"].tolist() == list(range(len(table)))
    assert table.loc[0, ["capacity_hours", "busy_hours", "variable_pay"]].tolist() == [0.0, 0.0, 0.0]
