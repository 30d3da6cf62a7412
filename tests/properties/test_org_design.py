"""The shipped question's schemes on the same leads: no two play alike, and whatever one costs more is charged."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

import sim
from sim.floor.ledger import Ledger
from sim.floor.people.time_use import productive_shares
from sim.floor.simulate import simulate_on
from sim.market.leads import lead_table
from sim.results.measures.kpis import money_by_kind
from tests.builders import fingerprint

# The schemes that agree with more teams or roles than today's, and of how many a seat does at the most.
COORDINATION = {
    "by-customer": 1,
    "by-need": 2,
    "assembly-line": 2,
    "pods": 2,
    "by-region": 1,
    "by-product": 1,
    "market-then-product": 3,
}


@pytest.fixture(scope="module")
def ledgers() -> dict[str, Ledger]:
    playbook = sim.load_playbook("org-design")
    table = lead_table(playbook.market, playbook.horizon.days, 1, 0)
    return {
        name: simulate_on(table, playbook.market, scheme, horizon=playbook.horizon, seed=1, replication=0)
        for name, scheme in playbook.resolve().items()
    }


def same(left: np.ndarray, right: np.ndarray) -> bool:
    return len(left) == len(right) and bool(np.array_equal(left, right))


def test_no_two_schemes_play_alike(ledgers):
    """Not by a label alone: the blocks of work differ, in when they are done or by whom."""
    assert len(ledgers) == 14
    assert len({fingerprint(ledger) for ledger in ledgers.values()}) == 14
    for first, second in combinations(ledgers, 2):
        left, right = ledgers[first].task_columns, ledgers[second].task_columns
        assert not all(same(left[name], right[name]) for name in ("lead", "start", "end", "seat")), (first, second)
        won = [ledgers[name].lead_columns["revenue"] for name in (first, second)]
        assert not same(*won), (first, second)


def test_whatever_a_scheme_does_the_leads_are_the_same(ledgers):
    for column in ("key", "arrival", "value", "industry", "region"):
        assert len({ledger.lead_columns[column].tobytes() for ledger in ledgers.values()}) == 1


def test_every_manager_seat_and_salary_is_charged(ledgers):
    for name, ledger in ledgers.items():
        resolved, people = ledger.resolved, ledger.resolved.scheme.people
        money = money_by_kind(ledger)
        assert -money["manager"] == pytest.approx(resolved.managers * float(people.managers.salary_per_year)), name
        assert -money["salary"] == pytest.approx(sum(seat.salary_per_year for seat in resolved.seats)), name
        assert -money["seat"] == pytest.approx(sum(seat.cost_per_year for seat in resolved.seats)), name
        assert -sum(money[kind] for kind in ("manager", "salary", "seat")) <= resolved.budget_per_year * (1 + 1e-9)
    assert ledgers["three-areas"].resolved.managers != ledgers["today"].resolved.managers, "they are counted by place"


def test_every_kilometre_is_charged_and_larger_areas_have_more_of_them(ledgers):
    rate = float(sim.load_playbook("org-design").market.effects.travel.cost_per_km)
    for name, ledger in ledgers.items():
        inside = (ledger.task_columns["end"] >= ledger.window.start) & (ledger.task_columns["end"] < ledger.window.end)
        km = ledger.task_columns["travel_km"][inside].sum()
        assert -money_by_kind(ledger)["travel"] == pytest.approx(rate * km / ledger.window.years), name

    def travelled(name):
        tasks = ledgers[name].task_columns
        return tasks["travel_km"].sum() / len(tasks["travel_km"])

    assert travelled("three-areas") > 1.5 * travelled("today")
    assert travelled("pods") > 1.5 * travelled("today")


def test_every_move_is_charged(ledgers):
    for name, ledger in ledgers.items():
        people, moved = ledger.resolved.scheme.people, ledger.resolved.moved
        a_week = moved * float(people.relocation_cost) / float(people.relocation_weeks)
        assert -money_by_kind(ledger)["relocation"] == pytest.approx(a_week * 365 / 7), name
        assert (moved > 0) == (name in ("balanced", "together"))


def test_whoever_has_more_to_agree_with_has_fewer_hours_for_customers(ledgers):
    for name, ledger in ledgers.items():
        if ledger.resolved.scheme.crm is not None:
            continue  # a CRM's hours change week by week, and have tests of their own
        week = ledger.resolved.scheme.people.week
        each = float(week.coordination_hours) / 40
        alone = 1 - float(week.admin_share) - float(week.meeting_share)
        shares = np.array([seat.productive_share for seat in ledger.plan.seats])
        assert shares.min() == pytest.approx(alone - each * COORDINATION.get(name, 0)), name
        assert shares.tolist() == productive_shares(ledger.resolved.scheme, ledger.resolved.seats, 40.0), name
        tasks = ledger.task_columns
        assert (shares < alone).all() == (name in COORDINATION)
        # A block of work lasts as long as its hours take of the seat's own share, but for effort in response to pay.
        if name != "accelerator":
            asked = (tasks["work_hours"] + tasks["travel_hours"]) / shares[tasks["seat"]]
            assert tasks["end"] - tasks["start"] == pytest.approx(asked), name


def test_variable_pay_is_charged_for_every_role_that_sells(ledgers):
    for name, ledger in ledgers.items():
        paid = -money_by_kind(ledger)["variable pay"]
        assert paid > 0, name
        statements, window = ledger.statements, ledger.window
        start, end = statements["start"], statements["end"]
        inside = np.clip(end - np.maximum(start, window.start), 0, None) / (end - start)
        assert paid == pytest.approx((inside * statements["amount"]).sum() / window.years), name
        assert set(ledger.resolved.heads) == {ledger.resolved.seats[seat].role for seat in statements["seat"].tolist()}
