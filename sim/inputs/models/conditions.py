"""Which leads a rule speaks of: conditions on what is recorded about a lead."""

from __future__ import annotations

from math import inf

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.quantity import Contacts, Money


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
    value_at_least: Money | None = Field(None, description="Potential value, as recorded, from here on.")
    value_below: Money | None = Field(None, description="Potential value, as recorded, below this.")
    contacts_at_least: Contacts | None = Field(None, description="Earlier contacts, as recorded, from here on.")
    contacts_below: Contacts | None = Field(None, description="Earlier contacts, as recorded, below this.")

    @model_validator(mode="after")
    def _can_match(self) -> When:
        for number, (low, high) in self.limits().items():
            if not low < high:
                raise ValueError(f"can never match: {number}_at_least is not below {number}_below")
        return self

    def limits(self) -> dict[str, tuple[float, float]]:
        """The limits that are given, by what they limit: from the first number on, below the second."""
        pairs = {
            "value": (self.value_at_least, self.value_below),
            "contacts": (self.contacts_at_least, self.contacts_below),
        }
        return {
            number: (0.0 if low is None else float(low), inf if high is None else float(high))
            for number, (low, high) in pairs.items()
            if low is not None or high is not None
        }

    def lists(self) -> dict[str, list[str]]:
        """The list conditions that are given, by attribute."""
        names = ("region", "industry", "size", "tier", "source", "product", "need", "lifecycle")
        return {name: values for name in names if (values := getattr(self, name)) is not None}
