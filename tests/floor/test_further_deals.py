"""Who gets a customer's further deal, on hand-worked floors: those who know her, though somebody else rests.

Of two who rest, whoever has rested longer is called; a sells the first deal, so b would be.
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.market.born import CROSS_SOLD, RECOMMENDED, WON_BACK
from tests.builders import Lead, market_of, play, scheme_of, seats, stage, task_rows
from tests.floor.test_after_sale import FIXED, ONE_STAGE, RENEWAL, TERM, Scripted, account, born_of, cases, floor

LEAVES = {(0, Purpose.RENEWS, 0): 1.0}


def worked(ledger, lead):
    """(seat, start) of the lead's tasks."""
    return [row[1:] for row in task_rows(ledger, "lead", "seat", "start") if row[0] == lead]


@pytest.mark.parametrize(("kind", "seat"), [(CROSS_SOLD, 0), (RECOMMENDED, 1)])
def test_a_further_deal_goes_to_who_sold_the_first_though_another_has_rested_longer(kind, seat):
    ledger = floor([Lead(0), Lead(inf)], seats("a", "b"), born=born_of(2, (0, kind, 10.0)))
    assert worked(ledger, 0) == [(0, 0.0)]
    assert worked(ledger, 1) == [(seat, 12.0)]


def test_who_is_won_back_goes_to_who_knew_her():
    ledger = floor([Lead(0), Lead(inf)], seats("a", "b"), LEAVES, born=born_of(2, (0, WON_BACK, 10.0)), weeks=6)
    assert worked(ledger, 1) == [(0, pytest.approx(2 + TERM + 10))]


@pytest.mark.parametrize(("kind", "taken"), [(CROSS_SOLD, (0, 16.0)), (RECOMMENDED, (1, 12.0))])
def test_a_further_deal_waits_for_who_knows_the_customer_while_another_rests(kind, taken):
    # At 10 a takes six hours of work and b one, and neither of the two buys; the deal comes at 12.
    leads = [Lead(0), Lead(10, u=1, work=[6]), Lead(10, u=1, work=[1]), Lead(inf)]
    ledger = floor(leads, seats("a", "b"), born=born_of(4, (0, kind, 10.0)))
    assert [worked(ledger, lead) for lead in (1, 2)] == [[(0, 10.0)], [(1, 10.0)]]
    assert worked(ledger, 3) == [taken]


def test_a_customer_at_the_start_brings_her_further_deal_to_whoever_serves_her():
    # Neither has sold her anything; by her share of the desk she is b's, and a is called first.
    born = born_of(2, (0, CROSS_SOLD, 10.0), customers=1)
    ledger = floor([Lead(inf, account=0.8), Lead(inf)], seats("a", "b"), born=born)
    assert worked(ledger, 1) == [(1, 10.0)]


def test_a_customer_at_the_start_brings_her_further_deal_to_the_pod_that_serves_her():
    # Two pods of a rep and a csm, chosen in turn: the second customer's csm is y, and so her rep is b.
    team = [*seats("a", "b"), *seats("x", "y", role="csm")]
    people = {"roles": {"csm": {"salary_per_year": 36500}}}
    process = {"after_sales": {"role": "csm"}, "pod_size": 2}

    def script(plan):
        return replace(plan, accounts=replace(plan.accounts, draws=lambda expected: Scripted()))

    ledger = play(
        market_of({"work": stage(2)}, {"accounts": FIXED}),
        scheme_of(team, ONE_STAGE, people, process=process),
        [Lead(inf), Lead(inf), Lead(inf)],
        born=born_of(3, (1, CROSS_SOLD, 10.0), customers=2),
        change=script,
    )
    assert [seat.pod for seat in ledger.resolved.seats] == [0, 1, 0, 1]
    assert worked(ledger, 2) == [(1, 10.0)]


@pytest.mark.parametrize(("kind", "handoffs"), [(CROSS_SOLD, 0), (RECOMMENDED, 1)])
def test_everyone_who_knows_the_customer_needs_no_telling_of_the_further_deal(kind, handoffs):
    market = market_of({"call": stage(1), "close": stage(2)}, {"accounts": FIXED})
    team = [*seats("s", role="sdr"), *seats("e", role="ae")]
    scheme = scheme_of(team, {"call": "sdr", "close": "ae"}, process={"after_sales": {"role": "ae"}})
    ledger = play(market, scheme, [Lead(0), Lead(inf)], born=born_of(2, (0, kind, 10.0)))
    assert worked(ledger, 1) == [(0, 13.0), (1, 14.0)]
    assert ledger.lead_columns["handoffs"].tolist() == [1, handoffs]


@pytest.mark.parametrize("renews", [True, False])
def test_a_renewal_that_is_still_worked_on_at_the_terms_end_is_unattended(renews):
    # It falls due 40 hours before the end and takes 60; satisfaction is .8, so the chance is sigmoid(.8 - 1).
    chance = 1 / (1 + exp(1 - 0.8))
    u = {(0, Purpose.RENEWS, 0): chance - 1e-9 if renews else chance + 1e-9}
    ledger = floor([Lead(0)], None, u, weeks=6, terms={"renewal_hours": 60})
    due = 2 + TERM - 40
    assert cases(ledger)[1][:4] == (0, RENEWAL, pytest.approx(due), pytest.approx(due))
    assert account(ledger, "renewed") == [int(renews)]
