"""What has been agreed under one organisation is kept by the next: the terms of deals that are as good as decided."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from sim.floor.plan import FloorPlan
from sim.floor.states import THINKING, WORKED

if TYPE_CHECKING:
    from sim.floor.sales_floor import SalesFloor


def awaits_decision(floor: SalesFloor, lead: int) -> bool:
    """Whether the customer thinks over whether to buy, with nothing left to do for anybody."""
    return floor.state[lead] == THINKING and floor.goes_to[lead] == floor.stage[lead]


def agreed(floor: SalesFloor) -> list[bool]:
    """By lead, whether its terms stand: it is decided, awaits the decision, or the last task before it is under way."""
    last = [stage.following < 0 for stage in floor.stages]
    return [
        closed < inf or (state == WORKED and last[stage]) or awaits_decision(floor, lead)
        for lead, (closed, state, stage) in enumerate(zip(floor.closed, floor.state, floor.stage, strict=True))
    ]


def with_terms_kept(floor: SalesFloor, plan: FloorPlan, kept: list[bool]) -> FloorPlan:
    """The plan to come with the old terms of deals that are agreed, and of tasks under way what was planned for them.

    A task that is under way is judged by the offer with which it began.
    """
    old = floor.plan

    def mixed(olds: list[float], news: list[float]) -> list[float]:
        return [was if stays else now for stays, was, now in zip(kept, olds, news, strict=True)]

    working = [(lead, floor.stage[lead]) for lead, state in enumerate(floor.state) if state == WORKED]
    stages = list(plan.stages)
    for place in sorted({place for _, place in working}):
        logit, thinking = list(stages[place].logit), list(stages[place].thinking_hours)
        for lead, at in working:
            if at == place:
                logit[lead], thinking[lead] = old.stages[place].logit[lead], old.stages[place].thinking_hours[lead]
        stages[place] = replace(stages[place], logit=logit, thinking_hours=thinking)
    accounts = plan.accounts
    if accounts is not None and floor.after_sales is not None:
        accounts = replace(accounts, renewal_value=mixed(floor.after_sales.renewal_value, accounts.renewal_value))
    net_value, margin = mixed(floor.net_value, plan.net_value), mixed(floor.margin, plan.margin)
    pay = plan.pay
    if pay is not None:
        # Where credit is revenue or margin it is that of the very lists.
        if pay.credit_value is plan.net_value:
            pay = replace(pay, credit_value=net_value)
        elif pay.credit_value is plan.margin:
            pay = replace(pay, credit_value=margin)
    return replace(plan, net_value=net_value, margin=margin, pay=pay, stages=tuple(stages), accounts=accounts)
