"""Every figure draws in both languages, saves SVG and PNG, and draws no boxes for Chinese."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from sim.report import figures, figures_base, show, tables
from sim.report.theme import ACCENT, MUTED
from sim.report.view import View
from sim.results import beside
from sim.results.run import Run
from tests.report.conftest import QUICK, SLOW, UNCLEAR, Arranged, controlled, frame_is_finite, turning

ViewOf = Callable[[Run, str], View]
SAVED_DPI, GAP = 200, 12
# Drawn of runs that hold them, in tests of their own chapters.
OF_OTHER_RUNS = {"sweep", "best_value", "trials", "bottleneck", "after_sale"}
NAMES = [name for name in figures.__all__ if name not in OF_OTHER_RUNS]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", NAMES)
def test_figure_is_saved_twice_without_a_warning(
    small_run: Run, view_of: ViewOf, tmp_path: Path, name: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a missing glyph is a warning
        drawn = getattr(figures, name)(view_of(small_run, lang))
    assert drawn is not None
    saved = sorted(path.name for path in (tmp_path / "figures").iterdir())
    assert [name.rsplit(".", 2)[1:] for name in saved] == [[lang, "png"], [lang, "svg"]]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", ["funnel", "waiting"])
def test_heads_of_stages_keep_apart(small_run: Run, view_of: ViewOf, name: str, lang: str) -> None:
    axes = getattr(figures, name)(view_of(small_run, lang))
    # Letters are measured as they were saved, so places must be too.
    axes.figure.set_dpi(SAVED_DPI)
    boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
    assert all(left.x1 + GAP < right.x0 for left, right in pairwise(boxes)), "a blank's width apart"


def test_bands_of_a_sweep_are_shown_whole(small_run: Run, view_of: ViewOf) -> None:
    view = view_of(small_run, "en")
    axes = figures.sweep(view, "load")
    low, high = axes.get_ylim()
    for band in axes.collections:
        heights = band.get_paths()[0].vertices[:, 1]
        assert low <= heights.min() and heights.max() <= high


def test_the_recommended_scheme_alone_has_the_accent(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"by-need": 9e6}), "en")
    assert [name for name, colour in view.colours.items() if colour == ACCENT] == ["by-need"]
    nobody = view_of(arranged({}), "en")
    assert ACCENT not in nobody.colours.values()


def test_the_picture_lists_the_best_first_and_leaves_the_baseline_out(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"by-need": 9e6, "pods": -5e6}), "en")
    axes = figures.gain(view)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0] == "Customer need"
    assert labels[-1] == "Pods"
    assert "Today" not in labels
    assert axes.get_ylim()[0] > axes.get_ylim()[1]


def test_a_flip_and_its_interval_are_marked_where_the_sentence_says(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(turning(arranged, {0.6: -5e6, 0.8: -2e6, 1.25: 2e6, 1.6: 5e6}), "en")
    value, low, high = beside.flip(view.run, "team-size").located or (0.0, 0.0, 0.0)
    axes = figures.sweep(view, "team-size")
    assert [line.get_xdata()[0] for line in axes.get_lines() if line.get_linestyle() == "--"] == [value]
    (shaded,) = (patch for patch in axes.patches if patch.get_alpha() == pytest.approx(0.09))
    assert (shaded.get_x(), shaded.get_x() + shaded.get_width()) == pytest.approx((low, high))
    flat = figures.sweep(view_of(turning(arranged, dict.fromkeys((0.6, 0.8, 1.25, 1.6), 5e6)), "en"), "team-size")
    assert [line for line in flat.get_lines() if line.get_linestyle() == "--"] == []


def test_every_scheme_of_a_sweep_has_its_band(small_run: Run, view_of: ViewOf) -> None:
    view = view_of(small_run, "en")
    axes = figures.sweep(view, "load")
    table = beside.sweep(small_run, "load")
    assert len(axes.collections) == table["scheme"].nunique()


def test_ways_show_the_whole_gain_and_subdividing_alone(arranged: Arranged, view_of: ViewOf) -> None:
    run = controlled(arranged({"by-need": 9e6, "three-areas": 6e6}))
    axes = figures.ways(view_of(run, "en"))
    dots = [tuple(point) for collection in axes.collections for point in collection.get_offsets()]
    table = beside.ways(run)
    for column in ("mean", "alone_mean"):
        for amount in table[column]:
            assert any(point[0] == pytest.approx(amount / 1e6) for point in dots)
    assert axes.get_yticklabels()[0].get_text() == "customer: Customer need\n(Three areas)"


def test_no_value_stands_where_a_line_crosses_it(arranged: Arranged, view_of: ViewOf) -> None:
    axes = figures.gain(view_of(arranged({"by-need": 9e6, "pods": -5e6}), "en"))
    axes.figure.canvas.draw()
    right = axes.get_window_extent().x1
    values = [text for text in axes.texts if text.get_text()]
    assert len(values) == 13
    assert all(text.get_window_extent().x0 >= right for text in values)


def test_money_parts_add_up_to_the_difference(small_run: Run, view_of: ViewOf) -> None:
    table = tables.money_differences(view_of(small_run, "en"))
    parts = table.drop(columns="contribution").sum(axis=1)
    assert parts.to_numpy() == pytest.approx(table["contribution"].to_numpy(), rel=1e-9, abs=1e-3)


def test_tables_hold_numbers_and_every_scheme(small_run: Run, view_of: ViewOf) -> None:
    view = view_of(small_run, "zh")
    names = set(view.schemes)
    for table in (tables.schemes(view), tables.overview(view), tables.funnel(view), tables.waiting(view)):
        assert set(table.index) == names
    assert frame_is_finite(tables.funnel(view))
    assert set(tables.gains_over_baseline(view).index) == names - {view.baseline}
    assert MUTED != ACCENT


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_scheme_that_never_answers_half_of_its_leads_is_drawn_without_an_end(
    arranged: Arranged, view_of: ViewOf, lang: str
) -> None:
    view = view_of(arranged({}, {"pods": (0.1, math.inf, 0.1)}), lang)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        panel = figures.response(view)[0]
    (sign,) = (text for text in panel.texts if text.get_text() == "∞")
    row = view.ranking.index("pods")
    assert sign.get_position()[1] == row
    drawn = [place for dots in panel.collections if hasattr(dots, "get_offsets") for place in dots.get_offsets()]
    assert not [x for x, y in drawn if y == row and math.isfinite(x)]


@pytest.mark.parametrize(("lang", "bound"), [("en", "the bound to keep"), ("zh", "需满足的约束")])
def test_a_caption_tells_of_a_bound_only_where_one_is_drawn(
    arranged: Arranged, view_of: ViewOf, monkeypatch: pytest.MonkeyPatch, lang: str, bound: str
) -> None:
    told: list[str] = []
    monkeypatch.setattr(figures_base, "show_figure", lambda *_, caption, **__: told.append(caption))
    run = arranged({})
    experiment = run.playbook.experiment
    free = experiment.model_copy(update={"decision": experiment.decision.model_copy(update={"subject_to": []})})
    for known in (run, replace(run, playbook=replace(run.playbook, experiment=free))):
        figures.response(view_of(known, lang))
    assert [bound in caption for caption in told] == [True, False]


def test_no_table_takes_an_infinite_or_a_missing_value_for_nothing(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": 9e6}, {"today": (0.1, math.inf, 0.1)})
    frame = run.variants
    mine = (frame["kpi"] == "cycle_days") & (frame["scheme"] == "by-need") & (frame["variant"] == "main")
    frame.loc[mine, "value"] = frame.loc[mine, "replication"].map({0: 3.0, 1: math.nan, 2: 5.0})
    base = (frame["kpi"] == "cycle_days") & (frame["scheme"] == "today") & (frame["variant"] == "main")
    frame.loc[base, "value"] = frame.loc[base, "replication"].map({0: 1.0, 1: 99.0, 2: 2.0})
    view = view_of(run, "en")
    kpis = tables.kpis(view)
    hours, days = kpis.loc["median_response_hours"], kpis.loc["cycle_days"]
    assert (hours["today"], hours["mean"], hours["n"]) == (math.inf, -math.inf, 3)
    assert (days["by-need"], days["today"], days["mean"], days["n"]) == (4.0, 34.0, 2.5, 2)
    shown = show.readable(view, kpis).set_index("KPI")
    assert shown.loc[view.kpi("cycle_days"), "Replications"] == "2"
    assert shown.loc[view.kpi("median_response_hours"), "Today"] == "∞ h"
    fewer = tables.overview(view).attrs["fewer"]
    assert [cell[1:] for cell in fewer if cell[0] == "by-need"] == [("cycle_days", 2)]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "Of fewer than 3 replications, since the others have no value: Days to win of Customer need (2)."),
        ("zh", "以下均值不足3次重复模拟"),
    ],
)
def test_a_table_says_which_means_are_of_fewer_replications(
    arranged: Arranged, view_of: ViewOf, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    run = arranged({"by-need": 9e6})
    frame = run.variants
    known = frame["kpi"] != "cycle_days"
    frame.loc[~known, "value"] = 4.0
    lacking = ~known & (frame["scheme"] == "by-need") & (frame["replication"] == 1)
    frame.loc[lacking, "value"] = math.nan
    shown: list[str] = []
    monkeypatch.setattr(show, "html", lambda content, _: shown.append(content))
    view = view_of(run, lang)
    show.table(view, tables.overview(view), "overview")
    assert said in shown[-1]
    frame.loc[~known, "value"] = 4.0
    show.table(view, tables.overview(view), "overview")
    assert shown[-1].startswith("<table")


@pytest.mark.parametrize(
    ("lang", "hours", "label"),
    [
        ("en", SLOW, "Pods\n(not Median response at most 8.0 h)"),
        ("en", UNCLEAR, "Pods\n(not shown: Median response at most 8.0 h)"),
        ("zh", SLOW, "小组制\n（未达到：响应时间中位数不超过8.0小时）"),
        ("en", QUICK, "Pods"),
    ],
)
def test_the_picture_names_the_bound_that_excludes_a_scheme(
    arranged: Arranged, view_of: ViewOf, lang: str, hours: Sequence[float], label: str
) -> None:
    axes = figures.gain(view_of(arranged({"pods": 5e6}, {"pods": hours}), lang))
    assert label in [text.get_text() for text in axes.get_yticklabels()]
