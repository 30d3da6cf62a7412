"""Facts that the evidence asks for, on ledgers written by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.floor.accounts.after_sales import DONE
from sim.results.evidence.departures import sales_lost_by_departures, sales_to_customers, served_by
from sim.results.evidence.pay_facts import (
    credit_of_half,
    december_share,
    giving_up,
    reach_last_years_quota,
)

WINDOW = SimpleNamespace(start=0.0, end=240.0, years=2.0)


def paid(attainments, quotas, skills=None, window=WINDOW, ends=None, effort=None, months=24):
    """A ledger with a row of attainments (by seat) for each period; periods end every 30 hours, months every 10."""
    periods, seats = len(attainments), len(quotas)
    ends = [30.0 * (period + 1) for period in range(periods)] if ends is None else ends
    statements = {
        "end": np.repeat(ends, seats),
        "seat": np.tile(np.arange(seats), periods),
        "attainment": np.array(attainments, dtype=float).ravel(),
        "whole": np.ones(periods * seats, dtype=bool),
    }
    skills = [[0.0]] * seats if skills is None else skills
    plan = SimpleNamespace(
        seats=[SimpleNamespace(quota=quota, skill=skill) for quota, skill in zip(quotas, skills, strict=True)],
        month_ticks=[10.0 * month for month in range(months)],
        month_of_tick=[month % 12 + 1 for month in range(months)],
        end_hours=10.0 * months,
    )
    monthly = [
        (month, seat, effort(month, seat) if effort else 1.0) for month in range(months) for seat in range(seats)
    ]
    columns = np.array(monthly).T
    seat_columns = {"month": columns[0].astype(int), "seat": columns[1].astype(int), "effort": columns[2]}
    return SimpleNamespace(statements=statements, plan=plan, window=window, seat_columns=seat_columns)


def test_the_quota_is_half_ones_own_last_year_and_half_everyones():
    # Last year 400 and 200 (mean 300): quotas of 350 and 250. This year 360 and 240: one of two reaches hers.
    last, now = [[1.0, 1.0]] * 4, [[0.9, 1.2]] * 4
    assert reach_last_years_quota(paid(last + now, [100.0, 50.0])) == 0.5
    assert reach_last_years_quota(paid(last + [[0.8, 1.2]] * 4, [100.0, 50.0])) == 0.0
    assert reach_last_years_quota(paid(last + [[0.875, 1.25]] * 4, [100.0, 50.0])) == 1.0


def test_without_two_years_of_quarters_there_is_no_last_year():
    assert np.isnan(reach_last_years_quota(paid([[1.0, 1.0]] * 7, [100.0, 50.0])))


def test_halves_are_by_own_skill_over_all_stages():
    ledger = paid([[1.0, 2.0, 3.0, 4.0]] * 8, [10.0] * 4, skills=[[0.5, 0.7], [-1.0, 0.0], [0.3, 0.2], [-0.2, -0.1]])
    # Seats 1 and 3 are the weaker ones: 8 periods of (2 + 4) x 10 in two years.
    assert credit_of_half(ledger, weaker=True) == pytest.approx(240.0)
    assert credit_of_half(ledger, weaker=False) == pytest.approx(160.0)


def test_a_period_that_ends_outside_the_window_counts_for_neither_half():
    ledger = paid([[1.0, 2.0]] * 2, [10.0, 10.0], [[0.0], [1.0]], ends=[240.0, 250.0])
    assert credit_of_half(ledger, weaker=True) == pytest.approx(5.0)


def test_giving_up_compares_the_last_month_of_those_far_below_with_that_of_those_near():
    # Seat 0 ends far below in every period, seat 1 at quota, seat 2 in between; a period's last month is its third.
    def effort(month, seat):
        return (0.7, 1.1, 5.0)[seat] if month % 3 == 2 else 9.0

    assert giving_up(paid([[0.4, 1.1, 0.7]] * 8, [10.0] * 3, effort=effort)) == pytest.approx(-0.4)
    assert np.isnan(giving_up(paid([[0.7, 1.1]] * 8, [10.0] * 2, effort=effort)))


def test_december_is_compared_with_whole_years_only():
    names = {"kind": ("revenue", "travel")}
    plan = SimpleNamespace(
        month_ticks=[10.0 * m for m in range(19)], month_of_tick=[(m + 6) % 12 + 1 for m in range(19)]
    )
    # The start is July; December of the first half year is no part of a whole one. The whole year has months 6 to 17.
    rows = [(55.0, 0, 1000.0), (60.0, 0, 30.0), (175.0, 0, 10.0), (176.0, 1, 500.0), (185.0, 0, 1000.0)]
    time, kind, amount = (np.array(column) for column in zip(*rows, strict=True))
    money = {"time": time, "kind": kind.astype(int), "amount": amount}
    ledger = SimpleNamespace(money_columns=money, names=names, plan=plan, window=SimpleNamespace(start=0.0, end=190.0))
    assert december_share(ledger) == pytest.approx(0.25)


def served(cases, accounts, people, money, children=None, leads=6):
    case = np.array(cases, dtype=float).reshape(-1, 3).T
    account = np.array(accounts, dtype=float).reshape(-1, 3).T
    person = np.array(people, dtype=float).reshape(-1, 2).T
    row = np.array(money, dtype=float).reshape(-1, 4).T
    return SimpleNamespace(
        case_columns={
            "lead": case[0].astype(int),
            "seat": case[1].astype(int),
            "end": case[2],
            "state": np.full(len(cases), DONE),
        },
        account_columns={"lead": account[0].astype(int), "since": account[1], "left": account[2]},
        person_columns={"seat": person[0].astype(int), "end": person[1]},
        money_columns={"kind": row[0].astype(int), "lead": row[1].astype(int), "time": row[2], "amount": row[3]},
        names={"kind": ("revenue", "renewals")},
        lead_columns={"arrival": np.zeros(leads)},
        plan=SimpleNamespace(accounts=SimpleNamespace(children=children or {})),
        window=WINDOW,
    )


def test_a_departure_costs_what_her_customers_buy_less_than_others():
    cases = [(0, 7, 10.0), (1, 8, 11.0), (2, 8, 12.0), (0, 7, 20.0)]
    accounts = [(0, 0, np.inf), (1, 0, np.inf), (2, 0, np.inf)]
    # Seat 7 leaves at 50 and seat 9 much later; a year is 120 hours. Hers buy 80, those of 8 on average 100.
    money = [(1, 0, 60.0, 80.0), (1, 1, 70.0, 120.0), (1, 2, 71.0, 80.0), (1, 0, 49.0, 900.0), (1, 1, 171.0, 900.0)]
    ledger = served(cases, accounts, [(7, 50.0), (8, np.inf), (9, 230.0)], money)
    assert sales_lost_by_departures(ledger) == pytest.approx(0.2)


def test_those_who_leave_in_the_year_are_no_yardstick():
    cases = [(0, 7, 10.0), (1, 8, 11.0), (2, 9, 12.0)]
    accounts = [(0, 0, np.inf), (1, 0, np.inf), (2, 0, np.inf)]
    money = [(1, 0, 60.0, 80.0), (1, 1, 70.0, 100.0), (1, 2, 71.0, 5.0)]
    ledger = served(cases, accounts, [(7, 50.0), (9, 140.0), (8, np.inf)], money)
    assert sales_lost_by_departures(ledger) == pytest.approx(0.2)
    assert np.isnan(sales_lost_by_departures(served(cases, accounts, [(8, np.inf)], money)))


def test_whoever_worked_the_last_case_serves_a_customer_who_is_there():
    cases = [(0, 7, 30.0), (0, 8, 20.0), (1, 7, 5.0), (2, 7, 5.0), (3, 7, 90.0)]
    accounts = [(0, 0, np.inf), (1, 0, 40.0), (2, 60.0, np.inf), (3, 0, np.inf)]
    assert served_by(served(cases, accounts, [], []), 50.0).tolist() == [7, -1, -1, -1, -1, -1]


def test_a_further_deal_is_hers_whom_it_comes_of_and_a_recommended_one_a_strangers():
    from sim.market.born import RECOMMENDED

    further = RECOMMENDED + 1
    money = [(0, 0, 1.0, 10.0), (0, 4, 2.0, 20.0), (0, 5, 3.0, 30.0), (1, 0, 4.0, 40.0)]
    ledger = served([], [(0, 0, np.inf)], [], money, {0: [(4, further, 1.0), (5, RECOMMENDED, 1.0)]})
    lead, time, amount = sales_to_customers(ledger)
    assert (lead.tolist(), time.tolist(), amount.tolist()) == ([0, 0], [2.0, 4.0], [20.0, 40.0])
