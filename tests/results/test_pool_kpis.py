"""KPIs of claim pools on hand-worked floors: dead pools, hoarding, churn of claims and cherry-picking show in them."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from sim.results.measures.kpis import kpis
from sim.results.measures.pool_catalogue import POOL
from tests.builders import Lead, market_of, one_stage_market, play, scheme_of, seats, stage
from tests.floor.posts import CERTAIN, comes_after, held_by, leaves_after
from tests.floor.test_claim_pool import BOTH, ROLES, TWO, floor, slow

THINKS = market_of({"call": stage(1, thinking_hours=4, thinking_cv=0), "close": stage(1)})


def test_without_a_pool_there_is_nothing_to_say():
    assert all(np.isnan(kpis(floor([Lead(0)], {"enabled": False}))[name]) for name in POOL)


def test_a_dead_pool_shows_as_leads_that_nobody_ever_claims_and_an_endless_wait():
    # One is claimed at once and blocks the cap for the rest of the week; three lie there, two of them to the end.
    market = market_of(
        {"call": stage(1, thinking_hours=90, thinking_cv=0, patience_hours=30), "close": stage(1)}, {"patience": {}}
    )
    leads = [Lead(0, patience=[30, 99]), *(Lead(1, patience=[hours, 99]) for hours in (5, 60, 60))]
    found = kpis(floor(leads, {"claim_cap": 1}, seats("a"), market, BOTH))
    assert found["pool_never_claimed_share"] == 0.75
    assert found["pool_wait_hours"] == inf
    alive = kpis(floor(leads, {}, seats("a"), market, BOTH))
    assert alive["pool_never_claimed_share"] == 0
    # Waits of 0, 0, 1 and 2 hours.
    assert alive["pool_wait_hours"] == 0


def test_the_median_wait_counts_those_that_still_lie_as_long_as_they_have():
    # Claimed after 0, 2, 4 and 0 hours; three, from 39.5 on, still lie at 40: they say nothing of longer waits. Of the
    # seven 5/7 wait longer than 0 hours, and of the two that are then still watched one is claimed at 2.
    leads = [Lead(0), Lead(0), Lead(0), Lead(34, work=[9]), *[Lead(39.5)] * 3]
    found = kpis(floor(leads, {}, seats("a")))
    assert found["pool_wait_hours"] == 2
    assert found["pool_never_claimed_share"] == pytest.approx(3 / 7)


def test_reclaims_and_claims_without_any_follow_up():
    # A hoarder has both at 0 and is busy until 8; the second is taken at 3, and b, free at 5.5, works it.
    hoard = {"hoard": True, "follow_up_hours": 3, "claim_cap": 2}
    found = kpis(floor([Lead(0, work=[8]), Lead(0), Lead(0.5, work=[5])], hoard, TWO))
    assert found["pool_reclaims_per_lead"] == pytest.approx(1 / 3)
    # Four claims, one of them without a task.
    assert found["pool_unworked_claims_share"] == 0.25
    # Claimed 0, 0, 0 and 5.5 hours after they came in.
    assert found["pool_claimed_age_hours"] == 0


def test_open_claims_over_time_and_people():
    # a has two from 0 to 2, one until 4; b none: six hours of open claims in a week of forty of two people.
    found = kpis(floor([Lead(0), Lead(0)], {"hoard": True}, TWO))
    assert found["pool_open_claims"] == pytest.approx(6 / 80)
    assert found["pool_open_claims_max"] == 2


def test_open_claims_before_the_window_are_none_of_its_own():
    # In the first week, which is not measured, a has one for two hours; in the second both have one for two hours.
    found = kpis(floor([Lead(0), Lead(40), Lead(40)], {}, TWO, warm_up_weeks=1))
    assert found["pool_open_claims"] == pytest.approx(4 / 80)
    assert found["pool_open_claims_max"] == 1
    # One at a time: what ends makes room for what begins.
    assert kpis(floor([Lead(0), Lead(0)], {}, seats("a")))["pool_open_claims_max"] == 1


def test_what_is_in_hand_at_the_horizon_has_been_followed_up_and_what_is_pending_does_not_count():
    found = kpis(slow([Lead(39.5), Lead(39.5)], {"hoard": True}, seats("a"), THINKS))
    assert found["pool_unworked_claims_share"] == 0


def test_cherry_picking_leaves_old_leads_to_those_who_come_later():
    # a is busy until 6. b takes the dear ones first, and what is left is the oldest of all and worth least.
    leads = [Lead(0, work=[6]), *(Lead(0.25, value=value) for value in (10, 90, 80, 20))]
    picked = floor(leads, {"claim_order": "own-choice"}, TWO)
    fair = floor(leads, {"claim_order": "oldest"}, TWO)
    order = {name: [row[1] for row in _claims(ledger)] for name, ledger in (("own", picked), ("old", fair))}
    assert order == {"own": [0, 2, 3, 4, 1], "old": [0, 1, 2, 3, 4]}


def _claims(ledger):
    frame = ledger.claims
    return frame.loc[frame["event"] == "claimed", ["time", "lead", "seat"]].to_numpy().tolist()


def test_small_leads_that_lie_while_dear_ones_are_picked_show_as_a_longer_wait():
    # Two hours each. a is busy until 6; b claims the dear ones after 0 and 2 hours, 20 after 4, and a takes 10 at 6.
    leads = [Lead(0, work=[6], value=50), *(Lead(0.25, value=value) for value in (10, 90, 80, 20))]
    picked = kpis(floor(leads, {"claim_order": "own-choice"}, TWO))
    # By recorded value the smaller half is 10, 20 and the median itself, 50, which a claimed at once.
    assert picked["pool_small_wait_hours"] == pytest.approx((5.75 + 4 + 0) / 3 - (0 + 2) / 2)
    # As they came, 10 is claimed at once, the dear ones after 2 and 4 hours, 20 by a at 6.
    fair = kpis(floor(leads, {"claim_order": "oldest"}, TWO))
    assert fair["pool_small_wait_hours"] == pytest.approx((0 + 5.75 + 0) / 3 - (2 + 4) / 2)
    # What nobody claims has lain until the end, at 40.
    capped = {"claim_order": "value", "claim_cap": 1, "follow_up_hours": None}
    market = market_of({"call": stage(1, thinking_hours=90, thinking_cv=0), "close": stage(1)})
    dead = kpis(floor([Lead(0, value=9), Lead(0, value=1)], capped, seats("a"), market, BOTH))
    assert dead["pool_small_wait_hours"] == 40
    assert np.isnan(kpis(floor([Lead(0), Lead(0)], {}, TWO))["pool_small_wait_hours"]), "none is smaller"


def test_stale_leads_of_newcomers_show_in_the_age_of_what_they_claim():
    # a leaves after her task, at 40.5; whoever takes her post at 60.5 needs five hours for what takes others two.
    market = one_stage_market({"turnover": CERTAIN})
    pool = {"policy": "claim-pool", "pool": {}}
    person = held_by([leaves_after(1), comes_after(20)])
    leads = [Lead(0), Lead(38.5), Lead(39.75), Lead(41)]
    ledger = play(market, scheme_of(seats("a"), ROLES, routing=pool), leads, change=person, weeks=4)
    found = kpis(ledger)
    # She claims what came in at 39.75 and, at 65.5, at 41; those of whoever was there before were fresh.
    assert found["pool_newcomer_age_hours"] == pytest.approx((20.75 + 24.5) / 2)
    assert np.isnan(kpis(floor([Lead(0)], {}, TWO))["pool_newcomer_age_hours"]), "nobody is new"
