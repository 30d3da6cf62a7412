"""Service levels after the sale: what happens by itself to a case that has waited too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.floor.accounts_plan import NOBODY
from sim.floor.clock import EXPIRY, Moment
from sim.floor.escalation import freest_desk
from sim.floor.queues import to_the_front

if TYPE_CHECKING:
    from sim.floor.after_sales import AfterSales, Case


def start_case_timer(after: AfterSales, case: Case, level: int = 0) -> None:
    """Set the clock for the next step of the case's service level, if there is one."""
    steps = after.plan.sla_steps[case.kind]
    if level < len(steps):
        time = case.queued + steps[level][0]
        if time < after.floor.plan.end_hours:
            after.floor.env.at(time, EXPIRY + case.number, (after, case, level), escalate_case)


def escalate_case(moment: Moment) -> None:
    """Take the step, if the case still waits; whoever then takes it keeps the customer, a stranger as may be."""
    after, case, level = moment.subject
    if case.is_open():
        case.escalations += 1
        _move(after, case, after.plan.sla_steps[case.kind][level][1])
        start_case_timer(after, case, level + 1)


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
