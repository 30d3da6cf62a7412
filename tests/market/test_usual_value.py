"""The usual value of a lead against the leads of a large market."""

from __future__ import annotations

import pytest

from sim.market.leads import lead_table
from sim.market.usual_value import usual_value
from tests.builders import one_stage_market
from tests.properties.whole_worlds import rich_market


def test_it_is_what_the_leads_of_a_large_market_are_worth_on_average():
    market = rich_market({}, demand={"leads_per_year": 60_000})
    table = lead_table(market, 365, 3, 0)
    # 60,000 values with a coefficient of variation of about 1: the mean is known to half a per cent.
    assert table.value.mean() == pytest.approx(usual_value(market), rel=0.015)
    assert usual_value(market, margin=True) == pytest.approx(0.4 * usual_value(market))


def test_each_product_counts_by_its_share_and_its_own_margin():
    goods = {
        "tool": {"share": 0.75, "value_median": 100, "margin_share": 0.4},
        "big": {"share": 0.25, "value_median": 900},
    }
    goods["big"] |= {"value_sigma": 0, "margin_share": 0.1}
    market = one_stage_market(world={"products": goods})
    assert usual_value(market) == pytest.approx(300)
    assert usual_value(market, margin=True) == pytest.approx(0.75 * 40 + 0.25 * 90)
