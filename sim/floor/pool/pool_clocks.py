"""The clocks of a claim pool: each rule has the same hours for every lead, so that one moment after the other does."""

from __future__ import annotations

from collections.abc import Hashable
from math import inf
from typing import TYPE_CHECKING

from sim.floor.pool.pool_events import RECLAIMED_DEAL, RECLAIMED_FOLLOW_UP, TIMED_OUT
from sim.floor.queues import to_the_front
from sim.floor.states import WAITING, WORKED
from sim.floor.timers import Timers

if TYPE_CHECKING:
    from sim.floor.pool.claim_pool import ClaimPool

FOLLOW_UP, REMIND_OF_FOLLOW_UP, SHAM, DEAL, REMIND_OF_DEAL = (
    "follow-up",
    "remind of it",
    "sham",
    "deal",
    "remind of deal",
)
BEGIN, TRANSFER, DEFAULT, COOL = "begin", "transfer", "default", "cool"


class PoolClocks:
    """Sets the clocks of a lead when it is claimed, followed up, assigned, lost, or comes to lie in a pool."""

    __slots__ = ("_begin", "_claim", "_cool", "_default", "_follow", "_lies_since", "_transfer", "pool")

    def __init__(self, pool: ClaimPool) -> None:
        env, leads = pool.floor.env, len(pool.holder)
        self.pool = pool
        self._lies_since = [-inf] * leads
        self._follow = Timers(env, self._not_followed_since, self._wants_follow_up)
        self._claim = Timers(env, self._claimed_since, self._wants_a_deal)
        self._begin = Timers(env, self._not_begun_since, self._takes_back)
        self._transfer = Timers(env, self._has_lain_since, self._moves_on)
        self._default = Timers(env, self._lies_since_then, self._is_to_be_assigned)
        self._cool = Timers(env, self._is_open, self._may_be_claimed_again)

    def is_claimed(self, lead: int) -> None:
        """The clocks that run from the claim."""
        plan, now = self.pool.plan, self.pool.floor.env.time
        if plan.deal < inf:
            if plan.remind < inf:
                self._claim.set(REMIND_OF_DEAL, lead, now, plan.deal - plan.remind)
            self._claim.set(DEAL, lead, now, plan.deal)

    def is_followed(self, lead: int) -> None:
        """The clocks that run from the last follow-up."""
        plan, now = self.pool.plan, self.pool.floor.env.time
        if plan.follow_up == inf:
            return
        if plan.shams is not None:
            # Not before half of the time has passed, or there would be nothing else but shams in a short window.
            self._follow.set(SHAM, lead, now, plan.follow_up - min(plan.shams.before_hours, plan.follow_up / 2))
        if plan.remind < inf:
            self._follow.set(REMIND_OF_FOLLOW_UP, lead, now, plan.follow_up - plan.remind)
        self._follow.set(FOLLOW_UP, lead, now, plan.follow_up)

    def is_assigned(self, lead: int) -> None:
        """The clock that runs until whoever was assigned a lead has begun it."""
        if self.pool.plan.begin < inf:
            self._begin.set(BEGIN, lead, self.pool.floor.env.time, self.pool.plan.begin)

    def lies(self, lead: int) -> None:
        """The clocks that run while nobody claims it."""
        plan, now = self.pool.plan, self.pool.floor.env.time
        self._lies_since[lead] = now
        if plan.transfer < inf and not self.pool.has_moved(lead):
            self._transfer.set(TRANSFER, lead, now, plan.transfer)
        if plan.default < inf:
            self._default.set(DEFAULT, lead, now, plan.default)

    def cools(self, lead: int) -> None:
        """The clock that runs until whoever has just lost it may claim it again."""
        if self.pool.plan.cool_down > 0:
            self._cool.set(COOL, lead, self.pool.floor.env.time, self.pool.plan.cool_down)

    def _not_followed_since(self, lead: int, since: float) -> bool:
        """Whether it is claimed and not in hand; a task that has begun in time is a follow-up."""
        pool = self.pool
        return pool.holder[lead] >= 0 and pool.followed[lead] == since and pool.floor.state[lead] != WORKED

    def _wants_follow_up(self, step: Hashable, lead: int, _: float) -> None:
        pool = self.pool
        if pool.is_exempt(lead):
            if step == FOLLOW_UP:
                pool.follows(lead)
        elif step == FOLLOW_UP:
            pool.lets_go(lead, RECLAIMED_FOLLOW_UP)
        elif step == REMIND_OF_FOLLOW_UP:
            self._reminds(lead)
        elif pool.shams is not None:
            pool.shams.is_tempting(lead)

    def _claimed_since(self, lead: int, since: float) -> bool:
        return self.pool.holder[lead] >= 0 and self.pool.claimed[lead] == since

    def _wants_a_deal(self, step: Hashable, lead: int, _: float) -> None:
        pool = self.pool
        spared = pool.is_exempt(lead) or pool.floor.state[lead] == WORKED
        if step == REMIND_OF_DEAL:
            if not spared:
                self._reminds(lead)
        elif spared:
            pool.overdue[lead] = True
        else:
            pool.lets_go(lead, RECLAIMED_DEAL)

    def _reminds(self, lead: int) -> None:
        """A lead that waits moves to the front of its owner's tasks, or of those that wait for somebody to join."""
        pool, floor = self.pool, self.pool.floor
        if floor.state[lead] == WAITING and (floor.meetings is None or not floor.meetings.comes_first(lead)):
            to_the_front(floor, lead, pool.holder[lead], -1)

    def _not_begun_since(self, lead: int, since: float) -> bool:
        pool, floor = self.pool, self.pool.floor
        role = floor.stages[floor.stage[lead]].role
        waits = not pool.begun[lead] and floor.state[lead] == WAITING
        return waits and pool.claimed[lead] == since and floor.owner[role][lead] >= 0

    def _takes_back(self, _: Hashable, lead: int, __: float) -> None:
        self.pool.lets_go(lead, TIMED_OUT)

    def _has_lain_since(self, lead: int, since: float) -> bool:
        return self._lies_since_then(lead, since) and not self.pool.has_moved(lead)

    def _moves_on(self, _: Hashable, lead: int, __: float) -> None:
        self.pool.moves_on(lead)

    def _lies_since_then(self, lead: int, since: float) -> bool:
        return self._lies(lead, since) and self._lies_since[lead] == since

    def _is_to_be_assigned(self, _: Hashable, lead: int, __: float) -> None:
        if not self.pool.assigns(lead):
            self.pool.shelves.is_overdue(lead)

    def _lies(self, lead: int, _: float) -> bool:
        return self.pool.shelves.shelf_of[lead] is not None

    def _is_open(self, lead: int, _: float) -> bool:
        """It may lie by then, though it need not yet: the customer may think."""
        return self.pool.floor.closed[lead] == inf

    def _may_be_claimed_again(self, _: Hashable, lead: int, __: float) -> None:
        if self.pool.shelves.call_again(lead):
            self.pool.assigns(lead)
