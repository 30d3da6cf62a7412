"""The ways of subdividing ranked: what each gains over the baseline, and how much of that is subdividing alone.

A way is a group of schemes, each with a control: a scheme that differs from it only by not subdividing. All bounds
follow from the comparison's simultaneous intervals, so they may be read together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

Ways = Mapping[str, Mapping[str, str]]
Bounds = tuple[float, float, float]
COLUMNS = ["way", "scheme", "mean", "low", "high", "control", "alone_mean", "alone_low", "alone_high"]


class Place(StrEnum):
    """What the intervals say about whether a way comes first."""

    FIRST = "first"  # its best scheme is shown to be better than every scheme of every other way
    NOT_FIRST = "not_first"  # some scheme of another way is shown to be better than all of its own
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Claim:
    """Where a way stands by the best scheme of each: `rank` counts from 1, `rival` is the best of the other ways.

    `gap` is (mean, low, high) of `scheme` less the rival's best, `rival_scheme`; of a way that is not first, less the
    scheme that shows it.
    """

    place: Place
    rank: int
    scheme: str
    rival: str
    rival_scheme: str
    gap: Bounds


def rank(ways: Ways, baseline: str, differences: pd.DataFrame) -> pd.DataFrame:
    """A row for each way, the best first: its scheme with the highest mean, over the baseline and over its control.

    `differences` has first, second, mean, low, high for all ordered pairs. Where the control is the baseline, `alone_*`
    repeat the gain over the baseline.
    """
    pairs = _Pairs(differences)
    rows = []
    for way, controls in ways.items():
        best = max(controls, key=lambda scheme: pairs.between(scheme, baseline)[0])
        control = controls[best]
        rows.append((way, best, *pairs.between(best, baseline), control, *pairs.between(best, control)))
    return pd.DataFrame(rows, columns=COLUMNS).sort_values("mean", ascending=False, ignore_index=True)


def everyone(ways: Ways, baseline: str, differences: pd.DataFrame) -> pd.DataFrame:
    """As `rank`, with a row for every scheme of every way: ways in the order of their best, in each the best first."""
    pairs = _Pairs(differences)
    rows = [
        (way, scheme, *pairs.between(scheme, baseline), control, *pairs.between(scheme, control))
        for way in rank(ways, baseline, differences)["way"]
        for scheme, control in sorted(ways[way].items(), key=lambda item: -pairs.between(item[0], baseline)[0])
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def claim(way: str, ways: Ways, baseline: str, differences: pd.DataFrame, alone: bool = False) -> Claim:
    """Whether `way` comes first of two or more: by gains over the baseline, or if `alone` over the controls."""
    pairs = _Pairs(differences)
    over = {name: dict(controls) if alone else dict.fromkeys(controls, baseline) for name, controls in ways.items()}
    gains = {name: {each: pairs.between(each, other)[0] for each, other in over[name].items()} for name in ways}
    best = {name: max(means, key=lambda scheme: means[scheme]) for name, means in gains.items()}
    order = sorted(ways, key=lambda name: -gains[name][best[name]])
    rival = next(name for name in order if name != way)

    def gap(mine: str, theirs: str, other: str) -> Bounds:
        return pairs.of_gains((mine, over[way][mine]), (theirs, over[other][theirs]))

    others = [(scheme, name) for name in ways if name != way for scheme in over[name]]
    better = [each for each in others if all(gap(mine, *each)[2] < 0 for mine in over[way])]
    place, against = Place.OPEN, (best[rival], rival)
    if all(gap(best[way], *each)[1] > 0 for each in others):
        place = Place.FIRST
    elif better:
        # The rival that shows it, which need not be the one with the highest mean.
        place, against = Place.NOT_FIRST, max(better, key=lambda each: gains[each[1]][each[0]])
    return Claim(place, order.index(way) + 1, best[way], against[1], against[0], gap(best[way], *against))


class _Pairs:
    """Differences between schemes by name."""

    def __init__(self, differences: pd.DataFrame) -> None:
        columns = (differences[name] for name in ("first", "second", "mean", "low", "high"))
        self._bounds: dict[tuple[str, str], Bounds] = {
            (str(first), str(second)): (float(mean), float(low), float(high))
            for first, second, mean, low, high in zip(*columns, strict=True)
        }

    def between(self, scheme: str, other: str) -> Bounds:
        """(mean, low, high) of scheme less other."""
        return (0.0, 0.0, 0.0) if scheme == other else self._bounds[scheme, other]

    def of_gains(self, mine: tuple[str, str], theirs: tuple[str, str]) -> Bounds:
        """(mean, low, high) of (scheme less control) less (scheme less control).

        It is the sum of two differences between schemes, which can be paired in two ways; both bounds hold, so the
        tighter ones do.
        """
        (a, over_a), (b, over_b) = mine, theirs
        found = []
        for one, two in (((a, over_a), (over_b, b)), ((a, b), (over_b, over_a))):
            (mean, low, high), (more, more_low, more_high) = self.between(*one), self.between(*two)
            found.append((mean + more, low + more_low, high + more_high))
        return found[0][0], max(low for _, low, _ in found), min(high for _, _, high in found)
