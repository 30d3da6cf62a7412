"""The pay plan: what a scheme pays for what, as data. Every term beyond quota and tiers is off where it is absent."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.inputs.models.base import Strict, check_shares
from sim.inputs.models.conditions import When
from sim.inputs.quantity import Money, Months, NonNegative, Positive, PositiveCredit, PositiveMoney, Share, q
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


class TeamPool(Strict):
    """A part of target pay that follows a team's attainment instead of one's own; its people share it equally."""

    unit: Literal["office", "team", "role", "all"] = Field("team", description="Whose attainment counts together.")
    share_of_target_pay: Share = Field(description="Share of target pay that is in the pool.")
    tiers: list[Tier] = Field(
        [Tier(attainment_from=q(0), rate=q(1))],
        min_length=1,
        description="Rates by the team's attainment; absent: in proportion.",
    )
    cap_attainment: Positive | None = Field(None, description="The team's attainment above which nothing is added.")

    @field_validator("tiers")
    @classmethod
    def _tiers_in_order(cls, tiers: list[Tier]) -> list[Tier]:
        return in_order(tiers)

    @field_validator("cap_attainment")
    @classmethod
    def _cap_leaves_something(cls, cap: Positive | None, info: ValidationInfo) -> Positive | None:
        return leaves_something(cap, info.data.get("tiers", []), retroactive=False)


class Draw(Strict):
    """The least that is paid in each period."""

    share_of_target_pay: Share = Field(description="What is guaranteed, as a share of the period's target pay.")
    recoverable: bool = Field(
        True, description="What it adds is a debt, which later pay above the guarantee pays back; else it is a gift."
    )


class Clawback(Strict):
    """Commission is taken back for customers who leave soon; off in a market that follows nobody after the sale."""

    within_months: Months = Field(
        q(6, 1, 24), description="Months after the deal within which a customer's leaving costs its commission."
    )


class QualityStep(Strict):
    """From this mean satisfaction on, variable pay is multiplied by the factor."""

    satisfaction_from: Share = Field(description="Mean satisfaction from which the factor holds.")
    factor: NonNegative = Field(description="Multiplies commission, bonuses, SPIFFs and the team pool.")


class Quality(Strict):
    """Pay follows how content customers are at the period's end; off in a market that follows nobody after the sale."""

    of: Literal["served", "sold"] = Field(
        "served", description="Customers whom the seat serves, or those of its own deals; who has left is not asked."
    )
    steps: list[QualityStep] = Field(min_length=1, description="Factors, in order; the first starts at 0.")

    @field_validator("steps")
    @classmethod
    def _in_order(cls, steps: list[QualityStep]) -> list[QualityStep]:
        starts = [step.satisfaction_from.value for step in steps]
        if starts[0] != 0 or any(later <= earlier for earlier, later in pairwise(starts)):
            found = ", ".join(f"{start:g}" for start in starts)
            raise ValueError(f"steps must start at 0 and then at rising satisfactions, found {found}")
        return steps


class Contest(Strict):
    """Prizes by rank, once between two weeks of the run or in every pay period.

    One in every period gives out as much of its pool as the run has of the period; one between two weeks is held if
    the run comes to its end, and paid with the pay period in which that is.
    """

    title: Text | None = Field(None, description="Name in reports.")
    measure: Literal["credit", "deals", "attainment"] = Field(
        "attainment", description="What ranks: credit, deals (by one's shares in them), or credit beside the quota."
    )
    roles: list[str] | None = Field(None, min_length=1, description="Who competes, by role; absent: all with a quota.")
    offices: list[str] | None = Field(None, min_length=1, description="Who competes, by office; absent: every office.")
    pool: PositiveMoney = Field(description="What is given out each time.")
    prizes: list[Share] = Field(min_length=1, description="Shares of the pool by rank, the first one's first.")
    from_week: int | None = Field(None, ge=0, le=2000, description="Week of the run, warm-up included, of its start.")
    to_week: int | None = Field(None, ge=1, le=2000, description="Week of the run with which it is over.")

    @field_validator("prizes")
    @classmethod
    def _best_first(cls, prizes: list[Share]) -> list[Share]:
        check_shares("prizes", {str(rank): float(share) for rank, share in enumerate(prizes)})
        if any(float(later) > float(earlier) for earlier, later in pairwise(prizes)):
            raise ValueError("a lower rank must not win more than a higher one")
        return prizes

    @model_validator(mode="after")
    def _lasts(self) -> Contest:
        if (self.from_week is None) != (self.to_week is None):
            raise ValueError("expected both from_week and to_week, or neither for every pay period")
        if self.from_week is not None and self.to_week is not None and self.to_week <= self.from_week:
            raise ValueError(
                f"nobody can compete: it is over with week {self.to_week} and begins with {self.from_week}"
            )
        return self


def in_order(tiers: list[Tier]) -> list[Tier]:
    """The tiers, which must start at 0 and then rise; else ValueError."""
    starts = [tier.attainment_from.value for tier in tiers]
    if starts[0] != 0:
        raise ValueError("the first tier must start at attainment 0")
    for number, (earlier, later) in enumerate(pairwise(starts), start=2):
        if later <= earlier:
            said = f"tier {number} starts at {later:g}, which tier {number - 1} covers from {earlier:g} on"
            raise ValueError(f"tiers must start at rising attainments: {said}")
    return tiers


def leaves_something(cap: Positive | None, tiers: list[Tier], *, retroactive: bool) -> Positive | None:
    """The cap, which must be reached by the last of the tiers and by some pay; else ValueError."""
    if cap is None or not tiers:
        return cap
    last = tiers[-1].attainment_from.value
    if cap.value < last:
        raise ValueError(f"a cap at {cap.value:g} is never passed by the last tier, which starts at {last:g}")
    paying = [tier.attainment_from.value for tier in tiers if tier.rate.value > 0]
    threshold = paying[0] if paying else 0.0
    if cap.value <= threshold and not retroactive:
        raise ValueError(f"a cap at {cap.value:g} leaves nothing above the threshold, {threshold:g}")
    return cap


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
    team_pool: TeamPool | None = Field(
        None,
        description="Part of target pay that follows a team's attainment; effort heeds it only with pay_beside.",
    )
    draw: Draw | None = Field(None, description="The least that is paid in each period; absent: nothing.")
    clawback: Clawback | None = Field(None, description="What leaving customers cost whoever sold to them.")
    quality: Quality | None = Field(None, description="What the satisfaction of customers makes of variable pay.")
    contests: dict[str, Contest] = Field(
        {}, description="Prizes that people compete for; effort heeds them only with pay_beside."
    )
    budget_per_year: PositiveMoney | None = Field(
        None,
        description="What variable pay may cost, for reports alone; absent: what is paid if every seat reaches quota.",
    )
    same_cost_as_baseline: bool = Field(
        False,
        description=(
            "Scale target pay so that the plan's commission, bonuses and team pool cost what the baseline's do at "
            "today's results; its other terms come on top."
        ),
    )

    @field_validator("tiers")
    @classmethod
    def _tiers_in_order(cls, tiers: list[Tier]) -> list[Tier]:
        return in_order(tiers)

    @field_validator("cap_attainment")
    @classmethod
    def _cap_leaves_something(cls, cap: Positive | None, info: ValidationInfo) -> Positive | None:
        return leaves_something(cap, info.data.get("tiers", []), retroactive=info.data.get("retroactive", False))

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
