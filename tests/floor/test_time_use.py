"""Productive shares of a week by hand: what is left after administration, meetings and agreeing with others."""

from __future__ import annotations

import pytest

from sim.floor.people.time_use import LEAST_SHARE, interfaces, productive_shares
from tests.builders import Lead, market_of, play, resolved, scheme_of, seats, stage, task_rows

# Of 40 hours: 8 of administration, 4 of meetings, and two for each role or team to agree with.
WEEK = {"week": {"admin_share": 0.2, "meeting_share": 0.1, "coordination_hours": 2}}
TEAMS = {
    "rules": [{"segment": "large", "when": {"size": ["large"]}}],
    "residual": "others",
    "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
}
PLACES = {"territories": {"up": {"regions": ["north"]}, "down": {"regions": ["south"]}}}
LINE = {"call": "sdr", "close": "ae"}
ALONE = dict.fromkeys(LINE, "rep")


def shares(team, roles, **levers):
    market = market_of({"call": stage(), "close": stage()}, hours_per_day=levers.pop("hours_per_day", 8))
    scheme = scheme_of(team, roles, levers.pop("people", WEEK), **levers)
    ready = resolved(market, scheme)
    return interfaces(scheme, ready.seats), productive_shares(scheme, ready.seats, market.week_hours)


def test_one_team_of_generalists_everywhere_agrees_with_nobody():
    team = [*seats("a", territory="up"), *seats("b", territory="down")]
    assert shares(team, ALONE, territory=PLACES) == ([0, 0], pytest.approx([0.7, 0.7]))


def test_every_further_role_is_one_to_agree_with():
    team = [*seats("s", role="sdr"), *seats("x", "y", role="ae")]
    assert shares(team, LINE) == ([1, 1, 1], pytest.approx([0.65] * 3))


def test_agreeing_takes_its_hours_of_the_markets_own_week():
    """Two hours are a twenty-fifth of a week of ten-hour days."""
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    assert shares(team, LINE, hours_per_day=10) == ([1, 1], pytest.approx([0.7 - 2 / 50] * 2))


def test_on_a_floor_of_longer_days_coaching_and_agreeing_take_less_of_each():
    """Of 50 hours a manager's ten of coaching leave each of two people 45, and agreeing one more hour less."""
    market = market_of({"call": stage(), "close": stage()}, {"coaching": {}}, hours_per_day=10)
    people = {"managers": {"coaching_hours": 10}, "week": {"coordination_hours": 1}}
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    ledger = play(market, scheme_of(team, LINE, people), [Lead(0)])
    assert [seat.productive_share for seat in ledger.plan.seats] == pytest.approx([1 - 5 / 50 - 1 / 50] * 2)


def test_a_team_is_to_be_agreed_with_only_where_it_serves():
    """Two teams in the north, one in the south."""
    team = [
        *seats("a", team="big", territory="up"),
        *seats("b", team="small", territory="up"),
        *seats("c", team="small", territory="down"),
    ]
    assert shares(team, ALONE, segmentation=TEAMS, territory=PLACES) == ([1, 1, 0], pytest.approx([0.65, 0.65, 0.7]))


def test_on_the_floor_each_seat_works_at_its_own_share():
    """Two hours of work take 2 / 0.65 in the north, where two teams are, and 2 / 0.7 in the south."""
    market = market_of({"work": stage(2)})
    team = [
        *seats("c", team="small", territory="down"),
        *seats("a", team="big", territory="up"),
        *seats("b", team="small", territory="up"),
    ]
    scheme = scheme_of(team, {"work": "rep"}, WEEK, segmentation=TEAMS, territory=PLACES)
    ledger = play(market, scheme, [Lead(0, region="south"), Lead(0), Lead(0, size="large")])
    assert sorted(task_rows(ledger, "seat", "end")) == [
        (0, pytest.approx(2 / 0.7)),
        (1, pytest.approx(2 / 0.65)),
        (2, pytest.approx(2 / 0.65)),
    ]


def test_a_shared_role_agrees_with_every_team_and_others_do_not_count_it_as_a_team():
    team = [
        *seats("s", role="sdr"),
        *seats("x", role="ae", team="big", territory="up"),
        *seats("y", role="ae", team="small", territory="down"),
    ]
    found = shares(team, LINE, segmentation=TEAMS, territory=PLACES, process={"shared_roles": ["sdr"]})
    # The other role and, for who is shared, the other team.
    assert found == ([2, 1, 1], pytest.approx([0.6, 0.65, 0.65]))


def test_records_take_their_share_and_some_time_is_always_left():
    team = seats("a")
    assert shares(team, ALONE, crm={"logging_share": 0.05})[1] == pytest.approx([0.65])
    busy = {"week": {"admin_share": 0.6, "meeting_share": 0.38, "coordination_hours": 2}}
    line = [*seats("s", role="sdr"), *seats("x", role="ae")]
    assert shares(line, LINE, people=busy)[1] == [LEAST_SHARE] * 2
