"""The one sentence, for each way in which a comparison can end; and the rest of the first screen agrees with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest

from sim.inputs.models.pay import Incentives
from sim.report import caveats, headline, sentences
from sim.report.view import View
from sim.results.run import Run
from tests.report.conftest import QUICK, SLOW, UNCLEAR, Arranged

ViewOf = Callable[[Run, str], View]
Contributions = Mapping[str, float]
Hours = Mapping[str, Sequence[float]]
HIGH = 9e6
SCHEMES = (
    "today", "one-offer", "by-customer", "by-need", "assembly-line", "pods", "by-region", "by-product",
    "market-then-product", "accelerator", "balanced", "three-areas", "crm", "together",
)  # fmt: skip


def everyone(hours: Sequence[float], **others: Sequence[float]) -> Hours:
    return {**dict.fromkeys(SCHEMES, hours), **{name.replace("_", "-"): own for name, own in others.items()}}


# Contributions, hours, how the sentence begins, what it holds, and which scheme the cards are about.
ENDINGS: dict[str, tuple[Contributions, Hours, str, str, str]] = {
    "one wins": (
        {"by-need": HIGH}, {},
        "Customer need earns CNY 8.00 million a year more than Today (95 % confidence: 7.85 to 8.15 million)",
        "costs", "Customer need",
    ),
    "today wins": (
        {"today": HIGH, "pods": 3e6}, {},
        "Keep Today: no other scheme earns as much, the nearest, Pods, earns CNY 6.00 million a year less",
        "caveat", "Pods",
    ),
    "today wins, another breaks its bound": (
        {"today": 5e6, "pods": HIGH, "by-need": 3e6}, {"pods": SLOW},
        "Keep Today: no other scheme that is shown to keep the bounds earns as much, the nearest, Customer need, earns "
        "CNY 2.00 million a year less",
        "caveat", "Customer need",
    ),
    "only today keeps the bounds, another may be better": (
        {"by-need": HIGH}, everyone(SLOW, today=QUICK, by_need=UNCLEAR),
        "Keep Today: it is the only scheme that is shown to keep the bounds",
        "caveat: Customer need may earn more but can't be shown to keep the bounds (Median response at most 8.0 h)",
        "Customer need",
    ),
    "one wins, another may be better": (
        {"by-need": HIGH, "pods": 5e6}, {"by-need": UNCLEAR},
        "Pods earns CNY 4.00 million a year more than Today",
        "caveat: Customer need may earn more but can't be shown to keep the bounds", "Pods",
    ),
    "one keeps the bounds, today may be better": (
        {"today": 1.05e6}, everyone(SLOW, today=UNCLEAR, pods=QUICK),
        "Only Pods is shown to keep the bounds that were set, so it is recommended; whether it earns more or less than "
        "Today is not shown (−CNY 50,000 a year",
        "caveat: Today may earn more but can't be shown to keep the bounds", "Pods",
    ),
    "one keeps the bounds, today earns more": (
        {"today": HIGH}, everyone(SLOW, pods=QUICK),
        "Only Pods is shown to keep the bounds that were set, so it is recommended; it earns CNY 8.00 million a year "
        "less than Today",
        "though Today is shown to break them", "Pods",
    ),
    "two keep the bounds, today earns more": (
        {"today": HIGH, "pods": 5e6}, everyone(UNCLEAR, pods=QUICK, by_need=QUICK),
        "Pods earns most of the schemes that are shown to keep the bounds, so it is recommended; it earns CNY 4.00 "
        "million a year less than Today",
        "though Today is not shown to keep them", "Pods",
    ),
    "two keep the bounds and tie, today earns more": (
        {"today": HIGH, "pods": 1e6, "by-need": 1.01e6}, everyone(SLOW, pods=QUICK, by_need=QUICK),
        "Not decided yet: of the schemes shown to keep the bounds Customer need has the highest mean, but Pods may "
        "still be better",
        "its mean lies CNY 7.99 million a year below that of Today (95 % confidence: 7.84 to 8.14 million), though "
        "Today is shown to break them",
        "Customer need",
    ),
    "nobody keeps the bounds": (
        {"by-need": HIGH}, everyone(SLOW),
        "No scheme is shown to keep the bounds that were set, so none is recommended; Customer need has the highest "
        "mean, +CNY 8.00 million a year against Today",
        "caveat: Customer need is shown to break the bounds", "Customer need",
    ),
    "nobody is shown to keep the bounds, one breaks them": (
        {"by-need": HIGH, "pods": 5e6}, everyone(SLOW, pods=UNCLEAR),
        "No scheme is shown to keep the bounds that were set, so none is recommended; of the schemes not shown to "
        "break them Pods has the highest mean, +CNY 4.00 million a year against Today",
        "caveat: it can't be shown that Pods keeps the bounds", "Pods",
    ),
    "nobody is shown to keep the bounds, what earns more than today breaks them": (
        {"by-need": HIGH, "today": 5e6, "pods": 3e6}, everyone(SLOW, today=UNCLEAR),
        "No scheme is shown to keep the bounds that were set, at 95 % confidence, so none is recommended; of the "
        "schemes not shown to break them Today has the highest mean;",
        "caveat: it can't be shown that Today keeps the bounds", "Customer need",
    ),
    "nobody keeps the bounds, today leads": (
        {"today": HIGH, "pods": 5e6}, everyone(UNCLEAR),
        "No scheme is shown to keep the bounds that were set, at 95 % confidence, so none is recommended; Today has "
        "the highest mean",
        "caveat: it can't be shown that Today keeps the bounds", "Pods",
    ),
    "undecided": (
        {"by-need": 1.02e6}, {},
        "Not decided yet: Customer need is ahead of Today by CNY 20,000 a year",
        "but 13 schemes, Today among them, may still be better", "Customer need",
    ),
    "undecided, today leads": (
        {"today": 1.03e6, "pods": 1.02e6}, {},
        "Not decided yet: Today has the highest mean, CNY 10,000 a year above Pods",
        "but 13 schemes may still be better", "Pods",
    ),
    "undecided, today leads those that keep the bounds": (
        {"by-need": HIGH, "today": 1.03e6, "pods": 1.02e6}, {"by-need": SLOW},
        "Not decided yet: of the schemes shown to keep the bounds Today has the highest mean, CNY 10,000 a year above "
        "Pods",
        "but 12 schemes may still be better", "Pods",
    ),
    "undecided between two": (
        {"by-need": HIGH, "pods": HIGH}, {},
        "Not decided yet: Customer need is ahead of Today by CNY 8.00 million a year",
        "but Pods may still be better", "Customer need",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_sentence_says_how_the_comparison_ended(arranged: Arranged, view_of: ViewOf, ending: str) -> None:
    contributions, hours, beginning, held, _ = ENDINGS[ending]
    said = headline.verdict(view_of(arranged(contributions, hours), "en"))
    assert said.startswith(beginning)
    assert held in said
    assert said.count("largest caveat: ") == 1


@pytest.mark.parametrize("ending", [ending for ending, told in ENDINGS.items() if "highest mean" in told[2]])
@pytest.mark.parametrize(("lang", "among", "highest"), [
    ("en", ("of the schemes ", "of those shown"), "has the highest mean"), ("zh", ("的组织方案中，",), "均值最高"),
])  # fmt: skip
def test_only_the_highest_mean_of_all_is_called_so_without_saying_among_whom(
    arranged: Arranged, view_of: ViewOf, ending: str, lang: str, among: tuple[str, ...], highest: str
) -> None:
    contributions, hours, _, _, _ = ENDINGS[ending]
    view = view_of(arranged(contributions, hours), lang)
    said = headline.verdict(view)
    assert highest in said
    assert any(words in said for words in among) == (view.subject != view.ranking[0])


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_whole_first_screen_speaks_of_one_scheme(arranged: Arranged, view_of: ViewOf, ending: str) -> None:
    contributions, hours, _, _, spoken_of = ENDINGS[ending]
    view = view_of(arranged(contributions, hours), "en")
    cards, (paired, *_) = sentences.cards(view), sentences.below(view)
    said = headline.verdict(view)
    assert spoken_of in said or view.verdict.recommended is None
    assert f"times {spoken_of} earned more than Today" in paired
    assert set(re.findall(r'detail">([^<;]+);', cards)) == {spoken_of}
    gain = re.search(r'value">([^<]+)<', cards)
    assert gain is not None
    numbers = re.findall(r"CNY ([\d.,]+)", said.partition(" confidence")[0])
    if spoken_of in said.partition("caveat")[0] and numbers:
        assert numbers[0] in gain[1]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_nothing_is_said_to_be_earned_more_that_the_interval_does_not_bear_out(
    arranged: Arranged, view_of: ViewOf, ending: str, lang: str
) -> None:
    contributions, hours, _, _, _ = ENDINGS[ending]
    view = view_of(arranged(contributions, hours), lang)
    said = headline.verdict(view)
    claim = {"en": f"a year more than {view.scheme(view.baseline)}", "zh": "多赚"}[lang]
    assert (claim in said) == (view.subject != view.baseline and view.verdict.recommended is not None
                               and view.verdict.gain[1] > 0)  # fmt: skip
    assert "∞" not in said
    assert "{" not in said


@pytest.mark.parametrize(
    ("contributions", "beginning"),
    [
        ({"by-need": HIGH}, "Nothing can be decided from one replication, which shows no spread: in it Customer need "),
        ({"today": HIGH}, "Nothing can be decided from one replication, which shows no spread: in it no scheme earned"),
    ],
)
def test_one_replication_decides_nothing(
    arranged: Arranged, view_of: ViewOf, contributions: Contributions, beginning: str
) -> None:
    for lang in ("en", "zh"):
        view = view_of(arranged(contributions, replications=1), lang)
        everything = [headline.verdict(view), *sentences.below(view), *sentences.why(view), sentences.cards(view)]
        assert not any("∞" in text for text in everything)
    assert headline.verdict(view_of(arranged(contributions, replications=1), "en")).startswith(beginning)


def test_what_is_exactly_alike_earns_the_same(arranged: Arranged, view_of: ViewOf) -> None:
    run = arranged({})
    run.variants.loc[run.variants["kpi"] == "contribution", "value"] = 5e6
    view = view_of(run, "en")
    assert headline.verdict(view).startswith("14 schemes, Today among them, earn the same to within")
    assert "".join(text for text in sentences.why(view) if "separate runs" in text) == ""
    assert all("interval as narrow" not in text for text in sentences.below(view))


def test_the_better_scheme_with_an_unclear_bound_is_the_first_of_the_caveats(
    arranged: Arranged, view_of: ViewOf
) -> None:
    view = view_of(arranged({"by-need": HIGH, "pods": 5e6}, {"by-need": UNCLEAR}), "en")
    assert caveats.caveats(view)[0].startswith("Customer need may earn more")
    worse = view_of(arranged({"by-need": -HIGH, "pods": 5e6}, {"by-need": UNCLEAR}), "en")
    assert not any("may earn more" in clause for clause in caveats.caveats(worse))


CONTEST = {"contests": {"quarter": {"pool": 1000, "prizes": [1]}}}
SINGLE = {"spiffs": [{"amount": 10}]}
POOL = {"team_pool": {"share_of_target_pay": 0.2}}
DRAW = {"draw": {"share_of_target_pay": 0.2}}


@pytest.mark.parametrize(("terms", "told"), [(CONTEST, True), (SINGLE, True), (POOL, True), (DRAW, False), ({}, False)])
def test_pay_that_effort_takes_no_notice_of_is_a_caveat(
    arranged: Arranged, view_of: ViewOf, terms: dict[str, object], told: bool
) -> None:
    run = arranged({"by-need": HIGH})
    schemes = run.playbook.experiment.schemes
    plan = Incentives.model_validate(schemes["by-need"].incentives.model_dump(exclude_none=True) | terms)
    other = schemes | {"by-need": schemes["by-need"].model_copy(update={"incentives": plan})}
    experiment = run.playbook.experiment.model_copy(update={"schemes": other})
    paid = replace(run, playbook=replace(run.playbook, experiment=experiment))
    said = [clause for clause in caveats.caveats(view_of(paid, "en")) if "effort takes no notice" in clause]
    assert len(said) == told


@pytest.mark.parametrize(
    ("common", "words"),
    [(5e5, "On separate leads, an interval as narrow"), (1.0, "Working the same leads saves no replications")],
)
def test_what_pairing_saved_is_said_beside_the_interval(
    arranged: Arranged, view_of: ViewOf, common: float, words: str
) -> None:
    run = arranged({"by-need": HIGH})
    rows = run.variants["kpi"] == "contribution"
    lead_luck = run.variants.loc[rows, "replication"].map({0: -common, 1: 0.0, 2: common})
    luck = {("today", 0): 3e4, ("by-need", 1): 3e4, ("today", 2): -2e4}
    own = [luck.get(key, 0.0) for key in zip(run.variants.loc[rows, "scheme"], run.variants.loc[rows, "replication"], strict=True)]  # fmt: skip  # noqa: E501
    base = run.variants.loc[rows, "scheme"].map(lambda name: HIGH if name == "by-need" else 1e6)
    run.variants.loc[rows, "value"] = base + lead_luck + own
    view = view_of(run, "en")
    assert words in sentences.below(view)[0]
    ratio = view.verdict.saved_by_scheme["by-need"]
    if ratio > 1:
        assert f"about {-(-ratio * 3 // 1):,.0f} replications" in sentences.below(view)[0]
