"""What a pay plan asks of each seat and how it pays beside today's plan: quotas, and pay for each unit of credit."""

from __future__ import annotations

from collections.abc import Mapping

from sim.floor.pay.compile_pay import pay_plan
from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.models.pay import Incentives
from sim.levers.pay import payout


def quotas_per_year(resolved: ResolvedScheme) -> list[float]:
    """The quota of each seat a year, in what the plan credits; 0 for roles that the plan does not pay.

    A seat's own comes first, then that which the plan gives each of its role. Else the company's target is divided
    among the heads that a role has today, however many a scheme has: another size of the organisation leaves everyone's
    quota, and so the pay for each unit of revenue, as it is. Roles that today does not have divide it among their own
    heads, as many as the budget of today would pay for.
    """
    plan = resolved.scheme.incentives
    if plan is None:
        return [0.0] * len(resolved.seats)
    heads, found = quota_heads(resolved), []
    for seat in resolved.seats:
        terms = plan.roles.get(seat.role)
        if terms is None:
            found.append(0.0)
            continue
        company = plan.target_per_year * float(terms.credit_share)
        own = None if terms.quota_per_year is None else float(terms.quota_per_year)
        found.append(seat.quota_per_year or own or company / heads[seat.role])
    return found


def quota_heads(resolved: ResolvedScheme) -> dict[str, float]:
    """The heads of each of the scheme's roles that the company's target is divided among."""
    people = resolved.scheme.people
    follows_budget = people.seats is None and people.heads is None
    factor = float(people.budget_factor) if follows_budget else 1.0
    return {role: resolved.todays_heads.get(role) or own / factor for role, own in resolved.heads.items()}


def pay_levels(
    plan: Incentives | None, today: Incentives | None, scale: float, heads: Mapping[str, float], *, whole: bool = False
) -> dict[str, float]:
    """For each role of a plan, its target pay for each unit of credit beside what today's pays at quota.

    `scale` multiplies the plan's target pay; `heads` are those that quotas divide the target among. A role that today's
    plan does not pay is held against what its own plan would pay at quota unscaled. So the same plan written with other
    rates and target pay has the same level, and a plan that pays less has a lower one. A team's pool is left out,
    unless it is asked for the `whole` of the plan's target pay. Where the plans credit different things, the company's
    two targets are taken to stand for the same sales.
    """
    if plan is None:
        return {}
    levels = {}
    for role in plan.roles:
        count = heads.get(role, 1.0)
        standard = plan if today is None or not _credit(today, role, count) else today
        company = plan.target_per_year if plan.credit != standard.credit else 1.0
        normal = _credit(standard, role, count) * payout(pay_plan(standard), 1.0)
        if plan.credit != standard.credit:
            normal *= standard.target_per_year
        paid = _credit(plan.model_copy(update={"team_pool": None}) if whole else plan, role, count)
        levels[role] = scale * paid * company / normal if normal > 0 else 1.0
    return levels


def own_share(plan: Incentives) -> float:
    """Share of target pay that follows one's own attainment, and not a team's."""
    return 1.0 if plan.team_pool is None else 1 - float(plan.team_pool.share_of_target_pay)


def _credit(plan: Incentives, role: str, heads: float) -> float:
    """Target pay for each unit credited to a role, if its heads sell what all their quotas ask for; 0 without."""
    terms = plan.roles.get(role)
    if terms is None:
        return 0.0
    company = plan.target_per_year * float(terms.credit_share)
    if terms.quota_per_year is not None:
        company = float(terms.quota_per_year) * heads
    return own_share(plan) * float(terms.target_pay_per_year) / company if company > 0 else 0.0
