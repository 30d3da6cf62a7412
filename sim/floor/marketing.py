"""Campaigns and promotion on the floor: which further leads come, when, and what they cost."""

from __future__ import annotations

import numpy as np

from sim.floor.record import error_factor
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.campaigns import asked, share_reached
from sim.market.leads import LeadTable


def further_leads(market: Market, scheme: Scheme, table: LeadTable, use: float) -> list[tuple[float, int]]:
    """(clock, row) of the leads that the scheme's money brings; `use` is how far its CRM is used on average."""
    terms, further = scheme.marketing, table.further
    if terms is None or further is None:
        return []
    reach = np.zeros(len(table.names["source"]))
    block = market.effects.campaigns if market.effects.active("campaigns") else None
    for index, source in enumerate(table.names["source"]):
        if block is not None and source in terms.spend_per_year:
            channel = block.channel(source)
            spend = float(terms.spend_per_year[source])
            reach[index] = share_reached(spend, float(channel.reachable_per_year), float(channel.lead_cost))
    of_campaign = further.customer < 0
    source_of = table.attributes["source"][further.first : further.first + len(further.clock)]
    comes = of_campaign & (further.u < reach[source_of])
    promotion = market.effects.promotion if market.effects.active("promotion") else None
    if promotion is not None:
        error = float(promotion.frequency_error) * float(error_factor(scheme, use))
        chosen = asked(further.frequency + error * further.noise, float(terms.promoted_share))
        comes |= ~of_campaign & chosen[np.maximum(further.customer, 0)]
    return [(float(further.clock[row]), further.first + int(row)) for row in np.flatnonzero(comes)]


def cost_per_year(market: Market, scheme: Scheme) -> float:
    """What campaigns and promotion cost a year; nothing where the market has neither."""
    terms, total = scheme.marketing, 0.0
    if terms is None:
        return total
    if market.effects.active("campaigns"):
        total += sum(float(spend) for spend in terms.spend_per_year.values())
    promotion = market.effects.promotion if market.effects.active("promotion") else None
    if promotion is not None:
        count = round(float(terms.promoted_share) * round(float(promotion.customers)))
        total += count * float(terms.promotion_cost)
    return total
