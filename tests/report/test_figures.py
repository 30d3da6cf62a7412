"""Every figure draws in both languages, saves SVG and PNG, and draws no boxes for Chinese."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from sim.report import figures, tables
from sim.report.theme import ACCENT, MUTED
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import Arranged, frame_is_finite

ViewOf = Callable[[Run, str], View]
NAMES = [name for name in figures.__all__ if name != "sweep"]


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


def test_turning_points_are_marked_where_the_sentence_says(small_run: Run, view_of: ViewOf) -> None:
    from sim.report import findings_beside

    view = view_of(small_run, "en")
    for name in ("team-size", "learning", "load"):
        axes = figures.sweep(view, name)
        marked = [line.get_xdata()[0] for line in axes.get_lines() if line.get_linestyle() == "--"]
        turns = findings_beside.turns(view, name)
        assert marked == pytest.approx(turns if len(turns) == 1 else [])


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
