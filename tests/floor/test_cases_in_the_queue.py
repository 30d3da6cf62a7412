"""Where customers' cases wait and until when they come, on the hand-worked floors of test_after_sale."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import pytest

from sim.floor.accounts.account_draws import Purpose
from sim.floor.resolving.regional_plan import AbsencePlan
from sim.levers.absence import SICK, Stretch
from tests.builders import Lead, one_stage_market, play, scheme_of, seats, task_rows
from tests.floor.test_after_sale import COMPLAINT, FIXED, ONE_STAGE, SERVICE, TERM, Scripted, account, cases, floor

EVERY_TEN_HOURS = 365 / 7 * 40 / 10
GAP = 1 - exp(-1)
OFFICES = {"offices": {"office": {"region": "north", "heads": 1}, "far": {"region": "south", "heads": 1}}}
AREAS = {"territories": {"n": {"regions": ["north"]}, "s": {"regions": ["south"]}}}


def test_whoever_has_left_complains_no_more():
    draws = {(0, Purpose.ISSUE_GAP, n): GAP for n in range(40)} | {(0, Purpose.RENEWS, 0): 1.0}
    ledger = floor([Lead(0)], None, draws, weeks=6, terms={"issues": {"per_year": EVERY_TEN_HOURS}})
    assert account(ledger, "left") == pytest.approx([2 + TERM])
    # The last before 175.8 is that at 172.
    assert [row[2] for row in cases(ledger) if row[1] == COMPLAINT] == pytest.approx([12.0 + 10 * n for n in range(17)])


@pytest.mark.parametrize(("value", "starts"), [(1000.0, (2.0, 5.0)), (100.0, (4.0, 2.0))])
def test_a_case_in_turn_stands_where_its_customers_value_puts_it_among_leads_taken_by_value(value, starts):
    # Won at 2, when a lead worth 500 waits.
    routing = {"task_order": "value"}
    service = {"role": "rep", "order": "in-turn"}
    ledger = floor([Lead(0, value=value), Lead(1, u=1, value=500)], after_sales=service, routing=routing)
    assert (cases(ledger)[0][3], task_rows(ledger, "lead", "start")[1][1]) == starts


@pytest.mark.parametrize(
    ("by", "served"),
    [("wait", (0, 30.0)), ("team", (1, 12.0)), ("neighbours", (1, 12.0)), ("team, none left", (0, 30.0))],
)
def test_a_request_that_comes_while_the_keeper_is_covered_goes_to_who_covers(by, served):
    """a keeps the customer and is away from 8 to 30, cover begins at 9, and the customer asks at 12."""
    apart = by in ("neighbours", "team, none left")
    team = [*seats("a", territory="n"), *seats("b", territory="s", office="far")] if apart else seats("a", "b")
    absence = AbsencePlan([[Stretch(8, 30, SICK)], []], by.split(",")[0], 1, [(1,), (0,)] if apart else [()])

    def change(plan):
        draws = Scripted({(0, Purpose.GAP, 0): GAP, (0, Purpose.GAP, 1): 1 - 2**-53})
        return replace(plan, absence=absence, accounts=replace(plan.accounts, draws=lambda _: draws))

    market = one_stage_market({"accounts": FIXED | {"requests_per_year": EVERY_TEN_HOURS}}, conversion=0.5)
    where = {"territory": AREAS} if apart else {}
    scheme = scheme_of(team, ONE_STAGE, OFFICES if apart else {}, process={"after_sales": {"role": "rep"}}, **where)
    ledger = play(market, scheme, [Lead(0)], change=change)
    [asked] = [row for row in cases(ledger) if row[1] == SERVICE]
    assert (asked[2], asked[5], asked[3]) == (12.0, *served)
