"""How customers and people behave: one optional block for each mechanism. An absent block switches it off exactly."""

from __future__ import annotations

from pydantic import Field

from sim.inputs.models.accounts import Accounts, Bargaining
from sim.inputs.models.base import Strict
from sim.inputs.models.behaviour import Behaviour
from sim.inputs.models.campaigns import Campaigns, Promotion
from sim.inputs.models.insight import Insight
from sim.inputs.models.mechanism import Mechanism
from sim.inputs.models.motivation import Motivation
from sim.inputs.models.odds_discount import OddsDiscount
from sim.inputs.models.pay_beside import PayBeside
from sim.inputs.models.pool import Gaming
from sim.inputs.models.regional import Absence, Coaching
from sim.inputs.models.task_choice import TaskChoice
from sim.inputs.models.teaching import Cohesion, Exchange, Teaching
from sim.inputs.models.timing import Timing
from sim.inputs.models.trying import Trying
from sim.inputs.models.turnover import Turnover
from sim.inputs.quantity import (
    Count,
    Hours,
    Kilometres,
    Logit,
    Money,
    NonNegative,
    Positive,
    PositiveHours,
    PositiveWeeks,
    Share,
    q,
)


class Quality(Mechanism):
    """Leads differ in a way that no field shows: q ~ N(0, 1), added to the logit of every stage."""

    weight: Logit = Field(q(0.35, 0, 0.8), description="Logits for one standard deviation of hidden quality.")


class Skill(Mechanism):
    """People differ: a standard normal for each person and stage, added to the logit of that stage."""

    spread: Logit = Field(
        q(0.25, 0, 0.6, "assumption; Olist 2018: the top 20 % of reps make 42 % of wins"),
        description="Standard deviation of skill between people, in logits for each stage.",
    )


class LearningWeights(Strict):
    """How much of familiarity each thing one can be used to makes up. They need not sum to 1."""

    stage: NonNegative = Field(q(0.30, 0, 1), description="The kind of work: first contact, proposal and so on.")
    industry: NonNegative = Field(q(0.20, 0, 1), description="The customer's industry.")
    size: NonNegative = Field(q(0.15, 0, 1), description="The customer's size.")
    region: NonNegative = Field(q(0.10, 0, 1), description="The customer's region.")
    product: NonNegative = Field(q(0.20, 0, 1), description="The product line.")
    offer: NonNegative = Field(q(0.05, 0, 1), description="The offer that is made: consultative, price and so on.")


class Learning(Mechanism):
    """Familiarity: a power-law learning curve in the hours worked in each category, which fades unused.

    familiarity = sum over what one can be used to of weight x ln(1 + hours / reference_hours). Its gain over the
    reference (what today's generalist has) multiplies effort by exp(-exponent x gain) and adds
    conversion_weight x exponent x gain to the logit: with an exponent of 0 nobody learns anything.
    """

    exponent: NonNegative = Field(
        q(0.15, 0, 0.32, "assumption: learning curves of 80 to 100 %; the range includes no learning"),
        description="Exponent of the learning curve: effort falls with familiarity to this power.",
    )
    conversion_weight: NonNegative = Field(
        q(0.8, 0, 2), description="Logits of conversion for each unit by which the log of effort falls."
    )
    reference_hours: PositiveHours = Field(q(40, 10, 160), description="Hours at which the curve bends.")
    half_life_weeks: PositiveWeeks = Field(q(40, 10, 150), description="Weeks unused after which half is forgotten.")
    weights: LearningWeights = Field(LearningWeights(), description="What familiarity is made of.")


class Response(Mechanism):
    """Waiting costs: at each stage the logit falls by response_decay x ln(1 + wait / reference_hours)."""

    reference_hours: PositiveHours = Field(q(1, 0.25, 4), description="Hours of waiting at which the effect bends.")


class Patience(Mechanism):
    """A lead that waits past its patience goes cold. The stages say how patient customers are."""

    scale: Positive = Field(q(1, 0.5, 2), description="Multiplies every stage's patience.")


class Context(Mechanism):
    """What is lost when a lead changes hands, whoever the two are."""

    lost_logit: Logit = Field(
        q(0.12, 0, 0.4, "assumption: no trustworthy figure exists for the effect of splitting SDR and AE"),
        description="Logits lost at every later stage for each pair of hands that is new to the lead.",
    )


class NeedFit(Mechanism):
    """Customers weigh performance, price, service and brand; an offer serves some of these better than others.

    fit = sum over needs of weight x (2 x strength - 1), in [-1, 1]; it adds weight x fit x fit_weight of the stage.
    """

    weight: Logit = Field(q(0.9, 0, 2), description="Logits between a neutral offer and a perfectly fitting one.")


class Recording(Mechanism):
    """What is recorded about a customer may be wrong; rules, clusters and orders read the record, not the truth."""

    attribute_error: Share = Field(
        q(0.10, 0, 0.4), description="Share of leads of which an attribute (industry, size, tier) is recorded wrongly."
    )
    need_error: NonNegative = Field(
        q(0.8, 0, 2), description="Standard deviation of the error of the recorded need at first contact, in logits."
    )
    value_error: NonNegative = Field(
        q(0, 0, 0.8, "neutral"),
        description="Standard deviation of the log of a lead's recorded value over its true one: as often too high as "
        "too low, so that a sum of records comes out too high.",
    )
    score_error: NonNegative = Field(
        q(1.0, 0, 3),
        description="Standard deviation of the error of a lead's score, in standard deviations of quality.",
    )


class Travel(Mechanism):
    """Visits cost hours and money by distance: by road up to a limit, by air beyond."""

    road_km_per_hour: Positive = Field(q(60, 40, 90), description="Door to door speed by road.")
    flight_from_km: Kilometres = Field(q(400, 250, 800), description="Distance from which one flies.")
    flight_overhead_hours: Hours = Field(q(2.5, 1.5, 5), description="Hours of a flight besides its distance.")
    flight_km_per_hour: Positive = Field(q(600, 400, 800), description="Speed in the air.")
    working_share: Share = Field(q(0.5, 0, 1), description="Share of travel time that is lost for work.")
    cost_per_km: Money = Field(q(0.8, 0.4, 1.5), description="Cost for each kilometre travelled.")


class EffortResponse(Mechanism):
    """People work harder when the next deal pays more: one response to the expected marginal pay.

    effort = (expected marginal pay for a unit of credited revenue / what today's plan pays for it at quota) ^ strength,
    held between floor and ceiling;
    it multiplies the speed of work and adds conversion_weight x ln(effort) to the logit.
    """

    strength: NonNegative = Field(
        q(0.15, 0, 0.4, "assumption; Misra and Nair 2011 find a real response, of another plan and trade"),
        description=("Elasticity of effort to the expected marginal pay, by commission and bonus, not by SPIFFs."),
    )
    conversion_weight: Logit = Field(q(0.3, 0, 1), description="Logits of conversion for each unit of ln(effort).")
    attainment_deviation: NonNegative = Field(
        q(0.35, 0.2, 0.6),
        description="Standard deviation of a year's attainment that people reckon with, as a share of quota.",
    )
    floor: Positive = Field(q(0.8, 0.5, 1), description="Least effort, as a share of normal.")
    ceiling: Positive = Field(q(1.15, 1, 1.5), description="Most effort, as a share of normal.")


class Competition(Mechanism):
    """Rivals: every stage loses weight x (strength where the customer is - our brand there), never less than nothing.

    Strength is that of the region plus that of the tier, and moves with the years.
    """

    weight: Logit = Field(
        q(0.3, 0, 0.8), description="Logits lost for each unit by which rivals are ahead of our brand."
    )
    drift_per_year: Logit = Field(
        q(0, -0.5, 0.5, "neutral"), description="Units of strength that rivals everywhere gain each year."
    )


class Duplicates(Mechanism):
    """Customers come in twice, by different ways, and nobody knows; what is done for a duplicate is done for nothing.

    At the end of each task a duplicate is recognised with a chance of `found_share`, and always before it is won. While
    another seat works a customer's duplicate, the customer hears two voices: `annoyance` lowers the original's logit.
    """

    share: Share = Field(q(0.06, 0, 0.2), description="Share of leads that come in a second time.")
    delay_days: NonNegative = Field(q(10, 1, 40), description="Mean days until they do.")
    found_share: Share = Field(q(0.3, 0.05, 0.8), description="Chance that a task shows that it is one.")
    annoyance: Logit = Field(q(0.2, 0, 0.6), description="Logits lost at every stage while two seats work a customer.")


class Prospecting(Mechanism):
    """Accounts that are no leads yet: whoever spends the hours to contact them turns some of them into leads."""

    accounts_per_year: Count = Field(q(4000, 500, 20000), description="Accounts that could be contacted in a year.")
    contact_hours: PositiveHours = Field(q(0.75, 0.25, 2), description="Hours of finding and contacting one account.")
    response_share: Share = Field(q(0.05, 0.01, 0.15), description="Share of the accounts contacted that become leads.")
    delay_hours: Hours = Field(q(16, 0, 80), description="Business hours until those are leads.")
    source: str | None = Field(None, description="The source that they count under; absent: the market's first.")


class Satisfaction(Mechanism):
    """How a customer who was served feels, from 0 to 1: falls with the log of the first wait, rises with fit."""

    base: Share = Field(q(0.75, 0.5, 0.9), description="Satisfaction after an instant answer and a neutral offer.")
    response_weight: NonNegative = Field(q(0.06, 0, 0.15), description="Lost for each unit of ln(1 + hours waited).")
    fit_weight: NonNegative = Field(q(0.25, 0, 0.5), description="Gained between a neutral and a perfect fit.")


FOLLOW_PAY = ("effort_response", "pay_beside", "timing", "task_choice", "odds_discount", "motivation")
"""The mechanisms by which people heed their pay; turnover, which pay moves too, is the labour market's."""


class Effects(Strict):
    """Every mechanism of the market; leave a block out to switch it off."""

    quality: Quality | None = Field(None, description="Hidden quality of leads.")
    skill: Skill | None = Field(None, description="Differences between people.")
    learning: Learning | None = Field(None, description="Familiarity, gained by repetition and lost unused.")
    response: Response | None = Field(None, description="Waiting lowers conversion.")
    patience: Patience | None = Field(None, description="Waiting leads go cold.")
    context: Context | None = Field(None, description="Changing hands loses context.")
    need_fit: NeedFit | None = Field(None, description="Offers fit needs more or less.")
    recording: Recording | None = Field(None, description="Records are wrong at times.")
    travel: Travel | None = Field(None, description="Visits cost hours and money.")
    effort_response: EffortResponse | None = Field(None, description="Effort follows marginal pay.")
    competition: Competition | None = Field(None, description="Rivals are stronger in some places.")
    duplicates: Duplicates | None = Field(None, description="Customers come in twice.")
    prospecting: Prospecting | None = Field(None, description="Accounts that become leads when contacted.")
    campaigns: Campaigns | None = Field(None, description="Leads that money brings, by source.")
    promotion: Promotion | None = Field(None, description="Existing customers who order more if asked.")
    satisfaction: Satisfaction | None = Field(None, description="How customers feel.")
    bargaining: Bargaining | None = Field(None, description="Customers ask for discounts.")
    coaching: Coaching | None = Field(None, description="Managers who coach raise skill.")
    training: Teaching | None = Field(None, description="Courses raise skill.")
    sharing: Exchange | None = Field(None, description="Colleagues take on what others know.")
    cohesion: Cohesion | None = Field(None, description="Team building holds teams together.")
    absence: Absence | None = Field(None, description="People are away at times.")
    turnover: Turnover | None = Field(None, description="People leave, and new ones come.")
    behaviour: Behaviour | None = Field(None, description="Earlier contacts, and what they tell.")
    insight: Insight | None = Field(None, description="What asking customers teaches.")
    accounts: Accounts | None = Field(None, description="Customers after the sale.")
    motivation: Motivation | None = Field(None, description="Pay as expected, recognition and fairness move people.")
    task_choice: TaskChoice | None = Field(None, description="People choose tasks by their own pay.")
    pay_beside: PayBeside | None = Field(None, description="Effort follows contests and team pools, too.")
    odds_discount: OddsDiscount | None = Field(None, description="Sellers give discounts to win what pays them.")
    timing: Timing | None = Field(None, description="Sellers time signatures by their own pay.")
    gaming: Gaming | None = Field(None, description="People who game the rules of a claim pool.")
    trying: Trying | None = Field(None, description="Customers judge by what they have tried.")

    def active(self, name: str) -> Mechanism | None:
        """The block of that name if it is there and enabled, else None."""
        block = getattr(self, name)
        return block if block is not None and block.enabled else None
