"""Hand-worked floors with reviews: what the tests of continuous improvement share."""

from __future__ import annotations

from tests.builders import (
    market_of,
    play,
    scheme_of,
    seats,
    stage,
)

WEEK = 40.0
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
LINE = {"call": "sdr", "close": "ae"}
TEAM = [*seats("a", "b", role="sdr"), *seats("x", role="ae")]
FULL_CRM = {"error_factor": 1}
BOTTLENECK = {"policy": "bottleneck", "review_weeks": 1, "from_week": 1, "lag_weeks": 0, "budget_per_review": 900}
NORTH_TO_SOUTH = {
    "week": 1,
    "take_from": {"role": "rep", "territory": "n"},
    "give_to": {"role": "rep", "territory": "s"},
}
TO_CLOSERS = {"take_from": {"role": "sdr"}, "give_to": {"role": "ae"}}
# The second week, from Monday 16 February 2026, is Spring Festival's; the Saturday before it is worked.
BEFORE_THE_FEAST = 48.0
CLOSED_WEEK = {"world": {"start_date": "2026-02-09", "country": "CN"}}


def reviewed(**terms):
    return {"crm": FULL_CRM, "improvement": BOTTLENECK | {"hours_per_review": 0} | terms}


def planned(*moves, **terms):
    return {"improvement": {"policy": "fixed-plan", "budget_per_review": 900, "moves": list(moves), **terms}}


def line(leads, levers, *, team=TEAM, weeks=3, call=1, close=10, effects=None, **fields):
    market = market_of({"call": stage(call, **fields), "close": stage(close, **fields)}, effects)
    return play(market, scheme_of(team, LINE, **levers), leads, weeks=weeks)


def event_rows(ledger, *columns):
    names = columns or ("time", "kind", "seat", "source", "target")
    return list(zip(*(ledger.improvement_events[name].tolist() for name in names), strict=True))


def desk(ledger, name):
    return ledger.plan.improvement.desk_names.index(name)
