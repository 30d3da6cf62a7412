"""The chapter on pay: sentences and tables follow the figures; there is none where all are paid alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import inf
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.inputs.models.transition import Transition
from sim.report import figures_pay, pay_chapter, show
from sim.report.view import View
from sim.results import pay
from sim.results.pay_rows import LINES, OF_A_PERSON
from sim.results.run import Run
from sim.results.static import STATIC, static_market
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


def of_cost(lang: str, weeks: int, monkeypatch, tmp_path) -> tuple[View, pd.DataFrame]:
    """Six replications with pay of 1 to 6 million a year and a budget of 4.5 million; of a window of so many weeks."""
    run = run_of("org-design", 1)
    experiment = run.playbook.experiment
    length = experiment.run.model_copy(update={"weeks": weeks})
    other = replace(run, playbook=replace(run.playbook, experiment=experiment.model_copy(update={"run": length})))
    other.__dict__["resolved"] = run.resolved
    kpis = {"variable_pay": [4e6, 1e6, 6e6, 2e6, 3e6, 5e6], "pay_budget": [4.5e6] * 6}
    monkeypatch.setattr(Run, "samples", lambda self, kpi: pd.DataFrame(dict.fromkeys(experiment.schemes, kpis[kpi])))
    return View(other, lang, tmp_path), pay.pay_cost(other)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_pay_costs_is_told_in_its_own_quantiles_and_how_often_it_exceeds_its_budget(lang, monkeypatch, tmp_path):
    view, cost = of_cost(lang, 52, monkeypatch, tmp_path)
    assert set(cost["mean"]) == {3.5e6} and set(cost["budget"]) == {4.5e6}
    for name, value in (("p10", 1.5e6), ("p50", 3.5e6), ("p90", 5.5e6), ("over", 2 / 6)):
        assert cost[name].tolist() == pytest.approx([value] * len(cost))
    rest = pay_chapter.cost_told(view, cost)[0]
    for said in (*map(view.money, (3.5e6, 1.5e6, 3.5e6, 5.5e6, 4.5e6)), view.share(2 / 6, 0)):
        assert said in rest
        rest = rest.split(said, 1)[1]


def test_the_picture_of_cost_reaches_from_the_lower_tenth_to_the_upper(monkeypatch, tmp_path):
    view = of_cost("en", 52, monkeypatch, tmp_path)[0]
    drawn: list[tuple[pd.Series, ...]] = []
    plain = figures_pay.base.dots_with_intervals
    monkeypatch.setattr(
        figures_pay.base, "dots_with_intervals", lambda *args: (drawn.append(args[2:5]), plain(*args))[-1]
    )
    figures_pay.cost(view)
    middle, low, high = (values.iloc[0] for values in drawn[0])
    assert (low / middle, high / middle) == pytest.approx((1.5 / 3.5, 5.5 / 3.5))


@pytest.mark.parametrize(("lang", "said"), [("en", "annualised over 104 weeks"), ("zh", "由104周折算为一年")])
def test_a_window_that_is_no_year_is_told_beside_what_a_year_of_pay_comes_to(lang, said, monkeypatch, tmp_path):
    assert said in " ".join(pay_chapter.cost_told(*of_cost(lang, 104, monkeypatch, tmp_path)))
    assert len(pay_chapter.cost_told(*of_cost(lang, 52, monkeypatch, tmp_path))) == 3


@pytest.mark.parametrize(("lang", "said"), [("en", "by the plan that it ends with"), ("zh", "按最后的薪酬方案计算")])
def test_a_plan_that_changes_within_the_run_is_told_beside_its_budget(lang, said, monkeypatch, tmp_path):
    view, cost = of_cost(lang, 52, monkeypatch, tmp_path)
    assert said not in " ".join(pay_chapter.cost_told(view, cost))
    schemes = view.run.playbook.experiment.schemes
    for start, changes in (("today", True), (None, True), ("accelerator", False)):
        goes_over = {"transition": Transition(week=30, from_scheme=start)}
        moving = schemes | {"accelerator": schemes["accelerator"].model_copy(update=goes_over)}
        experiment = view.run.playbook.experiment.model_copy(update={"schemes": moving})
        run = replace(view.run, playbook=replace(view.run.playbook, experiment=experiment))
        run.__dict__["resolved"] = view.run.resolved
        assert (said in " ".join(pay_chapter.cost_told(View(run, lang, tmp_path), cost))) == changes


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
    assert spoken.say("pay.heading.behaviour") in text


def test_lines_of_pay_are_means_over_replications(paid):
    rows = paid.slices[(paid.slices["dimension"] == "pay line") & (paid.slices["scheme"] == "today")]
    for line, amount in pay.pay_lines(paid).loc["today"].items():
        values = rows.loc[rows["item"] == line, "value"].tolist()
        assert amount == pytest.approx(sum(values) / len(values)) and len(values) == 3


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


@pytest.mark.parametrize(
    ("lang", "bounds", "said"),
    [
        ("en", (-inf, inf), "CNY 2.00 million (no interval)"),
        ("en", (1e6, inf), "CNY 2.00 million (at least CNY 1.00 million)"),
        ("en", (-inf, 3e6), "CNY 2.00 million (at most CNY 3.00 million)"),
        ("en", (1e6, 3e6), "CNY 2.00 million (CNY 1.00 million to CNY 3.00 million)"),
        ("zh", (-inf, inf), "200万元（无区间）"),
        ("zh", (1e6, inf), "200万元（不低于100万元）"),
        ("zh", (-inf, 3e6), "200万元（不高于300万元）"),
        ("zh", (1e6, 3e6), "200万元（100万元至300万元）"),
    ],
)
def test_a_percentile_is_told_with_the_bounds_that_there_are(view, lang, bounds, said):
    cost = pay.pay_cost(view(lang).run).head(1)
    cost = cost.assign(p10=2e6, p10_low=bounds[0], p10_high=bounds[1])
    assert pay_chapter.cost_table(view(lang), cost)["pay_p10"].tolist() == [said]


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


@pytest.mark.parametrize(("lang", "said"), [("en", "By itself, behaviour makes"), ("zh", "自身的结果而言")])
def test_what_behaviour_makes_of_the_baseline_is_told(view, lang, said):
    spoken = view(lang)
    own = rows(-1e6, -2e6, -5e5).assign(scheme=spoken.baseline)
    told = pay_chapter.behaviour_told(spoken, pd.concat([own, rows(1e6, 5e5, 2e6)]))
    assert said in told[-1] and spoken.money_with_interval(-1e6, -2e6, -5e5, signed=True)[0] in told[-1]


@pytest.mark.parametrize(("lang", "said"), [("en", "nobody heeds pay"), ("zh", "无人因薪酬改变做法")])
def test_where_nothing_in_the_market_heeds_pay_that_is_told_instead_of_what_is_not_shown(view, lang, said):
    spoken = view(lang)
    playbook = replace(spoken.run.playbook, market=static_market(spoken.run.playbook.market))
    run = replace(spoken.run, playbook=playbook)
    still = View(run, lang, spoken.folder)
    told = pay_chapter.behaviour_told(still, rows(0, 0, 0))
    assert len(told) == 2 and said in told[-1]
    assert said not in " ".join(pay_chapter.behaviour_told(spoken, rows(0, 0, 0)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_of_payouts_names_whose_pay_it_draws(view, lang, monkeypatch):
    captions: list[str] = []
    monkeypatch.setattr(figures_pay.base, "finish", lambda view, axes, name, alt, caption: captions.append(caption))
    spoken = view(lang)
    figures_pay.payout_curves(spoken)
    plan = spoken.run.playbook.experiment.schemes["today"].incentives
    assert spoken.role(next(iter(plan.roles))) in captions[0]


def test_a_plan_s_title_makes_no_difference_and_a_stated_budget_opens_the_chapter():
    run = run_of("org-design", 1)
    today = run.playbook.experiment.schemes["today"]

    def with_plans(*changes):
        schemes = {
            str(index): today.model_copy(update={"incentives": today.incentives.model_copy(update=change)})
            for index, change in enumerate(changes)
        }
        experiment = run.playbook.experiment.model_copy(update={"schemes": schemes})
        return replace(run, playbook=replace(run.playbook, experiment=experiment))

    assert not pay.plans_differ(with_plans({}, {"title": "Another"}))
    assert pay.plans_differ(with_plans({}, {"cap_attainment": 1.5}))
    assert pay.plans_differ(with_plans({"budget_per_year": 5.0}, {"budget_per_year": 5.0}))


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
