"""The chapters on service say how often levels are kept and what trials do, and nothing where there are none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sim.report import chapters, findings_accounts, findings_trial_use
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


def test_a_title_with_a_comma_is_quoted_where_schemes_stand_in_a_row(view_of: ViewOf, monkeypatch) -> None:
    titles = {"fast": "Areas, managers and CRM", "today": "Today"}
    monkeypatch.setattr(View, "scheme", lambda self, name: titles[name])
    assert 'shown for "Areas, managers and CRM".' in said(view_of)
    rates = {"today": [0.5, 0.6, 0.4], "fast": [0.7, 0.8, 0.6]}
    assert '"Areas, managers and CRM" +20' in said(view_of, renewal_share=rates)
    assert "“Areas, managers and CRM”+20" in said(view_of, "zh", renewal_share=rates)


def test_equal_levels_have_no_best_and_no_worst(view_of: ViewOf) -> None:
    text = said(view_of, cases_in_time_share={"today": [0.6] * 3, "fast": [0.6] * 3})
    assert "most often" not in text and "60.0" in text


def test_nothing_is_said_of_levels_where_there_are_none(view_of: ViewOf) -> None:
    assert "level" not in said(view_of, cases_in_time_share={"today": NONE, "fast": NONE})


def trying(view_of: ViewOf, wins: list[float], lang: str = "en") -> str:
    kpis = {
        "trials_given": {"today": NONE, "fast": [200.0] * 3},
        "trial_cost": {"today": [0.0] * 3, "fast": [3e5] * 3},
        "win_rate": {"today": [0.05] * 3, "fast": wins},
    }
    run = hand_made({"main": {"today": [0.0] * 3, "fast": [0.0] * 3}} | {f"main/{kpi}": kpis[kpi] for kpi in kpis})
    return " ".join(findings_trial_use.trial_use(view_of(run, lang)))


@pytest.mark.parametrize(
    ("wins", "en", "zh"),
    [
        ([0.07, 0.071, 0.072], "**more**", "**高于**"),
        ([0.03, 0.031, 0.032], "**fewer**", "**低于**"),
        ([0.02, 0.05, 0.09], "no difference", "未得到证明"),
    ],
)
def test_the_win_rate_of_a_scheme_with_trials_follows_its_interval(
    view_of: ViewOf, wins: list[float], en: str, zh: str
) -> None:
    assert en in trying(view_of, wins)
    assert zh in trying(view_of, wins, "zh")
    assert trying(view_of, wins).count("trials a year") == 1


def test_nothing_is_said_of_trials_where_nobody_gives_any(view_of: ViewOf) -> None:
    run = hand_made({"main": {"today": [0.0] * 3}, "main/trials_given": {"today": NONE}})
    assert chapters.before_sale(view_of(run, "en")) is None
