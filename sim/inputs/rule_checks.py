"""Ordered rules that get no lead: what they ask for never occurs, or the rules before them take it all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sim.inputs.errors import Problem
from sim.inputs.models.accounts import switched_on
from sim.inputs.models.conditions import HISTORY, When
from sim.inputs.models.levers import Segmentation
from sim.inputs.models.market import Market
from sim.inputs.reach import unreachable
from sim.inputs.tree import Location, Tree


def rule_problems(
    rules: Sequence[tuple[str, When]],
    known: Mapping[str, Collection[str]],
    market: Market,
    tree: Tree,
    at: Location,
    first: int = 0,
) -> Iterator[Problem]:
    """A problem for each rule that gets no lead; `rules` are what each leads to and when, `at` where their list stands.

    `first` is the place of the first of them in that list; `known` are the names of each attribute. Rules that speak of
    unknown names are left to the check that says so.
    """
    whens = [when for _, when in rules]
    if any(
        name not in known[attribute] for when in whens for attribute, names in when.lists().items() for name in names
    ):
        return
    none: tuple[str, ...] = () if market.effects.active("behaviour") else ("contacts",)
    none += () if _come_again(market) else HISTORY
    occurs = on_record(market, known)
    for found in unreachable(whens, occurs, none):
        spot = (*at, first + found.index)
        if found.empty == "contacts" and none:
            said = "can never match: nobody has earlier contacts while the market's effect 'behaviour' is off"
            yield tree.problem((*spot, "when"), said)
        elif found.empty in HISTORY:
            said = "can never match: no lead of this market comes from a customer whose purchases are known"
            yield tree.problem((*spot, "when"), said, _COME_AGAIN)
        elif found.empty == "life":
            asked = ", ".join(whens[found.index].lists().get("life", ()))
            said = f"can never match: no lead of this market has the life {asked}"
            lives = ", ".join(name for name in known["life"] if name in occurs["life"])
            yield tree.problem((*spot, "when"), said, f"lives that leads have here: {lives}; {_COME_AGAIN}")
        elif found.empty is not None:
            asked = ", ".join(whens[found.index].lists().get(found.empty, ()))
            said = f"can never match: no lead of this market has the {found.empty} {asked}"
            yield tree.problem((*spot, "when"), said)
        else:
            takers = " and ".join(f"rule {index + 1} ('{rules[index][0]}')" for index in found.taken_by)
            take = "takes" if len(found.taken_by) == 1 else "together take"
            said = f"can never be reached: {takers} before it {take} every lead that it matches"
            yield tree.problem(spot, said, "put the narrower rule first")


def idle_teams(segmentation: Segmentation, tree: Tree, at: Location) -> Iterator[Problem]:
    """Teams that serve only what a rule without conditions leaves: nothing. `at` is where the segmentation stands."""
    taker = next(
        (rule.segment for rule in segmentation.rules if not rule.when.lists() and not rule.when.limits()), None
    )
    if taker is None:
        return
    led_to = {rule.segment for rule in segmentation.rules}
    left = {*(segmentation.cluster_segments() or (segmentation.residual,))} - led_to
    for name, team in segmentation.teams.items():
        if set(team.segments) <= left:
            segments = " and ".join(f"'{segment}'" for segment in team.segments)
            said = (
                f"no lead ever reaches {segments}: the rule for '{taker}' has no conditions, so it takes all the rest"
            )
            yield tree.problem((*at, "teams", name), said, "leave that rule out and name its segment as `residual`")


_COME_AGAIN = (
    "customers come again by the market's effects.accounts: cross_sell while they stay, won_back once they have left "
    "(they are 'churned' when they ask)"
)


def _come_again(market: Market) -> bool:
    """Whether customers of the run bring leads for themselves."""
    return bool(_lives(market) & {"dormant", "churned"})


def _lives(market: Market) -> set[str]:
    """Where in a customer's life leads come in, here: nobody who was won back brings a further one."""
    found, block = {"new"}, market.effects.accounts if market.effects.active("accounts") else None
    if float(market.lifecycle.existing_share) > 0 or market.effects.active("promotion"):
        found.add("active")
    if block is None:
        return found
    cross_sell, won_back = switched_on(block.cross_sell), switched_on(block.won_back)
    further = cross_sell is not None and float(cross_sell.per_year) > 0
    if float(block.at_start) > 0 or further:
        found.add("active")
    if further:
        found.add("dormant")
    if won_back is not None and float(won_back.share) > 0:
        found.add("churned")
    return found


def on_record(market: Market, known: Mapping[str, Collection[str]]) -> dict[str, Collection[str]]:
    """The values of each attribute that some lead of the market has on record; a wrong record may say anything."""
    industries = {name: item for name, item in market.industries.items() if float(item.share) > 0}
    regions = {name: item for name, item in market.regions.items() if float(item.share) > 0}

    def within(groups: Mapping[str, float], own: Sequence[Mapping[str, float] | None]) -> set[str]:
        return {name for name in groups for shares in own if (groups if shares is None else shares).get(name, 0.0) > 0}

    def stated(shares: Mapping[str, object] | None) -> dict[str, float] | None:
        return None if shares is None else {name: float(share) for name, share in shares.items()}  # type: ignore[arg-type]

    sizes = {name: float(item.share) for name, item in market.sizes.items()}
    products = {name: float(item.share) for name, item in market.products.items()}
    tiers = {name: float(item.share) for name, item in market.tiers.items()}
    found: dict[str, Collection[str]] = {
        **known,
        "region": set(regions),
        "source": {name for name, item in market.sources.items() if float(item.share) > 0},
        "product": within(products, [stated(item.product_shares) for item in industries.values()]),
        "life": _lives(market),
    }
    recording = market.effects.recording if market.effects.active("recording") else None
    if recording is None or float(recording.attribute_error) == 0:
        found["industry"] = set(industries)
        found["size"] = within(sizes, [stated(item.size_shares) for item in industries.values()])
        found["tier"] = within(tiers, [stated(item.tier_shares) for item in regions.values()])
    return found
