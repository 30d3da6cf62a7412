"""Which leads a rule speaks of: conditions on what is recorded about a lead."""

from __future__ import annotations

from math import inf

from pydantic import Field, model_validator

from sim.inputs.errors import first_twice
from sim.inputs.models.base import Strict, WrongAt
from sim.inputs.quantity import Contacts, Money, MonthsAgo, Purchases

LIVES = ("new", "active", "dormant", "churned", "won back")
"""Where a customer is in its life; see `sim.levers.lifecycle`."""
HISTORY = ("recency_months", "purchases_last_year", "spent_last_year")
"""Numbers that a customer's purchases make: recency, frequency and money."""


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
    life: list[str] | None = Field(
        None,
        min_length=1,
        description=(
            "The customer's life when the lead comes in: new (bought nothing yet, or first within new_months), "
            "active (bought or asked within quiet_months), dormant, churned or won back."
        ),
    )
    value_at_least: Money | None = Field(None, description="Potential value, as recorded, from here on.")
    value_below: Money | None = Field(None, description="Potential value, as recorded, below this.")
    contacts_at_least: Contacts | None = Field(None, description="Earlier contacts, as recorded, from here on.")
    contacts_below: Contacts | None = Field(None, description="Earlier contacts, as recorded, below this.")
    recency_months_at_least: MonthsAgo | None = Field(
        None, description="Months since the customer's last deal or renewal, from here on."
    )
    recency_months_below: MonthsAgo | None = Field(
        None, description="Months since the customer's last deal or renewal, below this."
    )
    purchases_last_year_at_least: Purchases | None = Field(
        None, description="Deals and renewals of the customer in the last year, from here on."
    )
    purchases_last_year_below: Purchases | None = Field(
        None, description="Deals and renewals of the customer in the last year, below this."
    )
    spent_last_year_at_least: Money | None = Field(
        None, description="What the customer's deals and renewals of the last year brought, from here on."
    )
    spent_last_year_below: Money | None = Field(
        None, description="What the customer's deals and renewals of the last year brought, below this."
    )

    @model_validator(mode="after")
    def _can_match(self) -> When:
        for attribute, values in self.lists().items():
            if (again := first_twice(values)) is not None:
                raise WrongAt((attribute,), f"'{again}' stands there twice")
        for number, (low, high) in self.limits().items():
            if not low < high:
                raise ValueError(f"can never match: {number}_at_least is not below {number}_below")
        return self

    def limits(self) -> dict[str, tuple[float, float]]:
        """The limits that are given, by what they limit: from the first number on, below the second."""
        pairs = {
            "value": (self.value_at_least, self.value_below),
            "contacts": (self.contacts_at_least, self.contacts_below),
            "recency_months": (self.recency_months_at_least, self.recency_months_below),
            "purchases_last_year": (self.purchases_last_year_at_least, self.purchases_last_year_below),
            "spent_last_year": (self.spent_last_year_at_least, self.spent_last_year_below),
        }
        return {
            number: (0.0 if low is None else float(low), inf if high is None else float(high))
            for number, (low, high) in pairs.items()
            if low is not None or high is not None
        }

    def lists(self) -> dict[str, list[str]]:
        """The list conditions that are given, by attribute."""
        names = ("region", "industry", "size", "tier", "source", "product", "need", "lifecycle", "life")
        return {name: values for name in names if (values := getattr(self, name)) is not None}

    def reads_history(self) -> bool:
        """Whether it asks what the customer has done before: then it is judged when the lead comes in."""
        return self.life is not None or not self.limits().keys().isdisjoint(HISTORY)
