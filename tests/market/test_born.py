"""Customers at the start and leads that may be born: they leave all others as they are, and come at their rates."""

from __future__ import annotations

import numpy as np
import pytest

from sim.floor.resolving.workload import planning_table
from sim.market.born import CROSS_SOLD, RECOMMENDED, WON_BACK, business_year
from sim.market.leads import lead_table
from tests.properties.whole_worlds import rich_market

PARTS = {"referrals": {"per_year": 2, "source": "web"}, "cross_sell": {"per_year": 3}, "won_back": {"share": 0.3}}


def table_of(days=200, effects=None, **terms):
    market = rich_market({"accounts": {"at_start": 300, **PARTS, **terms}, **(effects or {})})
    return market, lead_table(market, days, 5, 0)


def test_all_other_leads_stay_as_they_are_and_nothing_comes_by_itself():
    plain = lead_table(rich_market({}), 200, 5, 0)
    _, table = table_of()
    born = table.born
    assert born.first_customer == len(plain)
    assert born.first_lead == len(plain) + 300
    assert np.array_equal(table.key[: len(plain)], plain.key)
    assert np.isinf(table.arrival_hours[len(plain) :]).all()
    assert len(np.unique(table.key)) == len(table)
    assert table.existing[born.first_customer : born.first_lead].all()


def test_a_longer_horizon_and_further_parts_add_rows_and_leave_the_others():
    def by_key(table):
        born = table.born
        rows = zip(born.parent.tolist(), born.kind.tolist(), born.after_hours.tolist(), strict=True)
        values = zip(table.key[born.parent].tolist(), table.value[born.first_lead :].tolist(), strict=True)
        return dict(zip(table.key[born.first_lead :].tolist(), map(repr, zip(rows, values, strict=True)), strict=True))

    _, table = table_of()
    _, fewer = table_of(won_back=None, referrals=None)
    assert by_key(fewer).items() <= by_key(table).items()
    _, longer = table_of(days=300)
    keys = set(longer.key[longer.born.first_lead :].tolist())
    assert set(table.key[table.born.first_lead :].tolist()) <= keys


@pytest.mark.parametrize(("kind", "rate"), [(RECOMMENDED, 2), (CROSS_SOLD, 3)])
def test_occasions_come_at_their_rate(kind, rate):
    market, table = table_of(at_start=3000)
    born = table.born
    hours = float(table.calendar.opening_clock(200))
    of_customers = (born.kind == kind) & (born.parent >= born.first_customer)
    expected = 3000 * rate * hours / business_year(market)
    assert abs(of_customers.sum() - expected) < 4 * np.sqrt(expected)
    assert (born.after_hours[of_customers] < hours).all()


def test_whoever_may_come_back_is_a_share_of_all_with_the_customers_own_value():
    _, table = table_of()
    born = table.born
    back = np.flatnonzero(born.kind == WON_BACK)
    who = born.parent[back]
    assert len(np.unique(who)) == len(who)
    assert abs(len(who) / born.first_lead - 0.3) < 4 * np.sqrt(0.21 / born.first_lead)
    rows = born.first_lead + back
    assert np.array_equal(table.value[rows], table.value[who])
    for name in ("region", "industry", "size", "tier", "product"):
        assert np.array_equal(table.attributes[name][rows], table.attributes[name][who])


def test_a_further_deal_is_the_same_customer_and_a_recommendation_another_of_its_region_and_trade():
    _, table = table_of()
    born = table.born
    for kind, same in ((CROSS_SOLD, True), (RECOMMENDED, False)):
        place = np.flatnonzero(born.kind == kind)
        rows, who = born.first_lead + place, born.parent[place]
        for name in ("region", "industry"):
            assert np.array_equal(table.attributes[name][rows], table.attributes[name][who])
        assert np.array_equal(table.quality[rows], table.quality[who]) == same
        assert np.array_equal(table.attributes["size"][rows], table.attributes["size"][who]) == same
        assert table.existing[rows].all() == same
        assert not np.array_equal(table.value[rows], table.value[who])


def test_a_recommendation_has_what_it_brings_and_duplicates_bear_nobody():
    _, plain = table_of(effects={"duplicates": {"share": 0.5}})
    _, more = table_of(effects={"duplicates": {"share": 0.5}}, referrals={"per_year": 2, "conversion_shift": 0.9})
    rows = plain.born.first_lead + np.flatnonzero(plain.born.kind == RECOMMENDED)
    assert more.logit_shift[rows] - plain.logit_shift[rows] == pytest.approx(0.9 - 0.2)
    assert (plain.original[plain.born.parent] < 0).all()


def test_whoever_comes_back_does_so_after_the_stated_weeks_on_average():
    market, table = table_of(at_start=5000, won_back={"share": 1, "after_weeks": 6})
    born = table.born
    after = born.after_hours[born.kind == WON_BACK]
    mean = 6 * market.week_hours
    assert abs(after.mean() - mean) < 4 * mean / np.sqrt(len(after))


def test_a_recommendation_comes_by_its_own_source_and_who_returns_wants_what_she_had():
    half = {"share": 0.5, "value_median": 1000, "value_sigma": 0.6, "margin_share": 0.4}
    market = rich_market(
        {"accounts": {"at_start": 300, **PARTS, "referrals": {"per_year": 2, "source": "fair"}}},
        sources={"web": {"share": 0.7}, "fair": {"share": 0.3}},
        products={"tool": half, "care": half},
    )
    table = lead_table(market, 200, 5, 0)
    born, source, product = table.born, table.attributes["source"], table.attributes["product"]
    rows = born.first_lead + np.arange(len(born.parent))
    recommended, back = born.kind == RECOMMENDED, born.kind == WON_BACK
    assert (source[rows[recommended]] == table.names["source"].index("fair")).all()
    assert np.array_equal(source[rows[~recommended]], source[born.parent[~recommended]])
    assert np.array_equal(product[rows[back]], product[born.parent[back]])
    again = born.kind == CROSS_SOLD
    assert 0.3 < (product[rows[again]] == product[born.parent[again]]).mean() < 0.7


def test_nobody_who_may_be_born_is_planned_with():
    market, _ = table_of()
    table = planning_table(market)
    assert table.born is None
    assert np.isfinite(table.arrival_hours).all()
