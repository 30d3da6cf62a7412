"""What only market and scheme together show about service after the sale, and about product specialists."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.accounts import Accounts, switched_on
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.models.service import AfterSales
from sim.inputs.tree import Location, Tree


def after_sale_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """A role that does not exist or has nothing to do; levels of what never comes, mending where nothing is wrong."""
    service, products = scheme.process.after_sales, scheme.products
    accounts = market.effects.accounts if market.effects.active("accounts") else None
    if service is not None:
        where = (*at, "process", "after_sales", "role")
        if service.role not in scheme.people.roles:
            hint = nearest(service.role, scheme.people.roles)
            yield tree.problem(where, f"there is no role '{service.role}'", hint)
        elif accounts is None and service.role not in scheme.process.roles.values():
            found = f"'{service.role}' works no stage, and nobody is served after the sale in this market"
            yield tree.problem(where, found, "switch the market's effects.accounts on, or leave after_sales out")
        yield from _levels_of_nothing(service, accounts, tree, (*at, "process", "after_sales", "sla"))
    mends = products is not None and products.mending is not None
    if mends and accounts is not None and switched_on(accounts.issues) is None:
        found = "there is no product issue to mend in this market"
        yield tree.problem((*at, "products", "mending"), found, "see effects.accounts.issues")


def _levels_of_nothing(
    service: AfterSales, accounts: Accounts | None, tree: Tree, where: Location
) -> Iterator[Problem]:
    """Service levels where nobody is served, or for complaints where there is nothing to complain about."""
    if service.sla is None:
        return
    if accounts is None:
        found = "nobody is served after the sale in this market"
        yield tree.problem(where, found, "switch the market's effects.accounts on, or leave sla out")
    elif service.sla.complaint is not None and switched_on(accounts.issues) is None:
        found = "there is no product issue to complain about in this market"
        yield tree.problem((*where, "complaint"), found, "see effects.accounts.issues")


def trial_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Trial use of what does not exist, or before anybody has met the customer."""
    trial = None if scheme.products is None else scheme.products.trial
    if trial is None:
        return
    where, order = (*at, "products", "trial"), list(market.stages)
    if trial.before not in order:
        yield tree.problem((*where, "before"), f"there is no stage '{trial.before}'", nearest(trial.before, order))
    elif order[0] == trial.before:
        found = f"'{trial.before}' is the first stage: nobody has met the customer before"
        yield tree.problem((*where, "before"), found, f"expected a later stage: {', '.join(order[1:])}")
    for name in trial.products or ():
        if name not in market.products:
            hint = nearest(name, market.products)
            yield tree.problem((*where, "products"), f"there is no product '{name}'", hint)


def overlay_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """Specialists of what does not exist, or who would have to join themselves or wait for each other."""
    overlay = None if scheme.products is None else scheme.products.overlay
    if overlay is None:
        return
    where, process = (*at, "products", "overlay"), scheme.process
    if overlay.role not in scheme.people.roles:
        hint = nearest(overlay.role, scheme.people.roles)
        yield tree.problem((*where, "role"), f"there is no role '{overlay.role}'", hint)
    for name in overlay.products:
        if name not in market.products:
            hint = nearest(name, market.products)
            yield tree.problem((*where, "products"), f"there is no product '{name}'", hint)
    teams = () if scheme.segmentation is None else scheme.segmentation.teams.values()
    joined = {*process.joint, *(stage for team in teams for stage in team.joint)}
    for stage in overlay.stages:
        if stage not in market.stages:
            hint = nearest(stage, market.stages)
            yield tree.problem((*where, "stages"), f"there is no stage '{stage}'", hint)
        elif process.roles.get(stage) == overlay.role:
            yield tree.problem((*where, "stages"), f"role '{overlay.role}' works '{stage}': it can't join itself")
        elif stage in joined:
            yield tree.problem((*where, "stages"), f"a second role joins '{stage}' already, expected one of the two")
    led = {process.roles[stage] for stage in joined if stage in process.roles}
    joining = {*process.joint.values(), *(role for team in teams for role in team.joint.values())}
    if overlay.role in led or joining & {process.roles.get(stage) for stage in overlay.stages}:
        found = f"role '{overlay.role}' or whom it joins is joined elsewhere: two people would wait for each other"
        yield tree.problem((*where, "role"), found)
