"""What a lead is worth on average, by the market's own figures, whoever comes."""

from __future__ import annotations

from math import exp

from sim.inputs.models.market import Market
from sim.market.lead_columns import ATTRIBUTES, PLURALS


def usual_value(market: Market, *, margin: bool = False) -> float:
    """Expected potential value of a lead, or its expected margin at the list price, in the market's currency.

    The log-normal's mean, median x exp(sigma^2 / 2), by the share of each product, times the mean factor of each
    attribute, as if attributes were independent of each other.
    """
    found = 1.0
    for attribute in ATTRIBUTES:
        total = weight = 0.0
        for item in getattr(market, PLURALS[attribute]).values():
            worth = float(item.value_factor)
            if attribute == "product":
                worth *= float(item.value_median) * exp(float(item.value_sigma) ** 2 / 2)
                worth *= float(item.margin_share) if margin else 1.0
            total += float(item.share) * worth
            weight += float(item.share)
        found *= total / weight
    return found
