"""What customers did before they became leads: earlier contacts, by source, and what these tell."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Contacts, Logit, NonNegative, Share, q


class Behaviour(Mechanism):
    """Earlier contacts: visits, downloads, calls before the lead came. Who has been in touch more often wants it more.

    Contacts are Poisson, with a mean that differs between customers (gamma) and between sources; each adds to the logit
    of every stage by weight x (ln(1 + contacts) - ln(1 + mean contacts)). The record misses some.
    """

    mean_contacts: Contacts = Field(q(2, 0.5, 6), description="Mean number of earlier contacts.")
    spread: NonNegative = Field(
        q(1, 0.2, 2), description="Variance between customers of the factor on their mean number of contacts."
    )
    by_source: dict[str, NonNegative] = Field(
        {}, description="Factor on the mean for leads of these sources; others have 1."
    )
    weight: Logit = Field(q(0.15, 0, 0.4), description="Logits at every stage for each unit of ln(1 + contacts).")
    seen_share: Share = Field(q(0.7, 0.3, 1), description="Share of earlier contacts that the record holds.")
