"""The compiled pay plan: plain numbers that the books and effort read."""

from __future__ import annotations

from dataclasses import dataclass, field

from sim.levers.pay import Plan


@dataclass(frozen=True, slots=True)
class SpiffPlan:
    """An amount for each deal of the leads that are `meant`, made between two clocks."""

    amount: float
    begins: float
    ends: float
    meant: list[bool] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PayBehaviour:
    """The pay plan and the response to it, in plain numbers.

    `first_period_share` is how much of the pay period that runs at the start is still to come, `last_period_share` how
    much of the one that runs at the horizon has passed by then, of what came after the start. `credit_value` is what
    each lead's deal is credited with, whoever shares it.
    """

    plan: Plan
    period: str
    first_period_share: float
    last_period_share: float
    credit_share: list[float]
    credit_value: list[float] = field(repr=False)
    spiffs: tuple[SpiffPlan, ...]
    strength: float
    conversion_weight: float
    attainment_deviation: float
    floor: float
    ceiling: float
