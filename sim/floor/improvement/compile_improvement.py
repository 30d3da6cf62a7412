"""Compiles continuous improvement: who reviews what when, whose people may move, what a review takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.floor.improvement.improvement_plan import ImprovementPlan
from sim.floor.resolving.resolved import Horizon, ResolvedScheme, SeatSpec
from sim.floor.stages import attempts
from sim.inputs.models.improvement import Improvement, Post
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]
Desks = tuple[tuple[int, ...], ...]


def improvement_plan(
    market: Market,
    resolved: ResolvedScheme,
    horizon: Horizon,
    table: LeadTable,
    desks: Desks,
    recorded_value: Floats,
    margin_share: Floats,
    week_of_tick: Sequence[int],
) -> ImprovementPlan | None:
    """None where nobody improves anything."""
    terms, scheme = resolved.scheme.improvement, resolved.scheme
    if terms is None:
        return None
    places = [(name, number) for number in range(attempts(market)) for name in market.stages]
    firsts = [resolved.seats[desk[0]] for desk in desks]
    alone = scheme.roles_that_work_alone()
    return ImprovementPlan(
        policy=terms.policy,
        reviews=tuple(_held(terms, horizon, week_of_tick)),
        moves=tuple(
            (horizon.warm_up_weeks + move.week, _at(firsts, move.take_from), _at(firsts, move.give_to))
            for move in terms.moves
        ),
        review_weeks=terms.review_weeks,
        lag_weeks=terms.lag_weeks,
        review_cost=float(terms.cost_per_review),
        budget=float(terms.budget_per_review),
        move_cost=float(terms.move_cost),
        waiting_loses=float(terms.waiting_loses),
        least_slack=float(terms.least_slack),
        coaching_hours=float(terms.coaching_hours),
        coaching_cost=float(terms.coaching_cost),
        people_coached=terms.people_coached,
        least_results=terms.least_results,
        week_hours=market.week_hours,
        may_move=tuple(first.role in alone for first in firsts),
        desk_names=tuple(desk_name(scheme, first) for first in firsts),
        logged=[table.uniforms("record", "logged", name, number) for name, number in places],
        queued=[table.uniforms("record", "queued", name, number) for name, number in places],
        given_up=table.uniforms("record", "logged", "cold"),
        margin=recorded_value * margin_share,
    )


def hours_in_reviews(resolved: ResolvedScheme, horizon: Horizon, week_of_tick: Sequence[int]) -> Floats | None:
    """Hours of each seat in reviews, (weeks, seats), warm-up included; None where there are none.

    `week_of_tick` are the weeks with an open day.
    """
    terms = resolved.scheme.improvement
    reviews = [] if terms is None else _held(terms, horizon, week_of_tick)
    if terms is None or not reviews or not float(terms.hours_per_review):
        return None
    hours = np.zeros((horizon.warm_up_weeks + horizon.weeks, len(resolved.seats)))
    hours[reviews] = float(terms.hours_per_review)
    return hours


def _held(terms: Improvement, horizon: Horizon, week_of_tick: Sequence[int]) -> list[int]:
    """The weeks of the run, warm-up included, in which reviews are held.

    One that falls in a week without an open day is held in the next week that has one, together with that week's own.
    """
    due = [horizon.warm_up_weeks + week for week in terms.reviews(horizon.weeks)]
    held = (next((week for week in week_of_tick if week >= at), None) for at in due)
    return sorted({week for week in held if week is not None})


def desk_name(scheme: Scheme, seat: SeatSpec) -> str:
    """What a desk is called, by one of its seats: its role, and its team and territory where there are any."""
    parts = (seat.role, "" if scheme.segmentation is None else seat.team, seat.territory if scheme.territory else "")
    return " / ".join(part for part in parts if part and part != "*")


def _at(firsts: Sequence[SeatSpec], post: Post) -> tuple[int, ...]:
    """The desks where a post stands."""
    return tuple(
        place
        for place, seat in enumerate(firsts)
        if seat.role == post.role
        and (post.team is None or seat.team == post.team)
        and (post.territory is None or seat.territory == post.territory)
    )
