"""The chapter on single levers and the bottleneck view say what the intervals say, whatever was expected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from sim.report import chapters, findings_levers, tables
from sim.report.view import View
from sim.results.run import Run
from sim.results.trials import trial_key
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]
NOTHING: Mapping[str, object] = {}
UP, DOWN, OPEN = [5e6, 6e6, 7e6], [-5e6, -6e6, -7e6], [9e6, 0.0, -9e6]
TRIAL = {
    "title": {"en": "Speed", "zh": "速度"},
    "scheme": "fast",
    "gains": {"title": {"en": "customers are in a hurry", "zh": "客户着急"}},
    "costs": {"title": {"en": "customers take their time", "zh": "客户不急"}},
}


def tried(
    gains: list[float], costs: list[float], seed: int | None = None, others: Mapping[str, object] = NOTHING
) -> Run:
    samples = {"main": {"today": NONE, "fast": NONE}}
    for name in ("speed", *others):
        samples |= {trial_key(name, "gains"): {"today": NONE, "fast": gains}}
        samples |= {trial_key(name, "costs"): {"today": NONE, "fast": costs}}
    return hand_made(samples, also={"trials": {"speed": TRIAL, **others}, "trials_seed": seed})


@pytest.mark.parametrize(
    ("gains", "costs", "said", "warned"),
    [
        (UP, DOWN, ("in a hurry it gains", "take their time it costs"), ""),
        (DOWN, UP, ("in a hurry it costs", "take their time it gains"), "Against what was expected**: Speed"),
        (UP, OPEN, ("in a hurry it gains", "take their time neither a gain nor a loss"), "Not shown"),
        (UP, UP, ("in a hurry it gains", "take their time it gains"), "Against what was expected**: Speed"),
    ],
)
def test_a_lever_is_said_to_gain_or_cost_only_as_its_interval_says(
    view_of: ViewOf, gains: list[float], costs: list[float], said: tuple[str, str], warned: str
) -> None:
    text = " ".join(findings_levers.trials(view_of(tried(gains, costs), "en")))
    assert all(part in text for part in said)
    assert warned.lower() in text.lower()
    assert ("expected" in text) == bool(warned)
    assert "-" not in text.split("costs CNY")[-1].split("(")[0], "a loss is told as a positive amount"


def test_the_chapter_shows_table_and_picture_in_both_languages(view_of: ViewOf) -> None:
    run = tried(UP, DOWN)
    for lang, where in (("en", "customers are in a hurry"), ("zh", "客户着急")):
        view = view_of(run, lang)
        frame = chapters.trials(view)
        assert frame is not None
        assert frame["circumstances"].tolist()[0] == where
        assert (view.folder / "figures" / f"trials.{lang}.svg").is_file()
        assert (view.folder / "tables" / f"trials.{lang}.csv").is_file()


CHOSEN = {
    "en": ("They were chosen on other random numbers", "Those of Haste were chosen on other random numbers"),
    "zh": ("选定它们时用的是另一组随机数", "选定Haste的情形时用的是另一组随机数"),
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_circumstances_are_said_to_be_chosen_on_other_random_numbers_only_where_trials_have_their_own(
    view_of: ViewOf, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    every, some = CHOSEN[lang]
    for also, told in (({"trials_seed": 77}, (True, False)), ({}, (False, False)), ({"seed": 77}, (False, True))):
        haste = TRIAL | {"title": {"en": "Haste", "zh": "Haste"}} | {key: 77 for key in also if key == "seed"}
        run = tried(UP, DOWN, also.get("trials_seed"), {"haste": haste})
        view = view_of(run, lang)
        assert chapters.trials(view) is not None
        said = capsys.readouterr().out
        assert (every in said, some in said) == told
        assert {"en": "stated in the playbook", "zh": "由手册写明"}[lang] in said
        # Nobody but the playbook's author knows what was known when it was written.
        assert not re.search(r"before|事先|运行之前|之前就", said)
    assert view.say("column.side") == {"en": "Stated in the playbook", "zh": "手册所述预期"}[lang]


def relieved(brings: dict[str, list[float]], costs: dict[str, float]) -> Run:
    samples = {f"main{kpi}": {"today": NONE} for kpi in ("", "/fixed_cost", "/variable_pay")}
    for key, values in brings.items():
        cost = costs.get(key, 0.0)
        samples[f"relief {key}"] = {"today": [value - cost for value in values]}
        samples[f"relief {key}/fixed_cost"] = {"today": [0.75 * cost] * 3}
        samples[f"relief {key}/variable_pay"] = {"today": [0.25 * cost] * 3}
    return hand_made(samples, also={"bottleneck_replications": 3})


@pytest.mark.parametrize(
    ("cost", "said"),
    [(1e6, "shown to be a gain: it pays"), (6e6, "is not shown"), (3e7, "shown to be a loss: it doesn't pay")],
)
def test_the_bottleneck_is_the_relief_that_brings_most_and_pays_only_if_shown(
    view_of: ViewOf, cost: float, said: str
) -> None:
    run = relieved({"role rep": UP, "stage work": OPEN}, {"role rep": cost})
    text = " ".join(findings_levers.bottleneck(view_of(run, "en")))
    assert "one more person in the role" in text
    assert "CNY 6.00 million" in text
    assert said in text
    assert "Not shown to bring anything: a tenth less effort" in text


@pytest.mark.parametrize(("other", "told"), [(NONE, True), (OPEN, False)])
def test_the_largest_of_several_reliefs_is_a_bottleneck_only_if_shown_among_them_all(
    view_of: ViewOf, other: list[float], told: bool
) -> None:
    view = view_of(relieved({"role rep": [1.35e6, 0.65e6, 1e6], "stage work": other}, {}), "en")
    text = " ".join(findings_levers.bottleneck(view))
    assert (": one more person" in text) == told
    assert ("simultaneous 95 % interval: 0." in text) == told
    shown = tables.bottleneck(view).set_index("relief")["low"].iloc[0] > 0
    assert shown == told, "the table's intervals are the text's"


def test_without_a_shown_relief_there_is_no_bottleneck(view_of: ViewOf) -> None:
    view = view_of(relieved({"role rep": OPEN}, {"role rep": 1e6}), "en")
    assert "No single unit of relief" in " ".join(findings_levers.bottleneck(view))
    frame = chapters.bottleneck(view)
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(tables.bottleneck(view).columns)


@pytest.mark.parametrize("other", [NONE, UP])
def test_a_relief_that_is_shown_to_harm_is_said_to(view_of: ViewOf, other: list[float]) -> None:
    text = " ".join(findings_levers.bottleneck(view_of(relieved({"role rep": DOWN, "stage work": other}, {}), "en")))
    assert "Shown to bring less than nothing: one more person in the role" in text
    assert "Not shown to bring anything: one more person" not in text


def test_a_playbook_without_either_has_neither_chapter(view_of: ViewOf) -> None:
    view = view_of(hand_made({"main": {"today": NONE, "fast": NONE}}), "zh")
    assert chapters.trials(view) is None
    assert chapters.bottleneck(view) is None
