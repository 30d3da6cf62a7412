"""The pay plan: what a scheme pays for what, as data. Every term beyond quota and tiers is off where it is absent."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.models.conditions import When
from sim.inputs.quantity import Money, NonNegative, Positive, PositiveCredit, PositiveMoney, Share, q
from sim.inputs.text import Text

CreditBase = Literal["revenue", "margin", "units"]
TARGETS: dict[str, str] = {
    "revenue": "target_revenue_per_year",
    "margin": "target_margin_per_year",
    "units": "target_deals_per_year",
}
"""The key of the company's target by the plan's credit base."""


class Tier(Strict):
    """From this attainment on, each unit of attainment pays `rate` times its share of target pay."""

    attainment_from: NonNegative = Field(description="Attainment at which the tier starts; 1 is the quota.")
    rate: NonNegative = Field(description="Pay for each unit of attainment, in target variable pay.")


class Bonus(Strict):
    """A lump sum when attainment reaches a step."""

    attainment: NonNegative = Field(description="Attainment that earns it.")
    share_of_target_pay: NonNegative = Field(description="Bonus as a share of the period's target variable pay.")


class PlanRole(Strict):
    """What the plan means for one role."""

    target_pay_per_year: Money = Field(description="Variable pay at quota, a year.")
    credit_share: Share = Field(
        q(1), description="Share of a deal's credit that goes to whoever of this role worked it."
    )
    quota_per_year: PositiveCredit | None = Field(
        None,
        description="Quota of each of its people, in what the plan credits; absent: the company's target is divided.",
    )


class Spiff(Strict):
    """An amount for each deal of a kind, whatever the attainment, divided as the deal's credit is."""

    when: When = Field(When(), description="Conditions on the customer and the product sold, as they truly are.")
    offers: list[str] | None = Field(None, min_length=1, description="Offers that were sold. Absent: any.")
    amount: PositiveMoney = Field(description="Paid for each such deal.")
    from_week: int = Field(0, ge=0, le=2000, description="Week of the run, warm-up included, with which it begins.")
    to_week: int | None = Field(
        None, ge=1, le=2000, description="Week of the run with which it is over; absent: never."
    )

    @model_validator(mode="after")
    def _lasts(self) -> Spiff:
        if self.to_week is not None and self.to_week <= self.from_week:
            raise ValueError(
                f"can never be earned: it is over with week {self.to_week} and begins with {self.from_week}"
            )
        return self


class Incentives(Strict):
    """A pay plan as data: quota, tiers, steps, cap."""

    title: Text | None = Field(None, description="Name in reports.")
    period: Literal["month", "quarter", "year"] = Field("quarter", description="How often attainment starts anew.")
    credit: CreditBase = Field(
        "revenue",
        description="What of a deal is credited: its revenue, its margin, or the deal itself (units).",
    )
    target_revenue_per_year: PositiveMoney | None = Field(
        None, description="The company's target; quotas divide it among a role's heads."
    )
    target_margin_per_year: PositiveMoney | None = Field(
        None, description="The company's target where margin is credited; quotas divide it among a role's heads."
    )
    target_deals_per_year: PositiveCredit | None = Field(
        None, description="The company's target where deals are counted; quotas divide it among a role's heads."
    )
    roles: dict[str, PlanRole] = Field(min_length=1, description="Target pay and credit of each role.")
    tiers: list[Tier] = Field(min_length=1, description="Rates, in order of attainment; the first starts at 0.")
    retroactive: bool = Field(
        False,
        description="The rate of the tier that is reached holds from the first unit on, not from the tier's start.",
    )
    bonuses: list[Bonus] = Field([], description="Lump sums at steps.")
    cap_attainment: Positive | None = Field(None, description="Attainment above which nothing is paid; absent: no cap.")
    spiffs: list[Spiff] = Field(
        [], description="Amounts for each deal of a kind. Effort takes no notice of them: they move pay alone."
    )
    same_cost_as_baseline: bool = Field(
        False,
        description="Scale target pay so that the plan costs what the baseline's does at today's results.",
    )

    @field_validator("tiers")
    @classmethod
    def _tiers_in_order(cls, tiers: list[Tier]) -> list[Tier]:
        starts = [tier.attainment_from.value for tier in tiers]
        if starts[0] != 0:
            raise ValueError("the first tier must start at attainment 0")
        for number, (earlier, later) in enumerate(pairwise(starts), start=2):
            if later <= earlier:
                said = f"tier {number} starts at {later:g}, which tier {number - 1} covers from {earlier:g} on"
                raise ValueError(f"tiers must start at rising attainments: {said}")
        return tiers

    @field_validator("cap_attainment")
    @classmethod
    def _cap_leaves_something(cls, cap: Positive | None, info: ValidationInfo) -> Positive | None:
        tiers: list[Tier] = info.data.get("tiers", [])
        if cap is None or not tiers:
            return cap
        last = tiers[-1].attainment_from.value
        if cap.value < last:
            raise ValueError(f"a cap at {cap.value:g} is never passed by the last tier, which starts at {last:g}")
        paying = [tier.attainment_from.value for tier in tiers if tier.rate.value > 0]
        threshold = paying[0] if paying else 0.0
        if cap.value <= threshold and not info.data.get("retroactive", False):
            raise ValueError(f"a cap at {cap.value:g} leaves nothing above the threshold, {threshold:g}")
        return cap

    @model_validator(mode="after")
    def _target_of_what_is_credited(self) -> Incentives:
        given = [key for key in TARGETS.values() if getattr(self, key) is not None]
        if given != [TARGETS[self.credit]]:
            found = " and ".join(given) or "none"
            raise ValueError(
                f"a plan that credits {self.credit} has {TARGETS[self.credit]} as its target, found {found}"
            )
        return self

    @property
    def target_per_year(self) -> float:
        """The company's target, in what the plan credits."""
        return float(getattr(self, TARGETS[self.credit]))
