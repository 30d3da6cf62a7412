"""The table of exogenous leads of one replication: the same for every scheme, whatever a scheme does.

Entities are keyed by (seed, replication, cell, day, number within the day), so that another cell, a longer horizon or a
scaled demand leaves every lead that stays bit-identical. Counts are inverse-CDF Poisson draws: they grow with the rate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.inputs.models.market import Market, Product, Size, Tier
from sim.inputs.quantity import Quantity
from sim.market.behaviour import contacts_of, wanted
from sim.market.born import with_born
from sim.market.calendar import BusinessCalendar, business_calendar
from sim.market.draws import entity_keys, gamma_quantile, name_key, normal, poisson_counts, uniforms
from sim.market.duplicates import with_duplicates
from sim.market.further import with_further
from sim.market.lead_columns import ATTRIBUTES, NEEDS, PLURALS, Floats, Ints, LeadTable, UInts, joined, softmax
from sim.market.prospects import prospects_of

EARTH_RADIUS_KM = 6371.0
_ORDINALS_A_DAY = 1 << 20
# The calendar reaches beyond the horizon, so that a lead of the last evening still has an opening to wait for.
_SPARE_DAYS = 35


def lead_table(market: Market, days: int, seed: int, replication: int) -> LeadTable:
    """Draw the leads that arrive in the first `days` calendar days; a pure function of its arguments."""
    calendar = business_calendar(market.country, market.start_date, days + _SPARE_DAYS, float(market.hours_per_day))
    names = {attribute: tuple(getattr(market, PLURALS[attribute])) for attribute in ATTRIBUTES}
    cells = [
        (region, industry, source)
        for region in names["region"]
        for industry in names["industry"]
        for source in names["source"]
    ]
    base = np.array([name_key("cell", seed, replication, *cell) for cell in cells], dtype=np.uint64)
    counts = _counts(market, days, seed, replication, cells, base)

    total = int(counts.sum())
    day, cell = (axis.ravel() for axis in np.indices(counts.shape))
    repeat = counts.ravel()
    starts = np.repeat(np.cumsum(repeat) - repeat, repeat)
    number = np.arange(total, dtype=np.int64) - starts
    day, cell = np.repeat(day, repeat).astype(np.int64), np.repeat(cell, repeat).astype(np.int64)
    key = entity_keys(base[cell], day * _ORDINALS_A_DAY + number)

    in_hours = uniforms(key, name_key("lead", "in hours")) >= float(market.demand.off_hours_share)
    arrival = calendar.clock_of(day, uniforms(key, name_key("lead", "hour")), in_hours)
    order = np.lexsort((number, cell, arrival))
    key, day, cell, arrival = key[order], day[order], cell[order], arrival[order]

    n_sources, n_industries = len(names["source"]), len(names["industry"])
    placed = _attributed(market, names, key, cell // (n_sources * n_industries), cell // n_sources % n_industries)
    attributes = placed | {"source": cell % n_sources}
    existing = uniforms(key, name_key("lead", "existing")) < float(market.lifecycle.existing_share)
    table = _with_characters(market, calendar, names, key, attributes, existing, day, arrival)
    table = _with_accounts(market, with_duplicates(market, table, days), days, seed, replication)
    attributed, made = partial(_attributed, market, names), partial(_with_characters, market, calendar, names)
    table = with_further(market, table, days, seed, replication, attributed, made)
    return with_born(market, table, days, seed, replication, attributed, made)


def _attributed(
    market: Market, names: dict[str, tuple[str, ...]], key: UInts, region: Ints, industry: Ints
) -> dict[str, Ints]:
    """Region and industry, with the size, product and tier that they make likely."""
    return {
        "region": region,
        "industry": industry,
        "size": _choose_within(
            uniforms(key, name_key("lead", "size")),
            industry,
            [_shares(market.sizes, market.industries[name].size_shares) for name in names["industry"]],
        ),
        "product": _choose_within(
            uniforms(key, name_key("lead", "product")),
            industry,
            [_shares(market.products, market.industries[name].product_shares) for name in names["industry"]],
        ),
        "tier": _choose_within(
            uniforms(key, name_key("lead", "tier")),
            region,
            [_shares(market.tiers, market.regions[name].tier_shares) for name in names["region"]],
        ),
    }


def _with_accounts(market: Market, table: LeadTable, days: int, seed: int, replication: int) -> LeadTable:
    """The table with a row, after all others, for each account that would respond if somebody contacted it."""
    prospects = prospects_of(market, days, seed, replication)
    if prospects is None:
        return table
    block, who = market.effects.prospecting, np.flatnonzero(prospects.responds)
    assert block is not None
    key = prospects.key[who]
    source = 0 if block.source is None else table.names["source"].index(block.source)
    attributes = _attributed(market, table.names, key, prospects.region[who], prospects.industry[who])
    # Nobody finds them before they are there.
    day, nobody = 7 * prospects.week[who], np.zeros(len(key), dtype=np.bool_)
    rows = _with_characters(
        market,
        table.calendar,
        table.names,
        key,
        attributes | {"source": np.full(len(key), source, dtype=np.int64)},
        nobody,
        day,
        np.full(len(key), np.inf),
    )
    row = np.full(len(prospects.key), -1, dtype=np.int64)
    row[who] = len(table) + np.arange(len(who))
    both = joined([table, rows], np.arange(len(table) + len(rows)))
    return replace(
        both,
        accounts_region=tuple(prospects.region.tolist()),
        accounts_row=tuple(row.tolist()),
        accounts_week=tuple(prospects.week.tolist()),
    )


def _counts(
    market: Market, days: int, seed: int, replication: int, cells: list[tuple[str, str, str]], base: NDArray[np.uint64]
) -> Ints:
    """Leads of each day and cell, (days, cells)."""
    demand = market.demand
    ordinals = np.arange(days, dtype=np.int64)
    dates = np.datetime64(market.start_date, "D") + ordinals
    months = dates.astype("datetime64[M]").astype(np.int64) % 12
    weekdays = (dates.astype(np.int64) + 3) % 7
    level = (
        float(demand.leads_per_year)
        / 365
        * float(demand.scale)
        * np.maximum(1 + float(demand.trend_per_year) * ordinals / 365, 0)
        * np.array([float(factor) for factor in demand.month_factors])[months]
        * np.array([float(factor) for factor in demand.weekday_factors])[weekdays]
    )
    if float(demand.day_dispersion) > 0:
        day_keys = entity_keys(name_key("day", seed, replication), ordinals)
        level = level * gamma_quantile(uniforms(day_keys, name_key("day", "factor")), 1.0, float(demand.day_dispersion))
    shares = np.array(
        [
            float(market.regions[region].share)
            * float(market.industries[industry].share)
            * float(market.sources[source].share)
            for region, industry, source in cells
        ]
    )
    keys = entity_keys(np.broadcast_to(base, (days, len(cells))).ravel(), np.repeat(ordinals, len(cells)))
    u = uniforms(keys, name_key("cell", "count"))
    rates = np.outer(level, shares) * regional_shocks(market, seed, replication, cells, dates)
    return poisson_counts(u, rates.ravel()).reshape(days, len(cells))


def regional_shocks(
    market: Market, seed: int, replication: int, cells: list[tuple[str, str, str]], dates: NDArray[np.datetime64]
) -> Floats | float:
    """Factor of each day and cell, of mean 1: log-normal for each month and region, correlated between regions."""
    deviation, correlation = float(market.demand.shock_deviation), float(market.demand.shock_correlation)
    if deviation == 0:
        return 1.0
    months = (dates.astype("datetime64[M]") - dates[0].astype("datetime64[M]")).astype(np.int64)
    ordinals = np.arange(int(months.max()) + 1, dtype=np.int64)

    def drawn(*place: str) -> Floats:
        return normal(uniforms(entity_keys(name_key("shock", seed, replication, *place), ordinals), name_key("shock")))

    common, regions = drawn(), list(market.regions)
    own = np.stack([drawn("region", name) for name in regions], axis=1)
    z = np.sqrt(correlation) * common[:, None] + np.sqrt(1 - correlation) * own
    factor = np.exp(deviation * z - deviation**2 / 2)
    region_of_cell = np.array([regions.index(region) for region, _, _ in cells], dtype=np.int64)
    return np.asarray(factor[months][:, region_of_cell])


def _with_characters(
    market: Market,
    calendar: BusinessCalendar,
    names: dict[str, tuple[str, ...]],
    key: NDArray[np.uint64],
    attributes: dict[str, Ints],
    existing: NDArray[np.bool_],
    day: Ints,
    arrival: Floats,
) -> LeadTable:
    """Add what a lead is like beyond its cell: value, needs, quality, place."""
    groups = {attribute: getattr(market, PLURALS[attribute]) for attribute in ATTRIBUTES}

    def gathered(attribute: str, field: str) -> Floats:
        column = np.array([float(getattr(groups[attribute][name], field)) for name in names[attribute]])
        return np.asarray(column[attributes[attribute]])

    def drawn(purpose: str) -> Floats:
        return normal(uniforms(key, name_key("lead", purpose)))

    shift = sum((gathered(attribute, "conversion_shift") for attribute in ATTRIBUTES), start=np.zeros(len(key)))
    shift = shift + existing * float(market.lifecycle.existing_conversion_shift)
    value = gathered("product", "value_median") * np.exp(gathered("product", "value_sigma") * drawn("value"))
    effort = np.ones(len(key))
    logits = np.stack([float(market.need_spread) * drawn(f"need {need}") for need in NEEDS], axis=1)
    for attribute in ATTRIBUTES:
        value = value * gathered(attribute, "value_factor")
        effort = effort * gathered(attribute, "effort_factor")
        table = np.array([groups[attribute][name].needs.vector() for name in names[attribute]])
        logits = logits + table[attributes[attribute]]
    years = day / 365.0
    logits = logits + years[:, None] * np.array(market.need_drift_per_year.vector())
    shift = shift - _lost_to_rivals(market, attributes, years)
    shift = shift + wanted(market, contacts_of(market, key, attributes["source"], names)[0])
    spread, latitude = gathered("region", "spread_km"), gathered("region", "latitude")
    north_km, east_km = drawn("north") * spread / np.sqrt(2), drawn("east") * spread / np.sqrt(2)
    degrees_per_km = 180 / (np.pi * EARTH_RADIUS_KM)
    return LeadTable(
        calendar=calendar,
        names=names,
        key=key,
        attributes=attributes,
        existing=existing,
        arrival_day=day,
        arrival_hours=arrival,
        value=value,
        quality=drawn("quality"),
        needs=softmax(logits),
        need_logits=logits,
        logit_shift=shift,
        effort_factor=effort,
        latitude=latitude + north_km * degrees_per_km,
        longitude=gathered("region", "longitude") + east_km * degrees_per_km / np.cos(np.radians(latitude)),
        original=np.full(len(key), -1, dtype=np.int64),
        accounts_region=(),
        accounts_row=(),
        accounts_week=(),
    )


def _lost_to_rivals(market: Market, attributes: Mapping[str, Ints], years: Floats) -> Floats | float:
    """Logits that each lead loses at every stage to rivals who are ahead of our brand where it is."""
    block = market.effects.competition if market.effects.active("competition") else None
    if block is None:
        return 0.0
    ahead = np.array([float(item.rivals) - float(item.brand) for item in market.regions.values()])[attributes["region"]]
    ahead = ahead + np.array([float(item.rivals) for item in market.tiers.values()])[attributes["tier"]]
    return np.asarray(float(block.weight) * np.maximum(ahead + float(block.drift_per_year) * years, 0.0))


def _shares(groups: Mapping[str, Size | Tier | Product], own: Mapping[str, Quantity] | None) -> Floats:
    """Cumulative shares of the groups: their own place's where it states them, else the groups' own."""
    stated = {name: float(group.share) for name, group in groups.items()}
    if own is not None:
        stated = {name: float(own[name]) if name in own else 0.0 for name in groups}
    shares = np.array(list(stated.values()))
    return np.asarray(np.cumsum(shares / shares.sum()))


def _choose_within(u: Floats, group: Ints, cumulative: list[Floats]) -> Ints:
    """Index drawn from the group's own shares, by inverse CDF."""
    table = np.array(cumulative)
    return np.asarray(np.minimum((u[:, None] >= table[group]).sum(axis=1), table.shape[1] - 1), dtype=np.int64)


__all__ = ["ATTRIBUTES", "NEEDS", "PLURALS", "LeadTable", "lead_table", "regional_shocks", "softmax"]
