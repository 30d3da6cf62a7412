"""Which leads a rule speaks of: conditions on what is recorded about a lead."""

from __future__ import annotations

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Money


class When(Strict):
    """All the conditions given must hold; each list names the accepted values. An empty `when` matches every lead."""

    region: list[str] | None = Field(None, min_length=1, description="Regions.")
    industry: list[str] | None = Field(None, min_length=1, description="Industries, as recorded.")
    size: list[str] | None = Field(None, min_length=1, description="Sizes, as recorded.")
    tier: list[str] | None = Field(None, min_length=1, description="Tiers, as recorded.")
    source: list[str] | None = Field(None, min_length=1, description="Sources.")
    product: list[str] | None = Field(None, min_length=1, description="Products.")
    need: list[str] | None = Field(
        None, min_length=1, description="Strongest recorded need: performance, price, service, brand."
    )
    lifecycle: list[str] | None = Field(None, min_length=1, description="new or existing.")
    value_at_least: Money | None = Field(None, description="Potential value from here on.")
    value_below: Money | None = Field(None, description="Potential value below this.")

    @model_validator(mode="after")
    def _can_match(self) -> When:
        if (
            self.value_at_least is not None
            and self.value_below is not None
            and not self.value_at_least.value < self.value_below.value
        ):
            raise ValueError("can never match: value_at_least is not below value_below")
        return self

    def lists(self) -> dict[str, list[str]]:
        """The list conditions that are given, by attribute."""
        names = ("region", "industry", "size", "tier", "source", "product", "need", "lifecycle")
        return {name: values for name in names if (values := getattr(self, name)) is not None}
