"""A task: what it takes to begin one, and what becomes of the lead when it ends."""

from __future__ import annotations

from math import exp, inf, log1p
from typing import TYPE_CHECKING

from sim.floor.clock import ARRIVAL, EXPIRY
from sim.floor.endings import close
from sim.floor.outcomes import outcome_of
from sim.floor.states import (
    ADVANCED,
    FAILED,
    FOUND_DOUBLE,
    FOUND_INVALID,
    GONE,
    JOINED,
    LOST,
    MERGED,
    NO_LEAD,
    THINKING,
    UNTOUCHED,
    WENT_BACK,
    WORKED,
)

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

TASK_COLUMNS = (
    "lead",
    "place",
    "queued",
    "start",
    "end",
    "seat",
    "outcome",
    "work_hours",
    "travel_hours",
    "travel_km",
)

# Below this no uniform advances, and exp(-logit) would overflow.
HOPELESS_LOGIT = -700.0


def begin(floor: SalesFloor, seat: int, lead: int) -> tuple[float, float, float, float]:
    """Take the lead in hand; its hours of work and of travel, kilometres, and the seat's familiarity with it."""
    plan = floor.plan
    index = floor.stage[lead]
    stage = floor.stages[index]
    floor.ticket[lead] += 1
    floor.state[lead] = WORKED
    for waits_no_more in floor.counters:
        waits_no_more(lead)
    role = stage.role
    last = floor.last_seat[lead]
    if last == UNTOUCHED:
        floor.first_touch[lead] = floor.env.time
        if floor.voices is not None:
            floor.voices.taken_up(lead, seat)
    if last != seat:
        # A lead that comes back to the owner who worked it before loses nothing: the owner knows the story.
        if last != UNTOUCHED and not floor.known_to[lead] & 1 << role:
            floor.handoffs[lead] += 1
            giver = last if last >= 0 else GONE - last
            lost = plan.lost_context * (1 - plan.context_kept * floor.seats.crm_use[giver])
            if floor.seats.teamwork is not None and last >= 0:
                lost *= floor.seats.teamwork.context_lost(last, seat)
            floor.lost_context[lead] += lost
        floor.last_seat[lead] = seat
    floor.known_to[lead] |= 1 << role
    if floor.owner[role][lead] < 0:
        floor.own_lead(role, lead, seat)
    if floor.pool is not None:
        floor.pool.begun[lead] = True
    work, gain = stage.work_hours[lead], 0.0
    if stage.number <= floor.back_from[lead]:
        work *= stage.repeat_effort
    learning = plan.learning
    if learning is not None:
        gain = floor.seats.gain(seat, lead, index, learning)
        if floor.meetings is not None and (partner := floor.meetings.partner_of[lead]) >= 0:
            gain = max(gain, floor.seats.gain(partner, lead, index, learning))
        work *= exp(-learning.exponent * gain)
    if stage.visits is not None and stage.visits[lead]:
        home = plan.seats[seat].home
        hours = plan.visit_hours[home][lead]
        if floor.meetings is not None and (partner := floor.meetings.partner_of[lead]) >= 0:
            # Each comes from her own home, and whoever is there first waits.
            hours = max(hours, plan.visit_hours[plan.seats[partner].home][lead])
        return work, hours, plan.visit_km[home][lead], gain
    return work, 0.0, 0.0, gain


def finish(
    floor: SalesFloor, seat: int, lead: int, started: float, work: float, travelled: float, km: float, gain: float
) -> None:
    """Record the task; the customer thinks, then advances or is lost."""
    plan, now, states = floor.plan, floor.env.time, floor.seats
    index = floor.stage[lead]
    stage = floor.stages[index]
    skill, partner, meetings = states.skill[seat][index], -1, floor.meetings
    if meetings is not None:
        partner = meetings.release(lead)
        if partner >= 0:
            # Together they are as good at it as the better of the two.
            skill = max(skill, states.skill[partner][index])
    logit = stage.logit[lead] + skill + states.effort_logit[seat]
    if floor.voices is not None:
        logit -= plan.annoyance * floor.voices.others(lead)
    if floor.handoffs[lead]:
        logit -= floor.lost_context[lead]
    since = floor.since[lead]
    if started > since and stage.response_decay:
        logit -= stage.response_decay * log1p((started - since) / plan.response_reference)
    learning = plan.learning
    if learning is not None:
        logit += learning.conversion_weight * gain
        states.learn(seat, lead, index, work, gain, learning)
        if partner >= 0:
            states.learn(partner, lead, index, work, gain, learning)
    if states.knows_products is not None:
        logit += states.knows_products.product_gain(index, seat, lead, partner)
    if floor.odds is not None:
        logit += floor.odds.raised(seat, lead, index, logit)
    advances = logit > HOPELESS_LOGIT and stage.u[lead] * (1.0 + exp(-logit)) < 1.0
    if not stage.goes_one_way:
        outcome, target = outcome_of(stage, lead, advances)
        if outcome == WENT_BACK:
            floor.back_from[lead] = max(floor.back_from[lead], stage.number)
        elif outcome == FAILED and stage.exits is not None:
            floor.reason[lead] = stage.exits[lead]
    elif advances:
        outcome, target = ADVANCED, stage.following
    else:
        outcome, target = FAILED, -1
    queued = floor.queued[lead]
    floor.tasks.extend((lead, index, queued, started, now, seat, outcome, work, travelled, km))
    if partner >= 0:
        visited = stage.visits is not None and stage.visits[lead]
        own_km = plan.visit_km[plan.seats[partner].home][lead] if visited else 0.0
        floor.tasks.extend((lead, index, queued, started, now, partner, JOINED, work, travelled, own_km))
    decided = now + stage.thinking_hours[lead]
    floor.state[lead] = THINKING
    if target >= 0:
        floor.since[lead] = decided
        floor.goes_to[lead] = target
        following = floor.stages[target]
        if following.role == stage.role:
            floor.env.at(decided, ARRIVAL + lead, lead, floor.is_ready)
        else:
            _hand_off(floor, lead, following.patience_hours)
    elif outcome == ADVANCED:
        if floor.timing is None:
            floor.env.at(decided, ARRIVAL + lead, lead, floor.wins)
        else:
            floor.timing.agrees(seat, lead, decided)
    elif outcome in (FOUND_INVALID, FOUND_DOUBLE):
        close(floor, lead, NO_LEAD if outcome == FOUND_INVALID else MERGED, now)
    elif floor.counts_loads and decided > now:
        floor.env.at(decided, ARRIVAL + lead, lead, floor.loses)
    else:
        close(floor, lead, LOST, decided)
    if floor.pool is not None:
        floor.pool.followed_up(lead, target)


def _hand_off(floor: SalesFloor, lead: int, patience_hours: list[float] | None) -> None:
    """Pass the lead to another role; the customer waits meanwhile, and may lose patience before it is over."""
    decided = floor.since[lead]
    ready = decided + floor.plan.handoff_delay_hours
    gives_up = inf if patience_hours is None else decided + patience_hours[lead]
    if gives_up <= ready:
        floor.env.at(gives_up, EXPIRY + lead, lead, floor.gives_up_between)
    else:
        floor.env.at(ready, ARRIVAL + lead, lead, floor.is_ready)
