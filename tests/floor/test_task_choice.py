"""People who take the task that pays them most for an hour: tiny floors, worked by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

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
from tests.floor.test_after_sale import FIXED

ONE_STAGE = {"work": "rep"}
PAY = pay_plan_of()
ALL = {"task_choice": {"follow_pay_share": 1}}
# Whoever is free at 2 finds three that wait, the last to come worth most.
WAITING = [Lead(0), Lead(0.25, value=50), Lead(0.5, value=200), Lead(1, value=300)]


def order(ledger, column="lead"):
    return [row[0] for row in sorted(task_rows(ledger, column, "start"), key=lambda row: row[1])]


def floor(leads, effects=ALL, names="a", market=None, pay=PAY, **levers):
    scheme = scheme_of(seats(*names), levers.pop("roles", ONE_STAGE), incentives=pay, **levers)
    return play(market or one_stage_market(effects, effort_hours=2), scheme, leads)


def test_what_pays_most_for_an_hour_comes_first_instead_of_who_came_first():
    assert order(floor(WAITING)) == [0, 3, 2, 1]
    assert order(floor(WAITING, {})) == [0, 1, 2, 3]
    assert order(floor(WAITING, {"task_choice": {"follow_pay_share": 0}})) == [0, 1, 2, 3]


@pytest.mark.parametrize("policy", ["shared-queue", "round-robin"])
def test_it_is_so_in_ones_own_queue_and_in_that_of_the_desk(policy):
    assert order(floor(WAITING, routing={"policy": policy})) == [0, 3, 2, 1]


@pytest.mark.parametrize(("value", "next_one"), [(899, 0), (901, 1)])
def test_a_lead_that_is_nearly_won_pays_three_times_as_much_for_an_hour_as_a_new_one(value, next_one):
    """At the close half is won in 2 hours; from the call a quarter, in 2 + 1/2 x 2 hours: 1/4 against 1/12."""
    market = market_of({"call": stage(2), "close": stage(2)}, ALL)
    leads = [Lead(0, value=300), Lead(1, value=value)]
    assert order(floor(leads, market=market, roles={"call": "rep", "close": "rep"}))[:2] == [0, next_one]


UNPAID = {"target_pay_per_year": 1200, "credit_share": 0}


@pytest.mark.parametrize("pay", [None, pay_plan_of(roles={"rep": UNPAID}), pay_plan_of(roles={"ae": UNPAID})])
def test_whoever_is_not_paid_for_deals_keeps_to_the_firms_order(pay):
    assert order(floor(WAITING, pay=pay)) == [0, 1, 2, 3]
    assert order(floor(WAITING, pay=pay, routing={"task_order": "value"})) == [0, 3, 2, 1]


def test_nobody_rests_beside_work_that_someone_else_was_called_for():
    """a is called for the first, which waits for anyone, and takes her own, which pays more: b is called in turn."""
    leads = [Lead(1, value=50), Lead(1, value=100, existing=True, account=0.0)]
    ledger = floor(leads, names="ab", routing={"policy": "account-owner"})
    assert sorted(task_rows(ledger, "start", "seat", "lead")) == [(1.0, 0, 1), (1.0, 1, 0)]


def test_colleagues_who_keep_to_the_firms_order_and_those_who_do_not_share_one_queue():
    """a follows her own pay, b the firm: at 2 both are free, and the longest waiting is b's."""

    def only_a(plan):
        return replace(plan, task_choice=replace(plan.task_choice, follows=[True, False]))

    leads = [Lead(0), Lead(0), *(Lead(0.25 + n / 10, value=value) for n, value in enumerate((50, 200, 300, 100)))]
    scheme = scheme_of(seats("a", "b"), ONE_STAGE, incentives=pay_plan_of())
    ledger = play(one_stage_market(ALL, effort_hours=2), scheme, leads, change=only_a)
    assert sorted(task_rows(ledger, "start", "seat", "lead")) == [
        (0.0, 0, 0),
        (0.0, 1, 1),
        (2.0, 0, 4),
        (2.0, 1, 2),
        (4.0, 0, 3),
        (4.0, 1, 5),
    ]


def test_what_has_been_moved_to_the_front_stays_there():
    """The least valuable is reminded at 1.85, before the other would be."""
    process = {"sla": {"work": {"within_hours": 1, "escalation": [{"after_hours": 1.6, "action": "remind"}]}}}
    assert order(floor(WAITING[:3], process=process)) == [0, 1, 2]


def test_without_the_block_and_switched_off_are_the_same_and_so_is_a_market_without_pay():
    plain = fingerprint(floor(WAITING, {}))
    assert fingerprint(floor(WAITING, {"task_choice": {"enabled": False, "follow_pay_share": 1}})) == plain


@pytest.mark.parametrize(("effects", "worked"), [({}, [0, 1, "case", 2, "case"]), (ALL, [0, 1, 2, "case", "case"])])
def test_serving_customers_pays_nothing_and_comes_last(effects, worked):
    """Both deals are taken on by whoever sold them: the first from 4 on, unless what came in at 3 pays more."""
    market = one_stage_market({"accounts": FIXED} | effects, effort_hours=2)
    leads = [Lead(0), Lead(0.5), Lead(3, NEVER_ADVANCES)]
    process = {"after_sales": {"role": "rep"}}
    ledger = play(market, scheme_of(seats("a"), ONE_STAGE, incentives=PAY, process=process), leads)
    tasks = [(start, lead) for lead, start in task_rows(ledger, "lead", "start")]
    starts = ledger.case_columns["start"]
    cases = [(start, "case") for start in starts[np.isfinite(starts)].tolist()]
    assert [what for _, what in sorted(tasks + cases, key=lambda row: row[0])] == worked
