"""Customers at the start, and the leads that may be born of customers: rows after all others, which come when they do.

What can be born is drawn beforehand for whoever may ever be a customer; whether it is born depends on the run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.inputs.models.accounts import Accounts, CrossSell, Referrals, WonBack, switched_on
from sim.inputs.models.market import Market
from sim.market.draws import choose, entity_keys, exponential, name_key, uniforms
from sim.market.lead_columns import Attributed, Characters, Floats, Ints, LeadTable, UInts, joined

RECOMMENDED, CROSS_SOLD, WON_BACK = range(3)
BIRTHS = ("referral", "cross-sell", "won back")
# What is born of a customer has a key of the customer's own, one of these numbers (duplicates have 0) and an ordinal.
_FIRST_NUMBER, _ORDINALS = 1, 1 << 32
_WORKDAYS_A_YEAR = 365 / 7 * 5


@dataclass(frozen=True, slots=True)
class Born:
    """Rows of the lead table: the customers at the start from `first_customer` on, then the leads that may be born.

    `parent`, `kind` and `after_hours` are of the latter, from `first_lead` on: whose they are, how they come, and how
    many business hours after the parent became a customer (or, for those won back, left).
    """

    first_customer: int
    first_lead: int
    parent: Ints
    kind: Ints
    after_hours: Floats


def business_year(market: Market) -> float:
    """Business hours of a year without holidays: rates a year are for each of these."""
    return float(market.hours_per_day) * _WORKDAYS_A_YEAR


def with_born(
    market: Market, table: LeadTable, days: int, seed: int, replication: int, attributed: Attributed, made: Characters
) -> LeadTable:
    """The table with a row, after all others, for each customer at the start and each lead that may be born of one.

    Leads that are born bear none themselves. A longer horizon adds rows and leaves the others as they are.
    """
    block = market.effects.accounts
    if block is None or not market.effects.active("accounts"):
        return table
    first_customer = len(table)
    customers = _customers(
        market, name_key("customer", seed, replication), round(float(block.at_start)), attributed, made
    )
    both = joined([table, customers], np.arange(len(table) + len(customers)))
    left = _hours_left(both, days)
    births = [
        _occasions(both, left, RECOMMENDED, switched_on(block.referrals), business_year(market)),
        _occasions(both, left, CROSS_SOLD, switched_on(block.cross_sell), business_year(market)),
        _returns(both, left, switched_on(block.won_back), market.week_hours),
    ]
    parent, kind, after, key = (np.concatenate([births[n][i] for n in range(len(births))]) for i in range(4))
    day = _days_of(both, days, parent, after)
    rows = _rows(both, block, parent, kind, key, day, attributed, made)
    born = Born(first_customer, len(both), parent, kind, after)
    return replace(joined([both, rows], np.arange(len(both) + len(rows))), born=born)


def _customers(market: Market, base: int, count: int, attributed: Attributed, made: Characters) -> LeadTable:
    """Those who bought before the start; they are no leads."""
    key = entity_keys(base, np.arange(count, dtype=np.int64))

    def chosen(purpose: str, shares: list[float]) -> Ints:
        return choose(uniforms(key, name_key("customer", purpose)), np.cumsum(shares))

    region = chosen("region", [float(item.share) for item in market.regions.values()])
    industry = chosen("industry", [float(item.share) for item in market.industries.values()])
    attributes = attributed(key, region, industry)
    attributes["source"] = chosen("source", [float(item.share) for item in market.sources.values()])
    return made(key, attributes, np.ones(count, np.bool_), np.zeros(count, np.int64), np.full(count, np.inf))


def _hours_left(table: LeadTable, days: int) -> Floats:
    """Business hours from the first moment at which each row may be a customer to the horizon; none for duplicates."""
    end = float(table.calendar.opening_clock(days))
    since = np.where(np.isfinite(table.arrival_hours), table.arrival_hours, 0.0)
    return np.where(table.original < 0, end - since, 0.0)


def _occasions(
    table: LeadTable, left: Floats, kind: int, block: Referrals | CrossSell | None, year: float
) -> tuple[Ints, Ints, Floats, UInts]:
    """(parent, kind, hours after, key) of all occasions before the horizon, a Poisson process for each customer."""
    found: list[tuple[Ints, Floats, UInts]] = []
    rate = 0.0 if block is None else float(block.per_year)
    who = np.flatnonzero(left > 0) if rate > 0 else np.zeros(0, dtype=np.int64)
    clock, ordinal = np.zeros(len(who)), 0
    while len(who):
        key = entity_keys(table.key[who], np.full(len(who), (_FIRST_NUMBER + kind) * _ORDINALS + ordinal))
        clock = clock + exponential(uniforms(key, name_key("born", "gap")), year / rate)
        inside = clock < left[who]
        who, clock, key = who[inside], clock[inside], key[inside]
        found.append((who, clock, key))
        ordinal += 1
    return _columns(found, kind)


def _returns(table: LeadTable, left: Floats, block: WonBack | None, week: float) -> tuple[Ints, Ints, Floats, UInts]:
    """(parent, kind, hours after, key) of those who would come back once they have left."""
    if block is None:
        return _columns([], WON_BACK)
    key = entity_keys(table.key, np.full(len(table), (_FIRST_NUMBER + WON_BACK) * _ORDINALS))
    who = np.flatnonzero((left > 0) & (uniforms(key, name_key("born", "returns")) < float(block.share)))
    delay = exponential(uniforms(key[who], name_key("born", "delay")), week * float(block.after_weeks))
    return _columns([(who, delay, key[who])], WON_BACK)


def _columns(found: list[tuple[Ints, Floats, UInts]], kind: int) -> tuple[Ints, Ints, Floats, UInts]:
    empty = (np.zeros(0, np.int64), np.zeros(0), np.zeros(0, np.uint64))
    parent, after, key = (np.concatenate([part[i] for part in (empty, *found)]) for i in range(3))
    return parent, np.full(len(parent), kind, dtype=np.int64), after, key


def _days_of(table: LeadTable, days: int, parent: Ints, after: Floats) -> Ints:
    """Calendar day of each birth if the parent becomes a customer as soon as may be: none is born before it.

    Whoever would only come beyond the horizon never does, and has its last day.
    """
    calendar = table.calendar
    opens = calendar.opened_before[table.arrival_day] * calendar.hours_per_day
    since = np.where(np.isfinite(table.arrival_hours), table.arrival_hours, opens)
    clock = np.minimum(since[parent] + after, calendar.openings_clock[-1])
    dates = calendar.dates_of(clock)
    day = (dates - np.datetime64(calendar.start, "D")).astype(np.int64)
    return np.asarray(np.minimum(day, days - 1))


def _rows(
    table: LeadTable,
    block: Accounts,
    parent: Ints,
    kind: Ints,
    key: UInts,
    day: Ints,
    attributed: Attributed,
    made: Characters,
) -> LeadTable:
    """Whom a customer recommends is of its region and trade; a further deal is the customer's own, for any product."""
    new, own = kind == RECOMMENDED, kind == WON_BACK
    attributes = attributed(key, table.attributes["region"][parent], table.attributes["industry"][parent])
    attributes["source"] = table.attributes["source"][parent].copy()
    if block.referrals is not None and block.referrals.source is not None:
        attributes["source"][new] = table.names["source"].index(block.referrals.source)
    for name in ("size", "tier"):
        attributes[name] = np.where(new, attributes[name], table.attributes[name][parent])
    attributes["product"] = np.where(own, table.attributes["product"][parent], attributes["product"])
    rows = made(key, attributes, ~new, day, np.full(len(key), np.inf))

    def kept(column: str) -> Floats:
        return np.asarray(np.where(new, getattr(rows, column), getattr(table, column)[parent]))

    shift = np.zeros(len(key))
    for born_as, part in ((RECOMMENDED, block.referrals), (CROSS_SOLD, block.cross_sell)):
        if part is not None:
            shift[kind == born_as] = float(part.conversion_shift)
    return replace(
        rows,
        value=np.where(own, table.value[parent], rows.value),
        quality=kept("quality"),
        latitude=kept("latitude"),
        longitude=kept("longitude"),
        logit_shift=rows.logit_shift + shift,
    )


__all__ = ["BIRTHS", "CROSS_SOLD", "RECOMMENDED", "WON_BACK", "Born", "business_year", "with_born"]
