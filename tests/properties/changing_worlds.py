"""Organisations of every kind that one can go over from and to, in a market with every mechanism that allows it."""

from __future__ import annotations

from typing import Any

from sim.floor.ledger import Ledger
from sim.floor.resolving.resolve import resolve_schemes
from sim.floor.resolving.resolved import Horizon
from sim.floor.simulate import simulate
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from tests.properties.whole_worlds import (
    ACCOUNTS,
    EVERYTHING,
    OFFERS,
    ON,
    PAY,
    TWO_AREAS,
    organisation,
    organisations,
    rich_market,
)

HORIZON = Horizon(2, 8, 2)
# Refused before a run; see sim/inputs/transition_checks.py.
NOT_HANDED_OVER = ("timing", "task_choice", "odds_discount", "motivation", "gaming")
WITHOUT = ("trained", "trained for the CRM", "by life", "pool", "key accounts")
LESS_PAY = {**PAY, "tiers": [{"attainment_from": 0, "rate": 0.5}, {"attainment_from": 1, "rate": 2}]}


def kinds() -> dict[str, Scheme]:
    """Schemes by name, whose floors can be handed over."""
    found = {
        name: scheme for name, scheme in organisations().items() if name not in WITHOUT and scheme.improvement is None
    }
    return found | {
        "by load": organisation(routing={"policy": "least-loaded", "open_leads_cap": 3, "task_order": "value"}),
        "in turn": organisation(routing={"policy": "round-robin", "late_stages_first": True}),
        "skilled": organisation(routing={"policy": "skill", "cover": {"by": "team", "after_hours": 4}}),
        "neighbours": organisation(
            territory=TWO_AREAS, routing={"policy": "territory-owner", "cover": {"by": "neighbours"}}, products=OFFERS
        ),
        "few": organisation({"rep": 4}, process={"after_sales": {"role": "rep", "order": "first"}}),
        "many": organisation({"rep": 10}, crm={"adoption": {}, "logging_share": 0.05}),
        "paid otherwise": organisation(incentives=LESS_PAY, process={"after_sales": {"role": "rep"}}),
    }


def market(without: tuple[str, ...] = ()) -> Market:
    """Everything on that can be handed over, but for these."""
    off = (*NOT_HANDED_OVER, *without)
    effects = {name: ON.get(name, {}) for name in EVERYTHING if name not in off}
    return rich_market(effects | ({} if "accounts" in off else {"accounts": ACCOUNTS}))


def changed(scheme: Scheme, **terms: Any) -> Scheme:
    """The scheme, reached from the one called `from`; the change itself takes nothing unless said."""
    document = {"from_scheme": "from", "meeting_hours": 0, **terms}
    return Scheme.model_validate(scheme.model_dump() | {"transition": document})


def played(
    where: Market, before: Scheme, after: Scheme, seed: int = 3, horizon: Horizon = HORIZON
) -> tuple[Ledger, Ledger]:
    """The ledgers of staying and of going over."""
    found = resolve_schemes(where, {"from": before, "to": after}, "from")
    stays, goes = (simulate(where, found[name], horizon=horizon, seed=seed, replication=0) for name in ("from", "to"))
    return stays, goes
