"""Rules on what customers have done before, on hand-worked floors: a further deal is judged when it comes in.

Everyone works for two hours on a lead; onboarding takes three. Draws of accounts are one half unless a test says so.
"""

from __future__ import annotations

from collections import Counter
from math import inf, isnan, nan

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.floor.compile import compile_plan
from sim.floor.ledger import ledger_of
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.sales_floor import SalesFloor
from sim.floor.simulate import simulate
from sim.floor.transition.eras import Era
from sim.inputs.models.conditions import LIVES, When
from sim.levers.history_cells import history_cells
from sim.levers.lifecycle import (
    ACTIVE,
    CHURNED,
    DORMANT,
    NEW,
    WON_BACK,
    Contract,
    History,
    Spans,
    history,
    without_account,
)
from sim.market.born import CROSS_SOLD, RECOMMENDED
from sim.market.born import WON_BACK as BORN_BACK
from sim.market.leads import lead_table
from sim.results.measures.kpis import kpis
from sim.results.measures.lifecycle import customers_of
from tests.builders import Lead, fingerprint, one_stage_market, resolved, scheme_of, seats, states, task_rows
from tests.floor.test_after_sale import FIXED, RENEWAL, TERM, account, born_of, cases, floor
from tests.properties.whole_worlds import ACCOUNTS, BY_LIFE, EVERYTHING, organisation, rich_market

YEAR = 12 * TERM
LONG = {"term_months": 36}


def sorted_by(*rules, teams=("accounts", "others")):
    """Segments of the rules go to the first team, the others to the second."""
    segments = [f"s{number}" for number in range(len(rules))]
    return {
        "rules": [{"segment": name, "when": when} for name, when in zip(segments, rules, strict=True)],
        "residual": "rest",
        "teams": {teams[0]: {"segments": segments}, teams[1]: {"segments": ["rest"]}},
    }


TEAM = [*seats("a", team="accounts"), *seats("b", "c", team="others")]
A, B, C = range(3)


def first_work(ledger):
    """(key, seat, start) of every lead that was worked, by start and key: the key is the market's own number."""
    keys = ledger.lead_columns["key"].tolist()
    return sorted((start, keys[lead], seat) for lead, seat, start in task_rows(ledger, "lead", "seat", "start"))


def segment_by_key(ledger):
    leads = ledger.leads
    return dict(zip(leads["key"].tolist(), leads["segment"].tolist(), strict=True))


def test_who_buys_twice_is_another_customer_the_next_time():
    # Both buy at 2. The first needs something at 22, when it has bought once, and at 62, when it has bought twice; the
    # second at 62, when it has bought once.
    born = born_of(5, (0, CROSS_SOLD, 20.0), (0, CROSS_SOLD, 60.0), (1, CROSS_SOLD, 60.0))
    frequent = sorted_by({"purchases_last_year_at_least": 2})
    ledger = floor([Lead(0), Lead(0), *[Lead(inf)] * 3], TEAM, born=born, weeks=2, terms=LONG, segmentation=frequent)
    assert first_work(ledger) == [(0.0, 0, B), (0.0, 1, C), (22.0, 2, B), (62.0, 3, A), (62.0, 4, C)]
    assert segment_by_key(ledger) == {0: "rest", 1: "rest", 2: "rest", 3: "s0", 4: "rest"}
    # One lead for each birth, whatever stands beside it in the plan: in the ledger, the KPIs and the accounts.
    assert len(ledger.leads) == 5
    assert states(ledger).count("won") == 5
    found = kpis(ledger)
    assert found["leads"] == pytest.approx(5 * 365 / 14)
    assert found["leads_cross_sold"] == pytest.approx(3 * 365 / 14)
    assert found["customers_end"] == 5
    assert found["revenue"] == pytest.approx(500 * 365 / 14)
    # Five onboardings, by those who sold.
    served = sorted((row[2], row[5]) for row in cases(ledger))
    assert served == [(2.0, B), (2.0, C), (24.0, B), (64.0, A), (64.0, C)]
    # Two customers, of three deals and of two.
    customers = customers_of(ledger, 79.0)
    assert customers[["lead", "frequency", "money", "life"]].to_numpy().tolist() == [
        [0, 3, 300.0, "new"],
        [1, 2, 200.0, "new"],
    ]


def test_money_and_recency_are_those_of_the_moment_too():
    born = born_of(3, (0, CROSS_SOLD, 20.0), (0, CROSS_SOLD, 60.0))
    leads = [Lead(0, value=100), Lead(inf, value=40), Lead(inf)]
    for rule, expected in (
        ({"spent_last_year_at_least": 140}, {1: "rest", 2: "s0"}),
        ({"spent_last_year_at_least": 141}, {1: "rest", 2: "rest"}),
        # 20 hours after the first deal, and 38 after the second.
        ({"recency_months_at_least": 30 / TERM}, {1: "rest", 2: "s0"}),
        ({"recency_months_below": 30 / TERM}, {1: "s0", 2: "rest"}),
    ):
        ledger = floor(leads, TEAM, born=born, weeks=2, terms=LONG, segmentation=sorted_by(rule))
        assert segment_by_key(ledger) == {0: "rest", **expected}


@pytest.mark.parametrize(("after", "life"), [(2.9, "new"), (3.1, "active"), (6.1, "dormant")])
def test_a_further_deal_finds_its_customer_where_she_is_in_her_life(after, life):
    born = born_of(2, (0, CROSS_SOLD, after * TERM))
    ledger = floor(
        [Lead(0), Lead(inf)],
        TEAM,
        born=born,
        weeks=40,
        terms=LONG | {"onboarding_hours": 0},
        segmentation=sorted_by({"life": [life], "purchases_last_year_at_least": 1}),
    )
    assert segment_by_key(ledger) == {0: "rest", 1: "s0"}


@pytest.mark.parametrize(
    ("after", "life", "terms"),
    [
        (1.9, "new", {"new_months": 2}),
        (2.1, "active", {"new_months": 2}),
        (3.9, "active", {"quiet_months": 4}),
        (4.1, "dormant", {"quiet_months": 4}),
    ],
)
def test_the_market_says_how_long_a_customer_is_new_and_how_long_she_may_be_silent(after, life, terms):
    born = born_of(2, (0, CROSS_SOLD, after * TERM))
    terms = LONG | {"onboarding_hours": 0} | terms
    rule = sorted_by({"life": [life]})
    ledger = floor([Lead(0), Lead(inf)], TEAM, born=born, weeks=40, terms=terms, segmentation=rule)
    assert segment_by_key(ledger)[1] == "s0"
    just_before = customers_of(ledger, 2 + after * TERM - 1e-6)
    assert just_before["life"].tolist() == [life]


def test_who_asked_for_something_is_not_dormant():
    asks = {(0, Purpose.GAP, 0): 1 - 2.718281828459045**-5.5, (0, Purpose.GAP, 1): 1 - 2**-53}
    born = born_of(2, (0, CROSS_SOLD, 6.1 * TERM))
    rule = sorted_by({"life": ["dormant"]})
    quiet = floor([Lead(0), Lead(inf)], TEAM, None, born, weeks=40, terms=LONG, segmentation=rule)
    asking = floor(
        [Lead(0), Lead(inf)], TEAM, asks, born, weeks=40, terms=LONG | {"requests_per_year": 12}, segmentation=rule
    )
    assert [segment_by_key(ledger)[1] for ledger in (quiet, asking)] == ["s0", "rest"]


def test_a_renewal_that_falls_due_does_not_wake_who_is_dormant():
    """Notice is given in the eighth month: the renewal's case is ours, not what the customer asks for."""
    born = born_of(2, (0, CROSS_SOLD, 7.5 * TERM))
    due = LONG | {"onboarding_hours": 0, "term_months": 8, "notice_weeks": 4}
    rule = sorted_by({"life": ["dormant"]})
    ledger = floor([Lead(0), Lead(inf)], TEAM, None, born, weeks=40, terms=due, segmentation=rule)
    assert any(kind == RENEWAL and start < 7.5 * TERM for _, kind, start, *_ in cases(ledger))
    assert segment_by_key(ledger)[1] == "s0"


@pytest.mark.parametrize(("renews", "segment"), [(True, "s0"), (False, None)])
def test_a_renewal_is_a_purchase_and_whoever_leaves_brings_no_further_deal(renews, segment):
    """A scheme that keeps its customers has other segments: the second purchase is the renewal."""
    born = born_of(2, (0, CROSS_SOLD, 1.5 * TERM))
    draws = {(0, Purpose.RENEWS, n): 0.0 if renews else 1.0 for n in range(3)}
    rule = sorted_by({"purchases_last_year_at_least": 2})
    ledger = floor([Lead(0), Lead(inf)], TEAM, draws, born, weeks=8, segmentation=rule)
    assert segment_by_key(ledger).get(1) == segment


def test_who_left_and_asks_again_is_churned():
    born = born_of(2, (0, BORN_BACK, 10.0))
    rule = sorted_by({"life": ["churned"]})
    ledger = floor([Lead(0), Lead(inf)], TEAM, {(0, Purpose.RENEWS, 0): 1.0}, born, weeks=8, segmentation=rule)
    assert segment_by_key(ledger) == {0: "rest", 1: "s0"}
    assert kpis(ledger)["leads_won_back"] == pytest.approx(365 / 56)
    back = customers_of(ledger, 2 + TERM + 13)
    assert back[["lead", "life"]].to_numpy().tolist() == [[0, "won back"]]


def test_who_is_recommended_has_bought_nothing():
    born = born_of(2, (0, RECOMMENDED, 10.0))
    rule = sorted_by({"purchases_last_year_at_least": 1})
    ledger = floor([Lead(0), Lead(inf)], TEAM, born=born, terms=LONG, segmentation=rule)
    assert segment_by_key(ledger) == {0: "rest", 1: "rest"}
    assert len(ledger.lead_columns["lead"]) == 2


def test_a_customer_of_the_years_before_is_active_and_her_further_deal_finds_no_purchase_that_nobody_has_seen():
    born = born_of(2, (0, CROSS_SOLD, 10.0), customers=1)
    people = [Lead(inf, existing=True), Lead(inf, existing=True)]
    for rule, segment in (
        ({"life": ["active"]}, "s0"),
        ({"purchases_last_year_at_least": 1}, "rest"),
        ({"spent_last_year_below": 1}, "s0"),
        # Nobody knows when she last bought: neither lately nor long ago.
        ({"recency_months_below": 6}, "rest"),
        ({"recency_months_at_least": 6}, "rest"),
    ):
        ledger = floor(people, TEAM, born=born, terms=LONG, segmentation=sorted_by(rule))
        assert segment_by_key(ledger) == {1: segment}


def test_routing_rules_ask_too():
    born = born_of(3, (0, CROSS_SOLD, 20.0), (0, CROSS_SOLD, 60.0))
    routing = {"rules": [{"when": {"purchases_last_year_at_least": 2}, "policy": "skill"}], "policy": "shared-queue"}
    ledger = floor([Lead(0), Lead(inf), Lead(inf)], seats("a", "b"), born=born, weeks=2, terms=LONG, routing=routing)
    assert [ledger.plan.rule[lead] for lead in ledger.leads["lead"]] == [0, 0, 1]


def test_rules_that_lead_nowhere_else_change_nothing_but_the_rows_of_twins():
    """The same draws whatever twin comes: only who is told apart, not what happens to anyone."""
    leads = [Lead(0), Lead(0), *[Lead(inf)] * 3]
    born = born_of(5, (0, CROSS_SOLD, 20.0), (0, CROSS_SOLD, 60.0), (1, CROSS_SOLD, 30.0))
    both = {"accounts": {"segments": ["s0", "rest"]}}
    asked = sorted_by({"purchases_last_year_at_least": 2}) | {"teams": both}
    plain = sorted_by({"size": ["large"]}) | {"teams": both}
    team = seats("a", "b", team="accounts")
    one, other = (floor(leads, team, born=born, weeks=2, terms=LONG, segmentation=rules) for rules in (asked, plain))
    assert first_work(one) == first_work(other)
    assert account(one, "satisfaction") == account(other, "satisfaction")
    assert fingerprint(one) != fingerprint(other)
    found, expected = kpis(one), kpis(other)
    assert {name: found[name] for name in expected} == pytest.approx(expected, nan_ok=True)


HERE = [Contract(100.0, inf, False)]
LEFT = Contract(100.0, 500.0, False)


@pytest.mark.parametrize(
    ("contracts", "bought", "asked", "clock", "expected"),
    [
        (HERE, [(100, 50)], -inf, 100 + 2 * TERM, (NEW, 2.0, 1, 50)),
        (HERE, [(100, 50)], -inf, 100 + 4 * TERM, (ACTIVE, 4.0, 1, 50)),
        (HERE, [(100, 50)], -inf, 100 + 7 * TERM, (DORMANT, 7.0, 1, 50)),
        (HERE, [(100, 50)], 100 + 2 * TERM, 100 + 7 * TERM, (ACTIVE, 7.0, 1, 50)),
        (HERE, [(100, 50), (100 + 5 * TERM, 7)], -inf, 100 + 7 * TERM, (ACTIVE, 2.0, 2, 57)),
        # What comes later is left out, and so is what is older than a year.
        (HERE, [(100, 50), (100 + 9 * TERM, 7)], -inf, 100 + 7 * TERM, (DORMANT, 7.0, 1, 50)),
        (HERE, [(100, 50)], -inf, 101 + 12 * TERM, (DORMANT, 12 + 1 / TERM, 0, 0)),
        ([LEFT], [(100, 50)], -inf, 499, (NEW, 399 / TERM, 1, 50)),
        ([LEFT], [(100, 50)], -inf, 500, (CHURNED, 400 / TERM, 1, 50)),
        # One contract of two has ended.
        (
            [Contract(100.0, 500.0, False), Contract(300.0, inf, False)],
            [(100, 50)],
            -inf,
            501,
            (NEW, 401 / TERM, 1, 50),
        ),
        ([LEFT, Contract(700.0, inf, True)], [(700, 9)], -inf, 700, (WON_BACK, 0, 1, 9)),
        # Customers of the years before: active from the start on for as long as anyone after a sign.
        ([Contract(0.0, inf, False)], [], -inf, 5 * TERM, (ACTIVE, nan, 0, 0)),
        ([Contract(0.0, inf, False)], [], -inf, 7 * TERM, (DORMANT, nan, 0, 0)),
    ],
)
def test_a_history_is_a_function_of_what_happened(contracts, bought, asked, clock, expected):
    assert history(contracts, bought, asked, clock, Spans(YEAR, 3, 6)) == pytest.approx(expected, nan_ok=True)


def test_nobody_has_a_history_before_the_first_contract():
    with pytest.raises(ValueError, match="before the first contract"):
        history(HERE, [], -inf, 99, Spans(YEAR, 3, 6))


def test_whose_account_is_not_followed_is_new_or_active_without_a_purchase():
    for existing, life in ((False, NEW), (True, ACTIVE)):
        found = without_account(existing=existing)
        assert (found.life, isnan(found.recency_months)) == (life, True)
        assert (found.purchases_last_year, found.spent_last_year) == (0, 0)


def test_cells_are_the_histories_that_rules_tell_apart():
    rules = [
        When.model_validate({"life": ["dormant", "churned"], "size": ["large"]}),
        When.model_validate({"purchases_last_year_at_least": 2, "recency_months_below": 6}),
        When.model_validate({"region": ["north"]}),
    ]
    cells = history_cells(rules)
    assert cells is not None
    assert len(cells.typical) == 4
    alike = [History(ACTIVE, 1.0, 1, 9.0), History(NEW, nan, 0, 0.0), History(WON_BACK, 7.0, 5, 9e9)]
    assert len({cells.cell(found) for found in alike}) == 1
    apart = [alike[0], History(ACTIVE, 5.9, 2, 1.0), History(DORMANT, 6.0, 2, 1.0), History(CHURNED, 5.9, 3, 1.0)]
    assert len({cells.cell(found) for found in apart}) == 4
    assert all(cells.cell(typical) == number for number, typical in enumerate(cells.typical))
    assert history_cells(rules[2:]) is None


def staffed(cross_sell, names=("today", "by life", "by size")):
    """Seats by scheme and team: 20 heads in a market of 1,500 leads, 450 of which are won, and 400 customers before."""
    block = {
        **FIXED,
        "at_start": 400,
        "term_months": 12,
        "requests_per_year": 4,
        "cross_sell": {"per_year": cross_sell},
    }
    market = one_stage_market({"accounts": block}, conversion=0.3, world={"demand": {"leads_per_year": 1_500}})
    by_life = sorted_by({"life": ["active", "dormant"]}, {"purchases_last_year_at_least": 2})
    segmentations = {"today": None, "by life": by_life, "by size": sorted_by({"size": ["large"]})}
    serves = {"after_sales": {"role": "rep"}}
    schemes = {
        name: scheme_of({"rep": 20}, {"work": "rep"}, process=serves, segmentation=segmentations[name])
        for name in names
    }
    ready = resolve_schemes(market, schemes, "today")
    return {name: [seat.team for seat in item.seats] for name, item in ready.items()}


def test_a_team_for_returning_customers_is_staffed_by_what_they_brought_last_year():
    """A planning year counts the market's leads only: without that of customers nobody would be there for them."""
    # 1,500 leads of 2 hours, 450 new customers of 9 (taking on, four requests, a renewal); 400 customers before of 6.
    assert Counter(staffed(0)["by life"])["accounts"] == round(20 * 2_400 / (3_000 + 4_050 + 2_400))
    with_further_deals = staffed(2)
    assert 6 <= Counter(with_further_deals["by life"])["accounts"] <= 10
    # Rules on anything else are staffed as they were, whoever stands beside them.
    assert staffed(2, ("today", "by size"))["by size"] == with_further_deals["by size"]


def lively_market():
    """Everything on, and customers who come again."""
    return rich_market({**{name: {} for name in EVERYTHING}, "accounts": ACCOUNTS})


def test_the_same_leads_with_the_same_draws_come_whatever_rules_tell_apart():
    """In a market with everything on, rules that lead nowhere else leave every task, deal and case as it is."""
    market, one_team = lively_market(), {"all": {"segments": ["best", "big", "known", "others"]}}
    plain = {"rules": [{"segment": "known", "when": {"lifecycle": ["existing"]}}], "residual": "others"}
    schemes = {
        "plain": organisation(segmentation={**plain, "teams": {"all": {"segments": ["known", "others"]}}}),
        "asked": organisation(segmentation={**BY_LIFE, "teams": one_team}, routing={"policy": "shared-queue"}),
    }
    ready = resolve_schemes(market, schemes, "plain")
    horizon = Horizon(2, 30, 4)
    ledgers = [simulate(market, ready[name], horizon=horizon, seed=5, replication=0) for name in schemes]
    assert len(ledgers[1].plan.table) > len(ledgers[0].plan.table)
    assert set(ledgers[1].leads["segment"]) == {"best", "big", "known", "others"}
    for columns in ("arrival", "value", "existing", "state", "closed", "revenue", "fit", "first_touch", "handoffs"):
        one, other = (by_key(ledger)[columns] for ledger in ledgers)
        assert one.tolist() == other.tolist(), columns
    work = [
        [
            (int(ledger.lead_columns["key"][row[0]]), *row[1:])
            for row in task_rows(ledger, "lead", "seat", "start", "end")
        ]
        for ledger in ledgers
    ]
    assert work[0] == work[1]
    keys = [ledger.lead_columns["key"][ledger.account_columns["lead"]].tolist() for ledger in ledgers]
    assert keys[0] == keys[1]
    assert ledgers[0].case_columns["queued"].tolist() == ledgers[1].case_columns["queued"].tolist()
    found, expected = (kpis(ledger) for ledger in ledgers)
    apart = {"misclassified_share"}
    assert {name: found[name] for name in expected if name not in apart} == pytest.approx(
        {name: value for name, value in expected.items() if name not in apart}, nan_ok=True
    )


def by_key(ledger):
    leads = ledger.leads
    assert leads["key"].is_unique
    return leads.set_index("key").sort_index()


def test_what_a_rule_saw_is_what_the_ledger_tells_of_that_moment():
    """Rules and KPIs judge customers by one function: the history on the floor is that of the ledger at that clock."""
    market = lively_market()
    scheme = organisation(segmentation=BY_LIFE, process={"after_sales": {"role": "rep"}})
    ready, horizon = resolved(market, scheme), Horizon(2, 40, 4)
    table = lead_table(market, horizon.days, 5, 0)
    plan = compile_plan(market, ready, horizon, table, 5, 0)
    floor_ = SalesFloor(plan, scheme.routing)
    floor_.run()
    ledger = ledger_of(market, [Era(0, ready, None)], horizon, [plan], floor_, 0)
    came = floor_.after_sales.customers.came
    assert len(came) > 20
    for lead, seen in came[:: len(came) // 20]:
        customers = customers_of(ledger, ledger.lead_columns["arrival"][lead]).set_index("lead")
        told = customers.loc[plan.accounts.customer_of[lead][0]]
        assert LIVES[seen.life] == told["life"]
        numbers = [told["recency_months"], told["frequency"], told["money"]]
        assert list(seen[1:]) == pytest.approx(numbers, nan_ok=True)
