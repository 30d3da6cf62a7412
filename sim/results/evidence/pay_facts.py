"""What people do in a pay period: who reaches the quota, who gives up, when deals are made."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.ledger import Ledger

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

QUARTERS_A_YEAR = 4
DECEMBER = 12
OUT_OF_REACH = 0.6
NEAR = 0.15


def reach_last_years_quota(ledger: Ledger) -> float:
    """Share of seats that in the last four whole quarters are credited with their quota, set on the four before.

    The quota is half of what the seat itself was credited with and half of what seats were on average.
    """
    credit = credit_by_quarter(ledger)
    if credit.shape[0] < 2 * QUARTERS_A_YEAR:
        return np.nan
    now, before = (credit[first:last].sum(axis=0) for first, last in ((-QUARTERS_A_YEAR, None), (-8, -4)))
    quota = (before + before.mean()) / 2
    return float((now >= quota).mean())


def credit_by_quarter(ledger: Ledger) -> NDArray[np.float64]:
    """Attainment times quota (quarters, seats) of the whole pay periods stated; no rows where seats have no quota."""
    statements = ledger.statements
    whole = statements["whole"]
    ends = np.unique(statements["end"][whole])
    found = np.zeros((len(ends), len(ledger.plan.seats)))
    quota = np.array([seat.quota for seat in ledger.plan.seats])
    seats = statements["seat"][whole]
    rows = np.searchsorted(ends, statements["end"][whole])
    np.add.at(found, (rows, seats), statements["attainment"][whole] * quota[seats])
    return found


def credit_of_half(ledger: Ledger, *, weaker: bool) -> float:
    """Credit a year of that half of the seats with a quota whose own skill, over all stages, is lower or higher."""
    seats = ledger.plan.seats
    with_quota = np.array([index for index, seat in enumerate(seats) if seat.quota > 0], dtype=np.int64)
    if len(with_quota) < 2:
        return np.nan
    skill = np.array([np.mean(seats[index].skill) for index in with_quota])
    order = with_quota[np.argsort(skill, kind="stable")]
    half = order[: len(order) // 2] if weaker else order[-(len(order) // 2) :]
    statements, window = ledger.statements, ledger.window
    ends = (statements["end"] > window.start) & (statements["end"] <= window.end)
    quota = np.array([seat.quota for seat in seats])
    counted = ends & statements["whole"] & np.isin(statements["seat"], half)
    credit = statements["attainment"][counted] * quota[statements["seat"][counted]]
    return float(credit.sum() / window.years)


def giving_up(ledger: Ledger) -> float:
    """Effort in a whole pay period's last month of seats that end far below their quota, less that of those near it.

    Far below is under 0.6 of it, near within 0.15. NaN where there are none of either.
    """
    statements, window = ledger.statements, ledger.window
    last, effort = last_months(ledger)
    known = statements["whole"] & (statements["end"] > window.start) & (statements["end"] <= window.end) & (last >= 0)
    attainment = statements["attainment"]
    far = known & (attainment < OUT_OF_REACH)
    near = known & (np.abs(attainment - 1) <= NEAR)
    if not far.any() or not near.any():
        return np.nan
    return float(effort[far].mean() - effort[near].mean())


def last_months(ledger: Ledger) -> tuple[Ints, Floats]:
    """By statement, the month that ends with its period, -1 if none does, and the seat's effort in it."""
    statements, monthly, seats = ledger.statements, ledger.seat_columns, len(ledger.plan.seats)
    ticks = np.array([*ledger.plan.month_ticks, ledger.plan.end_hours])
    place = np.searchsorted(ticks, statements["end"])
    ends_here = (place > 0) & (place < len(ticks))
    ends_here[ends_here] &= np.isclose(ticks[place[ends_here]], statements["end"][ends_here])
    month = np.where(ends_here, place - 1, -1)
    effort = np.full((len(ticks), seats), np.nan)
    effort[monthly["month"], monthly["seat"]] = monthly["effort"]
    return month, effort[month, statements["seat"]]


def december_share(ledger: Ledger) -> float:
    """Share of the revenue of new deals, over the window's whole calendar years, that is made in December."""
    money, plan, window = ledger.money_columns, ledger.plan, ledger.window
    revenue = money["kind"] == ledger.names["kind"].index("revenue")
    month = np.searchsorted(np.asarray(plan.month_ticks), money["time"][revenue], side="right") - 1
    year = np.cumsum(np.asarray(plan.month_of_tick) == 1)
    inside = np.array([window.start <= tick < window.end for tick in plan.month_ticks])
    whole = [number for number in np.unique(year) if (inside & (year == number)).sum() == DECEMBER]
    counted = np.isin(year[month], whole)
    amount = money["amount"][revenue]
    december = counted & (np.asarray(plan.month_of_tick)[month] == DECEMBER)
    total = amount[counted].sum()
    return float(amount[december].sum() / total) if total > 0 else np.nan
