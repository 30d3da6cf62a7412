"""Compiles a scheme's pay plan and the response to it into plain numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from sim.floor.pay.pay_plan import BesidePlan, PayBehaviour, PayExtras
from sim.floor.pay.period_ends import period_ends
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.inputs.models.market import Market
from sim.inputs.models.pay import CreditBase, Incentives, Tier
from sim.inputs.quantity import Quantity
from sim.levers.pay import Plan as PayPlan
from sim.levers.pay_periods import elapsed_share, next_start, starts_in
from sim.market.calendar import BusinessCalendar
from sim.market.usual_value import usual_value

DAYS_A_WEEK = 7


def pay_behaviour(
    market: Market,
    resolved: ResolvedScheme,
    roles: tuple[str, ...],
    calendar: BusinessCalendar,
    horizon: Horizon,
    net_value: list[float],
    margin: list[float],
    extras: PayExtras | None,
) -> PayBehaviour | None:
    """The plan and the response to it; None without a plan. `net_value` and `margin` are of each lead's deal.

    `extras` is what the plan pays beyond commission and bonuses, None where there is no plan.
    """
    incentives = resolved.scheme.incentives
    if incentives is None or extras is None:
        return None
    response = market.effects.effort_response if market.effects.active("effort_response") else None
    return PayBehaviour(
        plan=pay_plan(incentives),
        period=incentives.period,
        first_period_share=_first_period_share(incentives.period, calendar),
        last_period_share=_last_period_share(incentives.period, calendar, horizon),
        period_ends=period_ends(
            market.country, market.start_date, horizon.days, float(market.hours_per_day), incentives.period
        ),
        credit_share=[
            float(incentives.roles[role].credit_share) if role in incentives.roles else 0.0 for role in roles
        ],
        credit_value=credit_value(incentives.credit, net_value, margin),
        extras=extras,
        strength=0.0 if response is None else float(response.strength),
        conversion_weight=0.0 if response is None else float(response.conversion_weight),
        attainment_deviation=0.0 if response is None else float(response.attainment_deviation),
        floor=1.0 if response is None else float(response.floor),
        ceiling=1.0 if response is None else float(response.ceiling),
        beside=None if response is None else _beside(market, resolved, extras, incentives.credit, calendar, horizon),
    )


def _beside(
    market: Market,
    resolved: ResolvedScheme,
    extras: PayExtras,
    base: CreditBase,
    calendar: BusinessCalendar,
    horizon: Horizon,
) -> BesidePlan | None:
    """None where effort heeds neither contests nor a team's pool, or there are none."""
    block = market.effects.pay_beside
    if block is None or not market.effects.active("pay_beside") or (extras.team_pool is None and not extras.contests):
        return None
    return BesidePlan(
        contest_weight=float(block.contest_weight),
        pool_weight=float(block.pool_weight),
        half_weeks=float(block.half_weeks),
        week_clocks=[calendar.weeks_to_clock(week) for week in range(horizon.days // DAYS_A_WEEK + 1)],
        usual_credit=1.0 if base == "units" else usual_value(market, margin=base == "margin"),
        level=[resolved.whole_pay_level.get(seat.role, 1.0) for seat in resolved.seats],
    )


def credit_value(base: CreditBase, net_value: list[float], margin: list[float]) -> list[float]:
    """What each lead's deal is credited with: its revenue, its margin or 1; the very list that is given."""
    if base == "revenue":
        return net_value
    return margin if base == "margin" else [1.0] * len(net_value)


def _first_period_share(period: str, calendar: BusinessCalendar) -> float:
    """How much is still to come of the pay period that runs when work begins.

    All of it, if no hour is worked before it starts.
    """
    first = _last_start_at(period, calendar, 0.0) or calendar.start
    return elapsed_share(period, calendar.start, next_start(period, first))


def _last_period_share(period: str, calendar: BusinessCalendar, horizon: Horizon) -> float:
    """How much of the last pay period lies between start and horizon.

    All of it, if no hour is worked before the next starts.
    """
    last = _last_start_at(period, calendar, calendar.opening_clock(horizon.days))
    return elapsed_share(period, calendar.start, last or calendar.start + timedelta(days=horizon.days))


def _last_start_at(period: str, calendar: BusinessCalendar, clock: float) -> date | None:
    """The last day after the start with which a pay period starts at this clock; None without one."""
    found = None
    for months in np.flatnonzero(calendar.month_starts_clock == clock).tolist():
        year, month = divmod(calendar.start.month - 1 + months, 12)
        if months and starts_in(period, month + 1):
            found = date(calendar.start.year + year, month + 1, 1)
    return found


def pay_plan(incentives: Incentives) -> PayPlan:
    """The plan's tiers, steps and cap in plain numbers."""
    steps = tuple((float(bonus.attainment), float(bonus.share_of_target_pay)) for bonus in incentives.bonuses)
    plan = plan_of(incentives.tiers, incentives.cap_attainment)
    return plan._replace(bonuses=steps, retroactive=incentives.retroactive)


def plan_of(tiers: Sequence[Tier], cap: Quantity | None) -> PayPlan:
    """Tiers and a cap in plain numbers."""
    return PayPlan(
        starts=tuple(float(tier.attainment_from) for tier in tiers),
        rates=tuple(float(tier.rate) for tier in tiers),
        bonuses=(),
        cap=math.inf if cap is None else float(cap),
    )
