"""What is said of ways, turning points, the null market and other circumstances follows the intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from sim.report import caveats, chapters, findings_beside
from sim.report.view import View
from sim.results import beside
from sim.results.run import Run
from tests.report.conftest import Arranged, controlled, turning

ViewOf = Callable[[Run, str], View]
HIGH = 9e6


@pytest.mark.parametrize(
    ("contributions", "claim"),
    [
        ({"by-customer": HIGH}, "Customer segmentation comes first in this market**: Customer size is CNY"),
        ({"by-product": HIGH}, "doesn't come first in this market**: it is number"),
        ({"by-customer": HIGH, "by-product": HIGH - 1e4}, "neither shown nor refuted"),
        ({"by-customer": HIGH - 1e4, "by-product": HIGH}, "neither shown nor refuted"),
    ],
)
def test_customer_segmentation_comes_first_only_if_shown(
    arranged: Arranged, view_of: ViewOf, contributions: Mapping[str, float], claim: str
) -> None:
    said = findings_beside.ways(view_of(arranged(contributions), "en"))
    assert claim in " ".join(said)


def test_without_a_shown_gain_no_way_is_praised(arranged: Arranged, view_of: ViewOf) -> None:
    nobody = " ".join(findings_beside.ways(view_of(arranged({"today": HIGH}), "en")))
    assert "No way is shown to gain over Today" in nobody
    somebody = " ".join(findings_beside.ways(view_of(arranged({"by-customer": HIGH}), "en")))
    assert "No way is shown" not in somebody


def test_a_gain_that_the_control_makes_too_is_not_credited_to_subdividing(arranged: Arranged, view_of: ViewOf) -> None:
    run = controlled(arranged({"by-need": HIGH, "three-areas": HIGH, "by-product": 5e6}))
    said = findings_beside.ways(view_of(run, "en"))
    text = " ".join(said)
    assert "Customer segmentation comes first in this market" in text
    assert "Counting subdividing alone, **customer segmentation doesn't come first**: it is number 2 of 3" in text
    assert "Customer need over Three areas " in text
    own = controlled(arranged({"by-need": HIGH, "by-product": 5e6}))
    text = " ".join(findings_beside.ways(view_of(own, "en")))
    assert "Counting subdividing alone, **customer segmentation comes first**" in text


def test_the_table_of_ways_says_in_what_a_scheme_differs_from_its_control(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"pods": HIGH}), "en")
    table = chapters.ways(view)
    assert table is not None
    row = table.set_index("way").loc["process"]
    assert row["control"] == "three-areas"
    assert "Process" in row["from_control"]
    assert "Territories" not in row["from_control"]
    assert (view.folder / "tables" / "ways.en.csv").is_file()


FALL = {0.6: 5e6, 0.8: 2e6, 1.25: -2e6, 1.6: -5e6}
RISE = {value: -gain for value, gain in FALL.items()}
WIDE = (-9e6, 8.5e6, 0.5e6)


@pytest.mark.parametrize(
    ("gains", "noise", "words"),
    [
        (RISE, (-2e5, 3e5, -1e5), "turns from loss to gain at **1**"),
        (FALL, (-2e5, 3e5, -1e5), "turns from gain to loss at **1**"),
        (dict.fromkeys(FALL, 5e6), (-2e5, 3e5, -1e5), "neither shown nor ruled out"),
        (RISE, WIDE, "**can't be located**"),
    ],
)
def test_a_turning_point_is_told_with_its_interval_or_not_at_all(
    arranged: Arranged, view_of: ViewOf, gains: Mapping[float, float], noise: tuple[float, float, float], words: str
) -> None:
    run = turning(arranged, gains, noise)
    said = findings_beside.sweep(view_of(run, "en"), "team-size")
    assert words in said[0]
    assert "at least 2 replications" in said[1]
    flip = beside.flip(run, "team-size")
    assert (flip.flip_low is None) == ("located" in words)
    if flip.flip_low is not None:
        assert f"{flip.flip_low:.3g} to {flip.flip_high:.3g}" in said[0]
        assert 0.6 < flip.flip_low < 1 < (flip.flip_high or 0) < 1.6


@pytest.mark.parametrize(("gain", "words"), [(5e6, "gains over Today everywhere"), (-5e6, "loses to Today everywhere")])
def test_where_nothing_turns_that_is_said(arranged: Arranged, view_of: ViewOf, gain: float, words: str) -> None:
    run = turning(arranged, dict.fromkeys(FALL, gain), main=gain)
    frame = run.variants
    others = ~frame["scheme"].isin(["by-need", "today"]) & (frame["kpi"] == "contribution")
    frame.loc[others, "value"] = -60e6
    said = findings_beside.sweep(view_of(run, "en"), "team-size")[0]
    assert words in said
    assert "doesn't turn in range" in said


def test_an_interval_that_reaches_the_end_of_the_range_is_open(arranged: Arranged, view_of: ViewOf) -> None:
    said = findings_beside.sweep(view_of(turning(arranged, {**RISE, 1.25: 1e5, 1.6: 2e5}), "en"), "team-size")[0]
    assert "to 1.6 or beyond" in said
    zh = findings_beside.sweep(view_of(turning(arranged, {**RISE, 1.25: 1e5, 1.6: 2e5}), "zh"), "team-size")[0]
    assert "至1.6或更高" in zh


def test_only_a_located_flip_is_a_caveat(arranged: Arranged, view_of: ViewOf) -> None:
    def about_size(run: Run) -> list[str]:
        return [clause for clause in caveats.caveats(view_of(run, "en")) if "Team size" in clause]

    (told,) = about_size(turning(arranged, RISE, main=5e5))
    assert "95 % interval" in told
    assert about_size(turning(arranged, RISE, WIDE)) == []
