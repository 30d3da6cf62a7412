"""Product specialists who join a stage for their products, on hand-worked floors; staffing sees their hours."""

from __future__ import annotations

import pytest

from sim.floor.people.experience import categories_of, remembered_hours
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.workload import expected_workload, planning_table
from sim.inputs.models.playbook import Scheme
from tests.builders import TEAM as TINY
from tests.builders import Lead, market_of, play, scheme_of, seats, stage, task_rows

ROLES = {"call": "rep", "close": "rep"}
PRODUCTS = {
    "tool": {"share": 0.25, "value_median": 100, "value_sigma": 0, "margin_share": 0.4},
    "care": {"share": 0.75, "value_median": 100, "value_sigma": 0, "margin_share": 0.4},
}
OVERLAY = {
    "offers": {"standard": {}},
    "overlay": {"role": "ae", "stages": ["close"], "products": ["tool"]},
}


def market(effects=None, **changes):
    return market_of({"call": stage(1), "close": stage(2, 0.5)}, effects, products=PRODUCTS, **changes)


def test_the_specialist_joins_for_the_product_at_the_stage_and_for_nothing_else():
    team = [*seats("a"), *seats("x", role="ae")]
    leads = [Lead(0, product="tool"), Lead(10, product="care")]
    ledger = play(market(), scheme_of(team, ROLES, products=OVERLAY), leads)
    assert task_rows(ledger, "lead", "stage", "seat", "start", "end") == [
        (0, 0, 0, 0.0, 1.0),
        (0, 1, 0, 1.0, 3.0),
        (0, 1, 1, 1.0, 3.0),
        (1, 0, 0, 10.0, 11.0),
        (1, 1, 0, 11.0, 13.0),
    ]


def test_heads_are_shared_out_by_the_hours_that_specialists_join():
    people = {**TINY, "offices": {"office": {"region": "north", "heads": 31}}}
    scheme = Scheme.model_validate({"people": people, "process": {"roles": ROLES}, "products": OVERLAY})
    heads = resolve_schemes(market(demand={"leads_per_year": 8_000}), {"today": scheme}, "today")["today"].heads
    # A lead asks for 1 + .5 x 2 hours of the rep and, a quarter of them, for .5 x 2 of the specialist.
    assert heads["ae"] / heads["rep"] == pytest.approx(0.25 / 2, abs=0.02)


def test_specialists_of_a_steady_state_remember_their_product_alone():
    people = {**TINY, "offices": {"office": {"region": "north", "heads": 18}}}
    world = market({"learning": {}}, demand={"leads_per_year": 4_000})
    scheme = Scheme.model_validate({"people": people, "process": {"roles": ROLES}, "products": OVERLAY})
    ready = resolve_schemes(world, {"today": scheme}, "today")["today"]
    categories = categories_of(world, [scheme])
    load = expected_workload(world, scheme, planning_table(world))
    known = remembered_hours(world, scheme, ready.seats, load, categories)
    specialist = next(index for index, seat in enumerate(ready.seats) if seat.role == "ae")
    hours = dict(zip(categories, known[specialist].tolist(), strict=True))
    assert hours["product", "care"] == hours["stage", "call"] == 0
    assert hours["product", "tool"] == pytest.approx(hours["stage", "close"])
    assert hours["product", "tool"] > 0
