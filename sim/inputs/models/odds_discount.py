"""Sellers who give away margin to raise the odds of a deal, as far as they may and as far as it pays them."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Logit, q


class OddsDiscount(Mechanism):
    """A seller with discount authority offers a lower price where that raises what she may expect to be paid.

    At the end of the stage at which customers bargain (the last, where they don't) she knows how the deal stands. Out
    of what she may still give without asking she gives the share that makes the chance to win x what the deal would add
    to her expected commission and bonuses the largest; the deal is then worth so much less to us. So it depends on what
    the plan credits (a discount costs much of a margin and little of a revenue), on how near an accelerator is, and on
    how sure the deal is already. Whoever has no quota gives nothing away; what has been given stays given.
    """

    logit_per_tenth: Logit = Field(
        q(0.3, 0, 0.9, "assumption; a fifth off that wins 25 % instead of 20 % is 0.14 logits for each tenth"),
        description="Logits gained by each tenth of the price for a customer who weighs price by a quarter.",
    )
