"""What a scheme does for its customers around the sale: specialists, discounts, service, mending."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.models.sla import ServiceLevels
from sim.inputs.quantity import Hours, Money, Share, Weeks, q


class AfterSales(Strict):
    """Who takes new customers on, answers their requests and works on renewals, and when."""

    role: str = Field(description="The role that does it, whether or not it works a stage.")
    order: Literal["first", "in-turn", "last"] = Field(
        "in-turn", description="Before all leads, among them as tasks are taken, or when no lead waits."
    )
    sla: ServiceLevels | None = Field(None, description="Service levels by kind of case; absent: none.")


class Mending(Strict):
    """What is done about a product issue, from the first day on."""

    cost_per_year: Money = Field(q(400_000, 100_000, 2_000_000), description="What it costs a year.")
    lag_weeks: Weeks = Field(q(13, 4, 40), description="Weeks until customers notice.")
    removes_share: Share = Field(q(0.6, 0.2, 0.9), description="Share of the issue's requests that then stay out.")


class Overlay(Strict):
    """Product specialists who join chosen stages for the customers of chosen products; both are then busy."""

    role: str = Field(description="The role that joins.")
    stages: list[str] = Field(min_length=1, description="Stages that it joins.")
    products: list[str] = Field(min_length=1, description="Products for which it does.")


class TrialUse(Strict):
    """Customers use the product on trial before a stated stage.

    A trial belongs to the stage before that: it is set up and accompanied in its task, by whoever works it, and the
    customer tries once that is over. It moves her decisions from the stated stage on; whether she advances to that
    stage is settled without it. Whoever skips the stage before tries nothing; whoever goes back to it tries again.
    Each trial is charged, also where the task shows that the lead is none: that is known when it is over.
    """

    before: str = Field("proposal", description="The stage before which customers try the product.")
    products: list[str] | None = Field(None, min_length=1, description="Products for which they do; absent: all.")
    value_from: Money = Field(q(0, source="neutral"), description="Potential value on record from which they do.")
    cost_each: Money = Field(q(1500, 0, 10_000), description="Cost of each trial.")
    hours_each: Hours = Field(q(4, 0, 16), description="Hours of setting up and accompanying each trial.")
    customer_weeks: Weeks = Field(q(2, 0, 8), description="Weeks that the customer tries, besides the thinking.")


class DiscountAuthority(Strict):
    """How much discount a seller may give, and what is asked of someone else."""

    share: Share = Field(q(0.05, 0, 0.2), description="Discount that a seller may give without asking.")
    ceiling_share: Share = Field(q(0.15, 0, 0.3), description="Largest discount that an approval gives.")

    approval_hours: Hours = Field(q(16, 2, 60), description="Business hours that an approval takes.")

    @model_validator(mode="after")
    def _upwards(self) -> DiscountAuthority:
        if float(self.ceiling_share) < float(self.share):
            raise ValueError("ceiling_share is below share: an approval could not reach what a seller may give")
        return self
