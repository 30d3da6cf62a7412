"""A seat's pay statement of one period: one pure function from credited deals to named lines of money.

Whoever calls it collects the records; nothing here knows of a floor, a calendar or other seats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sim.levers.pay import Plan, bonus, commission


class Deal(NamedTuple):
    """A seat's part of a deal of the period: credit in the plan's base and SPIFFs in money, both by its share."""

    credit: float
    spiff: float = 0.0


class Terms(NamedTuple):
    """What the plan offers a seat for a period, or for a part of one: money, and credit in the plan's base.

    Quota is above 0.
    """

    plan: Plan
    quota: float
    target_pay: float


class Lines(NamedTuple):
    """What is paid and why, in money; what is taken off is negative, and the total is the sum of the lines.

    `attainment` is credit over quota.
    """

    attainment: float
    commission: float
    bonus: float
    spiff: float
    total: float


def statement(terms: Terms, deals: Sequence[Deal]) -> Lines:
    """The statement of a period with these deals."""
    credit = spiff = 0.0
    for deal in deals:  # one after the other: `sum` would round otherwise than whoever adds up while deals come in
        credit += deal.credit
        spiff += deal.spiff
    attainment = credit / terms.quota
    by_rate, by_step = commission(terms.plan, attainment), bonus(terms.plan, attainment)
    earned = terms.target_pay * (by_rate + by_step)
    return Lines(
        attainment=attainment,
        commission=terms.target_pay * by_rate,
        bonus=terms.target_pay * by_step,
        spiff=spiff,
        total=earned + spiff,
    )
