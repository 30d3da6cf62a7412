"""Floors whose people leave and come at written times: what the tests of turnover share."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from sim.floor.resolving.regional_plan import Person
from tests.builders import market_of, one_stage_market, play, scheme_of, stage

ROLES = {"work": "rep"}
TWO_STAGES = {"call": "rep", "close": "rep"}
# A hazard of exactly 1 a week, and nothing else that moves people.
CERTAIN = {"base_per_year": 52, "pay_weight": 0, "contagion_weight": 0, "focus_weight": 0, "relationship_lost": 0}
STAYS = Person(inf, 0, [])
HALF_SPEED = {"hiring": {"ramp_start_share": 0.5, "ramp_weeks": 2}}
WEEK = 40.0


def held_by(*posts, **changes):
    """What makes these persons hold the posts, one list for each seat; whoever comes last stays."""

    def person(seat, hire):
        mine = posts[seat] if seat < len(posts) else []
        return mine[hire] if hire < len(mine) else comes_after(WEEK)

    def change(plan):
        def of_its_stages(seat, hire):
            found = person(seat, hire)
            return found._replace(skill=found.skill[: len(plan.stages)])

        return replace(plan, turnover=replace(plan.turnover, person=of_its_stages, **changes))

    return change


def leaves_after(weeks):
    return Person(weeks - 0.5, 0, [])


def comes_after(hours, weeks=inf, skill=0.0):
    return Person(weeks - 0.5, hours, [skill, skill])


def one_stage(team, leads, *posts, effects=None, turnover=None, people=HALF_SPEED, weeks=6, levers=None, **fields):
    market = one_stage_market({"turnover": CERTAIN | (turnover or {}), **(effects or {})}, **fields)
    scheme = scheme_of(team, ROLES, people, **(levers or {}))
    return play(market, scheme, leads, change=held_by(*posts), weeks=weeks)


def two_stages(team, leads, *posts, effects=None, weeks=6, levers=None, thinking=0):
    market = market_of(
        {"call": stage(1, thinking_hours=thinking), "close": stage(2)}, {"turnover": CERTAIN, **(effects or {})}
    )
    scheme = scheme_of(team, TWO_STAGES, HALF_SPEED, **(levers or {}))
    return play(market, scheme, leads, change=held_by(*posts), weeks=weeks)


def people_rows(ledger):
    columns = ledger.person_columns
    return list(zip(*(columns[name].tolist() for name in ("seat", "hire", "start", "end")), strict=True))
