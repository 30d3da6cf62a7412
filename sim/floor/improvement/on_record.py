"""What the CRM says of waiting and of work, week by week: with the errors of the record, and nothing that it misses.

What a lead that waits on record is worth is the value on record. Work is on record once it is logged, in proportion to
how far whoever did it uses the CRM. How likely a lead is to be won is read off the results on record so far.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sim.floor.improvement.improvement_plan import ImprovementPlan
from sim.floor.improvement.waiting_on_record import WaitingOnRecord
from sim.floor.states import ADVANCED, JOINED, SKIPPED
from sim.floor.task import TASK_COLUMNS
from sim.inputs.models.improvement import BOTTLENECK
from sim.levers.improvement import Standing, chances_to_win, conversion_on_record

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


NO_RESULT = -1


class Week(NamedTuple):
    """A week on record. By desk: margin that waiting destroys, hours logged as work, hours that people had. By seat:
    results logged, and how many more of them went on than of everyone's at their stages.
    """

    destroyed: list[float]
    worked: list[float]
    hours: list[float]
    results: list[float]
    above: list[float]


class OnRecord:
    """Looks at the record at the end of each week; a review reads the weeks that it has by then."""

    def __init__(self, floor: SalesFloor, plan: ImprovementPlan) -> None:
        self.floor = floor
        self.plan = plan
        self.weeks: dict[int, Week] = {}
        stages = floor.plan.stage_count
        self.waiting = WaitingOnRecord(floor, plan)
        self._read = 0
        self._last = 0.0
        self._advanced = [0.0] * stages
        self._results = [0.0] * stages

    def weeks_end(self, first: int, after: int) -> None:
        """Keep what the record says now of the weeks from `first` on and before `after`.

        They are several where a week without an open day lies between: each has its part of what was done, and what
        waits does so in all of them.
        """
        floor, now = self.floor, self.floor.env.time
        count, people, weeks = len(floor.plan.desks), len(floor.plan.seats), range(max(first, 0), after)
        among = max(len(weeks), 1)
        worked, destroyed = [0.0] * count, [0.0] * count
        results, above = [0.0] * people, [0.0] * people
        logged = list(self._logged())
        conversion = list(map(conversion_on_record, self._advanced, self._results))
        for seat, stage, hours, went_on in logged:
            worked[floor.desk_of[seat]] += hours / among
            if stage != NO_RESULT:
                results[seat] += 1 / among
                above[seat] += (went_on - conversion[stage]) / among
        for desk, lost, gave_up in self._waiting(now) if self.plan.policy == BOTTLENECK else ():
            destroyed[desk] += lost / among if gave_up else lost
        had = [(now - self._last) * len(seats) / among for seats in floor.router.desks]
        self.weeks.update(dict.fromkeys(weeks, Week(destroyed, worked, had, results, above)))
        self._last = now

    def desks(self, first: int, last: int) -> list[Standing] | None:
        """How each desk stands by the weeks from `first` on and before `last`; None where none of them is on record."""
        floor = self.floor
        read = [self.weeks[week] for week in range(first, last) if week in self.weeks]
        if not read:
            return None
        found = []
        for desk, seats in enumerate(floor.router.desks):
            had = sum(week.hours[desk] for week in read)
            slack = 1 - sum(week.worked[desk] for week in read) / had if had > 0 else 0.0
            destroyed = sum(week.destroyed[desk] for week in read) / len(read)
            found.append(Standing(destroyed, slack, len(seats), self.plan.may_move[desk]))
        return found

    def people(self, first: int, last: int) -> tuple[list[float], list[float]]:
        """(results, above) by seat, over the weeks from `first` on and before `last` that are on record."""
        read = [self.weeks[week] for week in range(first, last) if week in self.weeks]
        people = range(len(self.floor.plan.seats))
        return (
            [sum(week.results[seat] for week in read) for seat in people],
            [sum(week.above[seat] for week in read) for seat in people],
        )

    def _logged(self) -> Iterator[tuple[int, int, float, bool]]:
        """(seat, stage, hours, whether it went on) of every task that ended since the last look and is on record.

        Its result is counted; whoever joined a task has none of her own.
        """
        floor, width = self.floor, len(TASK_COLUMNS)
        tasks, stages = floor.tasks, floor.plan.stage_count
        for row in range(self._read, len(tasks), width):
            lead, place, _, start, end, seat, outcome = tasks[row : row + 7]
            place, seat = int(place), int(seat)
            is_logged = bool(self.plan.logged[place][int(lead)] < floor.seats.crm_use[seat])
            if outcome != JOINED:
                self.waiting.worked(int(lead), place, seat, is_logged)
            if not is_logged:
                continue
            stage, went_on = NO_RESULT, outcome in (ADVANCED, SKIPPED)
            if outcome != JOINED:
                stage = place % stages
                self._results[stage] += 1
                self._advanced[stage] += went_on
            yield seat, stage, end - start, went_on
        self._read = len(tasks)

    def _waiting(self, now: float) -> Iterator[tuple[int, float, bool]]:
        """(desk, margin destroyed, whether it was given up) of those that wait, and of those given up since, on record.

        By the week for those that wait.
        """
        floor, plan = self.floor, self.plan
        chance = chances_to_win(list(map(conversion_on_record, self._advanced, self._results)))
        for lead, place, gave_up in self.waiting.week_ends(self._last, now):
            role = floor.stages[place].role
            owner = floor.owner[role][lead]
            desk = floor.desk_of[owner] if owner >= 0 else floor.router.desk(role, lead)
            margin = float(plan.margin[lead]) * chance[floor.stages[place].number]
            yield desk, margin * (1.0 if gave_up else plan.waiting_loses), gave_up


def weeks_read(week: int, review_weeks: int, lag_weeks: int) -> tuple[int, int]:
    """(first, after the last) of the weeks that a review at the start of `week` reads."""
    last = week - lag_weeks
    return last - review_weeks, last
