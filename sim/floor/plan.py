"""The compiled scheme: plain lists of numbers that the floor reads, one entry for each lead, stage, seat or desk."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.accounts_plan import AccountsPlan
from sim.floor.bargaining import Bargain
from sim.floor.classify import Classified
from sim.floor.improvement.improvement_plan import ImprovementPlan
from sim.floor.pay.concessions import ConcessionPlan
from sim.floor.pay.odds import OddsPlan
from sim.floor.pay.pay_plan import PayBehaviour
from sim.floor.pay.task_choice import TaskChoicePlan
from sim.floor.pay.timing import TimingPlan
from sim.floor.people.motivation import MotivationPlan
from sim.floor.people.teamwork import TeamworkPlan
from sim.floor.people.training import TrainingPlan
from sim.floor.pool.pool_plan import PoolPlan
from sim.floor.resolving.regional_plan import AbsencePlan, CoachingPlan, OverflowPlan, TurnoverPlan
from sim.market.leads import LeadTable

Floats = NDArray[np.float64]


NO_REASON, BACK, INVALID = -1, -2, -3


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage for every lead: `u < sigmoid(logit + what the floor adds)` advances.

    Where leads may go back, the stages stand several times, one block for each attempt: `number` is the stage's own
    number whatever the attempt. `following`, `skip_to` and `back_to` are places in the plan's stages, -1 for none.
    `skips` says who would skip on advancing; `exits` what becomes of whom that does not: a reason's number, or BACK,
    INVALID or NO_REASON. Where the stage `goes_one_way`, leads advance or are lost and nothing else. `repeat_effort`
    multiplies the work on leads that have been here before. `joins` is the role that joins for each lead, -1 for none;
    `sla_steps` are hours of waiting and what happens then. `recognised` says which leads the task would show to be
    duplicates. `weighs_fit`: the offer is on the table here, and its fit counts.
    """

    name: str
    number: int
    role: int
    following: int
    skips: list[bool] | None
    skip_to: int
    skip_share: float
    exits: list[int] | None
    back_to: int
    back_share: float
    goes_one_way: bool
    repeat_effort: float
    joins: list[int] | None
    sla_steps: tuple[tuple[float, str], ...]
    work_hours: list[float]
    logit: list[float]
    u: list[float]
    thinking_hours: list[float]
    patience_hours: list[float] | None
    recognised: list[bool] | None
    visits: list[bool] | None
    response_decay: float
    weighs_fit: bool


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """One seat: its desk, home, share of its hours that goes into work, skill for each stage and what it remembers.

    `quota` and `target_pay` are a pay period's; `pay_level` its target pay for each unit of credit, today's being 1.
    """

    desk: int
    role: int
    home: int
    productive_share: float
    skill: list[float]
    hours: list[float]
    quota: float
    target_pay: float
    pay_level: float


@dataclass(frozen=True, slots=True)
class LearningPlan:
    """Learning in plain numbers; `weight[c]` is that of a category.

    `lead_categories[s]` are those of each lead at the plan's stage s: industry, size, region, product, and the offer
    made there.
    """

    exponent: float
    conversion_weight: float
    reference_hours: float
    half_life_weeks: float
    weight: list[float]
    stage_category: list[int]
    lead_categories: list[list[tuple[int, int, int, int, int]]]
    reference: float


@dataclass(frozen=True, slots=True)
class HuntingPlan:
    """Who contacts accounts; `accounts[t]` are territory t's in order: since which clock, and the lead or -1."""

    role: int
    week_share: float
    when_idle: bool
    contact_hours: float
    delay_hours: float
    accounts: list[list[tuple[float, int]]]
    territory: list[int]


@dataclass(frozen=True, slots=True)
class FloorPlan:
    """Everything that a replication of one scheme needs. `stages` holds a block of all stages for each attempt.

    `week_of_tick` is the week of each week tick: a week without an open day has none.

    `crm_use` and `productive_by_week` are by week tick and seat, None where they never change. `shared_credit` are, by
    team, the shares of each role in a deal, None where the pay plan's hold. `training_hours` are those that training
    takes of each seat, (weeks, seats), None where it takes none. `absent` are seats that only an organisation before or
    after this one has.
    """

    table: LeadTable = field(repr=False)
    classified: Classified = field(repr=False)
    end_hours: float
    week_ticks: list[float]
    week_of_tick: list[int]
    month_ticks: list[float]
    month_of_tick: list[int]
    roles: tuple[str, ...]
    stages: tuple[StagePlan, ...]
    reasons: tuple[str, ...]
    arrival: list[float]
    value: list[float]
    recorded_value: list[float]
    net_value: list[float]
    margin: list[float]
    score: list[float]
    place: list[int]
    account: list[float]
    patch: list[float]
    account_owner: list[bool]
    rule: list[int]
    top_score: list[bool]
    desks: tuple[tuple[int, ...], ...]
    patch_owners: tuple[tuple[int, ...], ...]
    offices: list[str]
    serving: list[list[tuple[int, ...]]]
    seats: tuple[SeatPlan, ...]
    absent: frozenset[int]
    visit_hours: list[list[float]]
    visit_km: list[list[float]]
    handoff_delay_hours: float
    lost_context: float
    context_kept: float
    crm_use: list[list[float]] | None
    productive_by_week: list[list[float]] | None
    original: list[int] | None
    merged_on_arrival: list[bool] | None
    annoyance: float
    response_reference: float
    learning: LearningPlan | None
    pay: PayBehaviour | None
    shared_credit: list[list[float] | None] | None
    hunting: HuntingPlan | None
    further: list[tuple[float, int]]
    coaching: CoachingPlan | None
    training: TrainingPlan | None
    teamwork: TeamworkPlan | None
    training_hours: Floats | None = field(repr=False)
    motivation: MotivationPlan | None
    absence: AbsencePlan | None
    turnover: TurnoverPlan | None
    overflow: OverflowPlan | None
    concessions: ConcessionPlan | None
    timing: TimingPlan | None
    odds: OddsPlan | None
    pool: PoolPlan | None
    task_choice: TaskChoicePlan | None
    improvement: ImprovementPlan | None
    accounts: AccountsPlan | None
    bargained: Bargain | None
    unlimited: bool
    margin_share: Floats = field(repr=False)

    @property
    def stage_count(self) -> int:
        """Stages of the funnel, whatever the attempts."""
        return 1 + max(stage.number for stage in self.stages)
