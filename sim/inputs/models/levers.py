"""What a scheme chooses, lever by lever, besides its people."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict, check_shares
from sim.inputs.models.conditions import When
from sim.inputs.models.cover import Cover
from sim.inputs.models.pool import Pool
from sim.inputs.models.service import AfterSales, DiscountAuthority, Mending, Overlay, TrialUse
from sim.inputs.models.sla import Sla
from sim.inputs.quantity import (
    Accuracy,
    Hours,
    Money,
    NonNegative,
    Positive,
    PositiveHours,
    PositiveWeeks,
    Share,
    Weeks,
    q,
)
from sim.inputs.text import Text

Policy = Literal[
    "shared-queue",
    "round-robin",
    "weighted",
    "least-loaded",
    "skill",
    "score",
    "account-owner",
    "territory-owner",
    "claim-pool",
]


class SegmentRule(Strict):
    """Leads that match go to the segment; the first rule that matches wins."""

    segment: str = Field(description="Name of the segment.")
    when: When = Field(description="Conditions on the recorded lead.")


class Team(Strict):
    """A team serves segments with offers of its own."""

    title: Text | None = Field(None, description="Name in reports.")
    segments: list[str] = Field(min_length=1, description="Segments that it serves.")
    offers: list[str] | None = Field(
        None, min_length=1, description="Offers it may make; the best for the recorded need is made. Absent: all."
    )
    joint: dict[str, str] = Field(
        {}, description="Stages that a second role joins for this team's customers, besides the process's own."
    )
    credit: dict[str, Share] = Field(
        {},
        description="Split of a deal's credit between roles for this team's customers; empty: as the pay plan says.",
    )


class Clusters(Strict):
    """Segments learned from the record of a planning year's leads instead of written as rules (k-means)."""

    on: list[Literal["region", "industry", "size", "tier", "source", "product", "need", "lifecycle", "value"]] = Field(
        min_length=1, description="Attributes that leads are compared by; value by its logarithm."
    )
    number: int = Field(ge=2, le=12, description="How many clusters; cluster-1 has the most valuable leads.")


class Segmentation(Strict):
    """Rules put every lead in exactly one segment; teams serve segments."""

    title: Text | None = Field(None, description="Name in reports.")
    rules: list[SegmentRule] = Field([], description="In order; the first that matches wins.")
    clusters: Clusters | None = Field(
        None, description="Learned segments, cluster-1 and so on, for leads that no rule matches; absent: none."
    )
    residual: str = Field("everyone", description="Segment of leads that no rule matches, if there are no clusters.")
    teams: dict[str, Team] = Field(description="Teams and the segments they serve.", min_length=1)

    @model_validator(mode="after")
    def _every_segment_has_one_team(self) -> Segmentation:
        for name, team in self.teams.items():
            if team.credit:
                check_shares(f"credit in team '{name}'", {role: float(share) for role, share in team.credit.items()})
        segments = {rule.segment for rule in self.rules} | set(self.cluster_segments() or (self.residual,))
        served: dict[str, str] = {}
        for name, team in self.teams.items():
            for segment in team.segments:
                if segment not in segments:
                    raise ValueError(
                        f"team '{name}' serves segment '{segment}', expected one of: {', '.join(sorted(segments))}"
                    )
                if segment in served:
                    raise ValueError(f"segment '{segment}' is served by '{served[segment]}' and by '{name}'")
                served[segment] = name
        if missing := sorted(segments - served.keys()):
            raise ValueError(f"no team serves segment '{missing[0]}'")
        return self

    def cluster_segments(self) -> tuple[str, ...]:
        """Names of the learned segments."""
        return () if self.clusters is None else tuple(f"cluster-{number + 1}" for number in range(self.clusters.number))


class Hunting(Strict):
    """Who spends hours on accounts that are no leads yet."""

    role: str = Field(description="The role that contacts them, besides its stages.")
    week_share: Share = Field(q(0.1, 0, 1), description="Share of the week that is kept for it, whatever else waits.")
    when_idle: bool = Field(True, description="Also contact accounts whenever nothing else waits.")


class Process(Strict):
    """Which role works which stage, and what passing a lead on takes."""

    title: Text | None = Field(None, description="Name in reports.")
    roles: dict[str, str] = Field(min_length=1, description="Role that works each stage of the market.")
    handoff_delay_hours: Hours = Field(
        q(0), description="Business hours between one role's work and the next role's queue."
    )
    shared_roles: list[str] = Field([], description="Roles that serve all teams and territories from one desk.")
    hunting: Hunting | None = Field(None, description="Who contacts accounts that are no leads yet; absent: nobody.")
    after_sales: AfterSales | None = Field(None, description="Who serves customers after the sale; absent: nobody.")
    joint: dict[str, str] = Field(
        {}, description="Stages that a second role joins, and which: both are busy with the task from start to end."
    )
    sla: dict[str, Sla] = Field({}, description="Service levels of stages; absent: none.")
    pod_size: int | None = Field(
        None,
        ge=1,
        description="Seats of a pod, about; its roles follow the hours that each is offered. Absent: no pods.",
    )


class RoutingRule(Strict):
    """Leads that match are dealt by this policy."""

    when: When = Field(description="Conditions on the recorded lead.")
    policy: Policy = Field(description="How a matching lead finds its seat.")


class Routing(Strict):
    """How a lead finds a seat within its team and territory, and which task a rep takes next."""

    title: Text | None = Field(None, description="Name in reports.")
    policy: Policy = Field("shared-queue", description="How a lead finds its seat.")
    rules: list[RoutingRule] = Field([], description="Ordered exceptions; the first that matches wins.")
    otherwise: Policy = Field(
        "shared-queue", description="For owner policies, when there is no owner; for caps, when all are full."
    )
    open_leads_cap: int | None = Field(
        None, ge=1, description="Most open leads for each seat under a policy that picks one."
    )
    weights: dict[str, Positive] | None = Field(None, description="For 'weighted': weight of each office.")
    top_score_share: Share = Field(
        q(0.2, 0.05, 0.5), description="For 'score': share of leads, by score, that goes to the most skilled."
    )
    task_order: Literal["first-come", "value", "score"] = Field(
        "first-come", description="Which waiting task a rep takes next."
    )
    late_stages_first: bool = Field(False, description="Take tasks of later stages before those of earlier ones.")
    cover: Cover | None = Field(None, description="Who covers for people who are away; absent: their tasks wait.")
    pool: Pool | None = Field(
        None, description="For 'claim-pool': who may claim which leads, and when they are taken back."
    )

    def policies(self) -> tuple[str, ...]:
        """Every policy by which some lead may find its seat."""
        return (self.policy, self.otherwise, *(rule.policy for rule in self.rules))


class Territory(Strict):
    """A set of regions served together."""

    title: Text | None = Field(None, description="Name in reports.")
    regions: list[str] = Field(min_length=1, description="Regions of the market.")


class Alignment(Strict):
    """Territories made by a rule instead of by hand, named area-1 and so on."""

    rule: Literal["count", "balance"] = Field(
        description="count: as many regions each, in their order; balance: equal hours of work as far as that goes."
    )
    into: int = Field(ge=1, le=60, description="How many territories.")


class Territories(Strict):
    """Geographic units to territories, by hand or by a rule; and whose people serve them."""

    title: Text | None = Field(None, description="Name in reports.")
    territories: dict[str, Territory] = Field({}, description="Every region in exactly one; empty: by `align`.")
    align: Alignment | None = Field(None, description="The rule; absent: territories are given by hand.")
    heads: Literal["by-home", "by-workload"] = Field(
        "by-home", description="by-home: whoever lives there; by-workload: people move to where the work is."
    )
    overflow_hours: PositiveHours | None = Field(
        None,
        description=(
            "Business hours that the work on leads waiting there would take its people, from which on a new lead goes "
            "to the team's nearest other territory with less; absent: it stays."
        ),
    )

    @model_validator(mode="after")
    def _regions_once(self) -> Territories:
        if bool(self.territories) == (self.align is not None):
            raise ValueError("expected territories by hand or a rule to align by, and not both")
        seen: dict[str, str] = {}
        for name, territory in self.territories.items():
            for region in territory.regions:
                if region in seen:
                    raise ValueError(f"region '{region}' is in '{seen[region]}' and in '{name}'")
                seen[region] = name
        return self

    def names(self) -> tuple[str, ...]:
        """Names of the territories, given or to be made."""
        made = () if self.align is None else tuple(f"area-{number + 1}" for number in range(self.align.into))
        return (*self.territories, *made)


class Offer(Strict):
    """What is offered: strength in each need from 0 to 1, and what that costs."""

    title: Text | None = Field(None, description="Name in reports.")
    performance: Share = Field(q(0.5), description="Depth of the solution.")
    price: Share = Field(q(0.5), description="Attractiveness of price and terms.")
    service: Share = Field(q(0.5), description="Service level.")
    brand: Share = Field(q(0.5), description="Reassurance and references.")
    discount_share: Share = Field(q(0), description="Discount on the list price.")
    effort_factor: Positive = Field(q(1), description="Multiplies the effort from the stage on at which fit counts.")
    service_cost_share: Share = Field(q(0), description="Cost of the service promised, as a share of revenue.")


class Products(Strict):
    """The offers that an organisation can make."""

    title: Text | None = Field(None, description="Name in reports.")
    offers: dict[str, Offer] = Field(min_length=1, description="Offers by name.")
    overlay: Overlay | None = Field(None, description="Specialists who join for chosen products; absent: none.")
    discount_authority: DiscountAuthority | None = Field(
        None, description="What a seller may give where customers bargain; absent: nothing."
    )
    trial: TrialUse | None = Field(None, description="Trial use of the product before the sale; absent: none.")
    mending: Mending | None = Field(None, description="What is done about a product issue; absent: nothing.")


class Adoption(Strict):
    """How its use spreads from the first week on; people differ in how long it takes them."""

    start_share: Share = Field(q(0.1, 0, 0.4), description="Use in the first week.")
    ceiling_share: Share = Field(q(0.85, 0.3, 1), description="Use in the long run.")
    half_weeks: Weeks = Field(q(10, 3, 26), description="Weeks until half of the way.")
    steepness_weeks: PositiveWeeks = Field(q(3, 1, 8), description="Weeks over which most of the change happens.")
    person_deviation_weeks: Weeks = Field(q(3, 0, 8), description="Standard deviation of these weeks between people.")
    switch_on_week: int = Field(
        0,
        ge=0,
        le=520,
        description="Week of the run, warm-up included, in which it is switched on.",
    )

    @model_validator(mode="after")
    def _upwards(self) -> Adoption:
        if float(self.ceiling_share) < float(self.start_share):
            raise ValueError("ceiling_share is below start_share")
        return self


class Crm(Strict):
    """What the CRM changes, each an explicit mechanism; all of it in proportion to how far people use it."""

    title: Text | None = Field(None, description="Name in reports.")
    adoption: Adoption | None = Field(None, description="How its use spreads; absent: everyone uses it fully at once.")
    error_factor: NonNegative = Field(
        q(1, source="neutral"), description="Multiplies the errors of what is recorded, at full use."
    )
    score_accuracy: Accuracy | None = Field(
        None, description="Chance that its lead score orders two leads by their true quality; absent: by score_error."
    )
    shared_context_share: Share = Field(
        q(0, source="neutral"), description="Share of lost context that records keep, at full use."
    )
    duplicates_found_share: Share = Field(
        q(0, source="neutral"), description="Share of duplicates that it merges when they come in, at full use."
    )
    seat_cost_per_year: Money = Field(q(0, source="neutral"), description="Licence for each seat.")
    logging_share: Share = Field(
        q(0, source="neutral"), description="Share of the week that records take, at full use."
    )
    automation_share: Share = Field(
        q(0, source="neutral"), description="Share of the week that automation saves, at full use."
    )
    learning_hours: Hours = Field(
        q(0, source="neutral"), description="Hours that each person spends learning it while use grows."
    )
