"""People who leave, and who comes after them: a block of the market's effects, and a choice of the scheme's people."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.base import Strict
from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Money, NonNegative, Positive, PositiveShare, PositiveWeeks, Share, Signed, q


class Turnover(Mechanism):
    """People leave, and somebody who knows nothing yet comes after them.

    The hazard of leaving in a week is base_per_year / 52, times (market pay / own expected pay) ^ pay_weight, times
    exp(contagion_weight x the share of the others of the unit whose post somebody left within `contagion_weeks`), times
    exp(focus_weight x (how narrow the work that one remembers is - what it is for today's people on average)).
    Expected pay is fixed pay and target variable pay; the market pays what today's organisation pays the role, times
    `market_pay`. Narrowness is the mean of the Herfindahl indices of remembered hours over stages, industries and
    products, so it counts only where `learning` is on. Nobody leaves in the years that an organisation is planned with,
    nor where capacity is unlimited.
    """

    base_per_year: NonNegative = Field(
        q(0.2, 0.05, 0.27, "assumption; HBR 2017: sales turnover up to 27 % a year"),
        description="Departures for each person and year in post, at market pay and without what else moves people.",
    )
    market_pay: Positive = Field(
        q(1, 0.8, 1.3), description="What the market pays a role, as a multiple of what today's organisation pays it."
    )
    pay_weight: NonNegative = Field(
        q(1, 0, 3), description="Elasticity of the hazard of leaving to market pay over own expected pay."
    )
    contagion_weight: NonNegative = Field(
        q(1, 0, 3, "assumption; HBR 2017: departures are contagious"),
        description="Log hazard of leaving gained when all colleagues of the unit have left of late.",
    )
    contagion_weeks: PositiveWeeks = Field(
        q(13, 4, 26), description="Weeks for which a colleague's departure counts as of late."
    )
    focus_weight: Signed = Field(
        q(0.5, -1, 2, "assumption; Staats and Gino 2012: variety keeps people, while focus is said to motivate them"),
        description="Log hazard of leaving between work of all kinds and work of one kind only.",
    )
    relationship_lost: Share = Field(
        q(0.1, 0, 0.3), description="Satisfaction that a customer loses when whoever served her leaves."
    )


class HiringOfRole(Strict):
    """What differs for one role; the rest is as for everyone."""

    delay_weeks: PositiveWeeks | None = Field(None, description="Mean weeks until a post of this role is filled.")
    cost: Money | None = Field(None, description="Cost of recruiting one person for this role.")
    ramp_start_share: PositiveShare | None = Field(None, description="Speed of a new person of this role at the start.")
    ramp_weeks: PositiveWeeks | None = Field(None, description="Weeks until a new person of this role has full speed.")


class Hiring(Strict):
    """How posts are filled; it matters only where the market has `turnover`.

    Posts stay vacant for an exponential time. A new person works at `ramp_start_share` of full speed at first, and
    gets to full speed in a straight line, week by week; this is beside what she has yet to learn about each kind of
    work. She uses the CRM as far as her predecessor would have.
    """

    delay_weeks: PositiveWeeks = Field(q(8, 3, 20), description="Mean weeks until a vacant post is filled.")
    cost: Money = Field(
        q(30_000, 0, 100_000, "assumption: a fifth of a year's pay"), description="Cost of recruiting one person."
    )
    ramp_start_share: PositiveShare = Field(
        q(0.4, 0.1, 1), description="Speed of a new person at the start, as a share of full speed."
    )
    ramp_weeks: PositiveWeeks = Field(
        q(26, 6, 52, "SBI, 736 hires: half are at full speed within three to six months, a quarter after a year"),
        description="Weeks until a new person is at full speed.",
    )
    roles: dict[str, HiringOfRole] = Field({}, description="What differs for some roles.")

    def of(self, role: str, name: str) -> float:
        """The figure of that name for a role."""
        own = getattr(self.roles.get(role), name, None)
        return float(getattr(self, name) if own is None else own)


__all__ = ["Hiring", "HiringOfRole", "Turnover"]
