"""Hands a floor over to another organisation while it runs: what stays with whom, who goes and who comes.

Everything that is keyed by lead or by person stays: stages, waits, attempts, what people remember, pay earned so far.
What is keyed by desk is made anew. A task under way is ended by whoever began it, who is at the new desk afterwards, or
leaves then.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from sim.floor.clock import DISPATCH, EXPIRY, Moment, Pause
from sim.floor.states import THINKING, WAITING, WORKED
from sim.floor.transition.in_hand import agreed, with_terms_kept
from sim.floor.transition.owners import keeps_as_before, pass_on_customers, pass_on_leads
from sim.floor.transition.requeue import queued_anew

if TYPE_CHECKING:
    from sim.floor.plan import FloorPlan
    from sim.floor.sales_floor import SalesFloor


def hand_over(floor: SalesFloor, number: int) -> None:
    """The organisation with this number among those that follow begins now."""
    old, was, coming = floor.plan, floor.router, floor.later[number]
    kept = agreed(floor)
    plan = with_terms_kept(floor, coming.plan, kept)
    for lead, stands in enumerate(kept):
        if not stands:
            floor.terms_of[lead] = number + 1
    _takes_effect(floor, plan, number)
    keeps = keeps_as_before(old, was, floor)
    floor.seats.goes_over(plan, floor.env.time)
    if floor.after_sales is not None and plan.accounts is not None:
        floor.after_sales.goes_over(plan.accounts)
        pass_on_customers(floor, keeps, 0.0 if plan.turnover is None else plan.turnover.relationship_lost)
    pass_on_leads(floor, old, keeps)
    floor.router.takes_over(was, old, floor.owner, floor.seats.own_skill)
    _count_loads(floor)
    _people(floor, old)
    queued_anew(floor, old, keeps)
    until = floor.later[number + 1].clock if number + 1 < len(floor.later) else inf
    floor.expect_further(plan, floor.env.time, until)


def stays_on(floor: SalesFloor, seat: int, pause: Pause) -> bool:
    """Whether a seat whose organisation has changed goes on: not where it is gone, or somebody else acts for it."""
    if pause is not floor.pause[seat]:
        return False
    if seat not in floor.plan.absent:
        return True
    if floor.here_since[seat] < inf:
        _leaves(floor, seat)
    return False


def _takes_effect(floor: SalesFloor, plan: FloorPlan, number: int) -> None:
    """What the floor reads of its plan."""
    waited_out = not floor.goes_at_once
    floor.works_by(plan, floor.later[number].routing)
    floor.net_value, floor.margin = plan.net_value, plan.margin
    if floor.goes_at_once and waited_out:
        for lead, state in enumerate(floor.state):
            if state == WAITING and floor.env.time < floor.gives_up[lead] < inf:
                floor.env.at(floor.gives_up[lead], EXPIRY + lead, lead, floor.expires)


def _count_loads(floor: SalesFloor) -> None:
    """Leads that nobody has decided count for whoever owns them."""
    if not floor.counts_loads:
        return
    counts = floor.router.open_leads
    for lead, (state, closed) in enumerate(zip(floor.state, floor.closed, strict=True)):
        if closed == inf and state in (WAITING, WORKED, THINKING):
            for owners in floor.owner:
                if owners[lead] >= 0:
                    counts[owners[lead]] += 1
    floor.router.loads = [sorted((counts[seat], seat) for seat in desk) for desk in floor.plan.desks]


def _people(floor: SalesFloor, old: FloorPlan) -> None:
    """Who rests is at her new desk, who is not needed leaves, and posts that are new are filled.

    Nobody is called yet: whatever waits elsewhere than before calls someone when it is put there.
    """
    plan = floor.plan
    resting = [seat for idle in floor.idle for seat in idle]
    floor.idle = [{} for _ in plan.desks]
    for seat in resting:
        if seat not in plan.absent:
            floor.idle[floor.desk_of[seat]][seat] = None
    absences = floor.absences
    for seat in sorted(plan.absent - old.absent):
        away = absences is not None and absences.away[seat]
        if seat in resting or away or plan.unlimited:
            # Whatever was set for her to wake up by finds nobody.
            floor.pause[seat] = Pause()
            _leaves(floor, seat)
    if absences is not None and plan.absence is not None:
        absences.goes_over(plan.absence)
    if floor.turnover is not None and plan.turnover is not None:
        floor.turnover.goes_over(plan.turnover)
    for seat in sorted(old.absent - plan.absent):
        if floor.here_since[seat] == inf:
            _comes(floor, seat)


def _leaves(floor: SalesFloor, seat: int) -> None:
    """The post is no more from now on."""
    now = floor.env.time
    floor.posts_left.append((seat, floor.here_since[seat], now))
    floor.here_since[seat] = inf
    if floor.turnover is None:
        floor.seats.leaves(seat, now)
    elif not floor.turnover.is_vacant[seat]:
        floor.turnover.leaves(seat)
    if floor.absences is not None:
        floor.absences.ends(seat)


def _comes(floor: SalesFloor, seat: int) -> None:
    """Somebody new takes a post that is new."""
    now = floor.env.time
    floor.here_since[seat] = now
    floor.pause[seat] = Pause()
    if floor.absences is not None:
        floor.absences.begins(seat)
    if floor.turnover is None:
        floor.seats.starts(seat, now, floor.plan.seats[seat].skill, 1.0)
    else:
        floor.turnover.starts(seat)

    def begins(_: Moment) -> None:
        floor.env.process(floor.rep(seat))

    if not floor.plan.unlimited:
        floor.env.at(now, DISPATCH + seat, seat, begins)
