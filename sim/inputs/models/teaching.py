"""What training does to people: blocks of the market's effects."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Logit, NonNegative, PositiveHours, PositiveWeeks, Share, Weeks, q

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


class Exchange(Mechanism):
    """Who shares takes on some of what colleagues of the same unit remember having worked on.

    Each week a person's remembered hours in each category of familiarity move towards the mean of the colleagues who
    have more, by weekly_share x hours / (hours + half_hours) of the way; whoever has most learns nothing of it. A unit
    is a team in a territory, a pod where there are pods. Without effects.learning there is nothing to share. Where
    this is off, nobody shares and no hours go into it.
    """

    weekly_share: Share = Field(
        q(0.03, 0, 0.1, NOTHING_KNOWN), description="Share of that way that no number of hours a week exceeds."
    )
    half_hours: PositiveHours = Field(q(2, 0.5, 6), description="Hours of sharing a week that bring half of it.")


class Cohesion(Mechanism):
    """Team building holds a unit together, from 0 to 1, and that fades.

    So many hours go hours / (hours + half_hours) of the way that is left to 1. People who hold together share more of
    what they know, and lose less context when a lead changes hands among them. What hand-offs lose is stated without
    team building. Where this is off there is none: no hours, no money.
    """

    half_hours: PositiveHours = Field(
        q(8, 3, 24), description="Hours of team building that go half of the way to full."
    )
    half_life_weeks: PositiveWeeks = Field(q(20, 8, 52), description="Weeks after which half of the cohesion is left.")
    sharing_gain: NonNegative = Field(
        q(0.5, 0, 1.5), description="How much more is shared, as a share, at full cohesion."
    )
    context_share: Share = Field(
        q(0.4, 0, 0.8), description="Share of lost context that full cohesion saves between colleagues of a unit."
    )
