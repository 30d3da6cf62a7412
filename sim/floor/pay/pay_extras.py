"""Compiles what a pay plan pays beyond commission and bonuses: who is meant, how much, and between which clocks."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.floor.accounts.histories import Histories
from sim.floor.classify import Classified
from sim.floor.pay.compile_pay import plan_of
from sim.floor.pay.pay_plan import ContestPlan, PayExtras, SpiffPlan, TeamPoolPlan
from sim.floor.pay.pay_terms import quotas_per_year
from sim.floor.record import record_of
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.inputs.models.market import Market
from sim.inputs.models.pay import Contest, Incentives, TeamPool
from sim.inputs.models.playbook import Scheme
from sim.levers.segmentation import matches
from sim.market.born import business_year
from sim.market.leads import LeadTable

_MONTHS_A_YEAR = 12


def pay_extras(
    market: Market,
    resolved: ResolvedScheme,
    incentives: Incentives,
    table: LeadTable,
    classified: Classified,
    histories: Histories,
    horizon: Horizon,
) -> PayExtras:
    """Plain numbers of everything that the plan has besides tiers, bonuses and a cap."""
    weeks, draw, quality = horizon.warm_up_weeks + horizon.weeks, incentives.draw, incentives.quality
    back = incentives.clawback
    months = 0.0 if back is None else float(back.within_months)
    return PayExtras(
        spiffs=_spiffs(market, resolved.scheme, incentives, table, classified, histories, weeks),
        team_pool=None if incentives.team_pool is None else team_pool_plan(incentives.team_pool, resolved),
        draw_share=0.0 if draw is None else float(draw.share_of_target_pay),
        draw_recoverable=draw is not None and draw.recoverable,
        clawback_hours=0.0 if back is None else business_year(market) * months / _MONTHS_A_YEAR,
        quality_steps=()
        if quality is None
        else tuple((float(step.satisfaction_from), float(step.factor)) for step in quality.steps),
        of_own_deals=quality is not None and quality.of == "sold",
        contests=tuple(_contest(contest, resolved, table, weeks) for contest in incentives.contests.values()),
    )


def team_pool_plan(pool: TeamPool, resolved: ResolvedScheme) -> TeamPoolPlan:
    """The pool with each seat's unit."""
    names = [seat.name if pool.unit == "all" else str(getattr(seat, pool.unit)) for seat in resolved.seats]
    units = {} if pool.unit == "all" else {name: number for number, name in enumerate(dict.fromkeys(names))}
    return TeamPoolPlan(
        share=float(pool.share_of_target_pay),
        plan=plan_of(pool.tiers, pool.cap_attainment),
        unit=[units.get(name, 0) for name in names],
    )


def _spiffs(
    market: Market,
    scheme: Scheme,
    incentives: Incentives,
    table: LeadTable,
    classified: Classified,
    histories: Histories,
    weeks: int,
) -> tuple[SpiffPlan, ...]:
    """Judged by what is true of a lead, and by the offer that it comes to in the end."""
    if not incentives.spiffs:
        return ()
    record, found = record_of(market, scheme, table, histories=histories), []
    for spiff in incentives.spiffs:
        meant = matches(spiff.when, record.true, record.names, table.value)
        if spiff.offers is not None:
            sold = [index for index, name in enumerate(classified.offers) if name in spiff.offers]
            meant &= np.isin(classified.offer, sold)
        begins, ends = _week_clock(table, spiff.from_week, weeks), _week_clock(table, spiff.to_week, weeks)
        found.append(SpiffPlan(float(spiff.amount), begins, ends, meant.tolist()))
    return tuple(found)


def _contest(contest: Contest, resolved: ResolvedScheme, table: LeadTable, weeks: int) -> ContestPlan:
    """Whoever has a quota competes, as far as roles and offices are named."""
    seats = [
        index
        for index, (seat, quota) in enumerate(zip(resolved.seats, quotas_per_year(resolved), strict=True))
        if quota > 0
        and (contest.roles is None or seat.role in contest.roles)
        and (contest.offices is None or seat.office in contest.offices)
    ]
    return ContestPlan(
        measure=contest.measure,
        seats=tuple(seats),
        pool=float(contest.pool),
        shares=tuple(float(share) for share in contest.prizes),
        every_period=contest.from_week is None,
        begins=0.0 if contest.from_week is None else _week_clock(table, contest.from_week, weeks),
        ends=_week_clock(table, contest.to_week, weeks),
    )


def _week_clock(table: LeadTable, week: int | None, weeks: int) -> float:
    """The clock at which a week of the run begins; inf where the run of so many weeks does not come to it."""
    return inf if week is None or week > weeks else table.calendar.weeks_to_clock(week)
