"""What it costs in sales that those who serve customers leave."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.floor.accounts.cases import DONE
from sim.floor.ledger import Ledger
from sim.market.born import RECOMMENDED


def sales_lost_by_departures(ledger: Ledger) -> float:
    """Share of a year's sales to her customers that is lost when whoever serves them leaves.

    For each departure with a year before the end, customers whose last case was hers are held against those of people
    who stay throughout that year: renewals and further deals for each customer in the year after. NaN without any.
    """
    year = (ledger.window.end - ledger.window.start) / ledger.window.years
    lost, kept = _sales_of(ledger, year)
    return 1 - lost / kept if kept > 0 else np.nan


def _sales_of(ledger: Ledger, year: float) -> tuple[float, float]:
    """Sales in the year after all departures to those customers, and what as many of others' brought meanwhile."""
    people, window = ledger.person_columns, ledger.window
    lead, time, amount = sales_to_customers(ledger)
    lost = kept = 0.0
    for seat, end in zip(people["seat"].tolist(), people["end"].tolist(), strict=True):
        if not window.start <= end <= window.end - year:
            continue
        leaves = (people["end"] <= end + year) & (people["end"] > end)
        served = served_by(ledger, end)
        stays = ~np.isin(served, [seat, *people["seat"][leaves].tolist()]) & (served >= 0)
        after = (time > end) & (time <= end + year)
        brought = np.bincount(lead[after], amount[after], minlength=len(served))
        if (served == seat).any() and stays.any():
            lost += float(brought[served == seat].sum())
            kept += float(brought[stays].mean() * (served == seat).sum())
    return lost, kept


def served_by(ledger: Ledger, clock: float) -> NDArray[np.int64]:
    """By lead, the seat that finished the last case of a customer who is there at `clock`; -1 for all others.

    Also -1 where whoever held the seat then has left before `clock`.
    """
    accounts, cases = ledger.account_columns, ledger.case_columns
    found = np.full(len(ledger.lead_columns["arrival"]), -1, dtype=np.int64)
    done = np.flatnonzero((cases["state"] == DONE) & (cases["end"] < clock))
    done = done[np.argsort(cases["end"][done], kind="stable")]
    found[cases["lead"][done]] = cases["seat"][done]
    served = np.full(len(found), -np.inf)
    served[cases["lead"][done]] = cases["end"][done]
    for seat, end in zip(ledger.person_columns["seat"].tolist(), ledger.person_columns["end"].tolist(), strict=True):
        if end < clock:
            found[(found == seat) & (served <= end)] = -1
    there = (accounts["since"] <= clock) & (accounts["left"] > clock)
    found[np.setdiff1d(np.arange(len(found)), accounts["lead"][there])] = -1
    return found


def sales_to_customers(ledger: Ledger) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """Renewals, and revenue of further deals: the lead that made each the customer she is, the clock, the amount."""
    money, plan = ledger.money_columns, ledger.plan.accounts
    children = {} if plan is None else plan.children
    whose = np.full(len(ledger.lead_columns["arrival"]), -1, dtype=np.int64)
    for parent, born in children.items():
        for child, kind, _ in born:
            whose[child] = parent if kind != RECOMMENDED else -1
    renewed = money["kind"] == ledger.names["kind"].index("renewals")
    sold = (money["kind"] == ledger.names["kind"].index("revenue")) & (whose[money["lead"]] >= 0)
    lead = np.where(renewed, money["lead"], whose[money["lead"]])
    chosen = renewed | sold
    return lead[chosen], money["time"][chosen], money["amount"][chosen]
