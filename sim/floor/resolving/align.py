"""Makes the territories of schemes that state a rule instead of a map."""

from __future__ import annotations

import numpy as np

from sim.floor.resolving.offered import hours_offered
from sim.floor.resolving.workload import expected_workload
from sim.inputs.errors import InputError, Problem
from sim.inputs.models.levers import Territory
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.regional_checks import without_people
from sim.inputs.text import Text
from sim.levers.alignment import by_balance, by_count
from sim.market.leads import LeadTable


def aligned(market: Market, scheme: Scheme, planning: LeadTable) -> Scheme:
    """The scheme with its territories made; itself where they are given by hand.

    Raises InputError where nobody would work in one of them.
    """
    territory = scheme.territory
    if territory is None or territory.align is None:
        return scheme
    rule, names = territory.align, territory.names()
    groups = (
        by_count(tuple(market.regions), rule.into)
        if rule.rule == "count"
        else by_balance(_hours_by_region(market, scheme, planning), rule.into)
    )
    made = {
        name: Territory(title=Text(en=f"Area {number + 1}", zh=f"片区 {number + 1}"), regions=regions)
        for number, (name, regions) in enumerate(zip(names, groups, strict=True))
    }
    ready = scheme.model_copy(update={"territory": territory.model_copy(update={"territories": made, "align": None})})
    empty = without_people(ready) if territory.heads == "by-home" and scheme.people.heads is None else []
    if empty:
        regions = ", ".join(made[empty[0]].regions)
        said = f"the rule '{rule.rule}' makes a territory of {regions}, where nobody lives"
        raise InputError(Problem(said, key="territory.align", hint="make fewer territories, or set heads: by-workload"))
    return ready


def _hours_by_region(market: Market, scheme: Scheme, planning: LeadTable) -> dict[str, float]:
    """Hours that each region asks for in a planning year, hunting included, whoever serves it."""
    load = expected_workload(market, scheme.model_copy(update={"territory": None}), planning)
    regions = tuple(market.regions)
    found = dict.fromkeys(regions, 0.0)
    for (region, _, _), hours in hours_offered(market, scheme, load, regions, np.arange(len(regions))).items():
        found[region] += hours
    return found
