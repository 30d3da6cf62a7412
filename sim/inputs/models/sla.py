"""Service levels: how soon what waits is to be begun, and what happens by itself if it is not."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.quantity import PositiveHours


class Escalation(Strict):
    """What happens by itself to a task that has waited too long."""

    after_hours: PositiveHours = Field(description="Business hours of waiting after which it happens.")
    action: Literal["remind", "reassign", "overflow"] = Field(
        description=(
            "remind: to the front of its queue; reassign: from its owner to the front of the desk's queue; "
            "overflow: to whichever desk of the role is free or has the shortest queue."
        )
    )


class Sla(Strict):
    """A service level: how soon a task is started, and up to three steps if it is not."""

    within_hours: PositiveHours = Field(description="Business hours within which a waiting task is to be started.")
    escalation: list[Escalation] = Field([], max_length=3, description="Steps, in order of waiting.")

    @model_validator(mode="after")
    def _in_order(self) -> Sla:
        hours = [float(step.after_hours) for step in self.escalation]
        if any(later <= earlier for earlier, later in pairwise(hours)):
            raise ValueError("each step of the escalation must come after more hours than the one before")
        return self


class ServiceLevels(Strict):
    """Service levels after the sale, by what there is to do for the customer."""

    onboarding: Sla | None = Field(None, description="For taking a new customer on; absent: none.")
    service: Sla | None = Field(None, description="For requests for service; absent: none.")
    complaint: Sla | None = Field(None, description="For complaints about a product issue; absent: none.")
    renewal: Sla | None = Field(None, description="For work on renewals; absent: none.")

    def of(self, kind: str) -> Sla | None:
        """The level of a kind of case, if it has one."""
        found: Sla | None = getattr(self, kind)
        return found
