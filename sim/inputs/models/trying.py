"""What using the product on trial does to customers, and tells about them."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Fit, Logit, Share, q


class Trying(Mechanism):
    """Customers judge by what they have tried: a trial shows how well the offer fits beside what they had expected.

    From the stage before which they try it, each stage adds weight x fit_weight x (fit of what is offered to the
    customer's true needs there - expected_fit), the stage's own fit_weight: whoever has tried what fits better than
    expected is convinced, and whoever has tried what fits worse is put off. What is expected is the market's; no
    organisation can set it. Where need_fit is off or absent customers do not care about fit, and having tried adds
    nothing. Watching them try also shows the seller what they need, in any case.
    """

    weight: Logit = Field(
        q(0.5, 0, 2), description="Logits for each unit by which what was tried fits better than expected."
    )
    expected_fit: Fit = Field(
        q(0.15, 0, 0.5, source="assumption: somewhat better than a neutral offer, whose fit is 0"),
        description="Fit, from -1 to 1, that customers expect before they have tried.",
    )
    reveals_need: Share = Field(
        q(0.3, 0, 0.7), description="Share of what is left of the error of the recorded need that a trial removes."
    )
