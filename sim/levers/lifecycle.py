"""The life of a customer and its recency, frequency and money: one pure function of what happened, for rules and KPIs.

What happened before the start is not made up: purchases are those of this run, and who was a customer at the start
counts as active from then on for as long as anyone who has just given a sign.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, inf, nan
from typing import NamedTuple

from sim.inputs.models.conditions import LIVES

NEW, ACTIVE, DORMANT, CHURNED, WON_BACK = range(len(LIVES))
_MONTHS_A_YEAR = 12


class Contract(NamedTuple):
    """A deal of a customer that was won: by clocks since when and until when (inf: still), and whether it won her back.

    `since` is 0 for a customer of the years before the start.
    """

    since: float
    left: float
    returned: bool


class Spans(NamedTuple):
    """Business hours of a year, and for how many months a customer is new and may be silent before she is dormant."""

    year_hours: float
    new_months: float
    quiet_months: float


class History(NamedTuple):
    """A customer at a clock: a place in LIVES, months since the last purchase (NaN: none), purchases, money spent."""

    life: int
    recency_months: float
    purchases_last_year: int
    spent_last_year: float


def history(
    contracts: Iterable[Contract],
    bought: Iterable[tuple[float, float]],
    asked: float,
    clock: float,
    spans: Spans,
) -> History:
    """A customer's history up to a clock; what comes after it may be given and is left out.

    `bought` are (clock, amount) of deals and renewals, `asked` the clock at which she last asked for something (-inf:
    never). Life: churned when every contract has ended; won back when one has begun after that; new for the months that
    `spans` say; active where something was bought or asked for in the last `quiet_months`; else dormant.
    Purchases and money are those of the last year. Raises ValueError where no contract has begun.
    """
    month = spans.year_hours / _MONTHS_A_YEAR
    since, left, returned = inf, -inf, False
    for contract in contracts:
        if contract.since <= clock:
            since, left = min(since, contract.since), max(left, contract.left)
            returned = returned or contract.returned
    if since == inf:
        raise ValueError("nobody has a history before the first contract")
    last, amounts = -inf, []
    for time, amount in bought:
        if time <= clock:
            last = max(last, time)
            if time > clock - spans.year_hours:
                amounts.append(amount)
    if left <= clock:
        life = CHURNED
    elif returned:
        life = WON_BACK
    # Who was there at the start is new to nobody.
    elif since > 0 and clock - since < spans.new_months * month:
        life = NEW
    else:
        quiet = clock - max(last, asked, since) > spans.quiet_months * month
        life = DORMANT if quiet else ACTIVE
    recency = (clock - last) / month if last > -inf else nan
    return History(life, recency, len(amounts), fsum(amounts))


def without_account(*, existing: bool) -> History:
    """A lead of nobody whose purchases are known: new where she never bought; else active, with no purchase on record.

    Assumption: an existing customer whose account is not followed is a living relation, of which nothing is known.
    """
    return History(ACTIVE if existing else NEW, nan, 0, 0.0)
