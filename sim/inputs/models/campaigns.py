"""Campaigns that turn money into leads, and promotion to customers who buy often."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Count, Logit, Money, NonNegative, PositiveMoney, Share, q
from sim.inputs.text import Text


class Channel(Strict):
    """What a campaign in one source can reach."""

    reachable_per_year: Count = Field(
        q(800, 100, 5000), description="Leads that no amount of money can exceed, a year."
    )
    lead_cost: PositiveMoney = Field(
        q(800, 100, 6000), description="Cost of each of the first leads; later ones cost more."
    )


class Campaigns(Mechanism):
    """Money turns into leads: reachable x (1 - exp(-spend / (reachable x lead_cost))), each channel by itself."""

    channels: dict[str, Channel] = Field({}, description="Channels by source; absent ones have the defaults.")
    conversion_shift: Logit = Field(
        q(-0.3, -1, 0), description="Logits added at every stage to leads of a campaign, who were not looking."
    )

    def channel(self, source: str) -> Channel:
        """The channel of a source."""
        return self.channels.get(source, Channel())


class Promotion(Mechanism):
    """Existing customers may be asked for an order; whoever buys often follows more often; records blur who does."""

    customers: Count = Field(q(1500, 200, 10000), description="Existing customers who could be asked.")
    orders_per_year: NonNegative = Field(
        q(0.15, 0.02, 0.6), description="Further leads a year from a customer of mean frequency who is asked."
    )
    frequency_deviation: NonNegative = Field(
        q(1, 0.3, 1.8), description="Standard deviation of the log of purchase frequency between customers."
    )
    frequency_error: NonNegative = Field(
        q(1, 0, 2.5), description="Standard deviation of the error of that log on record, without a CRM."
    )


class Marketing(Strict):
    """What an organisation spends on campaigns and on promotion, besides its fixed cost."""

    title: Text | None = Field(None, description="Name in reports.")
    spend_per_year: dict[str, Money] = Field({}, description="Money for campaigns by source.")
    promoted_share: Share = Field(
        q(0, source="neutral"), description="Share of existing customers asked: those who buy most often on record."
    )
    promotion_cost: Money = Field(q(150, 20, 600), description="Cost a year of each customer asked.")
