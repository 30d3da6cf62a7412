"""What a departure takes along after the sale: the one who served, some satisfaction, and who is known."""

from __future__ import annotations

from dataclasses import replace
from math import log, log1p

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.market.born import CROSS_SOLD
from tests.builders import Lead, one_stage_market, play, scheme_of, seats, task_rows
from tests.floor.posts import CERTAIN, HALF_SPEED, ROLES, STAYS, comes_after, held_by, leaves_after
from tests.floor.test_after_sale import FIXED, NEVER, Scripted, account, born_of, cases

# A request that comes 100 hours after the deal, and none after that.
AFTER = 100 / log(2)
ONE_REQUEST = {(0, Purpose.GAP, 1): NEVER}
YEAR = 365 / 7 * 40
TERMS = {**FIXED, "term_months": 12, "strange_hands": 0.2, "requests_per_year": YEAR / AFTER}


def floor(team, *posts, leads=(), lost=0.1, born=None, weeks=6, policy="shared-queue", role="rep"):
    market = one_stage_market({"accounts": TERMS, "turnover": CERTAIN | {"relationship_lost": lost}})
    people = {**HALF_SPEED, "roles": {"csm": {"salary_per_year": 36500}}}
    process = {"after_sales": {"role": role}}
    scheme = scheme_of(team, ROLES, people, process=process, routing={"policy": policy})
    hold = held_by(*posts)

    def script(plan):
        return hold(replace(plan, accounts=replace(plan.accounts, draws=lambda expected: Scripted(ONE_REQUEST))))

    return play(market, scheme, leads or [Lead(0)], change=script, born=born, weeks=weeks)


def after_request(waited, lost_before, strange):
    """Satisfaction after onboarding at once by the seller, then what is lost, then the request."""
    onboarded = 0.6 + 0.5 * (1 - 0.6)
    before = onboarded - lost_before
    return before + 0.5 * (1 - 0.2 * log1p(waited) - strange - before)


def test_the_next_request_of_her_customer_is_by_strange_hands_and_the_loss_is_felt_once():
    # Sold at 2, taken on until 5; she leaves at 80, and whoever comes at 120 answers the request of 102 in two hours.
    stayed = floor(seats("a"), [STAYS])
    assert cases(stayed)[1][2:6] == (102.0, 102.0, 103.0, 0)
    assert account(stayed, "satisfaction") == [pytest.approx(after_request(0, 0, 0))]
    left = floor(seats("a"), [leaves_after(2), comes_after(40)])
    assert cases(left)[1][2:6] == (102.0, 120.0, 122.0, 0)
    assert account(left, "satisfaction") == [pytest.approx(after_request(18, 0.1, 0.2))]
    assert account(left, "keeper") == [0]
    unmoved = floor(seats("a"), [leaves_after(2), comes_after(40)], lost=0)
    assert account(unmoved, "satisfaction") == [pytest.approx(after_request(18, 0, 0.2))]


def test_a_colleague_answers_her_customer_as_soon_as_she_is_free_and_keeps_her():
    left = floor(seats("a", "b"), [leaves_after(2), comes_after(40)], [STAYS])
    assert cases(left)[1][2:6] == (102.0, 102.0, 103.0, 1)
    assert account(left, "keeper") == [1]
    assert account(left, "satisfaction") == [pytest.approx(after_request(0, 0.1, 0.2))]


def test_whoever_sold_the_deal_is_no_stranger_unless_it_is_only_her_seat_that_did():
    # x takes on the customer, whom a sold to; x leaves at 80, and it is the loss of x that is felt.
    team = [*seats("a"), *seats("x", role="csm")]
    gone = floor(team, [STAYS], [leaves_after(2), comes_after(10)], role="csm")
    strange = 0.6 + 0.5 * (1 - 0.2 - 0.6)
    before = strange - 0.1
    assert account(gone, "satisfaction") == [pytest.approx(before + 0.5 * (1 - 0.2 - before))]
    seller_gone = floor(team, [leaves_after(2), comes_after(10)], [STAYS], role="csm")
    assert account(seller_gone, "satisfaction") == [pytest.approx(strange + 0.5 * (1 - strange))]


@pytest.mark.parametrize(("post", "seat"), [([STAYS], 0), ([leaves_after(2), comes_after(40)], 1)])
def test_a_further_deal_goes_to_whoever_knows_the_customer_if_she_is_still_there(post, seat):
    # Lead 1 is born of lead 0 after 130 hours, when b has rested longer than a, and the post of a is held again.
    born = born_of(2, (0, CROSS_SOLD, 130.0))
    leads = [Lead(0), Lead(float("inf"))]
    ledger = floor(seats("a", "b"), post, [STAYS], leads=leads, born=born)
    assert task_rows(ledger, "lead", "seat", "start")[1] == (1, seat, 132.0)


def test_customers_from_before_lose_whoever_serves_them_too():
    born = born_of(1, customers=1)
    leads = [Lead(float("inf"), existing=True, account=0.2)]
    stayed = floor(seats("a", "b"), [STAYS], [STAYS], leads=leads, born=born, weeks=3)
    assert account(stayed, "keeper") == [0]
    assert account(stayed, "satisfaction") == [pytest.approx(0.6 + 0.5 * 0.4)]
    left = floor(seats("a", "b"), [leaves_after(2), comes_after(40)], [STAYS], leads=leads, born=born, weeks=3)
    # The request of 100 is answered by b, at once.
    assert account(left, "keeper") == [1]
    assert account(left, "satisfaction") == [pytest.approx(0.5 + 0.5 * (1 - 0.2 - 0.5))]
