"""What a scheme does for its customers after the sale."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Money, Share, Weeks, q


class AfterSales(Strict):
    """Who takes new customers on, answers their requests and works on renewals, and when."""

    role: str = Field(description="The role that does it, whether or not it works a stage.")
    order: Literal["first", "in-turn", "last"] = Field(
        "in-turn", description="Before all leads, among them as tasks are taken, or when no lead waits."
    )


class Mending(Strict):
    """What is done about a product issue, from the first day on."""

    cost_per_year: Money = Field(q(400_000, 100_000, 2_000_000), description="What it costs a year.")
    lag_weeks: Weeks = Field(q(13, 4, 40), description="Weeks until customers notice.")
    removes_share: Share = Field(q(0.6, 0.2, 0.9), description="Share of the issue's requests that then stay out.")
