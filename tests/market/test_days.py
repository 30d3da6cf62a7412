"""Leads that come by what somebody does: none of them is like one that came on the first day."""

from __future__ import annotations

import numpy as np
import pytest

from sim.market.born import WON_BACK
from sim.market.leads import lead_table
from tests.properties.whole_worlds import rich_market

DAYS = 500
EFFECTS = {
    "prospecting": {"accounts_per_year": 900, "response_share": 0.3},
    "campaigns": {"channels": {"web": {"reachable_per_year": 500}}},
    "promotion": {"customers": 300},
    "accounts": {"at_start": 300, "referrals": {"per_year": 1}, "cross_sell": {"per_year": 1}, "won_back": {}},
    "competition": {"weight": 1, "drift_per_year": 0.5},
}


@pytest.fixture(scope="module")
def table():
    return lead_table(rich_market(EFFECTS), DAYS, 5, 0)


def test_an_account_is_found_in_the_week_in_which_it_is_there_or_later(table):
    rows = np.array(table.accounts_row)
    found, week = rows[rows >= 0], np.array(table.accounts_week)[rows >= 0]
    assert np.array_equal(table.arrival_day[found], 7 * week)
    assert week.max() > 60


def test_money_brings_a_lead_on_its_own_day(table):
    first = table.further.first
    rows = slice(first, first + len(table.further.clock))
    came = table.calendar.dates_of(table.further.clock) - np.datetime64(table.calendar.start, "D")
    day = table.arrival_day[rows]
    # Who comes on a closed day is served when work begins again, after a week and a bit at the latest.
    assert (day <= came.astype(np.int64)).all()
    assert (came.astype(np.int64) - day <= 10).all()
    assert (table.further.customer < 0).any()
    assert (table.further.customer >= 0).any()


def test_nobody_is_born_before_its_parent_has_come_and_the_time_until_then_has_passed(table):
    born, calendar = table.born, table.calendar
    rows = born.first_lead + np.arange(len(born.parent))
    hours = (rows >= 0) * calendar.opened_before[table.arrival_day[rows]] * calendar.hours_per_day
    at_start = born.parent >= born.first_customer
    # The day's opening is within a day's hours of the clock.
    inside = (born.kind != WON_BACK) & at_start
    gap = born.after_hours[inside] - hours[inside]
    assert (gap >= 0).all()
    assert (gap < calendar.hours_per_day).all()
    came = np.isfinite(table.arrival_hours[born.parent])
    assert (table.arrival_day[rows][came] >= table.arrival_day[born.parent[came]]).all()
    assert table.arrival_day[rows].max() < DAYS


def test_needs_and_rivals_have_moved_on_by_then(table):
    """Needs move by their drift in a year, and every lead to our rivals' north by theirs."""
    moved = lead_table(rich_market(EFFECTS, need_drift_per_year={"price": 0.8}), DAYS, 5, 0)
    years = table.arrival_day / 365
    assert np.allclose(moved.need_logits[:, 1] - table.need_logits[:, 1], 0.8 * years)
    stronger = lead_table(rich_market(EFFECTS | {"competition": {"weight": 1, "drift_per_year": 0.7}}), DAYS, 5, 0)
    north = (table.attributes["region"] == 0) & (table.attributes["tier"] == 0)
    assert np.allclose((table.logit_shift - stronger.logit_shift)[north], 0.2 * years[north])
    for rows in (table.further.first, table.born.first_lead):
        assert (years[rows:] > 1).any()
