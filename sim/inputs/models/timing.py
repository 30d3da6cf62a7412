"""When deals are signed: what people bring forward into a pay period, or hold back for the next."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import PositiveWeeks, Share, q


class Timing(Mechanism):
    """Whoever has won a customer over has some say in the week in which she signs, and thinks of her own pay.

    Once a customer has decided for us and only the signature is left, the seller compares what the deal is expected to
    pay her in this pay period and in the next, as far as she reckons today. If this one pays more, even at a price that
    is lower by `discount_share`, she asks for a signature before the period ends: customers who would have signed
    within `reach_weeks` after it accept with a chance of `accept_share`, at that price. If the next one pays more, even
    with the risk of losing the deal, she holds the signature back until it starts, if that is within `reach_weeks`;
    for each week of this a customer walks away with a chance of `lost_share_per_week`. Where every unit of credit pays
    the same, neither ever happens.
    """

    reach_weeks: PositiveWeeks = Field(
        q(4, 1, 8, "assumption: about a month, as far as a signature can be moved"),
        description="Weeks by which a signature can be brought forward or held back.",
    )
    discount_share: Share = Field(
        q(0.08, 0, 0.2, "assumption; Larkin 2014: discounts at a quarter's end cost 6 to 8 % of revenue in all"),
        description="Discount for which customers sign before the period ends.",
    )
    accept_share: Share = Field(q(0.6, 0.2, 0.95), description="Share of the customers asked who accept it.")
    lost_share_per_week: Share = Field(
        q(0.03, 0, 0.15), description="Share of deals lost for each week that a signature is held back."
    )
