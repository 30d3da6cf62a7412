"""Who is coached how much: the hours of each manager, divided among the people he has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sim.floor.resolving.regional_plan import CoachingPlan
from sim.floor.resolving.resolved import ResolvedScheme, SeatSpec
from sim.inputs.models.improvement import COACHING
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.regional import Coaching
from sim.levers.coaching import hours_each, remembered_after, skill_added
from sim.levers.heads import managers_needed

Person = tuple[str, int]


def unit_of(scheme: Scheme, seat: SeatSpec) -> tuple[str, ...]:
    """The unit that has managers of its own to which the seat belongs."""
    by = scheme.people.managers.by
    return {
        "team": (seat.team,),
        "territory": (seat.territory,),
        "team-and-territory": (seat.team, seat.territory),
    }[by]


def with_coaching(
    market: Market, scheme: Scheme, seats: Sequence[SeatSpec], today: Sequence[SeatSpec] | None = None
) -> tuple[SeatSpec, ...]:
    """The seats with the hours of coaching that each gets in a week, and those that it remembers at the start.

    `today` are the seats of today's organisation, whose people start with what they were given there; people beyond
    them with what these have on average. Without `today`, everyone starts with what this organisation would have given.
    """
    block = _active(market)
    if block is None:
        return tuple(seats)
    weekly = _weekly_hours(scheme, seats)
    if today is None:
        weeks, half_life = float(scheme.people.tenure_weeks), float(block.half_life_weeks)
        start = [remembered_after(hours, half_life, weeks) for hours in weekly]
    else:
        known: Mapping[Person, float] = {(seat.office, seat.number): seat.coached_hours for seat in today}
        usual = sum(known.values()) / len(known) if known else 0.0
        start = [known.get((seat.office, seat.number), usual) for seat in seats]
    return tuple(
        replace(seat, coaching_hours=given, coached_hours=remembered)
        for seat, given, remembered in zip(seats, weekly, start, strict=True)
    )


def reference_coaching(market: Market, today: Sequence[SeatSpec]) -> float:
    """Logits that coaching adds on average in today's organisation, where conversion is what the market states."""
    block = _active(market)
    if block is None or not today:
        return 0.0
    most, half = float(block.most_logit), float(block.half_hours)
    return sum(skill_added(seat.coached_hours, most, half) for seat in today) / len(today)


def coaching_plan(market: Market, resolved: ResolvedScheme) -> CoachingPlan | None:
    """In plain numbers; None where the mechanism is off, or nobody coaches or ever did."""
    block = _active(market)
    if block is None:
        return None
    weekly = [seat.coaching_hours for seat in resolved.seats]
    start = [seat.coached_hours for seat in resolved.seats]
    improvement = resolved.scheme.improvement
    may_be = improvement is not None and improvement.policy == COACHING
    if not any(weekly) and not any(start) and resolved.reference_coaching == 0 and not may_be:
        return None
    return CoachingPlan(
        most_logit=float(block.most_logit),
        half_hours=float(block.half_hours),
        half_life_weeks=float(block.half_life_weeks),
        weekly=weekly,
        start=start,
        reference=resolved.reference_coaching,
    )


def _active(market: Market) -> Coaching | None:
    return market.effects.coaching if market.effects.active("coaching") else None


def _weekly_hours(scheme: Scheme, seats: Sequence[SeatSpec]) -> list[float]:
    """By named manager where there are any, whose people alone are coached; else by unit."""
    given = float(scheme.people.managers.coaching_hours)
    if any(seat.manager for seat in seats):
        people = Counter(seat.manager for seat in seats)
        return [hours_each(given, people[seat.manager], 1) if seat.manager else 0.0 for seat in seats]
    units = [unit_of(scheme, seat) for seat in seats]
    heads, span = Counter(units), float(scheme.people.managers.span)
    return [hours_each(given, heads[unit], managers_needed([heads[unit]], span)) for unit in units]
