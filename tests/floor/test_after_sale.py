"""Customers after the sale, on hand-worked floors: taken on, served, renewing or leaving, and bringing others.

Draws are one half unless a test says otherwise. Terms are a month of 173.81 hours, a twelfth of the business year of
52.14 weeks; a gap between requests is -mean x ln(1 - u).
"""

from __future__ import annotations

from dataclasses import replace
from math import exp, inf, log

import numpy as np
import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.market.born import CROSS_SOLD, RECOMMENDED, WON_BACK, Born
from sim.results.measures.kpis import kpis
from tests.builders import (
    Lead,
    fingerprint,
    money,
    one_stage_market,
    play,
    resolved,
    scheme_of,
    seats,
    states,
    task_rows,
)

ONE_STAGE = {"work": "rep"}
NEVER = 1 - 2**-53
TERM = 365 / 7 * 40 / 12
FIXED = {
    "effort_distribution": "fixed",
    "onboarding_hours": 3,
    "request_hours": 1,
    "renewal_hours": 2,
    "requests_per_year": 0,
    "term_months": 1,
    "notice_weeks": 1,
    "strange_hands": 0,
    "memory": 0.5,
    "response_weight": 0.2,
    "reference_hours": 1,
    "renewal_share": 0.5,
    "satisfaction_weight": 4,
    "unattended": 1,
    "neutral": 0.6,
    "renewal_value_share": 0.5,
    "renewal_margin_share": 0.4,
}
CASE = ("lead", "kind", "queued", "start", "end", "seat", "state")
ONBOARDING, SERVICE, COMPLAINT, RENEWAL = range(4)
WAITING, IN_WORK, DONE, WITHDRAWN = range(4)


class Scripted(dict):
    """Draws by (account, purpose, ordinal), .5 where nothing is written."""

    def prepare(self, accounts):
        """Nothing is drawn."""

    def __call__(self, account, purpose, ordinal):
        return self.get((account, purpose, ordinal), 0.5)


def floor(leads, team=None, draws=None, born=None, weeks=1, after_sales=None, roles=ONE_STAGE, terms=None, **levers):
    """A floor with accounts; `draws` are {(account, purpose, ordinal): u}."""
    market = one_stage_market({"accounts": {**FIXED, **(terms or {})}}, conversion=0.5)
    service = {"role": "rep"} if after_sales is None else after_sales
    process = {} if service is False else {"after_sales": service}
    people = {"roles": {"csm": {"salary_per_year": 36500}}} | levers.pop("people", {})
    scheme = scheme_of(team or seats("a"), roles, people, process=process, **levers)

    def script(plan):
        return replace(plan, accounts=replace(plan.accounts, draws=lambda expected: Scripted(draws or {})))

    return play(market, scheme, leads, born=born, weeks=weeks, change=script)


def cases(ledger):
    return list(zip(*(ledger.case_columns[name].tolist() for name in CASE), strict=True))


def account(ledger, name):
    return ledger.account_columns[name].tolist()


def born_of(count, *births, customers=0):
    """Of `count` leads the last are customers and then births (parent, kind, hours after)."""
    parent, kind, after = (np.array([birth[i] for birth in births]) for i in range(3)) if births else ((),) * 3
    first = count - len(births)
    return Born(first - customers, first, np.array(parent, np.int64), np.array(kind, np.int64), np.array(after, float))


def test_a_won_deal_is_taken_on_by_whoever_sold_it_and_the_hours_are_gone_for_leads():
    # a works lead 0 from 0 to 2; onboarding waits behind lead 1, which came before it, and keeps lead 2 waiting.
    ledger = floor([Lead(0), Lead(1), Lead(3)])
    assert task_rows(ledger, "lead", "start", "end") == [(0, 0.0, 2.0), (1, 2.0, 4.0), (2, 7.0, 9.0)]
    assert cases(ledger) == [
        (0, ONBOARDING, 2.0, 4.0, 7.0, 0, DONE),
        (1, ONBOARDING, 4.0, 9.0, 12.0, 0, DONE),
        (2, ONBOARDING, 9.0, 12.0, 15.0, 0, DONE),
    ]
    assert ledger.seat_columns["busy_hours"].tolist() == [15.0]
    assert kpis(ledger)["utilisation"] == pytest.approx(15 / 40)
    assert kpis(ledger)["after_sale_share"] == pytest.approx(9 / 40)
    assert ledger.tasks["activity"].tolist() == ["work"] * 3 + ["onboarding"] * 3


@pytest.mark.parametrize(("order", "starts"), [("first", [2.0, 5.0]), ("in-turn", [4.0, 2.0]), ("last", [6.0, 2.0])])
def test_service_comes_before_all_leads_among_them_or_after(order, starts):
    ledger = floor([Lead(0), Lead(1, u=1), Lead(2.5, u=1)], after_sales={"role": "rep", "order": order})
    assert [cases(ledger)[0][3], task_rows(ledger, "lead", "start")[1][1]] == starts


def test_another_role_serves_from_a_desk_of_its_own_and_keeps_the_customer():
    team = [*seats("a"), *seats("x", "y", role="csm")]
    asks = {(0, Purpose.GAP, 0): 1 - exp(-1), (0, Purpose.GAP, 1): NEVER}
    per_year = {"requests_per_year": 365 / 7 * 40 / 10}  # One in ten hours.
    ledger = floor([Lead(0), Lead(0)], team, asks, after_sales={"role": "csm"}, terms=per_year)
    served = [row for row in cases(ledger) if row[0] == 0]
    assert served == [(0, ONBOARDING, 2.0, 2.0, 5.0, 1, DONE), (0, SERVICE, 12.0, 12.0, 13.0, 1, DONE)]
    assert [row[:3] for row in task_rows(ledger, "lead", "seat", "start")] == [(0, 0, 0.0), (1, 0, 2.0)]
    assert account(ledger, "keeper") == [1, 2]


def test_requests_come_at_their_rate_until_the_customer_leaves():
    # Gaps of 10 hours; at the end of the first term the customer leaves, and with it what would have come.
    asks = {(0, Purpose.GAP, n): 1 - exp(-1) for n in range(40)} | {(0, Purpose.RENEWS, 0): 1.0}
    ledger = floor([Lead(0)], None, asks, weeks=6, terms={"requests_per_year": 365 / 7 * 40 / 10})
    queued = [row[2] for row in cases(ledger) if row[1] == SERVICE]
    assert queued == pytest.approx([12.0 + 10 * n for n in range(17)])
    assert account(ledger, "left") == pytest.approx([2 + TERM])
    assert kpis(ledger)["customers_lost"] == pytest.approx(365 / 42)


def test_satisfaction_moves_by_memory_towards_how_the_answer_is_felt():
    # Onboarding waits from 2 to 4: felt as 1 - .2 ln 3.
    ledger = floor([Lead(0), Lead(1, u=1)])
    assert account(ledger, "satisfaction") == pytest.approx([0.6 + 0.5 * (1 - 0.2 * log(3) - 0.6)])
    assert kpis(ledger)["satisfaction_after_sale"] == pytest.approx(0.8 - 0.1 * log(3))


def test_an_answer_that_took_too_long_is_felt_as_nothing_not_less():
    ledger = floor([Lead(0), Lead(1, u=1)], terms={"response_weight": 1})
    assert account(ledger, "satisfaction") == pytest.approx([0.3])


@pytest.mark.parametrize(("role", "felt"), [("rep", 1.0), ("csm", 0.9)])
def test_someone_whom_the_customer_has_not_met_is_felt_as_less(role, felt):
    team = [*seats("a"), *seats("x", role="csm")] if role == "csm" else seats("a")
    ledger = floor([Lead(0)], team, after_sales={"role": role}, terms={"strange_hands": 0.1})
    assert account(ledger, "satisfaction") == pytest.approx([0.6 + 0.5 * (felt - 0.6)])


def test_who_knows_the_customer_by_the_second_time_is_no_stranger():
    asks = {(0, Purpose.GAP, 0): 1 - exp(-1), (0, Purpose.GAP, 1): NEVER}
    terms = {"strange_hands": 0.1, "requests_per_year": 365 / 7 * 40 / 10}
    team = [*seats("a"), *seats("x", role="csm")]
    ledger = floor([Lead(0)], team, asks, after_sales={"role": "csm"}, terms=terms)
    assert account(ledger, "satisfaction") == pytest.approx([0.5 * (0.6 + 0.5 * (0.9 - 0.6)) + 0.5])


def renewal_logit(satisfaction, attended=True):
    return 4 * (satisfaction - 0.6) - (0 if attended else 1)


@pytest.mark.parametrize("renews", [True, False])
def test_a_renewal_is_worked_in_time_and_decided_at_the_terms_end(renews):
    # Taken on at once, satisfaction is .8 from 5 on: the chance is sigmoid(.8), to either side of u.
    chance = 1 / (1 + exp(-renewal_logit(0.8)))
    u = {(0, Purpose.RENEWS, 0): chance - 1e-9 if renews else chance + 1e-9}
    ledger = floor([Lead(0)], None, u, weeks=6)
    ends = 2 + TERM
    due = ends - 40
    assert cases(ledger)[1] == pytest.approx((0, RENEWAL, due, due, due + 2, 0, DONE))
    assert account(ledger, "renewed") == [int(renews)]
    assert money(ledger, "renewals") == ([(pytest.approx(ends), 50.0)] if renews else [])
    assert money(ledger, "cost of renewals") == ([(pytest.approx(ends), -30.0)] if renews else [])
    found = kpis(ledger)
    assert found["renewal_share"] == float(renews)
    assert found["net_retention"] == float(renews)
    assert found["renewal_revenue"] == pytest.approx(renews * 50 * 365 / 42)
    assert found["revenue"] == pytest.approx((100 + renews * 50) * 365 / 42)
    assert found["gross_margin"] == pytest.approx((40 + renews * 20) * 365 / 42)
    assert found["deal_size"] == pytest.approx(100)


@pytest.mark.parametrize("renews", [True, False])
def test_where_nobody_serves_a_renewal_is_unattended_and_every_wait_weighs(renews):
    # Onboarding has waited a whole term: felt as 1 - .2 ln(1 + term); nobody has worked on the renewal.
    satisfaction = 0.6 + 0.5 * (max(1 - 0.2 * log(1 + TERM), 0) - 0.6)
    chance = 1 / (1 + exp(-renewal_logit(satisfaction, attended=False)))
    u = {(0, Purpose.RENEWS, 0): chance - 1e-9 if renews else chance + 1e-9}
    ledger = floor([Lead(0)], None, u, weeks=6, after_sales=False)
    assert account(ledger, "renewed") == [int(renews)]
    waits = WAITING if renews else WITHDRAWN
    assert [row[-1] for row in cases(ledger)] == [waits, WITHDRAWN]
    assert [row[3] for row in cases(ledger)] == [inf, inf]
    assert task_rows(ledger, "lead") == [(0,)]


def test_what_is_withdrawn_is_never_worked():
    # b's customer leaves while everything waits behind a lead of 300 hours.
    leads = [Lead(0), Lead(2, work=[300])]
    ledger = floor(leads, None, {(0, Purpose.RENEWS, 0): 1.0}, weeks=12, after_sales={"role": "rep", "order": "last"})
    assert [row[-1] for row in cases(ledger) if row[0] == 0] == [WITHDRAWN, WITHDRAWN]
    assert [row[3] for row in cases(ledger) if row[0] == 1] == [302.0, pytest.approx(302 + TERM - 40)]


def test_a_deal_is_renewed_at_a_share_of_what_it_brought_and_a_customer_at_the_start_at_one_of_the_list_price():
    """Both are worth 100; the deal was sold at a discount of a tenth."""
    products = {"offers": {"cheap": {"discount_share": 0.1}}}
    renew = {(who, Purpose.RENEWS, 0): 0.0 for who in (0, 1)} | {(1, Purpose.TERM_LEFT, 0): 0.5}
    ledger = floor([Lead(0), Lead(inf)], None, renew, born=born_of(2, customers=1), weeks=6, products=products)
    assert money(ledger, "renewals") == [(pytest.approx(0.5 * TERM), 50.0), (pytest.approx(2 + TERM), 45.0)]


def test_whoever_is_a_customer_at_the_start_is_served_by_someone_she_knows_and_in_the_middle_of_a_term():
    # Two customers, with shares .2 and .8 of the desk; a half and six tenths of their terms are left.
    left = {(0, Purpose.TERM_LEFT, 0): 0.5, (1, Purpose.TERM_LEFT, 0): 0.6}
    left |= {(0, Purpose.RENEWS, 0): 0.0, (1, Purpose.RENEWS, 0): 0.0}
    people = [Lead(inf, account=0.2), Lead(inf, account=0.8)]
    terms = {"strange_hands": 0.5}
    ledger = floor(people, seats("a", "b"), left, born=born_of(2, customers=2), weeks=3, terms=terms)
    assert [row[:3] for row in cases(ledger)] == [
        (0, RENEWAL, pytest.approx(0.5 * TERM - 40)),
        (1, RENEWAL, pytest.approx(0.6 * TERM - 40)),
    ]
    assert [row[5] for row in cases(ledger)] == [0, 1]
    assert money(ledger, "renewals") == [(pytest.approx(0.5 * TERM), 50.0), (pytest.approx(0.6 * TERM), 50.0)]
    assert kpis(ledger)["leads"] == 0
    assert kpis(ledger)["customers_end"] == 2
    assert len(ledger.leads) == 0


@pytest.mark.parametrize(("u", "comes"), [(0.79, True), (0.81, False)])
def test_only_a_satisfied_customer_recommends(u, comes):
    # Won at 2 and taken on at once by 5; recommends 10 hours after the win, at a satisfaction of .8.
    born = born_of(2, (0, RECOMMENDED, 10.0))
    ledger = floor([Lead(0), Lead(inf)], None, {(1, Purpose.OCCASION, 0): u}, born=born)
    assert ledger.lead_columns["arrival"].tolist()[1] == (12.0 if comes else inf)
    assert kpis(ledger)["leads_referred"] == pytest.approx(comes * 365 / 7)
    assert kpis(ledger)["leads"] == pytest.approx((1 + comes) * 365 / 7)
    assert states(ledger)[1] == ("won" if comes else "new")


def test_a_lead_that_is_not_won_brings_nobody():
    ledger = floor([Lead(0, u=1), Lead(inf)], born=born_of(2, (0, RECOMMENDED, 1.0)))
    assert states(ledger) == ["lost", "new"]
    assert cases(ledger) == []


@pytest.mark.parametrize(("kind", "seat"), [(CROSS_SOLD, 0), (RECOMMENDED, 1)])
def test_a_further_deal_waits_for_the_account_owner_and_a_recommendation_for_whoever_is_free(kind, seat):
    # a owns the customer and is busy with lead 1 from 10; b rests.
    leads = [Lead(0), Lead(10, work=[6]), Lead(inf)]
    born = born_of(3, (0, kind, 10.0))
    ledger = floor(leads, seats("a", "b"), born=born, terms={"onboarding_hours": 1})
    first = {lead: (who, start) for lead, who, start in task_rows(ledger, "lead", "seat", "start")}
    assert first[0] == (0, 0.0)
    busy_with_lead_1 = first[1][0]
    if kind == CROSS_SOLD:
        assert first[2] == (seat, 16.0 if busy_with_lead_1 == 0 else 12.0)
    else:
        assert first[2] == (1 - busy_with_lead_1, 12.0)


@pytest.mark.parametrize("after", [10.0, 30.0])
def test_who_left_asks_again_after_a_while(after):
    born = born_of(2, (0, WON_BACK, after))
    ledger = floor([Lead(0), Lead(inf)], None, {(0, Purpose.RENEWS, 0): 1.0}, born=born, weeks=6)
    assert ledger.lead_columns["arrival"].tolist()[1] == pytest.approx(2 + TERM + after)
    assert kpis(ledger)["leads_won_back"] == pytest.approx(365 / 42)
    stays = floor([Lead(0), Lead(inf)], None, {(0, Purpose.RENEWS, 0): 0.0}, born=born, weeks=6)
    assert stays.lead_columns["arrival"].tolist()[1] == inf


def complaints(mending=None, weeks=2, draws=None):
    asks = {(0, Purpose.ISSUE_GAP, n): 1 - exp(-1) for n in range(40)} | (draws or {})
    products = {"offers": {"standard": {}}} | ({} if mending is None else {"mending": mending})
    terms = {"issues": {"per_year": 365 / 7 * 40 / 10, "satisfaction_lost": 0.3}, "term_months": 36}
    return floor([Lead(0)], None, asks, weeks=weeks, terms=terms, products=products)


def test_a_product_issue_makes_requests_that_hurt_however_soon_they_are_answered():
    ledger = complaints()
    assert [row[2] for row in cases(ledger) if row[1] == COMPLAINT] == [12.0 + 10 * n for n in range(7)]
    satisfaction = 0.8
    for _ in range(7):
        satisfaction += 0.5 * (0.7 - satisfaction)
    assert account(ledger, "satisfaction") == pytest.approx([satisfaction])


def test_mending_costs_from_the_first_week_and_helps_after_the_lag():
    mend = {"cost_per_year": 36_500, "lag_weeks": 1, "removes_share": 0.6}
    draws = {(0, Purpose.ISSUE_THINNED, n): 0.41 for n in range(4)}
    draws |= {(0, Purpose.ISSUE_THINNED, n): 0.39 for n in range(4, 9)}
    ledger = complaints(mend, draws=draws)
    # From 40 on four tenths stay: of those at 12, 22, 32 all, of that at 42 nothing, of those at 52, 62, 72 all.
    assert [row[2] for row in cases(ledger) if row[1] == COMPLAINT] == [12.0, 22.0, 32.0, 52.0, 62.0, 72.0]
    assert money(ledger, "mending") == [(0.0, -700.0), (40.0, -700.0)]
    assert kpis(ledger)["fixed_cost"] == pytest.approx(36_500 + 36_500 + 73_000)


def test_a_manager_whose_effects_are_off_plays_as_if_there_were_no_accounts():
    scheme = scheme_of(seats("a"), ONE_STAGE, process={"after_sales": {"role": "rep"}})
    leads = [Lead(0), Lead(1)]
    plain = play(one_stage_market(), scheme_of(seats("a"), ONE_STAGE), leads)
    off = play(one_stage_market({"accounts": {"enabled": False, "at_start": 50}}), scheme, leads)
    assert fingerprint(off) == fingerprint(plain)
    assert len(off.case_columns["lead"]) == len(off.account_columns["lead"]) == 0


def test_unlimited_capacity_serves_at_once():
    ledger = floor([Lead(0), Lead(0), Lead(0)], people={"unlimited_capacity": True})
    assert [row[3:5] for row in cases(ledger)] == [(2.0, 5.0)] * 3


def test_heads_are_shared_out_by_the_hours_that_service_asks_for():
    block = {**FIXED, "at_start": 100, "requests_per_year": 10, "renewal_hours": 0}
    market = one_stage_market({"accounts": block}, conversion=0.5, world={"demand": {"leads_per_year": 2_000}})
    people = {"roles": {"csm": {"salary_per_year": 36500}}, "offices": {"office": {"region": "north", "heads": 40}}}
    scheme = scheme_of({}, ONE_STAGE, people, process={"after_sales": {"role": "csm"}})
    heads = resolved(
        market, scheme.model_copy(update={"people": scheme.people.model_copy(update={"heads": None})})
    ).heads
    # 2,000 leads of 2 hours; half are won, each 3 hours of onboarding and 10 of service; 100 customers of 10 hours.
    assert heads["csm"] / 40 == pytest.approx(14_000 / 18_000, abs=0.02)


@pytest.mark.parametrize("renews", [True, False])
def test_without_notice_there_is_no_time_to_work_on_a_renewal(renews):
    """The term ends as work on it could begin: whoever has left, and a term that has begun, ask for nothing."""
    u = {(0, Purpose.RENEWS, 0): 0.0 if renews else NEVER}
    ledger = floor([Lead(0)], None, u, weeks=6, terms={"notice_weeks": 0})
    assert account(ledger, "renewed") == [int(renews)]
    assert [row[1] for row in cases(ledger)] == [ONBOARDING]
