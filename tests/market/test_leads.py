"""The lead table: Poisson in business hours, characters as stated, and nothing that moves what should stay."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from sim.market.leads import ATTRIBUTES, lead_table
from tests.builders import one_stage_market

NO_WEEKENDS = {"weekday_factors": [1, 1, 1, 1, 1, 0, 0]}
COLUMNS = ("arrival_day", "arrival_hours", "value", "quality", "existing", "logit_shift", "effort_factor", "latitude")


def market_with(**world):
    return one_stage_market(world=world)


def busy(leads_per_hour=10.0, **demand):
    return market_with(demand={"leads_per_year": leads_per_hour * 8 * 365, **NO_WEEKENDS, **demand})


def by_key(table):
    """Everything about each lead, by its key."""
    columns = [getattr(table, name).tolist() for name in COLUMNS]
    columns += [[table.names[name][code] for code in table.attributes[name].tolist()] for name in ATTRIBUTES]
    columns += [table.needs.tolist(), table.uniforms("stage", "work", 0, "outcome").tolist()]
    rows = zip(*columns, strict=True)
    return dict(zip(table.key.tolist(), map(repr, rows), strict=True))


def test_the_same_arguments_give_the_same_bits_and_others_do_not():
    market = busy()
    assert by_key(lead_table(market, 28, 1, 0)) == by_key(lead_table(market, 28, 1, 0))
    assert not by_key(lead_table(market, 28, 1, 0)).keys() & by_key(lead_table(market, 28, 1, 1)).keys()
    assert not by_key(lead_table(market, 28, 1, 0)).keys() & by_key(lead_table(market, 28, 2, 0)).keys()


def test_leads_are_in_order_of_arrival_and_have_keys_of_their_own():
    table = lead_table(busy(off_hours_share=0.3), 60, 1, 0)
    assert (np.diff(table.arrival_hours) >= 0).all()
    assert len(set(table.key.tolist())) == len(table) > 3000


def test_arrivals_are_poisson_in_business_hours():
    """Gaps are exponential and counts of an hour Poisson; weekends leave no trace on the business clock."""
    table = lead_table(busy(), 364, 1, 0)
    gaps = np.diff(table.arrival_hours)
    assert stats.kstest(gaps, stats.expon(scale=0.1).cdf).pvalue > 0.001
    counts = np.bincount(table.arrival_hours.astype(np.int64), minlength=2080)
    dispersion = (len(counts) - 1) * counts.var(ddof=1) / counts.mean()
    assert 0.0005 < stats.chi2(len(counts) - 1).cdf(dispersion) < 0.9995
    assert abs(np.corrcoef(counts[:-1], counts[1:])[0, 1]) < 3.3 / np.sqrt(len(counts))
    # The same tests see a rate that is 3 % wrong, and a day factor.
    assert stats.kstest(gaps, stats.expon(scale=0.103).cdf).pvalue < 0.001
    wavy = lead_table(busy(day_dispersion=0.05), 364, 1, 0)
    days = np.bincount(wavy.arrival_day, minlength=364).reshape(-1, 7)[:, :5].ravel()
    assert stats.chi2(len(days) - 1).sf((len(days) - 1) * days.var(ddof=1) / days.mean()) < 1e-6


def test_the_day_factor_has_the_stated_variance():
    """Var = mean + dispersion x mean^2 for a gamma-mixed Poisson."""
    counts = np.concatenate(
        [
            np.bincount(lead_table(busy(day_dispersion=0.2), 364, 1, number).arrival_day, minlength=364)
            .reshape(-1, 7)[:, :5]
            .ravel()
            for number in range(12)
        ]
    )
    mean = counts.mean()
    found = (counts.var(ddof=1) - mean) / mean**2
    assert found == pytest.approx(0.2, abs=0.02)


def test_month_weekday_and_trend_set_the_rate_of_each_day():
    factors = [0.5] * 6 + [1.5] * 6
    market = busy(50, month_factors=factors, weekday_factors=[2, 1, 1, 1, 1, 0.5, 0], trend_per_year=1.0)
    table = lead_table(market, 364, 1, 0)
    counts = np.bincount(table.arrival_day, minlength=364)
    dates = np.datetime64("2026-01-05") + np.arange(364)
    month = dates.astype("datetime64[M]").astype(np.int64) % 12
    weekday = np.array([2, 1, 1, 1, 1, 0.5, 0])[np.arange(364) % 7]
    expected = 400 * weekday * np.array(factors)[month] * (1 + np.arange(364) / 365)
    chi_square = ((counts - expected)[expected > 0] ** 2 / expected[expected > 0]).sum()
    assert counts[expected == 0].sum() == 0
    assert 0.0005 < stats.chi2((expected > 0).sum()).cdf(chi_square) < 0.9995


def test_off_hours_leads_wait_for_the_next_opening():
    table = lead_table(busy(off_hours_share=1), 28, 1, 0)
    assert (table.arrival_hours % 8 == 0).all()
    weekday = table.arrival_day % 7
    # Days open before, and the day itself, which has closed.
    assert table.arrival_hours.tolist() == (8 * (table.arrival_day // 7 * 5 + weekday + 1)).tolist()


def test_weekend_leads_wait_for_monday():
    table = lead_table(busy(weekday_factors=[0, 0, 0, 0, 0, 1, 1]), 14, 1, 0)
    assert set(table.arrival_hours.tolist()) == {40.0, 80.0}


def test_shares_and_values_are_as_stated():
    market = market_with(
        demand={"leads_per_year": 60_000},
        industries={
            "metal": {"share": 0.3, "size_shares": {"small": 0.9, "large": 0.1}, "value_factor": 2},
            "retail": {"share": 0.7, "size_shares": {"large": 1.0}},
        },
        products={"tool": {"share": 1, "value_median": 100, "value_sigma": 0.5, "margin_share": 0.4}},
        lifecycle={"existing_share": 0.25, "existing_conversion_shift": 0.3},
    )
    table = lead_table(market, 364, 1, 0)
    n = len(table)
    metal = table.attributes["industry"] == 0
    small = table.attributes["size"] == 0
    assert metal.mean() == pytest.approx(0.3, abs=4 * np.sqrt(0.21 / n))
    assert small[metal].mean() == pytest.approx(0.9, abs=0.01)
    assert not small[~metal].any()
    assert table.existing.mean() == pytest.approx(0.25, abs=0.01)
    assert table.logit_shift.tolist() == pytest.approx((0.3 * table.existing).tolist())
    assert np.median(table.value[metal]) == pytest.approx(200, rel=0.03)
    assert np.log(table.value[~metal]).std() == pytest.approx(0.5, abs=0.01)
    assert (table.quality.mean(), table.quality.std()) == pytest.approx((0, 1), abs=0.03)


def test_needs_shift_with_every_attribute():
    market = market_with(
        industries={"metal": {"share": 1, "needs": {"price": 1}}, "retail": {"share": 0}},
        sizes={"small": {"share": 1, "needs": {"price": 0.5, "brand": -1}}, "large": {"share": 0}},
    )
    table = lead_table(market, 91, 1, 0)
    weights = np.exp([0, 1.5, 0, -1])
    assert table.needs == pytest.approx(np.tile(weights / weights.sum(), (len(table), 1)))


def test_customers_lie_around_the_centre_of_their_region():
    market = market_with(
        demand={"leads_per_year": 40_000},
        regions={"north": {"share": 1, "latitude": 30, "longitude": 110, "spread_km": 200}, "south": {"share": 0}},
    )
    table = lead_table(market, 364, 1, 0)
    north = (table.latitude - 30) * np.pi / 180 * 6371
    east = (table.longitude - 110) * np.pi / 180 * 6371 * np.cos(np.radians(table.latitude))
    assert np.sqrt((north**2 + east**2).mean()) == pytest.approx(200, rel=0.02)
    assert abs(np.corrcoef(north, east)[0, 1]) < 0.03


@settings(max_examples=15)
@given(st.floats(0.1, 3), st.floats(0.1, 3))
def test_scaled_demand_keeps_the_leads_that_stay(a, b):
    low, high = sorted((a, b))
    fewer = by_key(lead_table(busy(2, scale=low), 60, 1, 0))
    more = by_key(lead_table(busy(2, scale=high), 60, 1, 0))
    assert fewer.items() <= more.items()


def test_a_longer_horizon_keeps_the_earlier_leads():
    short, long = (by_key(lead_table(busy(2), days, 1, 0)) for days in (60, 200))
    assert short.items() <= long.items()
    assert len(long) > len(short)


def test_another_region_industry_or_source_leaves_the_others_leads_alone():
    before = by_key(lead_table(busy(), 60, 1, 0))
    for kind, name in (("regions", "west"), ("industries", "food"), ("sources", "fair")):
        more = one_stage_market(
            world={"demand": {"leads_per_year": 29_200, **NO_WEEKENDS}, kind: {name: {"share": 0.004}}}
        )
        after = by_key(lead_table(more, 60, 1, 0))
        assert before.items() <= after.items(), kind
        assert len(after) > len(before)


def test_another_draw_purpose_or_stage_changes_no_draw():
    table = lead_table(busy(), 30, 1, 0)
    before = table.uniforms("stage", "work", 0, "outcome").copy()
    table.uniforms("stage", "another", 0, "outcome")
    table.uniforms("something", "new")
    assert table.uniforms("stage", "work", 0, "outcome").tolist() == before.tolist()
    other = table.uniforms("stage", "another", 0, "outcome")
    assert abs(np.corrcoef(before, other)[0, 1]) < 3.3 / np.sqrt(len(table))


def test_no_demand_gives_an_empty_table():
    table = lead_table(busy(0), 28, 1, 0)
    assert len(table) == 0
