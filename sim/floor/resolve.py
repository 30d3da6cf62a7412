"""From written schemes to schemes with whole heads, all from the same people and the same budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from sim.floor.experience import categories_of, mean_familiarity, remembered_hours
from sim.floor.resolved import Floats, ResolvedScheme
from sim.floor.staffing import Staff, staff_of, staff_of_sheet, staff_to_budget
from sim.floor.time_use import productive_share
from sim.floor.workload import Workload, expected_workload, planning_table
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme


def resolve_schemes(
    market: Market,
    schemes: Mapping[str, Scheme],
    baseline: str,
    start: str = "today",
    only: Collection[str] | None = None,
) -> dict[str, ResolvedScheme]:
    """Staff every scheme at the baseline's fixed cost and give everyone the experience of today's organisation.

    `start="steady"` gives each scheme the experience that it would itself have built up. Heads stated in the people
    block, or named seats, are taken as they are. `only` names the schemes that are wanted; the baseline is always among
    them. Raises InputError where a budget does not pay for one seat of each role.
    """
    table = planning_table(market)
    categories = categories_of(market, list(schemes.values()))
    today = schemes[baseline]
    today_load = expected_workload(market, today, table)
    natural = _staff_as_stated(market, today, baseline, today_load)
    budget = natural.fixed_cost_per_year
    wanted = {name: scheme for name, scheme in schemes.items() if only is None or name in only or name == baseline}
    loads = {
        name: today_load if name == baseline else expected_workload(market, scheme, table)
        for name, scheme in wanted.items()
    }
    known = remembered_hours(market, today, natural.seats, today_load, categories, productive_share(today))
    reference = mean_familiarity(market, today, natural.seats, today_load, known, categories)
    by_person = {(seat.office, seat.number): known[index] for index, seat in enumerate(natural.seats)}
    resolved = {}
    for name, scheme in wanted.items():
        own_budget = budget * float(scheme.people.budget_factor)
        if scheme.people.seats is not None:
            staff = staff_of_sheet(scheme)
            own_budget = staff.fixed_cost_per_year if name == baseline else own_budget
        elif scheme.people.heads is not None:
            staff = _staff_as_stated(market, scheme, name, loads[name])
        elif name == baseline and float(scheme.people.budget_factor) == 1:
            staff = natural
        else:
            staff = staff_to_budget(market, scheme, name, loads[name], own_budget)
        if start == "steady":
            experience = remembered_hours(
                market, scheme, staff.seats, loads[name], categories, productive_share(scheme)
            )
        else:
            experience = _of_today(staff, by_person, len(categories))
        resolved[name] = ResolvedScheme(
            name=name,
            scheme=scheme,
            seats=staff.seats,
            managers=staff.managers,
            moved=staff.moved,
            fixed_cost_per_year=staff.fixed_cost_per_year,
            budget_per_year=own_budget,
            categories=categories,
            experience=experience,
            reference_familiarity=reference,
        )
    return resolved


def _staff_as_stated(market: Market, scheme: Scheme, name: str, load: Workload) -> Staff:
    people = scheme.people
    if people.seats is not None:
        return staff_of_sheet(scheme)
    total = (
        sum(people.heads.values())
        if people.heads is not None
        else sum(office.heads for office in people.offices.values())
    )
    staff = staff_of(market, scheme, load, total) if total else None
    if staff is None:
        raise InputError(
            Problem(
                f"{total} heads leave some role without anyone",
                key=f"schemes.{name}.people",
                hint=f"roles that work a stage: {', '.join(dict.fromkeys(scheme.process.roles.values()))}",
            )
        )
    return staff


def _of_today(staff: Staff, by_person: Mapping[tuple[str, int], Floats], width: int) -> Floats:
    """Each person's own memory; people beyond today's heads know what their office's people know on average."""
    by_office: dict[str, list[Floats]] = {}
    for (office, _), hours in by_person.items():
        by_office.setdefault(office, []).append(hours)
    everyone = np.mean(list(by_person.values()), axis=0) if by_person else np.zeros(width)
    rows = []
    for seat in staff.seats:
        own = by_person.get((seat.office, seat.number))
        colleagues = by_office.get(seat.office)
        rows.append(own if own is not None else np.mean(colleagues, axis=0) if colleagues else everyone)
    return np.array(rows)
