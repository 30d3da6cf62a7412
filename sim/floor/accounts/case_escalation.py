"""Service levels after the sale: what happens by itself to a case that has waited too long."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, cast

from sim.floor.accounts.accounts_plan import NOBODY
from sim.floor.escalation import freest_desk
from sim.floor.queues import to_the_front
from sim.floor.timers import Timers

if TYPE_CHECKING:
    from sim.floor.accounts.after_sales import AfterSales
    from sim.floor.accounts.cases import Case


class CaseTimers:
    """The clocks of the service levels of cases; whoever takes an escalated case keeps the customer."""

    __slots__ = ("_timers", "after")

    def __init__(self, after: AfterSales) -> None:
        self.after = after
        self._timers = Timers(after.floor.env, self._waits, self._escalate)

    def start(self, case: Case, level: int = 0) -> None:
        """Set the clock for the next step of the case's service level, if there is one."""
        steps = self.after.plan.sla_steps[case.kind]
        if level < len(steps):
            self._timers.set((case.kind, level), case.number, case.queued, steps[level][0])

    def _case(self, number: int) -> Case:
        return self.after.cases[number - self.after.first_case]

    def _waits(self, number: int, _: float) -> bool:
        return self._case(number).is_open()

    def _escalate(self, step: Hashable, number: int, _: float) -> None:
        case, (kind, level) = self._case(number), cast(tuple[int, int], step)
        case.escalations += 1
        _move(self.after, case, self.after.plan.sla_steps[kind][level][1])
        self.start(case, level + 1)


def _move(after: AfterSales, case: Case, action: str) -> None:
    floor, role = after.floor, after.plan.role
    if action != "remind" and case.waits_for != NOBODY:
        desk = floor.router.desk(role, case.account)
        if floor.absences is not None:
            _, desk = floor.absences.covered_case(NOBODY, desk)
        case.waits_for, case.desk = NOBODY, desk
    if action == "overflow":
        case.desk = freest_desk(floor, role, case.desk)
    to_the_front(floor, case.number, case.waits_for, case.desk)
