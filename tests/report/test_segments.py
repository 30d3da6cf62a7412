"""The chapters on segments and wrong records say what the run says, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from sim.report import segments
from sim.report.view import View
from sim.results.perfect import PERFECT
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]
UP, DOWN, OPEN = [5e6, 6e6, 7e6], [-5e6, -6e6, -7e6], [9e6, 0.0, -9e6]
BARELY = [1.35e6, 0.65e6, 1e6]


def recorded(today: list[float], other: list[float]) -> Run:
    return hand_made(
        {
            "main": {"today": NONE, "other": NONE},
            "main/misclassified_share": {"today": NONE, "other": [0.2] * 3},
            PERFECT: {"today": today, "other": other},
        }
    )


@pytest.mark.parametrize(
    ("today", "other", "said"),
    [
        (NONE, UP, ("Wrong records cost other most: CNY 6.00 million", "beyond what they cost today", "20.0 %")),
        (UP, UP, ("Wrong records cost", "No scheme is shown to lose more by wrong records than today")),
        # What is shown by itself but not among both schemes is not claimed.
        (OPEN, BARELY, ("no scheme is shown to lose", "No scheme is shown to lose more")),
        (NONE, BARELY, ("simultaneous 95 % interval: 0.", "beyond what they cost today (simultaneous 95 % int")),
        (OPEN, DOWN, ("no scheme is shown to lose", "No scheme is shown to lose more")),
    ],
)
def test_only_what_is_shown_is_said_of_wrong_records(
    view_of: ViewOf, today: list[float], other: list[float], said: tuple[str, ...]
) -> None:
    view = view_of(recorded(today, other), "en")
    text = " ".join(segments._cost_told(view, segments.cost_of_records(view.run)))
    assert all(part in text for part in said)


def test_schemes_that_wrong_records_help_are_named(view_of: ViewOf) -> None:
    for today, other, told in ((NONE, DOWN, "than with a perfect one: other."), (DOWN, UP, "perfect one: today.")):
        view = view_of(recorded(today, other), "en")
        assert told in " ".join(segments._cost_told(view, segments.cost_of_records(view.run)))
    view = view_of(recorded(NONE, UP), "en")
    assert "perfect one" not in " ".join(segments._cost_told(view, segments.cost_of_records(view.run)))


def test_the_chapter_on_records_shows_table_and_picture_in_both_languages(view_of: ViewOf) -> None:
    run = recorded(NONE, UP)
    for lang in ("en", "zh"):
        view = view_of(run, lang)
        assert isinstance(segments.records(view), pd.DataFrame)
        assert (view.folder / "figures" / f"records.{lang}.svg").is_file()
        assert (view.folder / "tables" / "records.csv").is_file()


def test_replications_of_a_perfect_record_are_those_of_the_schemes_that_were_played_with_one(view_of: ViewOf) -> None:
    samples = {"main": {"another": NONE, "today": NONE, "other": NONE}, PERFECT: {"today": OPEN, "other": OPEN}}
    samples["main/misclassified_share"] = samples["main"]
    for lang, said in (("en", "On 3 replications"), ("zh", "在3次重复模拟中")):
        view = view_of(hand_made(samples), lang)
        frame = segments.records(view)
        assert frame is not None and set(frame["scheme"]) == {"today", "other"}
        assert said in " ".join(segments._cost_told(view, frame.rename(columns={"misclassified_share": "wrong_share"})))


def test_a_run_without_either_has_neither_chapter(view_of: ViewOf) -> None:
    view = view_of(hand_made({"main": {"today": NONE, "fast": NONE}}), "zh")
    assert segments.segments(view) is None
    assert segments.records(view) is None
