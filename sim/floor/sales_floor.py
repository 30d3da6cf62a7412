"""The sales floor: reps are active processes that take the next task, work it and record it; leads are passive.

State of leads, seats and desks is held in plain lists by index. Every decision is asked of a lever.
"""

from __future__ import annotations

from collections.abc import Generator
from heapq import heappop, heappush
from math import exp, inf, log1p
from typing import Any

from simpy.events import Event

from sim.floor.clock import ARRIVAL, COMPLETION, DISPATCH, EXPIRY, TICK, Clock, Moment, Wake
from sim.floor.plan import FloorPlan
from sim.floor.router import Router
from sim.floor.seat_state import SeatStates
from sim.inputs.models.levers import Routing
from sim.levers.task_order import ORDERS, late_stage_key

NEW, WAITING, WORKED, THINKING, WON, LOST, COLD = range(7)
STATES = ("new", "waiting", "in work", "thinking", "won", "lost", "cold")
# Below this no uniform advances, and exp(-logit) would overflow.
HOPELESS_LOGIT = -700.0
Task = tuple[int, int, float, float, float, int, int, float, float, float]
Queue = list[tuple[float, int, int]]


class SalesFloor:
    """One replication of one scheme. `run()` plays it; `tasks` and the lead columns are then the record."""

    def __init__(self, plan: FloorPlan, routing: Routing) -> None:
        leads, roles = len(plan.arrival), len(plan.roles)
        self.plan = plan
        self.env = Clock()
        self.tasks: list[Task] = []
        self.state = [NEW] * leads
        self.stage = [0] * leads
        self.ticket = [0] * leads
        self.queued = [0.0] * leads
        self.first_touch = [inf] * leads
        self.closed = [inf] * leads
        self.handoffs = [0] * leads
        self.last_seat = [-1] * leads
        self.known_to = [0] * leads
        self.owner = [[-1] * leads for _ in range(roles)]
        self.seats = SeatStates(plan)
        self.own: list[Queue] = [[] for _ in plan.seats]
        self.shared: list[Queue] = [[] for _ in plan.desks]
        # Seats at rest whom nobody has called yet, the longest resting first.
        self.idle: list[dict[int, None]] = [{} for _ in plan.desks]
        self.waiter: list[Wake | None] = [None] * len(plan.seats)
        self.router = Router(plan, routing)
        self.key_of = ORDERS[routing.task_order]
        self.first_come = routing.task_order == "first-come" and not routing.late_stages_first
        self.late_first = routing.late_stages_first

    def run(self) -> None:
        """Play the horizon; what would happen at its very end or after it stays undone."""
        plan = self.plan
        if not plan.unlimited:
            for seat in range(len(plan.seats)):
                self.env.process(self._rep(seat))
        if plan.arrival:
            self._schedule_arrival(0)
        for index, tick in enumerate(plan.week_ticks):
            Moment(self.env, tick, TICK, index, self._week_starts)
        for index, tick in enumerate(plan.month_ticks):
            if 0 < tick < plan.end_hours:
                Moment(self.env, tick, TICK, index, self._month_starts)
        self.env.run(until=plan.end_hours)
        self.seats.close_books(len(plan.month_ticks))

    def _rep(self, seat: int) -> Generator[Event, Any, None]:
        """A rep: take the best next task, work it, record it, repeat; rest when there is none."""
        env, states, idle = self.env, self.seats, self.idle[self.plan.seats[seat].desk]
        while True:
            lead = self._take(seat)
            if lead < 0:
                wake = self.waiter[seat] = Wake(env)
                idle[seat] = None
                yield wake
                continue
            started = env.now
            work, travelled, km = self._begin(seat, lead)
            yield Moment(env, started + (work + travelled) / states.speed[seat], COMPLETION + lead)
            self._finish(seat, lead, started, work, travelled, km)
            if env.instant_goes_on():
                # Others may complete, expire or arrive at this very time: they come before anyone takes a task.
                yield Moment(env, env.now, DISPATCH + seat)

    def _take(self, seat: int) -> int:
        """The lead of the seat's best next task, off its queue; -1 when nothing waits."""
        ticket = self.ticket
        desk = self.plan.seats[seat].desk
        own, shared = self.own[seat], self.shared[desk]
        while own and ticket[own[0][1]] != own[0][2]:
            heappop(own)
        while shared and ticket[shared[0][1]] != shared[0][2]:
            heappop(shared)
        if own and (not shared or own[0] < shared[0]):
            if shared:
                # The seat may have been called for what still waits: call another, so that nobody rests beside work.
                self._wake_one(desk)
            return heappop(own)[1]
        return heappop(shared)[1] if shared else -1

    def _begin(self, seat: int, lead: int) -> tuple[float, float, float]:
        """Take the lead in hand; its hours of work, of travel, and kilometres."""
        plan, now = self.plan, self.env.now
        index = self.stage[lead]
        stage = plan.stages[index]
        self.ticket[lead] += 1
        self.state[lead] = WORKED
        if now < self.first_touch[lead]:
            self.first_touch[lead] = now
        role_bit = 1 << stage.role
        if self.last_seat[lead] != seat:
            # A lead that comes back to the owner who worked it before loses nothing: the owner knows the story.
            if self.last_seat[lead] >= 0 and not self.known_to[lead] & role_bit:
                self.handoffs[lead] += 1
            self.last_seat[lead] = seat
        self.known_to[lead] |= role_bit
        if self.owner[stage.role][lead] < 0:
            self._own(stage.role, lead, seat)
        work = stage.work_hours[lead]
        if plan.learning is not None:
            work *= exp(-plan.learning.exponent * self.seats.gain(seat, lead, index))
        if stage.visits is not None and stage.visits[lead]:
            home = plan.seats[seat].home
            return work, plan.visit_hours[home][lead], plan.visit_km[home][lead]
        return work, 0.0, 0.0

    def _finish(self, seat: int, lead: int, started: float, work: float, travelled: float, km: float) -> None:
        """Record the task; the customer thinks, then advances or is lost."""
        plan, now, states = self.plan, self.env.now, self.seats
        index = self.stage[lead]
        stage = plan.stages[index]
        logit = (
            stage.logit[lead]
            + plan.seats[seat].skill[index]
            + states.effort_logit[seat]
            - plan.lost_context * self.handoffs[lead]
        )
        waited = started - self.queued[lead]
        if waited > 0 and stage.response_decay:
            logit -= stage.response_decay * log1p(waited / plan.response_reference)
        if plan.learning is not None:
            logit += plan.learning.conversion_weight * states.gain(seat, lead, index)
            states.learn(seat, lead, index, work)
        advances = logit > HOPELESS_LOGIT and stage.u[lead] * (1.0 + exp(-logit)) < 1.0
        self.tasks.append((lead, index, self.queued[lead], started, now, seat, int(advances), work, travelled, km))
        decided = now + stage.thinking_hours[lead]
        self.state[lead] = THINKING
        if not advances:
            if self.router.reads_loads and decided > now:
                Moment(self.env, decided, ARRIVAL + lead, lead, self._loses)
            else:
                self._close(lead, LOST, decided)
        elif index + 1 == len(plan.stages):
            Moment(self.env, decided, ARRIVAL + lead, lead, self._wins)
        else:
            if plan.stages[index + 1].role != stage.role:
                decided += plan.handoff_delay_hours
            Moment(self.env, decided, ARRIVAL + lead, lead, self._is_ready)

    def _schedule_arrival(self, lead: int) -> None:
        Moment(self.env, self.plan.arrival[lead], ARRIVAL + lead, lead, self._arrives)

    def _arrives(self, moment: Moment) -> None:
        lead: int = moment.subject
        if lead + 1 < len(self.plan.arrival):
            self._schedule_arrival(lead + 1)
        self._queue_up(lead)

    def _is_ready(self, moment: Moment) -> None:
        lead: int = moment.subject
        self.stage[lead] += 1
        self._queue_up(lead)

    def _queue_up(self, lead: int) -> None:
        """Put the lead where it waits for its stage, and wake someone who can take it."""
        plan, env = self.plan, self.env
        index = self.stage[lead]
        stage = plan.stages[index]
        now = env.now
        seat = self.owner[stage.role][lead]
        desk = -1
        if seat < 0:
            desk = self.router.desk(stage.role, lead)
            seat = self.router.route(lead, desk)
            if seat >= 0:
                self._own(stage.role, lead, seat)
        self.queued[lead] = now
        self.state[lead] = WAITING
        if plan.unlimited:
            self._serve_at_once(
                lead, seat if seat >= 0 else plan.desks[desk][int(plan.account[lead] * len(plan.desks[desk]))]
            )
            return
        ticket = self.ticket[lead] = self.ticket[lead] + 1
        key = now
        if not self.first_come:
            key = self.key_of(now, plan.value[lead], plan.score[lead])
            if self.late_first:
                key = late_stage_key(key, index)
        if seat >= 0:
            heappush(self.own[seat], (key, lead, ticket))
            self._wake(seat)
        else:
            heappush(self.shared[desk], (key, lead, ticket))
            self._wake_one(desk)
        if stage.patience_hours is not None:
            Moment(env, now + stage.patience_hours[lead], EXPIRY + lead, (lead, ticket), self._expires)

    def _serve_at_once(self, lead: int, seat: int) -> None:
        """Unlimited capacity: the seat serves any number of leads at the same time."""
        started = self.env.now
        work, travelled, km = self._begin(seat, lead)

        def done(_: Moment) -> None:
            self._finish(seat, lead, started, work, travelled, km)

        Moment(self.env, started + (work + travelled) / self.seats.speed[seat], COMPLETION + lead, None, done)

    def _wake(self, seat: int) -> None:
        waiter = self.waiter[seat]
        if waiter is not None:
            self.waiter[seat] = None
            del self.idle[self.plan.seats[seat].desk][seat]
            waiter.ring(self.env, seat)

    def _wake_one(self, desk: int) -> None:
        """Call whoever of the desk has rested longest, if anyone rests."""
        seat = next(iter(self.idle[desk]), -1)
        if seat >= 0:
            self._wake(seat)

    def _expires(self, moment: Moment) -> None:
        lead, ticket = moment.subject
        if self.ticket[lead] == ticket:
            self.ticket[lead] += 1
            self._close(lead, COLD, self.env.now)

    def _loses(self, moment: Moment) -> None:
        self._close(moment.subject, LOST, self.env.now)

    def _wins(self, moment: Moment) -> None:
        lead: int = moment.subject
        self._close(lead, WON, self.env.now)
        pay = self.plan.pay
        if pay is not None:
            for role, share in enumerate(pay.credit_share):
                seat = self.owner[role][lead]
                if seat >= 0 and share:
                    self.seats.credit[seat] += share * self.plan.net_value[lead]

    def _close(self, lead: int, state: int, time: float) -> None:
        """Nobody works the lead any more; `time` is when the customer's decision falls."""
        self.state[lead] = state
        self.closed[lead] = time
        for owners in self.owner:
            seat = owners[lead]
            if seat >= 0:
                self.router.count(seat, -1)

    def _own(self, role: int, lead: int, seat: int) -> None:
        self.owner[role][lead] = seat
        self.router.count(seat, 1)

    def _week_starts(self, moment: Moment) -> None:
        self.seats.new_week(moment.subject)

    def _month_starts(self, moment: Moment) -> None:
        self.seats.new_month(moment.subject, self.env.now)
