"""The chapter on going over says what the weeks say, and nothing where every scheme is there from the start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from sim.inputs.models.transition import Transition
from sim.report import transition_chapter
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]


def told(gains: list[float], *, spread: float = 0.0, back: int | None = None) -> Run:
    """Going over in week 1 brings so much more in each week, a little more or less in each replication."""
    run = hand_made({"main": {"today": NONE, "new": NONE}})
    schemes = run.playbook.experiment.schemes
    terms = Transition(week=1, turn_back_week=back)
    changed = {**schemes, "new": schemes["new"].model_copy(update={"transition": terms})}
    experiment = run.playbook.experiment.model_copy(update={"schemes": changed})
    rows = [
        (scheme, replication, "week", str(week), "contribution", 1000.0 + extra)
        for replication, way in enumerate((-1, 0, 1))
        for scheme, more in {"today": [0.0] * len(gains), "new": gains}.items()
        for week, gain in enumerate(more)
        for extra in [gain + (spread * way if scheme == "new" and week >= 1 else 0.0)]
    ]
    columns = ["scheme", "replication", "dimension", "item", "measure", "value"]
    slices = pd.DataFrame(rows, columns=columns)
    return replace(run, slices=slices, playbook=replace(run.playbook, experiment=experiment))


def said(view: View) -> str:
    return " ".join(transition_chapter.findings(view, transition_chapter.goings(view)))


def test_a_dip_that_is_made_good_is_told_with_its_weeks(view_of: ViewOf) -> None:
    text = said(view_of(told([0, -500, -200, 300, 600, 400]), "en"))
    assert "goes over in week 1" in text
    assert "lowest after week 2: −CNY 700" in text or "lowest after week 2: -CNY 700" in text
    assert "From the end of week 4 on it stays ahead; by the interval that is between week 4 and week 4" in text
    assert "100 % of the replications" in text or "100% of the replications" in text


def test_what_is_not_made_good_or_only_by_luck_is_told_as_such(view_of: ViewOf) -> None:
    assert "does not come to stay ahead within the run; 0" in said(view_of(told([0, -500, -200, 300]), "en"))
    shaky = said(view_of(told([0, -100, 200, 100], spread=200), "en"))
    assert "that may be luck" in shaky
    open_ = said(view_of(told([0, -100, 20, 30], spread=200), "en"))
    assert "does not rule out" in open_


def test_what_never_lags_is_told_as_such(view_of: ViewOf) -> None:
    text = said(view_of(told([0, 10, 10, 10]), "en"))
    assert "at no time behind having stayed" in text
    assert "lowest" not in text


def test_turning_back_is_told_by_what_it_has_cost_in_all_and_since(view_of: ViewOf) -> None:
    text = said(view_of(told([0, -500, -200, 300], back=3), "en"))
    assert "In week 3 the old organisation is put back" in text
    assert "400" in text
    assert "300" in text
    assert "stays ahead" not in text


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_table_and_numbers_agree_with_the_words(view_of: ViewOf, lang: str) -> None:
    view = view_of(told([0, -500, -200, 300, 600, 400], spread=1), lang)
    found = transition_chapter.goings(view)
    row = transition_chapter.table(view, found).iloc[0]
    assert (row["changes"], row["dip_week"]) == ("1", "2")
    frame = transition_chapter.sums(view, found)
    assert frame["sum"].tolist() == pytest.approx([0, -500, -700, -400, 200, 600])
    assert (frame["low"] <= frame["sum"]).all()
    assert transition_chapter.transition(view) is not None


def test_nothing_is_shown_where_nothing_changes(view_of: ViewOf) -> None:
    assert transition_chapter.transition(view_of(hand_made({"main": {"today": NONE, "new": NONE}}), "en")) is None
