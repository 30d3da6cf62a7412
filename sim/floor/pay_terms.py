"""What a pay plan asks of each seat and how it pays beside today's plan: quotas, and pay for each unit of credit."""

from __future__ import annotations

from sim.floor.compile_pay import pay_plan
from sim.floor.resolved import ResolvedScheme
from sim.inputs.models.levers import Incentives
from sim.levers.pay import payout


def quotas_per_year(resolved: ResolvedScheme) -> list[float]:
    """The quota of each seat a year, 0 for roles that the plan does not pay.

    The company's target is divided among the heads that a role has today, however many a scheme has: another size of
    the organisation leaves everyone's quota, and so the pay for each unit of revenue, as it is. Roles that today does
    not have divide it among their own heads, as many as the budget of today would pay for.
    """
    plan = resolved.scheme.incentives
    if plan is None:
        return [0.0] * len(resolved.seats)
    own, people = resolved.heads, resolved.scheme.people
    follows_budget = people.seats is None and people.heads is None
    factor = float(people.budget_factor) if follows_budget else 1.0
    found = []
    for seat in resolved.seats:
        terms = plan.roles.get(seat.role)
        if terms is None:
            found.append(0.0)
            continue
        heads = resolved.todays_heads.get(seat.role) or own[seat.role] / factor
        company = float(plan.target_revenue_per_year) * float(terms.credit_share)
        found.append(seat.quota_per_year or company / heads)
    return found


def pay_levels(plan: Incentives | None, today: Incentives | None, scale: float) -> dict[str, float]:
    """For each role of a plan, its target pay for each unit of credited revenue beside what today's pays at quota.

    `scale` multiplies the plan's target pay. A role that today's plan does not pay is held against what its own plan
    would pay at quota unscaled. So the same plan written with other rates and target pay has the same level, and a plan
    that pays less has a lower one.
    """
    if plan is None:
        return {}
    levels = {}
    for role in plan.roles:
        standard = plan if today is None or not _credit(today, role) else today
        normal = _credit(standard, role) * payout(pay_plan(standard), 1.0)
        levels[role] = scale * _credit(plan, role) / normal if normal > 0 else 1.0
    return levels


def _credit(plan: Incentives, role: str) -> float:
    """Target pay for each unit of revenue credited to a role, if its heads sell the company's target; 0 without."""
    terms = plan.roles.get(role)
    if terms is None:
        return 0.0
    company = float(plan.target_revenue_per_year) * float(terms.credit_share)
    return float(terms.target_pay_per_year) / company if company > 0 else 0.0
