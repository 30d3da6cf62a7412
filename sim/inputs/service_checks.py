"""What only market and scheme together show about service after the sale."""

from __future__ import annotations

from collections.abc import Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.accounts import switched_on
from sim.inputs.models.market import Market
from sim.inputs.models.playbook import Scheme
from sim.inputs.tree import Location, Tree


def after_sale_problems(scheme: Scheme, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """A role that does not exist, a role with nothing to do, and mending where nothing is wrong."""
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
    mends = products is not None and products.mending is not None
    if mends and accounts is not None and switched_on(accounts.issues) is None:
        found = "there is no product issue to mend in this market"
        yield tree.problem((*at, "products", "mending"), found, "see effects.accounts.issues")
