"""Compiles a scheme's courses: who attends when, what that costs, and what it teaches beside today's courses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from sim.floor.resolving.resolved import NEWCOMER, Horizon, ResolvedScheme, SeatSpec
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.teaching import Teaching
from sim.inputs.models.training import Course
from sim.levers.training import remembered_at, share_gained
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]
Topic = tuple[str, str]

EVER = -1_000_000
SERVICE: Topic = ("service", "")
CRM: Topic = ("crm", "")


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """By topic, and by column within: a column for each seat and then one for each role of today's organisation.

    `start` are hours remembered at the start, `given[w]` hours of courses in week w, None without any. What today's
    roles remember is what conversion is stated at: `todays[p]` is the column of the role that works the plan's stage p
    today. `stage_topic[p]` and `product_topic` are places in the topics, -1 where none is about it; `shows[p]` says
    where an offer is on the table. `works[s]` are the stages that a seat works, `product_share` the leads' products.
    """

    most_logit: float
    half_hours: float
    half_life_weeks: float
    most_satisfaction: float
    seats: int
    start: list[list[float]]
    given: list[list[list[float]] | None]
    todays: list[int]
    stage_topic: list[int]
    product_topic: list[int]
    shows: list[bool]
    product: list[int] = field(repr=False)
    service_topic: int
    todays_service: int
    works: list[list[int]]
    product_share: list[float]


def training_plan(
    market: Market, resolved: ResolvedScheme, horizon: Horizon, table: LeadTable, attempts: int
) -> TrainingPlan | None:
    """In plain numbers; None where courses teach nothing that works on the floor, in this scheme and in today's."""
    block = teaching(market)
    if block is None:
        return None
    scheme = resolved.scheme
    today, past = resolved.today or scheme, resolved.past or scheme
    topics = [topic for topic in _topics(scheme, today, past) if topic != CRM]
    if not topics:
        return None
    roles, seats = today.working_roles(), resolved.seats
    weeks = horizon.warm_up_weeks + horizon.weeks
    before, half_life = -horizon.warm_up_weeks, float(block.half_life_weeks)

    def known(of: Scheme, role: str, topic: Topic) -> float:
        held = _given(of, role, topic, EVER, before)
        return remembered_at(before, held, half_life)

    def average(topic: Topic) -> float:
        heads = resolved.todays_heads or dict.fromkeys(roles, 1)
        return sum(count * known(past, role, topic) for role, count in heads.items()) / sum(heads.values())

    def at_start(seat: SeatSpec, topic: Topic) -> float:
        if seat.role_before == NEWCOMER:
            return average(topic)
        return known(past, seat.role_before or seat.role, topic)

    columns = [(scheme, seat.role) for seat in seats] + [(today, role) for role in roles]
    given: list[list[list[float]] | None] = [None] * weeks
    for place, topic in enumerate(topics):
        for column, (of, role) in enumerate(columns):
            for week, hours in _given(of, role, topic, before, before + weeks):
                here = given[week - before]
                if here is None:
                    here = given[week - before] = [[0.0] * len(columns) for _ in topics]
                here[place][column] += hours
    place_of = {topic: place for place, topic in enumerate(topics)}
    serving = None if today.process.after_sales is None else today.process.after_sales.role
    product = table.attributes["product"]
    return TrainingPlan(
        most_logit=float(block.most_logit),
        half_hours=float(block.half_hours),
        half_life_weeks=half_life,
        most_satisfaction=float(block.most_satisfaction),
        seats=len(seats),
        start=[
            [at_start(seat, topic) for seat in seats] + [known(today, role, topic) for role in roles]
            for topic in topics
        ],
        given=given,
        todays=[len(seats) + roles.index(today.process.roles[name]) for name in market.stages] * attempts,
        stage_topic=[place_of.get(("stage", name), -1) for name in market.stages] * attempts,
        product_topic=[place_of.get(("product", name), -1) for name in table.names["product"]],
        shows=[float(stage.fit_weight) > 0 for stage in market.stages.values()] * attempts,
        product=product.tolist() if any(kind == "product" for kind, _ in topics) else [],
        service_topic=place_of.get(SERVICE, -1),
        todays_service=-1 if serving is None else len(seats) + roles.index(serving),
        works=[
            [place for place, name in enumerate(market.stages) if scheme.process.roles[name] == seat.role]
            for seat in seats
        ],
        product_share=[float(market.products[name].share) for name in table.names["product"]],
    )


def teaching(market: Market) -> Teaching | None:
    """What courses teach in this market; None where the mechanism is off."""
    return market.effects.training if market.effects.active("training") else None


def with_past_roles(seats: Sequence[SeatSpec], today: Sequence[SeatSpec] | None) -> tuple[SeatSpec, ...]:
    """The seats with the role that each had in today's organisation, whose courses it attended then."""
    if today is None:
        return tuple(seats)
    roles = {(seat.office, seat.number): seat.role_before or seat.role for seat in today}
    return tuple(replace(seat, role_before=roles.get((seat.office, seat.number), NEWCOMER)) for seat in seats)


def hours_in_courses(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Floats | None:
    """Hours of each seat in courses, (weeks, seats), warm-up included; None where nobody attends any."""
    taken = np.zeros((horizon.warm_up_weeks + horizon.weeks, len(resolved.seats)))
    for course, week, attends in _attendance(market, resolved, horizon):
        taken[horizon.warm_up_weeks + week] += float(course.hours) * attends
    return taken if taken.any() else None


def cost_of_courses(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Iterator[tuple[int, int, float]]:
    """(week from the start of the run, seat, amount) of everyone who attends a course that costs something."""
    for course, week, attends in _attendance(market, resolved, horizon):
        if float(course.cost_per_head):
            for seat in np.flatnonzero(attends).tolist():
                yield horizon.warm_up_weeks + week, seat, float(course.cost_per_head)


def weeks_ahead(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Floats | None:
    """How many weeks of adopting the CRM courses have saved each seat by each week, (weeks, seats); None without any.

    By the hours attended before, of which none is forgotten: who uses it every day keeps the habit.
    """
    block = teaching(market)
    if block is None:
        return None
    hours = np.zeros((horizon.warm_up_weeks + horizon.weeks, len(resolved.seats)))
    for course, week, attends in _attendance(market, resolved, horizon):
        topics = course.teaches.topics()
        if CRM in topics:
            hours[horizon.warm_up_weeks + week + 1 :] += float(course.hours) / len(topics) * attends
    if not hours.any():
        return None
    return np.asarray(float(block.crm_weeks_ahead) * hours / (hours + float(block.half_hours)))


def courses_of(scheme: Scheme) -> tuple[Course, ...]:
    """The scheme's courses; none without training."""
    return () if scheme.training is None else tuple(scheme.training.courses.values())


def skill_gained(plan: TrainingPlan, hours: float) -> float:
    """Logits that so many remembered hours of courses on a topic add."""
    return plan.most_logit * share_gained(hours, plan.half_hours)


def _attendance(
    market: Market, resolved: ResolvedScheme, horizon: Horizon
) -> Iterator[tuple[Course, int, NDArray[np.bool_]]]:
    """(course, week from the start of the measured weeks, which seats attend) of every time in the run."""
    if teaching(market) is None:
        return
    for course in courses_of(resolved.scheme):
        attends = np.array([course.attended_by(seat.role) for seat in resolved.seats])
        for week in course.weeks(-horizon.warm_up_weeks, horizon.weeks):
            yield course, week, attends


def _topics(*schemes: Scheme) -> list[Topic]:
    """Everything that some course is about, in order of appearance."""
    courses = [course for scheme in schemes for course in courses_of(scheme)]
    return list(dict.fromkeys(topic for course in courses for topic in course.teaches.topics()))


def _given(scheme: Scheme, role: str, topic: Topic, begin: int, end: int) -> list[tuple[int, float]]:
    """(week, hours) that people of a role spend on a topic from `begin` on and before `end`."""
    found = []
    for course in courses_of(scheme):
        topics = course.teaches.topics()
        if topic in topics and course.attended_by(role):
            hours = float(course.hours) / len(topics)
            found += [(week, hours) for week in course.weeks(begin, end)]
    return found
