"""Every figure draws in both languages, saves SVG and PNG, and draws no boxes for Chinese."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.report import figures, tables
from sim.report.theme import ACCENT, MUTED
from sim.report.view import View
from sim.results import beside
from sim.results.run import Run
from tests.report.conftest import Arranged, controlled, frame_is_finite, turning

ViewOf = Callable[[Run, str], View]
# Drawn of runs that hold them, in tests of their own chapters.
OF_OTHER_RUNS = {"sweep", "trials", "bottleneck", "after_sale"}
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
