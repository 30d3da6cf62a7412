"""Clawbacks and the quality of service on floors worked by hand: what customers after the sale do to pay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.floor.accounts.account_draws import Purpose
from tests.builders import Lead, one_stage_market, pay_plan_of, play, scheme_of, seats
from tests.floor.posts import CERTAIN, comes_after, held_by, leaves_after
from tests.floor.test_after_sale import FIXED, TERM, Scripted, floor

# From Monday 5 January 2026: January ends at 160, February at 320, and ten weeks in March at 400.
ENDS = (160.0, 320.0, 400.0)
LEAVES = {(0, Purpose.RENEWS, 0): 1.0}
STAYS = {(0, Purpose.RENEWS, 0): 0.0}
LINES = ("commission", "clawback", "amount", "clawbacks_owed")
# a sells 1,000 in January, whose customer leaves at 2 and a month, in February; then 600 in February, 700 in March.
SOLD = [Lead(0, value=1000), Lead(200, value=600), Lead(330, value=700)]


def rows(ledger, *lines, seat=0):
    """These lines of a seat's statements, one period after the other."""
    own = ledger.statements["seat"] == seat
    assert ledger.statements["end"][own].tolist() == list(ENDS)
    return list(zip(*(ledger.statements[line][own].tolist() for line in lines or LINES), strict=True))


def ledger_of(draws, leads=SOLD, terms=None, **plan):
    others = {(lead, Purpose.RENEWS, 0): 0.0 for lead in (1, 2)}
    return floor(leads, draws=others | draws, weeks=10, incentives=pay_plan_of(**plan), terms=terms)


def near(*expected):
    return [pytest.approx(row) for row in expected]


def test_the_commission_for_a_customer_who_leaves_soon_is_taken_back_as_far_as_there_is_pay():
    ledger = ledger_of(LEAVES, clawback={"within_months": 1})
    assert ledger.account_columns["left"].tolist()[0] == pytest.approx(2 + TERM)
    # 100 were paid. February earns 60, which is taken; the other 40 come out of March's 70.
    assert rows(ledger) == near((100, 0, 100, 0), (60, -60, 0, 40), (70, -40, 30, 0))


@pytest.mark.parametrize(
    ("draws", "clawback"), [(LEAVES, {"within_months": 0.99}), (STAYS, {"within_months": 6}), (LEAVES, None)]
)
def test_nothing_is_taken_back_later_or_for_who_stays_or_without_a_clawback(draws, clawback):
    assert rows(ledger_of(draws, clawback=clawback)) == near((100, 0, 100, 0), (60, 0, 60, 0), (70, 0, 70, 0))


def test_a_market_that_follows_nobody_takes_nothing_back():
    plan = pay_plan_of(clawback={}, quality={"steps": [{"satisfaction_from": 0, "factor": 0}]})
    ledger = play(one_stage_market(), scheme_of(seats("a"), {"work": "rep"}, incentives=plan), SOLD, weeks=10)
    assert rows(ledger) == near((100, 0, 100, 0), (60, 0, 60, 0), (70, 0, 70, 0))


def test_what_is_taken_back_is_the_average_rate_that_was_paid_cap_included():
    """January's quota is 27 / 31 of 1,000, and so is its cap: 100 x 27 / 31 for 1,000 and the other deal's 600."""
    leads = [Lead(0, value=1000), Lead(10, value=600), Lead(330, value=900)]
    ledger = ledger_of(LEAVES, leads, cap_attainment=1, clawback={"within_months": 1})
    january = 100 * 27 / 31
    # March has 15 of its 31 days: 900 of a quota of 484 pay the cap of 48; of January's, ten sixteenths are due.
    due, march = january * 1000 / 1600, 100 * 15 / 31
    found = rows(ledger)
    assert found[0] == pytest.approx((january, 0, january, 0))
    assert found[1] == pytest.approx((0, 0, 0, due))
    assert found[2] == pytest.approx((march, -march, 0, due - march))


def test_a_deal_whose_customer_leaves_in_its_own_period_is_taken_back_in_it():
    """Terms of half a month: whoever buys at 2 has left at 89, in January."""
    ledger = ledger_of(LEAVES, terms={"term_months": 0.5}, clawback={"within_months": 0.5})
    assert rows(ledger)[0] == pytest.approx((100, -100, 0, 0))


STEPS = {"steps": [{"satisfaction_from": 0, "factor": 0.5}, {"satisfaction_from": 0.75, "factor": 1.2}]}


def test_pay_follows_how_content_those_are_whom_one_serves():
    """Taken on at once: felt as 1, which moves satisfaction from 0.6 to 0.8, above the step."""
    found = rows(ledger_of(LEAVES, quality=STEPS), "commission", "modifier", "amount")
    # The first has left by February's end; the second is as content.
    assert found == near((100, 20, 120), (60, 12, 72), (70, 14, 84))


def test_who_has_left_is_not_asked_and_who_serves_nobody_has_a_factor_of_one():
    """The first is taken on late and leaves discontented in February, whose own customer is content."""
    leads = [Lead(0, value=1000), *[Lead(0, 1.0) for _ in range(10)], Lead(200, value=600)]
    leaves = {(lead, Purpose.RENEWS, 0): 1.0 for lead in (0, 11)}
    found = rows(ledger_of(leaves, leads, quality=STEPS), "commission", "modifier")
    assert found == near((100, -50), (60, 12), (0, 0))
    stays = rows(ledger_of(STAYS | {(11, Purpose.RENEWS, 0): 0.0}, leads, quality=STEPS), "commission", "modifier")
    assert stays == near((100, -50), (60, -30), (0, 0))


@pytest.mark.parametrize(("of", "modifiers"), [("served", (0, 20)), ("sold", (20, 0))])
def test_whose_customers_count(of, modifiers):
    """a sells, x serves; by a joint plan of 100 for each, whoever is asked about gets a fifth more."""
    roles = {
        "rep": {"target_pay_per_year": 1_200, "quota_per_year": 12_000},
        "csm": {"target_pay_per_year": 1_200, "quota_per_year": 12_000, "credit_share": 0},
    }
    pool = {"unit": "all", "share_of_target_pay": 1}
    # 2,000 of both quotas together: a hundred each, for 27 of January's 31 days as for all of it.
    ledger = floor(
        [Lead(0, value=2000)],
        [*seats("a"), *seats("x", role="csm")],
        weeks=10,
        after_sales={"role": "csm"},
        incentives=pay_plan_of(roles=roles, team_pool=pool, quality=STEPS | {"of": of}),
    )
    assert [rows(ledger, "team_pool", "modifier", seat=seat)[0] for seat in (0, 1)] == near(
        *((100, modifier) for modifier in modifiers)
    )


def test_service_that_comes_late_costs_whoever_gives_it():
    """Onboarding waits 20 hours behind leads: felt as 1 - 0.2 ln 21, so that satisfaction stays below the step."""
    leads = [Lead(0, value=1000), *[Lead(0, 1.0) for _ in range(10)]]
    found = rows(ledger_of(STAYS, leads, quality=STEPS), "commission", "modifier", "amount")
    assert found[0] == pytest.approx((100, -50, 50))


def test_what_who_has_left_the_post_sold_costs_nobody_and_is_not_her_successors():
    """a sells 1,000 and leaves after two weeks; in February the customer leaves, too. Who is new sells 600 then."""
    plan = pay_plan_of(clawback={"within_months": 1}, quality=STEPS | {"of": "sold"})
    posts = held_by([leaves_after(2), comes_after(20)])
    market = one_stage_market({"accounts": FIXED, "turnover": CERTAIN})
    process = {"after_sales": {"role": "rep"}}
    scheme = scheme_of(seats("a"), {"work": "rep"}, incentives=plan, process=process)

    def script(compiled):
        draws = {(0, Purpose.RENEWS, 0): 1.0, (1, Purpose.RENEWS, 0): 0.0}
        return posts(replace(compiled, accounts=replace(compiled.accounts, draws=lambda expected: Scripted(draws))))

    ledger = play(market, scheme, [Lead(0, value=1000), Lead(200, value=600)], weeks=10, change=script)
    found = ledger.statements
    assert found["end"].tolist() == [80.0, 160.0, 320.0, 400.0]
    assert ledger.account_columns["left"][0] == pytest.approx(2 + TERM)
    # Hers is asked when she goes: content, a fifth more. Whoever comes has sold nothing until February.
    assert found["modifier"].tolist() == pytest.approx([20, 0, 12, 0])
    assert found["clawback"].tolist() == [0, 0, 0, 0]
    assert found["clawbacks_owed"].tolist() == [0, 0, 0, 0]
