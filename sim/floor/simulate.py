"""One replication of one scheme: a pure function of market, resolved scheme, horizon, seed and replication."""

from __future__ import annotations

from sim.floor.compile import compile_plan
from sim.floor.compiled import refuse_what_is_stale
from sim.floor.ledger import Ledger, ledger_of
from sim.floor.resolving.resolved import Horizon, ResolvedScheme
from sim.floor.sales_floor import SalesFloor
from sim.floor.transition.eras import eras_of
from sim.floor.transition.later import Later
from sim.inputs.models.market import Market
from sim.market.leads import LeadTable, lead_table


def simulate(market: Market, resolved: ResolvedScheme, *, horizon: Horizon, seed: int, replication: int) -> Ledger:
    """Simulate; the same arguments give the same bits. Raises nothing that a checked playbook can cause."""
    return simulate_on(
        lead_table(market, horizon.days, seed, replication),
        market,
        resolved,
        horizon=horizon,
        seed=seed,
        replication=replication,
    )


def simulate_on(
    table: LeadTable, market: Market, resolved: ResolvedScheme, *, horizon: Horizon, seed: int, replication: int
) -> Ledger:
    """As `simulate`, on a lead table drawn before with the same arguments, which several schemes may share."""
    refuse_what_is_stale()
    eras = eras_of(resolved, horizon)
    plans = [compile_plan(market, era.resolved, horizon, table, seed, replication) for era in eras]
    later = [
        Later(table.calendar.weeks_to_clock(era.week), plan, era.resolved.scheme.routing)
        for era, plan in zip(eras[1:], plans[1:], strict=True)
    ]
    floor = SalesFloor(plans[0], eras[0].resolved.scheme.routing, later)
    floor.run()
    return ledger_of(market, eras, horizon, plans, floor, replication)
