"""What sentences about what is not shown may say: only where nothing is, and with the means as they are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sim.report import tables, words
from tests.report.amounts import amount_is
from tests.report.reports import Report

Values = Mapping[str, object]
Judge = Callable[[Report, Values], bool]


def _nothing_is_shown(said: Report, values: Values) -> bool:
    return not said.shown


def _margin(sign: int) -> Judge:
    def judge(said: Report, values: Values) -> bool:
        found = said.gain(values["scheme"], "gross_margin")
        return not said.shown and found * sign > 0 and amount_is(values["amount"], abs(found))

    return judge


def _cost(sign: int) -> Judge:
    def judge(said: Report, values: Values) -> bool:
        kinds = {words.say(said.view.lang, f"money.lower.{kpi}"): kpi for kpi in tables.COSTS}
        challenger = said.view.challenger
        assert challenger is not None
        found = said.gain(said.view.scheme(challenger), kinds[str(values["kind"])])
        return not said.shown and found * sign > 0 and amount_is(values["amount"], abs(found))

    return judge


def _pipe(said: Report, values: Values) -> bool:
    found = said.mean("pipeline_end")
    told = amount_is(values["after"], found[values["scheme"]]) and amount_is(
        values["before"], found[values["baseline"]]
    )
    return not said.shown and told and said.gain(values["scheme"]) > 0


def _trial_use(said: Report, values: Values) -> bool:
    wins = said.mean("win_rate")
    gains = {name: float(wins[name] - wins[str(values["baseline"])]) for name in wins.index}
    return not said.shown and any(amount_is(values["amount"], gain, 100) for gain in gains.values())


def _everyone(said: Report, values: Values) -> bool:
    others = [name for name in said.view.ranking if name != said.view.baseline]
    return not said.shown and values["items"] == said.view.names(others)


def _every_trial(said: Report, values: Values) -> bool:
    trials = said.view.run.playbook.experiment.also.trials.values()
    titles = [trial.title.of(said.view.lang) for trial in trials]
    return not said.shown and values["titles"] == words.say(said.view.lang, "list.comma").join(titles)


def _alone(sign: int) -> Judge:
    """Of two schemes, each over its own control."""

    def judge(said: Report, values: Values) -> bool:
        controls = {
            said.view.scheme(name): said.view.scheme(control)
            for members in said.view.run.playbook.experiment.controls().values()
            for name, control in members.items()
        }
        mine, rival = (said.gain(name) - said.gain(controls[str(name)]) for name in (values["scheme"], values["rival"]))
        return not said.shown and sign * (mine - rival) > 0 and amount_is(values["gap"], abs(mine - rival))

    return judge


UNSHOWN: Mapping[str, Judge] = {
    "ledger.margin.more.unshown": _margin(1),
    "ledger.margin.less.unshown": _margin(-1),
    "ledger.cost.more.unshown": _cost(1),
    "ledger.cost.less.unshown": _cost(-1),
    "money.pipe.unshown": _pipe,
    "trial_use.open": _trial_use,
    "after_sale.open": _everyone,
    "trials.unshown": _every_trial,
    "ways.alone.ahead": _alone(1),
    "ways.alone.behind": _alone(-1),
} | dict.fromkeys(
    (
        "trials.open", "dip.open", "ledger.by.neither", "ledger.how.unshown", "areas.spread.same", "ways.none_gain",
        "records.sorting.none", "sweep.nowhere.located", "null.none", "why.all_zero",
    ),
    _nothing_is_shown,
)  # fmt: skip
CLAIMS = (
    "verdict.recommended", "ledger.margin.more", "ledger.margin.less", "ledger.by", "ledger.against", "ledger.where",
    "ledger.how", "ledger.cost.more", "ledger.cost.less", "money.pipe.more", "money.pipe.less", "after_sale.more",
    "after_sale.fewer", "trial_use.more", "trial_use.fewer", "trials.gain", "trials.loss", "trials.against", "dip.gain",
    "dip.loss", "bottleneck.most", "bottleneck.harm", "areas.spread.less", "ways.gain", "null.some", "records.sorting",
    "sweep.never.gain", "sweep.never.loss", "transition.even", "transition.never",
)  # fmt: skip
"""Keys of words that say that something is shown."""
