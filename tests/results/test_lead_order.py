"""Leads are summed in one order, so that rules on what customers have done leave no trace where they sort nobody."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.results.lead_order import in_order
from sim.results.measures.kpis import kpis
from sim.results.slices import slices
from tests.builders import resolved
from tests.properties.whole_worlds import ACCOUNTS, EVERYTHING, OFFERS, TWO_AREAS, organisation, rich_market

CRM = {"error_factor": 0.5, "adoption": {}}
SCHEMES: dict[str, dict[str, Any]] = {
    "areas": {"territory": TWO_AREAS, "crm": CRM},
    "offers": {
        "products": OFFERS | {"discount_authority": {"share": 0.1}},
        "process": {"after_sales": {"role": "rep"}},
    },
}
# Each sends the leads that it matches where all others go too.
ASKING = [
    {"when": when, "policy": "shared-queue"}
    for when in (
        {"life": ["active"], "recency_months_below": 2},
        {"purchases_last_year_at_least": 2, "spent_last_year_below": 3000},
    )
]
HORIZON = Horizon(4, 40, 10)


@cache
def ledger_of(name: str, seed: int, asking: bool) -> Ledger:
    """A ledger of the scheme, staffed without rules, that asks what customers have done or does not."""
    market, levers = rich_market({**{key: {} for key in EVERYTHING}, "accounts": ACCOUNTS}), SCHEMES[name]
    plain = resolved(market, organisation(**levers))
    chosen = organisation(**levers, routing={"policy": "shared-queue", "rules": ASKING}) if asking else plain.scheme
    return simulate(market, replace(plain, scheme=chosen), horizon=HORIZON, seed=seed, replication=0)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("name", SCHEMES)
def test_rules_that_sort_nobody_differently_change_no_bit_of_a_result(name: str, seed: int) -> None:
    with_twins, without = ledger_of(name, seed, True), ledger_of(name, seed, False)
    assert len(with_twins.lead_columns["lead"]) > len(without.lead_columns["lead"])
    found, expected = kpis(with_twins), kpis(without)
    np.testing.assert_equal(found, expected)
    parts = {row[:3]: row[3] for row in slices(with_twins)}
    np.testing.assert_equal(parts, {row[:3]: row[3] for row in slices(without)})


def test_twins_stand_where_the_lead_does_that_they_repeat() -> None:
    ledger = ledger_of("areas", 1, True)
    key, rows = ledger.lead_columns["key"], in_order(ledger)
    assert sorted(rows.tolist()) == list(range(len(key)))
    # A twin has the key of its lead, so that each key comes in one run, and the first of a run is the lead itself.
    _, first = np.unique(key, return_index=True)
    runs = rows[np.flatnonzero(np.diff(key[rows], prepend=~key[rows[0]]))]
    assert runs.tolist() == sorted(first.tolist())


def test_without_twins_leads_stand_as_they_came() -> None:
    ledger = ledger_of("areas", 1, False)
    even = np.arange(len(ledger.lead_columns["lead"])) % 2 == 0
    assert in_order(ledger, even).tolist() == np.flatnonzero(even).tolist()
