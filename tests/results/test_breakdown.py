"""The naive spreadsheet, worked by hand, and the gap to it, whose parts add up exactly."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from sim.results.breakdown import gap_parts, spreadsheet
from sim.results.relief import with_a_seat
from tests.builders import market_of, one_stage_market, resolved, scheme_of, seats, stage
from tests.results.conftest import hand_made

REP = scheme_of(seats("ann"), {"work": "rep"})


def test_the_spreadsheet_is_volume_times_rate_times_value():
    sheet = spreadsheet(one_stage_market(), resolved(one_stage_market(), REP))
    assert (sheet.leads, sheet.win_rate, sheet.value) == pytest.approx((400, 0.5, 100))
    assert sheet.gross_margin == pytest.approx(400 * 0.5 * 100 * 0.4)
    assert sheet.cost == pytest.approx(36500 + 73000)
    assert sheet.contribution == pytest.approx(8000 - 109500)


def test_the_rate_is_the_product_of_the_stages_and_demand_is_scaled():
    market = market_of({"call": stage(conversion=0.5), "close": stage(conversion=0.2)}, demand={"scale": 1.5})
    sheet = spreadsheet(market, resolved(market, scheme_of(seats("ann"), {"call": "rep", "close": "rep"})))
    assert (sheet.leads, sheet.win_rate) == pytest.approx((600, 0.1))


def test_the_value_is_the_mean_of_the_log_normal_times_the_mean_factors():
    world = {
        "sizes": {"small": {"value_factor": 0.5}, "large": {"value_factor": 2}},
        "products": {
            "tool": {"share": 0.75, "value_sigma": 0.5},
            "kit": {"share": 0.25, "value_median": 400, "margin_share": 0.1},
        },
    }
    world["products"]["kit"]["value_sigma"] = 0
    market = one_stage_market(world=world)
    sheet = spreadsheet(market, resolved(market, REP))
    tool, kit, factor = 0.75 * 100 * exp(0.125), 0.25 * 400, 1.25
    assert sheet.value == pytest.approx((tool + kit) * factor)
    assert sheet.gross_margin == pytest.approx(400 * 0.5 * factor * (tool * 0.4 + kit * 0.1))


def test_the_rate_is_the_average_over_what_leads_are():
    world = {"sizes": {"small": {"conversion_shift": 2}, "large": {"conversion_shift": -2}}}
    market = one_stage_market(world=world)
    # By symmetry one half, up to the luck of the planning year's leads.
    assert spreadsheet(market, resolved(market, REP)).win_rate == pytest.approx(0.5, abs=0.02)
    high = one_stage_market(world={"sizes": {"small": {"conversion_shift": 2}, "large": {"conversion_shift": 2}}})
    assert spreadsheet(high, resolved(high, REP)).win_rate == pytest.approx(1 / (1 + exp(-2)))


def test_pay_is_in_line_with_the_revenue_that_the_sheet_expects():
    pay = {
        "target_revenue_per_year": 10000,
        "roles": {"rep": {"target_pay_per_year": 1000}, "ae": {"target_pay_per_year": 9}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    scheme = scheme_of(seats("ann", "bob"), {"work": "rep"}, incentives=pay)
    sheet = spreadsheet(one_stage_market(), resolved(one_stage_market(), scheme))
    # Revenue of 20,000 is twice the target, for two reps.
    assert sheet.cost == pytest.approx(2 * 36500 + 73000 + 2 * 2 * 1000)


def test_pay_is_scaled_as_the_plan_is_where_it_is_to_cost_what_the_baselines_does():
    pay = {
        "target_revenue_per_year": 10000,
        "roles": {"rep": {"target_pay_per_year": 1000}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    ready = resolved(one_stage_market(), scheme_of(seats("ann"), {"work": "rep"}, incentives=pay))
    sheet = spreadsheet(one_stage_market(), replace(ready, pay_scale=0.25))
    assert sheet.cost == pytest.approx(36500 + 73000 + 0.25 * 2 * 1000)


def test_more_heads_than_today_share_the_same_revenue_and_the_same_pay():
    pay = {
        "target_revenue_per_year": 10000,
        "roles": {"rep": {"target_pay_per_year": 1000, "credit_share": 0.5}},
        "tiers": [{"attainment_from": 0, "rate": 1}],
    }
    ready = resolved(one_stage_market(), scheme_of(seats("ann", "bob"), {"work": "rep"}, incentives=pay))
    more = with_a_seat(one_stage_market(), ready, role="rep")
    costs = [spreadsheet(one_stage_market(), one).cost - one.fixed_cost_per_year for one in (ready, more)]
    # Each quota stays 2,500; the revenue of 20,000 credits 10,000, four quotas, whoever earns them.
    assert costs == pytest.approx([4 * 1000, 4 * 1000])


def test_the_parts_add_up_from_the_simulation_to_the_spreadsheet(finished):
    table = finished.gap()
    order = ["simulation", "response", "queueing", "hand-offs", "everything else", "spreadsheet"]
    assert list(dict.fromkeys(table["scheme"])) == ["today", "dealt", "line"]
    for scheme, part in table.groupby("scheme"):
        means = part.set_index("part")["mean"]
        assert list(means.index) == order
        assert means[:-1].sum() == pytest.approx(means["spreadsheet"], rel=1e-12)
        assert means["spreadsheet"] == finished.spreadsheets()[str(scheme)].contribution


def test_each_part_is_the_paired_difference_of_its_own_switch():
    samples = {
        "main": {"today": [1.0, 2.0, 9.0]},
        "breakdown no response effect": {"today": [3.0, 5.0]},
        "breakdown no queue": {"today": [4.0, 4.0]},
        "breakdown no hand-offs": {"today": [4.5, 4.5]},
    }
    run = hand_made(samples)
    sheets = run.spreadsheets()
    table = gap_parts(run.variants, sheets).set_index("part")
    # The third replication of the comparison has no counterpart: the simulation is the mean of all, and a part of its
    # own says what the two differ from it.
    parts = ["simulation", "replications", "response", "queueing", "hand-offs"]
    assert table["mean"][parts].tolist() == [4.0, -2.5, 2.5, 0.0, 0.5]
    assert table["n"][parts].tolist() == [3, 2, 2, 2, 2]
    assert table["mean"][:-1].sum() == pytest.approx(sheets["today"].contribution)
    spread = np.std([1, 2, 9], ddof=1)
    assert table["se"][["simulation", "replications"]].tolist() == pytest.approx(
        [spread / 3**0.5, spread * (1 / 2 - 1 / 3) ** 0.5]
    )
    assert table["se"][["response", "hand-offs"]].tolist() == pytest.approx([0.5, 0.0])
    assert table["mean"]["everything else"] == pytest.approx(sheets["today"].contribution - 4.5)


def test_a_comparison_with_fewer_replications_than_the_parts_needs_no_line_for_them():
    samples = {
        "main": {"today": [1.0]},
        **{f"breakdown {name}": {"today": [3.0, 5.0]} for name in ("no response effect", "no queue", "no hand-offs")},
    }
    table = hand_made(samples).gap().set_index("part")
    assert "replications" not in table.index
    assert table.loc["simulation", ["mean", "n"]].tolist() == [1.0, 1]


def test_without_a_breakdown_the_gap_is_empty():
    assert hand_made({"main": {"today": [1.0, 2.0]}}).gap().empty


def test_switching_a_mechanism_off_moves_only_the_part_that_is_its_own(finished):
    # One role from first call to close has no hand-offs, and nobody waits where capacity is unlimited.
    table = finished.gap().set_index(["scheme", "part"])["mean"]
    assert table["today", "hand-offs"] == 0
    assert table["line", "hand-offs"] > 0
