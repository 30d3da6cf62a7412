"""The chapter on pay: sentences and tables follow the figures; there is none where all are paid alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.report import figures_pay, pay_chapter, show
from sim.report.view import View
from sim.results import pay
from sim.results.pay_rows import LINES, OF_A_PERSON
from sim.results.run import Run
from sim.results.static import STATIC
from tests.report.reports import run_of

LANGUAGES = ("en", "zh")


@pytest.fixture(scope="module")
def paid(tmp_path_factory) -> Run:
    """Results of org-design, in which one scheme has another plan, with people and lines that are written down."""
    run = run_of("org-design", 1)
    rng, rows = np.random.default_rng(1), []
    for scheme in run.playbook.experiment.schemes:
        for replication in range(3):
            for line in LINES:
                rows.append((scheme, replication, "pay line", line, "amount", 1e6 * rng.random()))
            for seat in range(12):
                values = rng.random(len(OF_A_PERSON))
                values[0], values[1:-1] = values[-1], 1  # attainment is skill alone
                named = zip(OF_A_PERSON, values, strict=True)
                rows.extend((scheme, replication, "person", f"rep|{seat}", name, value) for name, value in named)
    more = pd.DataFrame(rows, columns=run.slices.columns)
    main = run.variants
    contribution = main[(main["variant"] == "main") & (main["kpi"] == "contribution")]
    off = contribution.assign(variant=STATIC, value=contribution["value"] * 0.5)
    found = replace(run, slices=pd.concat([run.slices, more]), variants=pd.concat([main, off]))
    found.__dict__["resolved"] = run.resolved
    return found


@pytest.fixture
def view(paid, tmp_path) -> Callable[[str], View]:
    return lambda lang: View(paid, lang, tmp_path)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_chapter_is_shown_with_its_pictures_and_tables(view, lang, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(show, "html", lambda content, lang: shown.append(content))
    spoken = view(lang)
    cost = pay_chapter.pay_chapter(spoken)
    assert cost is not None and list(cost["scheme"]) == pay.paid_schemes(spoken.run)
    for name in ("payout", "pay-cost", "attainment", "pay-causes", "behaviour"):
        assert (spoken.folder / "figures" / f"{name}.{lang}.svg").is_file()
    for name in ("pay_cost", "pay_lines", "pay_causes", "pay_behaviour"):
        assert (spoken.folder / "tables" / f"{name}.csv").is_file()
    text = " ".join(shown)
    assert spoken.say("pay.heading.behaviour") in text and spoken.say("pay.no_bound") in text


def test_attainment_that_is_skill_alone_is_told_as_skill(view):
    text = pay_chapter.shares_told(view("en"), pay.shares(view("en").run))[0]
    assert "skill 100%" in text.replace(" %", "%")
    assert "luck 0%" in text.replace(" %", "%")


def test_the_chapter_is_told_where_nobody_s_attainment_varies_or_does_in_one_scheme_alone(paid, tmp_path, monkeypatch):
    monkeypatch.setattr(show, "html", lambda content, lang: None)
    slices = paid.slices
    same = slices["measure"].eq("attainment")
    flat = slices.assign(value=slices["value"].where(~same, 1.0))
    lone = slices.assign(value=slices["value"].where(~same | slices["scheme"].eq("accelerator"), 1.0))
    for rows, spoken in ((flat, []), (lone, ["accelerator"])):
        run = replace(paid, slices=rows)
        run.__dict__["resolved"] = paid.resolved
        assert pay.shares(run)["scheme"].unique().tolist() == spoken
        assert pay_chapter.pay_chapter(View(run, "en", tmp_path)) is not None


def test_bars_of_causes_are_stacked_to_the_whole(view):
    axes = figures_pay.causes(view("en"), pay.shares(view("en").run))
    for row in zip(*axes.containers, strict=True):
        ends = [bar.get_x() + bar.get_width() for bar in row]
        assert [bar.get_x() for bar in row] == pytest.approx([0, *ends[:-1]], abs=1e-9)
        assert ends[-1] == pytest.approx(100)


@pytest.mark.parametrize(("lang", "said"), [("en", "who leaves for better pay still does"), ("zh", "离职仍受薪酬影响")])
def test_what_stays_on_where_nobody_heeds_pay_is_told(view, lang, said):
    assert said in pay_chapter.behaviour_told(view(lang), pay.behaviour(view(lang).run))[0]


def test_a_percentile_that_nothing_bounds_says_so(view):
    table = pay_chapter.cost_table(view("en"), pay.pay_cost(view("en").run))
    assert table["pay_p10"].str.contains("no bound").all()


def rows(owed: float, low: float, high: float) -> pd.DataFrame:
    names = ["on", "on_low", "on_high", "off", "off_low", "off_high", "owed", "owed_low", "owed_high"]
    return pd.DataFrame([("accelerator", *[0.0] * 6, owed, low, high, 3)], columns=["scheme", *names, "n"])


@pytest.mark.parametrize(
    ("owed", "key"),
    [((1e6, 5e5, 2e6), "adds"), ((-1e6, -2e6, -5e5), "takes"), ((1e6, -1e5, 2e6), "open"), ((1e6, -inf, inf), "open")],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_behaviour_makes_of_a_difference_follows_its_interval(view, lang, owed, key):
    spoken = view(lang)
    text = " ".join(pay_chapter.behaviour_told(spoken, rows(*owed)))
    marks = {"adds": ("**add**", "**增加**"), "takes": ("**take**", "**减少**"), "open": ("not shown", "未得到证明")}
    here = LANGUAGES.index(lang)
    assert {name for name, said in marks.items() if said[here] in text} == {key}


def test_a_payout_curve_is_the_plan_s_own_payment_at_each_attainment(view):
    spoken = view("en")
    at = np.array([0.5, 1.0, 2.0, 3.0])
    assert figures_pay.curve(spoken, "today", at) == pytest.approx([0.5, 1, 2, 3])
    scale = spoken.run.resolved["accelerator"].pay_scale
    # 0.8 to the quota, 0.1 on reaching it, 1.8 from there to the cap of 2.5.
    expected = [0.4, 0.9, 2.7, 0.9 + 1.8 * 1.5]
    assert figures_pay.curve(spoken, "accelerator", at) == pytest.approx([scale * value for value in expected])


def test_gains_by_kind_of_customer_know_nothing_of_people_or_lines_of_pay(paid):
    from sim.results import beside

    assert not {"person", "pay line"} & set(beside.gains(paid, "accelerator")["kind"])


def test_where_everyone_is_paid_alike_there_is_no_chapter():
    assert pay_chapter.pay_chapter(View(run_of("training", 1), "en", Path("nowhere"))) is None


def test_what_a_scheme_owes_to_behaviour_is_paired_by_replication():
    run = run_of("org-design", 1)
    main = run.variants[run.variants["variant"] != STATIC]
    both = main[(main["variant"] == "main") & (main["kpi"] == "contribution")]
    off = both.assign(variant=STATIC, value=both["value"] - both["replication"] * 1e5)
    off.loc[off["scheme"] == "accelerator", "value"] -= 3e5
    table = pay.behaviour(replace(run, variants=pd.concat([main, off]))).set_index("scheme")
    # What differs by replication alone cancels within the pairs.
    assert table.loc["accelerator", ["owed", "owed_low", "owed_high"]].tolist() == pytest.approx([3e5] * 3)
    assert table.loc["balanced", "owed"] == pytest.approx(0, abs=1e-6)
    assert table.loc["today", "owed"] == pytest.approx(1e5)
