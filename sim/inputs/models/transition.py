"""How a scheme is reached: from which organisation, in which week, and what the change itself takes."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Hours, Money, q
from sim.inputs.text import Text


class Transition(Strict):
    """The run begins in another scheme's organisation and goes over to this one in a week of it.

    Where that scheme has a transition of its own, its switches come first: an organisation between the old and the new
    one, in which only some territories or teams have moved, is how one goes over in waves.
    """

    title: Text | None = Field(None, description="Name in reports.")
    from_scheme: str | None = Field(
        None, description="Scheme whose organisation works until then; absent: the baseline."
    )
    week: int = Field(
        ge=0,
        le=520,
        description="Week at whose start the organisation changes, counted from the start of the measured weeks.",
    )
    turn_back_week: int | None = Field(
        None,
        ge=0,
        le=520,
        description="Week at whose start the old organisation is put back, counted alike; absent: never.",
    )
    meeting_hours: Hours = Field(
        q(8, 0, 24, "assumption: a day of meetings and of moving desks and records"),
        description="Hours that the change takes of everyone who is there, in the week in which it comes.",
    )
    project_cost: Money = Field(
        q(0, source="neutral"),
        description="What the change costs once, whoever takes part; turning back costs it again.",
    )
    severance_per_head: Money = Field(
        q(0, source="neutral"), description="What each person costs whose post the new organisation does not have."
    )
