"""The chapter on other markets says what each market's own samples show, and the opposite of opposite results."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from sim.report import markets_chapter
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import OTHERS, Arranged

HIGH = 9e6


def there(run: Run, scheme: str, amount: float) -> Run:
    """The run with that scheme that much higher at high load, in every replication."""
    frame = run.variants.copy()
    rows = (frame["variant"] == "market china-industrial-high") & (frame["kpi"] == "contribution")
    frame.loc[rows & (frame["scheme"] == scheme), "value"] += amount
    return replace(run, variants=frame)


def told(run: Run, folder: Path, lang: str = "en") -> list[str]:
    view = View(run, lang, folder)
    return list(markets_chapter.findings(view, markets_chapter.ways_by_market(run)))


@pytest.mark.parametrize(
    ("scheme", "way", "gain"),
    [("by-product", "product and service", "gain over Today"), ("crm", "CRM", "gain over Today")],
)
def test_each_market_names_its_own_first(arranged: Arranged, tmp_path: Path, scheme: str, way: str, gain: str) -> None:
    here, low, high, same = told(there(arranged({"by-need": HIGH}), scheme, 90e6), tmp_path)
    assert "customer comes first by its mean (Customer need" in here
    assert "customer comes first" in low
    assert f"{way} comes first" in high
    assert "at high load" in high
    assert gain in high
    assert "differs from market to market" in same


def test_what_is_not_shown_is_said_to_be_open(arranged: Arranged, tmp_path: Path) -> None:
    texts = told(arranged(dict.fromkeys(OTHERS, 1e6)), tmp_path)
    assert texts[-1].startswith("In no market is any way shown")
    assert all("it is not shown to come before every other way" in text for text in texts[:3])


def test_who_loses_everywhere_is_said_to_lose(arranged: Arranged, tmp_path: Path) -> None:
    texts = told(arranged({"today": 60e6}), tmp_path)
    assert all("shown to lose to Today all the same" in text for text in texts[:3])


def test_the_chapter_has_a_picture_and_a_table_in_both_languages(arranged: Arranged, tmp_path: Path) -> None:
    for lang in ("en", "zh"):
        view = View(arranged({"by-need": HIGH}), lang, tmp_path)
        table = markets_chapter.markets(view)
        assert table is not None
        assert set(table["market"]) == {"", "china-industrial-low", "china-industrial-high"}
        assert (tmp_path / "figures" / f"markets.{lang}.svg").is_file()
        assert not [text for text in told(view.run, tmp_path, "zh") if re.search(r"\b(first|shown|market)\b", text)]
    assert markets_chapter.markets(View(without_markets(view.run), "en", tmp_path)) is None


def without_markets(run: Run) -> Run:
    return replace(run, playbook=replace(run.playbook, other_markets={}))
