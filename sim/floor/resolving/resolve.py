"""From written schemes to schemes with whole heads, all from the same people and the same budget."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import numpy as np

from sim.floor.accounts.twins import rules_on_history
from sim.floor.accounts.year_of_customers import with_customers, year_of_customers
from sim.floor.pay.pay_terms import pay_levels, quota_heads
from sim.floor.people.coaching import reference_coaching, with_coaching
from sim.floor.people.experience import Category, categories_of, mean_familiarity, remembered_hours
from sim.floor.people.training import with_past_roles
from sim.floor.people.turnover_plan import mean_narrowness, pay_by_role
from sim.floor.resolving.align import aligned
from sim.floor.resolving.learn_clusters import learned_centres
from sim.floor.resolving.pay_level import cost_per_year, monthly_sales
from sim.floor.resolving.pilot import Pilot, pilot_year
from sim.floor.resolving.planning_case import PlanningCase
from sim.floor.resolving.resolved import Floats, ResolvedScheme
from sim.floor.resolving.staffing import Staff, staff_of, staff_of_sheet, staff_to_budget
from sim.floor.resolving.workload import Workload, as_played, expected_workload, planning_table
from sim.floor.score import top_score
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.origins import origin_of, with_origins


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
    schemes = {name: aligned(market, scheme, table) for name, scheme in schemes.items()}
    today = schemes[baseline]
    asked = set(schemes if only is None else (*only, baseline))
    wanted = {name: scheme for name, scheme in schemes.items() if name in with_origins(schemes, asked, baseline)}
    centres = {name: learned_centres(market, scheme, table) for name, scheme in wanted.items()}
    expected = {name: expected_workload(market, scheme, table, centres[name]) for name, scheme in wanted.items()}
    planning = _provisional(market, today, baseline, expected[baseline], categories)
    asking = [name for name, scheme in wanted.items() if rules_on_history(scheme) is not None]
    year = year_of_customers(PlanningCase.of(market, planning)) if asking else None
    pilot = _pilot(market, planning, expected[baseline])
    if year is not None:
        for name in asking:
            expected[name] = with_customers(market, wanted[name], expected[name], centres[name], year)
    loads = {name: as_played(load, pilot.come, pilot.worked) for name, load in expected.items()}

    natural = _staff_as_stated(market, today, baseline, loads[baseline])
    known = remembered_hours(market, today, natural.seats, loads[baseline], categories)
    reference = mean_familiarity(market, today, natural.seats, loads[baseline], known, categories)
    coached = reference_coaching(market, natural.seats)
    by_person = {(seat.office, seat.number): known[index] for index, seat in enumerate(natural.seats)}
    resolved = {}
    for name, scheme in wanted.items():
        own_budget = natural.fixed_cost_per_year * float(scheme.people.budget_factor)
        if scheme.people.seats is not None:
            staff = staff_of_sheet(scheme)
            own_budget = staff.fixed_cost_per_year if name == baseline else own_budget
        elif scheme.people.heads is not None:
            staff = _staff_as_stated(market, scheme, name, loads[name])
        elif name == baseline and float(scheme.people.budget_factor) == 1:
            staff = natural
        else:
            staff = staff_to_budget(market, scheme, name, loads[name], own_budget)
        before = natural.seats if start == "today" else None
        coached_seats = with_coaching(market, scheme, staff.seats, before)
        staff = replace(staff, seats=with_past_roles(coached_seats, before))
        if start == "steady":
            experience = remembered_hours(market, scheme, staff.seats, loads[name], categories)
        else:
            experience = _of_today(staff, by_person, len(categories))
        score = top_score(market, scheme, table)
        ready = _resolved(name, scheme, staff, own_budget, categories, experience, reference, score)
        past = today if start == "today" else scheme
        resolved[name] = replace(ready, centres=centres[name], reference_coaching=coached, today=today, past=past)
    score, budget = top_score(market, today, table), natural.fixed_cost_per_year
    stated = _resolved(baseline, today, natural, budget, categories, known, reference, score)
    stated = replace(stated, centres=centres[baseline], todays_heads=stated.heads, reference_coaching=coached)
    resolved = {name: replace(item, todays_heads=stated.heads) for name, item in resolved.items()}
    paid, narrow = pay_by_role(today, natural.seats), mean_narrowness(known, categories)
    staffed = {
        name: replace(
            item,
            pay_level=_pay_level(item, today),
            whole_pay_level=_pay_level(item, today, whole=True),
            todays_pay=paid,
            reference_narrowness=narrow,
        )
        for name, item in _at_the_same_pay(market, stated, resolved).items()
    }
    return {name: _with_origin(name, staffed, baseline) for name in staffed if name in asked}


def _with_origin(name: str, ready: Mapping[str, ResolvedScheme], baseline: str) -> ResolvedScheme:
    """The scheme with the organisation from which its transition starts, which may itself start from another."""
    item = ready[name]
    origin = origin_of(name, item.scheme, baseline)
    return item if origin is None else replace(item, before=_with_origin(origin, ready, baseline))


def _pay_level(item: ResolvedScheme, today: Scheme, *, whole: bool = False) -> dict[str, float]:
    plan = item.scheme.incentives
    return pay_levels(plan, today.incentives, item.pay_scale, quota_heads(item), whole=whole)


def _at_the_same_pay(
    market: Market, today: ResolvedScheme, resolved: Mapping[str, ResolvedScheme]
) -> dict[str, ResolvedScheme]:
    """Scale the target pay of plans that are to cost what the baseline's does, at the results of today's people."""
    asking = {
        name: incentives
        for name, item in resolved.items()
        if (incentives := item.scheme.incentives) is not None and incentives.same_cost_as_baseline
    }
    if not asking:
        return dict(resolved)
    name, key = next(iter(asking)), "incentives.same_cost_as_baseline"
    if today.scheme.incentives is None:
        raise InputError(Problem("the baseline has no pay plan to cost the same as", key=f"schemes.{name}.{key}"))
    case, plan = PlanningCase.of(market, today), today.scheme.incentives
    cost = cost_per_year(plan, today, monthly_sales(case, plan.credit))
    scaled = dict(resolved)
    for name, incentives in asking.items():
        own = cost_per_year(incentives, today, monthly_sales(case, incentives.credit))
        if own <= 0:
            found = "the plan pays nothing for the results of today's people, so no scale makes it cost the same"
            raise InputError(Problem(found, key=f"schemes.{name}.{key}"))
        scaled[name] = replace(resolved[name], pay_scale=cost / own)
    return scaled


def _provisional(
    market: Market, today: Scheme, baseline: str, expected: Workload, categories: tuple[Category, ...]
) -> ResolvedScheme:
    """Today's organisation for its planning years, staffed by what is expected before any was played."""
    staff = _staff_as_stated(market, today, baseline, expected)
    known = remembered_hours(market, today, staff.seats, expected, categories)
    reference = mean_familiarity(market, today, staff.seats, expected, known, categories)
    score, budget = top_score(market, today, expected.table), staff.fixed_cost_per_year
    provisional = _resolved(baseline, today, staff, budget, categories, known, reference, score)
    centres, coached = learned_centres(market, today, expected.table), reference_coaching(market, staff.seats)
    return replace(provisional, centres=centres, reference_coaching=coached)


def _pilot(market: Market, today: ResolvedScheme, expected: Workload) -> Pilot:
    """What a pilot year of today's organisation shows; where nobody learns, one stage alone has nothing to show."""
    if len(market.stages) == 1 and not market.effects.active("learning"):
        return Pilot((1.0,), (1.0,))
    return pilot_year(market, today, expected)


def _resolved(
    name: str,
    scheme: Scheme,
    staff: Staff,
    budget: float,
    categories: tuple[Category, ...],
    experience: Floats,
    reference: float,
    score: float,
) -> ResolvedScheme:
    """Paid as its own plan says: in planning years today's plan is what is normal."""
    return ResolvedScheme(
        name=name,
        scheme=scheme,
        seats=staff.seats,
        managers=staff.managers,
        moved=staff.moved,
        fixed_cost_per_year=staff.fixed_cost_per_year,
        budget_per_year=budget,
        categories=categories,
        experience=experience,
        reference_familiarity=reference,
        top_score=score,
        pay_level=pay_levels(scheme.incentives, scheme.incentives, 1.0, {}),
        whole_pay_level=pay_levels(scheme.incentives, scheme.incentives, 1.0, {}, whole=True),
    )


def _staff_as_stated(market: Market, scheme: Scheme, name: str, load: Workload) -> Staff:
    """As the people block says, coached as they would have been over their tenure."""
    people = scheme.people
    if people.seats is not None:
        staff = staff_of_sheet(scheme)
        return replace(staff, seats=with_coaching(market, scheme, staff.seats))
    total = (
        sum(people.heads.values())
        if people.heads is not None
        else sum(office.heads for office in people.offices.values())
    )
    dealt = staff_of(market, scheme, load, total) if total else None
    if dealt is None:
        raise InputError(
            Problem(
                f"{total} heads leave some role without anyone",
                key=f"schemes.{name}.people",
                hint=f"roles that work a stage: {', '.join(scheme.working_roles())}",
            )
        )
    return replace(dealt, seats=with_coaching(market, scheme, dealt.seats))


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
