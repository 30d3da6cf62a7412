"""What all of a scheme's training takes: hours of everyone's weeks, and money."""

from __future__ import annotations

from collections.abc import Iterator

from sim.floor.people.teamwork import cost_of_team_building, hours_together
from sim.floor.people.time_use import together
from sim.floor.people.training import cost_of_courses, hours_in_courses
from sim.floor.resolving.resolved import Floats, Horizon, ResolvedScheme
from sim.inputs.models.market import Market


def hours_in_training(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Floats | None:
    """Hours of each seat in courses, sharing and team building, (weeks, seats); None where there are none."""
    return together(hours_in_courses(market, resolved, horizon), hours_together(market, resolved, horizon))


def cost_of_training(market: Market, resolved: ResolvedScheme, horizon: Horizon) -> Iterator[tuple[int, int, float]]:
    """(week from the start of the run, seat, amount) of everyone who takes part in what costs something."""
    yield from cost_of_courses(market, resolved, horizon)
    yield from cost_of_team_building(market, resolved, horizon)
