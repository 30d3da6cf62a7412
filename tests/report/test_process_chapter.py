"""The chapter on what becomes of leads says what the run holds, and nothing of what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from sim.inputs.text import Text
from sim.report import process_chapter
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [0.0, 0.0, 0.0]
FATES = {
    "today": {"fate": {"won": 0.2, "lost:price": 0.3, "lost:put-off": 0.1, "invalid": 0.25, "open": 0.15}},
    "fast": {"fate": {"won": 0.3, "lost:price": 0.1, "lost:put-off": 0.2, "invalid": 0.25, "open": 0.15}},
}


def told(fates: dict[str, dict[str, dict[str, float]]], **kpis: dict[str, list[float]]) -> Run:
    samples: dict[str, dict[str, list[float]]] = {"main": {"today": NONE, "fast": NONE}}
    samples |= {f"main/{name}": values for name, values in kpis.items()}
    run = hand_made(samples)
    titles = {"price": Text(en="Price", zh="价格")}
    market = run.playbook.market.model_copy(update={"reason_titles": titles})
    rows = [
        (scheme, 0, dimension, item, "share", share)
        for scheme, dimensions in fates.items()
        for dimension, items in dimensions.items()
        for item, share in items.items()
    ]
    slices = pd.DataFrame(rows, columns=["scheme", "replication", "dimension", "item", "measure", "value"])
    return replace(run, slices=slices, playbook=replace(run.playbook, market=market))


def said(view: View) -> str:
    return " ".join(process_chapter.findings(view, process_chapter.fates(view)))


def test_the_most_frequent_reason_is_the_one_with_the_largest_share(view_of: ViewOf) -> None:
    assert "The most frequent reason of loss: Price (30.0" in said(view_of(told(FATES), "en"))
    turned = {"today": {"fate": {**FATES["today"]["fate"], "lost:price": 0.1, "lost:put-off": 0.3}}}
    assert "reason of loss: put-off (30.0" in said(view_of(told(FATES | turned), "en")), (
        "its name where it has no title"
    )
    assert "价格" in said(view_of(told(FATES), "zh"))


def test_what_the_run_does_not_hold_is_not_spoken_of(view_of: ViewOf) -> None:
    plain = {name: {"fate": {"won": 0.5, "lost": 0.4, "cold": 0.1}} for name in FATES}
    assert process_chapter.process(view_of(told(plain), "en")) is None
    assert process_chapter.process(view_of(hand_made({"main": {"today": NONE, "fast": NONE}}), "en")) is None
    text = said(view_of(told(FATES), "en"))
    assert "repeat another" not in text
    assert "turn out to be none" in text


@pytest.mark.parametrize(("kept", "best"), [(0.9, "fast"), (0.4, "today")])
def test_service_levels_are_kept_best_where_the_share_is_highest(view_of: ViewOf, kept: float, best: str) -> None:
    run = told(FATES, sla_kept_share={"today": [0.6] * 3, "fast": [kept] * 3})
    view = view_of(run, "en")
    text = " ".join(process_chapter.measured(view, process_chapter.kpis(view)))
    assert f"kept best by {best}" in text


def test_equal_service_levels_have_no_best_and_no_worst(view_of: ViewOf) -> None:
    view = view_of(told(FATES, sla_kept_share={"today": [0.6] * 3, "fast": [0.6] * 3}), "en")
    text = " ".join(process_chapter.measured(view, process_chapter.kpis(view)))
    assert "best" not in text and "Under every scheme with service levels 60.0" in text


def test_reasons_are_listed_in_the_order_of_the_funnel_the_largest_first(view_of: ViewOf) -> None:
    losses = {"loss": {"work:put-off": 0.1, "work:price": 0.3, "work:none": 0.0}}
    table = process_chapter.losses(view_of(told({"today": FATES["today"] | losses}), "en"))
    assert table["reason"].tolist() == ["Price", "put-off"]
    assert table["share"].tolist() == [0.3, 0.1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_chapter_is_drawn_and_kept_in_both_languages(view_of: ViewOf, lang: str) -> None:
    losses = {"loss": {"work:price": 0.3}}
    run = told(
        {"today": FATES["today"] | losses, "fast": FATES["fast"]},
        duplicate_work_share={"today": [0.04] * 3, "fast": [0.05] * 3},
        sla_kept_share={"today": [float("nan")] * 3, "fast": [0.5] * 3},
    )
    view = view_of(run, lang)
    frame = process_chapter.process(view)
    assert frame is not None
    assert frame.loc["today"].sum() == pytest.approx(1)
    for name in (f"figures/fates.{lang}.svg", "tables/fates.csv", f"tables/losses.{lang}.csv", "tables/process.csv"):
        assert (view.folder / name).is_file(), name
