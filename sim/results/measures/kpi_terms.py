"""The terms in which a KPI is described: title, formula, unit, direction and window."""

from __future__ import annotations

from typing import Literal, NamedTuple

Unit = Literal["money/year", "money", "share", "hours", "days", "count/year", "count", "index"]
Window = Literal["dated in the window", "arrived in the window", "followed cohort", "at the window's edges"]


class Kpi(NamedTuple):
    """`direction` is +1 where more is better, -1 where less is, 0 where neither."""

    title: tuple[str, str]
    formula: tuple[str, str]
    unit: Unit
    direction: int
    window: Window


MONEY: Window = "dated in the window"
ARRIVED: Window = "arrived in the window"
COHORT: Window = "followed cohort"
EDGES: Window = "at the window's edges"
