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
class TeamPoolPlan:
    """`share` of target pay is in the pools; `unit` is each seat's, a number for those whose attainment is one."""

    share: float
    plan: Plan
    unit: list[int]


@dataclass(frozen=True, slots=True)
class ContestPlan:
    """Who competes for which prizes, over deals between two clocks; in `every_period`, over those of each."""

    measure: str
    seats: tuple[int, ...]
    pool: float
    shares: tuple[float, ...]
    every_period: bool
    begins: float
    ends: float


@dataclass(frozen=True, slots=True)
class PayExtras:
    """What a plan pays beyond commission and bonuses. All off: no tuple holds anything, None and 0.

    `draw_share` is that of target pay that is guaranteed; a customer who leaves within `clawback_hours` of a deal costs
    its commission. `quality_steps` are (satisfaction from, factor), of the customers `of_own_deals` or those served.
    """

    spiffs: tuple[SpiffPlan, ...]
    team_pool: TeamPoolPlan | None
    draw_share: float
    draw_recoverable: bool
    clawback_hours: float
    quality_steps: tuple[tuple[float, float], ...]
    of_own_deals: bool
    contests: tuple[ContestPlan, ...]


@dataclass(frozen=True, slots=True)
class BesidePlan:
    """How effort heeds contests and the team's pool.

    `level`, by seat, is what the plan's target pay with the team's part is for each unit of credit, today's own being
    1; `usual_credit` what a deal is credited with on average, at list prices. `week_clocks` are those at which each
    calendar week of the run begins, and at which the last one ends.
    """

    contest_weight: float
    pool_weight: float
    half_weeks: float
    usual_credit: float
    level: list[float]
    week_clocks: list[float] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PayBehaviour:
    """The pay plan and the response to it, in plain numbers.

    `first_period_share` is how much of the pay period that runs at the start is still to come, `last_period_share` how
    much of the one that runs at the horizon has passed by then, of what came after the start. `credit_value` is what
    each lead's deal is credited with, whoever shares it. `beside` is None where effort follows own attainment alone.
    """

    plan: Plan
    period: str
    first_period_share: float
    last_period_share: float
    period_ends: tuple[float, ...]
    credit_share: list[float]
    credit_value: list[float] = field(repr=False)
    extras: PayExtras
    strength: float
    conversion_weight: float
    attainment_deviation: float
    floor: float
    ceiling: float
    beside: BesidePlan | None
