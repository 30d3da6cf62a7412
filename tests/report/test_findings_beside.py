"""What is said of ways, turning points, the null market and other circumstances follows the intervals."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from scipy import stats

from sim.report import caveats, chapters, findings_beside, show, tables
from sim.report.view import View
from sim.results import beside
from sim.results.run import Run
from sim.results.seat_moves import moved_roles
from tests.report.conftest import OTHERS, Arranged, controlled, turning

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
    row = table.set_index("scheme").loc["pods"]
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
        (RISE, (-2e5, 2e5, 0.0), "turns from loss to gain at **1**"),
        (FALL, (-2e5, 2e5, 0.0), "turns from gain to loss at **1**"),
        (dict.fromkeys(FALL, 5e6), (-2e5, 2e5, 0.0), "neither shown nor ruled out"),
        (RISE, WIDE, "**can't be located**"),
    ],
)
def test_a_turning_point_is_told_with_its_interval_or_not_at_all(
    arranged: Arranged, view_of: ViewOf, gains: Mapping[float, float], noise: tuple[float, float, float], words: str
) -> None:
    run = turning(arranged, gains, noise)
    said = [findings_beside.sweep(view_of(run, "en"), "team-size")]
    assert words in said[0]
    assert "moved by the change on 2 replications" in said[0]
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
    said = findings_beside.sweep(view_of(run, "en"), "team-size")
    assert words in said
    assert "doesn't turn in range" in said


def test_an_interval_that_reaches_the_end_of_the_range_is_open(arranged: Arranged, view_of: ViewOf) -> None:
    said = findings_beside.sweep(view_of(turning(arranged, {**RISE, 1.25: 1e5, 1.6: 2e5}), "en"), "team-size")
    assert "to 1.6 or beyond" in said
    zh = findings_beside.sweep(view_of(turning(arranged, {**RISE, 1.25: 1e5, 1.6: 2e5}), "zh"), "team-size")
    assert "至1.6（或更高）" in zh


def test_a_way_whose_second_scheme_is_shown_to_gain_is_not_said_to_gain_nothing(
    arranged: Arranged, view_of: ViewOf
) -> None:
    """By customer's best by mean is too noisy to be shown; its other scheme is shown."""
    run = arranged({"by-customer": 3e6})
    frame = run.variants
    rows = (frame["variant"] == "main") & (frame["kpi"] == "contribution") & (frame["scheme"] == "by-need")
    frame.loc[rows, "value"] = [60e6, -30e6, 10e6]
    table = beside.ways(run).set_index("way")
    assert table.loc["customer", "scheme"] == "by-need"
    assert table.loc["customer", "low"] <= 0
    said = " ".join(findings_beside.ways(view_of(run, "en")))
    shown = beside.every_way(run).query("low > 0")["scheme"].tolist()
    assert ("No way is shown to gain" in said) == (not shown)
    assert shown == [] or "Shown to gain over Today: Customer size" in said


def test_every_swept_scheme_has_its_row(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(turning(arranged, RISE, (-2e5, 2e5, 0.0)), "en")
    table = findings_beside.turns(view).set_index(["point", "scheme"])["outcome"]
    size = "Team size (budget, today = 1)"
    assert set(table[size].index) == set(beside.sweep(view.run, "team-size")["scheme"])
    assert table[size, "by-need"].startswith("from loss to gain at 1 (")
    assert {point for point, _ in table.index} == {
        spec.title.en for spec in view.run.playbook.experiment.also.sweeps.values()
    }


def test_only_a_located_flip_beyond_which_a_loss_is_shown_is_a_caveat(arranged: Arranged, view_of: ViewOf) -> None:
    def about_size(run: Run) -> list[str]:
        return [clause for clause in caveats.caveats(view_of(run, "en")) if "Team size" in clause]

    (told,) = about_size(turning(arranged, RISE, main=5e5))
    assert "95 % interval" in told
    assert about_size(turning(arranged, RISE, WIDE)) == []
    unsure = turning(arranged, RISE, main=5e5)
    frame = unsure.variants
    least = (frame["variant"] == "sweep team-size 0.6") & (frame["kpi"] == "contribution")
    # The mean loss at the smallest team stays, but its two replications no longer agree on it.
    frame.loc[least & (frame["scheme"] == "by-need"), "value"] += [9e6, -9e6]
    assert beside.flip(unsure, "team-size").located is not None
    assert about_size(unsure) == []


def test_the_best_move_of_a_seat_tells_whether_the_staffing_was_a_bad_one(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH, "assembly-line": -5e6})
    frame = run.variants
    key = next(name for name in dict.fromkeys(frame["variant"]) if name.startswith("seat moved"))
    rows = (frame["variant"] == key) & (frame["kpi"] == "contribution")
    frame.loc[rows, "value"] += 2e6
    view = view_of(run, "en")
    giver, taker = (view.role(role) for role in moved_roles(key))
    said = findings_beside.robustness(view)[-1]
    assert f"Of the moves in Assembly line one from {giver} to {taker} does best" in said
    scheme = beside.seat_moves(run).query("scheme == 'assembly-line'")
    best = scheme.loc[scheme["gain"].idxmax()]
    count, freedom = int((scheme["high"] > scheme["low"]).sum()), best["n"] - 1
    assert count > 1
    wider = stats.t.isf(0.025 / count, freedom) / stats.t.isf(0.025, freedom)
    half = wider * (best["high"] - best["low"]) / 2
    _, interval = view.money_with_interval(best["gain"], best["gain"] - half, best["gain"] + half, signed=True)
    assert f"(95 % interval, simultaneous for these moves: {interval})" in said
    assert "−CNY 4." in said and said.endswith("without a move it is −CNY 6.00 million.")


@pytest.mark.parametrize(("settled", "words"), [(8e6, "comes first by its mean"), (-8e6, "Today does")])
def test_the_long_run_has_figures(arranged: Arranged, view_of: ViewOf, settled: float, words: str) -> None:
    run = arranged({"by-need": 3e6, **dict.fromkeys(OTHERS, -9e6)})
    frame = run.variants
    rows = (frame["variant"] == "steady") & (frame["kpi"] == "contribution") & (frame["scheme"] == "by-need")
    frame.loc[rows, "value"] += settled
    view = view_of(run, "en")
    said, gains = findings_beside.steady(view)
    assert words in said
    table = beside.steady(run).query("scheme == 'by-need'").set_index("start")
    for start in ("today", "steady"):
        mean, low, high = (float(table.loc[start, name]) for name in ("mean", "low", "high"))
        assert "{} ({})".format(*view.money_with_interval(mean, low, high, signed=True)) in gains


def test_the_comparison_is_no_circumstance_of_its_own(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    tried = (beside.robustness(run)["circumstance"].str.startswith("budget")).sum()
    said = findings_beside.robustness(view_of(run, "en"))
    assert tried == 2, "seats move in the assembly line alone, which tests nothing of who is first"
    assert f"in all {tried} other circumstances tried (2 replications each)" in said[0]


def test_a_seat_moved_says_for_which_schemes(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"by-need": HIGH}), "en")
    said = findings_beside.robustness(view)
    table = beside.robustness(view.run)
    moves = table[table["circumstance"].str.startswith("seat")]
    assert set(moves["changed"]) == {"assembly-line"}
    (only,) = (text for text in said if "these schemes only" in text)
    assert only.endswith("(Assembly line).")
    (paid,) = (text for text in said if text.startswith("Whoever moves is paid as the new role"))
    assert any(text.startswith("With the budget 15 % smaller") for text in said)
    assert any("one seat moved between neighbouring roles" in text for text in said)
    assert len(moves) == 4, "two pairs of neighbouring roles, both directions"
    there, back = moves["cost_change"].iloc[:2]
    assert there == pytest.approx(-back)
    low, high = (view.money(amount, signed=True) for amount in (moves["cost_change"].min(), moves["cost_change"].max()))
    assert f"by {low} to {high} a year" in paid
    first = view.run.playbook.experiment.schemes["assembly-line"].working_roles()[:2]
    told = show.readable(view, tables.robustness(view))
    assert "with one seat moved from {} to {}".format(*map(view.role, first)) in told.iloc[:, 0].tolist()


def test_a_moved_seat_that_turns_the_winner_is_a_caveat_and_an_exception(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    frame = run.variants
    rows = frame["variant"].str.startswith("seat moved") & (frame["kpi"] == "contribution")
    frame.loc[rows, "value"] += 90e6
    view = view_of(run, "en")
    assert "Assembly line" in findings_beside.robustness(view)[0]
    assert any("with one seat moved" in clause and "Assembly line" in clause for clause in caveats.caveats(view))


def test_another_winner_is_named_with_its_circumstance(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    frame = run.variants
    rows = (frame["variant"] == "budget 0.85") & (frame["kpi"] == "contribution")
    frame.loc[rows & (frame["scheme"] == "by-customer"), "value"] += 20e6
    said = findings_beside.robustness(view_of(run, "en"))[0]
    assert "in 1 of 2 other circumstances" in said
    assert "with a budget 15 % smaller it is Customer size" in said


@pytest.mark.parametrize(
    ("contributions", "words", "absent"),
    [
        ({"today": HIGH}, "no scheme is shown to beat Today", "still gains"),
        ({"by-need": HIGH}, "Customer need still gains CNY 8.0", "no scheme is shown"),
    ],
)
def test_null_market_sentence_follows_its_numbers(
    arranged: Arranged, view_of: ViewOf, contributions: Mapping[str, float], words: str, absent: str
) -> None:
    said = " ".join(findings_beside.null(view_of(arranged(contributions), "en")))
    assert words in said
    assert absent not in said
    assert "replications" in said


def test_a_null_result_says_what_would_go_unseen(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({}), "en")
    said = " ".join(findings_beside.null(view))
    detectable = beside.null_verdict(view.run).detectable_gain
    assert detectable is not None
    assert f"with 2 replications, differences from {view.money(detectable)} a year can be told apart there" in said
    assert "no proof of zero" in said


def test_what_gains_in_the_null_market_but_breaks_a_bound_is_said_to(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    frame = run.variants
    rows = (frame["variant"] == "null") & (frame["kpi"] == "median_response_hours") & (frame["scheme"] == "by-need")
    frame.loc[rows, "value"] = [50.0, 50.1]
    said = " ".join(findings_beside.null(view_of(run, "en")))
    assert "It breaks a bound there" in said


def test_losers_of_the_null_market_are_named(arranged: Arranged, view_of: ViewOf) -> None:
    said = " ".join(findings_beside.null(view_of(arranged({"pods": -HIGH * 3}), "en")))
    assert "Shown to earn less than Today there, where subdividing can win nothing: Pods." in said
