"""What using the product on trial does to customers, and tells about them."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Logit, Share, q


class Trying(Mechanism):
    """Customers judge by what they have tried: a trial shows how well the offer fits beside what else is on offer.

    From the stage before which they try it, each stage adds weight x fit_weight x (fit of what is offered - mean fit of
    the organisation's offers), both to the customer's true needs there: whoever has tried what fits is convinced, and
    whoever has tried what does not is put off. Without a trial customers know no better than the mean. Watching them
    try also shows the seller what they need.
    """

    weight: Logit = Field(
        q(0.5, 0, 2), description="Logits for each unit by which what was tried fits better than the mean offer."
    )
    reveals_need: Share = Field(
        q(0.3, 0, 0.7), description="Share of what is left of the error of the recorded need that a trial removes."
    )
