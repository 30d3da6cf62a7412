"""Who reviews what when, in plain numbers: by desk, by place in the funnel and by lead."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """Weeks count from the start of the run. `moves` are planned: week, the desks that may give, those that may get.

    `logged[place][lead]` is drawn against the use of the CRM of whoever worked the lead there, `queued[place][lead]`
    against that of whoever passed it on to there, `given_up[lead]` against everyone's. `margin` is what each lead would
    bring by the value on record. `may_move[desk]` says whose people work leads alone, and can do so elsewhere.
    """

    policy: str
    reviews: tuple[int, ...]
    moves: tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]
    review_weeks: int
    lag_weeks: int
    review_cost: float
    budget: float
    move_cost: float
    waiting_loses: float
    least_slack: float
    coaching_hours: float
    coaching_cost: float
    people_coached: int
    least_results: int
    week_hours: float
    may_move: tuple[bool, ...]
    desk_names: tuple[str, ...]
    logged: list[Floats] = field(repr=False)
    queued: list[Floats] = field(repr=False)
    given_up: Floats = field(repr=False)
    margin: Floats = field(repr=False)
