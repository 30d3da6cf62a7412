"""Sentences follow the numbers: fed with opposite results, they say the opposite, and never more than is shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from math import exp
from types import SimpleNamespace

import pytest

from sim.inputs.models.playbook import MOST_REPLICATIONS
from sim.report import caveats, findings, findings_beside, findings_money, headline, numbers, sentences
from sim.report.view import View
from sim.results.playbook import vary
from sim.results.run import Run
from tests.report.conftest import OTHERS, Arranged

ViewOf = Callable[[Run, str], View]
HIGH, LOW = 9e6, 1e6
UNTRANSLATED = re.compile(r"\b(a year|earns|than|most|the)\b")


def test_the_winner_is_named_with_its_gain(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"by-need": HIGH}), "en")
    said = headline.verdict(view)
    assert view.verdict.recommended == "by-need"
    assert said.startswith("Customer need earns CNY 8.0")
    assert "more than Today" in said
    assert "95 % confidence" in said
    assert "Not decided" not in said


def test_the_opposite_result_keeps_today(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"today": HIGH, "by-need": 3e6}), "en")
    said = headline.verdict(view)
    assert view.verdict.recommended == "today"
    assert said.startswith("Keep Today")
    assert "Customer need, earns CNY 6.0" in said.replace("5.9", "6.0")
    assert "more than" not in said


def test_a_tie_is_never_called_a_win(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({}), "en")
    assert view.verdict.recommended is None
    said = headline.verdict(view)
    assert said.startswith("Not decided") or "earn the same" in said
    assert any("includes zero" in text for text in sentences.why(view))


def test_why_is_silent_about_zero_when_a_scheme_differs(arranged: Arranged, view_of: ViewOf) -> None:
    said = " ".join(sentences.why(view_of(arranged({"by-need": HIGH}), "en")))
    assert "includes zero" not in said


def test_fewer_replications_than_were_run_are_never_asked_for(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": 3e6, **dict.fromkeys(OTHERS, -9e6)})
    found, decision = run.verdict, run.verdict.decision
    for stands, words in ((900, "about 900 replications would settle it"), (None, "")):
        narrow = replace(
            found,
            status="undecided",
            required_replications=2,
            detectable_gain=1e5,
            decision=replace(decision, replications_if_differences_stand=stands),
        )
        view = view_of(run, "en")
        object.__setattr__(view, "run", SimpleNamespace(playbook=run.playbook, verdict=narrow))
        said = " ".join(sentences.what_would_decide(view))
        assert "as narrow as the indifference" in said
        assert "run.replications=2" not in said
        assert words in said


def test_one_replication_says_nothing_of_what_can_be_told_apart(arranged: Arranged, view_of: ViewOf) -> None:
    view = view_of(arranged({"by-need": HIGH}, replications=1), "en")
    assert sentences.what_would_decide(view) == []


@pytest.mark.parametrize(("lever", "said"), [("routing", False), ("incentives", True)])
def test_a_scheme_differs_in_pay_only_if_every_other_lever_is_the_same(
    arranged: Arranged, view_of: ViewOf, lever: str, said: bool
) -> None:
    run = arranged({"accelerator": HIGH})
    schemes = run.playbook.experiment.schemes
    if lever == "routing":
        other = schemes["accelerator"].routing.model_copy(update={"task_order": "value"})
        schemes = {**schemes, "accelerator": schemes["accelerator"].model_copy(update={"routing": other})}
    experiment = run.playbook.experiment.model_copy(update={"schemes": schemes})
    view = view_of(replace(run, playbook=replace(run.playbook, experiment=experiment)), "en")
    assert any("differs in pay only" in clause for clause in caveats.caveats(view)) == said


FOLLOWED = {
    "en": r"(?P<leads>[\d,]+) leads a year come in over the (?P<weeks>\d+) measured weeks.*a year's worth of the "
    r"leads that can be followed to the end \(those of the first (?P<early>\d+) weeks\): (?P<followed>[\d,]+) reach",
    "zh": r"(?P<weeks>\d+)周测量期内每年进来(?P<leads>[\d,]+)条线索.*前(?P<early>\d+)周到达的.*折算为一年的数量："
    r".*阶段的为(?P<followed>[\d,]+)条",
}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_funnel_counts_the_leads_of_the_scheme_that_it_names(
    arranged: Arranged, view_of: ViewOf, lang: str
) -> None:
    run = arranged({})
    frame = run.variants
    mine = (frame["variant"] == "main") & (frame["scheme"] == "pods")
    first = next(iter(run.playbook.market.stages))
    # More came in the weeks that can be followed than in those after them: a year's worth of them is more than of all.
    values = {"wins": 4_444.0, "leads": 9_876.0, f"stage_entered.{first}": 10_500.0}
    for kpi, value in values.items():
        frame.loc[mine & (frame["kpi"] == kpi), "value"] = value
    view = view_of(run, lang)
    (told, *_) = findings.funnel(view)
    start = {"en": "Pods turns 4,444 leads a year into wins", "zh": f"“{view.scheme('pods')}”每年赢单最多，为4,444笔"}
    assert told.startswith(start[lang])
    found = re.search(FOLLOWED[lang], told)
    assert found is not None, told
    assert found.groupdict() == {"leads": "9,876", "weeks": "8", "early": "4", "followed": "10,500"}
    assert not re.search("of them|of those|其中", told), "neither is a part of the other"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_followed_leads_of_the_funnel_are_a_part_of_all_when_counted_over_their_own_weeks(
    small_run: Run, view_of: ViewOf, lang: str
) -> None:
    found = re.search(FOLLOWED[lang], findings.funnel(view_of(small_run, lang))[0])
    assert found is not None
    said = {name: int(value.replace(",", "")) for name, value in found.groupdict().items()}
    assert said["early"] < said["weeks"]
    assert 0.3 < said["followed"] * said["early"] / (said["leads"] * said["weeks"]) < 0.7, "about half of the weeks"


def test_a_short_follow_up_is_told(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    frame = run.variants
    rows = (frame["variant"] == "main") & (frame["kpi"] == "still_open_share")
    for share, told in ((0.02, False), (0.3, True)):
        frame.loc[rows, "value"] = share
        said = " ".join(findings.funnel(view_of(run, "en")))
        assert ("follow-up is short" in said) == told
    assert "30.0 % of the leads of Customer need" in said


def test_one_budget_or_several_are_told(small_run: Run, view_of: ViewOf) -> None:
    assert any("same budget for fixed cost" in text for text in findings.market(view_of(small_run, "en")))
    dear = vary(small_run.playbook, {"schemes.pods.people.budget_factor": 1.5})
    other = replace(small_run, playbook=dear)
    said = findings.market(view_of(other, "en"))[-1]
    assert "differs" in said
    assert said.endswith("in Pods.")


def test_a_scheme_beyond_the_budget_is_named_with_the_amount(small_run: Run, view_of: ViewOf) -> None:
    twice = {role: 2 * heads for role, heads in small_run.resolved["pods"].heads.items()}
    other = replace(small_run, playbook=vary(small_run.playbook, {"schemes.pods.people.heads": twice}))
    pods = other.resolved["pods"]
    over = pods.fixed_cost_per_year - pods.budget_per_year
    assert over > 0
    assert "same budget" in findings.market(view_of(other, "en"))[-1]
    for lang, words in (("en", "a year more than the budget it is compared at"), ("zh", "比用于比较的预算高出")):
        assert not any(words in clause for clause in caveats.caveats(view_of(small_run, lang)))
        view = view_of(other, lang)
        (clause,) = [clause for clause in caveats.caveats(view) if words in clause]
        assert view.scheme("pods") in clause
        assert view.money(over) in clause


def test_pay_plans_are_not_ranked_without_a_response(small_run: Run, view_of: ViewOf) -> None:
    silent = replace(small_run, playbook=vary(small_run.playbook, {"market.effects.effort_response": None}))
    assert "can't be ranked" in findings.pay_plans(view_of(silent, "en"))[0]
    assert "无法对薪酬方案排名" in findings.pay_plans(view_of(silent, "zh"))[0]
    assert "can't be ranked" not in " ".join(findings.pay_plans(view_of(small_run, "en")))


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (
            {"assembly-line": 0.3},
            "best in Assembly line (familiarity 0.30, Today 0.05): that alone makes it take about",
        ),
        ({"assembly-line": 0.052}, "Nowhere do people know the task in hand better than in Today (familiarity 0.05)"),
        ({"today": 0.2}, "better than in Today (familiarity 0.20)"),
    ],
)
def test_who_knows_the_task_best_is_told_with_the_hours_that_it_saves(
    small_run: Run, view_of: ViewOf, known: dict[str, float], said: str
) -> None:
    frame = small_run.variants.copy()
    rows = frame["kpi"] == "familiarity"
    frame.loc[rows, "value"] = frame.loc[rows, "scheme"].map(lambda name: known.get(name, 0.05))
    (text,) = findings.familiarity(view_of(replace(small_run, variants=frame), "en"))
    assert said in text
    exponent = float(small_run.playbook.market.effects.learning.exponent)  # type: ignore[union-attr]
    if "Assembly line" in text:
        assert f"about {100 * (1 - exp(-exponent * 0.25)):.1f} % fewer hours" in text
    without = replace(small_run, playbook=vary(small_run.playbook, {"market.effects.learning": None}))
    assert findings.familiarity(view_of(without, "zh")) == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_no_command_is_advised_that_is_refused(arranged: Arranged, view_of: ViewOf, lang: str) -> None:
    run = arranged({})
    view = view_of(run, lang)
    assert view.verdict.status == "undecided"
    for needed, command in ((MOST_REPLICATIONS, True), (MOST_REPLICATIONS + 1, False)):
        verdict = replace(run.verdict, required_replications=needed)
        object.__setattr__(run, "__dict__", {**run.__dict__, "verdict": verdict})
        said = " ".join(sentences.what_would_decide(view_of(run, lang)))
        assert (f"-p run.replications={needed}" in said) == command
        assert (("won't decide it" if lang == "en" else "得不出定论") in said) != command
        assert numbers.fixed(needed, 0) in said


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_that_offers_stand_on_assumed_needs_is_said_where_they_do(
    arranged: Arranged, view_of: ViewOf, lang: str
) -> None:
    words = {"en": "makes other offers", "zh": "采用不同的产品方案"}[lang]
    run = arranged({"by-need": HIGH})
    schemes = run.playbook.experiment.schemes
    for products, told in ((schemes["one-offer"].products, True), (schemes["today"].products, False)):
        changed = {**schemes, "by-need": schemes["by-need"].model_copy(update={"products": products})}
        experiment = run.playbook.experiment.model_copy(update={"schemes": changed})
        other = replace(run, playbook=replace(run.playbook, experiment=experiment))
        said = " ".join(caveats.caveats(view_of(other, lang)))
        assert (words in said) == told
        assert "most of the margin" not in said
        off = replace(other, playbook=vary(other.playbook, {"market.effects.need_fit": None}))
        assert words not in " ".join(caveats.caveats(view_of(off, lang)))


def test_a_gain_in_the_null_market_has_no_cause_that_nobody_measured(arranged: Arranged, view_of: ViewOf) -> None:
    for lang, words in (("en", "comes from something else"), ("zh", "另有来源")):
        said = findings_beside.null(view_of(arranged({"by-need": HIGH}), lang))[0]
        assert words in said
        assert not re.search("pooling|managers|排队|经理", said)


def test_there_is_always_a_caveat(arranged: Arranged, view_of: ViewOf) -> None:
    for contributions in ({}, {"by-need": HIGH}, {"today": HIGH}):
        assert caveats.caveats(view_of(arranged(contributions), "en"))


@pytest.mark.parametrize("contributions", [{}, {"by-need": HIGH}, {"today": HIGH}, {"accelerator": HIGH}])
def test_chinese_sentences_hold_no_english(
    arranged: Arranged, view_of: ViewOf, contributions: dict[str, float]
) -> None:
    view = view_of(arranged(contributions), "zh")
    said = [headline.verdict(view), *sentences.below(view), *sentences.why(view), *sentences.what_would_decide(view)]
    said += [*findings_money.ledger(view), *findings.market(view), *findings.funnel(view), *findings.response(view)]
    said += [*findings.load(view), *findings.people(view), *findings_money.money(view), *findings_money.gap(view)]
    said += [*findings_beside.ways(view), *findings_beside.null(view), *findings_beside.steady(view)]
    said += [*findings_beside.robustness(view), *caveats.caveats(view), findings.waiting(view)]
    said += [findings_beside.sweep(view, name) for name in ("team-size", "learning", "load")]
    said += findings_beside.turns(view)["outcome"].tolist()
    for text in said:
        assert not UNTRANSLATED.search(text), text
        assert "{" not in text


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (1_264_000.0, "CNY 1.26 million", "126万元"),
        (-234_567.0, "−CNY 235,000", "−23.5万元"),
        (9_876.0, "CNY 9,880", "9,880元"),
        (0.0, "CNY 0", "0元"),
        (2.5e8, "CNY 250 million", "2.50亿元"),
        (3.2e9, "CNY 3.20 billion", "32.0亿元"),
    ],
)
def test_money_is_written_as_people_write_it(value: float, english: str, chinese: str) -> None:
    assert numbers.money(value, "CNY", "en") == english
    assert numbers.money(value, "CNY", "zh") == chinese


def test_intervals_share_one_unit() -> None:
    assert numbers.money_interval(0.943e6, 1.62e6, "CNY", "en") == "CNY 0.943 to 1.620 million"
    assert numbers.money_interval(-94_321, 1_620_000, "CNY", "zh") == "−9至162万元"
    assert numbers.money(1.5e6, "BRL", "zh", signed=True) == "+150万雷亚尔"


@pytest.mark.parametrize(
    ("amounts", "english", "chinese"),
    [
        ((333_000, -2_460_000, 3_120_000), ("CNY 0.33 million", "−2.46 to 3.12 million"), ("33万元", "−246至312万元")),
        ((8e6, 7.87e6, 8.133e6), ("CNY 8.00 million", "7.87 to 8.13 million"), ("800.0万元", "787.0至813.3万元")),
        ((-672_000, -29.3e6, 28e6), ("−CNY 0.7 million", "−29.3 to 28.0 million"), ("−70万元", "−2,930至2,800万元")),
        ((5_000, -40_000, 60_000), ("CNY 5,000", "−40,000 to 60,000"), ("0.5万元", "−4.0至6.0万元")),
    ],
)
def test_an_amount_and_its_interval_share_one_unit(
    amounts: tuple[float, float, float], english: tuple[str, str], chinese: tuple[str, str]
) -> None:
    assert numbers.money_with_interval(*amounts, "CNY", "en") == english
    assert numbers.money_with_interval(*amounts, "CNY", "zh") == chinese
