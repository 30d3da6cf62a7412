"""What only market and scheme together show about a claim pool: names that don't exist, rules that can never apply."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.pool import Pool
from sim.inputs.tree import Location, Tree

POOLED = "claim-pool"
PLURALS = {"region": "regions", "industry": "industries", "source": "sources", "size": "sizes"}


def pool_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """A policy without its pool; pools, offices, roles and stages that don't exist; pools that get or give nothing."""
    routing, pool, where = scheme.routing, scheme.routing.pool, (*at, "routing", "pool")
    if pool is None:
        if POOLED in routing.policies():
            found = f"the policy '{POOLED}' needs a pool: who may claim, and how many"
            yield tree.problem((*at, "routing", "policy"), found, "`pool: {}` is one without limits")
        return
    if not pool.enabled:
        return
    if POOLED not in routing.policies() and pool.begin_hours is None:
        found = f"no lead ever lies in it: neither policy, otherwise nor a rule is '{POOLED}'"
        yield tree.problem(where, found, f"`policy: {POOLED}`, or `begin_hours` to take back what was dealt")
    yield from _names(scheme, pool, market, tree, where)
    yield from _members(scheme, pool, tree, where)
    yield from _never(scheme, pool, tree, where)


def pools_of(pool: Pool, market: Market) -> tuple[str, ...]:
    """The names of its pools in this market."""
    return pool.names(() if pool.by is None else tuple(getattr(market, PLURALS[pool.by])))


def _names(scheme: Scheme, pool: Pool, market: Market, tree: Tree, where: Location) -> Iterator[Problem]:
    pools, works = pools_of(pool, market), dict.fromkeys(scheme.process.roles.values())
    for name, offices in pool.offices.items():
        if name not in pools:
            yield tree.problem((*where, "offices", name), f"there is no pool '{name}'", nearest(name, pools))
        for office in offices:
            if office not in scheme.people.offices:
                hint = nearest(office, scheme.people.offices)
                yield tree.problem((*where, "offices", name), f"there is no office '{office}'", hint)
    for role in pool.roles or ():
        if role not in works:
            yield tree.problem((*where, "roles"), f"'{role}' works no stage", nearest(role, works))
    if pool.exempt_from is not None and pool.exempt_from not in market.stages:
        hint = nearest(pool.exempt_from, market.stages)
        yield tree.problem((*where, "exempt_from"), f"there is no stage '{pool.exempt_from}'", hint)
    if pool.transfer is not None and pool.transfer.to not in pools:
        hint = nearest(pool.transfer.to, pools)
        yield tree.problem((*where, "transfer", "to"), f"there is no pool '{pool.transfer.to}'", hint)


def _members(scheme: Scheme, pool: Pool, tree: Tree, where: Location) -> Iterator[Problem]:
    """Pools that are given to offices where nobody works."""
    for name, offices in pool.offices.items():
        known = [scheme.people.offices[office] for office in offices if office in scheme.people.offices]
        if not offices or (known and not any(office.heads for office in known)):
            found = f"nobody may claim from the pool '{name}': no one works in the offices named"
            yield tree.problem((*where, "offices", name), found)


def _never(scheme: Scheme, pool: Pool, tree: Tree, where: Location) -> Iterator[Problem]:
    """Rules that can't ever apply as the others stand."""
    dealt = pool.default_hours is not None or set(scheme.routing.policies()) - {POOLED, "shared-queue"}
    if pool.begin_hours is not None and not dealt:
        found = "no lead is ever assigned: every one is claimed"
        yield tree.problem((*where, "begin_hours"), found, "`default_hours`, or a policy that deals")
    if pool.exempt_from is not None and pool.follow_up_hours is None and pool.deal_hours is None:
        found = "nothing is ever reclaimed, so nothing can be exempt"
        yield tree.problem((*where, "exempt_from"), found, "`follow_up_hours` or `deal_hours`")
    if pool.won_accounts_count and pool.retention_limit is None:
        found = "there is no retention limit that customers could count towards"
        yield tree.problem((*where, "won_accounts_count"), found, "`retention_limit`")
    if pool.return_misrouted and (scheme.segmentation is None or len(scheme.segmentation.teams) < 2):
        found = "there is one team, so that no lead can belong to another"
        yield tree.problem((*where, "return_misrouted"), found)
