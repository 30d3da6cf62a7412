"""Results, their opposites, and results lost in noise: no text says what the numbers deny, and claims change sides.

Every key of words that states a direction, an order or a cause is either checked against the numbers here, or turned
round between the first two reports here, or stands in NEUTRAL with what makes it so. A new one that is in none fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping

import pandas as pd
import pytest

from sim.report import tables, words
from sim.report.guide import conditions_of, lookup_of
from sim.results import beside
from sim.results.playbook import current
from sim.results.trials import trial_key
from sim.results.variants import NULL, OTHER_MARKET, STEADY
from tests.report import goings
from tests.report.amounts import amount_is
from tests.report.reliefs import cost_told, harm_told, left_told, most_told, none_told, nothing_told
from tests.report.reports import LANGUAGES, NOISY, PLAYBOOKS, Report, playbook_of, report
from tests.report.unshown import UNSHOWN

CLAIM = re.compile(
    r"\b(gains?|loss|loses?|costs?|pays?|more|less|fewer|fewest|most|least|longest|largest|best|worst|first|highest|"
    r"ahead|behind|above|below|better|high|low|evenly|earns?|help|bring|saves?|spares?|against|comes)\b",
    re.IGNORECASE,
)
Values = Mapping[str, object]


# Which scheme has the most of a KPI and which the least: KPI, the field that names the one, and the other.
ENDS = {
    "funnel.most": ("wins", "most", "fewest"),
    "response.ends": ("never_answered_share", "most", "fewest"),
    "load.ends": ("utilisation", "busiest", "idlest"),
    "load.travel": ("travel_share", "high_scheme", "low_scheme"),
    "people.effort": ("effort", "high_scheme", "low_scheme"),
    "money.spread": ("contribution", "high_scheme", "low_scheme"),
    "process.sla.ends": ("sla_kept_share", "best", "worst"),
    "after_sale.levels": ("cases_in_time_share", "best", "worst"),
    "areas.spread.less": ("territory_spread", "uneven", "even"),
}


def _named(said: Report, values: Values, schemes: pd.Series) -> bool:
    """Whether exactly the schemes of a table are named."""
    return values["schemes"] == said.view.names(schemes)


def _running_cost(said: Report) -> float:
    return sum(said.gain(said.view.scheme(said.view.subject), kpi) for kpi in tables.COSTS)


def _first_market(said: Report, values: Values) -> bool:
    playbook = said.view.run.playbook
    titles = {f"{OTHER_MARKET}{key}": item.title.of(said.view.lang) for key, item in playbook.other_markets.items()}
    titles["main"] = playbook.market.title.of(said.view.lang)
    variant = next(key for key, title in titles.items() if title == values["market"])
    ranked = [said.view.scheme(name) for name in playbook.experiment.ranked() if name != said.view.baseline]
    return said.mean("contribution", variant)[ranked].idxmax() == values["scheme"]


def _perfect(said: Report) -> pd.Series:
    return said.mean("contribution", "perfect record") - said.mean("contribution")


def _furthest_off(said: Report, values: Values) -> bool:
    schemes = said.view.run.playbook.experiment.schemes
    users = [said.view.scheme(name) for name, item in schemes.items() if item.crm is not None]
    return said.mean("forecast_error_recorded")[users].abs().idxmax() == values["scheme"]


def _swept(said: Report, values: Values) -> list[float]:
    sweeps = said.view.run.playbook.experiment.also.sweeps
    name = next(key for key, item in sweeps.items() if item.title.of(said.view.lang) == values["title"])
    prefix = f"sweep {name} "
    here = current(said.view.run.playbook, sweeps[name].parameter)
    points = {} if here is None else {float(here): said.gain(values["scheme"])}
    points |= {
        float(str(key).removeprefix(prefix)): said.gain(values["scheme"], variant=str(key))
        for key in said.view.run.variants["variant"].unique()
        if str(key).startswith(prefix)
    }
    return [points[value] for value in sorted(points)]


def _by_value(said: Report, values: Values) -> pd.Series:
    """The contribution of the scheme that the best value is sought for, by value."""
    sweeps = said.view.run.playbook.experiment.also.sweeps
    name = next(key for key, item in sweeps.items() if item.title.of(said.view.lang) == values["title"])
    here, found = current(said.view.run.playbook, sweeps[name].parameter), {}
    for value in sweeps[name].values:
        own = value == here and f"sweep {name} {value!r}" not in set(said.view.run.variants["variant"])
        variant = "main" if own else f"sweep {name} {value!r}"
        found[value] = said.mean("contribution", variant)[str(values["scheme"])]
    return pd.Series(found)


def _best_is_kept(said: Report, values: Values) -> bool:
    """Whether the value with the highest mean may be the best; which others may be, is tested by itself."""
    best = _by_value(said, next(told for key, told in said.view.heard if key == "best.leads")).idxmax()
    return f"{best:g}" in re.split(", |、", str(values["kept"]))


GAIN, LOSS = re.compile(r"it gains|a gain of|获益(?!与)"), re.compile(r"it costs|a loss of|(?<!与)损失")


def _worded(said: Report, text: object, amount: float) -> bool:
    """Whether a gain is called one, and a loss a loss, with its amount; where nothing is shown, neither of them."""
    right, wrong = (GAIN, LOSS) if amount > 0 else (LOSS, GAIN)
    if not said.shown:
        return not GAIN.search(str(text)) and not LOSS.search(str(text)) and amount_is(text, amount)
    return bool(right.search(str(text))) and not wrong.search(str(text)) and amount_is(text, abs(amount))


def _tried(said: Report, values: Values) -> bool:
    trials = said.view.run.playbook.experiment.also.trials
    name = next(key for key, trial in trials.items() if trial.title.of(said.view.lang) == values["title"])
    for side, field in (("gains", "first"), ("costs", "second")):
        means = said.mean("contribution", trial_key(name, side))
        where = trials[name].sides()[side].title.of(said.view.lang)
        told_of_it = str(values[field]).replace(where, "")
        if not _worded(said, told_of_it, means[str(values["scheme"])] - means[str(values["against"])]):
            return False
    return True


def _quarters(said: Report, values: Values) -> bool:
    slices = said.view.run.slices
    rows = slices[(slices["dimension"] == "quarter") & (slices["measure"] == "contribution")]
    means = rows.groupby(["item", "scheme"])["value"].mean()
    names = {said.view.scheme(name): name for name in said.view.schemes}
    return all(
        _worded(said, values[field], means[item, names[str(values["scheme"])]] - means[item, said.view.baseline])
        for field, item in (("first", "1"), ("last", "4"))
    )


# What each claim of one scheme asserts, judged from the frame.
TRUE: Mapping[str, Callable[[Report, Values], bool]] = {
    **UNSHOWN,
    "verdict.recommended": lambda said, v: said.gain(v["scheme"]) > 0,
    "verdict.undecided": lambda said, v: said.gain(v["best"]) > 0,
    "cost.more": lambda said, v: _running_cost(said) > 0,
    "cost.less": lambda said, v: _running_cost(said) < 0,
    "ledger.margin.more": lambda said, v: said.gain(v["scheme"], "gross_margin") > 0,
    "ledger.margin.less": lambda said, v: said.gain(v["scheme"], "gross_margin") < 0,
    "money.pipe.more": lambda said, v: said.gain(v["scheme"], "pipeline_end") > 0 and said.gain(v["scheme"]) > 0,
    "money.pipe.less": lambda said, v: said.gain(v["scheme"], "pipeline_end") < 0 and said.gain(v["scheme"]) > 0,
    "after_sale.more": lambda said, v: "+" in str(v["items"]) and "−" not in str(v["items"]),
    "after_sale.fewer": lambda said, v: "−" in str(v["items"]) and "+" not in str(v["items"]),
    "pay.behaviour.adds": lambda said, v: "+" in str(v["items"]) and "−" not in str(v["items"]),
    "pay.behaviour.takes": lambda said, v: "−" in str(v["items"]) and "+" not in str(v["items"]),
    "trial_use.more": lambda said, v: str(v["amount"]).startswith("+"),
    "trial_use.fewer": lambda said, v: str(v["amount"]).startswith("−"),
    "trials.one": _tried,
    "dip.one": _quarters,
    "transition.low": goings.low_told,
    "transition.no_low": goings.no_low_told,
    "transition.even": goings.even_told,
    "transition.even.open": goings.even_by_luck_told,
    "transition.never": goings.never_told,
    "transition.never.open": goings.never_in_doubt_told,
    "transition.end": goings.end_told,
    "transition.back": goings.back_told,
    "trial_use.given": lambda said, v: said.mean("trials_given")[str(v["scheme"])] > 0,
    "people.familiarity": lambda said, v: said.mean("familiarity").idxmax() == v["best"],
    "waiting.longest": lambda said, v: any(
        said.mean(f"stage_wait_hours.{stage}").idxmax() == v["scheme"] for stage in said.view.run.playbook.market.stages
    ),
    "null.some": lambda said, v: (
        said.mean("contribution", NULL).idxmax() == v["scheme"] and said.gain(v["scheme"], variant=NULL) > 0
    ),
    "markets.sentence": _first_market,
    "steady.differs": lambda said, v: (
        said.mean("contribution", STEADY).idxmax() == v["steady"] and said.mean("contribution").idxmax() == v["today"]
    ),
    "steady.same": lambda said, v: said.mean("contribution", STEADY).idxmax() == v["scheme"],
    "records.most": lambda said, v: _perfect(said).idxmax() == v["scheme"],
    "records.sorting": lambda said, v: _perfect(said).idxmax() == v["scheme"],
    "records.help": lambda said, v: (
        v["items"]
        == said.view.names([name for name in said.view.schemes if _perfect(said)[said.view.scheme(name)] < 0])
    ),
    "dashboard.forecast": _furthest_off,
    "bottleneck.most": most_told,
    "bottleneck.harm": harm_told,
    "bottleneck.nothing": nothing_told,
    "bottleneck.none": none_told,
    "bottleneck.worth": lambda said, v: left_told(said, v) > 0 and cost_told(said, v),
    "bottleneck.not_worth": lambda said, v: left_told(said, v) < 0 and cost_told(said, v),
    "sweep.never.gain": lambda said, v: min(_swept(said, v)) > 0,
    "sweep.never.loss": lambda said, v: max(_swept(said, v)) < 0,
    "sweep.turns.up": lambda said, v: _swept(said, v)[0] < _swept(said, v)[-1],
    "sweep.turns.down": lambda said, v: _swept(said, v)[0] > _swept(said, v)[-1],
    "best.leads": lambda said, v: _by_value(said, v).idxmax() == float(str(v["value"]).replace(",", "")),
    "best.alone": _best_is_kept,
    "best.set": _best_is_kept,
    "best.all": lambda said, v: not said.shown,
    "ways.gain": lambda said, v: _named(
        said, v, beside.every_way(said.view.run).query("mean > 0")["scheme"].drop_duplicates()
    ),
    "ways.customer.first": lambda said, v: said.gain(v["scheme"]) > said.gain(v["rival"]),
    "ways.customer.not_first": lambda said, v: said.gain(v["scheme"]) < said.gain(v["rival"]),
    "ways.customer.ahead": lambda said, v: said.gain(v["scheme"]) > said.gain(v["rival"]),
    "ways.customer.behind": lambda said, v: said.gain(v["scheme"]) < said.gain(v["rival"]),
}
# What is said of a scheme is said the other way round of the same scheme when everything is turned round.
TURNED = {
    "after_sale.more": "after_sale.fewer", "trial_use.more": "trial_use.fewer", "trials.gain": "trials.loss",
    "dip.gain": "dip.loss", "pay.behaviour.adds": "pay.behaviour.takes", "bottleneck.most": "bottleneck.harm",
    "transition.even": "transition.never",
}  # fmt: skip
TURNED |= {other: key for key, other in TURNED.items()}
NEUTRAL = {
    "a part of a sentence, which gets its direction from a key that is checked": (
        "after_sale.interval", "areas.range", "flip.inside", "money.lower.fixed_cost",
        "money.lower.variable_pay", "relief.stage", "sense.at_most", "way.help", "way.pay", "cost.same",
        "null.subject", "steady.gains", "ways.order", "robust.exception", "sure.paired", "trials.against",
        "ways.none_gain_alone", "markets.sign.gains", "markets.sign.loses", "markets.differs", "dashboard.high",
        "dashboard.low", "null.losers", "robust.differs", "robust.same", "relief.role", "relief.territory",
    ),
    "a part of the scheme, named from what the run holds and tested by itself": (
        "areas.slowest", "segments.most", "segments.wrong", "process.reason", "funnel.open", "ledger.where",
        "ledger.how.conversion", "pay.cost.one", "ledger.by", "ledger.against", "ledger.cost.less",
        "ledger.cost.more", "ledger.pays", "ledger.spared", "ledger.saves", "ledger.costs", "sweep.turns.often",
        "ways.alone.not_first",
        "ways.alone.first", "why.pairing", "sure.shrunk", "best.between", "best.open.above", "best.open.below",
    ),
    "about the method, not about a result": (
        "caveat.assumptions", "caveat.circumstance", "caveat.flip", "caveat.null", "caveat.pay", "caveat.pay_beside",
        "caveat.spiffs", "caveat.steady",
        "decide.next", "decide.undecided", "decide.detectable", "decide.beyond", "people.pay_on", "pay.behaviour.how",
        "markets.nowhere", "null.reach", "sure.pairing.little", "sure.pairing.nothing", "why.pairing.nothing",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sign", [1, -1, NOISY])
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_no_text_says_what_the_numbers_deny(name: str, sign: int, lang: str) -> None:
    said = report(name, sign, lang)
    assert len(said.texts) > 20
    for key, values in said.view.heard:
        if key in ENDS:
            kpi, most, least = ENDS[key]
            means = said.mean(kpi)
            assert (values[most], values[least]) == (means.idxmax(), means.idxmin()), key
        if key in TRUE:
            assert TRUE[key](said, values), (key, values)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_claim_changes_sides_when_the_results_do(name: str, lang: str) -> None:
    one, other = report(name, 1, lang), report(name, -1, lang)
    assert one.view.ranking == other.view.ranking[::-1], "best becomes worst"
    counts = [Counter(key for key, _ in said.view.heard if key in TURNED) for said in (one, other)]
    assert {TURNED[key]: count for key, count in counts[0].items()} == dict(counts[1])
    found = [dict(pair for pair in said.view.heard if pair[0] in ENDS) for said in (one, other)]
    for key, (_, most, least) in ENDS.items():
        assert (key in found[0]) == (key in found[1])
        if key in found[0]:
            assert found[0][key][most] == found[1][key][least]
            assert found[0][key][least] == found[1][key][most]


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_sentence_that_claims_something_is_checked(name: str) -> None:
    texts = dict(words.entries())
    known = {*ENDS, *TRUE, *TURNED, *(key for keys in NEUTRAL.values() for key in keys)}
    heard = {key for sign in (1, -1, NOISY) for key, _ in report(name, sign, "en").view.heard}
    assert sorted(key for key in heard - known if CLAIM.search(texts[key][0])) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_every_difference_in_the_guide_changes_its_sign(name: str, lang: str) -> None:
    text = playbook_of(name).guide(lang)
    assert text is not None
    found = re.findall(r"\{\{(diff:[^}]*)\}\}", text)
    assert found
    one, other = (lookup_of(report(name, sign, lang).view) for sign in (1, -1))
    for placeholder in found:
        scheme = placeholder.split(":")[-1]
        first, second = one(placeholder), other(placeholder)
        assert first is not None and second is not None
        if scheme in {"baseline", playbook_of(name).baseline}:  # does not differ from itself
            assert first == second
        else:
            assert scheme != "best", "not the same scheme in both runs"
            assert {first[0], second[0]} == {"+", "−"}, (placeholder, first, second)


def test_every_sentence_on_going_over_is_examined() -> None:
    heard = {key for sign in (1, -1, NOISY) for key, _ in report("transition", sign, "en").view.heard}
    assert {key for key in TRUE if key.startswith("transition.")} <= heard


def test_the_guides_follow_the_decision_of_both_runs() -> None:
    for name in PLAYBOOKS:
        for sign in (1, -1):
            said = report(name, sign, "en")
            recommends = "This run recommends **" in said.texts[-1]
            assert recommends == ("recommended" in conditions_of(said.view))


STATED = {
    "en": re.compile(
        r"\b(gains?|wins|loses?|lost|improves?|more|fewer|less|better|worse|badly|best|worst|faster|slower|sooner|later|"
        r"cheaper|dearer|higher|lower|rises?|falls?|saves?|pays|helps?|hurts?|first|last)\b"
    ),
    "zh": re.compile(r"更|较|最|多赚|少赚|提高|降低|上升|下降|划算|吃亏|说得不准|改善|恶化|优于|不如"),
}
# Words that name a figure or a scheme, or say that a result is not known.
ALLOWED = {
    "en": r"first contacts?|first quarter|in the last|first year|with the CRM used most|leads gone cold|least|"
    r"lost history|no design|highest mean|may still be (the )?best|may still be better|can (get|show)|"
    r"the first working|counted first|people first|need not be",
    "zh": r"首季度|末季度|使用程度最高|均值最高|可能更好|可能最优|最好的人|越来越|辖区间工作量差距",
}


def clauses(text: str) -> list[str]:
    """Sentences of a guide that show a figure of the run, the figures and titles taken out."""
    marked = re.sub(r"\{\{(#|/|else)[^}]*\}\}", "", text)
    marked = re.sub(r"\{\{(kpi|diff|gain)[^}]*\}\}", "◆", marked)
    marked = re.sub(r"\{\{[^}]*\}\}", "◇", marked)
    return [piece for piece in re.split(r"(?<=[.;。；])\s*|\n", marked) if "◆" in piece]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PLAYBOOKS)
def test_no_sentence_of_a_guide_with_a_figure_says_which_way_it_lies(name: str, lang: str) -> None:
    text = playbook_of(name).guide(lang) or ""
    bare = [re.sub(ALLOWED[lang], "", clause) for clause in clauses(text)]
    assert bare
    assert [clause for clause in bare if STATED[lang].search(clause)] == []


@pytest.mark.parametrize("name", PLAYBOOKS)
def test_what_would_reverse_the_answer_is_told_as_an_expectation(name: str) -> None:
    for lang, words_of_it in (
        ("en", "These are expectations, not results of this run."),
        ("zh", "以下是预期，不是本次运行的结果"),
    ):
        last = (playbook_of(name).guide(lang) or "").split("\n## ")[-1]
        assert words_of_it in last
        assert not re.search(r"\b(no \w+ pays|none of them pays|always|never)\b|都不划算|都不会|必然", last)


HEADINGS = [key for key, _ in words.entries() if re.fullmatch(r"chapter\.\w+", key)]


@pytest.mark.parametrize("key", HEADINGS)
def test_a_heading_claims_no_result(key: str) -> None:
    english, chinese = dict(words.entries())[key]
    if english.endswith("?"):
        assert chinese.endswith("？")
        return
    assert not re.search(r"\b(gains?|costs?|helps?|loses?|pays?|turns|better|worse)\b", english)
    assert not re.search(r"获益|代价|最有用|亏|更好", chinese)
