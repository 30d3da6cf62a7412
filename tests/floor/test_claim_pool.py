"""The claim pool on hand-worked floors: who claims what and when, up to which limit, and who is called."""

from __future__ import annotations

import pytest

from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    fingerprint,
    market_of,
    one_stage_market,
    play,
    scheme_of,
    seats,
    stage,
    states,
    task_rows,
)

ROLES = {"work": "rep"}
TWO = seats("a", "b")
# A first step after which the customer thinks for ten hours, and a second one.
SLOW = market_of({"call": stage(1, thinking_hours=10, thinking_cv=0), "close": stage(1)})
BOTH = {"call": "rep", "close": "rep"}


def floor(leads, pool=None, team=TWO, market=None, roles=ROLES, people=None, weeks=1, warm_up_weeks=0, **levers):
    routing = {"policy": "claim-pool", "pool": {} if pool is None else pool, **levers.pop("routing", {})}
    scheme = scheme_of(team, roles, people, routing=routing, **levers)
    return play(market or one_stage_market(), scheme, leads, weeks=weeks, warm_up_weeks=warm_up_weeks)


def slow(leads, pool=None, team=None, market=SLOW, **levers):
    return floor(leads, pool, team or seats("a"), market, BOTH, **levers)


def events(ledger, *kinds):
    """(time, lead, seat, what happened), of these kinds only, or all."""
    frame = ledger.claims
    rows = zip(frame["time"], frame["lead"], frame["seat"], frame["event"], strict=True)
    return [row for row in rows if not kinds or row[3] in kinds]


def claims(ledger):
    return [row[:3] for row in events(ledger, "claimed")]


def test_a_lead_lies_in_the_pool_until_whoever_is_free_claims_it():
    ledger = floor([Lead(0), Lead(0.5), Lead(1), Lead(1.5)])
    assert task_rows(ledger) == [(0, 0, 0.0, 2.0), (1, 1, 0.5, 2.5), (2, 0, 2.0, 4.0), (3, 1, 2.5, 4.5)]
    assert claims(ledger) == [(0.0, 0, 0), (0.5, 1, 1), (2.0, 2, 0), (2.5, 3, 1)]
    assert [row for row in events(ledger) if row[1] == 2] == [
        (1.0, 2, -1, "lies in the pool"),
        (2.0, 2, 0, "claimed"),
        (4.0, 2, 0, "won"),
    ]


def test_what_one_has_claimed_comes_before_what_one_could_claim():
    # Lead 0 comes back at 11, while lead 1 has lain since 10.5 and b is not there: hers first.
    ledger = slow([Lead(0, work=[1, 4], thinking=[10, 0]), Lead(2, work=[9, 1]), Lead(10.5)])
    assert task_rows(ledger)[:4] == [(0, 0, 0.0, 1.0), (1, 0, 2.0, 11.0), (0, 0, 11.0, 15.0), (2, 0, 15.0, 16.0)]


def test_a_switched_off_pool_is_the_shared_queue_bit_for_bit():
    leads = [Lead(at / 4, u=[0, 1][at % 2], value=100 + at) for at in range(12)]
    off = {"enabled": False, "claim_cap": 1, "follow_up_hours": 0.5, "by": "region"}
    for order in ("first-come", "value"):
        plain = play(one_stage_market(), scheme_of(TWO, ROLES, routing={"task_order": order}), leads)
        assert fingerprint(floor(leads, off, routing={"task_order": order})) == fingerprint(plain)


def test_where_capacity_is_unlimited_nothing_lies_in_a_pool():
    ledger = floor([Lead(0)] * 5, {"claim_cap": 1}, people={"unlimited_capacity": True})
    assert states(ledger) == ["won"] * 5
    assert not len(ledger.claims)


@pytest.mark.parametrize(
    ("order", "taken"),
    [
        ("oldest", [1, 2, 3, 4]),
        ("newest", [4, 3, 2, 1]),
        ("value", [2, 4, 3, 1]),
        ("score", [3, 2, 1, 4]),
        ("own-choice", [3, 2, 4, 1]),
    ],
)
def test_a_member_claims_in_the_pools_order(order, taken):
    """Values 10, 90, 60, 70; scores ln(value) + quality = 4.30, 4.50, 7.09, 2.25; products 43, 405, 426, 157."""
    leads = [
        Lead(0),
        Lead(0.25, value=10, quality=2),
        Lead(0.5, value=90),
        Lead(0.75, value=60, quality=3),
        Lead(1, value=70, quality=-2),
    ]
    ledger = floor(leads, {"claim_order": order}, seats("a"), one_stage_market({"quality": {"weight": 0}}))
    assert [lead for _, lead, _ in claims(ledger)] == [0, *taken]


def test_a_cap_leaves_leads_in_the_pool_beside_people_at_rest_until_a_claim_ends():
    # Both of hers think from 1 and 2 on; the third is claimed when the first is lost at 11.
    leads = [Lead(0, u=NEVER_ADVANCES), Lead(0), Lead(0)]
    ledger = slow(leads, {"claim_cap": 2})
    assert claims(ledger) == [(0.0, 0, 0), (1.0, 1, 0), (11.0, 2, 0)]
    assert claims(slow(leads)) == [(0.0, 0, 0), (1.0, 1, 0), (2.0, 2, 0)]


def test_a_cap_holds_for_each_pool_and_the_retention_limit_for_all_of_them():
    leads = [Lead(0), Lead(0), Lead(0, region="south"), Lead(0, region="south")]
    by_region = {"by": "region", "claim_cap": 1}
    assert [lead for _, lead, _ in claims(slow(leads, by_region))[:2]] == [0, 2]
    # Lead 0 is won at 12, when lead 2, hers too, is ready: that comes first.
    assert claims(slow(leads, by_region))[2][:2] == (13.0, 1)
    assert claims(slow(leads, by_region | {"retention_limit": 1}))[:2] == [(0.0, 0, 0), (12.0, 1, 0)]
    assert [lead for _, lead, _ in claims(slow(leads, {"by": "region", "retention_limit": 3}))[:3]] == [0, 1, 2]


def test_won_customers_count_if_that_is_so():
    leads = [Lead(0), Lead(0), Lead(0)]
    limit = {"retention_limit": 2}
    assert len(claims(floor(leads, limit, seats("a")))) == 3
    assert claims(floor(leads, limit | {"won_accounts_count": True}, seats("a"))) == [(0.0, 0, 0), (2.0, 1, 0)]


def test_a_customer_who_leaves_makes_room_again():
    # Won at 2, she leaves when her term of a month ends; whoever rests is called for the lead that lies there.
    market = one_stage_market({"accounts": {"term_months": 1, "renewal_share": 0.0001, "requests_per_year": 0}})
    leads = [Lead(0), Lead(1)]
    ledger = floor(leads, {"retention_limit": 1, "won_accounts_count": True}, seats("a"), market, weeks=8)
    [(left, lead, seat, _)] = events(ledger, "customer left")[:1]
    assert (lead, seat) == (0, 0)
    assert claims(ledger) == [(0.0, 0, 0), (left, 1, 0)]
    assert 100 < left < 200


def test_a_hoarder_claims_up_to_her_cap_at_once():
    leads = [Lead(0), Lead(0), Lead(0), Lead(0)]
    hoard = {"hoard": True, "claim_cap": 3}
    ledger = floor(leads, hoard, seats("a"))
    assert claims(ledger) == [(0.0, 0, 0), (0.0, 1, 0), (0.0, 2, 0), (2.0, 3, 0)]
    assert task_rows(ledger) == [(0, 0, 0.0, 2.0), (1, 0, 2.0, 4.0), (2, 0, 4.0, 6.0), (3, 0, 6.0, 8.0)]
    # Others find nothing, though she works one at a time.
    late = [*seats("a"), *seats("b")]
    assert claims(floor([Lead(0), Lead(0), Lead(0)], hoard, late)) == [(0.0, 0, 0), (0.0, 1, 0), (0.0, 2, 0)]


def test_a_hoarder_claims_whenever_she_is_free_though_hers_still_wait():
    ledger = floor([Lead(0), Lead(0), Lead(1), Lead(1)], {"hoard": True}, seats("a"))
    assert claims(ledger) == [(0.0, 0, 0), (0.0, 1, 0), (2.0, 2, 0), (2.0, 3, 0)]


OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "down": {"region": "south", "heads": 1}}}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}
REGIONAL = [*seats("a", territory="n"), *seats("b", territory="s", office="down")]


def regional(leads, pool=None, **levers):
    return floor(leads, pool, REGIONAL, people=OFFICES, territory=AREAS, **levers)


def test_whoever_serves_the_place_may_claim_and_nobody_else():
    ledger = regional([Lead(0), Lead(0), Lead(0, region="south")])
    assert claims(ledger) == [(0.0, 0, 0), (0.0, 2, 1), (2.0, 1, 0)]


def test_a_pool_given_to_an_office_is_that_offices_wherever_the_customer_is():
    given = {"by": "region", "offices": {"north": ["down"]}}
    ledger = regional([Lead(0), Lead(0), Lead(0, region="south")], given)
    assert claims(ledger) == [(0.0, 0, 1), (2.0, 1, 1), (4.0, 2, 1)]
    assert claims(regional([Lead(0)], {"offices": {"all": ["office", "down"]}})) == [(0.0, 0, 0)]


def test_a_lead_that_nobody_claims_moves_on_to_the_common_pool():
    # a is busy until 2; b claims the second when it has lain for half an hour.
    moves = {"transfer": {"after_hours": 0.5}}
    ledger = regional([Lead(0), Lead(0.25)], moves)
    assert claims(ledger) == [(0.0, 0, 0), (0.75, 1, 1)]
    assert events(ledger, "moved to another pool") == [(0.75, 1, -1, "moved to another pool")]
    assert ledger.leads["pool"].tolist() == ["all", "common"]
    assert claims(regional([Lead(0), Lead(0.25)])) == [(0.0, 0, 0), (2.0, 1, 0)]


def test_a_lead_moves_to_the_pool_that_was_named_and_counts_there():
    # b's cap of one in the south is taken, so that what moves there waits for her until 2.25.
    moves = {"by": "region", "claim_cap": 1, "transfer": {"after_hours": 0.5, "to": "south"}}
    leads = [Lead(0, work=[9]), Lead(0.25, region="south"), Lead(0.5)]
    ledger = regional(leads, moves)
    assert claims(ledger) == [(0.0, 0, 0), (0.25, 1, 1), (2.25, 2, 1)]
    assert ledger.leads["pool"].tolist() == ["north", "south", "south"]


def test_only_leads_of_the_roles_named_lie_in_pools():
    market, line = market_of({"call": stage(1), "close": stage(1)}), {"call": "sdr", "close": "ae"}
    team = [*seats("s", role="sdr"), *seats("x", "y", role="ae")]
    ledger = floor([Lead(0), Lead(0)], {"roles": ["sdr"]}, team, market, line)
    assert [row[1:] for row in events(ledger)] == [
        (0, -1, "lies in the pool"),
        (1, -1, "lies in the pool"),
        (0, 0, "claimed"),
        (0, 0, "handed on"),
        (1, 0, "claimed"),
        (1, 0, "handed on"),
    ]
    assert states(ledger) == ["won", "won"]


def test_what_is_handed_on_is_claimed_anew_and_counts_for_its_owner_no_more():
    market, line = market_of({"call": stage(1), "close": stage(4)}), {"call": "sdr", "close": "ae"}
    team = [*seats("s", role="sdr"), *seats("x", role="ae")]
    ledger = floor([Lead(0), Lead(0), Lead(0)], {"claim_cap": 1}, team, market, line)
    assert claims(ledger) == [(0.0, 0, 0), (1.0, 1, 0), (1.0, 0, 1), (2.0, 2, 0), (5.0, 1, 1), (9.0, 2, 1)]
    assert ledger.leads[["owner_sdr", "owner_ae"]].to_numpy().tolist() == [[0, 1]] * 3


def test_owners_of_customers_get_theirs_and_the_rest_lies_in_the_pool():
    leads = [Lead(0, existing=True, account=0.9), Lead(0.5, existing=True, account=0.9), Lead(1)]
    ledger = floor(leads, {}, routing={"policy": "account-owner", "otherwise": "claim-pool"})
    assert claims(ledger) == [(1.0, 2, 0)]
    assert task_rows(ledger) == [(0, 1, 0.0, 2.0), (2, 0, 1.0, 3.0), (1, 1, 2.0, 4.0)]


def test_a_customer_loses_patience_in_the_pool_when_it_ends():
    market = one_stage_market({"patience": {}}, patience_hours=1)
    leads = [Lead(0, patience=[9]), Lead(0.5, patience=[1]), Lead(1, patience=[9])]
    ledger = floor(leads, {}, seats("a"), market)
    assert states(ledger) == ["won", "cold", "won"]
    assert events(ledger, "ended") == [(1.5, 1, -1, "ended")]
    assert ledger.leads["pool_state"].tolist() == ["converted", "voided", "converted"]
    assert ledger.leads["claims"].tolist() == [1, 0, 1]


def test_states_are_those_of_a_crm():
    exits = {"exits": {"invalid_share": 1.0}}
    market = market_of({"call": stage(2, thinking_hours=30, thinking_cv=0, **exits), "close": stage(2)})
    leads = [Lead(0, u=[1, 0]), Lead(0, work=[38, 1]), Lead(10), Lead(11), Lead(39)]
    ledger = floor(leads, {"claim_cap": 1}, TWO, market, BOTH)
    assert ledger.leads["pool_state"].tolist() == ["invalid", "in progress", "in progress", "unassigned", "unassigned"]
    assert ledger.leads["back_reason"].tolist() == ["invalid", "", "", "", ""]
    assert ledger.leads["holder"].tolist() == [-1, 1, 0, -1, -1]
    # A hoarder's third has not been begun at the horizon.
    hoarded = floor([Lead(0, work=[40, 1]), Lead(0)], {"hoard": True}, seats("a"), market, BOTH)
    assert hoarded.leads["pool_state"].tolist() == ["in progress", "pending"]


def test_a_claimed_lead_stays_in_the_claimers_pod():
    market, line = market_of({"call": stage(1), "close": stage(1)}), {"call": "sdr", "close": "ae"}
    team = [*seats("s", "t", role="sdr"), *seats("x", "y", role="ae")]
    ledger = floor([Lead(0), Lead(0.25), Lead(0.5, work=[3, 1])], {}, team, market, line, process={"pod_size": 2})
    by_lead = {}
    for lead, seat, *_ in task_rows(ledger):
        by_lead.setdefault(lead, []).append(ledger.resolved.seats[seat].pod)
    assert {lead: len(set(pods)) for lead, pods in by_lead.items()} == {0: 1, 1: 1, 2: 1}
    assert len({pods[0] for pods in by_lead.values()}) == 2
