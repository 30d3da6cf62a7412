"""The window quarter by quarter, and a pipeline report by category, on floors worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from sim.results.forecasts import CATEGORIES, category_of, forecasts
from sim.results.measures.kpis import kpis
from sim.results.recorded import recorded_history, recorded_kpis
from sim.results.timeline import quarter_edges, quarter_kpis, quarters
from tests.builders import NEVER_ADVANCES, Lead, market_of, one_stage_market, play, scheme_of, seats, stage

ONE = {"work": "rep"}
YEAR = 365 / 91


def measured(ledger, measure):
    return [value for _, _, name, value in quarters(ledger) if name == measure]


def test_what_comes_in_counts_in_its_quarter_and_the_quarters_sum_to_the_window():
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(0), Lead(600)], weeks=26)
    assert quarter_edges(ledger) == [0, 520, 1040]
    first, second = measured(ledger, "contribution")
    # A deal of 100 at a margin of 0.4 each; a salary and a manager's for 13 weeks.
    cost = (36500 + 73000) / 365 * 91
    assert first == pytest.approx((40 - cost) * YEAR)
    assert second == pytest.approx((40 - cost) * YEAR)
    assert (first + second) / 2 == pytest.approx(kpis(ledger)["contribution"])
    later = play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(600), Lead(601)], weeks=26)
    assert measured(later, "contribution")[0] == pytest.approx(-cost * YEAR)


def test_the_warm_up_is_no_quarter_and_neither_is_a_part_of_one():
    ledger = play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(0)], weeks=30, warm_up_weeks=4)
    assert quarter_edges(ledger) == [160, 680, 1200]
    assert measured(ledger, "contribution")[0] < 0, "the deal of the warm-up is not counted"
    short = play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(0)], weeks=20)
    assert all(np.isnan(value) for value in quarter_kpis(short).values()), "one quarter has no first and last"


def test_quarters_begin_with_the_window_where_the_week_before_it_has_no_open_day():
    """Spring Festival closes the week from Monday 16 February 2026: both it and the next begin on one clock."""
    market = one_stage_market(world={"start_date": "2026-01-05", "country": "CN"})
    ledger = play(market, scheme_of(seats("a"), ONE), [], weeks=26, warm_up_weeks=7)
    calendar, edges = ledger.plan.table.calendar, quarter_edges(ledger)
    assert [str(calendar.date_of(edge)) for edge in edges] == ["2026-02-24", "2026-05-25", "2026-08-24"]
    assert [edges[0], edges[-1]] == [ledger.window.start, ledger.window.end]
    assert np.mean(measured(ledger, "contribution")) == pytest.approx(kpis(ledger)["contribution"])


def test_use_and_the_time_left_for_customers_are_those_of_the_quarter():
    adoption = {"start_share": 0.5, "ceiling_share": 0.5, "switch_on_week": 13}
    scheme = scheme_of(seats("a"), ONE, crm={"adoption": adoption, "logging_share": 0.2})
    ledger = play(one_stage_market(), scheme, [Lead(0)], weeks=26)
    assert measured(ledger, "crm use") == pytest.approx([0, 0.5])
    assert measured(ledger, "selling share") == pytest.approx([1, 0.9])
    plain = play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(0)], weeks=26)
    assert measured(plain, "crm use") == []
    assert measured(plain, "selling share") == [1, 1]


@pytest.mark.parametrize(("stages", "found"), [(1, "e"), (2, "em"), (3, "eml"), (5, "eemml"), (6, "eemmll")])
def test_the_thirds_of_a_funnel(stages, found):
    assert "".join(category_of(stage, stages)[0] for stage in range(stages)) == found


def test_the_categories_sum_to_the_forecast_and_what_was_won_is_won_of_them():
    market = market_of({"call": stage(1, thinking_hours=30), "close": stage(1)})
    adoption = {"start_share": 0, "ceiling_share": 0}
    scheme = scheme_of(seats("a"), {"call": "rep", "close": "rep"}, crm={"adoption": adoption})
    draws = [[0, 0] if number % 3 else [NEVER_ADVANCES, 0] for number in range(60)]
    leads = [Lead(2.0 * number, u=u, thinking=[30, 0]) for number, u in enumerate(draws)]
    ledger = play(market, scheme, leads, weeks=6, follow_up_weeks=2)
    rows = {(item, measure): value for _, item, measure, value in forecasts(ledger)}
    assert {item for item, _ in rows} == set(CATEGORIES)
    won = sum(rows[item, "won"] for item in CATEGORIES)
    told = sum(rows[item, "told by the record"] for item in CATEGORIES)
    if won:
        assert recorded_kpis(ledger)["forecast_error_recorded"] == pytest.approx(told / won - 1)
    on_record = sum(rows[item, "open on record"] for item in CATEGORIES)
    assert on_record == 20, "nobody logged the twenty that were lost"
    assert sum(rows[item, "truly open"] for item in CATEGORIES) == 0


def test_what_was_lost_before_the_crm_was_switched_on_is_not_on_its_record():
    market = market_of({"call": stage(1)})
    adoption = {"start_share": 0, "ceiling_share": 0, "switch_on_week": 1}
    scheme = scheme_of(seats("a"), {"call": "rep"}, crm={"adoption": adoption})
    ledger = play(market, scheme, [Lead(0, NEVER_ADVANCES), Lead(50, NEVER_ADVANCES)], weeks=2)
    found = recorded_kpis(ledger)
    assert found["dead_on_record_share"] == 1
    rows = quarters(ledger)
    assert rows == []
    assert recorded_history(ledger).at(79).tolist() == [-1, 0]


def test_without_a_crm_there_is_no_record_to_report_from():
    assert forecasts(play(one_stage_market(), scheme_of(seats("a"), ONE), [Lead(0)], weeks=4)) == []
