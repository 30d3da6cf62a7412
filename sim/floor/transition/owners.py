"""Whose a lead or a customer still is when the organisation has changed."""

from __future__ import annotations

from collections.abc import Callable
from math import inf
from typing import TYPE_CHECKING

from sim.floor.plan import FloorPlan
from sim.floor.router import Router
from sim.floor.transition.in_hand import awaits_decision

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

Keeps = Callable[[int, int, int], bool]


def keeps_as_before(old: FloorPlan, was: Router, floor: SalesFloor) -> Keeps:
    """Tells whether a seat still serves a lead in a role (role, lead, seat): it has the role, at a desk of its place.

    Whoever served it from elsewhere goes on where both its own desk and those of the place are what they were.
    """
    plan, router = floor.plan, floor.router
    same_desk = [
        set(old.desks[before.desk]) == set(plan.desks[now.desk]) and before.role == now.role
        for before, now in zip(old.seats, plan.seats, strict=True)
    ]
    places: dict[tuple[int, int, int], bool] = {}

    def same_place(role: int, lead: int) -> bool:
        key = role, was.place[lead], router.place[lead]
        if key not in places:
            before, now = old.serving[role][key[1]], plan.serving[role][key[2]]
            places[key] = [set(old.desks[desk]) for desk in before] == [set(plan.desks[desk]) for desk in now]
        return places[key]

    def keeps(role: int, lead: int, seat: int) -> bool:
        if role < 0 or seat in plan.absent or plan.seats[seat].role != role:
            return False
        if plan.seats[seat].desk in plan.serving[role][router.place[lead]]:
            return True
        return same_desk[seat] and same_place(role, lead)

    return keeps


def pass_on_leads(floor: SalesFloor, old: FloorPlan, keeps: Keeps) -> None:
    """Open leads lose the owners who no longer serve them, and what these knew of them.

    Whoever has the lead's task now and is of the role that works it from now on keeps it, under whatever name. A deal
    that only awaits the customer's decision stays with those who made it while they are there.
    """
    for lead, closed in enumerate(floor.closed):
        if closed < inf:
            continue
        if awaits_decision(floor, lead):
            for owners in floor.owner:
                if owners[lead] in floor.plan.absent:
                    owners[lead] = -1
            continue
        place = floor.goes_to[lead] if floor.goes_to[lead] != floor.stage[lead] else floor.stage[lead]
        had = floor.owner[old.stages[place].role][lead]
        for role, owners in enumerate(floor.owner):
            if owners[lead] >= 0 and not keeps(role, lead, owners[lead]):
                owners[lead] = -1
                floor.known_to[lead] &= ~(1 << role)
        role = floor.plan.stages[place].role
        if had >= 0 and floor.owner[role][lead] < 0 and keeps(role, lead, had):
            floor.owner[role][lead] = had
            floor.known_to[lead] |= 1 << role


def pass_on_customers(floor: SalesFloor, keeps: Keeps, relationship_lost: float) -> None:
    """Customers after the sale lose a keeper who no longer serves them, as when somebody leaves."""
    after = floor.after_sales
    assert after is not None, "only floors with customers ask"
    role = after.plan.role
    for number, account in after.accounts.items():
        for seller, owners in enumerate(floor.owner):
            if owners[number] >= 0 and not keeps(seller, number, owners[number]):
                after.sold_by_others.add((seller, number))
        if account.keeper >= 0 and not keeps(role, number, account.keeper):
            account.keeper = -1
            if account.left == inf:
                account.satisfaction = max(0.0, account.satisfaction - relationship_lost)
    for case in after.cases:
        if case.is_open() and case.waits_for >= 0 and not keeps(role, case.account, case.waits_for):
            case.waits_for = -1
