"""The claim pool: leads that nobody owns lie where people take them, under rules; and how people game such rules."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from sim.inputs.models.base import Strict
from sim.inputs.models.mechanism import Mechanism
from sim.inputs.quantity import Hours, PositiveHours, Share, q

COMMON = "common"
"""The pool that is open to everyone of the role, wherever the customer is."""
ONLY_POOL = "all"
"""The name of the pool where there is one."""


class Transfer(Strict):
    """A lead that nobody claims moves on to another pool, once."""

    after_hours: PositiveHours = Field(description="Business hours in a pool after which an unclaimed lead moves on.")
    to: str = Field(COMMON, description="The pool that it moves to; common: open to everyone of the role.")


class Pool(Mechanism):
    """Where leads lie whose policy is claim-pool while nobody owns them, and who may claim and keep how many of them.

    Clocks are business hours and go on while people are away and while the customer thinks. Absent rules do not apply.
    """

    by: Literal["region", "industry", "source", "size"] | None = Field(
        None, description="What the lead's record says of this makes its pool; absent: one pool, named all."
    )
    roles: list[str] | None = Field(
        None, min_length=1, description="Roles whose leads lie in pools, others' go by `otherwise`; absent: all."
    )
    offices: dict[str, list[str]] = Field(
        {},
        description=(
            "Offices whose people claim from a pool, wherever the customer is; pools not named, and roles that none of "
            "them has: whoever serves the customer's place."
        ),
    )
    claim_order: Literal["oldest", "newest", "value", "score", "own-choice"] = Field(
        "oldest",
        description="Which lead a member claims; own-choice: the highest recorded value x score, as people choose.",
    )
    hoard: bool = Field(
        False, description="Members claim up to their limits whenever they are free, not one when nothing else waits."
    )
    claim_cap: int | None = Field(None, ge=1, description="Most open claimed leads of each member in each pool.")
    retention_limit: int | None = Field(
        None, ge=1, description="Most open claimed leads of each member in all pools; the smaller limit binds."
    )
    won_accounts_count: bool = Field(
        False, description="Customers won from claimed leads count towards the retention limit until they leave."
    )
    cool_down_hours: Hours = Field(
        q(0, source="neutral"), description="Hours for which whoever lost a lead may not claim it again."
    )
    follow_up_hours: PositiveHours | None = Field(
        None, description="Hours without a task, since the claim or the last one, after which a lead is reclaimed."
    )
    deal_hours: PositiveHours | None = Field(
        None, description="Hours since the claim after which a lead without a deal is reclaimed."
    )
    exempt_from: str | None = Field(
        None, description="Stage from which on nothing is reclaimed; nor is what only awaits the customer's last word."
    )
    begin_hours: PositiveHours | None = Field(
        None, description="Hours after which a lead that was assigned, and not begun, goes to the pool."
    )
    remind_hours: PositiveHours | None = Field(
        None, description="Hours before a reclaim at which a waiting lead moves to the front of its owner's tasks."
    )
    return_misrouted: bool = Field(
        False,
        description=(
            "Whoever finds by a task that a lead belongs to another team gives it back, once: it lies where the right "
            "team claims."
        ),
    )
    transfer: Transfer | None = Field(None, description="Where unclaimed leads move to; absent: they stay.")
    default_hours: PositiveHours | None = Field(
        None,
        description=(
            "Hours unclaimed after which a lead is dealt to the member with the fewest open claimed leads of those who "
            "have room for it; while nobody has, it goes to whoever has first."
        ),
    )

    @model_validator(mode="after")
    def _limits_can_bind(self) -> Pool:
        cap, limit, remind = self.claim_cap, self.retention_limit, self.remind_hours
        if cap is not None and limit is not None and limit < cap:
            raise ValueError(f"retention_limit ({limit}) is below claim_cap ({cap}), which nobody could ever reach")
        if remind is None:
            return self
        windows = {"follow_up_hours": self.follow_up_hours, "deal_hours": self.deal_hours}
        if all(hours is None for hours in windows.values()):
            raise ValueError("remind_hours: nothing is ever reclaimed, expected follow_up_hours or deal_hours")
        for name, hours in windows.items():
            if hours is not None and float(remind) >= float(hours):
                raise ValueError(f"remind_hours ({float(remind):g}) must be less than {name} ({float(hours):g})")
        return self

    def names(self, values: tuple[str, ...]) -> tuple[str, ...]:
        """The pools, in order, the common one last; `values` are those of the attribute `by` in the market."""
        own = (ONLY_POOL,) if self.by is None else values
        return own if COMMON in own else (*own, COMMON)


class Gaming(Mechanism):
    """Sham follow-ups: who is about to lose a claimed lead for want of follow-up spends a while to stop the clock.

    Some people do, always the same; it comes before their other tasks, and no lead advances by it.
    """

    share: Share = Field(q(0.3, 0, 0.8), description="Share of people who make sham follow-ups.")
    sham_hours: PositiveHours = Field(q(0.25, 0.05, 1), description="Hours of work that a sham follow-up takes.")
    before_hours: PositiveHours = Field(q(8, 1, 24), description="Hours before the reclaim from which on they do it.")
