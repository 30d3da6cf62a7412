"""From simultaneous differences to a decision: one scheme is recommended, several are equivalent, or it is undecided.

Reasons are codes with numbers; the words are written by the report, in each language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

import numpy as np

from sim.results.decide.feasibility import Check, Standing, standings
from sim.results.decide.intervals import Differences, Floats, required_replications, smallest_detectable_gain


class Status(StrEnum):
    """How a comparison ends."""

    RECOMMENDED = "recommended"
    EQUIVALENT = "equivalent"
    UNDECIDED = "undecided"


class Why(StrEnum):
    """Reason codes. In brackets: the fields of `Reason` that are filled; `low` and `high` bound the improvement."""

    BEATS = "beats"  # scheme, other, low, high: shown to be better
    BEATS_THROUGH = "beats_through"  # the same, where only the way through a third scheme shows it
    SHOWN_WORSE = "shown_worse"  # scheme is worse than other; low, high: improvement of other over scheme
    ONLY_FEASIBLE = "only_feasible"  # scheme
    NONE_FEASIBLE = "none_feasible"
    INFEASIBLE = "infeasible"  # scheme, kpi, limit, low, high: bounds of the KPI's mean
    UNCLEAR_LIMIT = "unclear_limit"  # the same
    UNCLEAR_MAY_BE_BETTER = "unclear_may_be_better"  # scheme is unclear; low, high: its improvement over other
    WITHIN_INDIFFERENCE = "within_indifference"  # scheme, other, low, high; limit: the indifference
    NOT_SEPARATED = "not_separated"  # scheme, other, low, high: neither shown better, nor within the indifference
    NARROW_BUT_BETWEEN = "narrow_but_between"  # the intervals are as narrow as the indifference, yet don't settle it
    TOO_FEW_REPLICATIONS = "too_few_replications"  # one replication shows no spread


@dataclass(frozen=True, slots=True)
class Reason:
    """A code and the numbers that it speaks of, in the unit of the KPI; what does not apply is None."""

    code: Why
    scheme: str | None = None
    other: str | None = None
    kpi: str | None = None
    low: float | None = None
    high: float | None = None
    limit: float | None = None


@dataclass(frozen=True, slots=True)
class Gain:
    """How much better `scheme` is than `over`; `shrunk` by `shrunk_gain`."""

    scheme: str
    over: str
    mean: float
    low: float
    high: float
    shrunk: float


@dataclass(frozen=True)
class Decision:
    """How the comparison ended, why, and what would settle it. Amounts are in the unit of the KPI.

    `possible`: schemes that are feasible and not shown to be worse than another feasible one, best mean first.
    `leader`: the feasible scheme with the best mean, None if none is feasible. `gains`: of the leader over every
    other scheme. Only where undecided: `replications_for_indifference` make the widest interval between possible
    schemes as narrow as +- the indifference; `replications_if_differences_stand` would settle it if the true
    differences were those seen now; None where no estimate exists. `smallest_detectable_gain`: between possible
    schemes, with 80 % power; None where fewer than two are possible.
    """

    status: Status
    recommended: str | None
    possible: tuple[str, ...]
    leader: str | None
    reasons: tuple[Reason, ...]
    gains: tuple[Gain, ...]
    confidence: float
    replications: int
    indifference: float
    replications_for_indifference: int | None = None
    replications_if_differences_stand: int | None = None
    smallest_detectable_gain: float | None = None
    standings: Mapping[str, Standing] = field(default_factory=dict)


def decide(differences: Differences, indifference: float, checks: Sequence[Check] = ()) -> Decision:
    """The decision between the schemes of `differences`, whose joint confidence it has.

    Recommended: one scheme is shown to be better than every other feasible one, by however little, or is the only
    feasible one. Equivalent: all that are still possible lie within `indifference` (an amount in the unit of the KPI)
    of each other. Else undecided. A scheme without checks is feasible; one whose limits are unclear can't be
    recommended and doesn't stand in the way of another, but is named in the reasons.
    """
    if not indifference >= 0:
        raise ValueError(f"indifference is {indifference}, expected an amount of 0 or more")
    view = _View.of(differences)
    known = standings(checks)
    standing = {scheme: known.get(scheme, Standing.FEASIBLE) for scheme in differences.schemes}
    field_ = view.best_first(tuple(name for name, state in standing.items() if state is Standing.FEASIBLE))
    beaten_by = {name: next((other for other in field_ if view.closed(other, name)[0] > 0), None) for name in field_}
    possible = tuple(name for name in field_ if beaten_by[name] is None)
    reasons = [
        Reason(Why.SHOWN_WORSE, name, other, None, *view.closed(other, name))
        for name, other in beaten_by.items()
        if other is not None
    ]
    status, recommended = Status.UNDECIDED, None
    for_indifference: int | None = None
    if_stands: int | None = None
    if not field_:
        reasons = [Reason(Why.NONE_FEASIBLE)]
    elif len(possible) == 1:
        status, recommended = Status.RECOMMENDED, possible[0]
        reasons = view.why_recommended(field_)
    else:
        wide = [pair for pair in combinations(possible, 2) if max(map(abs, view.closed(*pair))) > indifference]
        if not wide:
            status = Status.EQUIVALENT
            reasons += [
                Reason(Why.WITHIN_INDIFFERENCE, *pair, None, *view.closed(*pair), indifference)
                for pair in combinations(possible, 2)
            ]
        else:
            reasons += [Reason(Why.NOT_SEPARATED, *pair, None, *view.closed(*pair), indifference) for pair in wide]
            for_indifference = required_replications(differences, indifference, possible)
            if_stands = _replications_if_differences_stand(differences, indifference, wide)
            if differences.replications < 2:
                reasons.append(Reason(Why.TOO_FEW_REPLICATIONS))
            elif for_indifference is not None and for_indifference <= differences.replications:
                reasons.append(Reason(Why.NARROW_BUT_BETWEEN, limit=indifference))
    leader = field_[0] if field_ else None
    reasons += _about_limits(view, standing, checks, recommended or leader)
    return Decision(
        status, recommended, possible, leader, tuple(reasons), view.gains(leader, field_),
        differences.confidence, differences.replications, indifference, for_indifference, if_stands,
        smallest_detectable_gain(differences, possible) if len(possible) > 1 else None, standing,
    )  # fmt: skip


def shrunk_gain(differences: Differences, scheme: str, other: str, among: Sequence[str]) -> float:
    """The gain of `scheme` over `other`, shrunk because the best of several noisy means looks better than it is.

    The means of the schemes `among` which the choice was made are pulled towards their common mean M by one
    positive-part empirical-Bayes factor (Efron and Morris 1975, J. Amer. Statist. Assoc. 70:311; Casella 1985, Amer.
    Statist. 39:83): M + max(0, 1 - v / s2) (m_i - M). Here s2 is the variance of the means over schemes, and v half
    the average variance of a paired difference of two means: the noise of one mean without what all schemes share, as
    that shifts no difference. A scheme outside `among` keeps its mean.
    """
    rows = [differences.schemes.index(name) for name in among]
    means = {name: differences.mean[differences.schemes.index(name), 0] for name in (scheme, other)}
    if len(rows) >= 2:
        centre = float(differences.mean[rows, 0].mean())
        factor = _kept_share(differences, rows)
        means.update({name: centre + factor * (mean - centre) for name, mean in means.items() if name in among})
    return float(means[scheme] - means[other])


def _kept_share(differences: Differences, rows: Sequence[int]) -> float:
    """max(0, 1 - v / s2) of `shrunk_gain`; 1 where there is no noise, 0 for one replication, whose noise is unknown."""
    if differences.replications < 2:
        return 0.0
    i, j = np.triu_indices(len(rows), 1)
    noise = float(np.mean(differences.deviation[np.ix_(rows, rows)][i, j] ** 2)) / (2 * differences.replications)
    seen = float(np.var(differences.mean[rows, 0], ddof=1))
    if noise == 0:
        return 1.0
    return max(0.0, 1 - noise / seen) if seen > 0 else 0.0


@dataclass(frozen=True)
class _View:
    """Differences with bounds that also use the ways through third schemes."""

    differences: Differences
    tight_low: Floats

    @classmethod
    def of(cls, differences: Differences) -> _View:
        tight = differences.low.copy()
        # All intervals hold together, so i - j >= (i - via) + (via - j) is as sure as they are.
        for via in range(len(differences.schemes)):
            tight = np.maximum(tight, tight[:, via, None] + tight[None, via, :])
        return cls(differences, tight)

    def closed(self, scheme: str, other: str) -> tuple[float, float]:
        """Bounds of the improvement of scheme over other."""
        i, j = self.differences.schemes.index(scheme), self.differences.schemes.index(other)
        return float(self.tight_low[i, j]), float(-self.tight_low[j, i])

    def best_first(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """By mean; a tie keeps the playbook's order."""
        return tuple(sorted(names, key=lambda name: -self.differences.mean[self.differences.schemes.index(name), 0]))

    def why_recommended(self, field_: tuple[str, ...]) -> list[Reason]:
        best = field_[0]
        if len(field_) == 1:
            return [Reason(Why.ONLY_FEASIBLE, best)]
        row = self.differences.schemes.index(best)
        direct = {other: self.differences.low[row, column] > 0 for column, other in enumerate(self.differences.schemes)}
        return [
            Reason(Why.BEATS if direct[other] else Why.BEATS_THROUGH, best, other, None, *self.closed(best, other))
            for other in field_[1:]
        ]

    def gains(self, leader: str | None, field_: tuple[str, ...]) -> tuple[Gain, ...]:
        if leader is None:
            return ()
        row = self.differences.schemes.index(leader)
        gains = []
        for column, other in enumerate(self.differences.schemes):
            if other != leader:
                found = self.differences
                mean, low, high = found.mean[row, column], found.low[row, column], -found.low[column, row]
                shrunk = shrunk_gain(self.differences, leader, other, field_)
                gains.append(Gain(leader, other, float(mean), float(low), float(high), shrunk))
        return tuple(gains)


def _replications_if_differences_stand(
    differences: Differences, indifference: float, pairs: Sequence[tuple[str, str]]
) -> int | None:
    """Enough to show each of the pairs apart, or within the indifference, if the true means were those seen now."""
    needed = 0
    for scheme, other in pairs:
        gap = abs(differences.between(scheme, other).mean)
        replications = required_replications(differences, max(gap, indifference - gap), (scheme, other))
        if replications is None:
            return None
        needed = max(needed, replications)
    return needed


def _about_limits(
    view: _View, standing: Mapping[str, Standing], checks: Sequence[Check], best: str | None
) -> list[Reason]:
    codes = {Standing.INFEASIBLE: Why.INFEASIBLE, Standing.UNCLEAR: Why.UNCLEAR_LIMIT}
    reasons = [
        Reason(codes[check.standing], check.scheme, None, check.limit.kpi, check.low, check.high, check.limit.value)
        for check in checks
        if check.standing in codes
    ]
    if best is None:
        return reasons
    return reasons + [
        Reason(Why.UNCLEAR_MAY_BE_BETTER, name, best, None, *view.closed(name, best))
        for name, state in standing.items()
        if state is Standing.UNCLEAR and view.closed(name, best)[1] > 0
    ]
