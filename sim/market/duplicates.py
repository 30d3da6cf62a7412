"""Duplicates: a customer who comes in a second time, by another way, as a lead that nobody knows to be the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.inputs.models.market import Market
from sim.market.draws import choose, entity_keys, exponential, name_key, uniforms
from sim.market.lead_columns import LeadTable, joined

# What is born of a lead has a key of the lead's own and one of these numbers.
BORN_AS_DUPLICATE = 0


def with_duplicates(market: Market, table: LeadTable, days: int) -> LeadTable:
    """The table with the duplicates that arrive in the first `days` days among the others, in order of arrival.

    A duplicate has its original's customer, value, needs and quality, and a source, a time and draws of its own. Its
    key follows from the original's, so that all other leads keep theirs.
    """
    block = market.effects.duplicates if market.effects.active("duplicates") else None
    if block is None or float(block.share) == 0:
        return table
    doubled = np.flatnonzero(table.uniforms("lead", "duplicate") < float(block.share))
    key = entity_keys(table.key[doubled], np.full(len(doubled), BORN_AS_DUPLICATE))
    delay = exponential(uniforms(key, name_key("duplicate", "delay")), float(block.delay_days))
    day = table.arrival_day[doubled] + 1 + delay.astype(np.int64)
    inside = day < days
    doubled, key, day = doubled[inside], key[inside], day[inside]
    shares = np.cumsum([float(source.share) for source in market.sources.values()])
    everyone = np.ones(len(key), dtype=np.bool_)
    copies = replace(
        table.rows(doubled),
        key=key,
        attributes={
            **{name: column[doubled] for name, column in table.attributes.items()},
            "source": choose(uniforms(key, name_key("duplicate", "source")), shares),
        },
        arrival_day=day,
        arrival_hours=table.calendar.clock_of(day, uniforms(key, name_key("duplicate", "hour")), everyone),
        original=doubled,
    )
    return _merged(table, copies)


def _merged(table: LeadTable, copies: LeadTable) -> LeadTable:
    """Both in order of arrival, copies after whom they arrive with; originals by their new places."""
    order = np.argsort(np.concatenate([table.arrival_hours, copies.arrival_hours]), kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    both = joined([table, copies], order)
    return replace(both, original=np.where(both.original >= 0, place[both.original], -1))
