"""A playbook's experiment: which schemes are compared, in which market, and how one decides."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from sim.inputs.errors import nearest
from sim.inputs.models.base import Strict
from sim.inputs.models.campaigns import Marketing
from sim.inputs.models.improvement import Improvement
from sim.inputs.models.levers import Crm, Process, Products, Routing, Segmentation, Territories
from sim.inputs.models.pay import Incentives
from sim.inputs.models.people import People
from sim.inputs.models.research import Research
from sim.inputs.models.training import Training
from sim.inputs.models.transition import Transition
from sim.inputs.models.trials import Trial
from sim.inputs.quantity import Money, NonNegative, Quantity, Share, q
from sim.inputs.text import Text


class Scheme(Strict):
    """One organisation: a choice for each lever, composed. `none` stands for None."""

    title: Text | None = Field(None, description="Name in reports.")
    chapter: str | None = Field(None, description="Which way of subdividing it tests.")
    people: People = Field(description="Who works.")
    segmentation: Segmentation | None = Field(None, description="Segments and teams.")
    process: Process = Field(description="Roles and stages.")
    routing: Routing = Field(Routing(), description="How a lead finds a seat.")
    territory: Territories | None = Field(None, description="Territories.")
    products: Products | None = Field(None, description="Offers.")
    crm: Crm | None = Field(None, description="What the CRM changes.")
    marketing: Marketing | None = Field(None, description="What is spent on campaigns and promotion.")
    research: Research | None = Field(None, description="What customers are asked.")
    training: Training | None = Field(None, description="What people are taught, and when.")
    incentives: Incentives | None = Field(None, description="Pay plan.")
    improvement: Improvement | None = Field(None, description="Who acts on what is recorded, and how.")
    transition: Transition | None = Field(
        None, description="From which organisation this one is reached, and when; absent: it is there from the start."
    )

    def joined_by(self, stage: str, team: str) -> str | None:
        """The role that joins a stage for a team's customers, None if nobody does."""
        item = self.segmentation.teams.get(team) if self.segmentation is not None else None
        return (None if item is None else item.joint.get(stage)) or self.process.joint.get(stage)

    def roles_at(self, stage: str, team: str) -> tuple[str, ...]:
        """The role that works a stage for a team's customers and, if there is one, the role that joins."""
        joins = self.joined_by(stage, team)
        return (self.process.roles[stage],) if joins is None else (self.process.roles[stage], joins)

    def working_roles(self) -> tuple[str, ...]:
        """Every role that works or joins a stage or serves after the sale, in order of appearance."""
        teams = () if self.segmentation is None else self.segmentation.teams.values()
        joining = [*self.process.joint.values(), *(role for team in teams for role in team.joint.values())]
        serving = () if self.process.after_sales is None else (self.process.after_sales.role,)
        overlay = () if self.products is None or self.products.overlay is None else (self.products.overlay.role,)
        return tuple(dict.fromkeys((*self.process.roles.values(), *joining, *overlay, *serving)))

    def roles_that_work_alone(self) -> tuple[str, ...]:
        """Roles whose people do nothing but work leads, each by herself, so that a seat may come or go.

        Hunters have accounts of their own, whoever serves after the sale has customers, and whoever joins a task, or is
        joined, depends on others to be there.
        """
        process, teams = self.process, () if self.segmentation is None else tuple(self.segmentation.teams)
        busy = {
            role
            for team in (*teams, "")
            for stage in process.roles
            if len(at := self.roles_at(stage, team)) > 1
            for role in at
        }
        busy |= {terms.role for terms in (process.hunting, process.after_sales) if terms is not None}
        if self.products is not None and self.products.overlay is not None:
            busy |= set(self.working_roles())
        return tuple(role for role in self.working_roles() if role not in busy)

    @field_validator("routing", mode="before")
    @classmethod
    def _none_is_a_shared_queue(cls, routing: Any) -> Any:
        return {} if routing is None else routing


MOST_REPLICATIONS = 10_000
"""Replications of a run, at most."""
LEVERS = (
    "people",
    "segmentation",
    "process",
    "routing",
    "territory",
    "products",
    "crm",
    "marketing",
    "research",
    "training",
    "incentives",
    "transition",
    "improvement",
)


class Indifference(Strict):
    """Differences below this do not matter: an amount a year, or a share of the baseline's fixed cost."""

    share_of_fixed_cost: Share | None = Field(None, description="Share of the baseline's fixed cost a year.")
    amount_per_year: Money | None = Field(None, description="An amount in the market's currency.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Indifference:
        if (self.share_of_fixed_cost is None) == (self.amount_per_year is None):
            raise ValueError("expected exactly one of share_of_fixed_cost and amount_per_year")
        return self


class Constraint(Strict):
    """A bound that a scheme must keep."""

    kpi: str = Field(description="Name of a KPI.")
    at_most: Quantity | None = Field(None, description="Upper bound.")
    at_least: Quantity | None = Field(None, description="Lower bound.")

    @model_validator(mode="after")
    def _one_of_two(self) -> Constraint:
        if (self.at_most is None) == (self.at_least is None):
            raise ValueError("expected exactly one of at_most and at_least")
        return self


class DecisionRule(Strict):
    """What is maximised, what is the same to us, how sure we want to be."""

    maximise: str = Field("contribution", description="Name of a KPI.")
    indifference: Indifference = Field(Indifference(share_of_fixed_cost=q(0.01)), description="What does not matter.")
    confidence: Annotated[float, Field(ge=0.5, lt=1)] = Field(0.95, description="Joint confidence of all intervals.")
    subject_to: list[Constraint] = Field([], description="Bounds to keep.")


class RunLength(Strict):
    """How long and how often."""

    weeks: int = Field(52, ge=4, le=520, description="Measured weeks.")
    warm_up_weeks: int = Field(26, ge=0, le=520, description="Weeks before, run and not measured.")
    follow_up_weeks: int = Field(
        12, ge=0, le=260, description="For how long each lead is followed for win rate and cycle time."
    )
    replications: int = Field(20, ge=1, le=MOST_REPLICATIONS, description="Replications of every scheme.")
    seed: int = Field(20260101, ge=0, description="Master seed.")
    start: Literal["today", "steady"] = Field(
        "today", description="Familiarity at the start: today's organisation's, or each scheme's own."
    )

    @model_validator(mode="after")
    def _follow_up_fits(self) -> RunLength:
        if self.follow_up_weeks >= self.weeks:
            raise ValueError(f"follow_up_weeks ({self.follow_up_weeks}) must be less than weeks ({self.weeks})")
        return self


class Sweep(Strict):
    """One parameter of every scheme or of the market, moved through values; fewer replications suffice."""

    title: Text = Field(description="What is swept, for reports.")
    parameter: str = Field(description="Dotted key, as for -p.")
    values: list[float] = Field(min_length=2, description="Values, in order.")
    schemes: list[str] | None = Field(None, min_length=2, description="Schemes compared; absent: all.")
    replications: int = Field(6, ge=2, description="Replications of each point.")
    best_of: str | None = Field(
        None, description="Scheme whose best value is told, with those that may be it; give it many replications."
    )


class AlsoShown(Strict):
    """What the report shows besides the comparison."""

    sweeps: dict[str, Sweep] = Field({}, description="Sweeps by name.")
    trials_seed: int | None = Field(
        None,
        ge=0,
        description="Random numbers of the trials, other than those on which their circumstances were tried out; "
        "absent: the run's.",
    )
    trials: dict[str, Trial] = Field({}, description="Levers alone, where each gains and where it costs, by name.")
    null_market: str | None = Field(None, description="A market without anything that subdividing could use.")
    null_replications: int = Field(8, ge=2, description="Replications in the null market.")
    markets: list[str] = Field([], description="Other markets in which the ways are ranked too.")
    further_ways: dict[str, list[str]] = Field(
        {}, description="Groups of schemes that are ranked beside the ways of subdividing in every market, by name."
    )
    market_replications: int = Field(6, ge=2, description="Replications in each of the other markets.")
    steady_replications: int = Field(
        0, ge=0, description="Replications from each scheme's own steady state; 0: not shown."
    )
    breakdown_replications: int = Field(
        0, ge=0, description="Replications of the breakdown of the spreadsheet's gap; 0: not shown."
    )
    bottleneck_replications: int = Field(
        0, ge=0, description="Replications of one unit of relief for each role, territory and stage; 0: not shown."
    )
    bottleneck_scheme: str | None = Field(None, description="The scheme that is relieved; absent: the baseline.")
    robustness_replications: int = Field(
        0, ge=0, description="Replications at other budgets and with a seat moved; 0: not shown."
    )
    perfect_record_replications: int = Field(
        0,
        ge=0,
        description="Replications of the focus with nothing recorded wrongly, to show what errors cost; 0: not shown.",
    )
    static_replications: int = Field(
        0,
        ge=0,
        description="Replications where nobody works, sells or signs otherwise for her pay (who leaves for better pay "
        "still does), to show what of a plan's result is behaviour; 0: not shown.",
    )
    focus: list[str] | None = Field(
        None, min_length=2, description="Schemes of the null market and robustness runs; absent: all."
    )


class Experiment(Strict):
    """experiment.yaml, composed."""

    title: Text = Field(description="Title of the report.")
    question: Text | None = Field(None, description="The question that the report answers.")
    market: str = Field(description="Name of the market block.")
    schemes: dict[str, Scheme] = Field(min_length=1, description="The organisations compared.")
    baseline: str = Field(description="The scheme that the others are compared with.")
    decision: DecisionRule = Field(DecisionRule(), description="How one decides.")
    run: RunLength = Field(RunLength(), description="How long and how often.")
    also: AlsoShown = Field(AlsoShown(), description="What else the report shows.")
    ways: dict[str, list[str] | dict[str, str]] = Field(
        {},
        description=(
            "Groups of schemes that are ranked against each other, by name: a list, or for each scheme its control, "
            "which differs from it only by not subdividing. A list's control is the baseline."
        ),
    )

    @field_validator("ways")
    @classmethod
    def _controls_are_schemes(
        cls, ways: dict[str, list[str] | dict[str, str]], info: ValidationInfo
    ) -> dict[str, list[str] | dict[str, str]]:
        schemes = info.data.get("schemes", {})
        for way, members in ways.items():
            for scheme, control in members.items() if isinstance(members, dict) and schemes else ():
                if control not in schemes:
                    hint = nearest(control, schemes)
                    found = f"there is no scheme '{control}', the control of '{scheme}' in '{way}'"
                    raise ValueError(f"{found} ({hint})" if hint else found)
                if control == scheme:
                    raise ValueError(f"'{scheme}' in '{way}' is its own control, expected another scheme")
        return ways

    @field_validator("also")
    @classmethod
    def _trials_have_random_numbers_of_their_own(cls, also: AlsoShown, info: ValidationInfo) -> AlsoShown:
        run = info.data.get("run")
        if run is not None and also.trials_seed == run.seed:
            raise ValueError(
                f"trials_seed is {run.seed}, the run's own seed, expected another (or none: the trials then have the "
                "run's)"
            )
        return also

    @field_validator("baseline")
    @classmethod
    def _baseline_is_a_scheme(cls, baseline: str, info: ValidationInfo) -> str:
        schemes = info.data.get("schemes", {})
        if schemes and baseline not in schemes:
            hint = nearest(baseline, schemes)
            found = f"'{baseline}' is not a scheme, expected one of: {', '.join(schemes)}"
            raise ValueError(f"{found} ({hint})" if hint else found)
        return baseline

    def trial_seeds(self) -> dict[str, int]:
        """The seed of each trial."""
        common = self.run.seed if self.also.trials_seed is None else self.also.trials_seed
        return {name: common if trial.seed is None else trial.seed for name, trial in self.also.trials.items()}

    def ranked(self) -> set[str]:
        """The schemes of all ways, their controls, and the baseline; empty where there are no ways."""
        pairs = [pair for members in self.every_way().values() for pair in members.items()]
        return {name for pair in pairs for name in pair} | ({self.baseline} if pairs else set())

    def every_way(self) -> dict[str, dict[str, str]]:
        """As `controls`, with the further ways, whose control is the baseline."""
        further = self.also.further_ways
        return {**self.controls(), **{way: dict.fromkeys(members, self.baseline) for way, members in further.items()}}

    def controls(self) -> dict[str, dict[str, str]]:
        """For each way of subdividing its schemes, each with its control."""
        return {
            way: dict(members) if isinstance(members, dict) else dict.fromkeys(members, self.baseline)
            for way, members in self.ways.items()
        }


__all__ = [
    "LEVERS",
    "AlsoShown",
    "Constraint",
    "DecisionRule",
    "Experiment",
    "Indifference",
    "NonNegative",
    "RunLength",
    "Scheme",
    "Sweep",
]
