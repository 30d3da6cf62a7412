"""The sales floor: reps are active processes that take the next task, work it and record it; leads are passive.

State of leads, seats and desks is held in plain lists by index. Every decision is asked of a lever.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import partial
from math import inf
from typing import Any

from simpy.events import Event

from sim.floor.accounts.after_sales import AfterSales
from sim.floor.at_once import serve_at_once
from sim.floor.backlog import backlog_of
from sim.floor.clock import ARRIVAL, COMPLETION, DISPATCH, EXPIRY, TICK, Clock, Moment, Pause
from sim.floor.collector import collector_at_rest
from sim.floor.endings import close, close_the_expired, win
from sim.floor.escalation import LeadTimers
from sim.floor.hunting import Hunting
from sim.floor.improvement.controller import Controller
from sim.floor.meetings import Meetings
from sim.floor.overflow import Overflow
from sim.floor.pay.concessions import Concessions
from sim.floor.pay.odds import Odds
from sim.floor.pay.task_choice import TaskChoice, waiting_task
from sim.floor.pay.timing import Timing
from sim.floor.people.absences import NONE_DUE, Absences
from sim.floor.people.turnover import Turnover
from sim.floor.plan import NO_REASON, FloorPlan
from sim.floor.pool.claim_pool import ClaimPool
from sim.floor.queues import Queue, TaskKey, hand_on, line_up, take
from sim.floor.router import Router
from sim.floor.seat_state import SeatStates
from sim.floor.states import COLD, LOST, MERGED, NEW, UNTOUCHED, WAITING
from sim.floor.task import begin, finish
from sim.floor.transition.hand_over import hand_over, stays_on
from sim.floor.transition.later import Later
from sim.floor.voices import Voices
from sim.inputs.models.levers import Routing
from sim.levers.task_order import ORDERS


class SalesFloor:
    """One replication of one scheme. `run()` plays it; `tasks` and the lead columns are then the record."""

    __slots__ = (
        "__weakref__",
        "absences",
        "after_sales",
        "arrival",
        "back_from",
        "backlog",
        "choice",
        "closed",
        "concessions",
        "counters",
        "counts_loads",
        "credited",
        "desk_of",
        "env",
        "escalations",
        "first_come",
        "first_touch",
        "gives_up",
        "goes_at_once",
        "goes_to",
        "handoffs",
        "here_since",
        "hunting",
        "idle",
        "improvement",
        "key_of",
        "known_to",
        "last_seat",
        "late_first",
        "later",
        "lost_context",
        "margin",
        "meetings",
        "net_value",
        "odds",
        "overflow",
        "own",
        "owner",
        "pause",
        "plan",
        "pool",
        "posts_left",
        "queued",
        "reason",
        "role_of",
        "router",
        "seats",
        "shared",
        "since",
        "stage",
        "stages",
        "state",
        "tasks",
        "terms_of",
        "ticket",
        "timers",
        "timing",
        "turnover",
        "voices",
    )

    def __init__(self, plan: FloorPlan, routing: Routing, later: Sequence[Later] = ()) -> None:
        leads, roles = len(plan.arrival), len(plan.roles)
        self.plan = plan
        # The organisations that follow, and by lead which of all was the last to have a say in its terms.
        self.later = later
        self.terms_of = [0] * leads
        # Since when there is each post, inf where there is none now; and those that there were.
        self.here_since = [inf if seat in plan.absent else 0.0 for seat in range(len(plan.seats))]
        self.posts_left: list[tuple[int, float, float]] = []
        self.env = Clock()
        # One task after the other, `TASK_COLUMNS` of each: numbers in a row give Python's collector nothing to look at.
        self.tasks: list[float] = []
        self.state = [NEW] * leads
        # Places in the plan's stages: where a lead is, and where it goes when the customer has thought it over.
        self.stage = [0] * leads
        self.goes_to = [0] * leads
        self.reason = [NO_REASON] * leads
        # The furthest stage from which a lead has gone back, by number; -1 if it never has.
        self.back_from = [-1] * leads
        self.ticket = [0] * leads
        self.queued = [0.0] * leads
        # Since when the customer waits: from arrival, or from the decision to go on, hand-off included.
        self.since = list(plan.arrival)
        self.arrival = list(plan.arrival)
        self.gives_up = [inf] * leads
        self.first_touch = [inf] * leads
        self.closed = [inf] * leads
        self.handoffs = [0] * leads
        self.lost_context = [0.0] * leads
        self.last_seat = [UNTOUCHED] * leads
        self.known_to = [0] * leads
        self.owner = [[-1] * leads for _ in range(roles)]
        self.seats = SeatStates(plan)
        self.own: list[Queue] = [[] for _ in plan.seats]
        self.shared: list[Queue] = [[] for _ in plan.desks]
        # Seats at rest whom nobody has called yet, the longest resting first.
        self.idle: list[dict[int, None]] = [{} for _ in plan.desks]
        self.pause = [Pause() for _ in plan.seats]
        self.overflow = None if plan.overflow is None else Overflow(self, plan.overflow)
        self.works_by(plan, routing)
        self.hunting = None if plan.hunting is None else Hunting(self, plan.hunting)
        self.after_sales = None if plan.accounts is None else AfterSales(self, plan.accounts)
        if self.seats.books is not None and self.after_sales is not None:
            self.seats.books.follow(self.after_sales.accounts)
        self.meetings = Meetings(self) if any(stage.joins is not None for stage in plan.stages) else None
        self.voices = None if plan.original is None else Voices(self, plan.original)
        self.absences = None if plan.absence is None or plan.unlimited else Absences(self, plan.absence)
        self.turnover = None if plan.turnover is None or self.absences is None else Turnover(self, plan.turnover)
        # What each deal brings if it is won: sellers may give some of that away, for their own pay.
        self.net_value = plan.net_value if plan.concessions is None else list(plan.net_value)
        self.margin = plan.margin if plan.concessions is None else list(plan.margin)
        concessions = self.concessions = None if plan.concessions is None else Concessions(self, plan.concessions)
        self.timing = None if plan.timing is None or concessions is None else Timing(self, plan.timing, concessions)
        self.odds = None if plan.odds is None or concessions is None else Odds(self, plan.odds, concessions)
        self.pool = None if plan.pool is None else ClaimPool(self, plan.pool)
        self.choice = None if plan.task_choice is None else TaskChoice(self, plan.task_choice)
        self.improvement = None if plan.improvement is None else Controller(self, plan.improvement)
        self.escalations = [0] * leads
        self.timers = LeadTimers(self)
        # Lead, seat and share of the deals that a team shares.
        self.credited: list[tuple[int, int, float]] = []

    def works_by(self, plan: FloorPlan, routing: Routing) -> None:
        """From now on people stand, leads are dealt and tasks are taken as this organisation says."""
        self.plan, self.stages = plan, plan.stages
        # Where each seat stands, and what it works there.
        self.desk_of = [seat.desk for seat in plan.seats]
        self.role_of = [seat.role for seat in plan.seats]
        self.router = Router(plan, routing)
        self.counts_loads = self.router.reads_loads or plan.pool is not None
        # Whether a lead must go the moment that its patience ends: it counts as a load, someone keeps herself free
        # for it, or it is work that waits at a desk. Then there is more to do about its end than to record it.
        joint = any(stage.joins is not None for stage in plan.stages)
        self.goes_at_once = self.counts_loads or joint or plan.overflow is not None
        self.backlog = backlog_of(plan)
        # Whoever counts what waits is told when a lead waits no more.
        counts = (self.overflow, self.backlog)
        self.counters = tuple(count.waits_no_more for count in counts if count is not None)
        self.key_of = ORDERS[routing.task_order]
        self.first_come = routing.task_order == "first-come" and not routing.late_stages_first
        self.late_first = routing.late_stages_first

    def run(self) -> None:
        """Play the horizon; what would happen at its very end or after it stays undone."""
        with collector_at_rest():
            self._expect()
            self.env.play(self.plan.end_hours)
        close_the_expired(self)
        self.seats.end(self.plan.end_hours)

    def _expect(self) -> None:
        """Set the clock for all that is known beforehand."""
        plan, env = self.plan, self.env
        for seat in range(len(plan.seats)):
            if seat in plan.absent:
                continue
            if not plan.unlimited:
                env.process(self.rep(seat))
            elif self.hunting is not None:
                env.process(self.hunting.beside_tasks(seat))
        if self.absences is not None:
            self.absences.expect()
        if plan.arrival and plan.arrival[0] < inf:
            env.at(plan.arrival[0], ARRIVAL, 0, self._arrives)
        # Before the week begins in which it comes: that week is the new organisation's.
        for number, following in enumerate(self.later):
            if following.clock < plan.end_hours:
                env.at(following.clock, TICK, number, self._goes_over)
        self.expect_further(plan, 0.0, self.later[0].clock if self.later else inf)
        for index, tick in enumerate(plan.week_ticks):
            env.at(tick, TICK, index, self._week_starts)
        for index, tick in enumerate(plan.month_ticks):
            if 0 < tick < plan.end_hours:
                env.at(tick, TICK, index, self._month_starts)
            elif tick == 0 and index > 0:
                # No hour is worked in the month before.
                self.seats.close_books(index)
        if self.after_sales is not None:
            self.after_sales.start()

    def expect_further(self, plan: FloorPlan, start: float, end: float) -> None:
        """Set the clock for the leads that the plan's campaigns and promotion bring between two clocks."""
        for clock, lead in plan.further:
            if start <= clock < end:
                self.env.at(clock, ARRIVAL + lead, lead, self._is_brought)

    def _goes_over(self, moment: Moment) -> None:
        number: int = moment.subject
        hand_over(self, number)

    def rep(self, seat: int) -> Generator[Event, Any, None]:
        """A rep: take the best next task, work it, record it, repeat; rest when there is none."""
        env, pause, idle, desk_of, plan = self.env, self.pause[seat], self.idle, self.desk_of, self.plan
        speed, pace, uneven = self.seats.speed, self.seats.pace, self.seats.uneven
        meetings, hunting, absences, after_sales = self.meetings, self.hunting, self.absences, self.after_sales
        pool, pending = self.pool, env.pending
        shams = None if pool is None else pool.shams
        takes = self._takes()
        has_duties = absences is not None or hunting is not None or meetings is not None or shams is not None
        while True:
            if self.plan is not plan:
                if not stays_on(self, seat, pause):
                    return
                idle, desk_of, plan, uneven = self.idle, self.desk_of, self.plan, self.seats.uneven
            if has_duties:
                if absences is not None and absences.due[seat] != NONE_DUE and absences.begins_for(seat):
                    hand_on(self, seat)
                    yield pause.again()
                    continue
                if hunting is not None and hunting.is_due(seat):
                    hand_on(self, seat)
                    yield from hunting.contact(seat)
                    continue
                if meetings is not None and meetings.keeps_free(seat):
                    hand_on(self, seat)
                    yield pause.again()
                    continue
                if shams is not None and shams.are_due(seat):
                    hand_on(self, seat)
                    yield from shams.make(seat)
                    continue
            lead = take(self, seat) if takes is None else takes(seat)
            if lead < 0:
                if hunting is not None and hunting.fills_idle_time(seat):
                    yield from hunting.contact(seat)
                    continue
                idle[desk_of[seat]][seat] = None
                if hunting is not None:
                    hunting.rests(seat)
                yield pause.again()
                continue
            if after_sales is not None and lead >= after_sales.first_case:
                env.schedule_at(pause, env.time + after_sales.takes_up(seat, lead), COMPLETION + lead)
                yield pause.again()
                after_sales.finish(lead)
            elif meetings is not None and not meetings.finds_partner(lead):
                continue
            else:
                started = env.time
                work, travelled, km, gain = begin(self, seat, lead)
                # The road takes no notice of effort, nor of who is new.
                hours = (work + travelled * pace[seat]) / speed[seat]
                if uneven is not None:
                    hours = uneven.hours(seat, started, work + travelled * pace[seat], pace[seat])
                env.schedule_at(pause, started + hours, COMPLETION + lead)
                yield pause.again()
                finish(self, seat, lead, started, work, travelled, km, gain)
            if pending and pending[0][0] == env.time:
                # Others may complete, expire or arrive at this very time: they come before anyone takes a task.
                env.schedule_at(pause, env.time, DISPATCH + seat)
                yield pause.again()

    def _takes(self) -> Callable[[int], int] | None:
        """How a seat finds its next task; None where it is the best in the firm's order, which needs no asking."""
        if self.pool is not None:
            return self.pool.takes
        return None if self.choice is None else partial(waiting_task, self)

    def gives_up_between(self, moment: Moment) -> None:
        """The customer loses patience while the lead changes hands."""
        lead: int = moment.subject
        self.stage[lead] = self.goes_to[lead]
        close(self, lead, COLD, self.env.time)

    def _arrives(self, moment: Moment) -> None:
        lead: int = moment.subject
        arrival, following = self.plan.arrival, lead + 1
        if following < len(arrival) and arrival[following] < inf:
            self.env.again(moment, arrival[following], ARRIVAL + following, following, self._arrives)
        merged = self.plan.merged_on_arrival
        if merged is not None and merged[lead]:
            close(self, lead, MERGED, self.env.time)
            return
        self._queue_up(lead)

    def _is_brought(self, moment: Moment) -> None:
        self.comes(moment.subject)

    def comes(self, lead: int) -> None:
        """A lead that nobody could know beforehand comes in now."""
        self.arrival[lead] = self.since[lead] = self.env.time
        self._queue_up(lead)

    def is_ready(self, moment: Moment) -> None:
        """The customer has decided to go on, and the next role knows of it."""
        lead: int = moment.subject
        self.stage[lead] = self.goes_to[lead]
        self._queue_up(lead)

    def _queue_up(self, lead: int) -> None:
        """Put the lead where it waits for its stage, and wake someone who can take it."""
        plan, now = self.plan, self.env.time
        stage, pool, lies = self.stages[self.stage[lead]], self.pool, False
        seat, desk = self.owner[stage.role][lead], -1
        if pool is not None:
            seat, desk, lies = pool.whose(stage.role, lead, seat)
        elif seat < 0:
            seat, desk = self.deal(stage.role, lead)
        if self.absences is not None and not lies:
            seat, desk = self.absences.covered(stage.role, lead, seat, desk)
        self.queued[lead] = now
        self.state[lead] = WAITING
        if plan.unlimited:
            desks = plan.desks
            serve_at_once(self, lead, seat if seat >= 0 else desks[desk][int(plan.account[lead] * len(desks[desk]))])
            return
        if self.overflow is not None and not lies:
            self.overflow.waits(lead, self.desk_of[seat] if seat >= 0 else desk)
        ticket = self.ticket[lead] = self.ticket[lead] + 1
        if stage.patience_hours is not None:
            gives_up = self.gives_up[lead] = self.since[lead] + stage.patience_hours[lead]
            if self.goes_at_once:
                self.env.at(gives_up, EXPIRY + lead, lead, self.expires)
        else:
            self.gives_up[lead] = inf
        if stage.sla_steps:
            self.timers.start(lead)
        if lies and pool is not None:
            pool.lies_down(lead)
        else:
            line_up(self, lead, seat, desk, now if self.first_come else self.task_key(lead), ticket)

    def deal(self, role: int, lead: int) -> tuple[int, int]:
        """The seat that owns a lead from now on, -1 for whoever of its desk is free, and that desk."""
        desk = self.router.desk(role, lead)
        if self.overflow is not None:
            desk = self.overflow.desk_for(role, lead, desk)
        seat = self.router.route(lead, desk)
        if seat >= 0:
            self.own_lead(role, lead, seat)
        return seat, desk

    def task_key(self, lead: int) -> TaskKey:
        """The key of a lead's task in a queue, by the order in which tasks are taken."""
        plan, queued = self.plan, self.queued[lead]
        if self.first_come:
            return queued
        key = self.key_of(queued, plan.recorded_value[lead], plan.score[lead])
        return (-self.stages[self.stage[lead]].number, key) if self.late_first else key

    def expires(self, moment: Moment) -> None:
        """The lead's patience ends now, if it still waits as it did."""
        lead: int = moment.subject
        if self.state[lead] == WAITING and self.gives_up[lead] == self.env.time:
            self.ticket[lead] += 1
            close(self, lead, COLD, self.env.time)

    def loses(self, moment: Moment) -> None:
        """The customer has decided not to buy."""
        close(self, moment.subject, LOST, self.env.time)

    def is_open(self, lead: int) -> bool:
        """Whether the customer still waits, or thinks over what was said; nobody need have looked at the lead since."""
        now = self.env.time
        return self.closed[lead] > now and (self.state[lead] != WAITING or self.gives_up[lead] > now)

    def own_lead(self, role: int, lead: int, seat: int) -> None:
        """The seat is the lead's owner in this role from now on."""
        self.owner[role][lead] = seat
        if self.counts_loads:
            self.router.count(seat, 1)

    def disown(self, role: int, lead: int) -> None:
        """The lead has no owner in this role any more, and whoever takes it over has to read up on it."""
        if self.counts_loads:
            self.router.count(self.owner[role][lead], -1)
        self.owner[role][lead] = -1
        self.known_to[lead] &= ~(1 << role)

    def wins(self, moment: Moment) -> None:
        """The customer has decided to buy."""
        win(self, moment.subject)

    def _week_starts(self, moment: Moment) -> None:
        if self.improvement is not None:
            self.improvement.new_week(self.plan.week_of_tick[moment.subject])
        weeks = self.seats.new_week(moment.subject)
        if self.turnover is not None:
            self.turnover.new_week(weeks)
        if self.hunting is not None:
            self.hunting.new_week()

    def _month_starts(self, moment: Moment) -> None:
        self.seats.new_month(moment.subject, self.env.time, self.router.desks)
