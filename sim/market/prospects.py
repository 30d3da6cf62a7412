"""Latent accounts: customers who buy from nobody yet, and become leads only when hours are spent on finding them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.inputs.models.market import Market
from sim.market.draws import choose, entity_keys, name_key, uniforms
from sim.market.lead_columns import Ints, UInts


@dataclass(frozen=True, slots=True)
class Prospects:
    """Accounts in the order in which they are contacted: where each is, from when on, and whether it responds.

    All columns are (accounts,); `week` is the week of the horizon from which on an account can be contacted.
    """

    key: UInts
    region: Ints
    industry: Ints
    week: Ints
    responds: np.ndarray[tuple[int], np.dtype[np.bool_]]


def prospects_of(market: Market, days: int, seed: int, replication: int) -> Prospects | None:
    """The accounts that could be contacted in so many days; None where the market has none.

    A longer horizon adds accounts at the end and leaves the others as they are.
    """
    block = market.effects.prospecting if market.effects.active("prospecting") else None
    if block is None:
        return None
    a_year = float(block.accounts_per_year)
    ordinal = np.arange(round(a_year * days / 365), dtype=np.int64)
    key = entity_keys(name_key("prospect", seed, replication), ordinal)

    def chosen(purpose: str, groups: dict[str, float]) -> Ints:
        return choose(uniforms(key, name_key("prospect", purpose)), np.cumsum(list(groups.values())))

    return Prospects(
        key=key,
        region=chosen("region", {name: float(item.share) for name, item in market.regions.items()}),
        industry=chosen("industry", {name: float(item.share) for name, item in market.industries.items()}),
        # Firms are founded, tender and move all the time: a year's accounts don't stand there on its first day.
        week=(ordinal * 365 / max(a_year, 1)).astype(np.int64) // 7,
        responds=uniforms(key, name_key("prospect", "responds")) < float(block.response_share),
    )
