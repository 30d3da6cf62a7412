"""What a funnel and a process can't mean: stages without an exit or that nobody reaches, levels that nobody keeps."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.tree import Location, Tree


def market_problems(market: Market, tree: Tree) -> Iterator[Problem]:
    """Stages without a way out but forward or that everyone skips, and channels of no source."""
    campaigns = market.effects.campaigns
    for source in campaigns.channels if campaigns is not None else ():
        if source not in market.sources:
            where = ("market", "effects", "campaigns", "channels", source)
            yield tree.problem(where, f"there is no source '{source}'", nearest(source, market.sources))
    order = list(market.stages)
    for index, (name, stage) in enumerate(market.stages.items()):
        if stage.exits is not None and float(stage.exits.back_share) >= 1:
            found = "whoever doesn't advance goes back: the stage has no exit, expected less than 1"
            yield tree.problem(("market", "stages", name, "exits", "back_share"), found)
        if float(stage.skip_share) >= 1:
            found = f"everyone skips '{order[index + 1]}', expected less than 1, or a funnel without that stage"
            yield tree.problem(("market", "stages", name, "skip_share"), found)


def unknown_channels(market: Market, scheme: Scheme, tree: Tree, at: Location) -> Iterator[Problem]:
    """Money for campaigns in sources that the market does not have."""
    spends = {} if scheme.marketing is None else scheme.marketing.spend_per_year
    for source in spends:
        if source not in market.sources:
            where = (*at, "marketing", "spend_per_year", source)
            yield tree.problem(where, f"there is no source '{source}'", nearest(source, market.sources))


def unstaffed_levels(scheme: Scheme, tree: Tree, at: Location) -> Iterator[Problem]:
    """Service levels of stages, or after the sale, whose role has nobody, by stated heads or by named seats."""
    people, process = scheme.people, scheme.process
    if people.seats is not None:
        staffed = {seat.role for seat in people.seats}
    elif people.heads is not None:
        staffed = {role for role, count in people.heads.items() if count > 0}
    else:
        return
    for stage in process.sla:
        role = process.roles.get(stage)
        if role is not None and role not in staffed:
            yield tree.problem((*at, "process", "sla", stage), f"nobody of role '{role}' is there to keep this level")
    service = process.after_sales
    if service is None or service.sla is None:
        return
    if service.role in people.roles and service.role not in staffed:
        found = f"nobody of role '{service.role}' is there to keep these levels"
        yield tree.problem((*at, "process", "after_sales", "sla"), found)
