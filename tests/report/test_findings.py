"""What leads and people experience is told bound by bound, and left out where nothing happened or nothing differs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from IPython import display

import sim
from sim.report import findings
from sim.report.kernel import telling
from sim.report.publish import template
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import SLOW, Arranged
from tests.results.conftest import write_playbook

ViewOf = Callable[[Run, str], View]


def bounded(run: Run, *bounds: Mapping[str, Any]) -> Run:
    """The run decided under other bounds."""
    rule = run.playbook.experiment.decision
    changed = type(rule).model_validate({**rule.model_dump(mode="json"), "subject_to": list(bounds)})
    experiment = run.playbook.experiment.model_copy(update={"decision": changed})
    return replace(run, playbook=replace(run.playbook, experiment=experiment))


@pytest.mark.parametrize(
    ("lang", "pods_break", "all_keep"),
    [
        ("en", "Pods can be shown to break it.", "Every scheme keeps it."),
        ("zh", "可以证明“小组制”违反该约束。", "所有组织方案都满足。"),
    ],
)
def test_a_bound_names_those_who_break_it_and_not_those_who_break_another(
    arranged: Arranged, view_of: ViewOf, lang: str, pods_break: str, all_keep: str
) -> None:
    run = bounded(
        arranged({}, {"pods": SLOW}),
        {"kpi": "median_response_hours", "at_most": 8},
        {"kpi": "utilisation", "at_most": 1},
        {"kpi": "median_response_hours", "at_most": 100},
        {"kpi": "median_response_hours", "at_least": 0},
    )
    view = view_of(run, lang)
    assert view.verdict.feasibility["pods"] == "infeasible"
    bounds = findings.response(view)[-4:]
    pods_break = pods_break.replace("小组制", view.scheme("pods"))
    assert [pods_break in text for text in bounds] == [True, False, False, False]
    assert [all_keep in text for text in bounds] == [False, True, True, True]
    assert ("not less" if lang == "en" else "不低于") in bounds[3] or "at least" in bounds[3]


def test_ranges_with_equal_ends_are_not_told(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({})
    ends = {
        "effort": (findings.pay_plans, ("Mean effort", "平均努力程度")),
        "travel_share": (findings.load, ("On the road", "差旅时间")),
        "utilisation": (findings.load, ("busiest", "最忙")),
        "never_answered_share": (findings.response, ("fewest leads without", "从未跟进")),
        "wins": (findings.funnel, ("into wins, the most", "赢单最多")),
    }
    for kpi, (told_by, words) in ends.items():
        rows = run.variants["kpi"] == kpi
        spread = {name: 0.5 + index / 100 for index, name in enumerate(run.playbook.experiment.schemes)}
        for value, told in ((run.variants["scheme"].map(spread) * (100 if kpi == "wins" else 1), True), (0.5, False)):
            run.variants.loc[rows, "value"] = value
            for lang, word in zip(("en", "zh"), words, strict=True):
                assert any(word in text for text in told_by(view_of(run, lang))) == told, (kpi, lang)


@pytest.mark.parametrize(
    ("kpi", "told_by"), [("utilisation", findings.load), ("never_answered_share", findings.response)]
)
@pytest.mark.parametrize(("lang", "again"), [("en", "; Today: "), ("zh", "；“现状”为")])
def test_the_baseline_is_told_once_where_it_is_one_of_the_ends(
    arranged: Arranged, view_of: ViewOf, kpi: str, told_by: Callable[[View], list[str]], lang: str, again: str
) -> None:
    run = arranged({})
    rows = run.variants["kpi"] == kpi
    for own, times in ((0.1, 0), (0.9, 0), (0.5, 1)):
        spread = {name: 0.3 + index / 100 for index, name in enumerate(run.playbook.experiment.schemes)}
        spread |= {"pods": 0.6, "today": own}
        run.variants.loc[rows, "value"] = run.variants["scheme"].map(spread)
        assert told_by(view_of(run, lang))[0].count(again) == times


def executed(run: Run, lang: str, folder: Path) -> str:
    """Text of everything that the notebook shows of a run that is there, executed in this process."""
    shown: list[str] = []
    names: dict[str, Any] = {}
    cells = json.loads(template().read_text(encoding="utf-8"))["cells"]
    with pytest.MonkeyPatch.context() as patch, telling(folder):
        patch.setattr(display, "display", lambda data, **_: shown.append(data.get("text/html", "")))
        patch.setattr("sim.load_playbook", lambda *_, **__: run.playbook)
        patch.setattr("sim.run", lambda *_, **__: run)
        patch.setattr("sim.report.kernel.view", lambda *_: View(run, lang, folder))
        for cell in cells:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
                names["lang"] = lang
    return re.sub(r"<[^>]+>", " ", "\n".join(shown))


@pytest.mark.parametrize(
    ("changes", "wins"),
    [
        ({"market.demand.scale": 0}, False),
        # The last stage is never reached, since the first one takes all the time there is.
        ({"market.stages.call.thinking_hours": 2000, "market.stages.call.conversion": 0.9}, False),
        ({"run.replications": 1}, True),
    ],
)
def test_a_run_without_leads_or_with_a_stage_that_nobody_reached_is_told(
    tmp_path: Path, changes: dict[str, Any], wins: bool
) -> None:
    # Without leads nobody knows how many of each role a scheme with two roles wants.
    path = write_playbook(tmp_path / "tiny", {"schemes": {"line": {"process": "one-role"}}})
    run = sim.run(sim.load_playbook(path, changes), out=tmp_path / "run", workers=1)
    assert (run.samples("wins").to_numpy().sum() > 0) == wins
    for lang in ("en", "zh"):
        said = executed(run, lang, tmp_path / lang)
        assert len(said) > 2000
        assert not re.search(r"\bnan\b", said)
