"""What each segment brings and what each rule matched, on a hand-worked floor; what wrong records cost."""

from __future__ import annotations

from math import pi

import pytest

from sim.floor.record import recorded_value
from sim.floor.resolving.resolved import Horizon
from sim.market.leads import lead_table
from sim.results.executor import Variant
from sim.results.load import load_playbook
from sim.results.measures.kpis import kpis
from sim.results.misrecording import cost_of_records
from sim.results.perfect import PERFECT, perfect_record
from sim.results.segments import contribution_by_segment, segment_rows
from tests.builders import Lead, one_stage_market, play, scheme_of, seats
from tests.results.conftest import hand_made

SEGMENTATION = {
    "rules": [
        {"segment": "big", "when": {"size": ["large"]}},
        {"segment": "far", "when": {"region": ["south"]}},
    ],
    "residual": "rest",
    "teams": {"one": {"segments": ["big"]}, "two": {"segments": ["far", "rest"]}},
}
LEADS = [
    Lead(0, value=1000, size="large"),
    Lead(0, value=500, size="large", region="south"),
    Lead(10, value=100, region="south"),
    Lead(20, u=1, value=900),
]


def ledger(effects=None, leads=LEADS):
    scheme = scheme_of(seats("a", team="one") + seats("b", team="two"), {"work": "rep"}, segmentation=SEGMENTATION)
    return play(one_stage_market(effects), scheme, leads)


def rows_of(found):
    return {(dimension, item, measure): value for dimension, item, measure, value in segment_rows(found)}


def test_a_segment_has_its_own_margin_and_a_part_of_the_common_cost_by_hours():
    found = ledger()
    a_year = 365 / 7
    cost = kpis(found)["gross_margin"] - kpis(found)["contribution"]
    # Margins of 40 %: 600 of the large, 40 of the far one; four tasks of two hours, two of them for the large.
    assert contribution_by_segment(found) == pytest.approx(
        [600 * a_year - cost / 2, 40 * a_year - cost / 4, 0 - cost / 4]
    )


def test_hours_on_the_road_are_hours_too():
    # Ten degrees of latitude at half their length an hour: four hours there and back, for the large customer alone.
    terms = {"road_km_per_hour": 6371 * pi / 18 / 2, "flight_from_km": 9999, "working_share": 1, "cost_per_km": 0}
    leads = [Lead(0, u=1, size="large", latitude=10, visits=[True]), Lead(10, u=1, visits=[False])]
    scheme = scheme_of(seats("a", team="one") + seats("b", team="two"), {"work": "rep"}, segmentation=SEGMENTATION)
    found = play(one_stage_market({"travel": terms}, on_site_share=0.5), scheme, leads)
    cost = -kpis(found)["contribution"]
    # 2 + 4 hours beside 2: three quarters of the common cost.
    assert contribution_by_segment(found) == pytest.approx([-cost * 3 / 4, 0, -cost / 4])


def test_segments_sum_to_the_contribution():
    found = ledger()
    assert contribution_by_segment(found).sum() == pytest.approx(kpis(found)["contribution"])


def test_a_rule_matches_also_what_an_earlier_one_takes():
    rows, a_year = rows_of(ledger()), 365 / 7
    assert rows["rule", "1 big", "matches"] == rows["rule", "1 big", "takes"] == pytest.approx(2 * a_year)
    assert rows["rule", "2 far", "matches"] == pytest.approx(2 * a_year)
    assert rows["rule", "2 far", "takes"] == pytest.approx(1 * a_year)


def test_wrong_records_are_counted_where_they_put_the_lead():
    rows = rows_of(ledger({"recording": {"attribute_error": 1}}))
    # Every size is recorded the wrong way round: the two large are elsewhere, the two small among the large.
    assert rows["segment", "big", "wrong_share"] == 1.0
    assert rows["segment", "far", "wrong_share"] == 1.0
    assert rows_of(ledger())["segment", "big", "wrong_share"] == 0.0


def test_response_and_win_rate_are_those_of_the_segments_own_leads():
    rows = rows_of(ledger())
    # The two large come at once to one person: she answers at 0 and 2; the others find someone free.
    assert rows["segment", "big", "response_hours"] == 0.0
    assert rows["segment", "far", "win_rate"] == 1.0
    assert rows["segment", "rest", "win_rate"] == 0.0


def test_without_segments_there_is_nothing_to_tell():
    assert segment_rows(play(one_stage_market(), scheme_of(seats("a"), {"work": "rep"}), LEADS)) == []


def test_wrong_records_cost_what_a_perfect_one_would_bring_and_sorting_what_the_baseline_does_not_pay():
    run = hand_made(
        {
            "main": {"today": [10.0, 12.0, 14.0], "by-need": [5.0, 6.0, 7.0]},
            "main/misclassified_share": {"today": [0.0] * 3, "by-need": [0.3, 0.4, 0.5]},
            PERFECT: {"today": [11.0, 13.0, 15.0], "by-need": [9.0, 10.0, 11.0]},
        }
    )
    table = cost_of_records(run).set_index("scheme")
    assert table["cost"].to_dict() == {"today": 1.0, "by-need": 4.0}
    assert table.loc["by-need", "beyond"] == 3.0
    assert table.loc["by-need", "wrong_share"] == pytest.approx(0.4)
    assert table["beyond"].isna().to_dict() == {"today": True, "by-need": False}


def test_a_scheme_that_was_not_played_with_a_perfect_record_has_no_cost_of_wrong_records():
    run = hand_made(
        {
            "main": {"another": [1.0, 2.0, 3.0], "today": [10.0, 12.0, 14.0], "by-need": [5.0, 6.0, 7.0]},
            "main/misclassified_share": {"another": [0.1] * 3, "today": [0.0] * 3, "by-need": [0.3] * 3},
            PERFECT: {"by-need": [9.0, 10.0], "today": [11.0, 13.0]},
        }
    )
    table = cost_of_records(run)
    assert list(table["scheme"]) == ["today", "by-need"]
    assert table["cost"].to_list() == [1.0, 4.0]
    assert table["n"].to_list() == [2, 2]


def test_a_perfect_record_knows_what_every_lead_is_worth():
    playbook = load_playbook("customer-segments", {"also.focus": ["today", "by-value"]})
    main = Variant("main", playbook.market, {}, Horizon(0, 4, 0), 1, 1)
    (perfect,) = perfect_record(playbook, main)
    table, scheme = lead_table(playbook.market, 28, 1, 0), playbook.experiment.schemes["by-value"]
    assert (recorded_value(playbook.market, scheme, table) != table.value).all()
    assert (recorded_value(perfect.market, scheme, table) == table.value).all()
