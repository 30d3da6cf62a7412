"""Clocks of the claim pool on hand-worked floors: reclaims, exemptions, assignments, reminders, returns, cool-down."""

from __future__ import annotations

import pytest

from tests.builders import Lead, market_of, one_stage_market, seats, stage, task_rows
from tests.floor.test_claim_pool import BOTH, REGIONAL, ROLES, TWO, claims, events, floor, regional, slow

THINKS = market_of({"call": stage(1, thinking_hours=4, thinking_cv=0), "close": stage(1)})
LONG = market_of({"call": stage(1, thinking_hours=50, thinking_cv=0), "close": stage(1)})
UNFOLLOWED, NO_DEAL, NOT_BEGUN = "reclaimed: no follow-up", "reclaimed: no deal", "reclaimed: not begun"


def test_a_lead_without_follow_up_is_reclaimed_wherever_it_is_and_lies_once_the_customer_is_ready():
    # Followed up until 1; the customer thinks until 5. Reclaimed at 4; b, who rests, claims it at 5.
    ledger = slow([Lead(0)], {"follow_up_hours": 3, "cool_down_hours": 9}, TWO, THINKS)
    assert events(ledger) == [
        (0.0, 0, -1, "lies in the pool"),
        (0.0, 0, 0, "claimed"),
        (4.0, 0, 0, UNFOLLOWED),
        (5.0, 0, -1, "lies in the pool"),
        (5.0, 0, 1, "claimed"),
        (6.0, 0, 1, "won"),
    ]
    assert task_rows(ledger) == [(0, 0, 0.0, 1.0), (0, 1, 5.0, 6.0)]
    assert ledger.leads["reclaims"].tolist() == [1]
    assert ledger.leads["owner_rep"].tolist() == [1]


def test_the_clock_begins_anew_with_every_task_and_a_task_begun_in_time_is_a_follow_up():
    assert not events(slow([Lead(0)], {"follow_up_hours": 4.5}, TWO, THINKS), UNFOLLOWED)
    # Begun at once and in hand for nine hours.
    assert not events(floor([Lead(0, work=[9])], {"follow_up_hours": 3}), UNFOLLOWED)


def test_a_waiting_lead_is_reclaimed_from_its_owners_queue_and_whoever_rests_takes_it():
    # A hoarder has both at 0 and is busy until 8; b's own task ends at 5.5, when the second lies there since 3.
    team = [*seats("a"), *seats("b")]
    hoard = {"hoard": True, "follow_up_hours": 3}
    ledger = floor([Lead(0, work=[8]), Lead(0), Lead(0.5, work=[5])], hoard | {"claim_cap": 2}, team)
    assert events(ledger, UNFOLLOWED) == [(3.0, 1, 0, UNFOLLOWED)]
    assert task_rows(ledger) == [(2, 1, 0.5, 5.5), (1, 1, 5.5, 7.5), (0, 0, 0.0, 8.0)]


def test_whoever_was_called_for_a_lead_and_does_something_else_leaves_it_to_another():
    # Lead 0 is a's and waits for her from 1.25 on; it is reclaimed at 2, and b, who has rested longest, is called. But
    # b's own lead 1 is ready at 2: she takes that, and c, who rests since 1.75, lead 0.
    market = market_of({"call": stage(1), "close": stage(1, thinking_hours=50, thinking_cv=0)})
    leads = [
        Lead(0, thinking=[0.25, 50]),
        Lead(0.5, thinking=[0.5, 50]),
        Lead(0.75, thinking=[50, 50]),
        Lead(1, work=[4, 1]),
    ]
    ledger = floor(leads, {"follow_up_hours": 1}, seats("a", "b", "c"), market, BOTH)
    rows = [row for row in task_rows(ledger) if row[2] == 2.0]
    assert sorted(rows) == [(0, 2, 2.0, 3.0), (1, 1, 2.0, 3.0)]


def test_a_lead_is_reclaimed_when_the_deal_takes_too_long():
    ledger = slow([Lead(0)], {"deal_hours": 3, "cool_down_hours": 9}, TWO, THINKS)
    assert events(ledger, NO_DEAL) == [(3.0, 0, 0, NO_DEAL)]
    assert claims(ledger) == [(0.0, 0, 0), (5.0, 0, 1)]
    assert not events(slow([Lead(0)], {"deal_hours": 6.5}, TWO, THINKS), NO_DEAL)


def test_a_deal_that_is_overdue_while_in_hand_is_reclaimed_when_the_task_ends():
    ledger = slow([Lead(0, work=[4, 1])], {"deal_hours": 3, "cool_down_hours": 9}, TWO, THINKS)
    assert events(ledger, NO_DEAL) == [(4.0, 0, 0, NO_DEAL)]
    assert claims(ledger) == [(0.0, 0, 0), (8.0, 0, 1)]


def test_nothing_is_reclaimed_from_the_exempt_stage_on():
    # Ready for the second stage at 5, where it waits for a, who is busy with lead 1 from 1 to 20.
    leads = [Lead(0), Lead(1, work=[19, 1])]
    window = {"follow_up_hours": 6, "cool_down_hours": 99}
    assert events(slow(leads, window, seats("a"), THINKS), UNFOLLOWED)[0] == (7.0, 0, 0, UNFOLLOWED)
    ledger = slow(leads, window | {"exempt_from": "close"}, seats("a"), THINKS)
    assert not events(ledger, UNFOLLOWED)
    late = slow(leads, {"deal_hours": 6, "exempt_from": "close"}, seats("a"), THINKS)
    assert [row[1] for row in events(late, NO_DEAL)] == [1]


def test_what_only_awaits_the_customers_last_word_stays_with_its_owner():
    market = one_stage_market(effort_hours=1, thinking_hours=20, thinking_cv=0)
    ledger = floor([Lead(0), Lead(0.5, u=1)], {"follow_up_hours": 3, "deal_hours": 5}, TWO, market)
    assert not events(ledger, UNFOLLOWED, NO_DEAL)
    assert events(ledger, "won", "ended") == [(21.0, 0, 0, "won"), (21.5, 1, 1, "ended")]


def test_what_goes_back_from_an_exempt_stage_can_be_reclaimed_again():
    exits = {"exits": {"back_to": "call", "back_share": 1.0}}
    market = market_of({"call": stage(1), "close": stage(1, thinking_hours=4, thinking_cv=0, **exits)})
    # Goes back at 2 and is ready at 6; a works lead 1 from 2 to 30; the clock, spared at 4 and 6, runs out at 8.
    leads = [Lead(0, u=[0, 1, 0, 0]), Lead(2, work=[28, 1, 1, 1])]
    ledger = slow(leads, {"follow_up_hours": 2, "cool_down_hours": 99}, seats("a"), market)
    assert events(ledger, UNFOLLOWED)[0] == (8.0, 0, 0, UNFOLLOWED)


def test_whoever_lost_a_lead_may_not_claim_it_again_until_it_has_cooled_down():
    # Reclaimed at 4, ready at 5; a, alone, is called at 4 + 6.
    window = {"follow_up_hours": 3}
    assert claims(slow([Lead(0)], window, seats("a"), THINKS)) == [(0.0, 0, 0), (5.0, 0, 0)]
    ledger = slow([Lead(0), Lead(20)], window | {"cool_down_hours": 6}, seats("a"), THINKS)
    assert claims(ledger)[:3] == [(0.0, 0, 0), (10.0, 0, 0), (20.0, 1, 0)]
    # Another lead that lies behind it is hers at once.
    other = slow([Lead(0), Lead(6)], window | {"cool_down_hours": 20}, seats("a"), THINKS)
    assert claims(other)[:2] == [(0.0, 0, 0), (6.0, 1, 0)]


def test_a_lead_whose_customer_still_thinks_when_another_has_cooled_down_cools_down_in_its_turn():
    # Lead 0 has cooled down at 10, when the customer of lead 1 still thinks; that lies from 10.5 on, and hers at 11.5.
    leads = [Lead(0), Lead(1.5, thinking=[8, 0])]
    ledger = slow(leads, {"follow_up_hours": 3, "cool_down_hours": 6}, seats("a"), THINKS)
    assert claims(ledger) == [(0.0, 0, 0), (1.5, 1, 0), (10.0, 0, 0), (11.5, 1, 0)]


def test_a_reclaimed_lead_makes_room_under_its_owners_cap():
    # Lead 1 lies beside a at rest from 0.5 on, until lead 0 is taken from her at 4.
    ledger = slow([Lead(0), Lead(0.5)], {"claim_cap": 1, "follow_up_hours": 3}, seats("a"), THINKS)
    assert claims(ledger)[:2] == [(0.0, 0, 0), (4.0, 1, 0)]


def test_what_nobody_claims_is_dealt_to_whoever_has_fewest_open_claims():
    # a has two open claims (thinking) and b one when lead 4 has lain for an hour; both are busy.
    leads = [Lead(0, work=[1, 1]), Lead(0.5, work=[1, 1]), Lead(1, work=[1, 1]), Lead(1.5, work=[9, 1])]
    leads += [Lead(2, work=[9, 1]), Lead(2.5)]
    ledger = slow(leads, {"default_hours": 1}, TWO, LONG)
    # Lead 3 is claimed by b at 1.5, lead 4 by a at 2; lead 5 lies from 2.5 on.
    assert claims(ledger)[:5] == [(0.0, 0, 0), (0.5, 1, 1), (1.0, 2, 0), (1.5, 3, 1), (2.0, 4, 0)]
    assert events(ledger, "assigned") == [(3.5, 5, 1, "assigned")]


def test_a_lead_is_not_dealt_to_whoever_has_no_room_but_to_whoever_has_room_first():
    # a's cap of one is full until lead 0 is won at 6.
    full = {"default_hours": 1, "claim_cap": 1}
    ledger = slow([Lead(0), Lead(0.5)], full, seats("a"), THINKS)
    assert events(ledger, "assigned", "claimed")[1:] == [(6.0, 1, 0, "assigned")]
    # Two are hers until lead 0 is lost at 6, in the middle of what she does from 2.5 to 9.5.
    leads = [Lead(0, u=1, thinking=[5, 0]), Lead(0.5, work=[1, 7], thinking=[0.5, 0]), Lead(0.75)]
    busy = slow(leads, full | {"claim_cap": 2}, seats("a"), THINKS)
    assert events(busy, "assigned", "claimed")[2:] == [(6.0, 2, 0, "assigned")]


def test_a_lead_that_is_to_be_dealt_goes_to_whoever_lost_it_once_she_has_cooled_down():
    # a loses it at 3, in the middle of what she does until 31; at 4 there is nobody else to deal it to.
    terms = {"follow_up_hours": 2, "default_hours": 1, "cool_down_hours": 5}
    ledger = slow([Lead(0, thinking=[1, 0]), Lead(0.5, work=[30, 1])], terms, seats("a"), THINKS)
    assert events(ledger, "reclaimed: no follow-up")[0] == (3.0, 0, 0, "reclaimed: no follow-up")
    assert events(ledger, "assigned")[0] == (8.0, 0, 0, "assigned")


def test_an_assigned_lead_that_is_not_begun_goes_back_to_the_pool():
    # Both are busy until 9 and 9.5 when lead 2 is dealt to a at 1.5 (as many open claims as b); at 3.5 it lies again.
    leads = [Lead(0, work=[9]), Lead(0.25, work=[9]), Lead(0.5)]
    ledger = floor(leads, {"default_hours": 1, "begin_hours": 2})
    assert [row for row in events(ledger) if row[1] == 2] == [
        (0.5, 2, -1, "lies in the pool"),
        (1.5, 2, 0, "assigned"),
        (3.5, 2, 0, NOT_BEGUN),
        (3.5, 2, -1, "lies in the pool"),
        (4.5, 2, 0, "assigned"),
        (6.5, 2, 0, NOT_BEGUN),
        (6.5, 2, -1, "lies in the pool"),
        (7.5, 2, 0, "assigned"),
        (11.0, 2, 0, "won"),
    ]


def test_what_a_policy_dealt_and_nobody_begins_goes_to_the_pool():
    # Leads are dealt in turn: lead 2 waits for a, who is busy until 9, and lies from 2.5 on, where b claims it at 2.25.
    leads = [Lead(0, work=[9]), Lead(0.25), Lead(0.5)]
    dealt = {"policy": "round-robin"}
    ledger = floor(leads, {"begin_hours": 2}, routing=dealt)
    assert [row[1:] for row in events(ledger)] == [
        (2, 0, NOT_BEGUN),
        (2, -1, "lies in the pool"),
        (2, 1, "claimed"),
        (2, 1, "won"),
    ]
    assert task_rows(ledger) == [(1, 1, 0.25, 2.25), (2, 1, 2.5, 4.5), (0, 0, 0.0, 9.0)]


def test_a_reminder_moves_a_lead_to_the_front_of_its_owners_tasks_so_long_before_the_reclaim():
    # A hoarder works the first until 4; the least valuable of the others was claimed first and is reminded of at 3.
    leads = [Lead(0, work=[4], value=50), Lead(0, value=1), Lead(1, value=9)]
    hoard = {"hoard": True, "follow_up_hours": 5}
    order = {"task_order": "value"}
    plain = floor(leads, hoard, seats("a"), routing=order)
    # At 4 she claims lead 2 too, which is worth more; lead 1 is reclaimed at 5.
    assert [row[0] for row in task_rows(plain)][:2] == [0, 2]
    assert events(plain, UNFOLLOWED) == [(5.0, 1, 0, UNFOLLOWED)]
    reminded = floor(leads, hoard | {"remind_hours": 2}, seats("a"), routing=order)
    assert [row[0] for row in task_rows(reminded)] == [0, 1, 2]
    assert not events(reminded, UNFOLLOWED)


def test_a_reminder_of_the_deal_comes_so_long_before_its_own_clock():
    leads = [Lead(0, work=[4], value=50), Lead(0, value=1), Lead(1, value=9)]
    hoard = {"hoard": True, "deal_hours": 7}
    order = {"task_order": "value"}
    assert [row[0] for row in task_rows(floor(leads, hoard, seats("a"), routing=order))][:3] == [0, 2, 1]
    reminded = floor(leads, hoard | {"remind_hours": 4}, seats("a"), routing=order)
    assert [row[0] for row in task_rows(reminded)] == [0, 1, 2]


BY_SIZE = {
    "rules": [{"segment": "large", "when": {"size": ["large"]}}],
    "residual": "others",
    "teams": {"big": {"segments": ["large"]}, "small": {"segments": ["others"]}},
}


def misrouted(pool, leads, monkeypatch):
    """Everything is recorded as small; leads of size large belong to the team big."""
    from sim.floor import record

    monkeypatch.setattr(record, "recorded", lambda true, wrong, other, count: true * 0)
    team = [*seats("a", team="big"), *seats("b", team="small")]
    market = market_of({"call": stage(1), "close": stage(1)}, {"recording": {"attribute_error": 1}})
    return floor(leads, pool, team, market, BOTH, segmentation=BY_SIZE)


def test_a_lead_of_another_team_is_given_back_once_after_the_first_task(monkeypatch):
    leads = [Lead(0, size="large"), Lead(5)]
    kept = misrouted({}, leads, monkeypatch)
    assert task_rows(kept) == [(0, 1, 0.0, 1.0), (0, 1, 1.0, 2.0), (1, 1, 5.0, 6.0), (1, 1, 6.0, 7.0)]
    given = misrouted({"return_misrouted": True}, leads, monkeypatch)
    assert task_rows(given) == [(0, 1, 0.0, 1.0), (0, 0, 1.0, 2.0), (1, 1, 5.0, 6.0), (1, 1, 6.0, 7.0)]
    assert events(given, "returned: wrong team") == [(1.0, 0, 1, "returned: wrong team")]
    assert given.leads["returns"].tolist() == [1, 0]
    assert given.leads["back_reason"].tolist() == ["wrong team", ""]


def test_service_levels_move_leads_up_in_the_pool_and_take_them_from_their_owners():
    reminded = {"call": {"within_hours": 1, "escalation": [{"after_hours": 1, "action": "remind"}]}}
    market = market_of({"call": stage(2)})
    leads = [Lead(0, value=90), Lead(0.25, value=1), Lead(1.5, value=50)]
    dear = {"claim_order": "value"}
    line = {"call": "rep"}
    assert [row[1] for row in claims(floor(leads, dear, seats("a"), market, line))] == [0, 2, 1]
    ledger = floor(leads, dear, seats("a"), market, line, process={"sla": reminded})
    assert [row[1] for row in claims(ledger)] == [0, 1, 2]
    taken = {"call": {"within_hours": 1, "escalation": [{"after_hours": 1, "action": "reassign"}]}}
    hoard = {"hoard": True, "claim_cap": 2}
    # b comes free at 2.5, when lead 1 has been taken from a, who hoards it, for an hour and a half.
    late = floor([Lead(0, work=[9]), Lead(0), Lead(0.5)], hoard, TWO, market, line, process={"sla": taken})
    assert events(late, "released: away or overdue") == [(1.0, 1, 0, "released: away or overdue")]
    assert (1, 1, 2.5, 4.5) in task_rows(late)


def test_an_overflow_step_opens_a_lead_to_everyone_of_the_role():
    steps = {"work": {"within_hours": 1, "escalation": [{"after_hours": 1, "action": "overflow"}]}}
    leads = [Lead(0, work=[9]), Lead(0.5)]
    assert claims(regional(leads)) == [(0.0, 0, 0), (9.0, 1, 0)]
    assert claims(regional(leads, process={"sla": steps})) == [(0.0, 0, 0), (1.5, 1, 1)]
    assert len(REGIONAL) == 2


def test_what_comes_back_from_a_later_role_is_hers_again_if_she_has_room():
    exits = {"exits": {"back_to": "call", "back_share": 1.0}}
    market = market_of({"call": stage(1), "close": stage(1, **exits)})
    line, team = {"call": "sdr", "close": "ae"}, [*seats("s", "t", role="sdr"), *seats("x", role="ae")]
    leads = [Lead(0, u=[0, 1, 0, 0])]
    ledger = floor(leads, {"claim_cap": 1}, team, market, line)
    assert events(ledger, "taken back from a later role")[0] == (2.0, 0, 0, "taken back from a later role")
    assert not [row for row in claims(ledger) if row[1] == 0 and row[2] == 1]
    # She has claimed another meanwhile, and t, whose own was handed on at 1.5, takes what comes back.
    leads += [Lead(1, work=[9, 1, 1, 1]), Lead(1, work=[0.5, 1, 1, 1])]
    full = floor(leads, {"claim_cap": 1}, team, market, line)
    assert not events(full, "taken back from a later role")
    assert (2.0, 0, 1) in claims(full)


def test_people_who_are_away_neither_claim_nor_keep_what_others_cover():
    from dataclasses import replace

    from sim.levers.absence import Stretch

    def away(plan):
        return replace(plan, absence=replace(plan.absence, stretches=[[Stretch(1.0, 30.0, 0)], []]))

    from tests.builders import play, scheme_of

    market = market_of({"call": stage(1, thinking_hours=4, thinking_cv=0), "close": stage(1)}, {"absence": {}})
    for by, row in (("team", (0, 1, 5.0, 6.0)), ("wait", (0, 0, 30.0, 31.0))):
        routing = {"policy": "claim-pool", "pool": {}, "cover": {"by": by, "after_hours": 2}}
        ledger = play(market, scheme_of(TWO, BOTH, routing=routing), [Lead(0), Lead(2)], change=away)
        assert row in task_rows(ledger)
        assert claims(ledger)[1] == (2.0, 1, 1)
        assert bool(events(ledger, "released: away or overdue")) == (by == "team")


def test_a_joint_task_of_a_lead_that_is_reclaimed_frees_whoever_kept_herself_free():
    """Lead 0 waits for x, who is with lead 1 until 2.9 and then keeps free for it, while a is busy with lead 2.

    It is reclaimed at 4: x is free for lead 3 at 4.5, and joins lead 0 when b has claimed it.
    """
    market = market_of({"call": stage(1), "close": stage(2)})
    team = [*seats("a", "b"), *seats("x", role="ae")]
    leads = [Lead(0), Lead(0, work=[0.9, 2]), Lead(1, work=[9, 2]), Lead(2.9, work=[1.6, 2])]
    ledger = floor(leads, {"follow_up_hours": 3}, team, market, BOTH, process={"joint": {"close": "ae"}})
    assert events(ledger, "reclaimed: no follow-up") == [(4.0, 0, 0, "reclaimed: no follow-up")]
    closes = sorted((start, lead, seat) for lead, seat, start, _ in task_rows(ledger) if start in (0.9, 4.5, 6.5))
    assert closes == [(0.9, 1, 1), (0.9, 1, 2), (4.5, 3, 1), (4.5, 3, 2), (6.5, 0, 1), (6.5, 0, 2)]


@pytest.mark.parametrize("pool", [{}, {"follow_up_hours": 1.5, "claim_cap": 1}, {"hoard": True, "deal_hours": 4}])
def test_a_lead_is_in_one_pair_of_hands_at_a_time(pool):
    leads = [Lead(at / 3, u=[0, at % 3 / 2]) for at in range(12)]
    ledger = slow(leads, pool, TWO, THINKS)
    holder = {}
    for _, lead, seat, kind in events(ledger):
        if kind in ("claimed", "assigned"):
            assert holder.get(lead) is None
            holder[lead] = seat
        elif seat >= 0:
            assert holder.pop(lead) == seat


def test_whoever_leaves_the_firm_leaves_her_claimed_leads_to_the_pool_and_those_in_other_hands_alone():
    from tests.builders import play, scheme_of
    from tests.floor.posts import CERTAIN, held_by, leaves_after

    market = market_of({"call": stage(1), "close": stage(8)}, {"turnover": CERTAIN})
    line = {"call": "sdr", "close": "ae"}
    team = [*seats("a", "b", role="sdr"), *seats("x", role="ae")]
    # a leaves at 40. Lead 0, which she handed on at 36, is x's; of lead 1, which b calls, she has nothing.
    leads = [Lead(35), Lead(39.5)]
    pool = {"policy": "claim-pool", "pool": {}}
    ledger = play(market, scheme_of(team, line, routing=pool), leads, change=held_by([leaves_after(1)]), weeks=3)
    assert not events(ledger, "released: away or overdue")
    assert [row for row in task_rows(ledger) if row[0] == 0] == [(0, 0, 35.0, 36.0), (0, 2, 36.0, 44.0)]
    # Alone in her role, she leaves at 40 with a lead whose customer thinks until 47: b claims it then.
    thinking = [Lead(36, thinking=[10, 0])]
    market = market_of({"call": stage(1, thinking_hours=1), "close": stage(1)}, {"turnover": CERTAIN})
    ledger = play(market, scheme_of(TWO, BOTH, routing=pool), thinking, change=held_by([leaves_after(1)]), weeks=3)
    assert events(ledger, "released: away or overdue") == [(40.0, 0, 0, "released: away or overdue")]
    assert claims(ledger) == [(36.0, 0, 0), (47.0, 0, 1)]


def test_a_newcomer_has_neither_customers_nor_lost_leads_of_whoever_was_there_before():
    from tests.builders import play, scheme_of
    from tests.floor.posts import CERTAIN, comes_after, held_by, leaves_after

    market = one_stage_market({"turnover": CERTAIN})
    pool = {"policy": "claim-pool", "pool": {"retention_limit": 1, "won_accounts_count": True}}
    person = held_by([leaves_after(1), comes_after(20)])
    ledger = play(market, scheme_of(seats("a"), ROLES, routing=pool), [Lead(0), Lead(1)], change=person, weeks=4)
    # Her one customer, won at 2, leaves no room; whoever takes her post at 60 has none.
    assert claims(ledger) == [(0.0, 0, 0), (60.0, 1, 0)]
    assert events(ledger, "customer left") == [(40.0, 0, 0, "customer left")]
