"""A departure among people who share what they know and hold together: what goes with her cannot be shared or saved."""

from __future__ import annotations

from math import inf

import pytest

from sim.floor.seat_state import SeatStates
from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, seats, stage, states
from tests.floor.posts import CERTAIN, HALF_SPEED, ROLES, STAYS, TWO_STAGES, comes_after, held_by, leaves_after
from tests.floor.test_teamwork import COHESION, LEARNING, SHARING, together


def test_what_she_knew_is_shared_no_more_once_she_has_left():
    plans = []
    market = one_stage_market({"turnover": CERTAIN, "learning": LEARNING, "sharing": SHARING})
    scheme = scheme_of(seats("a", "b"), ROLES, HALF_SPEED, **together(sharing=2))
    play(market, scheme, [], change=lambda plan: plans.append(plan) or plan, weeks=3)
    people = SeatStates(plans[0])
    width = len(people.hours[0])
    people.hours = [[100.0] * width, [10.0] * width]
    people.leaves(0, 20.0)
    kept = 2 ** (-1 / LEARNING["half_life_weeks"])
    people.new_week(1)
    assert people.hours[1] == pytest.approx([10 * kept] * width)
    # b teaches the empty post, and of that whoever comes knows nothing either.
    people.starts(0, 50.0, [0.0], 1.0)
    assert people.hours[0] == [0.0] * width


def test_a_team_that_holds_together_saves_nothing_of_what_went_with_her():
    effects = {"turnover": CERTAIN, "context": {"lost_logit": 1}, "cohesion": COHESION | {"half_life_weeks": 1e9}}
    market = market_of({"call": stage(1), "close": stage(2)}, effects)
    scheme = scheme_of(seats("a", "b"), TWO_STAGES, HALF_SPEED, **together(building=24))
    hold = held_by([leaves_after(2), comes_after(inf)], [STAYS])
    ledger = play(market, scheme, [Lead(0, u=[0, 0.35], thinking=[90, 0])], change=hold, weeks=6)
    # 1 / (1 + e) is 0.27, and with half of it saved more than 0.37: a draw of 0.35 tells them apart.
    assert ledger.lead_columns["handoffs"].tolist() == [1]
    assert states(ledger) == ["lost"]
