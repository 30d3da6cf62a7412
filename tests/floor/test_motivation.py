"""Motivation on floors worked by hand: what people are paid, win and are given moves how they work, and who leaves."""

from __future__ import annotations

from math import exp

import pytest

from sim.floor.resolving.regional_plan import Person
from tests.builders import (
    NEVER_ADVANCES,
    Lead,
    fingerprint,
    one_stage_market,
    pay_plan_of,
    play,
    scheme_of,
    seats,
    states,
    task_rows,
)
from tests.floor.posts import STAYS, comes_after, leaves_after, one_stage, people_rows

ONE_STAGE = {"work": "rep"}
# June 2026 has 22 working days of eight hours, July 23, August 21. A quota of 1,000 a month, target pay of 100.
FROM_JUNE = {"start_date": "2026-06-01"}
JULY, AUGUST, SEPTEMBER = 176.0, 360.0, 528.0
# Half of what somebody feels counts at once; a loss counts twice, and half of any change is got used to.
NOTHING = {
    "pay_weight": 0,
    "loss_aversion": 2,
    "adapt_share": 0.5,
    "recognition_weight": 0,
    "fairness_weight": 0,
    "half_life_months": 1,
    "hazard_weight": 0,
    "floor": 0.01,
    "ceiling": 9,
}
BY_PAY = NOTHING | {"pay_weight": 1}
MONTHLY = [Lead(clock, NEVER_ADVANCES) for clock in (JULY, AUGUST, SEPTEMBER)]


def played(leads, terms, team=None, effects=None, weeks=14, pay=None, people=None, **levers):
    block = {} if terms is None else {"motivation": terms}
    market = one_stage_market({**block, **(effects or {})}, world=FROM_JUNE)
    scheme = scheme_of(team or seats("a"), ONE_STAGE, people, incentives=pay_plan_of(**(pay or {})), **levers)
    return play(market, scheme, leads, weeks=weeks)


def hours(ledger, seat=0):
    """Hours of the tasks that a seat began in July or later, in order."""
    return [end - start for _, who, start, end in sorted(task_rows(ledger)) if who == seat and start >= JULY]


def moods(*found):
    return pytest.approx([2 / exp(mood) for mood in found])


def test_whoever_is_paid_what_she_expects_goes_on_as_usual():
    assert hours(played([Lead(0, value=1000), *MONTHLY[:1]], BY_PAY)) == [2.0]


def test_pay_moves_her_by_how_far_it_is_from_what_she_has_come_to_expect():
    """June pays twice the target pay: she feels 1 and expects 1.5. July pays nothing, a loss of 1.5 that counts twice.

    She then expects 0.75, which August misses as well.
    """
    july = 0.5
    august = 0.5 * july + 0.5 * -3
    september = 0.5 * august + 0.5 * -1.5
    ledger = played([Lead(0, value=2000), *MONTHLY], BY_PAY)
    assert hours(ledger) == moods(july, august, september)
    expected = [1, exp(july), exp(august), exp(september)]
    assert ledger.seat_columns["motivation"].tolist() == pytest.approx(expected)
    assert ledger.seat_columns["effort"].tolist() == pytest.approx(expected)


@pytest.mark.parametrize("pool", [None, {"share_of_target_pay": 0.5, "tiers": [{"attainment_from": 0, "rate": 3}]}])
def test_she_expects_what_the_plan_pays_at_quota_however_it_is_written(pool):
    """A half of target pay at quota and all of it at twice that; with the pool, 1.75 and 3.5."""
    half = {"tiers": [{"attainment_from": 0, "rate": 0.5}], "team_pool": pool}
    flat = {"tiers": [{"attainment_from": 0, "rate": 1}]}
    leads = [Lead(0, value=2000), *MONTHLY]
    assert hours(played(leads, BY_PAY, pay=half)) == pytest.approx(hours(played(leads, BY_PAY, pay=flat)))
    assert hours(played([Lead(0, value=1000), *MONTHLY[:1]], BY_PAY, pay=half)) == [pytest.approx(2.0)]


def test_where_nothing_is_paid_at_quota_she_expects_her_target_pay():
    above = {"tiers": [{"attainment_from": 0, "rate": 0}, {"attainment_from": 1, "rate": 2}]}
    assert hours(played([Lead(0, value=2000), *MONTHLY[:1]], BY_PAY, pay=above)) == moods(0.5)
    assert hours(played([Lead(0, value=1500), *MONTHLY[:1]], BY_PAY, pay=above)) == [pytest.approx(2.0)]


def test_in_a_month_without_a_statement_the_last_one_still_counts():
    """A quarter's pay comes in July, for June alone: 30 of its 91 days, and so much of its quota of 3,000."""
    ledger = played([Lead(0, value=2 * 3000 * 30 / 91), *MONTHLY], BY_PAY, pay={"period": "quarter"})
    assert hours(ledger) == moods(0.5, 0.75, 0.875)


def test_a_part_of_a_period_is_held_against_its_own_target_pay():
    """The market starts on 15 June: 16 of 30 days, a quota of 533, all of which is sold."""
    market = one_stage_market({"motivation": BY_PAY}, world={"start_date": "2026-06-15"})
    scheme = scheme_of(seats("a"), ONE_STAGE, incentives=pay_plan_of())
    july = 96.0
    ledger = play(market, scheme, [Lead(0, value=1000 * 16 / 30), Lead(july, NEVER_ADVANCES)], weeks=5)
    assert task_rows(ledger)[1][2:] == (july, pytest.approx(july + 2.0))


def test_a_prize_is_felt_in_the_month_in_which_it_is_won():
    """a, who rests the longest, sells and wins; b does not. The prize is pay as well, which moves nobody here."""
    dash = {"dash": {"measure": "credit", "pool": 10, "prizes": [1], "from_week": 0, "to_week": 4}}
    leads = [Lead(0, value=100), Lead(0, NEVER_ADVANCES), *[lead for lead in MONTHLY for _ in range(2)]]
    ledger = played(leads, NOTHING | {"recognition_weight": 1}, seats("a", "b"), pay={"contests": dash})
    assert hours(ledger, 0) == moods(0.5, 0.25, 0.125)
    assert hours(ledger, 1) == moods(0, 0, 0)


TWO_AREAS = {"territory": {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}}
APART = [*seats("a", territory="n"), *seats("b", territory="s")]


def test_whoever_has_the_poorer_territory_loses_heart():
    """300 came in for a and 100 for b by July: half of the average of 200. By August it is 400 and 400."""
    fair = NOTHING | {"fairness_weight": 1}
    leads = [
        Lead(0, NEVER_ADVANCES, value=300),
        Lead(0, NEVER_ADVANCES, value=100, region="south"),
        Lead(JULY, NEVER_ADVANCES, value=100),
        Lead(JULY, NEVER_ADVANCES, value=300, region="south"),
        Lead(AUGUST, NEVER_ADVANCES, value=400),
        Lead(AUGUST, NEVER_ADVANCES, value=400, region="south"),
    ]
    ledger = played(leads, fair, APART, **TWO_AREAS)
    assert hours(ledger, 0) == moods(0, 0)
    assert hours(ledger, 1) == moods(-0.25, -0.125)


@pytest.mark.parametrize("shares", [True, False])
def test_peers_are_the_people_of_the_same_role_and_share_what_comes_in_where_they_work(shares):
    """Two of three work in the north, where twice as much comes in: all are alike. With one there, b has less."""
    third = seats("c", territory="n" if shares else "s")
    leads = [Lead(0, NEVER_ADVANCES, value=400), Lead(0, NEVER_ADVANCES, value=200, region="south")]
    leads += [Lead(JULY, NEVER_ADVANCES, region="south")]
    ledger = played(leads, NOTHING | {"fairness_weight": 1}, [*APART, *third], **TWO_AREAS)
    # 200 on average; b and c have 100 each.
    took = [end - start for lead, _, start, end in task_rows(ledger) if lead == 2]
    assert took == moods(0 if shares else -0.25)


def test_motivation_is_held_between_its_bounds():
    high = played([Lead(0, value=9000), *MONTHLY[:1]], BY_PAY | {"ceiling": 1.25})
    low = played(MONTHLY[:1], BY_PAY | {"floor": 0.5})
    assert hours(high) == [pytest.approx(1.6)]
    assert hours(low) == [pytest.approx(4.0)]


def test_it_multiplies_the_effort_that_pay_asks_for():
    """A flat plan at 1 asks for normal effort, a plan of twice that pay for twice as much where effort responds."""
    response = {"effort_response": {"strength": 1, "attainment_deviation": 0, "floor": 0.1, "ceiling": 9}}
    rush = {"tiers": [{"attainment_from": 0, "rate": 1}, {"attainment_from": 1.9, "rate": 4}]}
    leads = [Lead(0, value=2000, work=[4]), Lead(40, NEVER_ADVANCES), *MONTHLY[:1]]
    plain, moved = (played(leads, terms, pay=rush, effects=response) for terms in (None, BY_PAY))
    felt = played(leads, BY_PAY, pay=rush)
    assert task_rows(plain)[:2] == task_rows(moved)[:2]
    level = felt.seat_columns["motivation"][1]
    assert level > 1.5
    assert hours(moved) == pytest.approx([hours(plain)[0] / level])


@pytest.mark.parametrize(("above", "state"), [(-1e-9, "won"), (1e-9, "lost")])
def test_it_moves_the_outcome_as_effort_does(above, state):
    response = {"effort_response": {"strength": 0, "conversion_weight": 1}}
    u = 1 / (1 + exp(-0.5)) + above
    assert states(played([Lead(0, value=2000), Lead(JULY, u)], BY_PAY, effects=response))[1] == state


# From Monday 5 January 2026: January ends at 160, with 27 of its 31 days.
HAZARD = 0.1
EARNS_DOUBLE = [Lead(0, value=2000 * 27 / 31)]


@pytest.mark.parametrize(("more", "leaves"), [(-1e-9, 240.0), (1e-9, 280.0)])
def test_who_is_motivated_stays_longer(more, leaves):
    """Four weeks at 0.1, then at exp(-2 x 0.5) of that."""
    terms = {"motivation": BY_PAY | {"hazard_weight": 2}}
    bears = 4 * HAZARD + 2 * HAZARD * exp(-1) + more
    ledger = one_stage(
        seats("a"),
        EARNS_DOUBLE,
        [Person(bears, 0, [])],
        effects=terms,
        turnover={"base_per_year": 52 * HAZARD},
        levers={"incentives": pay_plan_of()},
        weeks=8,
    )
    assert people_rows(ledger)[0][3] == leaves


def test_whoever_comes_new_starts_afresh_and_is_not_moved_by_what_her_predecessor_was_paid():
    """a, who sold thrice the quota, leaves after two weeks. Whoever comes at 100 is paid nothing for January."""
    leads = [Lead(0, value=3000), Lead(120, NEVER_ADVANCES), Lead(160, NEVER_ADVANCES)]
    levers, people = {"incentives": pay_plan_of()}, {"hiring": {"ramp_start_share": 1}}
    posts = [leaves_after(2), comes_after(20)]
    ledger = one_stage(seats("a"), leads, posts, effects={"motivation": BY_PAY}, levers=levers, people=people)
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([2, 2, 2 / exp(-1)])


def test_an_empty_post_feels_nothing_and_neither_does_who_comes_into_it():
    """a, paid more than thrice her target for January, leaves at 240; the post is empty when March begins, at 320."""
    leads = [Lead(0, value=3000), Lead(200, NEVER_ADVANCES), Lead(345, NEVER_ADVANCES)]
    levers, people = {"incentives": pay_plan_of()}, {"hiring": {"ramp_start_share": 1}}
    posts = [leaves_after(6), comes_after(100)]
    ledger = one_stage(seats("a"), leads, posts, effects={"motivation": BY_PAY}, levers=levers, people=people, weeks=9)
    moved = (3000 / 1000 * 31 / 27 - 1) / 2
    assert [end - start for _, _, start, end in task_rows(ledger)] == pytest.approx([2, 2 / exp(moved), 2])


def test_whoever_was_not_there_yet_has_not_been_treated_unfairly():
    """Nothing came in for a's post in January. It was empty when the month ended, and a new person holds it at 180."""
    leads = [Lead(0, NEVER_ADVANCES, value=400, region="south"), Lead(185, NEVER_ADVANCES)]
    levers, people = {"incentives": pay_plan_of(), **TWO_AREAS}, {"hiring": {"ramp_start_share": 1}}
    posts = [[leaves_after(2), comes_after(100)], [STAYS]]
    fair = {"motivation": NOTHING | {"fairness_weight": 1}}
    ledger = one_stage(APART, leads, *posts, effects=fair, levers=levers, people=people)
    assert [end - start for _, seat, start, end in task_rows(ledger) if seat == 0] == [2.0]


def test_nothing_moves_an_empty_post():
    leads = [Lead(0, value=3000), Lead(300, NEVER_ADVANCES)]
    levers, people = {"incentives": pay_plan_of()}, {"hiring": {"ramp_start_share": 1}}
    posts = [leaves_after(2), comes_after(200)]
    ledger = one_stage(seats("a"), leads, posts, effects={"motivation": BY_PAY}, levers=levers, people=people, weeks=9)
    assert [end - start for _, _, start, end in task_rows(ledger)] == [2.0, 2.0]


def test_switched_off_or_without_a_plan_it_changes_no_bit():
    leads = [Lead(0, value=2000), *MONTHLY]
    plain = fingerprint(played(leads, None))
    assert fingerprint(played(leads, BY_PAY | {"enabled": False})) == plain
    on, off = (one_stage_market(effects, world=FROM_JUNE) for effects in ({"motivation": BY_PAY}, {}))
    unpaid = scheme_of(seats("a"), ONE_STAGE)
    assert fingerprint(play(on, unpaid, leads, weeks=14)) == fingerprint(play(off, unpaid, leads, weeks=14))
