"""Knowing the customer: studies that a scheme pays for, and what they are about."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Answers, Hours, Money, Share, q
from sim.inputs.text import Text


class Study(Strict):
    """Customers are asked; so many answer; what they say is known after a while and sharpens the record from then on.

    What it is about shares its answers: a questionnaire on two things learns half as much of each.
    """

    title: Text | None = Field(None, description="Name in reports.")
    method: Literal["survey", "interviews", "panel"] = Field(
        description="survey: a questionnaire; interviews: people talk to customers; panel: bought market research."
    )
    about: list[Literal["need", "attributes", "decision"]] = Field(
        min_length=1,
        description=(
            "need: what customers weigh at first contact; attributes: industry, size and tier; "
            "decision: how what they weigh moves until they decide."
        ),
    )
    sample: Answers = Field(description="Customers asked each time.")
    response_share: Share = Field(description="Share of them that answers.")
    cost: Money = Field(q(0), description="Cost each time, however many are asked.")
    cost_each: Money = Field(q(0), description="Cost of each customer asked.")
    week: int = Field(0, ge=0, description="Week in which it starts, counted from the start of the measured weeks.")
    every_weeks: int | None = Field(None, ge=1, description="Weeks after which it is repeated; absent: once.")
    lag_weeks: int = Field(4, ge=0, description="Weeks from its start until what it says is known.")
    role: str | None = Field(None, description="The role whose people ask; absent: it takes none of their hours.")
    hours_each: Hours = Field(q(0), description="Hours of that role for each answer, spread over the lag.")

    @model_validator(mode="after")
    def _hours_are_somebodys(self) -> Study:
        if (float(self.hours_each) > 0) != (self.role is not None):
            raise ValueError("expected role and hours_each together, found one of them")
        if self.role is not None and self.lag_weeks == 0:
            raise ValueError("hours are spread over the lag: expected lag_weeks of at least 1")
        if len(set(self.about)) < len(self.about):
            raise ValueError("about names the same thing twice")
        return self


class Research(Strict):
    """Surveys, interviews and market research: what is asked, of how many, when, and what it takes."""

    title: Text | None = Field(None, description="Name in reports.")
    studies: dict[str, Study] = Field(min_length=1, description="Studies by name.")
