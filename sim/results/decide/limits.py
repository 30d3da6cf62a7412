"""What a computer could not play, told before it tries: too many leads, tasks or heads, and a calendar without days."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date

from sim.floor.resolving.resolved import Horizon
from sim.floor.resolving.workload import PLANNING_WEEKS
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Industry, Market, Region, Source
from sim.inputs.models.playbook import Experiment, Scheme
from sim.inputs.tree import Location, Tree
from sim.market.calendar import business_calendar

# A million leads in one replication take about 3 GB.
MOST_LEADS = 1_000_000
MOST_TASKS = 3_000_000
# Half of the numbers that the lead table has for the leads of one day and cell.
MOST_A_DAY = 1 << 19
# Days times cells: the table of counts, 8 bytes each and some copies.
MOST_COUNTS = 50_000_000
MOST_HEADS = 20_000
MOST_PERSON_WEEKS = 5_000_000
_DAYS_LOOKED_AT = 14
_SPARE_DAYS = 370
# Draws lie below 1 - 2**-53, so that no quantile is asked for beyond this many nats.
_TAIL = 53 * math.log(2)


def limits(experiment: Experiment, market: Market, tree: Tree) -> list[Problem]:
    """What exceeds a limit, with the estimate and the limit; `tree` has the market at `market`."""
    return [*_calendar(experiment, market, tree), *_leads(experiment, market, tree), *_heads(experiment, tree)]


def _calendar(experiment: Experiment, market: Market, tree: Tree) -> Iterator[Problem]:
    days = Horizon.of(experiment.run).days + _SPARE_DAYS
    if market.start_date.toordinal() + days > date.max.toordinal():
        yield tree.problem(("market", "start_date"), f"{days:,} days from {market.start_date} on have no date")
        return
    try:
        business_calendar(market.country, market.start_date, _DAYS_LOOKED_AT, float(market.hours_per_day))
    except InputError as error:
        for problem in error.problems:
            yield tree.problem(("market", str(problem.key)), problem.message, problem.hint)


def expected_leads(market: Market, days: int) -> float:
    """Leads that arrive in so many days, on average over the months and weekdays of a year."""
    demand = market.demand
    months, weekdays = _factors(market)
    a_day = float(demand.leads_per_year) * float(demand.scale) / 365 * sum(months) / 12 * sum(weekdays) / 7
    trend = float(demand.trend_per_year) * days / 365
    # The mean of max(1 + x, 0) for x from 0 to the trend of all the days.
    return a_day * days * (1 + trend / 2 if trend >= -1 else -1 / (2 * trend))


def _factors(market: Market) -> tuple[list[float], list[float]]:
    demand = market.demand
    return [float(factor) for factor in demand.month_factors], [float(factor) for factor in demand.weekday_factors]


def _leads(experiment: Experiment, market: Market, tree: Tree) -> Iterator[Problem]:
    days = max(Horizon.of(experiment.run).days, 7 * PLANNING_WEEKS)
    leads, at = expected_leads(market, days), ("market", "demand", "leads_per_year")
    if not leads <= MOST_LEADS:
        yield from _too_many(leads, MOST_LEADS, f"leads in {days // 7} weeks", tree, at)
        return
    yield from _too_many(leads * _stages_reached(market), MOST_TASKS, f"tasks in {days // 7} weeks", tree, at)
    what = "leads of one region, industry and source on the busiest day"
    yield from _too_many(_busiest_day(market, days), MOST_A_DAY, what, tree, at, "up to")
    cells = len(market.regions) * len(market.industries) * len(market.sources)
    what = f"counts of leads ({cells:,} regions x industries x sources, {days:,} days)"
    yield from _too_many(float(cells * days), MOST_COUNTS, what, tree, ("market", "regions"))


def _busiest_day(market: Market, days: int) -> float:
    """A bound of the expected leads of the largest cell on any day, whatever the day's factor is drawn to be."""
    demand = market.demand
    months, weekdays = _factors(market)
    a_day = float(demand.leads_per_year) * float(demand.scale) / 365 * max(months) * max(weekdays)
    grown = max(1.0, 1 + float(demand.trend_per_year) * days / 365)
    return a_day * grown * _largest_cell(market) * largest_gamma(float(demand.day_dispersion))


def _heads(experiment: Experiment, tree: Tree) -> Iterator[Problem]:
    """The first scheme with too many: a budget too large is one for all."""
    budget = _budget(experiment.schemes[experiment.baseline])
    weeks = experiment.run.warm_up_weeks + experiment.run.weeks
    for name, scheme in experiment.schemes.items():
        heads, key = _heads_of(scheme, budget, name == experiment.baseline)
        at = ("schemes", name, "people", *key)
        person_weeks = f"person-weeks ({heads:,.0f} heads, {weeks:,} weeks)"
        problems = [
            *_too_many(heads, MOST_HEADS, "heads", tree, at, "up to"),
            *_too_many(heads * weeks, MOST_PERSON_WEEKS, person_weeks, tree, at, "up to"),
        ]
        if problems:
            yield problems[0]
            return


def _too_many(found: float, most: int, what: str, tree: Tree, at: Location, about: str = "about") -> Iterator[Problem]:
    if not found <= most:
        yield tree.problem(at, f"{about} {found:,.0f} {what} are too many to simulate, expected at most {most:,}")


def _stages_reached(market: Market) -> float:
    """Stages that an average lead would reach if nobody went cold."""
    reach, total = 1.0, 0.0
    for stage in market.stages.values():
        total += reach
        reach *= float(stage.conversion)
    return total


def _largest_cell(market: Market) -> float:
    groups: tuple[Mapping[str, Region | Industry | Source], ...] = (market.regions, market.industries, market.sources)
    return math.prod(max(float(item.share) for item in group.values()) for group in groups)


def largest_gamma(variance: float) -> float:
    """More than any draw of the day's factor, a gamma variable of mean 1: the sub-gamma bound of its tail.

    P(X >= 1 + sqrt(2 v t) + v t) <= exp(-t) (Boucheron, Lugosi & Massart, Concentration Inequalities, 2013, 2.4).
    """
    return 1 + math.sqrt(2 * variance * _TAIL) + variance * _TAIL


def _stated(scheme: Scheme) -> tuple[int, tuple[str, ...]]:
    """Heads that the people block states, and where."""
    people = scheme.people
    if people.seats is not None:
        return len(people.seats), ("seats",)
    if people.heads is not None:
        return sum(people.heads.values()), ("heads",)
    return sum(office.heads for office in people.offices.values()), ("offices",)


def _budget(baseline: Scheme) -> float:
    """At most the fixed cost of the baseline: everyone in the dearest role, a manager for each span, team and place."""
    people = baseline.people
    heads, _ = _stated(baseline)
    dearest = max(float(role.salary_per_year) + float(role.seat_cost_per_year) for role in people.roles.values())
    own = max((float(seat.salary_per_year or 0) for seat in people.seats or ()), default=0.0)
    crm = 0.0 if baseline.crm is None else float(baseline.crm.seat_cost_per_year)
    teams = 1 if baseline.segmentation is None else len(baseline.segmentation.teams)
    territories = 1 if baseline.territory is None else len(baseline.territory.names())
    managers = heads / float(people.managers.span) + teams * territories
    return heads * (max(dearest, own) + crm) + managers * float(people.managers.salary_per_year)


def _heads_of(scheme: Scheme, budget: float, is_baseline: bool) -> tuple[float, tuple[str, ...]]:
    people = scheme.people
    stated, key = _stated(scheme)
    factor = float(people.budget_factor)
    if people.seats is not None or people.heads is not None or (is_baseline and factor == 1):
        return float(stated), key
    cheapest = min(float(role.salary_per_year) for role in people.roles.values())
    paid = budget * factor / cheapest
    return (float(stated), key) if stated > paid else (paid, ("budget_factor",))
