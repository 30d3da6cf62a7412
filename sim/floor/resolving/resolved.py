"""A scheme with whole heads: who sits where, what that costs, and what everyone already knows."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.playbook import RunLength, Scheme

Floats = NDArray[np.float64]

NEWCOMER = "*"
"""The role that people beyond today's heads had before."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """Weeks of the simulation; leads are followed for `follow_up_weeks` for win rate and cycle time."""

    warm_up_weeks: int
    weeks: int
    follow_up_weeks: int

    @classmethod
    def of(cls, run: RunLength) -> Horizon:
        """The horizon that a playbook states."""
        return cls(run.warm_up_weeks, run.weeks, run.follow_up_weeks)

    @property
    def days(self) -> int:
        """Calendar days from start to end."""
        return 7 * (self.warm_up_weeks + self.weeks)


@dataclass(frozen=True, slots=True)
class SeatSpec:
    """One seat: who (office and number, the same person in every scheme), what and where they work, what they cost.

    `coaching_hours` are had in a week, `coached_hours` remembered at the start. `role_before` is the role in today's
    organisation, NEWCOMER for people beyond its heads, None where it is the same.
    """

    name: str
    office: str
    number: int
    role: str
    team: str
    territory: str
    pod: int
    home: str
    salary_per_year: float
    cost_per_year: float
    quota_per_year: float | None = None
    manager: str | None = None
    coaching_hours: float = 0.0
    coached_hours: float = 0.0
    role_before: str | None = None

    def person(self, seed: int, replication: int) -> tuple[str | int, ...]:
        """What draws of this person are keyed by, the same in every scheme."""
        return "person", seed, replication, self.office, self.number


@dataclass(frozen=True, slots=True)
class Frame:
    """What several organisations that follow each other in one run share, so that seats and roles keep their numbers.

    `roles` are those of all of them, `absent` the seats that this one does not have. `meetings` are hours of each week
    and seat that going over takes, (weeks, seats); None for none.
    """

    roles: tuple[str, ...]
    absent: frozenset[int]
    meetings: Floats | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ResolvedScheme:
    """A scheme ready to run. `experience` is (seats, categories) remembered hours at the start; see `categories`.

    `top_score` is the score from which a lead counts among the best; `pay_scale` multiplies the target pay of its plan,
    and `pay_level` says by role what that pays for each unit of credit, beside what today's plan pays at quota;
    `whole_pay_level` with the part of it that is in a team's pool.
    `todays_heads` are the heads of each role in today's organisation, which quotas divide the company's target among.
    `todays_pay` is what it pays each role; while it is planned there is none, and nobody leaves. `centres` are those of
    its learned clusters; `reference_coaching` the logits that coaching adds today on average, `reference_narrowness`
    how narrow the work is that today's people remember. `today` is the organisation whose training conversion is stated
    at, `past` the one that trained people before the start; None where it is this one. `before` is the organisation
    from which the scheme's transition starts, None without one; `frame` is set on each of a run's organisations.
    """

    name: str
    scheme: Scheme
    seats: tuple[SeatSpec, ...]
    managers: int
    moved: int
    fixed_cost_per_year: float
    budget_per_year: float
    categories: tuple[tuple[str, str], ...]
    experience: Floats = field(repr=False)
    reference_familiarity: float
    top_score: float
    pay_scale: float = 1.0
    reference_coaching: float = 0.0
    reference_narrowness: float = 0.0
    pay_level: dict[str, float] = field(default_factory=dict)
    whole_pay_level: dict[str, float] = field(default_factory=dict)
    todays_heads: dict[str, int] = field(default_factory=dict)
    todays_pay: dict[str, float] = field(default_factory=dict)
    centres: Floats | None = field(default=None, repr=False)
    today: Scheme | None = field(default=None, repr=False)
    past: Scheme | None = field(default=None, repr=False)
    before: ResolvedScheme | None = field(default=None, repr=False)
    frame: Frame | None = field(default=None, repr=False)

    @property
    def heads(self) -> dict[str, int]:
        """Seats of each role."""
        found: dict[str, int] = {}
        for number, seat in enumerate(self.seats):
            if number not in self.absent:
                found[seat.role] = found.get(seat.role, 0) + 1
        return found

    @property
    def roles(self) -> tuple[str, ...]:
        """Its working roles; where it follows another organisation or is followed by one, those of all of them."""
        return self.scheme.working_roles() if self.frame is None else self.frame.roles

    @property
    def absent(self) -> frozenset[int]:
        """Seats that only another organisation of the same run has."""
        return frozenset() if self.frame is None else self.frame.absent

    @property
    def present(self) -> list[int]:
        """Every other seat."""
        return [seat for seat in range(len(self.seats)) if seat not in self.absent]

    @property
    def unspent_per_year(self) -> float:
        """What is left of the budget because heads are whole."""
        return self.budget_per_year - self.fixed_cost_per_year
