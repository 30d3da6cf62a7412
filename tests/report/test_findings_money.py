"""A cause of a gain is told only where it is shown, and the spreadsheet's gap starts from the comparison's mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import pytest

from sim.report import figures, findings_money
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import Arranged

ViewOf = Callable[[Run, str], View]
HIGH = 9e6
SURE, NOISY = (1.0, 1.1, 0.9), (9.0, -8.0, 2.0)


def with_kpi(run: Run, kpi: str, today: Sequence[float], by_need: Sequence[float]) -> Run:
    """The run with a KPI of the comparison written down for today and By need, replication by replication."""
    frame = run.variants
    for scheme, values in (("today", today), ("by-need", by_need)):
        rows = (frame["variant"] == "main") & (frame["kpi"] == kpi) & (frame["scheme"] == scheme)
        frame.loc[rows, "value"] = frame.loc[rows, "replication"].map(dict(enumerate(values)))
    return run


@pytest.mark.parametrize(("noise", "told"), [(SURE, True), (NOISY, False)])
@pytest.mark.parametrize(
    ("kpi", "words"),
    [("wins", "wins a year instead of"), ("deal_size", "an average deal of"), ("satisfaction", "satisfaction, ")],
)
def test_a_cause_is_told_only_where_its_paired_interval_excludes_zero(
    arranged: Arranged, view_of: ViewOf, kpi: str, words: str, noise: Sequence[float], told: bool
) -> None:
    base = (100.0, 140.0, 60.0)
    run = with_kpi(arranged({"by-need": HIGH}), kpi, base, [mean + own for mean, own in zip(base, noise, strict=True)])
    said = " ".join(findings_money.ledger(view_of(run, "en")))
    assert (words in said) == told


@pytest.mark.parametrize("sign", [1, -1])
def test_what_goes_against_the_margin_is_not_told_as_its_cause(arranged: Arranged, view_of: ViewOf, sign: int) -> None:
    base = (5e6, 6e6, 4e6)
    run = with_kpi(arranged({"by-need": HIGH}), "gross_margin", base, [own + sign * 1e6 for own in base])
    run = with_kpi(run, "wins", (100.0, 140.0, 60.0), (120.0, 160.0, 80.0))
    run = with_kpi(run, "deal_size", (2e5, 2.1e5, 1.9e5), (1e5, 1.1e5, 0.9e5))
    said = findings_money.ledger(view_of(run, "en"))[0]
    behind, against = re.findall(r"Behind it: (.*?)\. Against it: (.*?)\.", said)[0]
    assert ("wins" in behind) == (sign > 0) == ("average deal" in against)


def test_a_cost_that_falls_is_not_told_among_what_it_pays(arranged: Arranged, view_of: ViewOf) -> None:
    run, base = arranged({"by-need": HIGH}), (5e6, 6e6, 4e6)
    run = with_kpi(run, "fixed_cost", base, [own + 1e6 for own in base])
    run = with_kpi(run, "travel_cost", base, [own - 1e6 for own in base])
    paid, spared = findings_money.ledger(view_of(run, "en"))[1].split("What it spares: ")
    assert "fixed cost" in paid and "travel" not in paid
    assert "travel" in spared and "more" not in spared


def test_a_difference_by_rounding_is_no_cause(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    same = (190_000.0, 191_000.0, 189_000.0)
    for kpi in ("deal_size", "wins"):
        run = with_kpi(run, kpi, same, [value + 1e-9 * sign for value, sign in zip(same, (1, -1, 1), strict=True)])
    said = findings_money.ledger(view_of(run, "en"))[0]
    assert "Neither the number of wins nor the average deal is shown to differ" in said


@pytest.mark.parametrize(
    ("noise", "words"), [(SURE, "makes CNY 1.00 million a year more"), (NOISY, "By its mean Customer need makes")]
)
def test_more_margin_is_asserted_only_where_it_is_shown(
    arranged: Arranged, view_of: ViewOf, noise: Sequence[float], words: str
) -> None:
    base = (5e6, 6e6, 4e6)
    more = [mean + 1e6 * own for mean, own in zip(base, noise, strict=True)]
    view = view_of(with_kpi(arranged({"by-need": HIGH}), "gross_margin", base, more), "en")
    said = findings_money.ledger(view)[0]
    assert words in said
    assert ("which is not shown" in said) == (noise is NOISY)


@pytest.mark.parametrize(("lang", "words"), [("en", ("spares", "costs to run")), ("zh", ("节省", "运行成本"))])
def test_costs_that_only_fall_are_told_as_what_is_spared(
    arranged: Arranged, view_of: ViewOf, lang: str, words: tuple[str, str]
) -> None:
    base = (5e6, 6e6, 4e6)
    run = with_kpi(arranged({"by-need": HIGH}), "gross_margin", base, [own - 1e6 for own in base])
    for kind in ("fixed_cost", "variable_pay", "travel_cost"):
        run = with_kpi(run, kind, base, [own - 1e6 for own in base])
    said = findings_money.ledger(view_of(run, lang))[1]
    assert words[0] in said and words[1] not in said


@pytest.mark.parametrize(("lang", "words"), [("en", "It pays nowhere"), ("zh", "没有代价")])
def test_who_makes_less_margin_is_not_said_to_pay_nowhere(
    arranged: Arranged, view_of: ViewOf, lang: str, words: str
) -> None:
    base = (5e6, 6e6, 4e6)
    for sign, told in ((1, True), (-1, False)):
        run = with_kpi(arranged({"by-need": HIGH}), "gross_margin", base, [own + sign * 1e6 for own in base])
        for kind in ("fixed_cost", "variable_pay", "travel_cost"):
            run = with_kpi(run, kind, base, base)
        said = findings_money.ledger(view_of(run, lang))[1]
        assert (words in said) == told


def test_a_spread_without_a_width_is_not_told(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    assert len(findings_money.money(view_of(run, "en"))) >= 1
    run = arranged({})
    run.variants.loc[run.variants["kpi"] == "contribution", "value"] = 5e6
    for lang in ("en", "zh"):
        assert findings_money.money(view_of(run, lang)) == []


def test_where_a_gain_comes_from_is_told_only_where_it_is_shown(arranged: Arranged, view_of: ViewOf) -> None:
    run = with_kpi(arranged({"by-need": HIGH}), "gross_margin", (5e6, 6e6, 4e6), (6e6, 7.1e6, 4.9e6))
    slices = run.slices[run.slices["scheme"].isin(["today", "by-need"])].copy()
    margins = slices["measure"] == "margin"
    slices.loc[margins, "value"] = 0.0
    mine = margins & (slices["scheme"] == "by-need") & (slices["dimension"] == "size") & (slices["item"] == "large")
    for values, told in (((1e6, 1.1e6, 0.9e6), True), ((9e6, -8e6, 2e6), False)):
        slices.loc[mine, "value"] = slices.loc[mine, "replication"].map(dict(enumerate(values)))
        said = findings_money.ledger(view_of(replace(run, slices=slices), "en"))[0]
        assert ("The largest change that is shown is with Customer size: Large" in said) == told


# Student's interval of these excludes zero by itself, and does not among several candidates.
BARELY = (1.35, 0.65, 1.0)


@pytest.mark.parametrize("others", [True, False])
def test_the_kind_of_customer_that_changes_most_is_told_only_if_shown_among_them_all(
    arranged: Arranged, view_of: ViewOf, others: bool
) -> None:
    run = with_kpi(arranged({"by-need": HIGH}), "gross_margin", (5e6, 6e6, 4e6), (6e6, 7.1e6, 4.9e6))
    slices = run.slices[run.slices["scheme"].isin(["today", "by-need"])].copy()
    margins = (slices["measure"] == "margin") & (slices["scheme"] == "by-need")
    slices.loc[slices["measure"] == "margin", "value"] = 0.0
    if others:
        slices.loc[margins, "value"] = slices.loc[margins, "replication"].map(dict(enumerate(NOISY)))
    mine = margins & (slices["dimension"] == "size") & (slices["item"] == "large")
    slices.loc[mine, "value"] = 1e6 * slices.loc[mine, "replication"].map(dict(enumerate(BARELY)))
    said = findings_money.ledger(view_of(replace(run, slices=slices), "en"))[0]
    assert ("The largest change that is shown is with Customer size: Large" in said) != others


@pytest.mark.parametrize("others", [True, False])
def test_the_stage_whose_conversion_changes_most_is_told_only_if_shown_among_them_all(
    arranged: Arranged, view_of: ViewOf, others: bool
) -> None:
    run, base = arranged({"by-need": HIGH}), (0.3, 0.35, 0.25)
    first, *rest = run.playbook.market.stages
    run = with_kpi(
        run, f"stage_conversion.{first}", base, [mean + own / 10 for mean, own in zip(base, BARELY, strict=True)]
    )
    for stage in rest:
        changed = [mean + own / 100 * others for mean, own in zip(base, NOISY, strict=True)]
        run = with_kpi(run, f"stage_conversion.{stage}", base, changed)
    said = findings_money.ledger(view_of(run, "en"))[-1]
    assert ("conversion, most at" in said) != others


@pytest.mark.parametrize(
    ("change", "words"),
    [(SURE, "not borrowed"), ((-1.0, -1.1, -0.9), "partly borrowed"), (NOISY, "no difference that is shown")],
)
def test_a_gain_is_borrowed_from_the_pipeline_only_where_that_is_shown(
    arranged: Arranged, view_of: ViewOf, change: Sequence[float], words: str
) -> None:
    base = (3e6, 4e6, 2e6)
    later = [mean + 1e5 * own for mean, own in zip(base, change, strict=True)]
    run = with_kpi(arranged({"by-need": HIGH}), "pipeline_end", base, later)
    assert words in findings_money.money(view_of(run, "en"))[1]


def test_the_gap_starts_from_the_mean_that_the_whole_report_tells(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({"by-need": HIGH})
    # The comparison's third replication, in which the parts were not measured, earns more.
    frame = run.variants
    third = (frame["variant"] == "main") & (frame["kpi"] == "contribution") & (frame["replication"] == 2)
    frame.loc[third, "value"] += 3e6
    view = view_of(run, "en")
    mean = view.verdict.means.loc["by-need", "mean"]
    said = findings_money.gap(view)
    assert f"the simulation finds {view.money(mean)}" in said[0]
    gap: pd.DataFrame = view.run.gap()
    parts = gap[gap["scheme"] == "by-need"].set_index("part")["mean"]
    assert -1.1e6 < parts["replications"] < -0.9e6
    lies = view.money(parts["replications"])
    assert f"measured on 2 of the 3 replications, whose mean lies {lies} from the mean of all" in said[1]
    assert parts.drop("spreadsheet").sum() == pytest.approx(parts["spreadsheet"])
    axes = figures.gap(view)
    assert axes is not None
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels[0] == "spreadsheet"
    assert labels[-2:] == ["fewer replications", "simulation"]
