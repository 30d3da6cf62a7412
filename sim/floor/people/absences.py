"""People who are away: they take no task, and after a while somebody else may take theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sim.floor.clock import DISPATCH, TICK, Moment
from sim.floor.queues import move
from sim.floor.resolving.regional_plan import AbsencePlan
from sim.levers.absence import Stretch

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

NONE_DUE, LEAVES = -1, -2


class Away(NamedTuple):
    """A seat that was away: from when it left, its task ended, to when it came back."""

    start: float
    end: float
    seat: int
    kind: int


class Absences:
    """Who is away, and for whom others cover; `left[desk]` counts the seats for whom nobody needs to."""

    def __init__(self, floor: SalesFloor, plan: AbsencePlan) -> None:
        self.floor = floor
        self.plan = plan
        self.away = [seat in floor.plan.absent for seat in range(len(floor.plan.seats))]
        self.left_at = [0.0] * len(floor.plan.seats)
        self.is_covered = [False] * len(floor.plan.seats)
        self.left = [len(desk) for desk in floor.plan.desks]
        self.due = [NONE_DUE] * len(floor.plan.seats)
        self.rows: list[Away] = []

    def goes_over(self, plan: AbsencePlan) -> None:
        """Another organisation begins: who is away stays so, and who covers is for its plan to say."""
        self.plan = plan
        self.left = [sum(not self.is_covered[seat] for seat in desk) for desk in self.floor.plan.desks]

    def begins(self, seat: int) -> None:
        """A post that is new is filled."""
        self.away[seat] = self.is_covered[seat] = False
        self.due[seat] = NONE_DUE

    def ends(self, seat: int) -> None:
        """The post is no more: nobody is away from it."""
        now = self.floor.env.time
        self.rows = [row._replace(end=now) if row.seat == seat and row.end > now else row for row in self.rows]
        self.away[seat], self.is_covered[seat], self.due[seat] = True, False, NONE_DUE

    def expect(self) -> None:
        """Set the clock for every stretch."""
        for seat, stretches in enumerate(self.plan.stretches):
            for number, stretch in enumerate(stretches):
                self.floor.env.at(stretch.start, TICK, (seat, number), self._is_due)

    def begins_for(self, seat: int) -> bool:
        """Whether a seat that has just ended its task leaves now; the floor then calls it when it comes back."""
        number, self.due[seat] = self.due[seat], NONE_DUE
        if number == LEAVES:
            self._leaves_for_good(seat)
            return True
        if number == NONE_DUE or self.plan.stretches[seat][number].end <= self.floor.env.time:
            return False
        self._goes(seat, self.plan.stretches[seat][number])
        return True

    def lets_go(self, seat: int) -> None:
        """Whoever holds the post leaves it for good: now if she rests, else when her task ends or she is back."""
        idle = self.floor.idle[self.floor.desk_of[seat]]
        if seat in idle:
            del idle[seat]
            self._leaves_for_good(seat)
        else:
            self.due[seat] = LEAVES

    def covered(self, role: int, lead: int, seat: int, desk: int) -> tuple[int, int]:
        """Who is to take the lead instead of that seat, or of that desk where it is -1: seat, desk."""
        if seat >= 0:
            if not self.is_covered[seat]:
                return seat, desk
            self.floor.disown(role, lead)
            desk = self.floor.desk_of[seat]
        return -1, self._desk_with_people(role, lead, desk)

    def nobody_is_there(self, seat: int, desk: int) -> bool:
        """Whether the seat is away or, where it is -1, everyone of the desk."""
        return self.away[seat] if seat >= 0 else all(self.away[other] for other in self.floor.router.desks[desk])

    def covered_case(self, seat: int, desk: int) -> tuple[int, int]:
        """The same for what there is to do for a customer after the sale, whose keeper stays who she is until then."""
        if seat >= 0:
            if not self.is_covered[seat]:
                return seat, desk
            desk = self.floor.desk_of[seat]
        return -1, self._nearest_with_people(desk)

    def _desk_with_people(self, role: int, lead: int, desk: int) -> int:
        """The desk that takes the lead from now on, for later stages of the role too."""
        found = self._nearest_with_people(desk)
        if found != desk:
            self.floor.router.elsewhere[role, lead] = found
        return found

    def _nearest_with_people(self, desk: int) -> int:
        """The desk, or where it is deserted and neighbours cover, the nearest that is not."""
        if self.left[desk] or self.plan.by != "neighbours":
            return desk
        return next((other for other in self.plan.neighbours[desk] if self.left[other]), desk)

    def _is_due(self, moment: Moment) -> None:
        seat, number = moment.subject
        if self.away[seat] or self.due[seat] == LEAVES:
            # Nobody is ill in an empty post, nor where she leaves first.
            return
        idle = self.floor.idle[self.floor.desk_of[seat]]
        if seat in idle:
            del idle[seat]
            self._goes(seat, self.plan.stretches[seat][number])
        else:
            self.due[seat] = number

    def _leaves_for_good(self, seat: int) -> None:
        turnover = self.floor.turnover
        assert turnover is not None, "nothing else makes people leave"
        self._goes(seat, turnover.leaves(seat))

    def _goes(self, seat: int, stretch: Stretch) -> None:
        floor, env = self.floor, self.floor.env
        self.away[seat] = True
        self.left_at[seat] = env.time
        self.rows.append(Away(env.time, stretch.end, seat, stretch.kind))
        env.at(stretch.end, TICK, seat, self._returns)
        env.schedule_at(floor.pause[seat], stretch.end, DISPATCH + seat)
        if floor.meetings is not None:
            for _, lead, ticket in floor.own[seat]:
                if lead < len(floor.state) and floor.ticket[lead] == ticket:
                    floor.meetings.release(lead)
        begins = env.time + self.plan.after_hours
        if self.plan.by != "wait" and begins < stretch.end:
            env.at(begins, TICK, seat, self._cover_begins)

    def _returns(self, moment: Moment) -> None:
        seat: int = moment.subject
        if seat in self.floor.plan.absent:
            return
        self.away[seat] = False
        if self.is_covered[seat]:
            self.is_covered[seat] = False
            self.left[self.floor.desk_of[seat]] += 1
        if self.floor.hunting is not None:
            self.floor.hunting.was_away(seat, self.floor.env.time - self.left_at[seat])
        if self.floor.turnover is not None and self.floor.turnover.is_vacant[seat]:
            self.floor.turnover.starts(seat)

    def _cover_begins(self, moment: Moment) -> None:
        """What waits for the seat goes to others; so does what waits for a desk where nobody is left."""
        floor, seat = self.floor, moment.subject
        desk = floor.desk_of[seat]
        if seat in floor.plan.absent:
            return
        self.is_covered[seat] = True
        self.left[desk] -= 1
        queue, floor.own[seat] = sorted(floor.own[seat]), []
        if not self.left[desk] and self.plan.by == "neighbours":
            queue += sorted(floor.shared[desk])
        role = floor.role_of[seat]
        for key, lead, ticket in queue:
            if floor.ticket[lead] == ticket and floor.gives_up[lead] > floor.env.time:
                if lead < len(floor.state):
                    if floor.pool is not None and floor.pool.loses_to_cover(lead):
                        continue
                    _, takes_over = self.covered(role, lead, floor.owner[role][lead], desk)
                else:
                    takes_over = self._nearest_with_people(desk)
                    if floor.after_sales is not None:
                        floor.after_sales.moved_to(lead, takes_over)
                move(floor, lead, -1, takes_over, key)
