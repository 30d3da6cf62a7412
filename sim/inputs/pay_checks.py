"""What a pay plan asks for that its scheme and market do not have."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem
from sim.inputs.models.market import Market
from sim.inputs.models.pay import Incentives
from sim.inputs.models.playbook import Scheme
from sim.inputs.name_checks import known_names, unknown, unknown_conditions
from sim.inputs.rule_checks import rule_problems
from sim.inputs.tree import Location, Tree


def pay_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Problems of the scheme's pay plan, if it has one."""
    if scheme.incentives is None:
        return
    yield from _credit(scheme, scheme.incentives, tree, at)
    yield from _spiffs(scheme, scheme.incentives, market, tree, (*at, "incentives", "spiffs"))
    for name, contest in scheme.incentives.contests.items():
        where = (*at, "incentives", "contests", name)
        yield from unknown(tree, (*where, "roles"), "paid role", contest.roles or (), scheme.incentives.roles)
        yield from unknown(tree, (*where, "offices"), "office", contest.offices or (), scheme.people.offices)


def _spiffs(scheme: Scheme, plan: Incentives, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Each must be one that some deal can earn."""
    offers = {} if scheme.products is None else scheme.products.offers
    for index, spiff in enumerate(plan.spiffs):
        yield from unknown_conditions(spiff.when, market, tree, (*at, index, "when"))
        yield from rule_problems([("", spiff.when)], known_names(market), market, tree, at, first=index)
        yield from unknown(tree, (*at, index, "offers"), "offer", spiff.offers or (), offers)


def _credit(scheme: Scheme, plan: Incentives, tree: Tree, at: Location) -> Iterator[Problem]:
    """Somebody who works must be paid, and no deal be credited more than once."""
    used = set(scheme.working_roles())
    terms = {role: float(item.credit_share) for role, item in plan.roles.items()}
    if not used & terms.keys():
        yield tree.problem(
            (*at, "incentives", "roles"),
            "the plan pays no role that works a stage",
            f"roles: {', '.join(sorted(used))}",
        )
        return
    teams = {} if scheme.segmentation is None else scheme.segmentation.teams
    for name in teams or ("",):
        if name and teams[name].credit:
            continue
        works = {role for stage in scheme.process.roles for role in scheme.roles_at(stage, name)}
        shares = {role: share for role, share in terms.items() if role in works}
        if sum(shares.values()) > 1 + 1e-9:
            split = ", ".join(f"{role} {share:g}" for role, share in shares.items())
            yield tree.problem(
                (*at, "incentives", "roles"),
                f"credit shares of a deal add up to {sum(shares.values()):g}, more than 1 ({split})",
            )
