"""What people who come and go are paid, and what their posts cost and save."""

from __future__ import annotations

import pytest

from tests.builders import (
    Lead,
    money,
    pay_plan_of,
    seats,
)
from tests.floor.posts import (
    STAYS,
    WEEK,
    comes_after,
    leaves_after,
    one_stage,
    people_rows,
)


def paid(ledger):
    rows = ledger.statements
    names = ("start", "end", "attainment", "amount", "whole")
    return list(zip(*(rows[name].tolist() for name in names), strict=True))


def test_each_is_paid_for_her_part_of_the_period_and_the_parts_add_up():
    """A month of 20 or more days; a flat plan pays 100 at the quota of 1,000 of a whole month."""
    levers = {"incentives": pay_plan_of()}
    leads = [Lead(0, value=300), Lead(125, value=500)]
    left = one_stage(seats("a"), leads, [leaves_after(2), comes_after(WEEK)], levers=levers, weeks=8)
    stayed = one_stage(seats("a"), leads, [STAYS], levers=levers, weeks=8)
    end = stayed.plan.month_ticks[1]
    assert end > 125 + 4, "the first month ends after the second deal"
    (_, _, of_both, whole_pay, _), *_ = paid(stayed)
    (start, gone, hers, first, whole), (came, ended, new, second, also), *_ = paid(left)
    assert (start, gone, whole) == (0.0, 80.0, False)
    assert (came, ended, also) == (120.0, end, False)
    month = 100 * stayed.plan.pay.first_period_share
    assert hers == pytest.approx(300 / (10 * month * 80 / end))
    assert new == pytest.approx(500 / (10 * month * (end - 120) / end))
    # A flat plan pays by what is sold, whatever the quota: nothing is lost, and nothing is paid twice.
    assert first + second == pytest.approx(whole_pay) == pytest.approx(80)
    assert of_both == pytest.approx(800 / (10 * month))


def test_an_empty_post_earns_nothing_and_its_next_holder_has_whole_periods_again():
    levers = {"incentives": pay_plan_of()}
    ledger = one_stage(seats("a"), [], [leaves_after(2), comes_after(6 * WEEK)], levers=levers, weeks=18)
    months = ledger.plan.month_ticks
    rows = paid(ledger)
    assert rows[0][:2] == (0.0, 80.0)
    assert rows[1][0] == 320.0
    assert rows[2][0] == rows[1][1] in months
    assert rows[2][4] is True


def test_fixed_pay_of_an_empty_post_is_saved_and_each_hire_costs_what_recruiting_costs():
    people = {"hiring": {"cost": 700, "roles": {"rep": {"cost": 900}}}}
    # Away from 81 to 141: 39 of week 3's 40 hours, and 21 of week 4's.
    ledger = one_stage(seats("a"), [Lead(79)], [leaves_after(2), comes_after(60)], people=people, weeks=5)
    weekly = 36500 * 7 / 365
    assert money(ledger, "salary saved") == [
        (80.0, pytest.approx(weekly * 39 / 40)),
        (120.0, pytest.approx(weekly * 21 / 40)),
    ]
    assert money(ledger, "hiring") == [(141.0, -900.0)]
    assert money(ledger, "salary") == [(week * WEEK, pytest.approx(-weekly)) for week in range(5)]
    assert ledger.seat_columns["capacity_hours"].sum() == 5 * WEEK - 60


def test_a_post_that_nobody_takes_before_the_end_is_vacant_until_then():
    ledger = one_stage(seats("a"), [], [leaves_after(2), comes_after(999)], weeks=4)
    assert people_rows(ledger) == [(0, 0, 0.0, 80.0)]
    weekly = pytest.approx(36500 * 7 / 365)
    assert money(ledger, "salary saved") == [(80.0, weekly), (120.0, weekly)]
    assert money(ledger, "hiring") == []
