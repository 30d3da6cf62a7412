"""A key account's deal is credited to its owner and its specialist, worked by hand."""

from __future__ import annotations

import pytest

from sim.levers.credit import split
from tests.builders import Lead, market_of, money, pay_plan_of, play, scheme_of, seats, stage

ROLES = {"call": "rep", "close": "rep"}
PLAN = pay_plan_of(
    roles={
        "rep": {"target_pay_per_year": 1_200, "credit_share": 0.75},
        "se": {"target_pay_per_year": 1_200, "credit_share": 0.25},
    }
)
TEAM = [*seats("a"), *seats("x", role="se")]
SE = {"roles": {"se": {"salary_per_year": 36500}}}


def keyed(credit, joint=True, **levers):
    """Large customers are key accounts; a specialist joins their close. Others are a's alone."""
    key = {"segments": ["key"], "joint": {"close": "se"} if joint else {}} | ({"credit": credit} if credit else {})
    segmentation = {
        "rules": [{"segment": "key", "when": {"size": ["large"]}}],
        "residual": "others",
        "teams": {"key": key, "others": {"segments": ["others"]}},
    }
    people = {"offices": {"office": {"region": "north", "heads": 2}}, **SE}
    return scheme_of(TEAM, ROLES, people, segmentation=segmentation, **levers)


def revenue(ledger):
    rows = ledger.money_columns
    here = rows["kind"] == ledger.names["kind"].index("revenue")
    return sorted(zip(*(rows[name][here].tolist() for name in ("lead", "seat", "amount")), strict=True))


LEADS = [Lead(0, size="large", value=1000), Lead(10, value=400)]
MARKET = market_of({"call": stage(1), "close": stage(2)})


def test_the_deal_of_a_key_account_stands_in_two_rows_and_any_other_in_one():
    ledger = play(MARKET, keyed({"rep": 0.7, "se": 0.3}), LEADS)
    assert revenue(ledger) == [(0, 0, pytest.approx(700)), (0, 1, pytest.approx(300)), (1, -1, 400)]
    assert sum(amount for _, amount in money(ledger, "revenue")) == 1400


def test_pay_follows_the_split_and_not_the_plans_shares():
    # Quotas a month: 750 for the rep, 250 for the specialist. The rep has 700 of the key account and all that the plan
    # gives a rep of the other deal, 300; the specialist has 300. The first month starts on the 5th.
    ledger = play(MARKET, keyed({"rep": 0.7, "se": 0.3}, incentives=PLAN), LEADS, weeks=5)
    assert ledger.statements["attainment"].tolist()[:2] == pytest.approx([1000 / 750 * 31 / 27, 300 / 250 * 31 / 27])


def test_without_a_split_nothing_is_split():
    split_off = play(MARKET, keyed(None), LEADS)
    assert revenue(split_off) == [(0, -1, 1000), (1, -1, 400)]


def test_a_role_that_nobody_filled_leaves_its_share_to_the_others():
    ledger = play(MARKET, keyed({"rep": 0.7, "se": 0.3}, joint=False, process={"joint": {"call": "se"}}), LEADS[1:])
    assert revenue(ledger) == [(0, -1, 400)]
    assert split([0.7, 0.3], [4, -1]) == [(4, 1.0)]
    assert split([0.5, 0.25, 0.25], [1, -1, 2]) == [(1, pytest.approx(2 / 3)), (2, pytest.approx(1 / 3))]
    assert split([0.7, 0.3], [-1, -1]) == []


@pytest.mark.parametrize("shares", [[0.1, 0.2, 0.7], [1 / 3, 1 / 3, 1 / 3], [0.6, 0.4, 0]])
def test_shares_sum_to_one_to_the_last_bit(shares):
    assert sum(share for _, share in split(shares, [0, 1, 2])) == 1.0
