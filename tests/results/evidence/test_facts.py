"""Facts that the evidence asks for, on ledgers written by hand."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.floor.accounts.cases import DONE
from sim.results.evidence.departures import sales_lost_by_departures, sales_to_customers, served_by
from sim.results.evidence.last_years_quota import reach_last_years_quota

WINDOW = SimpleNamespace(start=0.0, end=240.0, years=2.0)


def paid(attainments, quotas, partial=()):
    """A ledger with a row of attainments (by seat) for each period of 30 hours; `partial` ones are no whole periods."""
    periods, seats = len(attainments), len(quotas)
    statements = {
        "end": np.repeat([30.0 * (period + 1) for period in range(periods)], seats),
        "seat": np.tile(np.arange(seats), periods),
        "attainment": np.array(attainments, dtype=float).ravel(),
        "whole": np.repeat([period not in partial for period in range(periods)], seats),
    }
    plan = SimpleNamespace(seats=[SimpleNamespace(quota=quota) for quota in quotas])
    return SimpleNamespace(statements=statements, plan=plan)


def test_the_quota_is_half_ones_own_last_year_and_half_everyones():
    # Last year 400 and 200 (mean 300): quotas of 350 and 250. This year 360 and 240: one of two reaches hers.
    last, now = [[1.0, 1.0]] * 4, [[0.9, 1.2]] * 4
    assert reach_last_years_quota(paid(last + now, [100.0, 50.0])) == 0.5
    assert reach_last_years_quota(paid(last + [[0.8, 1.2]] * 4, [100.0, 50.0])) == 0.0
    assert reach_last_years_quota(paid(last + [[0.875, 1.25]] * 4, [100.0, 50.0])) == 1.0


def test_parts_of_a_quarter_belong_to_no_year():
    last, now, part = [[1.0, 1.0]] * 4, [[0.9, 1.2]] * 4, [[9.0, 9.0]]
    assert reach_last_years_quota(paid(last + now + part, [100.0, 50.0], partial=[8])) == 0.5
    assert reach_last_years_quota(paid(part + last + now, [100.0, 50.0], partial=[0])) == 0.5


def test_without_two_years_of_quarters_there_is_no_last_year():
    assert np.isnan(reach_last_years_quota(paid([[1.0, 1.0]] * 7, [100.0, 50.0])))


def served(cases, accounts, people, money, children=None, leads=6, window=WINDOW):
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
        window=window,
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


def test_a_departure_without_a_whole_year_after_it_is_left_out():
    cases = [(0, 7, 10.0), (1, 8, 11.0)]
    accounts = [(0, 0, np.inf), (1, 0, np.inf)]
    money = [(1, 0, 130.0, 80.0), (1, 1, 130.0, 100.0)]
    assert sales_lost_by_departures(served(cases, accounts, [(7, 119.0), (8, np.inf)], money)) == pytest.approx(0.2)
    assert np.isnan(sales_lost_by_departures(served(cases, accounts, [(7, 121.0), (8, np.inf)], money)))


def test_customers_of_those_who_left_before_are_no_yardstick():
    cases = [(0, 7, 20.0), (1, 8, 20.0), (2, 9, 5.0), (3, 7, 5.0)]
    accounts = [(lead, 0, np.inf) for lead in range(4)]
    # Seats 9 and 7 were left at 8, before the window, and filled again; at 50 seat 7 falls empty once more.
    money = [(1, 0, 60.0, 80.0), (1, 1, 60.0, 100.0), (1, 2, 60.0, 5.0), (1, 3, 60.0, 900.0)]
    people = [(9, 8.0), (7, 8.0), (7, 50.0), (9, np.inf), (8, np.inf)]
    later = SimpleNamespace(start=30.0, end=270.0, years=2.0)
    assert sales_lost_by_departures(served(cases, accounts, people, money, window=later)) == pytest.approx(0.2)


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
