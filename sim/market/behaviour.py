"""Earlier contacts of each lead: how many there were, and how many of them are on record."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.inputs.models.behaviour import Behaviour
from sim.inputs.models.market import Market
from sim.market.draws import gamma_quantile, name_key, poisson_counts, uniforms
from sim.market.lead_columns import Floats, Ints, UInts


def contacts_of(market: Market, key: UInts, source: Ints, names: Mapping[str, tuple[str, ...]]) -> tuple[Ints, Ints]:
    """(contacts, contacts on record) of the leads with these keys and sources; 0 where the mechanism is off."""
    block = _active(market)
    if block is None:
        nobody = np.zeros(len(key), dtype=np.int64)
        return nobody, nobody
    factors = np.array([float(block.by_source[name]) if name in block.by_source else 1.0 for name in names["source"]])

    def drawn(purpose: str) -> Floats:
        return uniforms(key, name_key("lead", "contacts", purpose))

    rate = float(block.mean_contacts) * factors[source] * gamma_quantile(drawn("interest"), 1.0, float(block.spread))
    seen = poisson_counts(drawn("seen"), rate * float(block.seen_share))
    return seen + poisson_counts(drawn("missed"), rate * (1 - float(block.seen_share))), seen


def wanted(market: Market, contacts: Ints) -> Floats | float:
    """Logits at every stage that earlier contacts tell of; 0 on average or thereabouts."""
    block = _active(market)
    if block is None:
        return 0.0
    return np.asarray(float(block.weight) * (np.log1p(contacts) - np.log1p(float(block.mean_contacts))))


def _active(market: Market) -> Behaviour | None:
    return market.effects.behaviour if market.effects.active("behaviour") else None
