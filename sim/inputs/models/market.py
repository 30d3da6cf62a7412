"""The outside world: where leads come from, what customers are like, and what it takes to sell to them."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.errors import did_you_mean
from sim.inputs.models.base import Strict, WrongAt, check_names, check_shares
from sim.inputs.models.effects import Effects
from sim.inputs.quantity import (
    Chance,
    Count,
    Hours,
    Kilometres,
    Latitude,
    Logit,
    Longitude,
    NonNegative,
    Positive,
    PositiveHours,
    PositiveMoney,
    Quantity,
    Share,
    q,
)
from sim.inputs.text import Text


class Needs(Strict):
    """Shifts of what customers weigh, in logits of a softmax over the four needs; 0 everywhere means equal weights."""

    performance: Logit = Field(q(0, source="neutral"), description="Performance and quality.")
    price: Logit = Field(q(0, source="neutral"), description="Price and terms.")
    service: Logit = Field(q(0, source="neutral"), description="After-sales service.")
    brand: Logit = Field(q(0, source="neutral"), description="Brand and reputation.")

    def vector(self) -> tuple[float, float, float, float]:
        """The four shifts in the order performance, price, service, brand."""
        return (float(self.performance), float(self.price), float(self.service), float(self.brand))


class Named(Strict):
    """Something that customers differ by, with what it shifts."""

    title: Text | None = Field(None, description="Name in reports, in one or two languages.")
    conversion_shift: Logit = Field(q(0, source="neutral"), description="Logits added at every stage.")
    value_factor: Positive = Field(q(1, source="neutral"), description="Multiplies the potential value.")
    effort_factor: Positive = Field(q(1, source="neutral"), description="Multiplies the effort of every stage.")
    needs: Needs = Field(Needs(), description="Shifts of the need weights.")


class Region(Named):
    """A geographic unit: where leads are, how developed and contested it is."""

    share: Share = Field(description="Share of all leads.")
    latitude: Latitude = Field(q(0), description="Latitude of the centre.")
    longitude: Longitude = Field(q(0), description="Longitude of the centre.")
    rivals: NonNegative = Field(q(0, source="neutral"), description="Strength of rivals here; see competition.")
    brand: NonNegative = Field(q(0, source="neutral"), description="Strength of our brand here; see competition.")
    spread_km: Kilometres = Field(q(0), description="Typical distance of a customer from the centre.")
    tier_shares: dict[str, Share] | None = Field(None, description="Share of each tier here, else the tiers' own.")


class Industry(Named):
    """A customer type by trade."""

    share: Share = Field(description="Share of all leads.")
    size_shares: dict[str, Share] | None = Field(None, description="Share of each size here, else the sizes' own.")
    product_shares: dict[str, Share] | None = Field(
        None, description="Share of each product here, else the products' own."
    )


class Size(Named):
    """A customer size."""

    share: Share = Field(description="Share of all leads, unless the industry says otherwise.")


class Tier(Named):
    """A market tier, from high-end to low-end."""

    share: Share = Field(description="Share of all leads, unless the region says otherwise.")
    rivals: NonNegative = Field(q(0, source="neutral"), description="Strength of rivals in this tier; see competition.")


class Source(Named):
    """Where a lead came from."""

    share: Share = Field(description="Share of all leads.")


class Product(Named):
    """A product line: what a deal is worth."""

    share: Share = Field(description="Share of all leads, unless the industry says otherwise.")
    value_median: PositiveMoney = Field(description="Median value of a deal.")
    value_sigma: NonNegative = Field(q(0.6, 0.2, 1.2), description="Standard deviation of the log of the value.")
    margin_share: Share = Field(description="Gross margin at list price.")


class Lifecycle(Strict):
    """Whether a lead is new or comes from an existing customer."""

    existing_share: Share = Field(q(0, source="neutral"), description="Share of leads from existing customers.")
    existing_conversion_shift: Logit = Field(q(0, source="neutral"), description="Logits added for existing customers.")


class Demand(Strict):
    """How many leads arrive, and when."""

    leads_per_year: Count = Field(description="Expected number in 365 days, before trend.")
    scale: NonNegative = Field(
        q(1, 0.5, 2, "neutral"), description="Multiplies demand; the leads that stay are the same ones."
    )
    trend_per_year: Quantity = Field(q(0, source="neutral"), description="Growth a year, as a share.")
    month_factors: list[NonNegative] = Field(
        [q(1, source="neutral")] * 12, min_length=12, max_length=12, description="January to December."
    )
    weekday_factors: list[NonNegative] = Field(
        [q(1, source="neutral")] * 7, min_length=7, max_length=7, description="Monday to Sunday."
    )
    day_dispersion: NonNegative = Field(
        q(0, source="neutral"), description="Variance of a gamma factor of mean 1, common to the day."
    )
    shock_deviation: NonNegative = Field(
        q(0, source="neutral"), description="Standard deviation of the log of a region's demand in a month."
    )
    shock_correlation: Share = Field(
        q(0.5, 0, 1), description="Correlation of these shocks between regions; 1: the whole country moves as one."
    )
    off_hours_share: Share = Field(
        q(0, source="neutral"), description="Share of a working day's leads that arrive after closing."
    )


class Exits(Strict):
    """What becomes of leads that do not advance: not a lead at all, back to an earlier stage, or lost for a reason."""

    invalid_share: Share = Field(q(0, source="neutral"), description="Share of them that turns out to be no lead.")
    back_share: Share = Field(q(0, source="neutral"), description="Share of them that goes back instead of being lost.")
    back_to: str | None = Field(None, description="The stage that they go back to: this one or an earlier one.")
    back_at_most: int = Field(1, ge=1, le=4, description="How often a lead goes back at the most; then it is lost.")
    reasons: dict[str, Share] = Field({}, description="Why the others are lost, as shares that sum to 1.")

    @model_validator(mode="after")
    def _consistent(self) -> Exits:
        if float(self.invalid_share) + float(self.back_share) > 1:
            raise ValueError("invalid_share and back_share sum to more than 1")
        if (float(self.back_share) > 0) != (self.back_to is not None):
            raise ValueError("expected back_share and back_to together, found one of them")
        if self.reasons:
            check_shares("reasons", {name: float(share) for name, share in self.reasons.items()})
        return self


class Stage(Strict):
    """A step of the customer's decision, and what it takes to move a lead through it."""

    title: Text | None = Field(None, description="Name in reports.")
    effort_hours: PositiveHours = Field(description="Mean hours of work.")
    effort_cv: NonNegative = Field(q(0.6, 0, 1.5), description="Coefficient of variation of the work.")
    effort_distribution: Literal["lognormal", "exponential", "fixed"] = Field(
        "lognormal", description="Shape of the work."
    )
    conversion: Chance = Field(description="Chance to advance, for a neutral lead worked at once.")
    thinking_hours: Hours = Field(q(0), description="Mean hours that the customer thinks after the work.")
    thinking_cv: NonNegative = Field(q(1, 0, 8), description="Coefficient of variation of the thinking (log-normal).")
    patience_hours: PositiveHours | None = Field(
        None, description="Mean hours that a lead waits before it goes cold; absent: for ever."
    )
    on_site_share: Share = Field(q(0), description="Share of leads that this stage visits.")
    response_decay: NonNegative = Field(q(0), description="Logits lost for each unit of ln(1 + wait / reference).")
    reveals_need: Share = Field(q(0), description="Share of the error of the recorded need that mean effort removes.")
    fit_weight: NonNegative = Field(q(0), description="How much need fit counts here.")
    exits: Exits | None = Field(None, description="What becomes of leads that do not advance; absent: they are lost.")
    repeat_effort: Share = Field(
        q(0.6, 0.2, 1), description="Effort when a lead comes again after going back, as a share of the first time."
    )
    skip_share: Share = Field(q(0, source="neutral"), description="Share of those who advance that skips stages.")
    skip_to: str | None = Field(None, description="The later stage that they go on to.")
    need_shift: Needs | None = Field(
        None, description="How what customers weigh has moved by this stage, in logits; absent: as at first contact."
    )


class Market(Strict):
    """Everything that is the same for every scheme."""

    title: Text = Field(description="Name in reports.")
    about: Text | None = Field(None, description="What it stands for and how far to trust it.")
    country: str = Field("NONE", description="Country of the public holidays (ISO 3166), or NONE.")
    currency: str = Field("CNY", pattern="^[A-Z]{3}$", description="Currency of every amount (ISO 4217).")
    start_date: date = Field(date(2026, 1, 5), description="First day of the simulation.")
    hours_per_day: PositiveHours = Field(q(8, 6, 10), description="Business hours a working day.")
    demand: Demand = Field(description="How many leads arrive, and when.")
    lifecycle: Lifecycle = Field(Lifecycle(), description="New and existing customers.")
    regions: dict[str, Region] = Field(min_length=1, description="Geographic units.")
    industries: dict[str, Industry] = Field(min_length=1, description="Customer types by trade.")
    sizes: dict[str, Size] = Field(min_length=1, description="Customer sizes.")
    tiers: dict[str, Tier] = Field(min_length=1, description="Market tiers.")
    sources: dict[str, Source] = Field(min_length=1, description="Where leads come from.")
    products: dict[str, Product] = Field(min_length=1, description="Product lines.")
    need_drift_per_year: Needs = Field(Needs(), description="How what customers weigh moves in a year, in logits.")
    need_spread: NonNegative = Field(q(0.6, 0, 1.5), description="Standard deviation of a customer's own need logits.")
    stages: dict[str, Stage] = Field(min_length=1, description="The funnel, in order.")
    reason_titles: dict[str, Text] = Field({}, description="Names of the reasons of loss in reports.")
    effects: Effects = Field(Effects(), description="How customers and people behave.")

    @model_validator(mode="after")
    def _consistent(self) -> Market:
        for what in ("regions", "industries", "sizes", "tiers", "sources", "products"):
            check_shares(what, {name: float(item.share) for name, item in getattr(self, what).items()})
        self._check_graph()
        stated = {name: 1 for stage in self.stages.values() if stage.exits for name in stage.exits.reasons}
        check_names("reason_titles", self.reason_titles, stated)
        hunted = self.effects.prospecting
        if hunted is not None and hunted.source is not None:
            check_names("the source of prospecting", {hunted.source: 1}, self.sources)
        bargaining = self.effects.bargaining
        if bargaining is not None and bargaining.stage is not None:
            check_names("the stage of bargaining", {bargaining.stage: 1}, self.stages)
        behaviour = self.effects.behaviour
        if behaviour is not None:
            check_names("by_source of behaviour", behaviour.by_source, self.sources)
        accounts = self.effects.accounts
        if accounts is not None and accounts.referrals is not None and accounts.referrals.source is not None:
            check_names("the source of referrals", {accounts.referrals.source: 1}, self.sources)
        for name, region in self.regions.items():
            if region.tier_shares is not None:
                check_names(f"tier_shares of region '{name}'", region.tier_shares, self.tiers)
                check_shares(f"tiers in region '{name}'", {k: float(v) for k, v in region.tier_shares.items()})
        for name, industry in self.industries.items():
            if industry.size_shares is not None:
                check_names(f"size_shares of industry '{name}'", industry.size_shares, self.sizes)
                check_shares(f"sizes in industry '{name}'", {k: float(v) for k, v in industry.size_shares.items()})
            if industry.product_shares is not None:
                check_names(f"product_shares of industry '{name}'", industry.product_shares, self.products)
                check_shares(
                    f"products in industry '{name}'", {k: float(v) for k, v in industry.product_shares.items()}
                )
        return self

    @property
    def week_hours(self) -> float:
        """Business hours of a week without holidays."""
        return 5 * float(self.hours_per_day)

    def _check_graph(self) -> None:
        """Raise ValueError for a way back that leads forward, or a skip that leads nowhere or back."""
        order = list(self.stages)
        for index, (name, stage) in enumerate(self.stages.items()):
            if stage.exits is not None and stage.exits.back_to is not None:
                earlier = order[: index + 1]
                if stage.exits.back_to not in earlier:
                    said = f"stage '{name}' goes back to '{stage.exits.back_to}', expected one of: {', '.join(earlier)}"
                    at = ("stages", name, "exits", "back_to")
                    raise WrongAt(at, said, did_you_mean(stage.exits.back_to, earlier))
            if (float(stage.skip_share) > 0) != (stage.skip_to is not None):
                raise ValueError(f"stage '{name}' has one of skip_share and skip_to, expected both or none")
            if stage.skip_to is not None and stage.skip_to not in order[index + 2 :]:
                later = ", ".join(order[index + 2 :]) or "no stage comes later than the next"
                said = f"stage '{name}' skips to '{stage.skip_to}', expected one of: {later}"
                raise WrongAt(("stages", name, "skip_to"), said, did_you_mean(stage.skip_to, order[index + 2 :]))
