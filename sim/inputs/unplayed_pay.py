"""Pay that has nothing to act on in a market, and what a market says of pay where nobody is paid by deals."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.models.effects import FOLLOW_PAY
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Experiment, Scheme
from sim.inputs.tree import Location


def unplayed_pay(scheme: Scheme, market: Market) -> Iterator[tuple[str, Location, str]]:
    """What the scheme's plan pays for and the market has not: what it is, where below the scheme, the key it lacks."""
    plan, effects = scheme.incentives, market.effects
    if plan is None:
        return
    if not effects.active("accounts"):
        for name, taken in (("clawback", plan.clawback), ("quality", plan.quality)):
            if taken is not None:
                yield f"pay_{name}", ("incentives", name), "effects.accounts"
    heeded = effects.active("pay_beside") and effects.active("effort_response")
    lacks = "effects.effort_response" if effects.active("pay_beside") else "effects.pay_beside"
    for name, given in (("contests", bool(plan.contests)), ("team_pool", plan.team_pool is not None)):
        if given and not heeded:
            yield f"pay_{name}", ("incentives", name), lacks


def unplayed_behaviour(experiment: Experiment, market: Market) -> Iterator[tuple[str, Location, str]]:
    """Mechanisms of the market that follow pay where no scheme has a plan, or that only work through another."""
    active = [name for name in FOLLOW_PAY if market.effects.active(name)]
    if all(scheme.incentives is None for scheme in experiment.schemes.values()):
        for name in active:
            yield f"market_{name}", ("market", "effects", name), "incentives of some scheme"
        return
    if "odds_discount" in active and not any(_may_give(scheme) for scheme in experiment.schemes.values()):
        yield "market_odds_without_authority", ("market", "effects", "odds_discount"), "products.discount_authority"
    if "pay_beside" in active and "effort_response" not in active:
        yield "market_beside_alone", ("market", "effects", "pay_beside"), "effects.effort_response"


def _may_give(scheme: Scheme) -> bool:
    """Whether those whom the scheme pays by deals may give any of the price away."""
    return (
        scheme.incentives is not None and scheme.products is not None and scheme.products.discount_authority is not None
    )
