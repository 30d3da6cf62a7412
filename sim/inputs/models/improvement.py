"""Continuous improvement: who looks at what the CRM has recorded, how often, and what may be done about it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict, WrongAt
from sim.inputs.quantity import Hours, Money, PositiveHours, Share, q
from sim.inputs.text import Text

FIXED_PLAN, BOTTLENECK, COACHING = "fixed-plan", "bottleneck", "coaching"


class Post(Strict):
    """Where people of a role stand; a team or a territory that is not named may be any."""

    role: str = Field(description="Role.")
    team: str | None = Field(None, description="Team; absent: any.")
    territory: str | None = Field(None, description="Territory; absent: any.")


class PlannedMove(Strict):
    """One seat moves for good, whatever has been recorded by then."""

    week: int = Field(ge=0, le=519, description="Week, counted from the start of the measured weeks.")
    take_from: Post = Field(description="Where the seat stands so far.")
    give_to: Post = Field(description="Where it stands from then on.")


class Improvement(Strict):
    """A controller that acts on what the CRM says, or on a plan made beforehand.

    `bottleneck` reads, at every review, what was recorded since the one before: the margin that is expected of leads
    that wait, the leads given up while they waited, and the hours logged. One seat moves to where waiting destroys most
    from where least of the week is logged as work. Whoever moves keeps her pay, leaves her leads to those who stay, and
    knows of the new work what she has ever done of it. `coaching` reads the results logged since the review before, and
    coaches those whose leads went on least often, each stage held against what everyone's did there; until the next
    review. `fixed-plan` reads nothing and holds no review.
    """

    title: Text | None = Field(None, description="Name in reports.")
    policy: Literal["fixed-plan", "bottleneck", "coaching"] = Field(description="How it is decided what to do.")
    review_weeks: int = Field(4, ge=1, le=260, description="Weeks from one review to the next.")
    from_week: int = Field(
        0, ge=0, le=519, description="Week of the first review, counted from the start of the measured weeks."
    )
    lag_weeks: int = Field(1, ge=0, le=52, description="Weeks by which the figures of a review are old.")
    hours_per_review: Hours = Field(
        q(1, 0.5, 4, "assumption: one meeting of everyone"), description="Hours of every person in a review's week."
    )
    cost_per_review: Money = Field(q(0), description="Cost of preparing and leading a review.")
    budget_per_review: Money = Field(description="What may be spent on actions at one review, or in a planned week.")
    move_cost: Money = Field(
        q(0), description="Cost of a seat that moves: another desk, other access, time to settle in."
    )
    waiting_loses: Share = Field(
        q(0.1, 0.02, 0.4, "assumption of the controller, which may be wrong"),
        description="Share of the expected margin that a week of waiting is reckoned to destroy.",
    )
    least_slack: Share = Field(
        q(0.1, 0, 0.5, "assumption"),
        description="Share of the week without logged work from which on a seat can be spared.",
    )
    coaching_hours: PositiveHours = Field(
        q(2, 0.5, 6, "assumption"), description="Hours a week of each who is coached, until the next review."
    )
    coaching_cost: Money = Field(q(0), description="Cost of coaching one person until the next review.")
    people_coached: int = Field(3, ge=1, le=1000, description="People coached after a review, at most.")
    least_results: int = Field(
        10, ge=1, le=100_000, description="Results on record from which on a person is judged by them."
    )
    moves: list[PlannedMove] = Field([], description="What a fixed plan does.")

    @model_validator(mode="after")
    def _has_what_it_needs_and_no_more(self) -> Improvement:
        if self.policy == FIXED_PLAN and not self.moves:
            raise WrongAt(("moves",), "a fixed plan that says nothing to do", "state moves, each with its week")
        if self.policy != FIXED_PLAN and self.moves:
            found = f"'{self.policy}' decides by what is recorded, so it has no moves of its own"
            raise WrongAt(("moves",), found, f"leave them out, or choose policy: {FIXED_PLAN}")
        return self

    @property
    def action_cost(self) -> float:
        """What the cheapest action of the policy costs."""
        return float(self.coaching_cost if self.policy == COACHING else self.move_cost)

    def reviews(self, weeks: int) -> list[int]:
        """The measured weeks in which a review is held, below `weeks`; a fixed plan holds none."""
        return [] if self.policy == FIXED_PLAN else list(range(self.from_week, weeks, self.review_weeks))
