"""Compiles a scheme for one replication's leads.

Everything that does not depend on how the day goes is worked out here, vectorised: outcomes' uniforms, work, thinking,
patience, travel, and the part of each logit that is known beforehand.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_plan import accounts_plan
from sim.floor.accounts.twins import with_twins
from sim.floor.bargaining import bargain
from sim.floor.classify import (
    Classified,
    classify,
    team_names,
    territory_names,
    territory_of_regions,
)
from sim.floor.crm_use import crm_use
from sim.floor.desks import desks_of
from sim.floor.improvement.compile_improvement import hours_in_reviews, improvement_plan
from sim.floor.insight import hours_by_week, known_at
from sim.floor.marketing import further_leads
from sim.floor.pay.compile_pay import pay_behaviour
from sim.floor.pay.concessions import concession_plan
from sim.floor.pay.odds import odds_plan
from sim.floor.pay.pay_extras import pay_extras
from sim.floor.pay.pay_terms import quotas_per_year
from sim.floor.pay.task_choice import task_choice_plan
from sim.floor.pay.team_credit import shared_credit
from sim.floor.pay.timing import timing_plan
from sim.floor.people.coaching import coaching_plan
from sim.floor.people.cover_plans import absence_plan, overflow_plan
from sim.floor.people.motivation import motivation_plan
from sim.floor.people.teamwork import teamwork_plan
from sim.floor.people.time_use import productive_by_week, productive_shares, together
from sim.floor.people.training import training_plan, weeks_ahead
from sim.floor.people.training_cost import hours_in_training
from sim.floor.people.turnover_plan import turnover_plan
from sim.floor.plan import FloorPlan, HuntingPlan, LearningPlan, SeatPlan
from sim.floor.pool.pool_plan import pool_plan
from sim.floor.resolving.nearness import distances_km
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.score import scores
from sim.floor.stages import attempts, loss_reasons, stage_plans
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.pay_periods import PERIOD_MONTHS
from sim.levers.territory import position_in_territory
from sim.levers.travel import distance_km, visit_hours
from sim.market.draws import name_key, normal, uniform
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]

PERSONAL = ("industry", "size", "region", "product")


def compile_plan(
    market: Market, resolved: ResolvedScheme, horizon: Horizon, table: LeadTable, seed: int, replication: int
) -> FloorPlan:
    """The plan of one scheme; `table` must be `lead_table(market, horizon.days, seed, replication)`.

    Where rules ask what customers have done before, the plan's own table has twins of the leads born of them.
    """
    scheme, effects = resolved.scheme, market.effects
    table, twins, histories = with_twins(scheme, table)
    weeks = horizon.warm_up_weeks + horizon.weeks
    week_ticks = table.calendar.week_starts_clock
    week_ticks = week_ticks[week_ticks < table.calendar.weeks_to_clock(weeks)]
    # A week without an open day has no tick, and its use is nobody's.
    week_of_tick = (table.calendar.dates_of(week_ticks) - np.datetime64(table.calendar.start, "D")).astype(
        np.int64
    ) // 7
    ahead = weeks_ahead(market, resolved, horizon)
    used = crm_use(scheme, resolved.seats, weeks, seed, replication, ahead)
    # How far the CRM is used when a lead arrives: by everyone, on average.
    everyones = used[:, resolved.present] if used is not None and resolved.absent else used
    use = 1.0 if everyones is None else everyones.mean(axis=1)[np.minimum(table.arrival_day // 7, weeks - 1)]
    known = known_at(market, scheme, np.floor_divide(table.arrival_day, 7).astype(np.float64) - horizon.warm_up_weeks)
    training_hours = hours_in_training(market, resolved, horizon)
    going_over = None if resolved.frame is None else resolved.frame.meetings
    asking = hours_by_week(scheme, resolved.seats, horizon.warm_up_weeks, horizon.weeks)
    elsewhere = together(asking, training_hours, hours_in_reviews(resolved, horizon, week_of_tick.tolist()), going_over)
    classified = classify(market, scheme, table, resolved.centres, use, known, histories)
    roles = resolved.roles
    teams, territories = team_names(scheme), territory_names(scheme)
    desks = desks_of(
        resolved.seats,
        scheme.working_roles(),
        teams,
        territories,
        scheme.process.shared_roles,
        distances_km(market, scheme),
        resolved.absent,
    )
    # Seats that only another organisation of the run has are at a desk that serves nobody.
    members = (*desks.seats, tuple(sorted(resolved.absent))) if resolved.absent else desks.seats
    homes = sorted({seat.home for seat in resolved.seats})
    hours, kilometres = _visits(market, table, homes)
    calendar = table.calendar
    end = calendar.weeks_to_clock(horizon.warm_up_weeks + horizon.weeks)
    months = [clock for clock in calendar.month_starts_clock.tolist() if clock < end]
    month_of_tick = [(market.start_date.month - 1 + index) % 12 + 1 for index in range(len(months))]
    product = table.attributes["product"]
    margin_share = np.array([float(market.products[name].margin_share) for name in table.names["product"]])[product]
    net_value = table.value * (1 - classified.discount_share)
    bargained = bargain(market, scheme, table)
    if bargained is not None:
        net_value = net_value * (1 - bargained.given)
    margin = net_value - table.value * (1 - margin_share) - net_value * classified.service_cost_share
    net_values, margins = net_value.tolist(), margin.tolist()
    plan, extras = scheme.incentives, None
    if plan is not None:
        extras = pay_extras(market, resolved, plan, table, classified, histories, horizon)
    score = scores(market, scheme, table, use)
    account = _accounts(table)
    context = effects.context if effects.active("context") else None
    kept = 0.0 if scheme.crm is None else float(scheme.crm.shared_context_share)
    response = effects.response if effects.active("response") else None
    duplicates = effects.duplicates if effects.active("duplicates") else None
    merged_share = 0.0 if scheme.crm is None else float(scheme.crm.duplicates_found_share)
    merged = (table.uniforms("record", "merged") < merged_share * use) & (table.original >= 0)
    turnover = turnover_plan(market, resolved, seed, replication)
    return FloorPlan(
        table=table,
        classified=classified,
        end_hours=end,
        week_ticks=week_ticks.tolist(),
        week_of_tick=week_of_tick.tolist(),
        month_ticks=months,
        month_of_tick=month_of_tick,
        roles=roles,
        stages=stage_plans(market, scheme, roles, table, classified, bargained),
        reasons=loss_reasons(market),
        arrival=table.arrival_hours.tolist(),
        value=table.value.tolist(),
        recorded_value=classified.recorded_value.tolist(),
        net_value=net_values,
        margin=margins,
        score=score.tolist(),
        place=(classified.team * len(territories) + classified.territory).tolist(),
        account=account.tolist(),
        patch=_patches(market, scheme, table, account).tolist(),
        account_owner=table.existing.tolist(),
        rule=classified.routing_rule.tolist(),
        top_score=(score >= resolved.top_score).tolist(),
        desks=members,
        patch_owners=_patch_owners(market, resolved, members),
        offices=[seat.office for seat in resolved.seats],
        serving=[
            [desks.serving.get((role, team, territory), ()) for team in teams for territory in territories]
            for role in roles
        ],
        seats=_seats(market, resolved, roles, homes, seed, replication, _desk_of(members)),
        absent=resolved.absent,
        visit_hours=hours,
        visit_km=kilometres,
        handoff_delay_hours=float(scheme.process.handoff_delay_hours),
        lost_context=0.0 if context is None else float(context.lost_logit),
        context_kept=kept,
        crm_use=None if used is None else used[week_of_tick].tolist(),
        productive_by_week=productive_by_week(scheme, resolved.seats, used, market.week_hours, elsewhere, week_of_tick),
        original=None if duplicates is None else table.original.tolist(),
        merged_on_arrival=merged.tolist() if merged.any() else None,
        annoyance=0.0 if duplicates is None else float(duplicates.annoyance),
        response_reference=math.inf if response is None else float(response.reference_hours),
        learning=_learning(market, resolved, table, classified),
        pay=pay_behaviour(market, resolved, roles, calendar, horizon, net_values, margins, extras),
        shared_credit=shared_credit(scheme, roles),
        hunting=_hunting(market, resolved, roles, table),
        further=further_leads(market, scheme, table, 1.0 if everyones is None else float(everyones.mean())),
        coaching=coaching_plan(market, resolved),
        training=training_plan(market, resolved, horizon, table, attempts(market)),
        teamwork=teamwork_plan(market, resolved, horizon),
        training_hours=training_hours,
        motivation=motivation_plan(market, resolved),
        absence=absence_plan(market, resolved, desks.seats, end, seed, replication, vacancies=turnover is not None),
        turnover=turnover,
        overflow=overflow_plan(market, resolved, desks.seats),
        task_choice=task_choice_plan(market, resolved, roles, attempts(market), seed, replication),
        improvement=improvement_plan(
            market,
            resolved,
            horizon,
            table,
            desks.seats,
            classified.recorded_value,
            margin_share,
            week_of_tick.tolist(),
        ),
        concessions=concession_plan(market, scheme, net_value, classified.service_cost_share),
        timing=timing_plan(market, scheme, table),
        odds=odds_plan(market, scheme, table, bargained),
        pool=pool_plan(market, resolved, roles, classified, seed, replication),
        accounts=accounts_plan(market, scheme, roles, table, net_value, twins),
        bargained=bargained,
        unlimited=scheme.people.unlimited_capacity,
        margin_share=margin_share,
    )


def _accounts(table: LeadTable) -> Floats:
    """What each customer's owner is drawn by; whoever comes twice, or comes again, is one customer with one owner."""
    account = table.uniforms("lead", "account")
    first = np.where(table.original >= 0, table.original, np.arange(len(table)))
    if table.further is not None:
        customer, begin = table.further.customer, table.further.first
        _, place, whose = np.unique(customer, return_index=True, return_inverse=True)
        rows = begin + np.arange(len(customer))
        first[rows] = np.where(customer >= 0, begin + place[whose], rows)
    return np.asarray(account[first])


def _visits(market: Market, table: LeadTable, homes: list[str]) -> tuple[list[list[float]], list[list[float]]]:
    """Hours and kilometres (there and back) of a visit from each home to each lead."""
    travel = market.effects.travel if market.effects.active("travel") else None
    if travel is None:
        return [], []
    hours, kilometres = [], []
    for home in homes:
        region = market.regions[home]
        km = distance_km(
            np.array(float(region.latitude)), np.array(float(region.longitude)), table.latitude, table.longitude
        )
        hours.append(visit_hours(travel, km).tolist())
        kilometres.append((2 * km).tolist())
    return hours, kilometres


def _patches(market: Market, scheme: Scheme, table: LeadTable, otherwise: Floats) -> Floats:
    """Each lead's place in the book of its territory."""
    regions = list(market.regions.values())
    region = table.attributes["region"]
    latitude = np.array([float(item.latitude) for item in regions])[region]
    longitude = np.array([float(item.longitude) for item in regions])[region]
    north, east = table.latitude - latitude, (table.longitude - longitude) * np.cos(np.radians(latitude))
    share = np.array([float(item.share) for item in regions])
    owner = territory_of_regions(scheme, table.names["region"])
    return position_in_territory(region, north, east, otherwise, owner, share)


def _hunting(market: Market, resolved: ResolvedScheme, roles: tuple[str, ...], table: LeadTable) -> HuntingPlan | None:
    """Accounts by the territory of their region; a seat that serves all takes those of one, in turn."""
    terms, block = resolved.scheme.process.hunting, market.effects.prospecting
    if terms is None or block is None or not market.effects.active("prospecting"):
        return None
    territories = territory_names(resolved.scheme)
    owner = territory_of_regions(resolved.scheme, table.names["region"]).tolist()
    accounts: list[list[tuple[float, int]]] = [[] for _ in territories]
    since = [table.calendar.weeks_to_clock(week) for week in range(1 + max(table.accounts_week, default=0))]
    for region, row, week in zip(table.accounts_region, table.accounts_row, table.accounts_week, strict=True):
        accounts[owner[region]].append((since[week], row))
    return HuntingPlan(
        role=roles.index(terms.role),
        week_share=float(terms.week_share),
        when_idle=terms.when_idle,
        contact_hours=float(block.contact_hours),
        delay_hours=float(block.delay_hours),
        accounts=accounts,
        territory=[
            index % len(territories) if seat.territory == "*" else territories.index(seat.territory)
            for index, seat in enumerate(resolved.seats)
        ],
    )


def _desk_of(desks: tuple[tuple[int, ...], ...]) -> dict[int, int]:
    return {seat: index for index, members in enumerate(desks) for seat in members}


def _patch_owners(
    market: Market, resolved: ResolvedScheme, desks: tuple[tuple[int, ...], ...]
) -> tuple[tuple[int, ...], ...]:
    """The seats of each desk in the order of their homes' regions, so that patches lie near whoever owns them."""
    order = list(market.regions)
    return tuple(tuple(sorted(desk, key=lambda seat: (order.index(resolved.seats[seat].home), seat))) for desk in desks)


def _seats(
    market: Market,
    resolved: ResolvedScheme,
    roles: tuple[str, ...],
    homes: list[str],
    seed: int,
    replication: int,
    desk_of: dict[int, int],
) -> tuple[SeatPlan, ...]:
    skill = market.effects.skill if market.effects.active("skill") else None
    spread = 0.0 if skill is None else float(skill.spread)
    incentives, quotas = resolved.scheme.incentives, quotas_per_year(resolved)
    shares = productive_shares(resolved.scheme, resolved.seats, market.week_hours)
    plans = []
    for index, seat in enumerate(resolved.seats):
        person = name_key(*seat.person(seed, replication))
        draws = np.array([uniform(person, name_key("skill", stage)) for stage in market.stages])
        quota = target_pay = 0.0
        if incentives is not None and seat.role in incentives.roles and index not in resolved.absent:
            terms, periods = incentives.roles[seat.role], 12 // PERIOD_MONTHS[incentives.period]
            quota = quotas[index] / periods
            target_pay = resolved.pay_scale * float(terms.target_pay_per_year) / periods
        plans.append(
            SeatPlan(
                desk=desk_of[index],
                role=roles.index(seat.role),
                home=homes.index(seat.home),
                productive_share=shares[index],
                skill=(spread * normal(draws)).tolist() * attempts(market),
                hours=resolved.experience[index].tolist(),
                quota=quota,
                target_pay=target_pay,
                pay_level=resolved.pay_level.get(seat.role, 1.0),
            )
        )
    return tuple(plans)


def _learning(
    market: Market, resolved: ResolvedScheme, table: LeadTable, classified: Classified
) -> LearningPlan | None:
    learning = market.effects.learning if market.effects.active("learning") else None
    if learning is None:
        return None
    position = {category: index for index, category in enumerate(resolved.categories)}
    columns = []
    for attribute in PERSONAL:
        index_of = np.array([position[attribute, name] for name in table.names[attribute]])
        columns.append(index_of[table.attributes[attribute]].tolist())
    offers = np.array([position["offer", name] for name in classified.offers])
    # Stages at which the same offer is made share one list.
    by_offer = {id(made): list(zip(*columns, offers[made].tolist(), strict=True)) for made in classified.offered}
    return LearningPlan(
        exponent=float(learning.exponent),
        conversion_weight=float(learning.exponent) * float(learning.conversion_weight),
        reference_hours=float(learning.reference_hours),
        half_life_weeks=float(learning.half_life_weeks),
        weight=[float(getattr(learning.weights, kind)) for kind, _ in resolved.categories],
        stage_category=[position["stage", name] for name in market.stages] * attempts(market),
        lead_categories=[by_offer[id(made)] for made in classified.offered] * attempts(market),
        reference=resolved.reference_familiarity,
    )
