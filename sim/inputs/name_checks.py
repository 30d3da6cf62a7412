"""Names that a playbook speaks of: whether there are such, and in conditions on leads, such values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sim.inputs.errors import Problem, nearest
from sim.inputs.models.conditions import LIVES, When
from sim.inputs.models.market import Market
from sim.inputs.tree import Location, Tree

NEEDS = ("performance", "price", "service", "brand")
LIFECYCLES = ("new", "existing")


def unknown(tree: Tree, where: Location, what: str, names: Iterable[str], known: Collection[str]) -> Iterator[Problem]:
    """A problem for each name that is not known, with the nearest that is; `what` it should name."""
    for name in names:
        if name not in known:
            yield tree.problem(where, f"there is no {what} '{name}'", nearest(name, known))


def known_names(market: Market) -> dict[str, Collection[str]]:
    """The names of each attribute that rules may speak of."""
    return {
        "region": market.regions,
        "industry": market.industries,
        "size": market.sizes,
        "tier": market.tiers,
        "source": market.sources,
        "product": market.products,
        "need": NEEDS,
        "lifecycle": LIFECYCLES,
        "life": LIVES,
    }


def unknown_conditions(when: When, market: Market, tree: Tree, at: Location) -> Iterator[Problem]:
    """A problem for each value that the market does not have."""
    known = known_names(market)
    for attribute, values in when.lists().items():
        yield from unknown(tree, (*at, attribute), attribute, values, known[attribute])
