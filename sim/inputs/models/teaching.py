"""What training does to people: blocks of the market's effects."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Logit, PositiveHours, PositiveWeeks, Share, Weeks, q

NOTHING_KNOWN = "assumption: no trustworthy figure exists for what sales training or coaching teaches"


class Teaching(Mechanism):
    """Courses raise skill with diminishing returns, and what is not kept up fades.

    most_logit x hours / (hours + half_hours), of the course hours of a topic that one still remembers, is added to the
    logit of what it teaches: a stage, or leads of a product wherever an offer is on the table (fit_weight above 0).
    Conversion is stated at what today's organisation teaches whoever works the stage: a scheme that teaches the same
    converts the same. Where this is off, nobody attends courses: no hours, no money.
    """

    most_logit: Logit = Field(
        q(0.3, 0, 0.6, NOTHING_KNOWN), description="Logits of what they teach that no number of course hours exceeds."
    )
    half_hours: PositiveHours = Field(
        q(16, 4, 60), description="Remembered hours of courses on a topic that bring half of it."
    )
    half_life_weeks: PositiveWeeks = Field(
        q(20, 5, 60), description="Weeks after a course after which half of its hours is forgotten."
    )
    most_satisfaction: Share = Field(
        q(0.1, 0, 0.3),
        description="How much better service feels, of 1, from people with any number of course hours in it.",
    )
    crm_weeks_ahead: Weeks = Field(
        q(8, 0, 20),
        description="Weeks of adoption that any number of course hours on the CRM saves; a habit does not fade.",
    )
