"""Customers after the sale, and what there is to do for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import inf

from sim.floor.accounts.accounts_plan import NOBODY

ONBOARDING, SERVICE, COMPLAINT, RENEWAL = range(4)
CASE_STATES = ("waiting", "in work", "done", "withdrawn")
# What the customer herself comes with; taking her on and her renewal are what we open.
ASKED_FOR = (SERVICE, COMPLAINT)
OPEN, UNDER_WAY, DONE, WITHDRAWN = range(4)


class Case:
    """Something to do for an account, under its number; clocks are inf and the seat is -1 until there are such.

    It waits for `waits_for`, or for whoever is free at `desk` if that is -1; `escalations` counts the steps of its
    service level. What it has not come to stands in the class: cases are many, and few come to all of it.
    """

    state: int = OPEN
    start: float = inf
    end: float = inf
    seat: int = NOBODY
    work: float = 0.0
    withdrawn: float = inf
    waits_for: int = NOBODY
    desk: int = NOBODY
    escalations: int = 0

    def __init__(self, number: int, account: int, kind: int, ordinal: int, queued: float) -> None:
        self.number = number
        self.account = account
        self.kind = kind
        self.ordinal = ordinal
        self.queued = queued

    def is_open(self) -> bool:
        """Whether it still waits."""
        return self.state == OPEN


@dataclass(slots=True, eq=False)
class Account:
    """A customer: since when, until when, who serves, how satisfied, and its term."""

    since: float
    term_ends: float
    keeper: int
    satisfaction: float
    left: float = inf
    term: int = 0
    renewed: int = 0
    open: list[Case] = field(default_factory=list)
    renewal: Case | None = None
