"""The claim pool in plain numbers: which pool each lead lies in, who may claim from it, and the hours of every rule."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from sim.floor.classify import Classified
from sim.floor.resolving.resolved import ResolvedScheme
from sim.inputs.models.market import Market
from sim.inputs.models.pool import COMMON, Gaming, Pool
from sim.inputs.pool_checks import pools_of
from sim.inputs.quantity import Quantity
from sim.market.draws import name_key, uniform


@dataclass(frozen=True, slots=True)
class ShamPlan:
    """Who makes sham follow-ups, how long one takes, and how long before the reclaim."""

    makes: list[bool]
    hours: float
    before_hours: float


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """Pools by number; `pool` is each lead's, `true_place` where it would be served by a right record.

    `roles` says by role whether its leads lie in pools. `claimers[p]` are the seats of the offices that pool p was
    given to, None where whoever serves the place claims. Hours are inf where a rule does not apply; `moves_to` is the
    pool that unclaimed leads move to. `shams` is None where nobody games.
    """

    names: tuple[str, ...]
    pool: list[int]
    true_place: list[int] | None
    roles: list[bool]
    claimers: list[tuple[int, ...] | None]
    order: str
    hoard: bool
    cap: float
    limit: float
    customers_count: bool
    cool_down: float
    follow_up: float
    deal: float
    exempt_from: int
    begin: float
    remind: float
    transfer: float
    moves_to: int
    default: float
    shams: ShamPlan | None


def pool_plan(
    market: Market,
    resolved: ResolvedScheme,
    roles: tuple[str, ...],
    classified: Classified,
    seed: int,
    replication: int,
) -> PoolPlan | None:
    """The plan of the scheme's pool; None without one, and where capacity is unlimited and nothing ever lies."""
    scheme = resolved.scheme
    pool = scheme.routing.pool
    if pool is None or not pool.enabled or scheme.people.unlimited_capacity:
        return None
    names = pools_of(pool, market)
    transfer, order = pool.transfer, list(market.stages)
    places = classified.true_team * len(classified.territories) + classified.territory
    gaming = market.effects.gaming if market.effects.active("gaming") else None
    return PoolPlan(
        names=names,
        pool=classified.pool.tolist(),
        true_place=places.tolist() if pool.return_misrouted else None,
        roles=[pool.roles is None or role in pool.roles for role in roles],
        claimers=[_claimers(resolved, pool, name) for name in names],
        order=pool.claim_order,
        hoard=pool.hoard,
        cap=inf if pool.claim_cap is None else pool.claim_cap,
        limit=inf if pool.retention_limit is None else pool.retention_limit,
        customers_count=pool.won_accounts_count,
        cool_down=float(pool.cool_down_hours),
        follow_up=_hours(pool.follow_up_hours),
        deal=_hours(pool.deal_hours),
        exempt_from=len(order) if pool.exempt_from is None else order.index(pool.exempt_from),
        begin=_hours(pool.begin_hours),
        remind=_hours(pool.remind_hours),
        transfer=inf if transfer is None else float(transfer.after_hours),
        moves_to=names.index(COMMON if transfer is None else transfer.to),
        default=_hours(pool.default_hours),
        shams=None if gaming is None or pool.follow_up_hours is None else _shams(gaming, resolved, seed, replication),
    )


def _hours(hours: Quantity | None) -> float:
    return inf if hours is None else float(hours)


def _claimers(resolved: ResolvedScheme, pool: Pool, name: str) -> tuple[int, ...] | None:
    offices = pool.offices.get(name)
    if offices is None:
        return None
    return tuple(index for index, seat in enumerate(resolved.seats) if seat.office in offices)


def _shams(gaming: Gaming, resolved: ResolvedScheme, seed: int, replication: int) -> ShamPlan:
    """Whether somebody games is hers, the same in every scheme."""
    people = [name_key(*seat.person(seed, replication)) for seat in resolved.seats]
    share = float(gaming.share)
    return ShamPlan(
        makes=[uniform(person, name_key("gaming")) < share for person in people],
        hours=float(gaming.sham_hours),
        before_hours=float(gaming.before_hours),
    )
