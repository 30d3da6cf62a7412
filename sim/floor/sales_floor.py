"""The sales floor: reps are active processes that take the next task, work it and record it; leads are passive.

State of leads, seats and desks is held in plain lists by index. Every decision is asked of a lever.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Generator
from heapq import heappop, heappush
from math import exp, inf, log1p
from typing import Any

from simpy.events import Event

from sim.floor.clock import ARRIVAL, COMPLETION, EXPIRY, TICK, Clock, Moment, Wake
from sim.floor.plan import FloorPlan
from sim.floor.seat_state import SeatStates
from sim.inputs.models.levers import Routing
from sim.levers import routing as policies
from sim.levers.task_order import ORDERS, late_stage_key

NEW, WAITING, WORKED, THINKING, WON, LOST, COLD = range(7)
STATES = ("new", "waiting", "in work", "thinking", "won", "lost", "cold")
DEFAULT_SKILL_CAP = 10
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
        self.pod = [-1] * leads
        self.owner = [[-1] * leads for _ in range(roles)]
        self.seats = SeatStates(plan)
        self.own: list[Queue] = [[] for _ in plan.seats]
        self.shared: list[Queue] = [[] for _ in plan.desks]
        self.idle: list[deque[int]] = [deque() for _ in plan.desks]
        self.waiter: list[Wake | None] = [None] * len(plan.seats)
        self.open_leads = [0] * len(plan.seats)
        self.loads: list[list[tuple[int, int]]] = [[(0, seat) for seat in desk] for desk in plan.desks]
        self.turn = [0] * len(plan.desks)
        self.pod_turn = [0] * (len(plan.serving[0]) if roles else 0)
        self.policies = [routing.policy, *(rule.policy for rule in routing.rules)]
        self.otherwise = routing.otherwise
        self.cap = inf if routing.open_leads_cap is None else float(routing.open_leads_cap)
        self.ranked_cap = float(DEFAULT_SKILL_CAP if routing.open_leads_cap is None else routing.open_leads_cap)
        self.track_loads = "least-loaded" in (*self.policies, routing.otherwise)
        self.key_of = ORDERS[routing.task_order]
        self.first_come = routing.task_order == "first-come" and not routing.late_stages_first
        self.late_first = routing.late_stages_first
        self.cumulative = [self._cumulative(routing, desk) for desk in plan.desks]
        self.ranking = [sorted(desk, key=lambda seat: (-sum(plan.seats[seat].skill), seat)) for desk in plan.desks]

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

    def _rep(self, seat: int) -> Generator[Event, Any, None]:
        """A rep: take the best next task, work it, record it, repeat; rest when there is none."""
        env, states, idle = self.env, self.seats, self.idle[self.plan.seats[seat].desk]
        while True:
            lead = self._take(seat)
            if lead < 0:
                wake = self.waiter[seat] = Wake(env)
                idle.append(seat)
                yield wake
                continue
            started = env.now
            work, travelled, km = self._begin(seat, lead)
            yield Moment(env, started + (work + travelled) / states.speed[seat], COMPLETION + lead)
            self._finish(seat, lead, started, work, travelled, km)

    def _take(self, seat: int) -> int:
        """The lead of the seat's best next task, off its queue; -1 when nothing waits."""
        ticket = self.ticket
        own, shared = self.own[seat], self.shared[self.plan.seats[seat].desk]
        while own and ticket[own[0][1]] != own[0][2]:
            heappop(own)
        while shared and ticket[shared[0][1]] != shared[0][2]:
            heappop(shared)
        if own and (not shared or own[0] < shared[0]):
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
        advances = stage.u[lead] * (1.0 + exp(-logit)) < 1.0
        self.tasks.append((lead, index, self.queued[lead], started, now, seat, int(advances), work, travelled, km))
        decided = now + stage.thinking_hours[lead]
        if not advances:
            self._close(lead, LOST, decided)
        elif index + 1 == len(plan.stages):
            self.state[lead] = THINKING
            Moment(self.env, decided, ARRIVAL + lead, lead, self._wins)
        else:
            self.stage[lead] = index + 1
            self.state[lead] = THINKING
            if plan.stages[index + 1].role != stage.role:
                decided += plan.handoff_delay_hours
            Moment(self.env, decided, ARRIVAL + lead, lead, self._is_ready)

    def _schedule_arrival(self, lead: int) -> None:
        Moment(self.env, self.plan.arrival[lead], ARRIVAL + lead, lead, self._arrives)

    def _arrives(self, event: Event) -> None:
        lead: int = event.value
        if lead + 1 < len(self.plan.arrival):
            self._schedule_arrival(lead + 1)
        self._queue_up(lead)

    def _is_ready(self, event: Event) -> None:
        self._queue_up(event.value)

    def _queue_up(self, lead: int) -> None:
        """Put the lead where it waits for its stage, and wake someone who can take it."""
        plan, env = self.plan, self.env
        index = self.stage[lead]
        stage = plan.stages[index]
        now = env.now
        seat = self.owner[stage.role][lead]
        desk = -1
        if seat < 0:
            desk = self._desk(stage.role, lead)
            seat = self._route(lead, desk)
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
            idle = self.idle[desk]
            while idle:
                resting = idle.popleft()
                if self.waiter[resting] is not None:
                    self._wake(resting)
                    break
        if stage.patience_hours is not None:
            Moment(env, now + stage.patience_hours[lead], EXPIRY + lead, (lead, ticket), self._expires)

    def _serve_at_once(self, lead: int, seat: int) -> None:
        """Unlimited capacity: the seat serves any number of leads at the same time."""
        started = self.env.now
        work, travelled, km = self._begin(seat, lead)

        def done(_: Event) -> None:
            self._finish(seat, lead, started, work, travelled, km)

        Moment(self.env, started + (work + travelled) / self.seats.speed[seat], COMPLETION + lead, None, done)

    def _wake(self, seat: int) -> None:
        waiter = self.waiter[seat]
        if waiter is not None:
            self.waiter[seat] = None
            waiter.ring(self.env, seat)

    def _expires(self, event: Event) -> None:
        lead, ticket = event.value
        if self.ticket[lead] == ticket:
            self.ticket[lead] += 1
            self._close(lead, COLD, self.env.now)

    def _wins(self, event: Event) -> None:
        lead: int = event.value
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
                self._count(seat, -1)

    def _own(self, role: int, lead: int, seat: int) -> None:
        self.owner[role][lead] = seat
        self._count(seat, 1)

    def _count(self, seat: int, change: int) -> None:
        self.open_leads[seat] += change
        if self.track_loads:
            heappush(self.loads[self.plan.seats[seat].desk], (self.open_leads[seat], seat))

    def _desk(self, role: int, lead: int) -> int:
        """The desk that serves the lead's place; its pod is chosen in turn when it arrives and kept."""
        place = self.plan.place[lead]
        serving = self.plan.serving[role][place]
        if len(serving) == 1:
            return serving[0]
        if self.pod[lead] < 0:
            self.pod[lead] = self.pod_turn[place]
            self.pod_turn[place] += 1
        return serving[self.pod[lead] % len(serving)]

    def _route(self, lead: int, desk: int) -> int:
        seat = self._by_policy(self.policies[self.plan.rule[lead]], lead, desk)
        return seat if seat >= 0 else self._by_policy(self.otherwise, lead, desk)

    def _by_policy(self, policy: str, lead: int, desk: int) -> int:
        plan, seats = self.plan, self.plan.desks[desk]
        if policy == "shared-queue":
            return -1
        if policy == "round-robin":
            seat, self.turn[desk] = policies.by_turns(self.turn[desk], seats, self.open_leads, self.cap)
            return seat
        if policy == "least-loaded":
            return policies.least_loaded(self.loads[desk], self.open_leads, self.cap)
        if policy == "weighted":
            return policies.by_weight(plan.account[lead], seats, self.cumulative[desk], self.open_leads, self.cap)
        if policy == "skill":
            return policies.most_skilled(self.ranking[desk], self.open_leads, self.ranked_cap)
        if policy == "score":
            return (
                policies.most_skilled(self.ranking[desk], self.open_leads, self.ranked_cap)
                if plan.top_score[lead]
                else -1
            )
        if policy == "territory-owner" or plan.account_owner[lead]:
            return policies.by_share(plan.account[lead], seats)
        return -1

    def _cumulative(self, routing: Routing, desk: tuple[int, ...]) -> list[float]:
        weights = [
            1.0 if routing.weights is None else float(routing.weights.get(self.plan.offices[seat], 1.0))
            for seat in desk
        ]
        total, running, cumulative = sum(weights), 0.0, []
        for weight in weights:
            running += weight / total
            cumulative.append(running)
        return [*cumulative[:-1], 1.0]

    def _week_starts(self, event: Event) -> None:
        self.seats.new_week(event.value)

    def _month_starts(self, event: Event) -> None:
        self.seats.new_month(event.value, self.env.now)
