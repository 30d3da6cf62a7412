"""What an hour of work on a lead is expected to pay whoever works it, at each stage of the funnel."""

from __future__ import annotations

from collections.abc import Sequence


def pays_an_hour(conversions: Sequence[float], hours: Sequence[float], own: Sequence[bool]) -> list[float]:
    """For each stage, chance to win from it over the hours that one's own stages are still expected to take.

    `conversions` and `hours` are by stage, `own` says which are one's own. A lead comes to a later stage with the
    chance of all before it. 0 where nothing of one's own is left.
    """
    found = []
    for first in range(len(conversions)):
        reached, expected = 1.0, 0.0
        for chance, takes, mine in zip(conversions[first:], hours[first:], own[first:], strict=True):
            expected += reached * takes if mine else 0.0
            reached *= chance
        found.append(reached / expected if expected > 0 else 0.0)
    return found
