"""Continuous improvement: how a controller turns what was recorded into what it does. Pure functions of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Standing(NamedTuple):
    """A desk on record, on average over the weeks read: margin that waiting destroys in a week, the share of the week
    without logged work, its people, and whether they may move at all.
    """

    destroyed: float
    slack: float
    heads: int
    may_move: bool


def conversion_on_record(advanced: float, results: float) -> float:
    """Share of results on record that went on, by the rule of succession: a half where none is on record."""
    return (advanced + 1) / (results + 2)


def chances_to_win(conversions: Sequence[float]) -> list[float]:
    """Chance to win from each stage on, when every stage converts as stated."""
    chance, found = 1.0, []
    for conversion in reversed(conversions):
        chance *= conversion
        found.append(chance)
    return found[::-1]


def bottleneck(desks: Sequence[Standing], least_slack: float) -> tuple[int, int] | None:
    """(from, to) of the one seat to move; None where nothing is destroyed, or nobody can be spared.

    To the desk where waiting destroys most; from the one with most slack, which keeps someone, has at least
    `least_slack`, and no less of it than where the seat goes. Ties go to the first desk.
    """
    places = [place for place, desk in enumerate(desks) if desk.may_move]
    target = max(places, key=lambda place: (desks[place].destroyed, -place), default=-1)
    if target < 0 or desks[target].destroyed <= 0:
        return None
    spare = [
        place
        for place in places
        if place != target
        and desks[place].heads > 1
        and desks[place].slack >= least_slack
        and desks[place].slack >= desks[target].slack
    ]
    source = max(spare, key=lambda place: (desks[place].slack, -place), default=-1)
    return None if source < 0 else (source, target)


def weakest(above: Sequence[float], results: Sequence[float], least_results: float, most: int) -> list[int]:
    """The places of those to coach, the weakest first, `most` at most; of equals the first.

    `above` is by how many more of someone's `results` went on than of everyone's would have. Whoever has fewer than
    `least_results` is not judged, and nobody is coached whose leads go on as often as others' do.
    """
    judged = [place for place, count in enumerate(results) if count >= least_results and above[place] < 0]
    return sorted(judged, key=lambda place: (above[place] / results[place], place))[:most]


def is_reversal(moves: Sequence[tuple[int, int]], source: int, target: int) -> bool:
    """Whether a move takes back one of the earlier `moves`: the last one between these two desks went the other way."""
    between = [move for move in moves if move in ((source, target), (target, source))]
    return bool(between) and between[-1] == (target, source)
