"""Customers' states of life and their recency, frequency and money, from a hand-worked ledger at several clocks."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.market.born import CROSS_SOLD, WON_BACK
from sim.results.measures.kpis import kpis
from sim.results.measures.lifecycle import customers_of, life_kpis
from tests.builders import Lead, one_stage_market, play, scheme_of, seats
from tests.floor.test_after_sale import RENEWAL, TERM, born_of, cases, floor

QUIET = {"onboarding_hours": 0, "renewal_hours": 0.001, "term_months": 36}


def lives(ledger, clock):
    frame = customers_of(ledger, clock)
    return dict(zip(frame["lead"].tolist(), frame["life"].tolist(), strict=True))


def test_a_customer_is_new_then_active_then_dormant():
    ledger = floor([Lead(0)], weeks=40, terms=QUIET)
    assert lives(ledger, 1) == {}
    assert lives(ledger, 2 + 3 * TERM - 1) == {0: "new"}
    assert lives(ledger, 2 + 3 * TERM + 1) == {0: "active"}
    assert lives(ledger, 2 + 6 * TERM - 1) == {0: "active"}
    assert lives(ledger, 2 + 6 * TERM + 1) == {0: "dormant"}


def test_whoever_asks_for_something_is_active_again():
    asks = {(0, Purpose.GAP, 0): 1 - np.exp(-6.5), (0, Purpose.GAP, 1): 1 - 2**-53}
    ledger = floor([Lead(0)], None, asks, weeks=40, terms=QUIET | {"requests_per_year": 12})
    assert lives(ledger, 2 + 6.4 * TERM) == {0: "dormant"}
    assert lives(ledger, 2 + 6.6 * TERM) == {0: "active"}


def test_a_renewal_that_falls_due_is_no_sign_of_life_and_a_complaint_is():
    due = QUIET | {"term_months": 8, "notice_weeks": 4}
    silent = floor([Lead(0)], weeks=40, terms=due)
    assert any(kind == RENEWAL and queued < 7.5 * TERM for _, kind, queued, *_ in cases(silent))
    assert lives(silent, 2 + 7.5 * TERM) == {0: "dormant"}
    draws = {(0, Purpose.ISSUE_GAP, 0): 1 - np.exp(-7.0), (0, Purpose.ISSUE_GAP, 1): 1 - 2**-53}
    complains = floor([Lead(0)], None, draws, weeks=40, terms=due | {"issues": {"per_year": 12}})
    assert lives(complains, 2 + 7.5 * TERM) == {0: "active"}


def test_whoever_leaves_is_churned_until_a_deal_wins_it_back():
    born = born_of(2, (0, WON_BACK, 10.0))
    ledger = floor([Lead(0), Lead(inf)], None, {(0, Purpose.RENEWS, 0): 1.0}, born=born, weeks=8)
    left = 2 + TERM
    assert lives(ledger, left - 1) == {0: "new"}
    assert lives(ledger, left + 1) == {0: "churned"}
    assert lives(ledger, left + 13) == {0: "won back"}
    assert kpis(ledger)["customers_new_share"] == 0


def test_recency_frequency_and_money_count_deals_and_renewals_of_the_last_year():
    born = born_of(2, (0, CROSS_SOLD, 20.0))
    draws = {(0, Purpose.RENEWS, n): 0.0 for n in range(20)} | {(1, Purpose.RENEWS, n): 1.0 for n in range(20)}
    ledger = floor([Lead(0, value=100), Lead(inf, value=40)], None, draws, born=born, weeks=60)
    # Won at 2; a further deal comes at 22 and is won at 24; renewals of 50 at the end of each month from then on.
    early = customers_of(ledger, 25.0)
    assert early[["lead", "frequency", "money"]].to_numpy().tolist() == [[0, 2, 140.0]]
    assert early["recency_months"].tolist() == [pytest.approx(1 / TERM)]
    later = customers_of(ledger, 30 + TERM).iloc[0]
    assert later["recency_months"] == pytest.approx(28 / TERM)
    assert (later["frequency"], later["money"]) == (3, 190.0)
    # A year on the two deals have dropped out; twelve renewals are left.
    year = customers_of(ledger, 25 + 12 * TERM).iloc[0]
    assert (year["frequency"], year["money"]) == (12, 600.0)


def test_what_the_best_fifth_buy():
    leads = [Lead(0, value=value) for value in (10, 20, 30, 40, 100)]
    ledger = floor(leads, seats("a", "b", "c", "d", "e"), weeks=2, terms=QUIET)
    assert life_kpis(ledger)["best_fifth_share"] == pytest.approx(0.5)
    assert life_kpis(ledger)["customers_new_share"] == 1


def test_without_customers_after_the_sale_nothing_is_said():
    ledger = play(one_stage_market(), scheme_of(seats("a"), {"work": "rep"}), [Lead(0)])
    assert np.isnan(list(life_kpis(ledger).values())).all()
    assert customers_of(ledger, 40).empty
