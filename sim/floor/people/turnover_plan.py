"""Compiles who leaves when and who comes after: hazards by seat, and what is drawn for each person who holds a post."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from math import log1p

import numpy as np

from sim.floor.people.coaching import unit_of
from sim.floor.people.experience import Category
from sim.floor.resolving.regional_plan import Person, TurnoverPlan
from sim.floor.resolving.resolved import Floats, ResolvedScheme, SeatSpec
from sim.floor.stages import attempts
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.turnover import Hiring
from sim.levers.turnover import log_hazard_of_pay, narrowness
from sim.market.draws import name_key, normal, uniform

KINDS = ("stage", "industry", "product")
LEAVES, VACANT = name_key("leaves"), name_key("post vacant")


def turnover_plan(market: Market, resolved: ResolvedScheme, seed: int, replication: int) -> TurnoverPlan | None:
    """None where the mechanism is off, in planning years, and where capacity is unlimited, so that no post matters."""
    block = market.effects.turnover if market.effects.active("turnover") else None
    if block is None or not resolved.todays_pay or resolved.scheme.people.unlimited_capacity:
        return None
    seats, hiring, week = resolved.seats, resolved.scheme.people.hiring or Hiring(), market.week_hours
    base, weight, level = float(block.base_per_year), float(block.pay_weight), float(block.market_pay)
    units = [unit_of(resolved.scheme, seat) for seat in seats]
    own = [pay_of(resolved.scheme, seat, resolved.pay_scale) for seat in seats]
    normal_pay = [resolved.todays_pay.get(seat.role, pay) for seat, pay in zip(seats, own, strict=True)]
    delays = [week * hiring.of(seat.role, "delay_weeks") for seat in seats]
    people = [seat.person(seed, replication) for seat in seats]
    return TurnoverPlan(
        log_of_pay=[
            log_hazard_of_pay(base, weight, level * usual, pay) for usual, pay in zip(normal_pay, own, strict=True)
        ],
        unit=[units.index(unit) for unit in units],
        contagion_weight=float(block.contagion_weight),
        contagion_hours=week * float(block.contagion_weeks),
        focus_weight=float(block.focus_weight) if market.effects.active("learning") else 0.0,
        kinds=places_of_kinds(resolved.categories),
        reference=resolved.reference_narrowness,
        relationship_lost=float(block.relationship_lost),
        ramp_start=[hiring.of(seat.role, "ramp_start_share") for seat in seats],
        ramp_hours=[week * hiring.of(seat.role, "ramp_weeks") for seat in seats],
        cost=[hiring.of(seat.role, "cost") for seat in seats],
        person=partial(_person, people, delays, market),
    )


def pay_of(scheme: Scheme, seat: SeatSpec, pay_scale: float = 1.0) -> float:
    """What a seat expects to earn in a year: fixed pay and target variable pay."""
    terms = None if scheme.incentives is None else scheme.incentives.roles.get(seat.role)
    return seat.salary_per_year + (0.0 if terms is None else pay_scale * float(terms.target_pay_per_year))


def pay_by_role(scheme: Scheme, seats: Sequence[SeatSpec]) -> dict[str, float]:
    """What today's organisation pays each role on average, or would by its block where nobody has the role."""
    found: dict[str, float] = {}
    for role, terms in scheme.people.roles.items():
        own = [pay_of(scheme, seat) for seat in seats if seat.role == role]
        plan = None if scheme.incentives is None else scheme.incentives.roles.get(role)
        block = float(terms.salary_per_year) + (0.0 if plan is None else float(plan.target_pay_per_year))
        found[role] = sum(own) / len(own) if own else block
    return found


def mean_narrowness(experience: Floats, categories: Sequence[Category]) -> float:
    """Narrowness of what people remember, on average; 0 where nobody remembers anything."""
    known = narrowness(experience, places_of_kinds(categories))
    return float(known[~np.isnan(known)].mean()) if not np.isnan(known).all() else 0.0


def places_of_kinds(categories: Sequence[Category]) -> list[list[int]]:
    """The places of the categories of each kind that there is."""
    places: Mapping[str, list[int]] = {
        kind: [place for place, (of, _) in enumerate(categories) if of == kind] for kind in KINDS
    }
    return [found for found in places.values() if found]


def _person(
    people: Sequence[tuple[str | int, ...]], delays: Sequence[float], market: Market, seat: int, hire: int
) -> Person:
    """The same person in every scheme; whoever was there at the start has the skill that her seat has."""
    person = name_key(*people[seat], "hire", hire)
    bears = -log1p(-uniform(person, LEAVES))
    if not hire:
        return Person(bears, 0.0, [])
    vacant = -delays[seat] * log1p(-uniform(person, VACANT))
    skill = [0.0] * len(market.stages)
    if market.effects.skill is not None and market.effects.active("skill"):
        draws = np.array([uniform(person, name_key("skill", stage)) for stage in market.stages])
        skill = (float(market.effects.skill.spread) * normal(draws)).tolist()
    return Person(bears, vacant, skill * attempts(market))
