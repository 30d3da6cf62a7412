"""At and after the sale: how customers bargain, ask for service, renew, leave, come back and bring others."""

from __future__ import annotations

from typing import Literal, TypeVar

from pydantic import Field

from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import (
    Chance,
    Count,
    Hours,
    Logit,
    Months,
    NonNegative,
    PositiveHours,
    PositiveWeeks,
    Share,
    Weeks,
    q,
)


class Referrals(Mechanism):
    """Customers recommend us: leads born of them, at a rate, as long as they stay; only the satisfied do it.

    At each occasion a customer recommends with a chance equal to the satisfaction of that moment.
    """

    per_year: NonNegative = Field(q(0.25, 0, 1), description="Occasions a customer and year.")
    conversion_shift: Logit = Field(
        q(0.2, 0, 0.6), description="Logits added at every stage for whom a customer recommends."
    )
    source: str | None = Field(None, description="The source that they count under; absent: the customer's own.")


class CrossSell(Mechanism):
    """Customers need something else: a further deal, which the people who know the customer work.

    At each occasion a customer asks with a chance equal to the satisfaction of that moment.
    """

    per_year: NonNegative = Field(q(0.3, 0, 1.5), description="Occasions a customer and year.")
    conversion_shift: Logit = Field(
        q(0, -0.3, 0.6), description="Logits added at every stage, besides the lifecycle's."
    )


class WonBack(Mechanism):
    """Some of those who left ask again after a while."""

    share: Share = Field(q(0.15, 0, 0.4), description="Share of those who leave that come back as a lead.")
    after_weeks: PositiveWeeks = Field(q(13, 4, 40), description="Mean weeks until they do.")


class Issues(Mechanism):
    """Something is wrong with the product: further requests, which hurt however soon they are answered."""

    per_year: NonNegative = Field(q(1.5, 0, 6), description="Requests about it, a customer and year.")
    satisfaction_lost: Share = Field(q(0.25, 0, 0.6), description="Satisfaction lost with each, besides the wait.")


class Accounts(Mechanism):
    """A deal that is won makes an account: it is taken on, asks for service, and renews or leaves at each term's end.

    An answer is felt as 1 - response_weight x ln(1 + wait / reference), less strange_hands from someone whom the
    customer has not met, held between 0 and 1; satisfaction moves by `memory` of the way to it. The chance to renew is
    a logit: that of renewal_share, plus satisfaction_weight x (satisfaction - neutral), less `unattended` if nobody has
    worked on the renewal by then. Requests that still wait count with the wait so far.
    """

    at_start: Count = Field(q(0, source="neutral"), description="Customers of the years before, at the start.")
    neutral: Share = Field(q(0.7, 0.5, 0.9), description="Satisfaction at the start, and where renewal is as stated.")
    onboarding_hours: Hours = Field(q(6, 1, 20), description="Mean hours of taking a new customer on.")
    requests_per_year: NonNegative = Field(q(5, 1, 20), description="Requests for service, a customer and year.")
    request_hours: PositiveHours = Field(q(1.5, 0.3, 5), description="Mean hours of work on a request.")
    renewal_hours: Hours = Field(q(3, 0.5, 10), description="Mean hours of work on a renewal.")
    effort_distribution: Literal["exponential", "fixed"] = Field("exponential", description="Shape of that work.")
    reference_hours: PositiveHours = Field(q(8, 1, 40), description="Hours of waiting for service that start to count.")
    response_weight: NonNegative = Field(
        q(0.2, 0, 0.5), description="Satisfaction lost for each unit of ln(1 + wait / reference)."
    )
    strange_hands: Share = Field(q(0.1, 0, 0.3), description="Satisfaction lost with someone whom one has not met.")
    memory: Share = Field(q(0.25, 0.05, 0.6), description="How far one answer moves satisfaction.")
    term_months: Months = Field(q(12, 3, 36), description="Months from a renewal to the next.")
    notice_weeks: Weeks = Field(q(6, 1, 13), description="Weeks before a term's end at which work on it can begin.")
    renewal_share: Chance = Field(
        q(0.88, 0.7, 0.96, "assumption near SaaS Capital 2023: gross retention 90-93 %"),
        description="Chance to renew, for a customer of neutral satisfaction whose renewal was worked on.",
    )
    satisfaction_weight: Logit = Field(q(3, 0, 6), description="Logits to renew between no and full satisfaction.")
    unattended: Logit = Field(q(0.7, 0, 2), description="Logits lost when nobody has worked on the renewal.")
    renewal_value_share: NonNegative = Field(
        q(0.25, 0.05, 1), description="What a renewal brings, as a share of the first deal."
    )
    renewal_margin_share: Share = Field(q(0.5, 0.3, 0.8), description="Gross margin of a renewal.")
    new_months: Months = Field(q(3, 1, 6), description="Months from the first deal for which a customer is new.")
    quiet_months: Months = Field(
        q(6, 3, 12), description="Months without buying or asking after which a customer is dormant."
    )
    referrals: Referrals | None = Field(None, description="Customers recommend us; absent: nobody does.")
    cross_sell: CrossSell | None = Field(None, description="Customers need something else; absent: nobody does.")
    won_back: WonBack | None = Field(None, description="Some who left come back; absent: nobody does.")
    issues: Issues | None = Field(None, description="Something is wrong with the product; absent: nothing is.")


class Bargaining(Mechanism):
    """Customers ask for a discount at one stage, the more so the more they weigh price; a refusal loses some of them.

    Sellers give some of what they may give to those who ask for less, too.
    """

    stage: str | None = Field(None, description="The stage at which they ask; absent: the last.")
    ask_share: Share = Field(
        q(0.06, 0, 0.15), description="Mean discount asked for by customers who weigh price by a quarter."
    )
    refused_logit: Logit = Field(q(0.8, 0, 2), description="Logits lost for each tenth of the price that is refused.")
    giveaway: Share = Field(
        q(0.3, 0, 1, "assumption; Larkin 2014: discretion over discounts costs 6-8 % of revenue"),
        description="Share of the authority that is given to whoever asks for less.",
    )


Part = TypeVar("Part", bound=Mechanism)


def switched_on(part: Part | None) -> Part | None:
    """The part if it is there and enabled."""
    return part if part is not None and part.enabled else None


__all__ = ["Accounts", "Bargaining", "CrossSell", "Issues", "Referrals", "WonBack", "switched_on"]
