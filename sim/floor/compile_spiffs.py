"""Compiles what a pay plan pays for single deals: who is meant, and between which clocks."""

from __future__ import annotations

from math import inf

import numpy as np

from sim.floor.classify import Classified
from sim.floor.histories import Histories
from sim.floor.pay_plan import SpiffPlan
from sim.floor.record import record_of
from sim.floor.resolved import Horizon
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.levers.segmentation import matches
from sim.market.leads import LeadTable


def spiff_plans(
    market: Market, scheme: Scheme, table: LeadTable, classified: Classified, histories: Histories, horizon: Horizon
) -> tuple[SpiffPlan, ...]:
    """Every SPIFF of the plan; judged by what is true of a lead, and by the offer that it comes to in the end."""
    spiffs = [] if scheme.incentives is None else scheme.incentives.spiffs
    if not spiffs:
        return ()
    record, weeks = record_of(market, scheme, table, histories=histories), horizon.warm_up_weeks + horizon.weeks
    found = []
    for spiff in spiffs:
        meant = matches(spiff.when, record.true, record.names, table.value)
        if spiff.offers is not None:
            sold = [index for index, name in enumerate(classified.offers) if name in spiff.offers]
            meant &= np.isin(classified.offer, sold)
        begins, ends = week_clock(table, spiff.from_week, weeks), week_clock(table, spiff.to_week, weeks)
        found.append(SpiffPlan(float(spiff.amount), begins, ends, meant.tolist()))
    return tuple(found)


def week_clock(table: LeadTable, week: int | None, weeks: int) -> float:
    """The clock at which a week of the run begins; inf where the run of so many weeks does not come to it."""
    return inf if week is None or week > weeks else table.calendar.weeks_to_clock(week)
