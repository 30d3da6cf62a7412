"""Rivals, needs that move, and shocks that regions share: against what is written, and against their own moments."""

from __future__ import annotations

import numpy as np
import pytest

from sim.market.leads import NEEDS, lead_table, regional_shocks
from tests.properties.whole_worlds import RICH, rich_market

DAYS = 364


def table(effects=None, days=DAYS, replication=0, **changes):
    return lead_table(rich_market(effects or {}, **{**RICH, **changes}), days, 7, replication)


def rivals(north=0.0, south=0.0, high=0.0, brand=0.0, **block):
    regions = {
        "north": {"share": 0.5, "rivals": north, "brand": brand},
        "south": {"share": 0.5, "latitude": 10, "rivals": south},
    }
    tiers = {"high": {"share": 0.5, "rivals": high}, "low": {"share": 0.5}}
    return table({"competition": block}, regions=regions, tiers=tiers)


def lost(found, region, tier):
    """Logits that customers of a place lose, all the same."""
    names = found.names
    here = (found.attributes["region"] == names["region"].index(region)) & (
        found.attributes["tier"] == names["tier"].index(tier)
    )
    return -found.logit_shift[here] + 0.3 * found.existing[here]


def test_a_lead_loses_by_the_strength_of_its_region_and_tier_over_our_brand():
    found = rivals(north=1.5, high=0.5, brand=0.25, weight=0.4)
    assert lost(found, "north", "high") == pytest.approx(0.4 * 1.75)
    assert lost(found, "north", "low") == pytest.approx(0.4 * 1.25)
    assert lost(found, "south", "high") == pytest.approx(0.4 * 0.5)
    assert lost(found, "south", "low") == pytest.approx(0.0)


def test_a_brand_stronger_than_all_rivals_gains_nothing_beyond():
    assert lost(rivals(north=0.5, brand=2, weight=0.4), "north", "low") == pytest.approx(0.0)


def test_rivals_gain_with_the_years():
    found = rivals(north=1, weight=0.5, drift_per_year=2)
    north = found.attributes["region"] == 0
    shift = -found.logit_shift + 0.3 * found.existing
    assert shift[north] == pytest.approx(0.5 * (1 + 2 * found.arrival_day[north] / 365))


def test_without_competition_the_strengths_mean_nothing():
    regions = {"north": {"share": 0.5, "rivals": 3}, "south": {"share": 0.5, "latitude": 10}}
    assert (
        table(regions=regions).logit_shift.tolist()
        == table(regions={"north": {"share": 0.5}, "south": {"share": 0.5, "latitude": 10}}).logit_shift.tolist()
    )


def test_needs_move_by_the_year_and_by_nothing_else():
    still, moving = table(), table(need_drift_per_year={"price": 0.8, "service": -0.4})
    moved = moving.need_logits - still.need_logits
    years = still.arrival_day / 365
    assert moved[:, NEEDS.index("price")] == pytest.approx(0.8 * years)
    assert moved[:, NEEDS.index("service")] == pytest.approx(-0.4 * years)
    assert moved[:, NEEDS.index("brand")] == pytest.approx(0 * years)


def test_shocks_have_the_stated_spread_and_correlation_and_leave_the_mean():
    """Monthly leads of two regions over 24 replications of a year; Poisson noise is small against the shocks."""
    demand = {"leads_per_year": 20_000, "shock_deviation": 0.3, "shock_correlation": 0.6}
    plain = {"leads_per_year": 20_000}
    months = []
    for replication in range(24):
        for number, settings in enumerate((demand, plain)):
            found = table(days=360, replication=replication, demand=settings)
            month = found.calendar.month_indices(np.minimum(found.arrival_hours, found.calendar.total_hours - 1))
            region = found.attributes["region"]
            months.append((number, np.array([np.bincount(month[region == r], minlength=12)[:11] for r in (0, 1)])))
    shocked = np.log(np.concatenate([table for number, table in months if number == 0], axis=1))
    quiet = np.log(np.concatenate([table for number, table in months if number == 1], axis=1).mean(axis=1))
    count = shocked.shape[1]
    centred = shocked - np.tile(
        np.log(np.array([table for number, table in months if number == 1]).mean(axis=0)), (1, count // 11)
    )
    error = 5 / np.sqrt(count)
    assert centred.std(axis=1) == pytest.approx([0.3, 0.3], abs=0.3 * error)
    assert np.corrcoef(centred)[0, 1] == pytest.approx(0.6, abs=error)
    assert np.exp(shocked).mean() / np.exp(quiet).mean() == pytest.approx(1, abs=0.3 * error)


def test_the_factors_themselves_have_a_mean_of_one_and_the_stated_spread_and_correlation():
    """Two hundred years of months, without the noise of counting leads."""
    market = rich_market({}, demand={"leads_per_year": 1, "shock_deviation": 0.3, "shock_correlation": 0.6})
    dates = np.arange("1800-01", "2000-01", dtype="datetime64[M]").astype("datetime64[D]")
    cells = [("north", "metal", "web"), ("north", "retail", "web"), ("south", "metal", "web")]
    factor = np.asarray(regional_shocks(market, 7, 0, cells, dates))
    assert (factor[:, 0] == factor[:, 1]).all(), "a region's shock is the same for all who are there"
    north, south = np.log(factor[:, 0]), np.log(factor[:, 2])
    months = len(dates)
    for log in (north, south):
        assert log.std() == pytest.approx(0.3, abs=5 * 0.3 / np.sqrt(2 * months))
        assert np.exp(log).mean() == pytest.approx(1, abs=5 * 0.31 / np.sqrt(months))
    assert np.corrcoef(north, south)[0, 1] == pytest.approx(0.6, abs=5 * 0.64 / np.sqrt(months))


def test_a_deviation_of_nothing_leaves_every_lead_as_it_was():
    plain = table()
    assert table(demand={**RICH["demand"], "shock_deviation": 0}).key.tolist() == plain.key.tolist()
