"""The chapter on what comes after the sale says how often service levels are kept, and nothing where there are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.report import findings_accounts
from sim.report.view import View
from sim.results.run import Run
from tests.results.conftest import hand_made

ViewOf = Callable[[Run, str], View]
NONE = [float("nan")] * 3


def said(view_of: ViewOf, lang: str = "en", **kpis: dict[str, list[float]]) -> str:
    """The sentences of a run in which these KPIs are as given."""
    same = [0.5, 0.6, 0.4]
    shown = {kpi: {"today": same, "fast": same} for kpi in findings_accounts.SHOWN} | kpis
    run = hand_made({"main": {"today": [0.0] * 3, "fast": [0.0] * 3}} | {f"main/{kpi}": shown[kpi] for kpi in shown})
    return " ".join(findings_accounts.after_sale(view_of(run, lang)))


@pytest.mark.parametrize(("kept", "best", "worst"), [(0.9, "fast", "today"), (0.4, "today", "fast")])
def test_levels_are_kept_most_often_where_the_share_is_highest(
    view_of: ViewOf, kept: float, best: str, worst: str
) -> None:
    text = said(view_of, cases_in_time_share={"today": [0.6] * 3, "fast": [kept] * 3})
    assert f"kept most often by {best}" in text
    assert f"least often by {worst}" in text


def test_one_scheme_with_levels_is_compared_with_nobody(view_of: ViewOf) -> None:
    levels = {"cases_in_time_share": {"today": NONE, "fast": [0.7] * 3}}
    assert "fast begins 70.0" in said(view_of, **levels)
    assert "按时开始处理的占70.0" in said(view_of, "zh", **levels)


def test_nothing_is_said_of_levels_where_there_are_none(view_of: ViewOf) -> None:
    assert "level" not in said(view_of, cases_in_time_share={"today": NONE, "fast": NONE})
