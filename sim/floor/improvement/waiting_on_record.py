"""Where leads wait by the CRM: what nobody logs leaves a lead where the record has it, whatever has become of it.

A lead stands on record where it waits for its first task, and wherever whoever passed it on has logged that. It stands
there no more once a result is logged, whoever works it logs her work, or it is won, for an order is always booked. A
lead that is given up is taken off in proportion to everyone's use of the CRM; one that is not goes on standing there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from sim.floor.improvement.improvement_plan import ImprovementPlan
from sim.floor.states import COLD, WAITING, WON, WORKED

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor

NOWHERE, NOBODY = -1, -1


class WaitingOnRecord:
    """Where each lead waits by the record, kept from task to task and from week to week."""

    def __init__(self, floor: SalesFloor, plan: ImprovementPlan) -> None:
        self.floor = floor
        self.plan = plan
        # By lead: the place where it waits by the record, NOWHERE for none, and who did its last task.
        self.place = [NOWHERE] * len(floor.state)
        self._giver = [NOBODY] * len(floor.state)

    def worked(self, lead: int, place: int, seat: int, is_logged: bool) -> None:
        """A task there has ended; tasks come in the order in which they end."""
        self._comes(lead, place)
        if is_logged:
            self.place[lead] = NOWHERE
        self._giver[lead] = seat

    def week_ends(self, last: float, now: float) -> Iterator[tuple[int, int, bool]]:
        """(lead, place, whether it was given up on record since the clock `last`) of all that stand on record `now`.

        Leads that were given up are told once, and stand there no more.
        """
        floor, plan, use = self.floor, self.plan, self.floor.seats.crm_use
        everyone = sum(use) / len(use) if use else 1.0
        state = np.array(floor.state)
        waits, cold = state == WAITING, state == COLD
        closed = np.array(floor.closed)
        # Whose patience ended while nobody looked has gone cold all the same.
        ends = np.where(waits, np.minimum(closed, np.array(floor.gives_up[: len(state)])), closed)
        ended = (waits | cold) & (ends <= now)
        for lead in np.flatnonzero((waits | cold) & (ends > last) | (state == WORKED)).tolist():
            self._comes(lead, floor.stage[lead])
        in_hand = np.flatnonzero(state == WORKED).tolist()
        for lead in in_hand:
            if plan.logged[floor.stage[lead]][lead] < use[floor.last_seat[lead]]:
                self.place[lead] = NOWHERE
        for lead in np.flatnonzero(state == WON).tolist():
            self.place[lead] = NOWHERE
        given_up = ended & (ends > last) & (plan.given_up < everyone)
        for lead in np.flatnonzero(np.array(self.place) != NOWHERE).tolist():
            yield lead, self.place[lead], bool(given_up[lead])
            if given_up[lead]:
                self.place[lead] = NOWHERE

    def _comes(self, lead: int, place: int) -> None:
        """The lead has come to wait there: the record has it if it is new, or whoever passed it on logged that."""
        giver = self._giver[lead]
        if giver == NOBODY or self.plan.queued[place][lead] < self.floor.seats.crm_use[giver]:
            self.place[lead] = place
