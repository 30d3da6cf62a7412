"""What the chapter on going over says of each scheme, judged from the weekly rows themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

import numpy as np
import pandas as pd
from scipy import stats

from sim.results.weeks import WEEK
from tests.report.amounts import amount_is
from tests.report.reports import Report

Values = Mapping[str, object]
NAMING = ("transition.low", "transition.no_low")


def _weekly(said: Report, scheme: str) -> pd.DataFrame:
    """What a scheme brings more than the baseline, from which all begin: a row for each week, replications beside."""
    slices = said.view.run.slices
    rows = slices[slices["dimension"] == WEEK].assign(week=lambda frame: frame["item"].map(int))
    wide = rows.pivot_table(index="week", columns=["scheme", "replication"], values="value").sort_index()
    found: pd.DataFrame = wide[scheme] - wide[said.view.baseline]
    return found


def _of(said: Report, values: Values) -> pd.DataFrame:
    """The gains of the scheme that a sentence is about: it is named in the last one that names any."""
    told = [*takewhile(lambda pair: pair[1] is not values, said.view.heard), ("", values)]
    named = [pair["scheme"] for key, pair in told if key in NAMING or (pair is values and "scheme" in pair)]
    names = {said.view.scheme(name): name for name in said.view.schemes}
    return _weekly(said, names[str(named[-1])])


def _first(gains: pd.DataFrame) -> int:
    """The week in which it goes over: until then nothing differs."""
    return int(gains.index[(gains != 0).any(axis=1)][0])


def _ahead_from(sums: pd.Series, first: int) -> int | None:
    """The first week from that of going over on from whose end on sums are above zero, by trying each."""
    return next((week for week in sums.index if week >= first and (sums.loc[week:] > 0).all()), None)


def _bounds(said: Report, gains: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Intervals of the sums by another library's t-test."""
    test = stats.ttest_1samp(gains.cumsum(), 0, axis=1)
    low, high = test.confidence_interval(said.view.verdict.confidence)
    return pd.Series(low, gains.index), pd.Series(high, gains.index)


def _evens(said: Report, values: Values) -> tuple[int | None, int | None, int | None]:
    """When it stays ahead by the mean, by the upper and by the lower bound; the share told is checked on the way."""
    gains = _of(said, values)
    low, high = _bounds(said, gains)
    each = [_ahead_from(own, _first(gains)) is not None for _, own in gains.cumsum().items()]
    assert int(re.sub(r"\D", "", str(values["share"]))) == round(100 * float(np.mean(each)))
    mean, earliest, latest = (_ahead_from(sums, _first(gains)) for sums in (gains.cumsum().mean(axis=1), high, low))
    return mean, earliest, latest


def low_told(said: Report, values: Values) -> bool:
    """Whether the sum is lowest in the week told, with the amount told, and went over in the week told."""
    gains = _of(said, values)
    sums = gains.mean(axis=1).cumsum()
    right = (values["first"], values["week"]) == (_first(gains), sums.idxmin())
    return right and sums.min() < 0 and amount_is(values["amount"], sums.min())


def no_low_told(said: Report, values: Values) -> bool:
    """Whether the sum is at no time below zero."""
    gains = _of(said, values)
    return values["first"] == _first(gains) and bool((gains.mean(axis=1).cumsum() >= 0).all())


def even_told(said: Report, values: Values) -> bool:
    """Whether it comes to stay ahead from the weeks told on, and that is shown."""
    return said.shown and (values["week"], values["earliest"], values["latest"]) == _evens(said, values)


def even_by_luck_told(said: Report, values: Values) -> bool:
    """Whether only the mean comes to stay ahead."""
    mean, _, latest = _evens(said, values)
    return not said.shown and latest is None and values["week"] == mean


def never_told(said: Report, values: Values) -> bool:
    """Whether it does not come to stay ahead, not even by the upper bound."""
    return said.shown and _evens(said, values) == (None, None, None)


def never_in_doubt_told(said: Report, values: Values) -> bool:
    """Whether it does not by the mean, but may have."""
    mean, earliest, _ = _evens(said, values)
    return not said.shown and mean is None and earliest is not None


def end_told(said: Report, values: Values) -> bool:
    """Whether all weeks together bring what is told."""
    return amount_is(values["amount"], _of(said, values).to_numpy().sum(axis=0).mean())


def back_told(said: Report, values: Values) -> bool:
    """Whether all weeks, and those from turning back on, bring what is told."""
    since = _of(said, values).loc[int(str(values["back"])) :]
    return end_told(said, values) and amount_is(values["after"], since.to_numpy().sum(axis=0).mean())
