"""Alignment: geographic units dealt to territories by a simple rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def by_count(units: Sequence[str], territories: int) -> list[list[str]]:
    """Units in their order, cut into runs of equal number as far as that goes, longer runs first."""
    size, longer = divmod(len(units), territories)
    cuts = [size + (index < longer) for index in range(territories)]
    found, start = [], 0
    for cut in cuts:
        found.append(list(units[start : start + cut]))
        start += cut
    return found


def by_balance(workload: Mapping[str, float], territories: int) -> list[list[str]]:
    """The heaviest unit left goes to the lightest territory, ties by order (Graham 1969, SIAM J. Appl. Math. 17:416).

    The heaviest territory then bears at most 4/3 - 1/(3 territories) of what the best possible alignment would make it.
    """
    order = {unit: index for index, unit in enumerate(workload)}
    found: list[list[str]] = [[] for _ in range(territories)]
    load = [0.0] * territories
    for unit in sorted(workload, key=lambda name: (-workload[name], order[name])):
        lightest = min(range(territories), key=lambda index: (load[index], len(found[index]), index))
        found[lightest].append(unit)
        load[lightest] += workload[unit]
    return [sorted(units, key=order.__getitem__) for units in found]
