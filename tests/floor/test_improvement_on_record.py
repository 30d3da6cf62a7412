"""What reviews read: the record with its gaps, and never the truth; on hand-worked floors."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.floor.improvement.controller import MOVED, NOTHING
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    market_of,
    one_stage_market,
    play,
    scheme_of,
    seats,
    stage,
    states,
)
from tests.floor.reviews import AREAS, LINE, WEEK, desk, event_rows, line, reviewed


def test_what_nobody_logs_is_not_read():
    nobody = {"crm": {"adoption": {"start_share": 0, "ceiling_share": 0}}}
    ledger = line([Lead(hour / 2) for hour in range(8)], reviewed() | nobody)
    # By the record everyone still waits for a first call, and the one closer can't be spared for that.
    assert {kind for _, kind in event_rows(ledger, "time", "kind")} == {NOTHING}


def test_given_up_leads_count_in_full_and_only_in_the_week_in_which_they_are_given_up():
    market = one_stage_market({"patience": {}}, effort_hours=60, patience_hours=10)
    levers = reviewed(waiting_loses=0) | {"territory": AREAS, "routing": {"policy": "shared-queue"}}
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    leads = [Lead(0, region="south", patience=[99])] + [Lead(5, region="south", patience=[10])] * 2
    ledger = play(market, scheme_of(team, {"work": "rep"}, **levers), leads, weeks=3)
    assert states(ledger).count("cold") == 2
    rows = event_rows(ledger, "time", "kind", "destroyed")
    # No result is on record yet, so that a half of them would have been won.
    assert rows[0][:2] == (WEEK, MOVED)
    assert rows[0][2] == pytest.approx(2 * 40 * 0.5)
    assert rows[1][:2] == (2 * WEEK, NOTHING)


@pytest.mark.parametrize(("use", "kind"), [(1, NOTHING), (0, MOVED)])
def test_work_that_nobody_logs_looks_like_slack(use, kind):
    crm = {"crm": {"adoption": {"start_share": use, "ceiling_share": use, "person_deviation_weeks": 0}}}
    market = one_stage_market(effort_hours=13)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    scheme = scheme_of(team, {"work": "rep"}, territory=AREAS, **(reviewed() | crm))
    # The north has worked all week; in the south somebody new waits, whom the record knows of itself.
    leads = [*[Lead(0)] * 8, *[Lead(1, region="south")] * 9]
    ledger = play(market, scheme, leads, weeks=2)
    assert event_rows(ledger, "kind") == [(kind,)]
    if kind == MOVED:
        assert event_rows(ledger, "slack") == [(1.0,)]


def used(share):
    """A CRM that everyone uses as far as this share says."""
    return {"crm": {"adoption": {"start_share": share, "ceiling_share": share, "person_deviation_weeks": 0}}}


def in_the_south(leads, use, *, waiting_loses=0.25, **fields):
    """What the reviews of weeks 1 and 2 found: two people in the north without work, one in the south."""
    market = one_stage_market({"patience": {}}, **({"effort_hours": 60, "patience_hours": 10} | fields))
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    levers = reviewed(waiting_loses=waiting_loses) | used(use) | {"territory": AREAS}
    ledger = play(market, scheme_of(team, {"work": "rep"}, **levers), leads, weeks=3)
    return event_rows(ledger, "time", "kind", "destroyed")


def test_a_lead_that_went_cold_and_that_nobody_logs_goes_on_waiting_on_record():
    # Nobody has logged anything in either world: the record is the same, and so is what is done about it.
    for use, same in ((0, True), (1, False)):
        found = {
            patience: in_the_south([Lead(0, region="south"), Lead(5, region="south", patience=[patience])], use)
            for patience in (500, 10)
        }
        assert (found[500] == found[10]) is same
    # At use 0 the one in hand stands there too; two leads of 100 x 0.4, of which a half would be won.
    assert in_the_south([Lead(0, region="south", patience=[500])] * 2, 0)[0] == (WEEK, MOVED, 0.25 * 2 * 40 * 0.5)
    assert in_the_south([Lead(0, region="south", patience=[500])] * 2, 1)[0] == (WEEK, MOVED, 0.25 * 1 * 40 * 0.5)


@pytest.mark.parametrize(("u", "destroyed"), [(NEVER_ADVANCES, 5), (0, 0)])
def test_a_loss_that_nobody_logs_goes_on_waiting_on_record_and_an_order_does_not(u, destroyed):
    (first, *_) = in_the_south([Lead(0, u, region="south")], 0, effort_hours=2)
    assert first == (WEEK, MOVED if destroyed else NOTHING, destroyed)
    assert in_the_south([Lead(0, u, region="south")], 1, effort_hours=2)[0][:2] == (WEEK, NOTHING)


def test_a_lead_that_went_on_and_of_which_nobody_says_so_waits_on_record_where_it_was():
    market = market_of({"call": stage(1), "close": stage(60)})
    team = [*seats("x", "y", role="ae"), *seats("a", role="sdr")]
    for use, target in ((0, "sdr"), (1, "ae")):
        levers = reviewed(waiting_loses=0.25, least_slack=0) | used(use)
        ledger = play(market, scheme_of(team, LINE, **levers), [Lead(0)] * 8, weeks=2)
        if use:
            assert event_rows(ledger, "kind") == [(NOTHING,)], "the caller can't be spared"
        else:
            assert event_rows(ledger, "kind", "target") == [(MOVED, desk(ledger, target))]


def test_what_is_passed_on_is_on_record_as_far_as_whoever_passed_it_on_uses_the_crm():
    market = market_of({"call": stage(1), "close": stage(25)})
    team = [*seats("a", "b", role="sdr"), *seats("x", "y", role="ae")]
    levers = reviewed(waiting_loses=0.25) | used(1)

    def change(plan):
        return replace(plan, crm_use=[[1.0, 0.0, 1.0, 1.0] for _ in plan.crm_use])

    ledger = play(market, scheme_of(team, LINE, **levers), [Lead(0)] * 6, weeks=2, change=change)
    # Two are won, two in hand, and two wait; the one that the second caller passed on stands at its call still.
    assert event_rows(ledger, "target", "destroyed") == [(desk(ledger, "ae"), pytest.approx(0.25 * 1 * 40 * 3 / 4))]


def test_whoever_is_given_up_once_passed_on_counts_however_long_ago_an_earlier_patience_ended():
    market = market_of({"call": stage(1, patience_hours=50), "close": stage(60, patience_hours=10)}, {"patience": {}})
    team = [*seats("a", "b", role="sdr"), *seats("x", role="ae")]
    levers = reviewed(waiting_loses=0) | {"process": {"roles": LINE, "handoff_delay_hours": 20}}
    lead = Lead(0, patience=[5, 10], thinking=[45, 0])
    ledger = play(market, scheme_of(team, LINE, **levers), [lead], weeks=3)
    assert states(ledger) == ["cold"]
    # Called in the first week, given up between two roles in the second: by then its first patience was long over.
    assert event_rows(ledger, "time", "kind") == [(WEEK, NOTHING), (2 * WEEK, MOVED)]


@pytest.mark.parametrize(("use", "kind"), [(1, MOVED), (0, NOTHING)])
def test_whoever_is_given_up_is_read_where_people_take_her_off_the_record(use, kind):
    crm = {"crm": {"adoption": {"start_share": use, "ceiling_share": use, "person_deviation_weeks": 0}}}
    market = one_stage_market({"patience": {}}, effort_hours=60, patience_hours=10)
    team = [*seats("a", "b", territory="n"), *seats("c", territory="s")]
    scheme = scheme_of(team, {"work": "rep"}, territory=AREAS, **(reviewed(waiting_loses=0) | crm))
    leads = [Lead(0, region="south", patience=[99]), Lead(5, region="south", patience=[10])]
    assert event_rows(play(market, scheme, leads, weeks=2), "kind") == [(kind,)]
