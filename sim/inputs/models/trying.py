"""What using the product on trial does to customers, and tells about them."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Fit, NonNegative, Share, q


class Trying(Mechanism):
    """Customers judge by what they have tried: a trial shows how well the offer fits beside what they had expected.

    From the stage before which they try it, each stage adds weight x need_fit's weight x fit_weight x (fit of what is
    offered to the customer's true needs there - expected_fit), the stage's own fit_weight: whoever has tried what fits
    better than expected is convinced, and whoever has tried what fits worse is put off. What is expected is the
    market's; no organisation can set it. The less customers care about fit, the less does having tried add; where
    need_fit is off or absent, nothing. Watching them try also shows the seller what they need, in any case.
    """

    weight: NonNegative = Field(
        q(0.55, 0, 2), description="How much fit counts beyond expectation once it was tried, in need_fit's weights."
    )
    expected_fit: Fit = Field(
        q(0.15, 0, 0.5, source="assumption: somewhat better than a neutral offer, whose fit is 0"),
        description="Fit, from -1 to 1, that customers expect before they have tried.",
    )
    reveals_need: Share = Field(
        q(0.3, 0, 0.7), description="Share of what is left of the error of the recorded need that a trial removes."
    )
