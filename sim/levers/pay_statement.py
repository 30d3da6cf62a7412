"""A seat's pay statement of one period: one pure function from credited deals to named lines of money.

Whoever calls it collects the records; nothing here knows of a floor, a calendar or other seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.levers.pay import Plan, bonus, commission


class Deal(NamedTuple):
    """A seat's part of a deal of the period: credit in the plan's base and SPIFFs in money, both by its share.

    `lost`: the customer has left already, so soon that the commission is taken back.
    """

    credit: float
    spiff: float = 0.0
    lost: bool = False


class Terms(NamedTuple):
    """What the plan offers a seat for a period, or for a part of one: money, and credit in the plan's base.

    `quota` is above 0; `target_pay` what follows the seat's own attainment. `guaranteed` is the least that is paid, 0
    for no such thing; if it is `recoverable`, what it adds is a debt.
    """

    plan: Plan
    quota: float
    target_pay: float
    guaranteed: float = 0.0
    recoverable: bool = False


class Figures(NamedTuple):
    """What does not follow from the seat's deals of the period.

    `team_pool` and `contest` are its parts of these, in money; `factor` is what the quality of service makes of pay;
    `lost` the commission that was paid in earlier periods for deals whose customers have left too soon since.
    """

    team_pool: float = 0.0
    contest: float = 0.0
    factor: float = 1.0
    lost: float = 0.0


class Balance(NamedTuple):
    """What the seat owes after a statement, in money: draws to be earned back, and clawbacks not yet taken."""

    draws: float = 0.0
    clawbacks: float = 0.0


class Lines(NamedTuple):
    """What is paid and why, in money; what is taken off is negative, and the total is the sum of the lines.

    `attainment` is credit over quota, `rate` the commission for each unit of credit, as the quality of service left it.
    """

    attainment: float
    rate: float
    commission: float
    bonus: float
    spiff: float
    team_pool: float
    contest: float
    modifier: float
    clawback: float
    draw: float
    recovered: float
    total: float


NOTHING, NO_DEBT = Figures(), Balance()


def statement(
    terms: Terms, deals: Sequence[Deal], figures: Figures = NOTHING, balance: Balance = NO_DEBT
) -> tuple[Lines, Balance]:
    """The statement of a period with these deals, and what is owed after it.

    In this order. Commission and bonuses follow attainment, SPIFFs the deals. The factor on quality multiplies these
    and the team pool; prizes of contests are paid as they are won. Then clawbacks are taken, as far as there is pay to
    take them from; the rest is owed. A lost deal of this period costs its credit x this period's `rate`: the average
    over all its credit, capped or not; bonuses and SPIFFs are kept. Then a guaranteed minimum is topped up to, and what
    is above it pays back draws of earlier periods. So the total is never below 0 nor below what is guaranteed.
    """
    credit = spiff = lost_credit = 0.0
    for deal in deals:  # one after the other: `sum` would round otherwise than whoever adds up while deals come in
        credit += deal.credit
        spiff += deal.spiff
        lost_credit += max(deal.credit, 0.0) if deal.lost else 0.0
    attainment = credit / terms.quota
    by_rate, by_step = commission(terms.plan, attainment), bonus(terms.plan, attainment)
    variable = terms.target_pay * (by_rate + by_step) + spiff + figures.team_pool
    modifier = (figures.factor - 1) * variable
    earned = variable + modifier + figures.contest
    rate = figures.factor * terms.target_pay * by_rate / credit if credit > 0 else 0.0
    due = balance.clawbacks + figures.lost + rate * lost_credit
    taken = min(due, earned)
    left = earned - taken
    draw = max(terms.guaranteed - left, 0.0)
    recovered = min(balance.draws, max(left - terms.guaranteed, 0.0))
    lines = Lines(
        attainment=attainment,
        rate=rate,
        commission=terms.target_pay * by_rate,
        bonus=terms.target_pay * by_step,
        spiff=spiff,
        team_pool=figures.team_pool,
        contest=figures.contest,
        modifier=modifier,
        clawback=0.0 - taken,
        draw=draw,
        recovered=0.0 - recovered,
        total=left + draw - recovered,
    )
    return lines, Balance(balance.draws - recovered + (draw if terms.recoverable else 0.0), due - taken)


def factor_of(steps: Sequence[tuple[float, float]], satisfaction: float) -> float:
    """The factor of the last step, (satisfaction from, factor) in order, that a mean satisfaction reaches."""
    found = 1.0
    for start, factor in steps:
        found = factor if satisfaction >= start else found
    return found
