"""Leads that money could bring: rows after all others, drawn beforehand for whatever may ever be spent."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sim.inputs.models.market import Market
from sim.market.draws import choose, entity_keys, name_key, normal, uniforms
from sim.market.lead_columns import Attributed, Characters, Floats, Ints, LeadTable, UInts, joined

_YEARS = 1 << 10


@dataclass(frozen=True, slots=True)
class Further:
    """Rows from `first` on: those of campaigns, then those of promotion.

    `clock` is when a row would come, `u` decides how much it takes to bring it: it comes if `u` is below the share of
    the reachable that the money reaches. `customer` is the promoted customer, -1 for campaigns; `person` is the key of
    who comes, the same whenever she comes again. `frequency` and `noise` are of all customers: the log of how often
    each buys, and a standard normal for the error on record.
    """

    first: int
    clock: Floats
    u: Floats
    customer: Ints
    person: UInts
    frequency: Floats
    noise: Floats


def with_further(
    market: Market, table: LeadTable, days: int, seed: int, replication: int, attributed: Attributed, made: Characters
) -> LeadTable:
    """The table with a row for each lead that campaigns or promotion could bring in so many days.

    More days add rows of later years and leave the draws of the others as they are.
    """
    campaign = _campaign(market, days, seed, replication)
    promotion = _promotion(market, days, seed, replication)
    if campaign is None and promotion is None:
        return table
    parts, customers = [part for part in (campaign, promotion) if part is not None], np.zeros(0)
    key, day, u, source, customer, person = (np.concatenate([part[index] for part in parts]) for index in range(6))
    region = _chosen(person, "region", [float(item.share) for item in market.regions.values()])
    industry = _chosen(person, "industry", [float(item.share) for item in market.industries.values()])
    attributes = attributed(person, region, industry)
    shares = [float(item.share) for item in market.sources.values()]
    attributes["source"] = np.where(source >= 0, source, _chosen(key, "source", shares))
    if promotion is not None:
        attributes["product"] = attributed(key, region, industry)["product"]
    rows = made(key, attributes, customer >= 0, day, np.full(len(key), np.inf))
    if promotion is not None:
        rows = _still_themselves(rows, made(person, attributes, customer >= 0, day, np.full(len(key), np.inf)))
    block = market.effects.campaigns
    shift = 0.0 if block is None else float(block.conversion_shift)
    rows = replace(rows, logit_shift=rows.logit_shift + np.where(customer < 0, shift, 0.0))
    everyone = np.ones(len(key), np.bool_)
    clock = table.calendar.clock_of(day, uniforms(key, name_key("further", "hour")), everyone)
    frequency, noise = customers, customers
    if promotion is not None:
        frequency, noise = promotion[6], promotion[7]
    further = Further(len(table), clock, u, customer, person, frequency, noise)
    return replace(joined([table, rows], np.arange(len(table) + len(rows))), further=further)


def _still_themselves(rows: LeadTable, people: LeadTable) -> LeadTable:
    """Deals of people who may come every year: what they want and what it is worth is of the deal, the rest theirs."""
    return replace(
        rows,
        quality=people.quality,
        needs=people.needs,
        need_logits=people.need_logits,
        latitude=people.latitude,
        longitude=people.longitude,
    )


def _campaign(
    market: Market, days: int, seed: int, replication: int
) -> tuple[UInts, Ints, Floats, Ints, Ints, UInts] | None:
    """(key, day, u, source, -1, key) of all whom campaigns could reach, evenly over the year."""
    block = market.effects.campaigns
    if block is None or not market.effects.active("campaigns"):
        return None
    keys, day_parts, sources = [], [], []
    for index, source in enumerate(market.sources):
        a_year = float(block.channel(source).reachable_per_year)
        ordinal = np.arange(int(a_year * days / 365), dtype=np.int64)
        keys.append(entity_keys(name_key("campaign", seed, replication, source), ordinal))
        day_parts.append((ordinal * 365 / a_year).astype(np.int64))
        sources.append(np.full(len(ordinal), index, np.int64))
    key, day, source_of = np.concatenate(keys), np.concatenate(day_parts), np.concatenate(sources)
    return key, day, uniforms(key, name_key("campaign", "responds")), source_of, np.full(len(key), -1, np.int64), key


def _promotion(
    market: Market, days: int, seed: int, replication: int
) -> tuple[UInts, Ints, Floats, Ints, Ints, UInts, Floats, Floats] | None:
    """(key, day, u, -1, customer, person, log frequencies, noises) of whoever would answer, once a year at the most.

    `u` is 0: who answers is drawn here, since being asked is all that it takes. `key` is of this year's deal, `person`
    of the customer in all years.
    """
    block = market.effects.promotion
    if block is None or not market.effects.active("promotion"):
        return None
    customer = np.arange(round(float(block.customers)), dtype=np.int64)
    person = entity_keys(name_key("promoted", seed, replication), customer)
    deviation = float(block.frequency_deviation)
    frequency = deviation * normal(uniforms(person, name_key("promoted", "frequency"))) - deviation**2 / 2
    noise = normal(uniforms(person, name_key("promoted", "recorded")))
    years = np.arange(-(-days // 365), dtype=np.int64)
    who, year = (axis.ravel() for axis in np.meshgrid(customer, years, indexing="ij"))
    key = entity_keys(person[who], _YEARS + year)
    day = year * 365 + (365 * uniforms(key, name_key("promoted", "day"))).astype(np.int64)
    chance = 1 - np.exp(-float(block.orders_per_year) * np.exp(frequency[who]))
    comes = (uniforms(key, name_key("promoted", "responds")) < chance) & (day < days)
    none = np.full(int(comes.sum()), -1, np.int64)
    return key[comes], day[comes], np.zeros(len(none)), none, who[comes], person[who[comes]], frequency, noise


def _chosen(key: UInts, purpose: str, shares: list[float]) -> Ints:
    return choose(uniforms(key, name_key("further", purpose)), np.cumsum(shares))
